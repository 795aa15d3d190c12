//! Writes any `Serialize` into [`Json`]: custom traits, contexts, users' traits.

use std::fmt::{self, Display, Write};

use serde_core::ser::{Error, Serialize, Serializer};

use super::buffer::{Json, Shape, needs_escape};
use super::compound::Compound;
use super::halt::Halt;
use crate::limits::{MAX_INTEGER, MAX_LEVELS};
use crate::problem::ProblemKind;

/// How many `Option`s and newtypes may be around a value, including those around its containers.
const MAX_WRAPS: usize = 4 * MAX_LEVELS;

/// The names under which serde_json serialises its numbers and raw values when its features
/// `arbitrary_precision` and `raw_value` are on, which any crate of a program can turn on for all.
const NUMBER: &str = "$serde_json::private::Number";
const RAW_VALUE: &str = "$serde_json::private::RawValue";

macro_rules! widened {
    ($($method:ident($integer:ty) $wider:ident)*) => {
        $(fn $method(self, v: $integer) -> Result<Shape, Halt> {
            self.$wider(v.into())
        })*
    };
}

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

    widened! {
        serialize_i8(i8) serialize_i64
        serialize_i16(i16) serialize_i64
        serialize_i32(i32) serialize_i64
        serialize_u8(u8) serialize_u64
        serialize_u16(u16) serialize_u64
        serialize_u32(u32) serialize_u64
    }

    fn serialize_i64(self, v: i64) -> Result<Shape, Halt> {
        self.checked_integer(v, v.unsigned_abs() <= MAX_INTEGER)
    }

    fn serialize_i128(self, v: i128) -> Result<Shape, Halt> {
        self.checked_integer(v, v.unsigned_abs() <= MAX_INTEGER.into())
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
        let mut compound = self.compound("{")?;
        compound.entry(variant, value)?;
        compound.finish()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'w>, Halt> {
        self.compound("[")
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'w>, Halt> {
        self.compound("[")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>, Halt> {
        self.compound("[")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, Halt> {
        self.variant(variant, "[")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'w>, Halt> {
        self.last_map = Some(self.text.len());
        self.compound("{")
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Compound<'w>, Halt> {
        if name == NUMBER || name == RAW_VALUE {
            return Ok(Compound::verbatim(self));
        }
        self.compound("{")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, Halt> {
        self.variant(variant, "{")
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<Shape, Halt> {
        let start = self.text.len();
        self.raw("\"");
        if self.finish_display(&value).is_err() {
            self.text.truncate(start);
            // Writing that has stopped fails a `Display` too.
            self.unless_stopped(Shape::Other)?;
            return Err(Halt::custom("its `Display` failed"));
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

    /// A member whose value is the text of a `Display`; its key as for [`Json::text`].
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

    fn compound(&mut self, open: &'static str) -> Result<Compound<'_>, Halt> {
        let start = self.len();
        if !self.open(open) {
            return Err(Halt::Recorded);
        }
        Ok(Compound::new(self, open, start))
    }

    /// `{"variant":` and a container in it.
    fn variant(&mut self, variant: &'static str, open: &'static str) -> Result<Compound<'_>, Halt> {
        if !self.open("{") {
            return Err(Halt::Recorded);
        }
        self.key(variant);
        self.compound(open).map(Compound::in_variant)
    }
}

/// Writes the text of a `Display` without escapes, up to the limit.
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
