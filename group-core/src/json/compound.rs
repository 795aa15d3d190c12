//! Objects and arrays of any `Serialize`.

use serde_core::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant,
};

use super::buffer::{Depth, Json, Shape};
use super::halt::Halt;
use super::keys::Keys;
use super::string_only::{Role, StringOnly};

/// A container being written.
pub(crate) struct Compound<'w> {
    json: &'w mut Json,
    /// The depth of each value in it.
    depth: Depth,
    /// Empty for the text of a number or a raw value, which is not a container.
    close: &'static str,
    /// The bracket of the object of an enum variant around it.
    outer: Option<&'static str>,
    shape: Shape,
    /// The keys so far. `None` in an array, and once a key that can't be sent was replaced by `?`, which may occur twice.
    keys: Option<Keys>,
    state: State,
}

/// Where a container is.
///
/// ```text
///          serialize_key            serialize_value
///   Ready ───► InKey ───► ValueIsDue ───► InValue ───► Ready
/// ```
///
/// A `Serialize` may catch the panic of a value in it and go on. Then the container is still in the key or the value when the
/// next one comes, and removes what the panic left behind: no panic may make text that is no JSON. Catching the panic here
/// instead would need `UnwindSafe` values.
enum State {
    Ready,
    /// A key, or JSON text, is waiting for its value.
    ValueIsDue,
    /// A value is being written from this offset on.
    InValue(usize),
    /// A key is being written from this offset on.
    InKey(usize),
}

impl<'w> Compound<'w> {
    /// A container that has just been opened at `start`.
    pub(super) fn new(json: &'w mut Json, open: &'static str, start: usize) -> Self {
        let (close, shape, keys) = match open {
            "{" => ("}", Shape::Object, Some(Keys::of_object_at(start))),
            _ => ("]", Shape::Other, None),
        };
        Self {
            depth: json.depth,
            json,
            close,
            outer: None,
            shape,
            keys,
            state: State::Ready,
        }
    }

    /// The text of a number or a raw value.
    pub(super) fn verbatim(json: &'w mut Json) -> Self {
        Self {
            depth: json.depth,
            json,
            close: "",
            outer: None,
            shape: Shape::Null,
            keys: None,
            state: State::ValueIsDue,
        }
    }

    /// The value of an enum variant, in an object with the name of the variant.
    pub(super) fn in_variant(self) -> Self {
        Self {
            outer: Some("}"),
            shape: Shape::Object,
            ..self
        }
    }

    pub(super) fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        self.recover();
        self.json.comma();
        self.value(value)
    }

    pub(super) fn entry<T: Serialize + ?Sized>(
        &mut self,
        key: &str,
        value: &T,
    ) -> Result<(), Halt> {
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
        self.write_value(|json| value.serialize(json)).map(drop)
    }

    fn write_value(
        &mut self,
        write: impl FnOnce(&mut Json) -> Result<Shape, Halt>,
    ) -> Result<Shape, Halt> {
        let start = self.json.len();
        self.state = State::InValue(start);
        let written = write(self.json);
        self.state = State::Ready;
        match written {
            Ok(shape) => Ok(shape),
            Err(halt) => Err(self.discard_value(halt, start)),
        }
    }

    #[cold]
    fn discard_value(&mut self, halt: Halt, start: usize) -> Halt {
        self.json.discard_value(halt, start, self.depth);
        self.json.null();
        Halt::Recorded
    }

    /// Writes `?` in place of a key that can't be sent. It may occur twice in an object.
    #[cold]
    fn discard_key(&mut self, halt: Halt, start: usize) -> Halt {
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
            State::InKey(_) => self.discard_key(halt, start),
            _ => self.discard_value(halt, start),
        };
        self.state = State::Ready;
    }

    fn misused(&mut self, how: &str) -> Result<(), Halt> {
        self.json.record_failure(Halt::custom(how));
        Err(Halt::Recorded)
    }

    pub(super) fn finish(mut self) -> Result<Shape, Halt> {
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
            Err(halt) => return Err(self.discard_key(halt, start)),
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
        self.shape = self.write_value(|json| {
            let role = Role::Verbatim;
            value.serialize(StringOnly { json, role })
        })?;
        Ok(())
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
