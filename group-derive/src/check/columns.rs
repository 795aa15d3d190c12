//! Columns: no two traits may have the same name or fall into the same warehouse column.

use std::borrow::Cow;

use quote::ToTokens;
use syn::LitStr;

use super::Trait;
use crate::ctxt::Ctxt;
use crate::model::Role;
use crate::vocabulary::{Nested, Vocabulary};
use group_rules::column::{column, fall_together, shared};

/// The column of a trait; `None` for a name without an ASCII letter or digit, and for a field without its own column.
pub(super) fn column_of(vocabulary: &Vocabulary, wire: &str, role: Role) -> Option<String> {
    match role {
        // The columns of a nested object are decided by the struct around it.
        _ if vocabulary.custom.is_none() => None,
        Role::Reserved(reserved) => Some(reserved.field.to_owned()),
        Role::Subfield(nested, subfield) => Some(nested.column(subfield)),
        Role::Custom(_) | Role::CustomObject(..) | Role::Id(_, true) => column(wire),
        Role::Id(_, false) | Role::Flatten { .. } => None,
    }
}

/// A name in the event, and the columns that it takes.
struct Taken<'a> {
    wire: &'a str,
    columns: Cow<'a, [String]>,
    by: By<'a>,
    /// Whether it is neither a nested object nor a part of one.
    is_flat: bool,
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

    /// For an error about the other one.
    fn describe(&self) -> String {
        match self {
            Self::GroupType(_) => "`group_type` on the struct".to_owned(),
            Self::Field(field) => format!("the field `{}`", field.field),
        }
    }

    /// What to do if another one has the name or the column.
    fn cure(&self) -> &'static str {
        match self {
            Self::Field(field) if field.is_also => "write another name, or remove this `also`",
            Self::Field(field) if field.is_id() => {
                "send the other one under another name, or remove this `rename`"
            }
            _ => {
                "send this under another name with `#[group(rename = \"…\")]`, or leave it out with `#[group(skip)]`"
            }
        }
    }
}

/// No two of `fields`, which are some of `traits`, have the same name or fall into the same column.
pub(super) fn check_columns<'a>(
    cx: &Ctxt,
    vocabulary: &'static Vocabulary,
    group_type: Option<&'a LitStr>,
    traits: &'a [Trait<'a>],
    fields: impl Iterator<Item = &'a Trait<'a>>,
) {
    let mut taken: Vec<Taken<'_>> = Vec::new();
    if let (Some(group_type), Some(constant)) = (group_type, &vocabulary.constant) {
        taken.push(Taken {
            wire: constant.name,
            columns: vec![constant.column.to_owned()].into(),
            by: By::GroupType(group_type),
            is_flat: true,
        });
    }
    let nested = vocabulary.nested.as_ref();
    let is_whole = |field: &Trait<'_>| nested.is_some_and(|nested| field.is_whole(nested));
    // If the object is also a field, its parts are reported by `address::has_one_form`.
    let has_whole = traits.iter().any(is_whole);
    let mut has_part = false;
    for field in fields {
        let columns = match field.role {
            Role::Id(_, false) | Role::Flatten { .. } => continue,
            Role::Subfield(..) if has_whole => continue,
            Role::Subfield(..) if std::mem::replace(&mut has_part, true) => Cow::default(),
            // An object takes the columns of all its parts, even of absent ones.
            Role::Subfield(nested, _) => nested.columns().collect(),
            Role::Reserved(_) if is_whole(field) => {
                nested.into_iter().flat_map(Nested::columns).collect()
            }
            Role::CustomObject(nested, _) => {
                let own = field.column.iter();
                let parts = own.clone().flat_map(|column| nested.columns_under(column));
                own.cloned().chain(parts).collect()
            }
            Role::Reserved(_) | Role::Custom(_) | Role::Id(..) => field.column.as_slice().into(),
        };
        if let Some(column) = joint(&columns) {
            cx.error(
                field.name_tokens(),
                format_args!(
                    "the parts of an address under `{}` fall into the same warehouse column, `{column}`, and some of them would be lost\n\
                     write a shorter name, or remove this `also`",
                    field.wire,
                ),
            );
            continue;
        }
        let new = Taken {
            wire: &field.wire,
            columns,
            by: By::Field(field),
            is_flat: !is_whole(field)
                && !matches!(field.role, Role::Subfield(..) | Role::CustomObject(..)),
        };
        let clash = taken
            .iter()
            .find_map(|old| match old.is_flat && !new.is_flat {
                // The error is at the flat field, even if the object comes after it.
                true => Some((old, clash(vocabulary, &new, old)?)),
                false => Some((&new, clash(vocabulary, old, &new)?)),
            });
        match clash {
            Some((wrong, message)) => cx.error(wrong.by.tokens(), message),
            None => taken.push(new),
        }
    }
}

/// What a warehouse keeps of two of the columns that one trait takes, if that is the same: of an address under a long name.
fn joint(columns: &[String]) -> Option<&str> {
    let pairs = columns.iter().zip(columns.iter().skip(1));
    let mut joint = pairs.filter(|(a, b)| fall_together(a, b));
    joint.next().map(|(a, b)| shared(a, b))
}

fn clash(vocabulary: &Vocabulary, old: &Taken<'_>, new: &Taken<'_>) -> Option<String> {
    let wire = new.wire;
    if old.wire == wire {
        let by = old.by.describe();
        return Some(match vocabulary.custom {
            Some(_) => format!(
                "{by} is already sent as `{wire}`, and one of the two would be lost\n{}",
                new.by.cure(),
            ),
            // There is no other name to give it.
            None => format!(
                "{by} is already `{wire}`, and {} has only one\njoin the two, or leave this one out with `#[group(skip)]`",
                vocabulary.owner,
            ),
        });
    }
    let (column, other) = new.columns.iter().find_map(|column| {
        let mut others = old.columns.iter();
        let other = others.find(|other| fall_together(other, column))?;
        Some((column, other))
    })?;
    let by = old.by.describe();
    let place = match column == other {
        true => format!("the same warehouse column, `{column}`"),
        false => format!("one column of some warehouses, `{}`", shared(column, other)),
    };
    Some(format!(
        "`{wire}` and `{}` ({by}) fall into {place}, and one of the two would be lost\n{}",
        old.wire,
        new.by.cure(),
    ))
}
