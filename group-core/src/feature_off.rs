//! What a program gets that uses a feature which is off: no type implements these traits, and the error names the feature.

macro_rules! needs {
    ($($(#[$cfg:meta])* $name:ident $message:literal $note:literal;)+) => {
        $(
            $(#[$cfg])*
            #[diagnostic::on_unimplemented(message = $message, note = $note)]
            pub trait $name {}
        )+
    };
}

needs! {
    #[cfg(not(feature = "pii-hash"))]
    PiiHash "`Policy::hash` needs the feature `pii-hash` of group-core"
        "write `features = [\"pii-hash\"]` beside group-core in Cargo.toml";
    #[cfg(not(feature = "pattern"))]
    Patterns "`pattern` needs the feature `pattern` of group-core"
        "write `features = [\"pattern\"]` beside group-core in Cargo.toml";
}

/// For a macro that was built with the feature, because a build script needs it, where the program has it off.
#[cfg(not(feature = "pattern"))]
#[doc(hidden)]
pub struct Pattern;

#[cfg(not(feature = "pattern"))]
#[doc(hidden)]
impl Pattern {
    pub const fn new<T: Patterns + ?Sized>(_: &'static T) -> Self {
        Self
    }
}
