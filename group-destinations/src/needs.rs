//! What a destination needs of an event, or refuses it.

use super::javascript::number;
use super::knowledge::{Need, What};
use super::sent::{Content, Sent};

/// Of a type: the first need that an event of it may not meet, though others do. Of the user a type shows nothing, so what the
/// user may meet is not doubted.
pub(crate) fn doubtful<'n>(needs: &'n [Need], sent: &Sent) -> Option<&'n Need> {
    if sent.event.is_some() {
        return None;
    }
    let content = |name: &str| sent.get(name).map(|it| &it.content);
    let is_sure = |name: &str| sent.get(name).is_some_and(|it| !it.is_optional);
    let may_be_other = |name: &str| {
        !matches!(
            content(name),
            None | Some(Content::Text(Some(_)) | Content::Null)
        )
    };
    first(needs, |need| match need.what {
        What::Trait(name) | What::NotEmpty(name) | What::NotNull(name) => !is_sure(name),
        What::Value(name, _) => !is_sure(name) || may_be_other(name),
        What::ValueIfAny(name, _) => may_be_other(name),
        What::Truthy(name) => !is_sure(name) || content(name).and_then(Content::falsy).is_none(),
        What::AnyOf(names) => !names.iter().any(|name| is_sure(name)),
        What::Numbers(names) => {
            let mut values = names.iter().filter_map(|name| content(name));
            values.any(|it| matches!(it, Content::Text(_) | Content::Unknown))
        }
        What::ListOrUsers(name) => matches!(content(name), Some(Content::Unknown)),
        _ => false,
    })
}

/// The first need that is certainly not met.
pub(crate) fn unmet<'n>(needs: &'n [Need], sent: &Sent) -> Option<&'n Need> {
    let event = sent.event.as_ref();
    let users = |name: &str| event.and_then(|it| it.user_trait(name));
    // A type shows nothing of the user.
    let no_user_trait = |name: &str| event.is_some() && users(name).is_none_or(Content::is_falsy);
    let no_user_id = event.is_some_and(|it| it.id("userId").is_none());
    let no_id_of_user = sent.has_id_of_user() == Some(false);
    let content = |name: &str| sent.get(name).map(|it| &it.content);
    let has = |name: &str| content(name).is_some_and(|it| !it.is_empty());
    let is_falsy = |name: &str| content(name).is_none_or(Content::is_falsy);
    let no_email = event.is_some_and(|it| it.external_id().is_none())
        && is_falsy("email")
        && no_user_trait("email");
    first(needs, |need| match need.what {
        What::UserId => no_user_id,
        What::AnyUserId => no_id_of_user,
        What::UserIdFor(name, value) => no_id_of_user && is_one_of(name, &[value], content(name)),
        What::Trait(name) => is_falsy(name),
        What::NotEmpty(name) => !has(name),
        What::NotNull(name) => matches!(content(name), None | Some(Content::Null)),
        What::TraitOrUsers(name) => {
            event.is_some() && !has(name) && users(name).is_none_or(Content::is_empty)
        }
        What::Value(name, values) => is_none_of(name, values, content(name)),
        What::ValueIfAny(name, values) => content(name)
            .is_some_and(|it| it.falsy() == Some(false) && is_none_of(name, values, Some(it))),
        What::Truthy(name) => is_falsy(name),
        What::UserTrait(name) => no_user_trait(name),
        What::UserTraitWithUserId(names) => {
            !no_user_id && names.iter().all(|name| no_user_trait(name))
        }
        What::AnyUserIdOrUserTrait(name) => no_id_of_user && no_user_trait(name),
        What::Email => no_email,
        What::AnyUserIdOrEmail => no_id_of_user && no_email,
        What::AnyOf(names) => names.iter().all(|name| is_falsy(name)),
        What::Numbers(names) => {
            let of_group = |name| content(name).filter(|it| !it.is_empty());
            let mut values = names
                .iter()
                .filter_map(|name| of_group(name).or(users(name)));
            values.any(is_no_number)
        }
        What::UsersList(name) => users(name).is_some_and(is_no_list),
        What::ListOrUsers(name) => {
            let of_group = content(name).filter(|it| !it.is_falsy());
            of_group.or_else(|| users(name)).is_some_and(is_no_list)
        }
        What::AnyTrait => sent.traits.is_empty(),
        What::Traits => event.is_some_and(|it| !it.has_traits),
        What::Other(_) => false,
    })
}

/// Those that are checked before anything is written come first.
fn first(needs: &[Need], is: impl Fn(&Need) -> bool) -> Option<&Need> {
    let early = needs.iter().filter(|need| !need.writes_first);
    let late = needs.iter().filter(|need| need.writes_first);
    early.chain(late).find(|need| is(need))
}

fn is_one_of(name: &str, values: &[&str], content: Option<&Content>) -> bool {
    match content {
        Some(Content::Text(Some(text))) => values.iter().any(|value| says(name, text, value)),
        _ => false,
    }
}

/// Of a type a text may be one of them.
fn is_none_of(name: &str, values: &[&str], content: Option<&Content>) -> bool {
    !matches!(content, Some(Content::Text(None) | Content::Unknown))
        && !is_one_of(name, values, content)
}

/// Whether a trait has a value. Freshmarketer reads its trait without regard to case and kinds of space, Mautic without regard to
/// case.
pub(crate) fn says(name: &str, text: &str, value: &str) -> bool {
    match name {
        "groupType" => {
            let words: Vec<_> = text.split_whitespace().collect();
            words.join("_").to_lowercase() == value
        }
        "type" => text.to_lowercase() == value,
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
        Content::Text(Some(text)) => number(text).is_none(),
        _ => false,
    }
}

fn is_no_list(content: &Content) -> bool {
    !content.is_falsy() && !matches!(content, Content::Array(_) | Content::Unknown)
}
