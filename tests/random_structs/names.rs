//! The names that a case has for its traits.

use crate::random::Random;

/// The text traits.
pub(crate) const TEXTS: [&str; 8] = [
    "name",
    "email",
    "phone",
    "industry",
    "description",
    "plan",
    "website",
    "avatar",
];

pub(crate) const SUBFIELDS: [(&str, &str); 5] = [
    ("city", "city"),
    ("country", "country"),
    ("postal_code", "postalCode"),
    ("state", "state"),
    ("street", "street"),
];

/// Words that resemble no reserved name, and no two of which fall into one column.
pub(crate) const WORDS: &str = "acorn anchor beacon bishop bramble candle cedar copper delta dragon drizzle ember engine falcon \
    fathom fiddle gadget garnet gravel hammer harbor hollow icicle indigo island jasper juggler jungle kernel kettle \
    kitten ladder lagoon lantern magnet meadow mirror nectar needle nugget onion orbit oyster parrot pepper pillar quartz \
    quilt quiver ribbon ridge rocket saddle seats shovel silver thicket timber tunnel umbra uniform urchin velvet violet \
    vortex wagon walnut whistle xenon yellow yonder zebra zephyr zodiac abacus alcove almond amulet apricot badger ballad \
    barley bassoon bonfire bronze buckle burrow cactus canyon cavern chisel cinder citron clover cobalt crater cricket \
    cypress dagger dapple dolphin easel ebony eclipse elbow ermine fennel ferret fossil fresco galley geyser ginger \
    glacier goblet gondola hamlet hazel hedgehog helmet heron igloo iguana";

pub(crate) const KEYWORDS: [&str; 6] = ["async", "match", "loop", "type", "move", "yield"];

/// Names that are errors without `custom`.
pub(crate) const NEAR_MISSES: [&str; 12] = [
    "employes",
    "web_site",
    "createdat",
    "creation_date",
    "employee_count",
    "zip",
    "postcode",
    "address_line",
    "user_id",
    "channel",
    "timestamp",
    "received_at",
];

/// The same, for they say secret.
pub(crate) const SECRETS: [&str; 20] = [
    "password",
    "passwd",
    "password_hash",
    "passphrase",
    "secret",
    "client_secret",
    "api_key",
    "access_token",
    "refresh_token",
    "auth_token",
    "session_token",
    "private_key",
    "otp_secret",
    "credit_card",
    "card_number",
    "cvv",
    "cvc",
    "ssn",
    "stripe_secret",
    "user_password",
];

/// The same, for they look like parts of the address.
pub(crate) const ADDRESS_PATHS: [&str; 2] = ["address.zip", "address.po box"];

/// Names that have the word of a secret in them, and say none.
pub(crate) const NO_SECRETS: [&str; 7] = [
    "token_count",
    "tokens_used",
    "password_policy",
    "secrets_enabled",
    "api_keys",
    "has_password",
    "last_four",
];

/// With a word before it, longer than a column.
pub(crate) const LONG: &str = "_of_the_quarter_and_of_all_the_other_quarters_before_it_in_the_year";

/// What a case has not used yet, so that no name comes twice in it.
pub(crate) struct Unused {
    pub(crate) reserved: Vec<&'static str>,
    pub(crate) words: Vec<&'static str>,
    pub(crate) keywords: Vec<&'static str>,
    pub(crate) near_misses: Vec<&'static str>,
    pub(crate) no_secrets: Vec<&'static str>,
}

impl Unused {
    pub(crate) fn new(random: &mut Random) -> Self {
        let mut words: Vec<_> = WORDS.split_whitespace().collect();
        random.shuffle(&mut words);
        let mut reserved = TEXTS.to_vec();
        random.shuffle(&mut reserved);
        reserved.extend(["employees", "createdAt", "address"]);
        let mut keywords = KEYWORDS.to_vec();
        random.shuffle(&mut keywords);
        Self {
            reserved,
            words,
            keywords,
            near_misses: [&NEAR_MISSES[..], &SECRETS, &ADDRESS_PATHS].concat(),
            no_secrets: NO_SECRETS.to_vec(),
        }
    }

    pub(crate) fn word(&mut self) -> &'static str {
        self.words
            .pop()
            .expect("more words than a case has names for")
    }

    /// The reserved trait, if nothing else has its name.
    pub(crate) fn reserved(&mut self, name: &str) -> Option<&'static str> {
        let at = self.reserved.iter().position(|unused| *unused == name)?;
        Some(self.reserved.remove(at))
    }

    pub(crate) fn text(&mut self) -> Option<&'static str> {
        let at = self
            .reserved
            .iter()
            .position(|unused| TEXTS.contains(unused))?;
        Some(self.reserved.remove(at))
    }
}
