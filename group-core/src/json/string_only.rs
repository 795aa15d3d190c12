//! A serializer that takes only strings: for map keys, and for text that is JSON already.

use serde_core::ser::{Error, Impossible, Serialize, Serializer};

use super::write::{Halt, Json, Shape};
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
        match self.role {
            Role::Key => {
                self.json.problem(ProblemKind::KeyNotString);
                self.json.string("?");
                Ok(Shape::Other)
            }
            Role::Verbatim => Err(Halt::custom("JSON text must be a string")),
        }
    }
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
            Err(Halt::Noted)
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
        serialize_bool(bool)
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
        serialize_f32(f32)
        serialize_f64(f64)
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
