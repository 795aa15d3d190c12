//! Names: they are visible, they are known if only some are allowed, and they are not almost reserved ones.

use syn::LitStr;

use super::Trait;
use super::null_character::check_nul;
use crate::ctxt::Ctxt;
use crate::model::{Field, Role};
use crate::names::near_miss::{Near, near};
use crate::vocabulary::{Nested, Reserved, Vocabulary};
use group_rules::blank::is_blank;
use group_rules::column::Only;
use group_rules::secret::says_secret;

pub(super) fn check_visible(cx: &Ctxt, field: &Field<'_>, role: Role) {
    if !matches!(role, Role::Flatten { .. }) && is_blank(&field.wire) {
        let message = match &field.attrs.rename {
            Some(_) if field.is_also => {
                "a name can't be empty or blank\nwrite the name to send, or remove `also`"
            }
            Some(_) => "a name can't be empty or blank\nwrite the name to send, or remove `rename`",
            None => {
                "`rename_all` leaves nothing of this name\nwrite the name to send with `#[group(rename = \"…\")]`"
            }
        };
        cx.error(field.name_tokens(), message);
    } else {
        check_nul(cx, field.name_tokens(), &field.wire);
    }
}

pub(super) fn check_group_type(cx: &Ctxt, group_type: &LitStr) {
    if is_blank(&group_type.value()) {
        cx.error(group_type, "a group type can't be empty or blank\nwrite what the group is, such as `\"company\"`, or leave out `group_type`");
    } else {
        check_nul(cx, group_type, &group_type.value());
    }
}

/// The name is a reserved one, if the vocabulary has no others.
pub(super) fn check_known(
    cx: &Ctxt,
    vocabulary: &'static Vocabulary,
    field: &Field<'_>,
    role: Role,
) {
    if vocabulary.custom.is_some() || !matches!(role, Role::Custom(_)) {
        return;
    }
    let (wire, term) = (&field.wire, vocabulary.term);
    let bare = wire.rsplit_once('.').map_or(&**wire, |(_, bare)| bare);
    let meant = vocabulary
        .named(bare)
        .or_else(|| vocabulary.of_field(bare))
        .or_else(|| near_reserved(vocabulary, bare));
    let (suggestion, rename) = match meant {
        Some(meant) => {
            let written = match field.attrs.rename {
                Some(_) => meant.name,
                None => meant.field,
            };
            (format!("; did you mean `{written}`?"), meant.name)
        }
        None => (String::new(), "…"),
    };
    let all: Vec<_> = vocabulary.reserved.iter().map(listed).collect();
    let all = all.join(", ");
    cx.error(
        field.name_tokens(),
        format_args!(
            "`{wire}` is not a {term}{suggestion}\n\
             the names are {all}; write `#[group(rename = \"{rename}\")]`, or leave the field out with `#[group(skip)]`",
        ),
    );
}

fn near_reserved(vocabulary: &'static Vocabulary, name: &str) -> Option<&'static Reserved> {
    match near(vocabulary, name, false)? {
        Near::Reserved(reserved) => Some(reserved),
        Near::Subfield(..) => None,
    }
}

/// A reserved name as an entry of a list.
fn listed(reserved: &Reserved) -> String {
    let Reserved { name, field, .. } = reserved;
    if name == field {
        format!("`{field}`")
    } else {
        format!("`{field}` (sent as `{name}`)")
    }
}

/// A name does not say that its value is a secret. A custom trait is not almost a reserved one, and the warehouse has a
/// column for it.
pub(super) fn check_name(
    cx: &Ctxt,
    vocabulary: &'static Vocabulary,
    traits: &[Trait<'_>],
    field: &Trait<'_>,
) {
    let problem = match field.role {
        _ if field.is_custom => None,
        Role::Custom(_) | Role::CustomObject(..) => {
            secret(field).or_else(|| unfit(vocabulary, traits, field))
        }
        Role::Id(..) => secret(field),
        Role::Reserved(_) | Role::Subfield(..) | Role::Flatten { .. } => None,
    };
    if let Some(message) = problem {
        cx.error(field.name_tokens(), message);
    }
}

fn secret(field: &Trait<'_>) -> Option<String> {
    let wire = &field.wire;
    says_secret(wire).then(|| {
        let as_custom = as_custom(field);
        let cure = match field.is_also {
            true => "remove this `also`",
            false => "leave the field out with `#[group(skip)]`",
        };
        format!(
            "`{wire}` is the name of a secret, and every destination would get it\n{cure}; if it is no secret, write {as_custom}"
        )
    })
}

/// Why a custom trait of this name would not arrive as what it is.
fn unfit(
    vocabulary: &'static Vocabulary,
    traits: &[Trait<'_>],
    field: &Trait<'_>,
) -> Option<String> {
    nearly_reserved(vocabulary, traits, field)
        .or_else(|| no_part_of_nested(vocabulary, field))
        .or_else(|| dropped(vocabulary, field))
}

/// The attribute that says that the name is intended.
fn as_custom(field: &Trait<'_>) -> String {
    match field.rename {
        Some(_) if field.is_also => format!("`#[group(also(name = \"{}\", custom))]`", field.wire),
        Some(_) => format!("`#[group(rename = \"{}\", custom)]`", field.wire),
        None => "`#[group(custom)]`".to_owned(),
    }
}

fn nearly_reserved(
    vocabulary: &'static Vocabulary,
    traits: &[Trait<'_>],
    field: &Trait<'_>,
) -> Option<String> {
    let wire = &field.wire;
    let (term, meant) = match part_of_nested(vocabulary, wire) {
        Some((nested, part)) => {
            let inner = nested.vocabulary;
            let subfield = inner
                .of_field(part)
                .or_else(|| inner.named(part))
                .or_else(|| near_reserved(inner, part))?;
            (inner.term, Near::Subfield(nested, subfield))
        }
        None => {
            let nested = vocabulary.nested.as_ref();
            let has_nested = nested.is_some_and(|nested| has_nested(nested, traits));
            (vocabulary.term, near(vocabulary, wire, has_nested)?)
        }
    };
    let name = match meant {
        Near::Reserved(reserved) => reserved.name.to_owned(),
        Near::Subfield(nested, subfield) => nested.path(subfield),
    };
    // It is sent under that name too.
    let is_own = |other: &Trait<'_>| other.field == field.field && other.wire == name;
    if traits.iter().any(is_own) {
        return None;
    }
    let is_taken = |other: &&Trait<'_>| match (other.role, meant) {
        (Role::Custom(_) | Role::CustomObject(..) | Role::Flatten { .. }, _) => false,
        (_, Near::Subfield(nested, _)) if other.is_whole(nested) => true,
        _ => other.wire == name,
    };
    let cure = match (traits.iter().find(is_taken), meant) {
        (Some(other), Near::Subfield(nested, subfield)) if other.is_whole(nested) => format!(
            "if so, move it into the struct of `{}`, as the field `{}`",
            other.field, subfield.field
        ),
        (Some(other), _) if field.is_also => format!(
            "if so, remove this `also`: `{}` is already sent under that name",
            other.field
        ),
        (Some(other), _) => format!(
            "if so, remove this field or `{}`, which is already sent under that name",
            other.field
        ),
        (None, _) if field.is_also && vocabulary.is_id(&name) => {
            format!("if so, write `#[group(group_id, rename = \"{name}\")]`")
        }
        (None, _) => {
            let key = if field.is_also { "also" } else { "rename" };
            format!("if so, write `#[group({key} = \"{name}\")]`")
        }
    };
    let as_custom = as_custom(field);
    Some(format!(
        "`{wire}` is not a {term}; did you mean `{name}`?\n{cure}; if this name is intended, write {as_custom}"
    ))
}

/// Whether the struct sends the object, or a part of it by its path.
fn has_nested(nested: &Nested, traits: &[Trait<'_>]) -> bool {
    let is_part = |field: &Trait<'_>| matches!(field.role, Role::Subfield(..));
    traits
        .iter()
        .any(|field| is_part(field) || field.is_whole(nested))
}

/// A name under that of the nested object would be a trait with a dot in its name, beside the object.
fn no_part_of_nested(vocabulary: &Vocabulary, field: &Trait<'_>) -> Option<String> {
    let nested = vocabulary.nested.as_ref()?;
    nested.within(&field.wire)?;
    let (wire, term) = (&field.wire, nested.vocabulary.term);
    let all = nested.vocabulary.reserved.iter();
    let all: Vec<_> = all
        .map(|subfield| format!("`{}`", nested.path(subfield)))
        .collect();
    let (all, as_custom) = (all.join(", "), as_custom(field));
    Some(format!(
        "`{wire}` is not a {term}\nthe names are {all}; leave the field out with `#[group(skip)]`, or write {as_custom} if it is to be a trait with a dot in its name"
    ))
}

/// What follows the dot in a name that begins with the nested object's name, or almost does.
fn part_of_nested<'n>(
    vocabulary: &'static Vocabulary,
    wire: &'n str,
) -> Option<(&'static Nested, &'n str)> {
    let nested = vocabulary.nested.as_ref()?;
    let (whole, part) = wire.split_once('.')?;
    let is_nested = || near_reserved(vocabulary, whole).is_some_and(|it| it.name == nested.name);
    (whole == nested.name || is_nested()).then_some((nested, part))
}

fn dropped(vocabulary: &Vocabulary, field: &Trait<'_>) -> Option<String> {
    let wire = &field.wire;
    let other = || {
        format!(
            "send it under another name with `#[group({} = \"…\")]`, or write {} if it need not reach the warehouse",
            if field.is_also { "also" } else { "rename" },
            as_custom(field),
        )
    };
    let Some(column) = &field.column else {
        let other = other();
        return Some(format!(
            "`{wire}` has no ASCII letter or digit to name a column by: the warehouse drops it, or puts it into the column `__` with all others of that kind\n{other}"
        ));
    };
    let custom = vocabulary.custom.as_ref()?;
    let filled = custom.filled.iter().find(|(filled, _)| filled == column);
    let (warehouse, filler) = match filled {
        Some((_, None)) => ("the warehouse", "RudderStack"),
        Some((_, Some(Only::BigQuery))) => ("BigQuery", "RudderStack"),
        Some((_, Some(Only::S3DataLake))) => ("the S3 data lake", "RudderStack"),
        None if custom.library.contains(&column.as_str()) => ("the warehouse", "group-core"),
        None => return None,
    };
    let id = match &vocabulary.id {
        Some(id) if id.column == column => {
            format!(
                "if this is {}, write `#[group(group_id)]`; otherwise ",
                id.what
            )
        }
        _ => String::new(),
    };
    let other = other();
    Some(format!(
        "{warehouse} drops `{wire}`: {filler} fills the column `{column}` itself\n{id}{other}"
    ))
}
