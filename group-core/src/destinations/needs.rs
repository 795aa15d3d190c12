//! What a destination needs of an event, or refuses it.

use super::knowledge::{Need, What};
use super::sent::{Content, Sent};

/// The first need that is certainly not met.
pub(crate) fn unmet<'n>(needs: &'n [Need], sent: &Sent) -> Option<&'n Need> {
    let event = sent.event.as_ref();
    // A type shows nothing of the user.
    let no_user_trait =
        |name: &str| event.is_some_and(|it| it.user_trait(name).is_none_or(Content::is_empty));
    let no_user_id = event.is_some_and(|it| !it.has_user_id);
    let has = |name: &str| sent.get(name).is_some_and(|it| !it.content.is_empty());
    needs.iter().find(|need| match need.what {
        What::UserId => no_user_id,
        What::AnonymousId => event.is_some_and(|it| !it.has_anonymous_id),
        What::Trait(name) => !has(name),
        What::TraitOrUsers(name) => !has(name) && no_user_trait(name),
        What::Value(name, values) => match sent.get(name).map(|it| &it.content) {
            None => true,
            Some(Content::Text(Some(text))) => !values.contains(&&**text),
            Some(Content::Bool(Some(flag))) => {
                !values.contains(&if *flag { "true" } else { "false" })
            }
            Some(_) => false,
        },
        What::UserTrait(name) => no_user_trait(name),
        What::UserTraitWithUserId(name) => !no_user_id && no_user_trait(name),
        What::UserIdOrUserTrait(name) => no_user_id && no_user_trait(name),
        What::UserIdOrTrait(name) => no_user_id && !has(name) && no_user_trait(name),
        What::AnyOf(names) => !names.iter().any(|name| has(name)),
        What::Numbers(names) => {
            let values = names.iter().filter_map(|name| sent.get(name));
            values.map(|it| &it.content).any(is_no_number)
        }
        What::List(name) => sent.get(name).is_some_and(|it| is_no_list(&it.content)),
        What::AnyTrait => sent.traits.is_empty(),
        What::Traits | What::Other(_) => false,
    })
}

fn is_no_number(content: &Content) -> bool {
    match content {
        // JavaScript makes a number of an array with one.
        Content::Array(Some(items)) => match items.as_slice() {
            [] => false,
            [one] => is_no_number(one),
            _ => true,
        },
        Content::Array(None) | Content::Object(_) | Content::Date => true,
        Content::Text(Some(text)) => text.trim().parse::<f64>().is_err() && !text.is_empty(),
        _ => false,
    }
}

fn is_no_list(content: &Content) -> bool {
    !content.is_falsy() && !matches!(content, Content::Array(_) | Content::Unknown)
}
