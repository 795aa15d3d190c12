//! A serializer that writes only strings: for map keys, as serde_json writes them, and for text that is JSON already.

use serde_core::ser::{Error, Impossible, Serialize, Serializer};

use super::buffer::{Json, Shape};
use super::halt::Halt;
use crate::problem::ProblemKind;

pub(super) struct StringOnly<'w> {
    pub(super) json: &'w mut Json,
    pub(super) role: Role,
}

pub(super) enum Role {
    /// The string is a map key.
    Key,
    /// The string is the text of a number or of a raw value.
    Verbatim,
}

impl StringOnly<'_> {
    fn refuse(self) -> Result<Shape, Halt> {
        self.refuse_as(ProblemKind::KeyNotString)
    }

    /// Writes a stand-in for a key, which may occur twice: null instead of a string.
    fn refuse_as(self, kind: ProblemKind) -> Result<Shape, Halt> {
        match self.role {
            Role::Key => {
                self.json.problem(kind);
                self.json.string("?");
                Ok(Shape::Null)
            }
            Role::Verbatim => Err(Halt::custom("JSON text must be a string")),
        }
    }

    /// A key that is a number, in quotes.
    fn number(self, write: impl FnOnce(&mut Json)) -> Result<Shape, Halt> {
        match self.role {
            Role::Key => {
                self.json.raw("\"");
                write(self.json);
                self.json.raw("\"");
                self.json.unless_stopped(Shape::Other)
            }
            Role::Verbatim => self.refuse(),
        }
    }

    fn float<T: Serialize>(self, float: &T, is_finite: bool) -> Result<Shape, Halt> {
        if !is_finite {
            return self.refuse_as(ProblemKind::NotFinite);
        }
        self.number(|json| {
            if json.claim(1) {
                json.scalar(float);
            }
        })
    }
}

macro_rules! integers {
    ($($method:ident($integer:ty))*) => {
        $(fn $method(self, v: $integer) -> Result<Shape, Halt> {
            self.number(|json| json.number(v))
        })*
    };
}

macro_rules! refuse {
    ($($method:ident($($argument:ty),*))*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<Shape, Halt> {
            self.refuse()
        })*
    };
}

macro_rules! refuse_containers {
    ($($method:ident($($argument:ty),*) -> $container:ident)*) => {
        $(type $container = Impossible<Shape, Halt>;)*

        $(fn $method(self, $(_: $argument),*) -> Result<Impossible<Shape, Halt>, Halt> {
            self.refuse()?;
            Err(Halt::Recorded)
        })*
    };
}

impl Serializer for StringOnly<'_> {
    type Ok = Shape;
    type Error = Halt;

    fn serialize_str(self, v: &str) -> Result<Shape, Halt> {
        match self.role {
            Role::Key => v.serialize(self.json),
            Role::Verbatim => self.json.foreign(v),
        }
    }

    fn serialize_char(self, v: char) -> Result<Shape, Halt> {
        self.serialize_str(v.encode_utf8(&mut [0; 4]))
    }

    fn serialize_bool(self, v: bool) -> Result<Shape, Halt> {
        match self.role {
            Role::Key => self.serialize_str(if v { "true" } else { "false" }),
            Role::Verbatim => self.refuse(),
        }
    }

    integers! {
        serialize_i8(i8)
        serialize_i16(i16)
        serialize_i32(i32)
        serialize_i64(i64)
        serialize_i128(i128)
        serialize_u8(u8)
        serialize_u16(u16)
        serialize_u32(u32)
        serialize_u64(u64)
        serialize_u128(u128)
    }

    fn serialize_f32(self, v: f32) -> Result<Shape, Halt> {
        self.float(&v, v.is_finite())
    }

    fn serialize_f64(self, v: f64) -> Result<Shape, Halt> {
        self.float(&v, v.is_finite())
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
        self.serialize_some(value)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Shape, Halt> {
        let Self { json, role } = self;
        json.wrapped(|json| value.serialize(StringOnly { json, role }))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Shape, Halt> {
        self.refuse()
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, value: &T) -> Result<Shape, Halt> {
        match self.role {
            Role::Key => self.json.collect_str(value),
            Role::Verbatim => self.refuse(),
        }
    }

    refuse! {
        serialize_bytes(&[u8])
        serialize_none()
        serialize_unit()
        serialize_unit_struct(&'static str)
    }

    refuse_containers! {
        serialize_seq(Option<usize>) -> SerializeSeq
        serialize_tuple(usize) -> SerializeTuple
        serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant
        serialize_map(Option<usize>) -> SerializeMap
        serialize_struct(&'static str, usize) -> SerializeStruct
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant
    }
}
