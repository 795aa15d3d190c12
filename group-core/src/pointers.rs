//! What holds for a value holds for a pointer to it.

/// `through_pointers! { Kind for &T, Box<T> => { … } }`: implements `Kind` for pointers to any `T: Kind`.
macro_rules! through_pointers {
    ($kind:ident for $($pointer:ty),+ => $methods:tt) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: $kind + ?Sized> $kind for $pointer $methods
        )+
    };
}

pub(crate) use through_pointers;
