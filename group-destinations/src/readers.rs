//! Which destinations read a trait by its name.

use super::entries::ALL;
use super::knowledge::{Knowledge, Reads, Rules, What};

/// The destinations that read a trait, or a part of it, by its name, or that need it.
pub fn readers(name: &str) -> Vec<&'static str> {
    let mut readers: Vec<_> = ALL
        .iter()
        .filter(|it| reads(it, name))
        .map(|it| it.name)
        .collect();
    // One may be known in several settings.
    readers.dedup();
    readers
}

fn reads(destination: &Knowledge, name: &str) -> bool {
    let is_it = |read: &str| {
        read == name
            || read
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('.'))
    };
    let rules: Option<&Rules> = match &destination.reads {
        Reads::Traits(rules) | Reads::NothingWithUserId { without: rules, .. } => Some(rules),
        Reads::Choice { otherwise, .. } => Some(otherwise),
        Reads::Nothing { .. } | Reads::Columns(_) | Reads::NoGroups { .. } => None,
    };
    let is_read = rules.is_some_and(|rules| rules.own.iter().any(|own| is_it(own.name)));
    let is_needed = destination.needs.iter().any(|need| match need.what {
        What::Trait(needed)
        | What::NotEmpty(needed)
        | What::TraitOrUsers(needed)
        | What::Value(needed, _)
        | What::ValueIfAny(needed, _)
        | What::NotNull(needed)
        | What::UserIdFor(needed, _)
        | What::Truthy(needed)
        | What::ListOrUsers(needed) => is_it(needed),
        What::Email | What::AnyUserIdOrEmail => is_it("email"),
        What::AnyOf(needed) | What::Numbers(needed) => needed.iter().any(|it| is_it(it)),
        What::UserId
        | What::AnyUserId
        | What::UserTrait(_)
        | What::UsersList(_)
        | What::UserTraitWithUserId(_)
        | What::AnyUserIdOrUserTrait(_)
        | What::AnyTrait
        | What::Traits
        | What::Other(_) => false,
    });
    is_read || is_needed
}
