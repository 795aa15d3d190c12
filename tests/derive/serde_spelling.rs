//! One type has one spelling: what serde makes of a variant is what is sent for it, in reserved and in custom traits.

use group_core::{GroupTraits, TextTrait};
use serde::Serialize;

use crate::sent::json;

/// The same value in a reserved trait, in two custom ones and in one of a kind.
#[derive(GroupTraits)]
struct Company<P> {
    plan: P,
    old_plan: P,
    #[group(as = "text")]
    next_plan: P,
    tried: Vec<P>,
}

/// Every one of `plans` is sent as the text beside it, everywhere.
#[track_caller]
fn spelled<P: TextTrait + Serialize + Clone>(plans: &[(P, &str)]) {
    for (plan, text) in plans {
        let company = Company {
            plan: plan.clone(),
            old_plan: plan.clone(),
            next_plan: plan.clone(),
            tried: vec![plan.clone()],
        };
        assert_eq!(
            json(&company),
            format!(
                r#"{{"plan":"{text}","old_plan":"{text}","next_plan":"{text}","tried":["{text}"]}}"#
            ),
        );
    }
}

#[test]
fn without_attributes_a_variant_is_spelled_as_written() {
    #[derive(Clone, TextTrait, Serialize)]
    enum Plan {
        Basic,
        TopTier,
    }
    spelled(&[(Plan::Basic, "Basic"), (Plan::TopTier, "TopTier")]);
}

#[test]
fn the_rename_of_serde_spells_a_variant() {
    #[derive(Clone, TextTrait, Serialize)]
    enum Plan {
        #[serde(rename = "pro-2024")]
        Pro,
        #[serde(alias = "free", rename(serialize = "basic", deserialize = "b"))]
        Basic,
        #[serde(rename(deserialize = "t"))]
        TopTier,
    }
    spelled(&[
        (Plan::Pro, "pro-2024"),
        (Plan::Basic, "basic"),
        (Plan::TopTier, "TopTier"),
    ]);
}

#[test]
fn the_rename_all_of_serde_spells_the_variants() {
    #[derive(Clone, TextTrait, Serialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    enum Plan {
        Basic,
        TopTier,
        #[serde(rename = "pro")]
        Pro,
    }
    spelled(&[
        (Plan::Basic, "BASIC"),
        (Plan::TopTier, "TOP_TIER"),
        (Plan::Pro, "pro"),
    ]);
}

#[test]
fn of_two_rules_of_serde_the_one_for_serializing_holds() {
    #[derive(Clone, TextTrait, Serialize)]
    #[serde(rename_all(serialize = "kebab-case", deserialize = "UPPERCASE"))]
    enum Plan {
        TopTier,
    }
    spelled(&[(Plan::TopTier, "top-tier")]);

    #[derive(Clone, TextTrait, Serialize)]
    #[serde(rename_all(deserialize = "UPPERCASE"))]
    enum Tier {
        TopTier,
    }
    spelled(&[(Tier::TopTier, "TopTier")]);
}

#[test]
fn attributes_of_serde_may_be_split_conditional_or_of_a_macro() {
    macro_rules! plan {
        ($rule:literal, $pro:literal) => {
            #[derive(Clone, TextTrait, Serialize)]
            #[cfg_attr(all(), serde(bound = ""))]
            #[cfg_attr(all(), serde(rename_all = $rule))]
            enum Plan {
                TopTier,
                #[serde(alias = "p")]
                #[serde(rename = $pro)]
                Pro,
                #[cfg_attr(any(), serde(rename = "no"))]
                Basic,
            }
        };
    }
    plan!("snake_case", "PRO");
    spelled(&[
        (Plan::TopTier, "top_tier"),
        (Plan::Pro, "PRO"),
        (Plan::Basic, "basic"),
    ]);
}

#[test]
fn what_serde_reads_only_changes_no_spelling() {
    #[derive(Clone, TextTrait, Serialize, serde::Deserialize)]
    #[serde(try_from = "String")]
    enum Plan {
        #[serde(skip_deserializing)]
        Basic,
        #[serde(other)]
        Other,
    }
    impl TryFrom<String> for Plan {
        type Error = String;

        fn try_from(text: String) -> Result<Self, String> {
            Err(text)
        }
    }
    spelled(&[(Plan::Basic, "Basic"), (Plan::Other, "Other")]);
}

#[test]
fn the_same_spelling_in_both_is_no_contradiction() {
    #[derive(Clone, TextTrait, Serialize)]
    #[group(rename_all = "lowercase")]
    #[serde(rename_all = "snake_case")]
    enum Plan {
        Basic,
        #[group(rename = "pro")]
        #[serde(rename = "pro")]
        Professional,
        #[group(rename = "team_plus")]
        TeamPlus,
        #[serde(rename = "Gold")]
        TopTier,
    }
    assert_eq!(Plan::TopTier.text(), "Gold");
    spelled(&[
        (Plan::Basic, "basic"),
        (Plan::Professional, "pro"),
        (Plan::TeamPlus, "team_plus"),
        (Plan::TopTier, "Gold"),
    ]);
}

#[test]
fn a_variant_that_serde_does_not_spell_is_sent_as_group_says() {
    #[derive(TextTrait, Serialize)]
    enum Plan {
        #[allow(dead_code)]
        Basic,
        #[serde(skip)]
        #[group(rename = "internal")]
        Internal,
    }
    assert_eq!(Plan::Internal.text(), "internal");

    #[derive(Clone, TextTrait, Serialize)]
    #[serde(into = "String")]
    #[group(rename_all = "lowercase")]
    enum Tier {
        Top,
    }
    impl From<Tier> for String {
        fn from(tier: Tier) -> Self {
            tier.text().into_owned()
        }
    }
    spelled(&[(Tier::Top, "top")]);
}

#[test]
fn a_transparent_newtype_is_spelled_as_its_text() {
    #[derive(Clone, TextTrait, Serialize)]
    #[serde(transparent)]
    struct Slug {
        slug: String,
    }
    #[derive(Clone, TextTrait, Serialize)]
    struct Email(String);
    spelled(&[(
        Slug {
            slug: "hooli".to_owned(),
        },
        "hooli",
    )]);
    spelled(&[(Email("gavin@hooli.xyz".to_owned()), "gavin@hooli.xyz")]);
}
