//! Group traits: what a struct derives, how it is written, and the view of it for other formats.

use std::rc::Rc;
use std::sync::Arc;

use serde_core::ser::{Error, Serialize, Serializer};

use crate::date::{Ascii, Date};
use crate::id::{Id, write_id};
use crate::json::{Json, Value};
use crate::names::Names;
use crate::pointers::through_pointers;
use crate::problem::{PayloadError, Problem, ProblemKind};

/// A struct whose fields are the traits of a group.
///
/// Derive it: [`#[derive(GroupTraits)]`](macro@crate::GroupTraits) has the whole reference of attributes. `()` is a
/// group without traits. What a struct sends is seen with [`Traits`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no group traits",
    label = "no group traits",
    note = "write `#[derive(GroupTraits)]` on the struct; for a call without traits, give `&()`",
    note = "a map can't be a group's traits, nor be flattened into them: write its entries as fields"
)]
pub trait GroupTraits {
    #[doc(hidden)]
    const __OWN: &'static str;

    #[doc(hidden)]
    const __NAMES: &'static Names = &Names::of(Self::__OWN);

    #[doc(hidden)]
    fn __write(&self, writer: &mut TraitWriter<'_>);
}

/// A struct that knows the id of its group, so that a call needs no other.
///
/// [`#[derive(GroupTraits)]`](macro@crate::GroupTraits) implements it exactly when there is an id field: the one
/// marked `#[group(group_id)]`, else the one whose wire name is `id`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not know its group's id",
    label = "no field of it is the group's id",
    note = "write `#[derive(GroupTraits)]` on the struct, and mark the field that is: `#[group(group_id)]`; or name it `id`",
    note = "or give the id beside it: `user.group_with_id(\"…\", &group)`"
)]
pub trait HasGroupId: GroupTraits {
    /// Only a derive gives it.
    #[doc(hidden)]
    type __Derived;
}

#[diagnostic::do_not_recommend]
impl GroupTraits for () {
    const __OWN: &'static str = "";
    const __NAMES: &'static Names = &Names::NONE;

    fn __write(&self, _: &mut TraitWriter<'_>) {}
}

through_pointers! {
    GroupTraits for &T, Box<T>, Rc<T>, Arc<T> => {
        const __OWN: &'static str = T::__OWN;
        const __NAMES: &'static Names = T::__NAMES;

        fn __write(&self, writer: &mut TraitWriter<'_>) {
            T::__write(self, writer);
        }
    }
}

through_pointers! {
    HasGroupId for &T, Box<T>, Rc<T>, Arc<T> => {
        type __Derived = T::__Derived;
    }
}

/// The traits object of a struct, as a value for any serde format.
///
/// It serialises as the object that a group call sends as `traits`. What a call would refuse is an error of the
/// serializer here, with all problems in its text; only that a `traits.id` needs a userId is not judged.
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
        self.0
            .__write(&mut TraitWriter::new(&mut json, true, false));
        json.close("}");
        match json.finish() {
            Ok(text) => Value(&text).serialize(serializer),
            Err(problems) => Err(S::Error::custom(PayloadError::new(problems))),
        }
    }
}

/// Writes the group's id, and if there are traits the beginning of their object.
pub(crate) fn begin_group(json: &mut Json, id: Option<&Id<'_>>, has_traits: bool) {
    write_id(json, r#","groupId":""#, id.map(Id::as_str), None);
    if has_traits {
        json.open(r#","traits":{"#);
    }
}

/// Writes the members of a traits object. This is what the derives call. Keys are given as `,"key":`, with the quote of the
/// value behind it where that is a string.
#[doc(hidden)]
pub struct TraitWriter<'w> {
    json: &'w mut Json,
    /// How many structs are being flattened into another.
    flattened: usize,
    has_user: bool,
    /// Whether the struct is to give the group's id, and to begin the traits object behind it.
    needs_id: bool,
}

impl<'w> TraitWriter<'w> {
    pub(crate) fn new(json: &'w mut Json, has_user: bool, needs_id: bool) -> Self {
        Self {
            json,
            flattened: 0,
            has_user,
            needs_id,
        }
    }

    /// Whether the struct is to give the group's id: the call has no other, and this is not a struct within.
    pub fn needs_id(&self) -> bool {
        self.needs_id && self.flattened == 0
    }

    /// The group's id, which a struct that has one gives first.
    pub(crate) fn group_id(&mut self, id: Option<Id<'_>>) {
        self.needs_id = false;
        begin_group(self.json, id.as_ref(), true);
    }

    pub fn group_type(&mut self, group_type: &str) {
        if self.flattened == 0 {
            self.text(r#","groupType":""#, group_type);
        }
    }

    /// The group's id as the trait `id`.
    pub fn id(&mut self, id: Option<Id<'_>>) {
        if let (0, Some(id)) = (self.flattened, id) {
            let problem = (!self.has_user).then_some(ProblemKind::IdWithoutUser);
            write_id(self.json, r#","id":""#, Some(id.as_str()), problem);
        }
    }

    #[inline]
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.json.text(key, text);
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

    /// Begins the address object; what it gives goes to [`TraitWriter::close_address`].
    pub fn open_address(&mut self) -> usize {
        let start = self.json.len();
        self.json.ready_key(r#","address":"#);
        self.json.open("{");
        start
    }

    /// Ends the address object, or takes it back where nothing was written into it.
    pub fn close_address(&mut self, start: usize) {
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

    /// Reports what two structs flattened into one both send; for where the compiler could not see it.
    pub fn distinct(&mut self, names: &Names) {
        for flattened in 0..names.flattened.len() {
            let clashes = (0..).map_while(|nth| names.clash(flattened, nth));
            for clash in clashes {
                let kind = match clash.is_same_name() {
                    true => ProblemKind::NameTwice,
                    false => ProblemKind::ColumnTwice {
                        other: clash.other().to_owned(),
                        column: clash.column().to_owned(),
                    },
                };
                let path = format!("traits.{}", clash.name());
                // An address has a column for each subfield, and one name.
                self.json.adopt_once(Problem::new(path, kind));
            }
        }
    }
}
