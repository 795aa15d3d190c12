//! Names that say that their value is a secret: a password, a key, a token, the number of a card.
//!
//! Such a name has the words of a secret in it, in any case style: `api_key`, `stripeSecret`. It says something about a
//! secret, and is harmless, if it goes on with a word for that (`password_changed_at`, `secret_scanning_enabled`), ends in a noun that
//! is no secret (`token_count`, `password_policy`), or begins with a verb or a measure (`has_password`, `max_password_age`).

use crate::column::lower_words;

macro_rules! words {
    ($($word:ident)+) => { &[$(stringify!($word)),+] };
}

/// The words of secrets, put together.
const SECRETS: &[&str] = words! {
    accesskey accesstoken apikey authenticationtoken authtoken backupcode backupcodes cardnumber creditcard cvc
    cvv encryptionkey hmackey masterkey otpcode passcode passphrase passwd password pinhash privatekey pwd
    recoverycode recoverycodes refreshtoken secret securityanswer securitycode sessiontoken signingkey
    socialsecuritynumber ssn
};

/// Words that are a secret where they end a name.
const LAST: &[&str] = words! {
    credential credentials otp token totp
};

/// What may follow a secret and says that the value is not the secret itself.
const FLAGS: &[&str] = words! {
    active allowed breached by changed compromised disabled enabled enforced expired expires leaked on only
    optional protected provided required reused rotated sent supported updated valid verified via with without
};

/// What a name may end in and is then no secret.
const NOUNS: &[&str] = words! {
    access age algorithm amount arn at attempts auth authentication bank bits brand change changes check
    complexity cost count counter country currency date day days encoded endpoint environment expiration expiry
    failures fee fees file filename format four funding history hours id info issuer iterations label last left
    length lifespan lifetime limit login logins management manager max method min minutes mode month name
    network options owner path payment payments percent percentage period permissions policies policy prefix
    prevention price protection provider quota rate ratio region remaining requirement requirements reset resets
    result reuse revenue role rotation rotations rule rules scanning scope scopes score seconds set setting
    settings share signin size spend status store strategy strength surcharge tier time timeout total ttl type
    usage used users validity vault version volume weeks year
};

/// What a name may begin with and is then no secret.
const VERBS: &[&str] = words! {
    accepts allow allows are average avg blocks can count days did disable does enable enforce failed force
    forced had has have hide hours invalid is max maximum may min minimum minutes missing must need needs no num
    number offers prefers require requires should show skip supports total use uses was weak were will with
    without
};

/// Whether `name` says that its value is a secret.
pub(crate) fn says_secret(name: &str) -> bool {
    let words = lower_words(name);
    let words: Vec<_> = words
        .iter()
        .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()))
        .filter(|word| !word.is_empty())
        .collect();
    let is_in = |list: &'static [&str]| move |word: &&str| list.contains(word);
    if words.first().is_some_and(is_in(VERBS)) {
        return false;
    }
    let ends_in_secret = words.last().is_some_and(is_in(LAST));
    ends_in_secret
        || (0..words.len())
            .filter_map(|start| after_secret(words.get(start..)?))
            .any(|rest| !rest.iter().any(is_in(FLAGS)) && !rest.last().is_some_and(is_in(NOUNS)))
}

/// What follows the secret that `words` begin with, if they do.
fn after_secret<'w>(words: &'w [&'w str]) -> Option<&'w [&'w str]> {
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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::says_secret;

    fn names(list: &str) -> Vec<String> {
        let names: Value = serde_json::from_str(include_str!("../data/names-secret.json")).unwrap();
        let names = names[list].as_array().unwrap().iter();
        names
            .map(|name| name.as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn names_of_secrets_say_so() {
        let mut missed = names("secret");
        assert_eq!(missed.len(), 90);
        missed.retain(|name| !says_secret(name));
        assert_eq!(missed, [""; 0]);
    }

    #[test]
    fn a_secret_is_one_in_any_case_with_words_around_it() {
        for name in "password user_password passwd PASSWORD_HASH passphrase secret clientSecret stripe_secret \
            StripeSecretKey api_key apiKey apikey APIKey x-api-key access_token accesstoken refreshToken \
            auth_token session_token private_key otp_secret credit_card card_number cvv cvv2 cvc ssn \
            employeeSSN password2 token".split(' ') {
            assert!(says_secret(name), "{name}");
        }
    }

    #[test]
    fn what_counts_or_describes_a_secret_is_none() {
        for name in "token_count tokens_used password_policy secrets_enabled api_keys has_password last_four secrets \
            passwordless secretary assn apiKeysUsed ssn_last_4 credit_card_on_file cvc_check \
            days_since_password_change password_2_policy".split(' ') {
            assert!(!says_secret(name), "{name}");
        }
    }

    #[test]
    fn real_custom_names_are_no_secrets() {
        let custom: Value = serde_json::from_str(include_str!("../data/names.json")).unwrap();
        let collected: Value =
            serde_json::from_str(include_str!("../data/names-collected.json")).unwrap();
        let products = collected["custom"].as_object().unwrap().values();
        let names = products.chain([&custom["custom"]]);
        let names = names.flat_map(|names| names.as_array().unwrap());
        let refused: Vec<_> = names
            .filter(|name| says_secret(name.as_str().unwrap()))
            .collect();
        assert_eq!(refused, [""; 0]);
    }

    #[test]
    fn counters_policies_and_flags_are_no_secrets() {
        let mut refused = names("harmless");
        assert_eq!(refused.len(), 260);
        refused.retain(|name| says_secret(name));
        assert_eq!(refused, [""; 0]);
    }
}
