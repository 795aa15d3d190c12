//! What is known of the type of a field, for the details of a declaration. A derive asks it with its feature `details`, which
//! group-core's `destinations` turns on.
//!
//! It is here without that feature too: what a proc macro is built with is not always what the crate is built with that
//! uses it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::marker::PhantomData;
use std::num::NonZero;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::declaration::{Declaration, Shape};
use crate::traits::DeclaredAddress;

/// Asks what is known of a type that need not implement anything: `Probe::<T>::__SHAPE` is the constant below of that type,
/// and otherwise that of [`Unprobed`]. Since the compiler chooses, an alias is what it stands for.
#[doc(hidden)]
pub struct Probe<T: ?Sized>(PhantomData<T>);

#[doc(hidden)]
pub trait Unprobed {
    const __IS_OPTIONAL: bool = false;
    const __SHAPE: Shape = Shape::Unknown;
    const __LIMITED: shape::Unknown = shape::Unknown;
    const __ADDRESS: Option<&'static Declaration> = None;
    const __TEXTS: Option<&'static [&'static str]> = None;
    const __ARE_INSTANTS: Option<bool> = None;
}

impl<T: ?Sized> Unprobed for Probe<T> {}

/// A shape as a type, so that limits on one that has none are an error about the field's type.
#[doc(hidden)]
pub mod shape {
    pub struct Text;
    pub struct Date;
    pub struct Int;
    pub struct Float;
    pub struct Bool;
    pub struct Array;
    pub struct Object;
    pub struct Unknown;
}

/// What has a number, a length or a count of elements.
#[diagnostic::on_unimplemented(
    message = "`min` and `max` are for numbers, strings and arrays, and this type is none of them",
    label = "no number, string or array",
    note = "remove `min` and `max`, or send what a function of yours makes of the value: `#[group(map = path, as = \"count\")]`"
)]
#[doc(hidden)]
pub trait Measured: Sized {
    fn limit(self) {}
}

/// What may be a string.
#[diagnostic::on_unimplemented(
    message = "`pattern` is for strings, and this type is none",
    label = "no string",
    note = "remove `pattern`, or send what a function of yours makes of the value: `#[group(map = path, as = \"text\")]`"
)]
#[doc(hidden)]
pub trait Matched: Sized {
    fn limit(self) {}
}

macro_rules! limited {
    ($limited:ident: $($shape:ident)+) => {
        $(
            #[diagnostic::do_not_recommend]
            impl $limited for shape::$shape {}
        )+
    };
}

limited!(Measured: Text Date Int Float Array Unknown);
limited!(Matched: Text Date Unknown);

impl<T: DeclaredAddress> Probe<T> {
    pub const __ADDRESS: Option<&'static Declaration> = Some(T::__DECLARATION);
}

impl<T: DeclaredAddress> Probe<Option<T>> {
    pub const __ADDRESS: Option<&'static Declaration> = Some(T::__DECLARATION);
}

/// An enum of texts: what its derive says of it.
#[doc(hidden)]
pub trait TextValues {
    const VALUES: &'static [&'static str];
}

impl<T: TextValues> Probe<T> {
    pub const __TEXTS: Option<&'static [&'static str]> = Some(T::VALUES);
}

impl<T: TextValues> Probe<Option<T>> {
    pub const __TEXTS: Option<&'static [&'static str]> = Some(T::VALUES);
}

macro_rules! optional {
    ($($ty:ty),+) => {
        $(impl<T> Probe<$ty> {
            pub const __IS_OPTIONAL: bool = true;
        })+
    };
}

optional!(
    Option<T>,
    &Option<T>,
    Box<Option<T>>,
    Rc<Option<T>>,
    Arc<Option<T>>
);

/// Of a type, and of an `Option` of it and what points to it.
macro_rules! shapes {
    ($($shape:ident: $($(@[$($of:tt)+])? $ty:ty),+;)+) => {
        $($(
            shapes!(@one $shape [$($($of)+)?] $ty);
            shapes!(@one $shape [$($($of)+)?] Option<$ty>);
            shapes!(@one $shape [$($($of)+)?] &$ty);
            shapes!(@one $shape [$($($of)+)?] Option<&$ty>);
            shapes!(@one $shape [$($($of)+)?] &Option<$ty>);
            shapes!(@one $shape [$($($of)+)?] Option<Option<$ty>>);
            shapes!(@one $shape [$($($of)+)?] Box<$ty>);
            shapes!(@one $shape [$($($of)+)?] Option<Box<$ty>>);
            shapes!(@one $shape [$($($of)+)?] Box<Option<$ty>>);
            shapes!(@one $shape [$($($of)+)?] Rc<$ty>);
            shapes!(@one $shape [$($($of)+)?] Option<Rc<$ty>>);
            shapes!(@one $shape [$($($of)+)?] Arc<$ty>);
            shapes!(@one $shape [$($($of)+)?] Option<Arc<$ty>>);
        )+)+
    };
    (@one $shape:ident [$($of:tt)*] $ty:ty) => {
        impl<$($of)*> Probe<$ty> {
            pub const __SHAPE: Shape = Shape::$shape;
            pub const __LIMITED: shape::$shape = shape::$shape;
        }
    };
}

shapes! {
    Int: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize,
        NonZero<u8>, NonZero<u16>, NonZero<u32>, NonZero<u64>, NonZero<usize>,
        NonZero<i8>, NonZero<i16>, NonZero<i32>, NonZero<i64>, NonZero<isize>;
    Float: f32, f64;
    Bool: bool;
    Text: char, String, Box<str>, Rc<str>, Arc<str>, Cow<'_, str>, uuid::Uuid;
    Array: @[T] Vec<T>, @[T] Box<[T]>, @[T] VecDeque<T>, @[T] LinkedList<T>, @[T] BinaryHeap<T>, @[T] BTreeSet<T>,
        @[T, S] HashSet<T, S>, @[T, const N: usize] [T; N], @[A] (A,), @[A, B] (A, B), @[A, B, C] (A, B, C),
        @[A, B, C, D] (A, B, C, D);
    Object: @[K, V] BTreeMap<K, V>, @[K, V, S] HashMap<K, V, S>, Duration, SystemTime;
}

macro_rules! dates {
    ($($are_instants:literal: $($ty:ty),+;)+) => {
        $($(
            impl Probe<$ty> {
                pub const __ARE_INSTANTS: Option<bool> = Some($are_instants);
            }

            impl Probe<Option<$ty>> {
                pub const __ARE_INSTANTS: Option<bool> = Some($are_instants);
            }
        )+)+
    };
}

dates! {
    true: SystemTime;
}

#[cfg(feature = "jiff")]
dates! {
    true: jiff::Timestamp, jiff::Zoned;
    false: jiff::civil::Date;
}

#[cfg(feature = "chrono")]
dates! {
    true: chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::FixedOffset>;
    false: chrono::NaiveDate;
}

#[cfg(feature = "time")]
dates! {
    true: time::OffsetDateTime, time::UtcDateTime;
    false: time::Date;
}

// Behind a reference only.
shapes!(@one Text [] &str);
shapes!(@one Text [] Option<&str>);
shapes!(@one Array [T] &[T]);

#[cfg(feature = "jiff")]
shapes! {
    Date: jiff::Timestamp, jiff::civil::Date, jiff::civil::DateTime;
    // With the name of the zone behind it.
    Text: jiff::Zoned;
}

#[cfg(feature = "chrono")]
shapes! {
    Date: @[Tz: chrono::TimeZone] chrono::DateTime<Tz>, chrono::NaiveDate, chrono::NaiveDateTime;
}

#[cfg(feature = "url")]
shapes! {
    Text: url::Url;
}
