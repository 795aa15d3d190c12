//! Names that say that their value is a secret: a password, a key, a token, the number of a card.
//!
//! Such a name has the words of a secret in it, in any case style: `api_key`, `stripeSecret`. It says something about a
//! secret, and is harmless, if it goes on with a word for that (`password_changed_at`, `secret_scanning_enabled`), ends in a
//! noun that is no secret or in a plural (`token_count`, `password_policy`, `password_attempts`), has a link before the
//! secret (`users_with_password`) or a measure right before it (`max_password_age`), or begins with a verb (`has_password`).
//! What follows `for`, `in` or `of` does not count as its end (`access_token_lifespan_for_web`).

use crate::column::lower_words;

macro_rules! words {
    ($($word:ident)+) => { &[$(stringify!($word)),+] };
}

/// The words of secrets, put together.
const SECRETS: &[&str] = words! {
    accesskey accesstoken adminpass apikey authenticationtoken authtoken backupcode backupcodes cardnumber
    creditcard cvc cvv dbpass encryptionkey hmackey jwtkey keypass mailpass masterkey otpcode passcode passphrase
    passwd password pinhash privatekey pwd recoverycode recoverycodes refreshtoken rootpass secret securityanswer
    securitycode sessiontoken signerkey signingkey smtppass socialsecuritynumber ssn storepass userpass
    verificationcode
};

/// A part of each secret.
const PARTS: &[&str] = words! {
    answer card code cvc cvv key otp pass pin pwd secret security ssn token
};

/// Secrets that are told even in a word with others run into it: `clientsecret`, `dbpassword`, `passwordhash`.
const RUN_TOGETHER: &[&str] = words! {
    accesstoken apikey authtoken cardnumber clientsecret creditcard encryptionkey passphrase passwd password
    privatekey refreshtoken secret sessiontoken signingkey token
};

/// What may be run into such a word behind the secret.
const TAILS: &[&str] = words! {
    enc encrypted hash hashed key value
};

/// Words that are a secret where they end a name.
const LAST: &[&str] = words! {
    otp token
};

/// What may follow a secret and says that the value is not the secret itself.
const FLAGS: &[&str] = words! {
    active added allowed breached changed collected compromised configured deleted disabled enabled enforced
    generated expired expires free issued leaked masked migrated on only optional present protected provided ready
    required reused revoked rotated saved sent setup shared stored supported updated valid verified
};

/// What a name may end in and is then no secret. So may any plural, but for these.
const NOUNS: &[&str] = words! {
    acceptance access adoption age algo algorithm amount arn at auth authentication backend bank brand change check
    clearance complexity cost count counter country currency date day depth email endpoint entropy environment
    expiration expiry fallback fee file filename format four fullname funding hashing health history holder hygiene
    id info interval issuer label last left length level lifespan lifetime limit login management manager match max
    method min mismatch mode month name network owner partner path pattern payment percent percentage period policy
    prefix prevention preview price processor program protection provider quota rate ratio regex region remaining
    requirement reset result reuse revenue risk role rotation rule scanning scope score set setting share signin
    size spend store strategy strength suffix surcharge threshold tier time timeout total trial ttl type up uri url
    usage used validity vault verification version volume year
};

/// Plurals that are secrets.
const PLURALS: &[&str] = words! {
    answers codes digits hashes keys salts tokens values
};

/// What ends the name of a thing: the words from there on say what it is for.
const ENDS: &[&str] = words! {
    for in of
};

/// What may be before a secret and says that the value is not the secret itself.
const LINKS: &[&str] = words! {
    by per via with without
};

/// What may be right before a secret and measures it.
const MEASURES: &[&str] = words! {
    average avg days hours max maximum min minimum minutes need newest no num number oldest total
};

/// What a name may begin with and is then no secret.
const VERBS: &[&str] = words! {
    accepts allow allows are blocks can collects did disable does enable enforce failed force forced had has
    have hide invalid is masked may missing must needs offers pays prefers prevent prevents redacted require
    requires revoke revokes rotate rotates should show skip supports use uses was weak were will
};

/// Whether `name` says that its value is a secret.
pub fn says_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    // The quick test first: each field is looked at.
    if !PARTS.iter().any(|part| lower.contains(part)) {
        return false;
    }
    let words = lower_words(name);
    let words: Vec<_> = words
        .iter()
        .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()))
        .filter(|word| !word.is_empty())
        .collect();
    let words = match words.split_last() {
        Some((&("current" | "new" | "old"), words)) => words,
        _ => &words,
    };
    if words.first().is_some_and(|first| VERBS.contains(first)) {
        return false;
    }
    (0..words.len()).any(|start| {
        let (before, rest) = words.split_at_checked(start).unwrap_or_default();
        after_secret(rest).is_some_and(|after| !is_about(before, after))
    })
}

/// Whether the words before a secret and after it say something about it.
fn is_about(before: &[&str], after: &[&str]) -> bool {
    let is_end = |word: &&str| ENDS.contains(word);
    let thing = after.split(is_end).next().unwrap_or_default();
    let is_plural =
        |word: &str| word.ends_with('s') && !word.ends_with("ss") && !PLURALS.contains(&word);
    before.iter().any(|word| LINKS.contains(word))
        || before.last().is_some_and(|last| MEASURES.contains(last))
        || after.iter().any(|word| FLAGS.contains(word))
        || thing
            .last()
            .is_some_and(|last| NOUNS.contains(last) || is_plural(last))
}

/// What follows the secret that `words` begin with, if they do.
fn after_secret<'w>(words: &'w [&'w str]) -> Option<&'w [&'w str]> {
    if let [last] = words
        && LAST.contains(last)
    {
        return Some(&[]);
    }
    if let [first, after @ ..] = words
        && has_run_together(first)
    {
        return Some(after);
    }
    SECRETS.iter().find_map(|secret| {
        let mut left = *secret;
        for (i, word) in words.iter().enumerate() {
            left = left.strip_prefix(word)?;
            if left.is_empty() {
                return words.get(i + 1..);
            }
        }
        None
    })
}

/// Whether a secret is the end of a word, but for a tail, and what is run into it in front says nothing about it.
fn has_run_together(word: &str) -> bool {
    let tailless = TAILS.iter().find_map(|tail| word.strip_suffix(tail));
    let word = tailless.unwrap_or(word);
    let mut before = RUN_TOGETHER
        .iter()
        .filter_map(|secret| word.strip_suffix(secret));
    before.any(|before| match before {
        "" => tailless.is_some(),
        _ => !VERBS.contains(&before) && !LINKS.contains(&before),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{LAST, PARTS, SECRETS, says_secret};

    const NAMES: &str = include_str!("../data/names-secret.json");
    const COLLECTED: &str = include_str!("../data/names-secret-collected.json");
    const SETTINGS: &str = include_str!("../data/names-secret-settings.json");

    fn names(file: &str, list: &str) -> Vec<String> {
        let names: Value = serde_json::from_str(file).unwrap();
        let names = names[list].as_array().unwrap().iter();
        names
            .map(|name| name.as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn every_secret_has_one_of_the_parts() {
        for secret in SECRETS.iter().chain(LAST) {
            assert!(PARTS.iter().any(|part| secret.contains(part)), "{secret}");
        }
    }

    #[test]
    fn names_of_secrets_say_so() {
        let mut missed = names(NAMES, "secret");
        assert_eq!(missed.len(), 90);
        missed.retain(|name| !says_secret(name));
        assert_eq!(missed, [""; 0]);
    }

    #[test]
    fn a_secret_is_one_in_any_case_with_words_around_it() {
        for name in "password user_password passwd PASSWORD_HASH passphrase secret clientSecret stripe_secret StripeSecretKey \
            api_key apiKey apikey APIKey x-api-key access_token accesstoken refreshToken auth_token session_token \
            private_key otp_secret credit_card card_number cvv cvv2 cvc ssn employeeSSN password2 clientsecret \
            CLIENTSECRET passwordhash PASSWORDHASH otpsecret userpassword dbpassword stripesecret db_userpassword \
            smtppasswordhash email_token_new password_for_git secret_of_month token api_key_encoded \
            no_reply_smtp_password number_portal_password".split(' ') {
            assert!(says_secret(name), "{name}");
        }
    }

    #[test]
    fn what_counts_or_describes_a_secret_is_none() {
        for name in "token_count tokens_used password_policy secrets_enabled api_keys has_password last_four secrets passwordless \
            backup_codes_generated secretary assn apiKeysUsed ssn_last_4 credit_card_on_file cvc_check \
            access_token_lifespan_for_implicit_flow token_ttl_in_seconds haspassword usespassword withoutpassword \
            passwordpolicy tokencount betokened secretariat days_since_password_change password_2_policy".split(' ') {
            assert!(!says_secret(name), "{name}");
        }
    }

    #[test]
    fn counters_policies_and_flags_are_no_secrets() {
        let mut refused = names(NAMES, "harmless");
        assert_eq!(refused.len(), 259);
        refused.retain(|name| says_secret(name));
        assert_eq!(refused, [""; 0]);
    }

    #[test]
    fn names_of_a_later_collection_are_told_apart() {
        let missed = names(COLLECTED, "secret")
            .into_iter()
            .filter(|name| !says_secret(name));
        assert_eq!(missed.collect::<Vec<_>>(), [""; 0]);
        let refused = names(COLLECTED, "harmless")
            .into_iter()
            .filter(|name| says_secret(name));
        assert_eq!(refused.collect::<Vec<_>>(), [""; 0]);
    }

    #[test]
    fn names_of_settings_and_tables_are_told_apart_but_for_four() {
        let mut missed = names(SETTINGS, "secret");
        assert_eq!(missed.len(), 50);
        missed.retain(|name| !says_secret(name));
        // No word of theirs is only used for secrets: a client's key may be the number of a customer.
        assert_eq!(
            missed,
            [
                "external_auth_client_key",
                "JWT_REFRESH",
                "confirmationSalt",
                "codeHash"
            ]
        );
        let mut refused = names(SETTINGS, "harmless");
        assert_eq!(refused.len(), 91);
        refused.retain(|name| says_secret(name));
        assert_eq!(refused, [""; 0]);
    }
}
