//! The rules that need more than one field to be seen.

use proc_macro2::TokenStream;

use crate::column::{KEPT, column};
use crate::ctxt::Ctxt;
use crate::model::{Model, Role, Trait};
use crate::reserved::{ID, SUBFIELDS};

/// Checks a struct with `GroupTraits`.
pub(crate) fn group(cx: &Ctxt, model: &Model<'_>) {
    one_id(cx, model);
    one_form_of_address(cx, model);
    for field in &model.traits {
        if matches!(field.role, Role::Custom(_)) {
            has_a_column(cx, field);
        }
    }
    distinct(cx, model);
}

/// Checks a struct with `AddressTraits`.
pub(crate) fn address(cx: &Ctxt, model: &Model<'_>) {
    distinct(cx, model);
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
            format_args!("a group has one id, and `{right_name}` is it already; send `{wrong_name}` under another name with `rename`, or leave it out with `#[group(skip)]`"),
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
                format_args!("`{path}` and the field `{address}` would both be the address; move this into the struct of `{address}` as `{name}`, or name all its subfields by paths"),
            );
        }
    }
}

/// The warehouse has a column for a custom trait.
fn has_a_column(cx: &Ctxt, field: &Trait<'_>) {
    if field.name.is_custom {
        return;
    }
    let wire = &field.name.wire;
    let out = "or write `custom` if it need not reach the warehouse";
    match column(wire) {
        None => cx.error(
            &field.name.tokens,
            format_args!("the warehouse drops `{wire}`: it has no ASCII letter or digit to make a column's name of; give it another name with `#[group(rename = \"…\")]`, {out}"),
        ),
        Some(column) if column == "group_id" => cx.error(
            &field.name.tokens,
            format_args!("the warehouse drops a trait `{wire}`, for it keeps the column `group_id` for itself; if this is the group's id, write `#[group(group_id)]`, else give it another name with `#[group(rename = \"…\")]`, {out}"),
        ),
        Some(column) if KEPT.contains(&column.as_str()) => cx.error(
            &field.name.tokens,
            format_args!("the warehouse drops a trait `{wire}`, for it keeps the column `{column}` for itself; give it another name with `#[group(rename = \"…\")]`, {out}"),
        ),
        Some(_) => {}
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
fn distinct(cx: &Ctxt, model: &Model<'_>) {
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
    for field in &model.traits {
        let wire = field.name.wire.as_str();
        let columns = match &field.role {
            Role::Id { .. } | Role::Flatten => continue,
            Role::Subfield(_) if has_address => continue,
            Role::Reserved(_) if field.is_address() => SUBFIELDS
                .iter()
                .map(|subfield| format!("address_{}", subfield.field))
                .collect(),
            Role::Reserved(_) | Role::Subfield(_) | Role::Custom(_) => {
                column(wire).into_iter().collect()
            }
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

fn clash(old: &Taken<'_>, new: &Taken<'_>) -> Option<String> {
    let (wire, owner) = (new.wire, &old.owner);
    if old.wire == wire {
        return Some(format!(
            "{owner} is sent as `{wire}` already, and one of the two would be lost; give this another name with `#[group(rename = \"…\")]`"
        ));
    }
    let column = new
        .columns
        .iter()
        .find(|column| old.columns.contains(column))?;
    Some(format!(
        "`{wire}` and `{}` ({owner}) fall into one warehouse column, `{column}`, and one of the two would be lost; give this another name with `#[group(rename = \"…\")]`",
        old.wire,
    ))
}
