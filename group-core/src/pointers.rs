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
    ($slot:ident of $kind:ident { $($value:tt)* } or none $optional:tt) => {
        #[diagnostic::do_not_recommend]
        impl<T: $kind + ?Sized> $slot for T {
            const OPTIONAL: bool = false;
            $($value)*
        }

        slot!(@pointers $slot Option<T> => $optional);
        slot!(@pointers $slot &Option<T> => $optional);
        slot!(@pointers $slot Box<Option<T>> => $optional);
        slot!(@pointers $slot Rc<Option<T>> => $optional);
        slot!(@pointers $slot Arc<Option<T>> => $optional);
        slot!(@none $slot for Option<T> => $optional);
    };
    (@pointers $slot:ident $optional:ty => $methods:tt) => {
        slot!(@none $slot for &$optional, Box<$optional>, Rc<$optional>, Arc<$optional> => $methods);
    };
    (@none $slot:ident for $($optional:ty),+ => $methods:tt) => {
        $(slot!(@one $slot for $optional => $methods);)+
    };
    (@one $slot:ident for $optional:ty => { $($methods:tt)* }) => {
        #[diagnostic::do_not_recommend]
        impl<T: $slot> $slot for $optional {
            const OPTIONAL: bool = true;
            $($methods)*
        }
    };
}

pub(crate) use {slot, through_pointers};
