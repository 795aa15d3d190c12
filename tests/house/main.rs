//! What holds of the project's own files.

/// Parts of group-derive, compiled in because a crate of macros exports nothing else.
macro_rules! of_group_derive {
    ($($file:literal $module:ident)+) => {
        $(
            #[allow(dead_code)]
            #[path = $file]
            mod $module;
        )+
    };
}

of_group_derive! {
    "../../group-derive/src/declaration.rs" written
    "../../group-derive/src/key.rs" key
    "../../group-derive/src/kind.rs" kind
    "../../group-derive/src/vocabulary/mod.rs" vocabulary
}

mod accepted_types;
mod declaration;
mod detail;
mod linted_keys;
mod module_graph;
mod public_api;
mod reserved_table;
