//! The write key, put into a request where nothing can log it.
//!
//! The HTTP library writes the bytes of a request to its log before it hands them to the connection. So it is given a
//! header with a stand-in of the same length, which the connection itself replaces with the key.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ureq::Error;
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

/// The value of the Authorization header: the key as the user name, and no password.
#[derive(Clone)]
pub(super) struct Key {
    authorization: Vec<u8>,
    /// The header's line as the library has it, with both line ends.
    line: Vec<u8>,
}

const BEFORE: &[u8] = b"\r\nauthorization: ";
const AFTER: &[u8] = b"\r\n";

impl Key {
    pub(super) fn new(write_key: &str) -> Self {
        let authorization = format!("Basic {}", STANDARD.encode(format!("{write_key}:")));
        let stand_in = "x".repeat(authorization.len());
        Self {
            line: [BEFORE, stand_in.as_bytes(), AFTER].concat(),
            authorization: authorization.into_bytes(),
        }
    }

    /// The header's value as the library gets it.
    pub(super) fn stand_in(&self) -> String {
        "x".repeat(self.authorization.len())
    }

    /// Replaces the stand-in with the key. The body can't contain a stand-in, because JSON text has no such line ends.
    fn put(&self, bytes: &mut [u8]) {
        let mut lines = bytes.windows(self.line.len());
        let Some(at) = lines.position(|window| window == self.line) else {
            return;
        };
        let start = at + BEFORE.len();
        if let Some(place) = bytes.get_mut(start..start + self.authorization.len()) {
            place.copy_from_slice(&self.authorization);
        }
    }
}

/// Without the key.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// Makes connections that put the key in.
impl<In: Transport> Connector<In> for Key {
    type Out = WithKey<In>;

    fn connect(
        &self,
        _: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        Ok(chained.map(|connection| WithKey {
            connection,
            key: self.clone(),
        }))
    }
}

#[derive(Debug)]
pub(super) struct WithKey<T> {
    connection: T,
    key: Key,
}

impl<T: Transport> Transport for WithKey<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.connection.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let output = self.connection.buffers().output();
        if let Some(output) = output.get_mut(..amount)
            && output.starts_with(b"POST ")
        {
            self.key.put(output);
        }
        self.connection.transmit_output(amount, timeout)
    }

    fn maybe_await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.connection.maybe_await_input(timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.connection.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.connection.is_open()
    }

    fn is_tls(&self) -> bool {
        self.connection.is_tls()
    }
}
