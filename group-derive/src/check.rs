//! The rules that need more than one field to be seen.

use proc_macro2::TokenStream;

use crate::column::{KEPT, column};
use crate::ctxt::Ctxt;
use crate::model::{Model, Name, Role, Trait};
use crate::near::{near_subfield, near_trait};
use crate::reserved::{ID, Reserved, SUBFIELDS, of_field};

/// Checks a struct with `GroupTraits`.
pub(crate) fn group(cx: &Ctxt, model: &Model<'_>) {
    one_id(cx, model);
    one_form_of_address(cx, model);
    let well_named = model.traits.iter().filter(|field| match &field.role {
        Role::Custom(_) => is_well_named(cx, field),
        _ => true,
    });
    distinct(cx, model, well_named);
}

/// Checks a struct with `AddressTraits`.
pub(crate) fn address(cx: &Ctxt, model: &Model<'_>) {
    distinct(cx, model, &model.traits);
}

/// At most one field is the group's id.
fn one_id(cx: &Ctxt, model: &Model<'_>) {
    let mut ids = model
        .traits
        .iter()
        .filter(|field| matches!(field.role, Role::Id { .. }));
    let Some(first) = ids.next() else { return };
    for second in ids {
        // What has the name `id` and is not marked has to give way to a mark, wherever that stands.
        let (wrong, right) = match (is_marked(first), is_marked(second)) {
            (false, true) => (first, second),
            _ => (second, first),
        };
        let (wrong_name, right_name) = (wrong.field, right.field);
        cx.error(
            &wrong.name.tokens,
            format_args!("a group has one id, and `{right_name}` is it already\nsend `{wrong_name}` under another name, `#[group(rename = \"…\")]`, or leave it out, `#[group(skip)]`"),
        );
    }
}

fn is_marked(field: &Trait<'_>) -> bool {
    matches!(field.role, Role::Id { is_sent } if is_sent || field.name.wire != ID)
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
                &field.name.tokens,
                format_args!("`{path}` and the field `{address}` would both be the address\nmake this the field `{name}` of the struct of `{address}`, or name all subfields by paths and leave out `{address}`"),
            );
        }
    }
}

/// Whether a custom trait is not meant to be a reserved one, and the warehouse has a column for it.
fn is_well_named(cx: &Ctxt, field: &Trait<'_>) -> bool {
    let name = &field.name;
    let problem = match name.is_custom {
        true => None,
        false => nearly_reserved(name).or_else(|| dropped(name)),
    };
    if let Some(message) = &problem {
        cx.error(&name.tokens, message);
    }
    problem.is_none()
}

/// How to say that the name is meant as it stands.
fn as_custom(name: &Name) -> String {
    match name.is_renamed {
        true => format!("`#[group(rename = \"{}\", custom)]`", name.wire),
        false => "`#[group(custom)]`".to_owned(),
    }
}

fn nearly_reserved(name: &Name) -> Option<String> {
    let wire = &name.wire;
    let (what, meant) = match wire.strip_prefix("address.") {
        Some(subfield) => {
            let meant = of_field(&SUBFIELDS, near_subfield(subfield)?)?;
            ("subfield of `address`", format!("address.{}", meant.name))
        }
        None => ("reserved trait", near_trait(wire)?.to_owned()),
    };
    Some(format!(
        "`{wire}` is no {what}; did you mean `{meant}`?\n\
         write `#[group(rename = \"{meant}\")]` if so, {} if this name is meant",
        as_custom(name),
    ))
}

fn dropped(name: &Name) -> Option<String> {
    let wire = &name.wire;
    let other = format!(
        "send it under another name, `#[group(rename = \"…\")]`, or write {} if it need not reach the warehouse",
        as_custom(name),
    );
    match column(wire) {
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
    columns: Vec<String>,
    tokens: TokenStream,
    /// What has it, for the error about another.
    owner: String,
}

/// No two traits have one name or fall into one column.
fn distinct<'a>(cx: &Ctxt, model: &'a Model<'_>, fields: impl IntoIterator<Item = &'a Trait<'a>>) {
    let mut taken: Vec<Taken<'_>> = Vec::new();
    if let Some(group_type) = &model.group_type {
        taken.push(Taken {
            wire: "groupType",
            columns: vec!["group_type".to_owned()],
            tokens: quote::ToTokens::to_token_stream(group_type),
            owner: "`group_type` on the struct".to_owned(),
        });
    }
    // Its subfields are reported by `one_form_of_address`.
    let has_address = model.traits.iter().any(Trait::is_address);
    let mut has_subfield = false;
    for field in fields {
        let wire = field.name.wire.as_str();
        let columns = match &field.role {
            Role::Id { .. } | Role::Flatten => continue,
            Role::Subfield(_) if has_address => continue,
            Role::Subfield(_) if std::mem::replace(&mut has_subfield, true) => Vec::new(),
            // An address takes the columns of all its subfields, even of those that are not there.
            Role::Subfield(_) => address_columns(),
            Role::Reserved(_) if field.is_address() => address_columns(),
            Role::Reserved(_) | Role::Custom(_) => column(wire).into_iter().collect(),
        };
        let new = Taken {
            wire,
            columns,
            tokens: field.name.tokens.clone(),
            owner: format!("the field `{}`", field.field),
        };
        match taken.iter().find_map(|old| clash(old, &new)) {
            Some(message) => cx.error(&new.tokens, message),
            None => taken.push(new),
        }
    }
}

fn address_columns() -> Vec<String> {
    let column = |subfield: &Reserved| format!("address_{}", subfield.field);
    SUBFIELDS.iter().map(column).collect()
}

fn clash(old: &Taken<'_>, new: &Taken<'_>) -> Option<String> {
    let (wire, owner) = (new.wire, &old.owner);
    if old.wire == wire {
        return Some(format!(
            "{owner} is sent as `{wire}` already, and one of the two would be lost\nsend this under another name, `#[group(rename = \"…\")]`, or leave it out, `#[group(skip)]`"
        ));
    }
    let column = new
        .columns
        .iter()
        .find(|column| old.columns.contains(column))?;
    Some(format!(
        "`{wire}` and `{}` ({owner}) fall into one warehouse column, `{column}`, and one of the two would be lost\nsend this under another name, `#[group(rename = \"…\")]`, or leave it out, `#[group(skip)]`",
        old.wire,
    ))
}
