//! The rules that need more than one field to be seen.

use std::borrow::Cow;

use quote::ToTokens;
use syn::LitStr;

use crate::column::{KEPT, address_columns};
use crate::ctxt::Ctxt;
use crate::model::{Model, Name, Role, Trait};
use crate::near::{near_subfield, near_trait};
use crate::reserved::{ADDRESS, SUBFIELDS, named, of_field};

/// Checks a struct with `GroupTraits`.
pub(crate) fn group(cx: &Ctxt, model: &Model<'_>) {
    one_id(cx, model);
    one_form_of_address(cx, model);
    let well_named = model.traits.iter().filter(|field| match &field.role {
        Role::Custom(_) => is_well_named(cx, model, field),
        _ => true,
    });
    distinct(cx, model, well_named);
}

/// Checks a struct with `AddressTraits`.
pub(crate) fn address(cx: &Ctxt, model: &Model<'_>) {
    let mut seen: Vec<&Trait<'_>> = Vec::new();
    for field in &model.traits {
        let wire = &field.name.wire;
        match seen.iter().find(|other| other.name.wire == *wire) {
            Some(other) => cx.error(
                field.name_tokens(),
                format_args!("`{wire}` is the field `{}` already, and an address has one\njoin the two, or leave this out, `#[group(skip)]`", other.field),
            ),
            None => seen.push(field),
        }
    }
}

/// At most one field is the group's id.
fn one_id(cx: &Ctxt, model: &Model<'_>) {
    let mut ids = model.traits.iter().filter(|field| field.is_id());
    // What has the name `id` gives way to a mark, wherever that stands.
    let marked = ids.clone().find(|field| field.mark.is_some());
    let Some(id) = marked.or_else(|| ids.next()) else {
        return;
    };
    for other in model.traits.iter().filter(|field| field.is_id()) {
        let (name, other_name) = (id.field, other.field);
        match &other.mark {
            _ if name == other_name => {}
            Some(mark) => cx.error(
                mark,
                format_args!("a group has one id, and `{name}` is marked as it already\nremove `{mark}` from one of the two"),
            ),
            None => cx.error(
                other.name_tokens(),
                format_args!("a group has one id, and `{name}` is it already\nsend `{other_name}` under another name, `#[group(rename = \"…\")]`, or leave it out, `#[group(skip)]`"),
            ),
        }
    }
}

/// The address is one field, or its subfields are named by paths; not both.
fn one_form_of_address(cx: &Ctxt, model: &Model<'_>) {
    let Some(address) = model.traits.iter().find(|field| field.is_address()) else {
        return;
    };
    for field in &model.traits {
        if let Role::Subfield(subfield) = field.role {
            let (path, address, name) = (&field.name.wire, address.field, subfield.field);
            cx.error(
                field.name_tokens(),
                format_args!("`{path}` and the field `{address}` would both be the address\nmake this the field `{name}` of the struct of `{address}`, or name all subfields by paths and leave out `{address}`"),
            );
        }
    }
}

/// Whether a custom trait is not meant to be a reserved one, and the warehouse has a column for it.
fn is_well_named(cx: &Ctxt, model: &Model<'_>, field: &Trait<'_>) -> bool {
    let name = &field.name;
    let problem = match name.is_custom {
        true => None,
        false => nearly_reserved(model, name).or_else(|| dropped(field)),
    };
    if let Some(message) = &problem {
        cx.error(field.name_tokens(), message);
    }
    problem.is_none()
}

/// How to say that the name is meant as it stands.
fn as_custom(name: &Name) -> String {
    match name.rename.is_some() {
        true => format!("`#[group(rename = \"{}\", custom)]`", name.wire),
        false => "`#[group(custom)]`".to_owned(),
    }
}

fn nearly_reserved(model: &Model<'_>, name: &Name) -> Option<String> {
    let wire = &name.wire;
    let (what, meant) = match wire.split_once('.') {
        Some((address, subfield)) if address == ADDRESS || near_trait(address) == Some(ADDRESS) => {
            let meant = match of_field(&SUBFIELDS, subfield).or_else(|| named(&SUBFIELDS, subfield))
            {
                Some(subfield) => subfield,
                None => of_field(&SUBFIELDS, near_subfield(subfield)?)?,
            };
            ("subfield of `address`", format!("address.{}", meant.name))
        }
        _ => ("reserved trait", near_trait(wire)?.to_owned()),
    };
    let as_custom = as_custom(name);
    let cure = match (taken_by(model, &meant), meant.strip_prefix("address.")) {
        (Some(other), Some(subfield)) if other.is_address() => {
            let subfield = named(&SUBFIELDS, subfield).map_or(subfield, |subfield| subfield.field);
            format!(
                "make this the field `{subfield}` of the struct of `{}` if so",
                other.field
            )
        }
        (Some(other), _) => format!(
            "the field `{}` is that already: leave one of the two out if so",
            other.field
        ),
        (None, _) => format!("write `#[group(rename = \"{meant}\")]` if so"),
    };
    Some(format!(
        "`{wire}` is no {what}; did you mean `{meant}`?\n{cure}, {as_custom} if this name is meant"
    ))
}

/// The field that has a name, or has it within.
fn taken_by<'a>(model: &'a Model<'_>, name: &str) -> Option<&'a Trait<'a>> {
    let is_path = name.starts_with("address.");
    let has_it = |field: &&Trait<'_>| match &field.role {
        Role::Custom(_) | Role::Flatten => false,
        _ => field.name.wire == name || is_path && field.is_address(),
    };
    model.traits.iter().find(has_it)
}

fn dropped(field: &Trait<'_>) -> Option<String> {
    let wire = &field.name.wire;
    let other = format!(
        "send it under another name, `#[group(rename = \"…\")]`, or write {} if it need not reach the warehouse",
        as_custom(&field.name),
    );
    match &field.column {
        None => Some(format!(
            "the warehouse drops `{wire}`: it has no ASCII letter or digit to name a column by\n{other}"
        )),
        Some(column) if KEPT.contains(&column.as_str()) => {
            let id = match column.as_str() {
                "group_id" => "if this is the group's id, write `#[group(group_id)]`; else ",
                _ => "",
            };
            Some(format!(
                "the warehouse drops `{wire}`: it keeps the column `{column}` for itself\n{id}{other}"
            ))
        }
        Some(_) => None,
    }
}

/// A name in the event with the columns that it takes.
struct Taken<'a> {
    wire: &'a str,
    columns: Cow<'a, [String]>,
    by: By<'a>,
}

/// What gave a name.
enum By<'a> {
    GroupType(&'a LitStr),
    Field(&'a Trait<'a>),
}

impl By<'_> {
    fn tokens(&self) -> &dyn ToTokens {
        match self {
            Self::GroupType(group_type) => group_type,
            Self::Field(field) => field.name_tokens(),
        }
    }

    /// For the error about another.
    fn describe(&self) -> String {
        match self {
            Self::GroupType(_) => "`group_type` on the struct".to_owned(),
            Self::Field(field) => format!("the field `{}`", field.field),
        }
    }

    /// Whether it is no part of an address.
    fn is_flat(&self) -> bool {
        match self {
            Self::GroupType(_) => true,
            Self::Field(field) => !field.is_address() && !matches!(field.role, Role::Subfield(_)),
        }
    }
}

/// No two traits have one name or fall into one column.
fn distinct<'a>(cx: &Ctxt, model: &'a Model<'_>, fields: impl IntoIterator<Item = &'a Trait<'a>>) {
    let mut taken: Vec<Taken<'_>> = Vec::new();
    if let Some(group_type) = &model.group_type {
        taken.push(Taken {
            wire: "groupType",
            columns: vec!["group_type".to_owned()].into(),
            by: By::GroupType(group_type),
        });
    }
    // Its subfields are reported by `one_form_of_address`.
    let has_address = model.traits.iter().any(Trait::is_address);
    let mut has_subfield = false;
    for field in fields {
        let columns = match &field.role {
            Role::Id { .. } | Role::Flatten => continue,
            Role::Subfield(_) if has_address => continue,
            Role::Subfield(_) if std::mem::replace(&mut has_subfield, true) => Cow::default(),
            // An address takes the columns of all its subfields, even of those that are not there.
            Role::Subfield(_) => address_columns().collect(),
            Role::Reserved(_) if field.is_address() => address_columns().collect(),
            Role::Reserved(_) | Role::Custom(_) => field.column.as_slice().into(),
        };
        let new = Taken {
            wire: &field.name.wire,
            columns,
            by: By::Field(field),
        };
        let clash = taken
            .iter()
            .find_map(|old| match old.by.is_flat() && !new.by.is_flat() {
                // A flat field gives way to an address, wherever that stands.
                true => Some((old, clash(&new, old)?)),
                false => Some((&new, clash(old, &new)?)),
            });
        match clash {
            Some((wrong, message)) => cx.error(wrong.by.tokens(), message),
            None => taken.push(new),
        }
    }
}

fn clash(old: &Taken<'_>, new: &Taken<'_>) -> Option<String> {
    let wire = new.wire;
    if old.wire == wire {
        let owner = old.by.describe();
        return Some(format!(
            "{owner} is sent as `{wire}` already, and one of the two would be lost\nsend this under another name, `#[group(rename = \"…\")]`, or leave it out, `#[group(skip)]`"
        ));
    }
    let column = new
        .columns
        .iter()
        .find(|column| old.columns.contains(column))?;
    let owner = old.by.describe();
    Some(format!(
        "`{wire}` and `{}` ({owner}) fall into one warehouse column, `{column}`, and one of the two would be lost\nsend this under another name, `#[group(rename = \"…\")]`, or leave it out, `#[group(skip)]`",
        old.wire,
    ))
}
