//! What is wrong with an item. The models that the expansion takes are made here only.
//!
//! Errors are pushed, not returned, so that all of them show in one compile. A field that can't be expanded is left out, and
//! the impls are made from the others, so that their types are checked too.

mod address;
mod base;
mod columns;
mod conflicts;
mod id;
mod limits;
mod names;
mod newtype;
mod null_character;
mod roles;
mod text;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, ExprPath, Ident, LitStr, Path, Type, WherePredicate};

use self::address::check_address_form;
use self::base::check_base;
use self::columns::check_columns;
use self::conflicts::{check_conflicts, check_serde_skip};
use self::id::{check_id_name, check_single_id};
use self::limits::check_limits;
use self::names::{check_group_type, check_known, check_name, check_visible};
pub(crate) use self::newtype::{Newtype, newtype};
use self::roles::{check_role, check_self_flatten};
pub(crate) use self::text::{TextEnum, text};
use crate::ctxt::Ctxt;
use crate::model::{Draft, Field, Role};
use crate::vocabulary::{Nested, Vocabulary};

/// A struct of traits.
pub(crate) struct Model<'a> {
    pub(crate) vocabulary: &'static Vocabulary,
    pub(crate) input: &'a DeriveInput,
    /// The path of group-core.
    pub(crate) krate: TokenStream,
    pub(crate) bound: Option<Vec<WherePredicate>>,
    pub(crate) group_type: Option<LitStr>,
    /// The fields that can be expanded, even if something is wrong with their names.
    traits: Vec<Trait<'a>>,
    is_faulty: bool,
}

/// A field that is part of the event.
pub(crate) struct Trait<'a> {
    pub(crate) field: &'a Ident,
    /// The name of the field, without `r#`.
    pub(crate) name: String,
    pub(crate) ty: &'a Type,
    pub(crate) skip_if: Option<ExprPath>,
    pub(crate) map: Option<ExprPath>,
    /// Whether what its `Display` gives is sent.
    pub(crate) is_displayed: bool,
    /// Whether it has to be copied before it is borrowed.
    pub(crate) is_packed: bool,
    /// Whether null is sent where there is no value.
    pub(crate) is_nullable: bool,
    /// The category of personal data.
    pub(crate) pii: Option<LitStr>,
    pub(crate) min: Option<f64>,
    pub(crate) max: Option<f64>,
    pub(crate) pattern: Option<LitStr>,
    /// The name in the event.
    pub(crate) wire: String,
    /// The warehouse column of a reserved or a custom trait; `None` for a name without an ASCII letter or digit, and for a
    /// field without its own column.
    pub(crate) column: Option<String>,
    pub(crate) role: Role,
    pub(crate) description: String,
    rename: Option<LitStr>,
    /// Whether `also` gives the name.
    is_also: bool,
    /// Whether it has `custom`: the name is intended as it is.
    is_custom: bool,
    /// Its `group_id`.
    mark: Option<Ident>,
    /// Its `base`.
    base: Option<Ident>,
}

impl<'a> Model<'a> {
    pub(crate) fn traits(&self) -> &[Trait<'a>] {
        &self.traits
    }

    /// Whether the struct has errors. Its impls then only keep further errors from following.
    pub(crate) fn is_faulty(&self) -> bool {
        self.is_faulty
    }
}

impl<'a> Trait<'a> {
    /// `None` for a field that can't be expanded, with an error, and for one that is skipped, without.
    fn of(
        cx: &Ctxt,
        vocabulary: &'static Vocabulary,
        owner: &Ident,
        is_packed: bool,
        null: bool,
        field: Field<'a>,
    ) -> Option<Self> {
        let agrees = cx.passes(|| check_conflicts(cx, vocabulary, &field));
        let role = field.role.filter(|_| agrees)?;
        check_serde_skip(cx, vocabulary, &field);
        // One error is enough: after it, the others may not be the user's.
        let is_fine = cx.passes(|| check_visible(cx, &field, role))
            && cx.passes(|| check_self_flatten(cx, owner, &field, role))
            && cx.passes(|| check_id_name(cx, vocabulary, &field, role))
            && cx.passes(|| check_role(cx, vocabulary, &field, role))
            && cx.passes(|| check_limits(cx, &field, role))
            && cx.passes(|| check_known(cx, vocabulary, &field, role));
        is_fine.then(|| Self {
            field: field.ident,
            name: field.name,
            ty: field.ty,
            skip_if: field.attrs.skip_if.map(|(_, path)| path),
            map: field.attrs.map.map(|(_, path)| path),
            is_displayed: field.attrs.display.is_some(),
            is_packed,
            is_nullable: null || field.attrs.null.is_some(),
            pii: field.attrs.pii.map(|(_, category)| category),
            min: field.attrs.min.map(|(_, limit)| limit.value),
            max: field.attrs.max.map(|(_, limit)| limit.value),
            pattern: field.attrs.pattern.map(|(_, pattern)| pattern),
            column: columns::column_of(vocabulary, &field.wire, role),
            wire: field.wire,
            role,
            description: field.description,
            rename: field.attrs.rename,
            is_also: field.is_also,
            is_custom: field.attrs.custom.is_some(),
            mark: field.attrs.group_id,
            base: field.attrs.base,
        })
    }

    /// The tokens that gave its name, for an error to underline.
    fn name_tokens(&self) -> &dyn ToTokens {
        match &self.rename {
            Some(rename) => rename,
            None => self.field,
        }
    }

    /// The name that `also` gives, if it is one.
    pub(crate) fn further_name(&self) -> Option<&LitStr> {
        self.rename.as_ref().filter(|_| self.is_also)
    }

    pub(crate) fn is_id(&self) -> bool {
        matches!(self.role, Role::Id(..))
    }

    pub(crate) fn is_base(&self) -> bool {
        matches!(self.role, Role::Flatten { is_base: true })
    }

    /// Whether this field is the whole object.
    fn is_whole(&self, nested: &Nested) -> bool {
        self.role.is_whole(nested)
    }
}

/// The path of group-core, as `#[group(crate = "…")]` or its absence says.
fn krate(path: Option<Path>) -> TokenStream {
    match path {
        Some(path) => path.into_token_stream(),
        None => quote!(::group_core),
    }
}

/// Checks a struct of traits.
pub(crate) fn traits<'a>(cx: &Ctxt, draft: Draft<'a>) -> Model<'a> {
    let Draft {
        vocabulary,
        input,
        attrs,
        is_packed,
        fields,
    } = draft;
    let group_type = attrs
        .group_type
        .filter(|group_type| cx.passes(|| check_group_type(cx, group_type)));
    let mut traits = Vec::new();
    let mut is_left_out = false;
    for field in fields {
        // What is wrong with a field is not reported again for its further names.
        if field.is_also && is_left_out {
            continue;
        }
        let is_also = field.is_also;
        let part = Trait::of(cx, vocabulary, &input.ident, is_packed, attrs.null, field);
        is_left_out = part.is_none() && !is_also;
        traits.extend(part);
    }
    check_single_id(cx, vocabulary, &traits);
    check_base(cx, vocabulary, group_type.as_ref(), &traits);
    if let Some(nested) = &vocabulary.nested {
        check_address_form(cx, nested, &traits);
    }
    let well_named = traits
        .iter()
        .filter(|field| cx.passes(|| check_name(cx, vocabulary, &traits, field)));
    check_columns(cx, vocabulary, group_type.as_ref(), &traits, well_named);
    Model {
        vocabulary,
        input,
        krate: krate(attrs.krate),
        bound: attrs.bound,
        group_type,
        traits,
        is_faulty: !cx.is_clean(),
    }
}
