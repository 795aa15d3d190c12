//! What a destination does besides passing traits on, and whether a type or an event makes it do that.

use std::fmt::{self, Display};

use super::fates::rules_in_use;
use super::knowledge::{Knowledge, Reads, Rules, UserTraits, When};
use super::needs::says;
use super::sent::{Content, Event, Sent};

/// What a destination does besides passing traits on: to the user, to the membership, or with a value of the event.
///
/// Its `Display` is a sentence with its condition: ``if the user has `tags`: they become tags of the company``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hazard {
    what: String,
    condition: Option<String>,
}

impl Hazard {
    /// What happens.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// What it depends on. `None` if it happens with the type or the event of the report in any case.
    pub fn condition(&self) -> Option<&str> {
        self.condition.as_deref()
    }

    fn certain(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            condition: None,
        }
    }
}

impl Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.condition {
            Some(condition) => write!(f, "if {condition}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

/// Those that apply or may apply to what is sent.
pub(crate) fn hazards(known: &Knowledge, sent: &Sent) -> Vec<Hazard> {
    if let Reads::NoGroups { .. } = known.reads {
        return Vec::new();
    }
    let rules = rules_in_use(known, sent);
    let mut hazards: Vec<_> = known
        .hazards
        .iter()
        .filter_map(|hazard| {
            let open = hazard.when.open(sent, rules)?;
            let open: Vec<_> = open.into_iter().map(When::to_string).collect();
            Some(Hazard {
                what: hazard.what.to_owned(),
                condition: Some(open.join(" and ")).filter(|it| !it.is_empty()),
            })
        })
        .collect();
    if let Reads::Columns(warehouse) = &known.reads {
        hazards.extend(warehouse.hazards().iter().copied().map(Hazard::certain));
    }
    hazards.extend(rules.and_then(|rules| users_instead(rules, sent)));
    hazards.extend(ids(sent));
    hazards
}

/// Everything that is known, of all events.
#[cfg(test)]
pub(crate) fn all_hazards(known: &Knowledge) -> Vec<Hazard> {
    let known_hazards = known.hazards.iter().map(|hazard| Hazard {
        what: hazard.what.to_owned(),
        condition: Some(hazard.when.to_string()).filter(|it| !it.is_empty()),
    });
    let of_warehouse = match &known.reads {
        Reads::Columns(warehouse) => warehouse.hazards(),
        _ => &[],
    };
    known_hazards
        .chain(of_warehouse.iter().copied().map(Hazard::certain))
        .collect()
}

impl When {
    /// The conditions that what is sent leaves open, or `None` if one is not met.
    fn open(&self, sent: &Sent, rules: Option<&Rules>) -> Option<Vec<&Self>> {
        if let Self::All(all) = self {
            let open: Option<Vec<_>> = all.iter().map(|it| it.open(sent, rules)).collect();
            return open.map(|open| open.concat());
        }
        match self.holds(sent, rules) {
            Some(true) => Some(Vec::new()),
            Some(false) => None,
            None => Some(vec![self]),
        }
    }

    /// `None` if that is not known.
    fn holds(&self, sent: &Sent, rules: Option<&Rules>) -> Option<bool> {
        let event = sent.event.as_ref();
        let has = |name: &str| match sent.at(name) {
            Some((it, content)) if !content.is_empty() => (!it.is_optional).then_some(true),
            _ => Some(false),
        };
        let has_user_trait =
            |name: &str| event.map(|it| it.user_trait(name).is_some_and(|value| !value.is_falsy()));
        match self {
            Self::Always => Some(true),
            Self::UserId => event.map(|it| it.id("userId").is_some()),
            Self::EmailAsUserId => event.map(|it| it.id("userId").is_some_and(is_email)),
            Self::NoIdOfUser => sent.has_id_of_user().map(|it| !it),
            Self::NoUserId => event.map(|it| it.id("userId").is_none()),
            Self::NoAnonymousId => event.map(|it| it.id("anonymousId").is_none()),
            Self::Trait(names) => {
                let all: Vec<_> = names.iter().map(|name| has(name)).collect();
                match all.contains(&Some(true)) {
                    true => Some(true),
                    false => (!all.contains(&None)).then_some(false),
                }
            }
            Self::NoTrait(name) => has(name).map(|it| !it),
            Self::NoTraits => match event {
                Some(event) => Some(!event.has_traits),
                None => (!sent.traits.is_empty()).then_some(false),
            },
            Self::Falsy(name) => match sent.at(name) {
                Some((_, content)) => content.falsy(),
                None => Some(false),
            },
            Self::Truthy(name) => match sent.at(name) {
                Some((it, content)) => match (content.falsy(), it.is_optional) {
                    (Some(false), true) => None,
                    (falsy, _) => falsy.map(|it| !it),
                },
                None => Some(false),
            },
            Self::Value(name, values) => match sent.at(name) {
                Some((_, Content::Text(Some(text)))) => {
                    Some(values.iter().any(|value| says(name, text, value)))
                }
                Some((_, Content::Text(None) | Content::Unknown)) => None,
                _ => Some(false),
            },
            Self::OtherTrait => rules.map(|rules| {
                let is_other = |name: &str| {
                    !rules.own.iter().any(|own| own.name == name) && !rules.dropped.contains(&name)
                };
                let mut others = sent.traits.iter().filter(|it| is_other(&it.name));
                others.any(|it| !matches!(it.content, Content::Object(_) | Content::Array(_)))
            }),
            Self::UserTrait(name) => has_user_trait(name),
            Self::NoUserTrait(name) => has_user_trait(name).map(|it| !it),
            Self::AnyUserTrait => event.map(Event::has_user_traits),
            Self::ExternalId => Some(event.is_some_and(|it| it.external_id().is_some())),
            Self::All(_) => None,
        }
    }
}

/// The user's traits that are taken where the group has none.
fn users_instead(rules: &Rules, sent: &Sent) -> Option<Hazard> {
    if rules.users != UserTraits::Apart {
        return None;
    }
    let mut places = Vec::new();
    let mut names = Vec::new();
    for own in rules.own.iter().filter(|own| own.else_users) {
        let mut for_place = rules.own.iter().filter(|it| match own.users_first {
            true => it.name == own.name,
            false => it.place == own.place,
        });
        let is_groups = for_place.any(|it| {
            let sent = sent.at(it.name);
            sent.is_some_and(|(sent, content)| !sent.is_optional && !it.is_nothing(content))
        });
        // Of an event the first that the user has, of a type each that the user may have.
        let is_users = sent.event.as_ref().is_none_or(|event| {
            let value = event.user_trait(own.name);
            value.is_some_and(|it| !own.is_nothing(it)) && !places.contains(&own.place)
        });
        if !is_groups && is_users {
            places.push(own.place);
            names.push(format!("`{}`", own.name));
        }
    }
    let are = match names.len() {
        0 => return None,
        1 => "is",
        _ => "are",
    };
    let is_type = sent.event.is_none();
    Some(Hazard {
        what: format!("{} {are} taken from the user", names.join(", ")),
        condition: is_type.then(|| "the group has no value".to_owned()),
    })
}

/// Ids that look like a mistake of the program that made them, such as a missing value or `{:?}` of an `Option`.
fn ids(sent: &Sent) -> impl Iterator<Item = Hazard> {
    let ids = sent.event.iter().flat_map(|event| &event.ids);
    let mistaken = ids.filter(|(_, id)| {
        let is_some = id.starts_with("Some(") && id.ends_with(')');
        is_some || NO_IDS.contains(&id.as_str())
    });
    mistaken.map(|(name, id)| {
        Hazard::certain(format!(
            "the {name} is `{id}`, which looks like a missing or misprinted value: all events with it are taken for one \
             and the same {}",
            match name.as_str() {
                "groupId" => "group",
                _ => "user",
            }
        ))
    })
}

/// Nearly as the package `validator` of JavaScript has it.
fn is_email(id: &str) -> bool {
    let is_word = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    id.rsplit_once('@').is_some_and(|(local, domain)| {
        let labels = domain.rsplit_once('.');
        is_word(local)
            && labels.is_some_and(|(name, top)| is_word(name) && top.len() > 1 && is_word(top))
    })
}

const NO_IDS: &[&str] = &["None", "undefined", "null", "nil", "NaN", "[object Object]"];
