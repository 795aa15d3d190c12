//! What a destination needs of an event, or refuses it.

use super::knowledge::{Need, What};
use super::sent::{Content, Sent};

/// Of a type: the first need that an event of it may not meet, though others do. Of the user a type shows nothing, so what the
/// user may meet is not doubted.
pub(crate) fn doubtful<'n>(needs: &'n [Need], sent: &Sent) -> Option<&'n Need> {
    if sent.event.is_some() {
        return None;
    }
    let is_sure = |name: &str| sent.get(name).is_some_and(|it| !it.is_optional);
    needs.iter().find(|need| match need.what {
        What::Trait(name) => !is_sure(name),
        What::Value(name, _) => {
            let value = sent.get(name).map(|it| &it.content);
            !is_sure(name) || !matches!(value, Some(Content::Text(Some(_))))
        }
        What::Truthy(name) => {
            let value = sent.get(name).map(|it| &it.content);
            !is_sure(name) || !matches!(value, Some(Content::Array(_) | Content::Object(_)))
        }
        What::AnyOf(names) => !names.iter().any(|name| is_sure(name)),
        What::Numbers(names) => {
            let mut values = names.iter().filter_map(|name| sent.get(name));
            values.any(|it| matches!(it.content, Content::Text(_) | Content::Unknown))
        }
        What::List(name) => sent
            .get(name)
            .is_some_and(|it| matches!(it.content, Content::Unknown)),
        _ => false,
    })
}

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
            Some(Content::Text(Some(text))) => !values.iter().any(|it| says(name, text, it)),
            Some(Content::Bool(Some(_))) => true,
            Some(_) => false,
        },
        What::Truthy(name) => sent.get(name).is_none_or(|it| it.content.is_falsy()),
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

/// Whether a trait has a value. The one that has this name is read without regard to case and kinds of space.
pub(crate) fn says(name: &str, text: &str, value: &str) -> bool {
    match name {
        "groupType" => {
            let words: Vec<_> = text.split_whitespace().collect();
            words.join("_").to_lowercase() == value
        }
        _ => text == value,
    }
}

fn is_no_number(content: &Content) -> bool {
    match content {
        // JavaScript makes a number of an array with one.
        Content::Array(Some(items)) => match items.as_slice() {
            [] => false,
            [one] => is_no_number(one),
            _ => true,
        },
        Content::Array(None) | Content::Object(_) | Content::Date(_) => true,
        Content::Text(Some(text)) => text.trim().parse::<f64>().is_err() && !text.is_empty(),
        _ => false,
    }
}

fn is_no_list(content: &Content) -> bool {
    !content.is_falsy() && !matches!(content, Content::Array(_) | Content::Unknown)
}
