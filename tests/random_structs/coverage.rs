//! What has to come about in a run, so that the generator can't stop making it unseen.

/// Each line a place, and what is to come about there.
const COVERED: &str = r#"
GroupTraits: rename, custom, group_id, skip, skip_if, map, as, flatten, base, display, send, also, null, min, max, pattern, pii
GroupTraits: rename_all, group_type, crate, bound
AddressTraits: rename, skip, skip_if, map, display, send, null, min, max, pattern, pii, crate, bound
TextTrait of an enum: rename_all, crate
TextTrait of a variant: rename
newtype: tuple, named, generic, borrowing, bound, crate
attributes: in one, in several
path: bare, quoted
crate: "::group_core", "gc", gc, crate::facade::group_core
as: text, id, count, date, blank id
map: borrowing, function, method
skip_if: skipped, sent
null: sent, a value, skipped, of the struct, an empty address
also: word, as it is, reserved, path, doubtful, secret, custom
also name: reserved, path
also of: text, id, count, date, address, custom, several names
custom and: text, enum, count, date
spelling of an enum: group, serde, both
serde spelling: plain, serialize, serialize and more
limit: min, max, min and max, exactly
category: contact, place, our-money
GroupTraits, together: also as, also custom, also display, also group_id, also map, also max, also min, also null, also pattern
GroupTraits, together: also pii, also rename, also send, also skip_if, as max, as min, as null, as pattern, as pii, custom pii
GroupTraits, together: display max, display min, display null, display pattern, display pii, map max, map min, map null
GroupTraits, together: map pattern, map pii, max min, max null, max pattern, max pii, max skip_if, min null, min pattern
GroupTraits, together: min pii, min skip_if, null pattern, null pii, null skip_if, pattern pii, pattern skip_if, pii rename
GroupTraits, together: pii send, pii skip_if
AddressTraits, together: display pii, map pii, max min, max pii, min null, min pii, null pattern, null pii, null skip_if, pattern pii
AddressTraits, together: pii rename, pii skip_if
policy: send all, drop all, drop one, hash one, hash all, hash and drop, drop all but one, drop all and hash one, one twice
policy: sent, dropped, hashed, an address of which all is dropped, a part of an address under another name
policy of a null: sent, dropped, an address of which all is dropped
policy in a policy: hashed hashed, hashed dropped, hashed sent, dropped hashed, dropped sent, dropped dropped
call: pii
user: with a policy
rename_all: lowercase, UPPERCASE, PascalCase, camelCase, snake_case, SCREAMING_SNAKE_CASE, kebab-case
rename_all: SCREAMING-KEBAB-CASE
rename_all of an enum: lowercase, UPPERCASE, PascalCase, camelCase, snake_case, SCREAMING_SNAKE_CASE, kebab-case
rename_all of an enum: SCREAMING-KEBAB-CASE
field: custom, raw, near miss, no secret, long, renamed away, address by path
custom: near miss, secret, address path
name of a skipped field: own, reserved, secret
displayed: text, id, custom
display: short, long, pieces, integer, char, bool, f64, IpAddr, String, &str, Cow, Uuid, dyn
reserved: name, email, phone, industry, description, plan, website, avatar, employees, createdAt, address
reserved: address.city, address.country, address.postalCode, address.state, address.street
reserved name: spelled, raw, renamed
subfield: spelled, raw, renamed
address: ready-made, derived, empty
ready-made address: city, country, postalCode, state, street
derived address: city, country, postalCode, state, street
id field: id, r#id, renamed, marked, marked id, marked reserved name, sent too
flatten: plain, Some, None, Box, Rc, &, Option of Box, Arc of Option, parameter, nested, generic, with a base, pii
flatten in packed: &, Option of &
base: plain, Box, Rc, &, Arc, parameter, Some, None, nested, generic, with an id, without an id, group_type, id sent too
base: with a base, behind other traits, pii
base in packed: &
flattened: a group, ()
beside skip: skip, skip_serializing, serialize_with = "crate::kit::unit"
beside a trait: skip, skip_serializing, serialize_with = "crate::kit::unit"
serde beside: rename = "other", default, flatten, skip_serializing_if = "crate::kit::yes", alias = "other", skip_deserializing
repr: packed, C and packed, packed(2)
packed: Copy, reference
struct: type parameter, const parameter, default of a parameter, bound on a parameter, where clause, lifetime
text: core, Url, Uuid, enum, newtype, hand-written, dyn
text of core: &str, String, Cow borrowed, Cow owned, Box<str>, Rc<str>, Arc<str>
id: text, integer, NonZero, newtype, derived text, hand-written, Uuid, Url
id of an integer: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
id of a NonZero: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
count: integer, NonZero, newtype, hand-written
count of an integer: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
count of a NonZero: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
date: Date::civil, Date::from_unix_millis, Date::parse, SystemTime, jiff::Timestamp, jiff::Zoned, jiff::civil::Date
date: chrono::DateTime<Utc>, chrono::DateTime<FixedOffset>, chrono::NaiveDate
date: time::OffsetDateTime, time::UtcDateTime, time::Date, newtype, hand-written
custom: bool, integer, f64, f32, char, String, &str, Cow, unit, unit struct, unit variant, Date, Uuid, Option, Vec
custom: empty Vec, tuple, array, BTreeMap, HashMap, struct, newtype, newtype variant, tuple variant, struct variant
custom: Address, tagged enum, untagged enum, Value, RawValue, pointer
custom: keys of characters, keys of integers, keys of booleans, keys of variants, keys of options, keys of floats
custom integer: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
wrapper: Option, &, Box, Rc, Arc
wrappers: pointer, pointer of Option, Option of pointer of Option
scope: plain, lookalikes
case: struct, (), twice, shared, identify, bytes, levels
pointer to the group: none, &, Box, Rc, Arc
user: user, anonymous, both, identified, identified again, identified in vain, reset, with traits
call: group, group_with_id, original_timestamp, timestamp
build: build, build_in
context: app, campaign, device, network, os, page, referrer, screen, ip, locale, timezone, user_agent, traits, insert
context: insert traits, insert again, insert none
integrations: all, only
integration: enable, disable, options
edge: custom, text, display, identify, remembered, context, integrations
bytes: 32767, 32768, 32769, 32770, 32777
levels: 126, 127, 128, 129
moment: Date::from_unix_millis, Date::parse, SystemTime, jiff::Timestamp, jiff::Zoned, chrono::DateTime<Utc>
moment: chrono::DateTime<FixedOffset>, time::OffsetDateTime, time::UtcDateTime
problem: blank id, date out of range, date of None, integer beyond 2^53, NaN, NaN of f32, infinity, keys of tuples, keys of none
problem: a key that is NaN, U+0000, U+0000 in a key, white space at the end of an id
problem of a limit: no measure, too little, too much, pattern
problem: leap second, failing Serialize, failing Display, key twice, context.library, context of no object, options of All
problem: options of no object
problem of traits: no object, none, key twice
key twice: two fields, fields of a variant, a tag, a flattened map, map by hand, struct by hand, raw value, escaped
key twice: a number and its string
problem of a count: negative, beyond 2^53, None
twice: name, reserved name, address, column, two parameters, end of a column, underscore, base, beside another problem
refused: MissingId, BlankId, UnsendableCount, IntegerTooLarge, UnsendableDate, CivilDate, NotFinite, KeyNotString
refused: OuterSpace, Nul, LessThanMin, MoreThanMax, NoMatch, NoMeasure, NotText, PersonalData
refused: Serialize, NotAnObject, NotABoolean, Reserved, IdWithoutUser, NameTwice, ColumnTwice, TooDeep, TooLarge
refused: several at once
refused at: messageId, userId, anonymousId, groupId, traits, context.traits, context, integrations, originalTimestamp
refused at: timestamp, the event
"#;

/// All of it, as `Random` notes it.
pub(crate) fn covered() -> impl Iterator<Item = String> {
    COVERED
        .lines()
        .filter_map(|line| line.split_once(": "))
        .flat_map(|(place, all)| all.split(", ").map(move |one| format!("{place}: {one}")))
}
