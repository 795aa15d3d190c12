//! The serde serializer over [`Json`]: what a custom trait, a context or a user's traits go through.

use std::fmt::{self, Display, Write};

use serde_core::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::buffer::{Depth, Json, Shape, needs_escape};
use super::halt::Halt;
use super::keys::Keys;
use super::string_only::{Role, StringOnly};
use crate::limits::{MAX_INTEGER, MAX_LEVELS};
use crate::problem::ProblemKind;

/// How many `Option`s and newtypes may be around a value, including those around its containers.
const MAX_WRAPS: usize = 4 * MAX_LEVELS;

/// The names under which serde_json serialises its numbers and raw values when its features
/// `arbitrary_precision` and `raw_value` are on, which any crate of a program can turn on for all.
const NUMBER: &str = "$serde_json::private::Number";
const RAW_VALUE: &str = "$serde_json::private::RawValue";

impl<'w> Serializer for &'w mut Json {
    type Ok = Shape;
    type Error = Halt;
    type SerializeSeq = Compound<'w>;
    type SerializeTuple = Compound<'w>;
    type SerializeTupleStruct = Compound<'w>;
    type SerializeTupleVariant = Compound<'w>;
    type SerializeMap = Compound<'w>;
    type SerializeStruct = Compound<'w>;
    type SerializeStructVariant = Compound<'w>;

    fn serialize_bool(self, v: bool) -> Result<Shape, Halt> {
        self.token(if v { "true" } else { "false" })
    }

    fn serialize_i8(self, v: i8) -> Result<Shape, Halt> {
        self.serialize_i64(v.into())
    }

    fn serialize_i16(self, v: i16) -> Result<Shape, Halt> {
        self.serialize_i64(v.into())
    }

    fn serialize_i32(self, v: i32) -> Result<Shape, Halt> {
        self.serialize_i64(v.into())
    }

    fn serialize_i64(self, v: i64) -> Result<Shape, Halt> {
        self.checked_integer(v, v.unsigned_abs() <= MAX_INTEGER)
    }

    fn serialize_i128(self, v: i128) -> Result<Shape, Halt> {
        self.checked_integer(v, v.unsigned_abs() <= MAX_INTEGER.into())
    }

    fn serialize_u8(self, v: u8) -> Result<Shape, Halt> {
        self.serialize_u64(v.into())
    }

    fn serialize_u16(self, v: u16) -> Result<Shape, Halt> {
        self.serialize_u64(v.into())
    }

    fn serialize_u32(self, v: u32) -> Result<Shape, Halt> {
        self.serialize_u64(v.into())
    }

    fn serialize_u64(self, v: u64) -> Result<Shape, Halt> {
        self.checked_integer(v, v <= MAX_INTEGER)
    }

    fn serialize_u128(self, v: u128) -> Result<Shape, Halt> {
        self.checked_integer(v, v <= MAX_INTEGER.into())
    }

    fn serialize_f32(self, v: f32) -> Result<Shape, Halt> {
        self.float(&v, v.is_finite())
    }

    fn serialize_f64(self, v: f64) -> Result<Shape, Halt> {
        self.float(&v, v.is_finite())
    }

    fn serialize_char(self, v: char) -> Result<Shape, Halt> {
        self.serialize_str(v.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, v: &str) -> Result<Shape, Halt> {
        self.string(v);
        self.unless_stopped(Shape::Other)
    }

    fn serialize_bytes(self, v: &[u8]) -> Result<Shape, Halt> {
        self.collect_seq(v)
    }

    fn serialize_none(self) -> Result<Shape, Halt> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Shape, Halt> {
        self.wrapped(|json| value.serialize(json))
    }

    fn serialize_unit(self) -> Result<Shape, Halt> {
        self.null();
        self.unless_stopped(Shape::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Shape, Halt> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Shape, Halt> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Shape, Halt> {
        self.wrapped(|json| value.serialize(json))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Shape, Halt> {
        let mut compound = self.compound("{", "}")?;
        compound.entry(variant, value)?;
        compound.finish()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'w>, Halt> {
        self.compound("[", "]")
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'w>, Halt> {
        self.compound("[", "]")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>, Halt> {
        self.compound("[", "]")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, Halt> {
        self.variant(variant, "[", "]")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'w>, Halt> {
        self.last_map = Some(self.text.len());
        self.compound("{", "}")
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Compound<'w>, Halt> {
        if name == NUMBER || name == RAW_VALUE {
            return Ok(Compound {
                depth: self.depth,
                json: self,
                close: "",
                outer: None,
                shape: Shape::Null,
                keys: None,
                state: State::ValueIsDue,
            });
        }
        self.compound("{", "}")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, Halt> {
        self.variant(variant, "{", "}")
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<Shape, Halt> {
        let start = self.text.len();
        self.raw("\"");
        if self.finish_display(&value).is_err() {
            self.text.truncate(start);
            return match self.stopped {
                Some(_) => Err(Halt::Recorded),
                None => Err(Halt::custom("its `Display` failed")),
            };
        }
        self.unless_stopped(Shape::Other)
    }
}

impl Json {
    pub(super) fn unless_stopped(&self, shape: Shape) -> Result<Shape, Halt> {
        match self.stopped {
            None => Ok(shape),
            Some(_) => Err(Halt::Recorded),
        }
    }

    /// A member whose value is the text that a `Display` writes; its key as for [`Json::text`].
    pub(crate) fn display(&mut self, key: &str, value: &dyn Display) {
        self.ready_key(key);
        let start = self.text.len();
        if self.finish_display(value).is_err() {
            self.text.truncate(start);
            self.problem(ProblemKind::display_failed());
            self.finish_string("");
        }
    }

    /// A string whose opening quote has been written, with the text that a `Display` writes. It fails if that does, which it
    /// is told to once writing has stopped.
    fn finish_display(&mut self, value: &dyn Display) -> fmt::Result {
        let start = self.text.len();
        write!(Unescaped(self), "{value}")?;
        let shown = self.text.get(start..).unwrap_or_default();
        if needs_escape(shown) {
            let shown = shown.to_owned();
            self.text.truncate(start);
            self.finish_string(&shown);
        } else {
            self.raw("\"");
        }
        Ok(())
    }

    /// A value in an `Option` or a newtype: not a level of nesting, but the recursion may have no end.
    pub(super) fn wrapped(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<Shape, Halt>,
    ) -> Result<Shape, Halt> {
        if self.depth.wraps == MAX_WRAPS {
            self.problem(ProblemKind::TooDeep);
            return Err(Halt::Recorded);
        }
        self.depth.wraps += 1;
        let written = write(self);
        self.depth.wraps -= 1;
        written
    }

    fn token(&mut self, token: &str) -> Result<Shape, Halt> {
        self.raw(token);
        self.unless_stopped(Shape::Other)
    }

    fn checked_integer<T: itoa::Integer + Display>(
        &mut self,
        integer: T,
        fits: bool,
    ) -> Result<Shape, Halt> {
        if !fits {
            let value = integer.to_string();
            self.problem(ProblemKind::IntegerTooLarge { value });
            return self.token("0");
        }
        self.number(integer);
        self.unless_stopped(Shape::Other)
    }

    fn float<T: Serialize>(&mut self, float: &T, finite: bool) -> Result<Shape, Halt> {
        if !finite {
            self.problem(ProblemKind::NotFinite);
            return self.token("0");
        }
        if self.claim(1) {
            self.scalar(float);
        }
        self.unless_stopped(Shape::Other)
    }

    fn compound(&mut self, open: &'static str, close: &'static str) -> Result<Compound<'_>, Halt> {
        let start = self.len();
        if !self.open(open) {
            return Err(Halt::Recorded);
        }
        let (shape, keys) = match open {
            "{" => (Shape::Object, Some(Keys::of_object_at(start))),
            _ => (Shape::Other, None),
        };
        Ok(Compound {
            depth: self.depth,
            json: self,
            close,
            outer: None,
            shape,
            keys,
            state: State::Ready,
        })
    }

    /// `{"variant":` and a container in it.
    fn variant(
        &mut self,
        variant: &'static str,
        open: &'static str,
        close: &'static str,
    ) -> Result<Compound<'_>, Halt> {
        if !self.open("{") {
            return Err(Halt::Recorded);
        }
        self.key(variant);
        let mut compound = self.compound(open, close)?;
        compound.outer = Some("}");
        compound.shape = Shape::Object;
        Ok(compound)
    }
}

/// Takes what a `Display` writes, as it is, up to the limit.
struct Unescaped<'w>(&'w mut Json);

impl Write for Unescaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.raw(text);
        match self.0.stopped {
            None => Ok(()),
            Some(_) => Err(fmt::Error),
        }
    }
}

/// A container being written.
pub(crate) struct Compound<'w> {
    json: &'w mut Json,
    /// What is around each value in it.
    depth: Depth,
    /// Empty for the text of a number or a raw value, which is not a container.
    close: &'static str,
    /// What else has to be closed after it.
    outer: Option<&'static str>,
    shape: Shape,
    /// The keys so far; none in an array, or where something else stands for a key that can't be sent.
    keys: Option<Keys>,
    state: State,
}

enum State {
    Ready,
    /// A key, or JSON text, is waiting for its value.
    ValueIsDue,
    /// A value is being written from here on. Where this is still so afterwards, its `Serialize` has panicked, and the panic
    /// was caught.
    InValue(usize),
    /// The same for a key.
    InKey(usize),
}

impl Compound<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        self.recover();
        self.json.comma();
        self.value(value)
    }

    fn entry<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Halt> {
        self.key(key);
        self.value(value)
    }

    fn key(&mut self, key: &str) {
        self.recover();
        self.json.key(key);
        if let Some(keys) = &mut self.keys {
            keys.add(key);
        }
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        let start = self.json.len();
        self.state = State::InValue(start);
        let written = value.serialize(&mut *self.json);
        self.state = State::Ready;
        match written {
            Ok(_) => Ok(()),
            Err(halt) => Err(self.abandon_value(halt, start)),
        }
    }

    #[cold]
    fn abandon_value(&mut self, halt: Halt, start: usize) -> Halt {
        self.json.discard_value(halt, start, self.depth);
        self.json.null();
        Halt::Recorded
    }

    /// Something stands for the key that may occur twice.
    #[cold]
    fn abandon_key(&mut self, halt: Halt, start: usize) -> Halt {
        self.json.discard_value(halt, start, self.depth);
        self.json.raw(r#""?":null"#);
        self.keys = None;
        Halt::Recorded
    }

    /// Removes what a panic left behind that was caught while this was written.
    fn recover(&mut self) {
        if let State::InValue(start) | State::InKey(start) = self.state {
            self.after_panic(start);
        }
    }

    #[cold]
    fn after_panic(&mut self, start: usize) {
        // First, because a `Display` may have left anything behind, in which no path can be found.
        self.json.discard_value(Halt::Recorded, start, self.depth);
        let halt = Halt::custom("its `Serialize` panicked, and the panic was caught");
        match self.state {
            State::InKey(_) => self.abandon_key(halt, start),
            _ => self.abandon_value(halt, start),
        };
        self.state = State::Ready;
    }

    fn misused(&mut self, how: &str) -> Result<(), Halt> {
        self.json.record_failure(Halt::custom(how));
        Err(Halt::Recorded)
    }

    fn finish(mut self) -> Result<Shape, Halt> {
        self.recover();
        if matches!(self.state, State::ValueIsDue) {
            return Err(Halt::custom("a key has no value"));
        }
        if !self.close.is_empty() {
            self.json.close(self.close);
        }
        if let Some(keys) = self.keys
            && !keys.are_distinct()
        {
            self.json.check_keys(keys.start, 1);
        }
        if let Some(outer) = self.outer {
            self.json.close(outer);
        }
        self.json.unless_stopped(self.shape)
    }
}

macro_rules! sequences {
    ($($kind:ident $method:ident)+) => {
        $(
            impl $kind for Compound<'_> {
                type Ok = Shape;
                type Error = Halt;

                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
                    self.element(value)
                }

                fn end(self) -> Result<Shape, Halt> {
                    self.finish()
                }
            }
        )+
    };
}

sequences! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

impl SerializeMap for Compound<'_> {
    type Ok = Shape;
    type Error = Halt;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Halt> {
        self.recover();
        if matches!(self.state, State::ValueIsDue) {
            return self.misused("a map key follows a map key");
        }
        self.json.comma();
        let start = self.json.len();
        self.state = State::InKey(start);
        let written = key.serialize(StringOnly {
            json: self.json,
            role: Role::Key,
        });
        self.state = State::Ready;
        match written {
            Err(halt) => return Err(self.abandon_key(halt, start)),
            // The stand-in for a key may occur twice.
            Ok(Shape::Null) => self.keys = None,
            Ok(_) => {}
        }
        if let Some(keys) = &mut self.keys {
            keys.add(self.json.text.get(start..).unwrap_or_default());
        }
        self.json.raw(":");
        self.state = State::ValueIsDue;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        self.recover();
        if !matches!(self.state, State::ValueIsDue) {
            return self.misused("a map value has no key");
        }
        self.value(value)
    }

    fn end(self) -> Result<Shape, Halt> {
        self.finish()
    }
}

impl SerializeStruct for Compound<'_> {
    type Ok = Shape;
    type Error = Halt;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Halt> {
        if !self.close.is_empty() {
            return self.entry(key, value);
        }
        self.recover();
        if !matches!(self.state, State::ValueIsDue) {
            return self.misused("JSON text follows JSON text");
        }
        let start = self.json.len();
        self.state = State::InValue(start);
        let written = value.serialize(StringOnly {
            json: self.json,
            role: Role::Verbatim,
        });
        self.state = State::Ready;
        match written {
            Ok(shape) => {
                self.shape = shape;
                Ok(())
            }
            Err(halt) => Err(self.abandon_value(halt, start)),
        }
    }

    fn end(self) -> Result<Shape, Halt> {
        self.finish()
    }
}

impl SerializeStructVariant for Compound<'_> {
    type Ok = Shape;
    type Error = Halt;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Halt> {
        self.entry(key, value)
    }

    fn end(self) -> Result<Shape, Halt> {
        self.finish()
    }
}
