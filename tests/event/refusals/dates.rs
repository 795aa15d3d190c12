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

#[test]
fn a_leap_second_is_refused_as_in_text() {
    let last = chrono::DateTime::from_timestamp(1_483_228_799, 999_999_999).unwrap();
    let leap = chrono::DateTime::from_timestamp(1_483_228_799, 1_500_000_000).unwrap();
    assert_eq!(leap.to_string(), "2016-12-31 23:59:60.500 UTC");
    assert!(Date::parse("2016-12-31T23:59:60.500Z").is_err());

    let user = Identity::user("u");
    assert_eq!(
        problems(user.group_with_id("g", &()).timestamp(leap)),
        [at("timestamp", ProblemKind::UnsendableDate)]
    );
    let elsewhere = leap.with_timezone(&chrono::FixedOffset::east_opt(3600).unwrap());
    assert_eq!(
        problems(user.group_with_id("g", &()).timestamp(elsewhere)),
        [at("timestamp", ProblemKind::UnsendableDate)]
    );
    let sent = user
        .group_with_id("g", &())
        .timestamp(last)
        .build()
        .unwrap();
    assert_eq!(sent.to_value()["timestamp"], "2016-12-31T23:59:59.999Z");
}
