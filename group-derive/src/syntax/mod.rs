//! An item as it is written: its shape, and the attributes of each place.

mod attr;
mod foreign_attrs;

use proc_macro2::TokenStream;
use syn::{
    Data, DeriveInput, ExprPath, Fields, Ident, LitStr, Member, Path, Type, Variant, WherePredicate,
};

pub(crate) use self::attr::Given;
use self::attr::{Attrs, Value, Wrong, read, read_nested};
use self::foreign_attrs::{
    description, is_packed, serde_key, serde_rename, serde_rename_all, serde_skip,
};
use crate::ctxt::Ctxt;
use crate::key::{
    AlsoKey, EnumKey, FieldKey, Key, NewtypeKey, NoKey, Place, StructKey, VariantKey,
};
use crate::kind::Kind;
use crate::names::case::Case;
use crate::vocabulary::Vocabulary;

/// The attributes of a struct of traits.
#[derive(Default)]
pub(crate) struct StructAttrs {
    pub(crate) rename_all: Option<Case>,
    pub(crate) group_type: Option<LitStr>,
    pub(crate) null: bool,
    pub(crate) krate: Option<Path>,
    pub(crate) bound: Option<Vec<WherePredicate>>,
}

/// The attributes of a field of a struct of traits. A key without a value is stored itself, for errors about it.
#[derive(Clone, Default)]
pub(crate) struct FieldAttrs {
    pub(crate) rename: Option<LitStr>,
    pub(crate) custom: Option<Ident>,
    pub(crate) group_id: Option<Ident>,
    pub(crate) skip: Option<Ident>,
    pub(crate) skip_if: Option<(Ident, ExprPath)>,
    pub(crate) map: Option<(Ident, ExprPath)>,
    pub(crate) kind: Option<(Ident, Kind)>,
    pub(crate) flatten: Option<Ident>,
    pub(crate) base: Option<Ident>,
    pub(crate) display: Option<Ident>,
    pub(crate) send: Option<Ident>,
    pub(crate) also: Vec<AlsoAttrs>,
    /// Whether null is sent in place of nothing.
    pub(crate) null: Option<Ident>,
    /// The category of personal data.
    pub(crate) pii: Option<(Ident, LitStr)>,
    pub(crate) min: Option<(Ident, Limit)>,
    pub(crate) max: Option<(Ident, Limit)>,
    pub(crate) pattern: Option<(Ident, LitStr)>,
}

/// A further name of a field: `also = "…"`, or `also(name = "…", custom)`.
#[derive(Clone)]
pub(crate) struct AlsoAttrs {
    pub(crate) name: LitStr,
    pub(crate) custom: Option<Ident>,
}

impl AlsoAttrs {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.value() == name
    }
}

/// A number that a value is held against.
#[derive(Clone)]
pub(crate) struct Limit {
    pub(crate) tokens: TokenStream,
    pub(crate) value: f64,
}

/// The attributes of an enum of texts.
#[derive(Default)]
pub(crate) struct EnumAttrs {
    pub(crate) rename_all: Option<(Ident, Case)>,
    pub(crate) krate: Option<Path>,
    pub(crate) bound: Option<Vec<WherePredicate>>,
}

/// The attributes of a variant of an enum of texts.
#[derive(Default)]
pub(crate) struct VariantAttrs {
    pub(crate) rename: Option<LitStr>,
}

/// The attributes of a newtype.
#[derive(Default)]
pub(crate) struct NewtypeAttrs {
    pub(crate) krate: Option<Path>,
    pub(crate) bound: Option<Vec<WherePredicate>>,
}

/// For a place that takes no keys.
#[derive(Default)]
struct NoAttrs;

impl Attrs for StructAttrs {
    type Key = StructKey;

    fn set(&mut self, key: StructKey, _: &Ident, value: Value) -> Result<(), Wrong> {
        match key {
            StructKey::RenameAll => self.rename_all = Some(value.case(key)?),
            StructKey::Null => self.null = value.null(key)?,
            StructKey::GroupType => self.group_type = Some(value.string(key, "company")?),
            StructKey::Crate => self.krate = Some(value.krate()?),
            StructKey::Bound => self.bound = Some(value.predicates(key)?),
        }
        Ok(())
    }
}

impl Attrs for FieldAttrs {
    type Key = FieldKey;

    fn repeats(key: FieldKey) -> bool {
        matches!(key, FieldKey::Also)
    }

    fn set(&mut self, key: FieldKey, ident: &Ident, value: Value) -> Result<(), Wrong> {
        let with_key = |value| Some((ident.clone(), value));
        let with_text = |value| Some((ident.clone(), value));
        match key {
            FieldKey::Rename => self.rename = Some(value.string(key, "…")?),
            FieldKey::Custom => self.custom = Some(value.flag(ident)?),
            FieldKey::GroupId => self.group_id = Some(value.flag(ident)?),
            FieldKey::Skip => self.skip = Some(value.flag(ident)?),
            FieldKey::SkipIf => self.skip_if = with_key(value.function(key, "bool")?),
            FieldKey::Map => self.map = with_key(value.function(key, "U")?),
            FieldKey::As => self.kind = Some((ident.clone(), value.kind(key)?)),
            FieldKey::Flatten => self.flatten = Some(value.flag(ident)?),
            FieldKey::Base => self.base = Some(value.flag(ident)?),
            FieldKey::Display => self.display = Some(value.flag(ident)?),
            FieldKey::Send => self.send = Some(value.flag(ident)?),
            FieldKey::Null => self.null = value.null(key)?.then(|| ident.clone()),
            FieldKey::Also => self.also.push(also(key, value)?),
            FieldKey::Pii => self.pii = with_text(value.string(key, "contact")?),
            FieldKey::Min => self.min = Some((ident.clone(), value.number(key)?)),
            FieldKey::Max => self.max = Some((ident.clone(), value.number(key)?)),
            FieldKey::Pattern => self.pattern = with_text(value.string(key, "^[a-z]+$")?),
        }
        Ok(())
    }
}

/// What is in the parentheses of `also`.
#[derive(Default)]
struct AlsoGiven {
    name: Option<LitStr>,
    custom: Option<Ident>,
}

impl Attrs for AlsoGiven {
    type Key = AlsoKey;

    fn set(&mut self, key: AlsoKey, ident: &Ident, value: Value) -> Result<(), Wrong> {
        const MESSAGE: &str = "`also(…)` takes a name in quotes, and `custom` without a value\nwrite `#[group(also(name = \"…\", custom))]`";
        let read = match key {
            AlsoKey::Name => value.string(key, "…").map(|name| self.name = Some(name)),
            AlsoKey::Custom => value.flag(ident).map(|custom| self.custom = Some(custom)),
        };
        read.map_err(|(tokens, _)| (tokens, MESSAGE.to_owned()))
    }
}

fn also(key: FieldKey, value: Value) -> Result<AlsoAttrs, Wrong> {
    const ALSO: Place<AlsoKey> = Place {
        what: "`also(…)`",
        keys: &[AlsoKey::Name, AlsoKey::Custom],
    };
    let keys = match value.in_parentheses() {
        Ok(keys) => keys,
        Err(value) => {
            let (name, custom) = (value.string(key, "…")?, None);
            return Ok(AlsoAttrs { name, custom });
        }
    };
    let AlsoGiven { name, custom } = read_nested(keys.clone(), &ALSO)?;
    match name {
        Some(name) => Ok(AlsoAttrs { name, custom }),
        None => {
            let message = "`also` needs a name\nwrite `#[group(also(name = \"…\", custom))]`";
            Err((keys, message.to_owned()))
        }
    }
}

impl Attrs for EnumAttrs {
    type Key = EnumKey;

    fn set(&mut self, key: EnumKey, ident: &Ident, value: Value) -> Result<(), Wrong> {
        match key {
            EnumKey::RenameAll => self.rename_all = Some((ident.clone(), value.case(key)?)),
            EnumKey::Crate => self.krate = Some(value.krate()?),
            EnumKey::Bound => self.bound = Some(value.predicates(key)?),
        }
        Ok(())
    }
}

impl Attrs for VariantAttrs {
    type Key = VariantKey;

    fn set(&mut self, key: VariantKey, _: &Ident, value: Value) -> Result<(), Wrong> {
        match key {
            VariantKey::Rename => self.rename = Some(value.string(key, "…")?),
        }
        Ok(())
    }
}

impl Attrs for NewtypeAttrs {
    type Key = NewtypeKey;

    fn set(&mut self, key: NewtypeKey, _: &Ident, value: Value) -> Result<(), Wrong> {
        match key {
            NewtypeKey::Crate => self.krate = Some(value.krate()?),
            NewtypeKey::Bound => self.bound = Some(value.predicates(key)?),
        }
        Ok(())
    }
}

impl Attrs for NoAttrs {
    type Key = NoKey;

    fn set(&mut self, key: NoKey, _: &Ident, _: Value) -> Result<(), Wrong> {
        match key {}
    }
}

/// That another place of the same derive takes a key, if it does.
fn on_other<K: Key>(place: &Place<K>, what: &'static str) -> impl Fn(&str) -> Option<String> {
    move |name| {
        let found = place.key(name);
        found.map(|_| format!("`{name}` belongs on {what}"))
    }
}

/// That a key is a reserved name, if it is. `name` is more often meant as the key of that name in another crate.
fn as_name(vocabulary: &Vocabulary) -> impl Fn(&str) -> Option<String> {
    move |name| {
        let found = vocabulary.named(name).or_else(|| vocabulary.of_field(name));
        let found = found.filter(|_| name != "name")?;
        let (term, name, wire) = (vocabulary.term, name, found.name);
        let rename = match vocabulary.is_id(wire) {
            true => "group_id".to_owned(),
            false => format!("rename = \"{wire}\""),
        };
        Some(format!(
            "`{name}` is a {term}, not a key; did you mean `{rename}`?"
        ))
    }
}

/// A struct of traits.
pub(crate) struct Struct<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) attrs: StructAttrs,
    /// Whether its fields have to be copied before they are borrowed.
    pub(crate) is_packed: bool,
    pub(crate) fields: Vec<Field<'a>>,
}

pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) given: Given<FieldAttrs>,
    /// The key by which serde leaves it out.
    pub(crate) serde_skip: Option<Ident>,
    /// Its doc comment; read with the feature `details` only.
    pub(crate) description: String,
}

impl<'a> Struct<'a> {
    /// Pushes an error, and reads no fields, if they are not named.
    pub(crate) fn read(cx: &Ctxt, input: &'a DeriveInput, vocabulary: &Vocabulary) -> Self {
        let Vocabulary {
            structs, fields, ..
        } = vocabulary;
        Self {
            input,
            attrs: read(cx, &input.attrs, structs, on_other(fields, "a field")).attrs,
            is_packed: is_packed(&input.attrs),
            fields: named_fields(cx, input, vocabulary)
                .filter_map(|field| {
                    Some(Field {
                        ident: field.ident.as_ref()?,
                        ty: &field.ty,
                        given: read(cx, &field.attrs, fields, |name| {
                            on_other(structs, "the struct")(name)
                                .or_else(|| as_name(vocabulary)(name))
                        }),
                        serde_skip: serde_skip(&field.attrs),
                        description: match cfg!(feature = "details") {
                            true => description(&field.attrs),
                            false => String::new(),
                        },
                    })
                })
                .collect(),
        }
    }
}

fn named_fields<'a>(
    cx: &Ctxt,
    input: &'a DeriveInput,
    vocabulary: &Vocabulary,
) -> impl Iterator<Item = &'a syn::Field> {
    let what = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(&fields.named).into_iter().flatten(),
            Fields::Unnamed(_) => "a tuple struct",
            Fields::Unit => "a struct without fields",
        },
        Data::Enum(_) => "an enum",
        Data::Union(_) => "a union",
    };
    let (name, derive, example) = (&input.ident, vocabulary.derive, vocabulary.example);
    let one_of_several = match &input.data {
        Data::Enum(_) => {
            "; for one of several, write a struct for each, and make the call in each arm of a `match`"
        }
        Data::Struct(data) if data.fields.len() == 1 && vocabulary.id.is_some() => {
            "; around a struct with traits, give the field a name and mark it `#[group(base)]`"
        }
        Data::Struct(_) | Data::Union(_) => "",
    };
    cx.error(
        name,
        format_args!("`{derive}` needs a struct with named fields, but `{name}` is {what}\nwrite `struct {name} {{ {example}, … }}`{one_of_several}"),
    );
    None.into_iter().flatten()
}

/// An enum of texts.
pub(crate) struct Enum<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) attrs: EnumAttrs,
    /// The case in which serde spells the variants.
    pub(crate) serde_rename_all: Option<Case>,
    /// The key by which serde spells no variant by its name.
    pub(crate) serde_unnamed: Option<Ident>,
    pub(crate) variants: Vec<TextVariant<'a>>,
}

/// A variant of an enum of texts.
pub(crate) struct TextVariant<'a> {
    pub(crate) variant: &'a Variant,
    pub(crate) attrs: VariantAttrs,
    /// The name that serde gives it.
    pub(crate) serde_rename: Option<LitStr>,
    /// The key by which serde does not spell it by its name.
    pub(crate) serde_unnamed: Option<Ident>,
}

impl<'a> Enum<'a> {
    /// `None` if the item is not an enum.
    pub(crate) fn read(cx: &Ctxt, input: &'a DeriveInput) -> Option<Self> {
        const ENUM: Place<EnumKey> = Place {
            what: "an enum with `TextTrait`",
            keys: &[EnumKey::RenameAll, EnumKey::Crate, EnumKey::Bound],
        };
        const VARIANT: Place<VariantKey> = Place {
            what: "a variant of an enum with `TextTrait`",
            keys: &[VariantKey::Rename],
        };
        let Data::Enum(data) = &input.data else {
            return None;
        };
        Some(Self {
            input,
            attrs: read(cx, &input.attrs, &ENUM, on_other(&VARIANT, "a variant")).attrs,
            serde_rename_all: serde_rename_all(&input.attrs),
            serde_unnamed: serde_key(&input.attrs, &["untagged", "into"]),
            variants: data
                .variants
                .iter()
                .map(|variant| TextVariant {
                    variant,
                    attrs: read(cx, &variant.attrs, &VARIANT, on_other(&ENUM, "the enum")).attrs,
                    serde_rename: serde_rename(&variant.attrs),
                    serde_unnamed: serde_key(
                        &variant.attrs,
                        &[
                            "skip",
                            "skip_serializing",
                            "untagged",
                            "with",
                            "serialize_with",
                        ],
                    ),
                })
                .collect(),
        })
    }
}

/// A struct around a value.
pub(crate) struct Newtype<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) attrs: NewtypeAttrs,
    /// Whether its field has to be copied before it is borrowed.
    pub(crate) is_packed: bool,
    /// The key by which serde sends something else than the value of its field.
    pub(crate) serde_other: Option<Ident>,
    /// The fields that have a value; none if it is not a struct.
    pub(crate) fields: Vec<Inner<'a>>,
}

/// A field of a newtype.
pub(crate) struct Inner<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
    pub(crate) is_faulty: bool,
}

impl<'a> Newtype<'a> {
    pub(crate) fn read(cx: &Ctxt, input: &'a DeriveInput) -> Self {
        const NEWTYPE: Place<NewtypeKey> = Place {
            what: "a newtype",
            keys: &[NewtypeKey::Crate, NewtypeKey::Bound],
        };
        const FIELD: Place<NoKey> = Place {
            what: "the field of a newtype",
            keys: &[],
        };
        let fields = match &input.data {
            Data::Struct(data) => Some(&data.fields),
            Data::Enum(_) | Data::Union(_) => None,
        };
        Self {
            input,
            attrs: read(cx, &input.attrs, &NEWTYPE, |_| None).attrs,
            is_packed: is_packed(&input.attrs),
            serde_other: fields.into_iter().flatten().find_map(|field| {
                let other = ["skip", "skip_serializing", "with", "serialize_with"];
                serde_key(&field.attrs, &other).filter(|_| !is_phantom(&field.ty))
            }),
            fields: fields
                .into_iter()
                .flat_map(|fields| fields.members().zip(fields))
                .filter(|(_, field)| !is_phantom(&field.ty))
                .map(|(member, field)| {
                    let given: Given<NoAttrs> =
                        read(cx, &field.attrs, &FIELD, on_other(&NEWTYPE, "the struct"));
                    Inner {
                        member,
                        ty: &field.ty,
                        is_faulty: given.is_faulty,
                    }
                })
                .collect(),
        }
    }
}

/// Whether a type is `PhantomData`, which only uses a type parameter and has no value.
fn is_phantom(ty: &Type) -> bool {
    let segment = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    segment.is_some_and(|segment| segment.ident == "PhantomData")
}
