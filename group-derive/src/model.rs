//! What is sent, and under which name: each field with its part in the event. Nothing is checked here.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{DeriveInput, Ident, Type, Variant};

use crate::case::Case;
use crate::kind::Kind;
use crate::syntax::{Enum, EnumAttrs, FieldAttrs, Struct, StructAttrs};
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
                let field = Field {
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
                };
                let further = field.further(vocabulary);
                std::iter::once(field).chain(further)
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
    /// The field once more for each of its further names.
    fn further(&self, vocabulary: &'static Vocabulary) -> Vec<Self> {
        let kind = match self.role {
            None | Some(Role::Flatten { .. }) => return Vec::new(),
            Some(Role::Id(..)) => Some(Kind::Id),
            Some(Role::Reserved(reserved) | Role::Subfield(_, reserved)) => reserved.kind,
            Some(Role::Custom(kind)) => kind,
        };
        let names = self.attrs.also.iter();
        let further = names.map(|also| {
            let wire = also.value();
            let is_id = vocabulary.is_id(&wire);
            let reserved = reserved_role(vocabulary, &wire).filter(|_| !is_id);
            let role = reserved.unwrap_or(Role::Custom(kind));
            let is_custom = matches!(role, Role::Custom(_));
            Field {
                attrs: FieldAttrs {
                    rename: Some(also.clone()),
                    custom: self.attrs.custom.clone().filter(|_| is_custom),
                    skip_if: self.attrs.skip_if.clone(),
                    null: self.attrs.null.clone(),
                    map: self.attrs.map.clone(),
                    display: self.attrs.display.clone(),
                    pii: self.attrs.pii.clone(),
                    min: self.attrs.min.clone(),
                    max: self.attrs.max.clone(),
                    pattern: self.attrs.pattern.clone(),
                    ..FieldAttrs::default()
                },
                name: self.name.clone(),
                keys: Vec::new(),
                serde_skip: None,
                description: self.description.clone(),
                wire,
                is_also: true,
                role: Some(role),
                ..*self
            }
        });
        further.collect()
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
    pub(crate) variants: Vec<Named<'a>>,
}

/// A variant with its text.
pub(crate) struct Named<'a> {
    pub(crate) variant: &'a Variant,
    pub(crate) text: String,
    /// The tokens that gave the text.
    pub(crate) tokens: TokenStream,
}

impl<'a> EnumDraft<'a> {
    pub(crate) fn of(item: Enum<'a>) -> Self {
        let case = item.attrs.rename_all.unwrap_or(Case::Snake);
        let variants = item.variants.into_iter().map(|(variant, attrs)| {
            let (text, tokens) = match attrs.rename {
                Some(rename) => (rename.value(), rename.into_token_stream()),
                None => {
                    let name = variant.ident.unraw().to_string();
                    let text = case.apply_to_variant(&name);
                    (text, variant.ident.to_token_stream())
                }
            };
            Named {
                variant,
                text,
                tokens,
            }
        });
        Self {
            input: item.input,
            attrs: item.attrs,
            variants: variants.collect(),
        }
    }
}
