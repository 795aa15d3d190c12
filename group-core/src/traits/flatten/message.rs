//! Builds the compile error about clashes: const code has no `format!`.

use super::search::Clash;

/// A string that is built in const code.
pub(super) struct Message {
    text: [u8; 1024],
    len: usize,
    /// How many bytes of `text` may be filled.
    room: usize,
    pub(super) clashes: usize,
    /// Whether everything pushed so far had room.
    pub(super) is_whole: bool,
}

impl Message {
    const MORE: &str = " and more";
    const START: &str = "this flattened struct and another field or flattened struct both send";
    const END: &str = "; rename or skip each such trait in one of the two";

    pub(super) const fn new() -> Self {
        let empty = Self {
            text: [0; 1024],
            len: 0,
            room: 1024 - Self::MORE.len() - Self::END.len(),
            clashes: 0,
            is_whole: true,
        };
        empty.push(Self::START)
    }

    /// Names a clash. If there is no room for it, the end says that there are more.
    pub(super) const fn clash(mut self, clash: &Clash) -> Self {
        let (len, separator) = (self.len, if self.clashes == 0 { " `" } else { ", `" });
        self.clashes += 1;
        if !self.is_whole {
            return self;
        }
        self = self.push(separator).name(clash.name()).push("`");
        if !clash.is_same_name {
            self = self
                .push(" (the other as `")
                .name(clash.other_name())
                .push("`, in the same column of a warehouse, `")
                .push(clash.column())
                .push("`)");
        }
        if !self.is_whole {
            self.len = len;
        }
        self
    }

    pub(super) const fn end(mut self) -> Self {
        self.room = 1024;
        if !self.is_whole {
            self = self.push(Self::MORE);
        }
        self.push(Self::END)
    }

    /// A name that is very long is cut, so that there is room for it.
    const fn name(self, name: &str) -> Self {
        match name.split_at_checked(200) {
            Some((start, _)) => self.push(start).push("…"),
            None => self.push(name),
        }
    }

    const fn push(mut self, text: &str) -> Self {
        let fits = self.len + text.len() <= self.room;
        self.is_whole &= fits;
        if fits
            && let Some((_, free)) = self.text.split_at_mut_checked(self.len)
            && let Some((filled, _)) = free.split_at_mut_checked(text.len())
        {
            filled.copy_from_slice(text.as_bytes());
            self.len += text.len();
        }
        self
    }

    pub(super) const fn as_str(&self) -> &str {
        if let Some((text, _)) = self.text.split_at_checked(self.len)
            && let Ok(text) = str::from_utf8(text)
        {
            return text;
        }
        ""
    }
}
