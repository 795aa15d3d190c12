//! What the cases have in common.

use std::fmt::{self, Display};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use group_core::{GroupTraits, Identity, Payload, PayloadError, Traits};
use serde::ser::{Error, SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

pub type Redaction = (String, String, String);

pub type Outcome = Result<(String, Vec<Redaction>), Vec<(String, String)>>;

pub type Found = (Outcome, Option<Outcome>, Option<String>);

/// What becomes of the call, and, of an event, of the same call by an identity that was stored in between; with the view of
/// the group.
pub fn outcome(
    user: Identity,
    build: impl Fn(&mut Identity) -> Result<Payload, PayloadError>,
    view: Option<String>,
) -> Found {
    let (built, again) = built(user, build);
    (built, again, view)
}

/// What `Traits` shows, if it shows something.
pub fn view(group: &impl GroupTraits) -> Option<String> {
    serde_json::to_string(&Traits(group)).ok()
}

fn built(
    mut user: Identity,
    build: impl Fn(&mut Identity) -> Result<Payload, PayloadError>,
) -> (Outcome, Option<Outcome>) {
    let (before, mut stored) = (user.clone(), stored(&user));
    let event = match build(&mut user) {
        Ok(event) => event,
        Err(refused) => {
            // What can't be sent need not be read again.
            drop(stored.map(|mut user| build(&mut user)));
            return (Err(problems(&refused)), None);
        }
    };
    let again = match &mut stored {
        // An identity that can't send is not read again either; this call replaced what was wrong with it.
        Err(_) if before.group_with_id("g", &()).build().is_err() => return (read(event), None),
        Err(error) => wrong(format!("the identity is not read again: {error}")),
        Ok(user) => match build(user) {
            Ok(event) => sent(event),
            Err(refused) => Err(problems(&refused)),
        },
    };
    (read(event), Some(again))
}

/// The event, if it is the same when it is read again.
fn read(event: Payload) -> Outcome {
    match Payload::from_json(event.to_string()) {
        Ok(read) if read.as_str() != event.as_str() => wrong(format!("it is read as {read}")),
        Ok(read) if read.message_id() != event.message_id() => wrong("another messageId".to_owned()),
        Ok(_) => sent(event),
        Err(error) => wrong(format!("it is not read again: {error}")),
    }
}

fn sent(event: Payload) -> Outcome {
    let redactions = event.redactions().iter().map(|redaction| {
        (
            redaction.path().to_owned(),
            redaction.category().to_owned(),
            format!("{:?}", redaction.treatment()),
        )
    });
    let redactions = redactions.collect();
    Ok((event.into_string(), redactions))
}

fn stored(user: &Identity) -> serde_json::Result<Identity> {
    serde_json::from_str(&serde_json::to_string(user)?)
}

fn problems(refused: &PayloadError) -> Vec<(String, String)> {
    let pair = |problem: &group_core::Problem| {
        (problem.path().to_owned(), format!("{:?}", problem.kind()))
    };
    refused.problems().iter().map(pair).collect()
}

fn wrong(how: String) -> Outcome {
    Err(vec![(String::new(), how)])
}

/// The group of the cases that are about the rest of the event.
#[derive(GroupTraits)]
pub struct Shared<T> {
    #[group(rename = "the value")]
    pub value: T,
}

#[derive(GroupTraits)]
pub struct Named<T> {
    pub name: T,
}

#[derive(GroupTraits)]
pub struct Displayed<T> {
    #[group(display)]
    pub motto: T,
}

pub fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

pub fn filled(unit: &str, times: usize, rest: usize) -> &'static str {
    leak(unit.repeat(times) + &"x".repeat(rest))
}

pub fn same<T: ?Sized>(value: &T) -> &T {
    value
}

pub fn yes<T: ?Sized>(_: &T) -> bool {
    true
}

pub fn no<T: ?Sized>(_: &T) -> bool {
    false
}

/// Of serde's `serialize_with`, so that every field may stand in a struct with `serde::Serialize`.
pub fn unit<T: ?Sized, S: Serializer>(_: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit()
}

pub trait Anything {}

impl<T: ?Sized> Anything for T {}

/// Methods of every type that are called like those of the writer that the derives call.
pub trait Lookalikes {
    fn written(&self) -> usize {
        0
    }

    fn asks_id(&self) -> bool {
        true
    }

    fn redact(&self) {}

    fn close(&self) {}

    fn put(&self) {}

    fn give(&self) -> bool {
        true
    }
}

impl<T: ?Sized> Lookalikes for T {}

#[derive(Clone, Copy)]
pub struct Opaque;

pub struct Fails(pub &'static str);

impl Serialize for Fails {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(Error::custom(self.0))
    }
}

/// A key twice, by way of `serialize_map`.
pub struct TwiceInMap;

impl Serialize for TwiceInMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("a\"b", &1)?;
        map.serialize_entry("c", &2)?;
        map.serialize_entry("a\"b", &3)?;
        map.end()
    }
}

/// A key twice, by way of `serialize_struct`.
pub struct TwiceInStruct;

impl Serialize for TwiceInStruct {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("TwiceInStruct", 3)?;
        fields.serialize_field("a", &1)?;
        fields.serialize_field("", &2)?;
        fields.serialize_field("a", &3)?;
        fields.end()
    }
}

/// A map whose keys are floats, and whose values count them.
pub struct Floats(pub &'static [f64]);

impl Serialize for Floats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().zip(0..))
    }
}

/// So many containers, the innermost of which holds a number: objects and lists in turn, the last of all a list.
pub struct Nested(pub usize);

impl Serialize for Nested {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            0 => serializer.serialize_u8(7),
            odd if odd % 2 == 1 => {
                let mut list = serializer.serialize_seq(None)?;
                list.serialize_element(&Some(Nested(odd - 1)))?;
                list.end()
            }
            even => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("k", &Nested(even - 1))?;
                map.end()
            }
        }
    }
}

/// A type of another crate: it has a `Display`, and nothing else.
pub struct Shown(pub &'static str);

impl Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// The same, written in pieces.
pub struct Pieces(pub &'static [&'static str]);

impl Display for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, piece) in self.0.iter().enumerate() {
            match i % 2 {
                0 => f.write_str(piece)?,
                _ => write!(f, "{piece}")?,
            }
        }
        Ok(())
    }
}

/// The same, with an error at the end.
pub struct Unshown(pub &'static str);

impl Display for Unshown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        Err(fmt::Error)
    }
}

pub fn system_time(seconds: i64, nanos: u32) -> SystemTime {
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let whole = if seconds < 0 {
        UNIX_EPOCH - whole
    } else {
        UNIX_EPOCH + whole
    };
    whole + Duration::from_nanos(nanos.into())
}

pub fn timestamp(seconds: i64, nanos: u32) -> jiff::Timestamp {
    jiff::Timestamp::from_nanosecond(i128::from(seconds) * 1_000_000_000 + i128::from(nanos))
        .unwrap()
}

pub fn offset_date_time(seconds: i64, nanos: u32, hours: i8) -> time::OffsetDateTime {
    let nanos = i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
    let at = time::OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap();
    at.to_offset(time::UtcOffset::from_hms(hours, 0, 0).unwrap())
}
