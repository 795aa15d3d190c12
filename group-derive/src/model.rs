//! What is sent, and under which name: each field with its part in the event. Nothing is checked here.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{DeriveInput, Ident, LitStr, Type, Variant};

use crate::kind::Kind;
use crate::names::case::Case;
use crate::syntax::{AlsoAttrs, Enum, EnumAttrs, FieldAttrs, Struct, StructAttrs};
use crate::vocabulary::{Id, Nested, Reserved, Vocabulary};

/// A struct of traits.
pub(crate) struct Draft<'a> {
    pub(crate) vocabulary: &'static Vocabulary,
    pub(crate) input: &'a DeriveInput,
    pub(crate) attrs: StructAttrs,
    pub(crate) is_packed: bool,
    /// The fields whose attributes could be read.
    pub(crate) fields: Vec<Field<'a>>,
}

#[derive(Clone)]
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    /// The name of the field, without `r#`.
    pub(crate) name: String,
    pub(crate) ty: &'a Type,
    pub(crate) attrs: FieldAttrs,
    /// The keys given, in order.
    pub(crate) keys: Vec<Ident>,
    /// The key by which serde leaves it out.
    pub(crate) serde_skip: Option<Ident>,
    pub(crate) description: String,
    /// The name in the event.
    pub(crate) wire: String,
    /// Whether this is a further name of the field, which `also` gives.
    pub(crate) is_also: bool,
    /// `None` if it is skipped.
    pub(crate) role: Option<Role>,
}

#[derive(Clone, Copy)]
pub(crate) enum Role {
    /// The id, and whether it is sent as a trait too.
    Id(&'static Id, bool),
    Reserved(&'static Reserved),
    /// A part of a reserved object, named by its path: `address.city`.
    Subfield(&'static Nested, &'static Reserved),
    /// Any other name, with its kind if `as` gives one; otherwise it goes through serde.
    Custom(Option<Kind>),
    /// Any other name of a field that is also sent as a reserved object: it is that object again, and not through serde,
    /// which would pass over the keys of the object's own fields.
    CustomObject(&'static Nested, &'static Reserved),
    /// The traits of another struct; those of a base with its id and its constant.
    Flatten {
        is_base: bool,
    },
}

impl<'a> Draft<'a> {
    pub(crate) fn of(item: Struct<'a>, vocabulary: &'static Vocabulary) -> Self {
        let case = item.attrs.rename_all;
        let fields = item
            .fields
            .into_iter()
            .filter(|field| !field.given.is_faulty)
            .flat_map(|field| {
                let (ident, attrs) = (field.ident, field.given.attrs);
                let name = ident.unraw().to_string();
                let wire = wire(vocabulary, case, &name, &attrs);
                let role = role(vocabulary, &attrs, &wire);
                Field {
                    ident,
                    name,
                    ty: field.ty,
                    attrs,
                    keys: field.given.keys,
                    serde_skip: field.serde_skip,
                    description: field.description,
                    wire,
                    is_also: false,
                    role,
                }
                .under_all_names(vocabulary)
            })
            .collect();
        Self {
            vocabulary,
            input: item.input,
            attrs: item.attrs,
            is_packed: item.is_packed,
            fields,
        }
    }
}

impl<'a> Field<'a> {
    /// The field, and the field again for each of its further names.
    fn under_all_names(mut self, vocabulary: &'static Vocabulary) -> Vec<Self> {
        let own = match self.role {
            None | Some(Role::Flatten { .. }) => return vec![self],
            Some(role) => role,
        };
        // One value has one form: it is not an address under one name and what serde makes of it under another.
        let also_is = |name: &str| self.attrs.also.iter().any(|also| also.is(name));
        let own = match (own, vocabulary.whole()) {
            (Role::Custom(None), Some((nested, whole))) if also_is(whole.name) => {
                Role::CustomObject(nested, whole)
            }
            _ => own,
        };
        self.role = Some(own);
        let further: Vec<_> = self
            .attrs
            .also
            .iter()
            .map(|also| self.under(also, further_role(vocabulary, own, &also.name.value())))
            .collect();
        std::iter::once(self).chain(further).collect()
    }

    /// The field under a further name: all that is said of it, except what is said of its own name.
    fn under(&self, also: &AlsoAttrs, role: Role) -> Self {
        let mut field = self.clone();
        field.wire = also.name.value();
        field.role = Some(role);
        field.is_also = true;
        field.attrs.rename = Some(also.name.clone());
        field.attrs.custom = also.custom.clone();
        field.attrs.also.clear();
        // In the role, if the name has no kind of its own.
        field.attrs.kind = None;
        // There is one id, and serde leaves out one field.
        field.attrs.group_id = None;
        field.serde_skip = None;
        field
    }

    /// The tokens that gave its name, for an error to underline.
    pub(crate) fn name_tokens(&self) -> &dyn ToTokens {
        match &self.attrs.rename {
            Some(rename) => rename,
            None => self.ident,
        }
    }
}

/// The name in the event: `rename`; or the reserved name that the field's name spells; or the field's name in the
/// struct's case.
fn wire(vocabulary: &Vocabulary, case: Option<Case>, field: &str, attrs: &FieldAttrs) -> String {
    if let Some(rename) = &attrs.rename {
        return rename.value();
    }
    match (vocabulary.of_field(field), case) {
        (Some(reserved), _) => reserved.name.to_owned(),
        (None, Some(case)) => case.apply_to_field(field),
        (None, None) => field.to_owned(),
    }
}

fn role(vocabulary: &'static Vocabulary, attrs: &FieldAttrs, wire: &str) -> Option<Role> {
    if attrs.skip.is_some() {
        return None;
    }
    let is_base = attrs.base.is_some();
    let role = if is_base || attrs.flatten.is_some() {
        Role::Flatten { is_base }
    } else if let Some(id) = &vocabulary.id
        && (attrs.group_id.is_some() || id.name == wire)
    {
        Role::Id(id, attrs.group_id.is_some() && attrs.rename.is_some())
    } else {
        let kind = attrs.kind.as_ref().map(|(_, kind)| *kind);
        reserved_role(vocabulary, wire).unwrap_or(Role::Custom(kind))
    };
    Some(role)
}

/// What a field is under a further name, if under its own it is `own`.
fn further_role(vocabulary: &'static Vocabulary, own: Role, wire: &str) -> Role {
    reserved_role(vocabulary, wire).unwrap_or(match (own, vocabulary.whole()) {
        (_, Some((nested, whole))) if own.is_whole(nested) => Role::CustomObject(nested, whole),
        (Role::Reserved(reserved) | Role::Subfield(_, reserved), _) => Role::Custom(reserved.kind),
        (Role::Id(..), _) => Role::Custom(Some(Kind::Id)),
        (Role::Custom(_) | Role::CustomObject(..) | Role::Flatten { .. }, _) => own,
    })
}

impl Role {
    /// Whether this is the whole object.
    pub(crate) fn is_whole(self, nested: &Nested) -> bool {
        matches!(self, Self::Reserved(reserved) if reserved.name == nested.name)
    }
}

/// What a name is, if it is reserved.
fn reserved_role(vocabulary: &'static Vocabulary, wire: &str) -> Option<Role> {
    if let Some(reserved) = vocabulary.named(wire) {
        return Some(Role::Reserved(reserved));
    }
    let nested = vocabulary.nested.as_ref()?;
    let subfield = nested.vocabulary.named(nested.within(wire)?)?;
    Some(Role::Subfield(nested, subfield))
}

/// An enum of texts.
pub(crate) struct EnumDraft<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) attrs: EnumAttrs,
    /// The key by which serde spells no variant by its name.
    pub(crate) serde_unnamed: Option<Ident>,
    pub(crate) variants: Vec<Named<'a>>,
}

/// A variant with its text.
pub(crate) struct Named<'a> {
    pub(crate) variant: &'a Variant,
    pub(crate) text: String,
    pub(crate) origin: Origin,
    /// What the renames of serde make of it, if there are any and serde spells it by a name.
    pub(crate) serde: Option<String>,
    /// The key by which serde does not spell it by its name.
    pub(crate) serde_unnamed: Option<Ident>,
}

/// What gave a variant its text.
pub(crate) enum Origin {
    /// Its own `#[group(rename = "…")]`.
    Rename(LitStr),
    /// Its own `#[serde(rename = "…")]`.
    SerdeRename(LitStr),
    /// The `rename_all` of `#[group(…)]`.
    RenameAll,
    /// Its name, or what the `rename_all` of serde makes of it.
    Name,
}

impl Named<'_> {
    /// Whether `#[group(…)]` gave the text.
    pub(crate) fn is_of_group(&self) -> bool {
        matches!(self.origin, Origin::Rename(_) | Origin::RenameAll)
    }

    pub(crate) fn contradicts_serde(&self) -> bool {
        let serde = self.serde.as_ref();
        serde.is_some_and(|serde| *serde != self.text)
    }

    /// The tokens that gave the text, for an error to underline.
    pub(crate) fn tokens(&self) -> &dyn ToTokens {
        match &self.origin {
            Origin::Rename(rename) | Origin::SerdeRename(rename) => rename,
            Origin::RenameAll | Origin::Name => &self.variant.ident,
        }
    }
}

impl<'a> EnumDraft<'a> {
    pub(crate) fn of(item: Enum<'a>) -> Self {
        let variants = item.variants.into_iter().map(|read| {
            let name = read.variant.ident.unraw().to_string();
            let in_serde_case = item
                .serde_rename_all
                .map(|case| case.apply_to_variant(&name));
            let serde = read.serde_rename.as_ref().map(LitStr::value);
            let serde = serde.or(in_serde_case);
            let is_spelled = read.serde_unnamed.is_none() && item.serde_unnamed.is_none();
            // A name of the variant's own precedes a rule of the enum, whosever each is.
            let (text, origin) = match (read.attrs.rename, read.serde_rename) {
                (Some(rename), _) => (rename.value(), Origin::Rename(rename)),
                (None, Some(rename)) => (rename.value(), Origin::SerdeRename(rename)),
                (None, None) => match &item.attrs.rename_all {
                    Some((_, case)) => (case.apply_to_variant(&name), Origin::RenameAll),
                    None => (serde.clone().unwrap_or(name), Origin::Name),
                },
            };
            Named {
                variant: read.variant,
                text,
                origin,
                serde: serde.filter(|_| is_spelled),
                serde_unnamed: read.serde_unnamed,
            }
        });
        let variants = variants.collect();
        Self {
            input: item.input,
            attrs: item.attrs,
            serde_unnamed: item.serde_unnamed,
            variants,
        }
    }
}
