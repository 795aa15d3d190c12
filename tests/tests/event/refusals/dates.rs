//! Dates that cannot be sent, and days where an instant is needed.

use group_core::{Date, GroupTraits, Identity, ProblemKind};

use crate::given::NoDate;
use crate::refused::{at, problems};

#[test]
fn a_date_that_cannot_be_sent_is_refused() {
    #[derive(GroupTraits)]
    struct Company {
        created_at: NoDate,
    }

    let user = Identity::user("u");
    let call = user
        .group_with_id("g", &Company { created_at: NoDate })
        .original_timestamp(NoDate)
        .timestamp(NoDate);
    assert_eq!(
        problems(call),
        [
            at("traits.createdAt", ProblemKind::UnsendableDate),
            at("originalTimestamp", ProblemKind::UnsendableDate),
            at("timestamp", ProblemKind::UnsendableDate),
        ]
    );
}

#[test]
fn a_civil_date_is_refused_as_a_timestamp() {
    let user = Identity::user("u");
    let day = Date::civil(2014, 4, 6).unwrap();
    assert_eq!(
        problems(
            user.group_with_id("g", &())
                .original_timestamp(day)
                .timestamp(day)
        ),
        [
            at("originalTimestamp", ProblemKind::CivilDate),
            at("timestamp", ProblemKind::CivilDate),
        ]
    );
    assert_eq!(
        problems(
            user.group_with_id("g", &())
                .timestamp(jiff::civil::date(2014, 4, 6))
        ),
        [at("timestamp", ProblemKind::CivilDate)]
    );
}
