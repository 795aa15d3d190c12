//! What holds of the project's own files. Parts of group-derive are compiled in, because a crate of macros exports nothing
//! else; of those, only a part is used.

#![allow(dead_code)]

#[path = "../../../group-derive/src/check/blank.rs"]
mod blank;
#[path = "../../../group-derive/src/key.rs"]
mod key;
#[path = "../../../group-derive/src/kind.rs"]
mod kind;
#[path = "../../../group-derive/src/vocabulary/mod.rs"]
mod vocabulary;
#[path = "../../../group-derive/src/declaration.rs"]
mod written;

mod blank_names;
mod declaration;

mod module_graph;
mod reserved_table;
