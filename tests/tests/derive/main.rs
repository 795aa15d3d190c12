//! What the derives make of structs and enums.

mod address;
mod address_path;
mod attributes;
mod bounds;
mod count;
mod custom;
mod date;
mod date_value;
mod flatten;
mod generics;
mod given;
mod hygiene;
mod id;
mod id_field;
mod kinds;
mod lookalikes;
mod macro_input;
mod names;
mod other_derives;
mod paths;
mod places;
mod pointers;
mod refused;
mod sent;
mod skip_and_map;
mod text;
