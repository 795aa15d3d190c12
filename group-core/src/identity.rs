//! Who an event is about.
//!
//! `Serialize` and `Deserialize` are written by hand, because serde's derive macros would add `serde_derive` and `syn` to programs
//! without derives.

use std::fmt;
use std::sync::Arc;

use serde_core::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, SerializeStruct, Serializer};
use serde_core::{de, ser};

use crate::event::call::{GroupCall, IdentifyCall, Who};
use crate::json::{Json, user_traits, user_traits_of_text};
use crate::problem::{Listed, Problem};
use crate::random;
use crate::traits::policy::Policy;
use crate::traits::{GroupTraits, HasGroupId};
use crate::value::id::IdTrait;

/// A user, and what each of their events carries: the userId, the anonymousId, and the traits of their most recent
/// identify call as `context.traits`.
///
/// Keep one for each user or session. A service that keeps nothing between requests makes one for each event, see
/// [`Identity::with_traits`], or keeps it in a session store, see [below](#in-a-session-store).
///
/// # Calls
///
/// - [`group`](Identity::group): the user belongs to this group, a struct that has its id.
/// - [`group_with_id`](Identity::group_with_id): the same, with a separate groupId, or without traits.
/// - [`identify`](Identity::identify): who the user is. The traits are remembered, and go into every later group call.
///
/// Each call has its own group: nothing is remembered from one group to the next. For
/// [leaving a group](crate::recipes#leaving-a-group) there is no call.
///
/// ```
/// use group_core::{GroupTraits, Identity};
///
/// #[derive(GroupTraits)]
/// struct Company { id: String, name: String }
///
/// let mut user = Identity::user("1hKOmRA4GRlm");
/// let profile = serde_json::json!({"email": "gavin@hooli.xyz"});
/// let identify = user.identify("1hKOmRA4GRlm", &profile).build()?;
///
/// let hooli = Company { id: "5e8a78ba9d32d3b1898a6247".into(), name: "Hooli".into() };
/// let sent = user.group(&hooli).build()?.to_value();
/// assert_eq!(sent["groupId"], "5e8a78ba9d32d3b1898a6247");
/// assert_eq!(sent["traits"], serde_json::json!({"name": "Hooli"}));
/// assert_eq!(sent["context"]["traits"]["email"], "gavin@hooli.xyz");
/// # Ok::<(), group_core::PayloadError>(())
/// ```
///
/// An id that is empty, has no visible character, or begins or ends with white space is reported by every `build()`, never
/// by these methods.
///
/// # In a session store
///
/// An identity is `Serialize` and `Deserialize` in every serde format, so that the next request, or another replica, goes on
/// with it:
///
/// ```
/// use group_core::Identity;
///
/// let mut user = Identity::user("1hKOmRA4GRlm");
/// user.identify("1hKOmRA4GRlm", &serde_json::json!({"email": "gavin@hooli.xyz"})).build()?;
/// let record = serde_json::to_string(&user)?;
///
/// let user: Identity = serde_json::from_str(&record)?;
/// let sent = user.group_with_id("5e8a", &()).build()?.to_value();
/// assert_eq!(sent["context"]["traits"]["email"], "gavin@hooli.xyz");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The record has the fields `userId`, `anonymousId` and `traits`. The traits are in it as a string, of JSON: so they come back
/// to the letter, whatever the format makes of numbers and of the order of keys. Between major versions the record may change;
/// fields that this version does not know are passed over.
///
/// The [policy](Identity::pii) is not in the record. Until `.pii(…)` is called again, an identity from a session store drops
/// every trait with a category of personal data, as under [`Policy::drop_all`].
///
/// Traits that can't be sent can't be stored either: serialising them fails, with their problems. What is read is checked
/// again: ids and traits that can't be sent, and a record without an id, are errors of the deserializer.
#[derive(Clone)]
pub struct Identity {
    user_id: Option<String>,
    anonymous_id: Option<String>,
    /// The traits as JSON, or why they can't be sent.
    traits: Option<Result<Arc<str>, Vec<Problem>>>,
    policy: Option<Policy>,
}

impl Identity {
    /// A known user, by userId.
    pub fn user(user_id: impl IdTrait) -> Self {
        Self {
            user_id: Some(user_id.id().into_owned()),
            anonymous_id: None,
            traits: None,
            policy: None,
        }
    }

    /// A visitor who is not known yet, by an anonymousId that was assigned elsewhere, in the browser for example.
    /// A job that knows no user has [one of its own](crate::recipes#a-group-without-a-user).
    pub fn anonymous(anonymous_id: impl IdTrait) -> Self {
        Self {
            user_id: None,
            anonymous_id: Some(anonymous_id.id().into_owned()),
            traits: None,
            policy: None,
        }
    }

    /// A new visitor: the anonymousId is a random UUID.
    pub fn generate() -> Self {
        Self::anonymous(random::id())
    }

    /// Sets the anonymousId.
    #[must_use = "it returns the identity"]
    pub fn with_anonymous_id(mut self, anonymous_id: impl IdTrait) -> Self {
        self.anonymous_id = Some(anonymous_id.id().into_owned());
        self
    }

    /// Remembers the user's traits without an identify call: for a service that makes a new identity for each
    /// event. They must serialise as an object; what can't be sent is reported by every `build()`. So is a trait with the name
    /// of a secret, as for [`identify`](Self::identify).
    #[must_use = "it returns the identity"]
    pub fn with_traits<T: Serialize + ?Sized>(mut self, traits: &T) -> Self {
        self.traits = Some(user_traits("context.traits", traits).map(Arc::from));
        self
    }

    /// Sets what becomes of traits with personal data in the group calls: see [`Policy`]. The user's own traits have no
    /// categories and are sent. The policy stays when the user logs out. It is not part of
    /// [the record of a session store](#in-a-session-store), so call this again on an identity that was read from one.
    #[must_use = "it returns the identity"]
    pub fn pii(mut self, policy: Policy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// Forgets the userId and the traits, as when a user logs out. The anonymousId stays; if there was none,
    /// a random one is made.
    pub fn reset(&mut self) {
        self.user_id = None;
        self.traits = None;
        self.anonymous_id.get_or_insert_with(random::id);
    }

    /// The userId.
    pub fn user_id(&self) -> Option<&str> {
        self.user_id.as_deref()
    }

    /// The anonymousId.
    pub fn anonymous_id(&self) -> Option<&str> {
        self.anonymous_id.as_deref()
    }

    /// Remembers the userId and the traits instead of earlier ones, and starts an identify event with them.
    /// The anonymousId stays.
    ///
    /// `traits` must serialise as an object. A trait whose name says that it is a secret (`password_hash`, `apiKey`) can't
    /// be sent: leave it out with `#[serde(skip)]`, or rename it if it is no secret. The rule is that of
    /// [`#[derive(GroupTraits)]`](macro@crate::GroupTraits), for the names of the traits, not for what is inside of them.
    ///
    /// Traits that can't be sent are reported by `build()` and are not
    /// remembered; what was remembered before is then kept if it is about the same userId, and forgotten otherwise.
    ///
    /// The event has the traits both as `traits` and as `context.traits`: some destinations read one, some the other.
    pub fn identify<T: Serialize + ?Sized>(
        &mut self,
        user_id: impl IdTrait,
        traits: &T,
    ) -> IdentifyCall<'_> {
        let user_id = user_id.id();
        if self.user_id.as_deref() != Some(&*user_id) {
            self.user_id = Some(user_id.into_owned());
            self.traits = None;
        }
        let mut problems = Vec::new();
        match user_traits("traits", traits) {
            Ok(traits) => self.traits = Some(Ok(traits.into())),
            Err(found) => problems = found,
        }
        IdentifyCall::new(self.who(), problems)
    }

    /// Starts a group event whose groupId comes from the struct.
    pub fn group<'a, T: HasGroupId>(&'a self, group: &'a T) -> GroupCall<'a> {
        GroupCall::new(self.who(), None, group, T::__DECLARATION)
    }

    /// Starts a group event with a separate groupId. It is sent instead of the struct's own id, if there is one. For
    /// an event without traits, pass `&()`.
    pub fn group_with_id<'a, T: GroupTraits>(
        &'a self,
        group_id: impl IdTrait + 'a,
        traits: &'a T,
    ) -> GroupCall<'a> {
        let group_id = Some(group_id.__into_id());
        GroupCall::new(self.who(), group_id, traits, T::__DECLARATION)
    }

    fn who(&self) -> Who<'_> {
        Who {
            user_id: self.user_id(),
            anonymous_id: self.anonymous_id(),
            traits: self
                .traits
                .as_ref()
                .map(|traits| traits.as_deref().map_err(Vec::as_slice)),
            policy: self.policy.as_ref(),
        }
    }
}

/// The ids, not the traits, which are about a person.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("user_id", &self.user_id)
            .field("anonymous_id", &self.anonymous_id)
            .finish_non_exhaustive()
    }
}

/// The fields of a record in a session store.
const FIELDS: &[&str] = &["userId", "anonymousId", "traits"];

impl Serialize for Identity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let traits = self
            .who()
            .traits
            .transpose()
            .map_err(|problems| ser::Error::custom(unsendable(problems)))?;
        let mut fields = serializer.serialize_struct("Identity", FIELDS.len())?;
        fields.serialize_field("userId", &self.user_id)?;
        fields.serialize_field("anonymousId", &self.anonymous_id)?;
        fields.serialize_field("traits", &traits)?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Identity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("Identity", FIELDS, Record)
    }
}

fn unsendable(problems: &[Problem]) -> String {
    let problems = Listed(problems);
    format!("the traits of the identity can't be sent: {problems}")
}

/// Reads a record of a session store.
struct Record;

impl<'de> Visitor<'de> for Record {
    type Value = Identity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an identity of group-core")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Identity, A::Error> {
        let mut record = [None, None, None];
        while let Some(Field(index)) = map.next_key()? {
            let field = FIELDS.get(index).zip(record.get_mut(index));
            match field {
                None => drop(map.next_value::<IgnoredAny>()?),
                Some((field, Some(_))) => return Err(de::Error::duplicate_field(field)),
                Some((_, value)) => *value = Some(map.next_value()?),
            }
        }
        checked(record.map(Option::flatten))
    }

    /// Some formats leave the names out.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Identity, A::Error> {
        let mut record = [None, None, None];
        for (i, value) in record.iter_mut().enumerate() {
            let next = seq.next_element()?;
            *value = next.ok_or_else(|| de::Error::invalid_length(i, &self))?;
        }
        checked(record)
    }
}

/// The index of a field among the [`FIELDS`]; beyond them for a field that this version does not know.
struct Field(usize);

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(FieldName)
    }
}

/// Reads a field's name, for which some formats have a number.
struct FieldName;

impl Visitor<'_> for FieldName {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_u64<E: de::Error>(self, index: u64) -> Result<Field, E> {
        Ok(Field(index.try_into().unwrap_or(usize::MAX)))
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Field, E> {
        self.visit_bytes(name.as_bytes())
    }

    fn visit_bytes<E: de::Error>(self, name: &[u8]) -> Result<Field, E> {
        let index = FIELDS.iter().position(|field| field.as_bytes() == name);
        Ok(Field(index.unwrap_or(usize::MAX)))
    }
}

fn checked<E: de::Error>(record: [Option<String>; 3]) -> Result<Identity, E> {
    let [user_id, anonymous_id, traits] = record;
    if user_id.is_none() && anonymous_id.is_none() {
        return Err(E::custom("an identity has a userId or an anonymousId"));
    }
    let traits = traits
        .map(|text| user_traits_of_text("traits", &text))
        .transpose()
        .map_err(|problems| E::custom(unsendable(&problems)))?;
    let identity = Identity {
        user_id,
        anonymous_id,
        traits: traits.map(|json| Ok(json.into())),
        // Which policy it had is not in the record, and to send all would be the wrong guess.
        policy: Some(Policy::drop_all()),
    };
    check_ids(&identity).map_err(|problems| {
        let problems = Listed(&problems);
        E::custom(format_args!("the identity can't be sent: {problems}"))
    })?;
    Ok(identity)
}

/// Checks the ids of a record as `build()` checks them.
fn check_ids(identity: &Identity) -> Result<(), Vec<Problem>> {
    let mut json = Json::new(String::new(), 0, "");
    json.open("{");
    identity.who().write_ids(&mut json);
    json.close("}");
    json.finish().map(drop)
}
