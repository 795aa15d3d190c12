//! What a value implements, a pointer to it does too; a slot also takes an `Option` of it.

/// `through_pointers! { Kind for &T, Box<T> => { … } }`: implements `Kind` for pointers to any `T: Kind`.
macro_rules! through_pointers {
    ($kind:ident for $($pointer:ty),+ => $methods:tt) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: $kind + ?Sized> $kind for $pointer $methods
        )+
    };
}

/// Implements a slot for the values of a kind, for an `Option` of one, and for pointers to that.
///
/// `Option` is not itself of the kind, since `None` has no text, count or date. Pointers to a value are of its kind; pointers
/// to an `Option`, up to two of them, are added here. Of `AsText` this writes
///
/// ```text
/// impl<T: TextTrait + ?Sized> AsText for T { const OPTIONAL: bool = false; … }
/// impl<T: AsText> AsText for Option<T> { const OPTIONAL: bool = true; … }
/// impl<T: AsText> AsText for &Option<T> { const OPTIONAL: bool = true; … }
/// ```
///
/// and so on for `Box`, `Rc` and `Arc`, and for each of these pointers to each of them.
macro_rules! slot {
    ($slot:ident $(<$of:ident>)? of $kind:ident { $($value:tt)* } or none $optional:tt) => {
        #[diagnostic::do_not_recommend]
        impl<T: $kind + ?Sized> $slot $(<slot!(@value $of)>)? for T {
            const OPTIONAL: bool = false;
            $($value)*
        }

        slot!(@pointers $slot [$($of)?] Option<T> => $optional);
        slot!(@pointers $slot [$($of)?] &Option<T> => $optional);
        slot!(@pointers $slot [$($of)?] Box<Option<T>> => $optional);
        slot!(@pointers $slot [$($of)?] Rc<Option<T>> => $optional);
        slot!(@pointers $slot [$($of)?] Arc<Option<T>> => $optional);
        slot!(@none $slot [$($of)?] for Option<T> => $optional);
    };
    (@value $of:ident) => { crate::value::pointers::Value };
    (@pointers $slot:ident $of:tt $optional:ty => $methods:tt) => {
        slot!(@none $slot $of for &$optional, Box<$optional>, Rc<$optional>, Arc<$optional> => $methods);
    };
    (@none $slot:ident $of:tt for $($optional:ty),+ => $methods:tt) => {
        $(slot!(@one $slot $of for $optional => $methods);)+
    };
    (@one $slot:ident [$($of:ident)?] for $optional:ty => { $($methods:tt)* }) => {
        #[diagnostic::do_not_recommend]
        impl<T: $slot $(<$of>)?, $($of)?> $slot $(<crate::value::pointers::Optional<$of>>)? for $optional {
            const OPTIONAL: bool = true;
            $($methods)*
        }
    };
}

/// For a slot of a foreign trait, as far as the compiler knows `Option` could have that trait one day. So the slot has a
/// parameter that makes its two impls different ones, and the compiler finds which of them a type has.
#[doc(hidden)]
pub struct Value;

#[doc(hidden)]
pub struct Optional<Of>(std::marker::PhantomData<Of>);

pub(crate) use {slot, through_pointers};
