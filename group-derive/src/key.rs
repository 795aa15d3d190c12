//! The keys of `#[group(...)]`. Each place has a type for its keys, so that the code that reads them can't forget one.

/// A key that one kind of place takes.
pub(crate) trait Key: Copy + 'static {
    /// As it is written.
    fn name(self) -> &'static str;
}

/// A place where attributes may stand.
pub(crate) struct Place<K: 'static> {
    /// What is there, for messages.
    pub(crate) what: &'static str,
    pub(crate) keys: &'static [K],
}

impl<K: Key> Place<K> {
    pub(crate) fn key(&self, name: &str) -> Option<K> {
        self.keys.iter().copied().find(|key| key.name() == name)
    }

    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.keys.iter().map(|key| key.name()).collect()
    }
}

macro_rules! keys {
    ($($(#[$doc:meta])* $place:ident { $($key:ident $name:literal)* })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy)]
            pub(crate) enum $place { $($key),* }

            impl Key for $place {
                fn name(self) -> &'static str {
                    match self { $(Self::$key => $name),* }
                }
            }
        )+
    };
}

keys! {
    /// On a struct of traits.
    StructKey {
        RenameAll "rename_all"
        GroupType "group_type"
        Null "null"
        Crate "crate"
        Bound "bound"
    }
    /// On a field of a struct of traits.
    FieldKey {
        Rename "rename"
        Custom "custom"
        GroupId "group_id"
        Skip "skip"
        SkipIf "skip_if"
        Map "map"
        As "as"
        Flatten "flatten"
        Base "base"
        Display "display"
        Send "send"
        Also "also"
        Null "null"
        Pii "pii"
        Min "min"
        Max "max"
        Pattern "pattern"
    }
    /// In the parentheses of `also`.
    AlsoKey {
        Name "name"
        Custom "custom"
    }
    /// On an enum of texts.
    EnumKey {
        RenameAll "rename_all"
        Crate "crate"
        Bound "bound"
    }
    /// On a variant of an enum of texts.
    VariantKey {
        Rename "rename"
    }
    /// On a newtype.
    NewtypeKey {
        Crate "crate"
        Bound "bound"
    }
    /// On the field of a newtype, which takes no keys.
    NoKey {}
}
