//! The traits that the derives implement, the writer they call, and a view of a struct for other formats.

use std::fmt::Display;
use std::rc::Rc;
use std::sync::Arc;

use serde_core::ser::{Error, Serialize, Serializer};

use crate::date::{Ascii, Date};
use crate::declaration::{Declaration, Detail, Literal};
use crate::id::{Id, write_id};
use crate::json::{Json, Value};
use crate::pointers::through_pointers;
use crate::policy::{Redactor, Values};
use crate::problem::{PayloadError, Problem, ProblemKind};
use crate::value_limits;

/// A struct whose fields are the traits of a group.
///
/// Derive it: [`#[derive(GroupTraits)]`](macro@crate::GroupTraits) has the whole reference of attributes. `()` is a
/// group without traits. [`Traits`] shows what a struct sends.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no group traits",
    label = "no group traits",
    note = "write `#[derive(GroupTraits)]` on the struct; for a call without traits, pass `&()`",
    note = "a map can't be a group's traits or be flattened into them: write its entries as fields; those whose names are known at run time only can be one field, a custom trait that is a map"
)]
pub trait GroupTraits {
    #[doc(hidden)]
    const __OWN: Literal;

    #[doc(hidden)]
    const __DETAILS: &'static [Detail] = &[];

    #[doc(hidden)]
    const __FLATTENED: &'static [&'static Declaration] = &[];

    #[doc(hidden)]
    const __DECLARATION: &'static Declaration =
        &Declaration::with(Self::__OWN, Self::__FLATTENED).detailed(Self::__DETAILS);

    #[doc(hidden)]
    fn __write(&self, writer: &mut TraitWriter<'_>);
}

/// A struct that knows the id of its group, so that a call needs no separate one.
///
/// [`#[derive(GroupTraits)]`](macro@crate::GroupTraits) implements it exactly when there is an id field: the one
/// marked `#[group(group_id)]`, or otherwise the one whose name in the event is `id`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not know its group's id",
    label = "none of its fields is the group's id",
    note = "write `#[derive(GroupTraits)]` on the struct, and name its id field `id` or mark it with `#[group(group_id)]`",
    note = "or pass the id separately: `user.group_with_id(\"…\", &group)`",
    note = "for a `Vec` or an `Option` of groups, make a call for each of them"
)]
pub trait HasGroupId: GroupTraits {
    /// Only a derive can give it.
    #[doc(hidden)]
    type __Derived: Sealed<Self>;
}

/// Keeps `HasGroupId` to the derives: a type that is sealed is of one struct only, and only they can name it.
#[doc(hidden)]
pub trait Sealed<T: ?Sized> {}

/// The type that the derives name.
#[doc(hidden)]
pub struct Derived<T: ?Sized>(std::marker::PhantomData<T>);

impl<T: ?Sized> Sealed<T> for Derived<T> {}

#[diagnostic::do_not_recommend]
impl GroupTraits for () {
    const __OWN: Literal = b"";
    const __DECLARATION: &'static Declaration = &Declaration::NOTHING;

    fn __write(&self, _: &mut TraitWriter<'_>) {}
}

through_pointers! {
    GroupTraits for &T, Box<T>, Rc<T>, Arc<T> => {
        const __OWN: Literal = T::__OWN;
        const __DECLARATION: &'static Declaration = T::__DECLARATION;

        fn __write(&self, writer: &mut TraitWriter<'_>) {
            T::__write(self, writer);
        }
    }
}

through_pointers! {
    HasGroupId for &T, Box<T>, Rc<T>, Arc<T> => {
        type __Derived = Derived<Self>;
    }
}

/// A struct that is the address of a group: any or all of `city`, `country`, `postalCode`, `state` and `street`,
/// each of them text, and nothing else.
///
/// Use the ready-made [`Address`](crate::Address), or derive it: [`#[derive(AddressTraits)]`](macro@crate::AddressTraits).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an address",
    label = "not an address",
    note = "an address is: `group_core::Address`, or a struct with `#[derive(AddressTraits)]`; a `&`, `Box`, `Rc` or `Arc` of one"
)]
pub trait AddressTraits {
    #[doc(hidden)]
    fn __write(&self, writer: &mut TraitWriter<'_>);
}

through_pointers! {
    AddressTraits for &T, Box<T>, Rc<T>, Arc<T> => {
        fn __write(&self, writer: &mut TraitWriter<'_>) {
            T::__write(self, writer);
        }
    }
}

/// What the derive of an address says of it. Not in [`AddressTraits`], so that that can be a trait object.
#[doc(hidden)]
pub trait DeclaredAddress: AddressTraits {
    const __OWN: Literal;

    const __DETAILS: &'static [Detail] = &[];

    const __DECLARATION: &'static Declaration =
        &Declaration::of(Self::__OWN).detailed(Self::__DETAILS);
}

through_pointers! {
    DeclaredAddress for &T, Box<T>, Rc<T>, Arc<T> => {
        const __OWN: Literal = T::__OWN;
        const __DECLARATION: &'static Declaration = T::__DECLARATION;
    }
}

/// The traits object of a struct, as a value for any serde format.
///
/// It serialises as the object that a group call sends as `traits`. What a call would refuse is an error of the
/// serializer here, with all problems in its text, except a `traits.id` without a userId.
///
/// No [`Policy`](crate::Policy) applies: traits with personal data are shown as they are, so this view does not belong in a
/// log.
///
/// ```
/// use group_core::{GroupTraits, Traits};
///
/// #[derive(GroupTraits)]
/// struct Company { name: String, employees: u32, website: Option<String> }
///
/// let hooli = Company { name: "Hooli".into(), employees: 4500, website: None };
/// assert_eq!(
///     serde_json::to_string(&Traits(&hooli)).unwrap(),
///     r#"{"name":"Hooli","employees":4500}"#,
/// );
/// ```
pub struct Traits<'a, T: ?Sized>(pub &'a T);

impl<T: GroupTraits + ?Sized> Serialize for Traits<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = Json::new(String::new(), 1, "traits");
        json.open("{");
        self.0.__write(&mut TraitWriter::new(&mut json, true));
        json.close("}");
        match json.finish() {
            Ok(text) => Value(&text).serialize(serializer),
            Err(problems) => Err(S::Error::custom(PayloadError::new(problems))),
        }
    }
}

/// Writes the members of a traits object, for the derives. Keys are given as `,"key":`, with the opening quote of the value
/// if that is a string.
#[doc(hidden)]
pub struct TraitWriter<'w> {
    json: &'w mut Json,
    /// How deep in flattened structs the writer is.
    flattened: usize,
    has_user: bool,
    /// Whether the struct is asked for its group's id, and not for its traits.
    asks_id: bool,
    /// Of the few events that are made under a policy.
    redactor: Option<&'w mut Redactor>,
}

impl<'w> TraitWriter<'w> {
    pub(crate) fn new(json: &'w mut Json, has_user: bool) -> Self {
        Self {
            json,
            flattened: 0,
            has_user,
            asks_id: false,
            redactor: None,
        }
    }

    /// Writes only what a policy lets through, and notes what it removed or hashed.
    pub(crate) fn under(mut self, redactor: &'w mut Redactor) -> Self {
        self.redactor = Some(redactor);
        self
    }

    /// Asks for the group's id.
    pub(crate) fn of_id(json: &'w mut Json) -> Self {
        Self {
            asks_id: true,
            ..Self::new(json, false)
        }
    }

    pub fn asks_id(&self) -> bool {
        self.asks_id
    }

    /// Gives the group's id, if that is what is asked for; true then.
    pub(crate) fn give<'a>(&mut self, id: impl FnOnce() -> Option<Id<'a>>) -> bool {
        if self.asks_id {
            let id = id();
            let problem = id.as_ref().and_then(Id::problem);
            write_id(
                self.json,
                r#","groupId":""#,
                id.as_ref().map(Id::as_str),
                problem,
            );
        }
        self.asks_id
    }

    /// A trait of the struct itself, which is not sent where the struct is flattened.
    pub fn constant(&mut self, key: &str, value: &str) {
        if self.flattened == 0 {
            self.text(key, value);
        }
    }

    /// The group's id as the trait `id`.
    pub(crate) fn id(&mut self, id: Option<Id<'_>>) {
        if let (0, Some(id)) = (self.flattened, id) {
            let no_user = (!self.has_user).then_some(ProblemKind::IdWithoutUser);
            let problems = id.problem().into_iter().chain(no_user);
            write_id(self.json, r#","id":""#, Some(id.as_str()), problems);
        }
    }

    #[inline]
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.json.text(key, text);
    }

    /// What a `Display` gives, as text.
    pub(crate) fn display(&mut self, key: &str, value: &dyn Display) {
        self.json.display(key, value);
    }

    pub(crate) fn count(&mut self, key: &str, count: Option<u64>) {
        self.json.ready_key(key);
        match count {
            Some(count) => self.json.integer(count),
            None => self.json.problem(ProblemKind::UnsendableCount),
        }
    }

    pub(crate) fn date(&mut self, key: &str, date: Option<Date>) {
        let date = date.map(Date::to_ascii);
        self.json.date(key, date.as_ref().map(Ascii::as_str));
    }

    pub(crate) fn custom<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        self.json.member(key, value);
    }

    /// As `custom`, but sends null where that writes nothing, which it does of null only.
    pub(crate) fn custom_or_null<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        let start = self.json.len();
        self.custom(key, value);
        if self.json.len() == start {
            self.null(key);
        }
    }

    /// Null, whose key may end in the quote that a string would have.
    pub(crate) fn null(&mut self, key: &str) {
        self.json.ready_key(key.strip_suffix('"').unwrap_or(key));
        self.json.null();
    }

    /// How much is written.
    pub fn written(&self) -> usize {
        self.json.len()
    }

    /// Holds what was written since against a least number, length or count of elements.
    pub fn at_least(&mut self, since: usize, min: f64) {
        value_limits::at_least(self.json, since, min);
    }

    /// Holds what was written since against a greatest number, length or count of elements.
    pub fn at_most(&mut self, since: usize, max: f64) {
        value_limits::at_most(self.json, since, max);
    }

    /// Holds the text that was written since against a pattern.
    #[cfg(feature = "pattern")]
    pub fn matches(&mut self, since: usize, pattern: &crate::pattern::Pattern) {
        value_limits::matches(self.json, since, pattern);
    }

    #[cfg(not(feature = "pattern"))]
    pub fn matches(&mut self, _: usize, _: &crate::feature_off::Pattern) {}

    /// Does to what was written since what the policy says of its category.
    pub fn redact(&mut self, since: usize, category: &'static str, values: Values) {
        // There will be no event if something is wrong.
        if self.json.is_wrong_after(since) {
            self.json.hide_after(since, category);
        } else if let Some(redactor) = &mut self.redactor {
            redactor.redact(self.json, since, category, values);
        }
    }

    /// Begins a trait that is an object; pass the result to [`TraitWriter::close`].
    pub fn open(&mut self, key: &str) -> usize {
        let start = self.json.len();
        self.json.ready_key(key);
        self.json.open("{");
        start
    }

    /// Ends the object, or removes it if nothing was written into it.
    pub fn close(&mut self, start: usize) {
        let is_empty = self.json.is_at_start();
        self.json.close("}");
        if is_empty {
            self.json.take_back(start);
        }
    }

    pub(crate) fn flatten<T: GroupTraits + ?Sized>(&mut self, inner: &T) {
        self.flattened += 1;
        inner.__write(self);
        self.flattened -= 1;
    }

    /// Reports the later one of two traits that can't both arrive.
    pub(crate) fn clash(&mut self, name: &str, kind: ProblemKind) {
        let problem = Problem::new(format!("traits.{name}"), kind);
        self.json.adopt(&[problem]);
    }
}
