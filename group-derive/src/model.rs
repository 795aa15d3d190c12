//! What a struct says, as the checks and the expansion see it: each field with its part in the event.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{
    Data, DeriveInput, ExprPath, Field, Fields, GenericArgument, Ident, LitStr, Path,
    PathArguments, Type, WherePredicate,
};

use crate::attr::{Attrs, Kind, Place, is_blank};
use crate::column::{address_column, column};
use crate::ctxt::Ctxt;
use crate::near::near_subfield;
use crate::reserved::{self, ADDRESS, ID, Reserved};

/// A struct with `GroupTraits` or `AddressTraits`.
pub(crate) struct Model<'a> {
    pub(crate) input: &'a DeriveInput,
    /// The path of group-core.
    pub(crate) krate: TokenStream,
    pub(crate) bound: Option<Vec<WherePredicate>>,
    pub(crate) group_type: Option<LitStr>,
    /// The fields that nothing is wrong with as far as the macro sees.
    pub(crate) traits: Vec<Trait<'a>>,
}

/// A field that has a part in the event.
pub(crate) struct Trait<'a> {
    pub(crate) field: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) skip_if: Option<ExprPath>,
    pub(crate) map: Option<ExprPath>,
    pub(crate) name: Name,
    /// The warehouse column of a reserved or a custom trait; `None` for a name without an ASCII letter or digit, and for what
    /// has no column of its own: the group's id, a flattened struct, a field of an address' own struct.
    pub(crate) column: Option<String>,
    pub(crate) role: Role,
    /// The `group_id` on it.
    pub(crate) mark: Option<Ident>,
}

pub(crate) enum Role {
    /// The group's id, and whether it is sent as the trait `id` too.
    Id {
        is_sent: bool,
    },
    /// A reserved trait; a subfield under `AddressTraits`.
    Reserved(Reserved),
    /// A subfield that is named by its path, `address.city`.
    Subfield(Reserved),
    Custom(Option<Kind>),
    Flatten,
}

/// A name in the event.
pub(crate) struct Name {
    pub(crate) wire: String,
    pub(crate) rename: Option<LitStr>,
    /// Whether `custom` says that it is meant as it stands.
    pub(crate) is_custom: bool,
}

impl Name {
    /// The tokens that gave it: what an error about it underlines.
    pub(crate) fn tokens<'a>(&'a self, field: &'a Ident) -> &'a dyn ToTokens {
        match &self.rename {
            Some(rename) => rename,
            None => field,
        }
    }
}

/// The path of group-core, as `#[group(crate = "…")]` or its absence says.
pub(crate) fn krate(path: Option<&Path>) -> TokenStream {
    match path {
        Some(path) => path.to_token_stream(),
        None => quote!(::group_core),
    }
}

impl<'a> Model<'a> {
    pub(crate) fn group(cx: &Ctxt, input: &'a DeriveInput) -> Self {
        Self::parse(cx, input, Place::GroupStruct, "GroupTraits", |attrs| {
            let case = attrs.rename_all;
            move |field, ident, attrs| {
                group_trait(cx, &input.ident, field, ident, attrs, &|name| {
                    case.map_or_else(|| name.to_owned(), |case| case.apply_to_field(name))
                })
            }
        })
    }

    pub(crate) fn address(cx: &Ctxt, input: &'a DeriveInput) -> Self {
        Self::parse(cx, input, Place::AddressStruct, "AddressTraits", |_| {
            |field, ident, attrs| subfield(cx, field, ident, attrs)
        })
    }

    fn parse<F>(
        cx: &Ctxt,
        input: &'a DeriveInput,
        place: Place,
        derive: &str,
        read: impl FnOnce(&Attrs) -> F,
    ) -> Self
    where
        F: Fn(&'a Field, &'a Ident, Attrs) -> Option<Trait<'a>>,
    {
        let attrs = Attrs::parse(cx, &input.attrs, place);
        let field_place = match place {
            Place::GroupStruct => Place::GroupField,
            _ => Place::AddressField,
        };
        let read = read(&attrs);
        let mut traits = Vec::new();
        for field in named_fields(cx, input, derive) {
            let Some(ident) = &field.ident else { continue };
            let attrs = Attrs::parse(cx, &field.attrs, field_place);
            if !attrs.is_faulty && contradictions(cx, &attrs) {
                traits.extend(read(field, ident, attrs));
            }
        }
        Self {
            input,
            krate: krate(attrs.krate.as_ref()),
            bound: attrs.bound,
            group_type: attrs.group_type,
            traits,
        }
    }
}

/// The fields of a struct that has named ones; none, with an error, where they are not.
fn named_fields<'a>(cx: &Ctxt, input: &'a DeriveInput, derive: &str) -> Vec<&'a Field> {
    let name = &input.ident;
    let field = match derive {
        "AddressTraits" => "city",
        _ => "name",
    };
    let wrong = |what: &str| {
        cx.error(
            name,
            format_args!("`{derive}` needs a struct with named fields, and `{name}` is {what}\nwrite `struct {name} {{ {field}: String, … }}`"),
        );
        Vec::new()
    };
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => fields.named.iter().collect(),
            Fields::Unnamed(_) => wrong("a tuple struct"),
            Fields::Unit => wrong("a struct without fields"),
        },
        Data::Enum(_) => wrong("an enum"),
        Data::Union(_) => wrong("a union"),
    }
}

/// Reports keys that contradict each other. True if there are none.
fn contradictions(cx: &Ctxt, attrs: &Attrs) -> bool {
    let mut is_fine = true;
    let mut refuse = |key: &Ident, other: &Ident, reason: &str| {
        is_fine = false;
        cx.error(
            key,
            format_args!(
                "`{}` can't stand beside `{}`: {reason}\nremove one of the two",
                key.unraw(),
                other.unraw(),
            ),
        );
    };
    let alone = [
        (&attrs.skip, "a skipped field is not sent"),
        (
            &attrs.flatten,
            "the fields of a flattened struct have names and attributes of their own",
        ),
    ];
    for (key, reason) in alone {
        if let Some(key) = key {
            let others = attrs.keys.iter().filter(|other| *other != key);
            others.for_each(|other| refuse(other, key, reason));
            return is_fine;
        }
    }
    if let Some(mark) = &attrs.group_id {
        if let Some((key, _)) = &attrs.skip_if {
            refuse(key, mark, "every group call has an id");
        }
        if let Some((key, _)) = &attrs.kind {
            refuse(key, mark, "the group's id is always sent as an id");
        }
    }
    is_fine
}

/// Whether a type is the struct `owner` that it is a field of, or a pointer to that, or an `Option` of one.
fn is_itself(owner: &Ident, ty: &Type) -> bool {
    let path = match ty {
        Type::Reference(reference) => return is_itself(owner, &reference.elem),
        Type::Path(path) => &path.path,
        _ => return false,
    };
    if path.is_ident("Self") || path.get_ident().is_some_and(|ident| ident == owner) {
        return true;
    }
    let Some(last) = path.segments.last() else {
        return false;
    };
    let arguments = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => &arguments.args,
        _ => return false,
    };
    let is_owner = path.segments.len() == 1 && last.ident == *owner;
    let is_around = ["Option", "Box", "Rc", "Arc"]
        .iter()
        .any(|name| last.ident == name);
    is_owner
        || is_around
            && arguments.iter().any(
                |argument| matches!(argument, GenericArgument::Type(ty) if is_itself(owner, ty)),
            )
}

fn group_trait<'a>(
    cx: &Ctxt,
    owner: &Ident,
    field: &'a Field,
    ident: &'a Ident,
    attrs: Attrs,
    case: &dyn Fn(&str) -> String,
) -> Option<Trait<'a>> {
    if attrs.skip.is_some() {
        return None;
    }
    let name = name(cx, ident, &attrs, &reserved::TRAITS, case)?;
    let role = if attrs.flatten.is_some() {
        if is_itself(owner, &field.ty) {
            cx.error(&field.ty, "a struct can't be flattened into itself: its traits would have no end\nleave the field out, `#[group(skip)]`");
            return None;
        }
        Role::Flatten
    } else if attrs.group_id.is_some() {
        match &attrs.rename {
            Some(rename) if name.wire != ID => {
                cx.error(rename, "the group's id is sent as `groupId`, and as a trait only under the name `id`\nremove `rename`, or write `rename = \"id\"`");
                return None;
            }
            rename => Role::Id {
                is_sent: rename.is_some(),
            },
        }
    } else if name.wire == ID {
        Role::Id { is_sent: false }
    } else if let Some(reserved) = reserved::named(&reserved::TRAITS, &name.wire) {
        Role::Reserved(reserved)
    } else if let Some(subfield) = name
        .wire
        .strip_prefix("address.")
        .and_then(|subfield| reserved::named(&reserved::SUBFIELDS, subfield))
    {
        Role::Subfield(subfield)
    } else {
        Role::Custom(attrs.kind.as_ref().map(|(_, kind)| *kind))
    };
    if !suits(cx, &attrs, &name, &role) {
        return None;
    }
    let column = match &role {
        Role::Reserved(reserved) => Some(reserved.field.to_owned()),
        Role::Subfield(subfield) => Some(address_column(subfield)),
        Role::Custom(_) => column(&name.wire),
        Role::Id { .. } | Role::Flatten => None,
    };
    Some(Trait {
        field: ident,
        ty: &field.ty,
        skip_if: attrs.skip_if.map(|(_, path)| path),
        map: attrs.map.map(|(_, path)| path),
        name,
        column,
        role,
        mark: attrs.group_id,
    })
}

/// Reports keys that do not suit what the field is. True if there are none.
fn suits(cx: &Ctxt, attrs: &Attrs, name: &Name, role: &Role) -> bool {
    let wire = &name.wire;
    let mut is_fine = true;
    let mut refuse = |key: &Ident, message: String| {
        is_fine = false;
        cx.error(key, message);
    };
    if let (Role::Id { .. }, None, Some((key, _))) = (role, &attrs.group_id, &attrs.skip_if) {
        let message =
            "`skip_if` can't be on the group's id: every group call has one\nremove `skip_if`";
        refuse(key, message.to_owned());
    }
    if matches!(role, Role::Custom(_) | Role::Flatten) {
        return is_fine;
    }
    if let Some((key, _)) = &attrs.kind {
        refuse(
            key,
            format!(
                "`as` is for custom traits, and `{wire}` is reserved, with a kind of its own\nremove `as`"
            ),
        );
    }
    match &attrs.custom {
        Some(key) if attrs.group_id.is_none() || wire == ID => refuse(
            key,
            format!(
                "`{wire}` is a reserved trait and can't be a custom one\nremove `custom`, or send the field under another name, `#[group(rename = \"…\")]`"
            ),
        ),
        _ => {}
    }
    is_fine
}

fn subfield<'a>(cx: &Ctxt, field: &'a Field, ident: &'a Ident, attrs: Attrs) -> Option<Trait<'a>> {
    if attrs.skip.is_some() {
        return None;
    }
    let name = name(cx, ident, &attrs, &reserved::SUBFIELDS, &str::to_owned)?;
    let Some(subfield) = reserved::named(&reserved::SUBFIELDS, &name.wire) else {
        let wire = &name.wire;
        let bare = wire.strip_prefix("address.").unwrap_or(wire);
        let near = reserved::named(&reserved::SUBFIELDS, bare)
            .or_else(|| reserved::of_field(&reserved::SUBFIELDS, bare))
            .or_else(|| reserved::of_field(&reserved::SUBFIELDS, near_subfield(bare)?));
        let (suggestion, rename) = match near {
            Some(near) if name.rename.is_some() => {
                (format!("; did you mean `{}`?", near.name), near.name)
            }
            Some(near) => (format!("; did you mean `{}`?", near.field), near.name),
            None => (String::new(), "…"),
        };
        cx.error(
            name.tokens(ident),
            format_args!(
                "`{wire}` is no subfield of `address`{suggestion}\n\
                 they are `city`, `country`, `postal_code` (sent as `postalCode`), `state`, `street`; \
                 write `#[group(rename = \"{rename}\")]`, or leave the field out, `#[group(skip)]`",
            ),
        );
        return None;
    };
    Some(Trait {
        field: ident,
        ty: &field.ty,
        skip_if: attrs.skip_if.map(|(_, path)| path),
        map: attrs.map.map(|(_, path)| path),
        name,
        column: None,
        role: Role::Reserved(subfield),
        mark: None,
    })
}

/// The name in the event: `rename`; else the reserved one that the field's name spells; else the field's name in the
/// struct's case.
fn name(
    cx: &Ctxt,
    ident: &Ident,
    attrs: &Attrs,
    table: &[Reserved],
    case: &dyn Fn(&str) -> String,
) -> Option<Name> {
    let field = ident.unraw().to_string();
    let (wire, wrong) = match &attrs.rename {
        Some(rename) => (
            rename.value(),
            "a name can't be empty or blank\nwrite the name to send, or remove `rename`",
        ),
        None => (
            reserved::of_field(table, &field).map_or_else(|| case(&field), |r| r.name.to_owned()),
            "`rename_all` leaves nothing of this name\nwrite the name to send, `#[group(rename = \"…\")]`",
        ),
    };
    let name = Name {
        wire,
        rename: attrs.rename.clone(),
        is_custom: attrs.custom.is_some(),
    };
    if is_blank(&name.wire) {
        cx.error(name.tokens(ident), wrong);
        return None;
    }
    Some(name)
}

impl Trait<'_> {
    /// The tokens that gave its name.
    pub(crate) fn name_tokens(&self) -> &dyn ToTokens {
        self.name.tokens(self.field)
    }

    /// Whether this is the group's id.
    pub(crate) fn is_id(&self) -> bool {
        matches!(self.role, Role::Id { .. })
    }

    /// Whether this is the `address` as a whole.
    pub(crate) fn is_address(&self) -> bool {
        matches!(&self.role, Role::Reserved(reserved) if reserved.name == ADDRESS)
    }
}
