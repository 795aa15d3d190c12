//! Events that are too large.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::{self, Display};

use group_core::{Context, Date, GroupTraits, Identity, Integrations, ProblemKind};
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::custom_trait::{One, problems_of};
use crate::given::{Two, event_of};
use crate::refused::{at, problems};

#[test]
fn an_event_of_32768_bytes_is_accepted() {
    assert_eq!(event_of(32_768).unwrap().len(), 32_768);
}

#[test]
fn an_event_of_32769_bytes_is_refused() {
    let refused = event_of(32_769).unwrap_err();
    assert_eq!(refused.problems().len(), 1);
    assert_eq!(refused.problems()[0].path(), "");
    assert_eq!(
        *refused.problems()[0].kind(),
        ProblemKind::TooLarge { at_least: 32_769 }
    );
}

#[test]
fn bytes_are_counted_as_they_are_sent() {
    let quotes = |count| problems_of("\"".repeat(count));
    assert!(matches!(
        quotes(16_384)[..],
        [(_, ProblemKind::TooLarge { .. })]
    ));
    let controls = Identity::user("u")
        .group_with_id(
            "g",
            &One {
                value: "\u{1}".repeat(5_000),
            },
        )
        .build();
    assert!(controls.unwrap().as_bytes().len() > 30_000);
    assert!(matches!(
        problems_of("\u{1}".repeat(5_500))[..],
        [(_, ProblemKind::TooLarge { .. })]
    ));
    assert!(matches!(
        problems_of("é".repeat(16_384))[..],
        [(_, ProblemKind::TooLarge { .. })]
    ));
}

#[test]
fn traits_that_are_left_out_do_not_count() {
    #[derive(GroupTraits)]
    struct Company {
        value: String,
        #[group(
            rename = "a_name_that_takes_more_bytes_than_all_that_follows_the_traits_in_the_event_namely_the_context_with_the_library_and_the_two_timestamps_which_are_about_one_hundred_and_sixty_bytes_together"
        )]
        absent: Option<u8>,
    }

    let user = Identity::user("u");
    let build = |value: String| {
        user.group_with_id(
            "g",
            &Company {
                value,
                absent: None,
            },
        )
        .message_id("m")
        .build()
    };
    let rest = build(String::new()).unwrap().as_str().len();
    assert_eq!(
        build("x".repeat(32_768 - rest)).unwrap().as_str().len(),
        32_768
    );
}

#[test]
fn the_identifys_traits_count_twice() {
    let mut user = Identity::user("u");
    assert!(
        user.identify("u", &json!({"a": "x".repeat(16_000)}))
            .build()
            .is_ok()
    );
    let refused = user
        .identify("u", &json!({"a": "x".repeat(16_384)}))
        .build()
        .unwrap_err();
    assert!(
        matches!(refused.problems(), [problem] if matches!(problem.kind(), ProblemKind::TooLarge { .. }))
    );
}

#[test]
fn the_size_is_reported_with_the_problems_found_so_far() {
    let group = Two {
        first: f64::NAN,
        second: "x".repeat(40_000),
    };
    let found = problems(Identity::user(" ").group_with_id("g", &group));
    assert_eq!(found.len(), 3);
    assert_eq!(found[0], at("userId", ProblemKind::BlankId));
    assert_eq!(found[1], at("traits.first", ProblemKind::NotFinite));
    assert!(
        matches!(&found[2], (path, ProblemKind::TooLarge { at_least: 40_000.. }) if path.is_empty())
    );
}

#[test]
fn no_problem_has_a_wrong_path_once_writing_has_stopped() {
    let user = Identity::user("u");
    let group = One {
        value: "x".repeat(40_000),
    };
    let found = problems(
        user.group_with_id("g", &group)
            .original_timestamp(Date::civil(2014, 4, 6).unwrap()),
    );
    for (path, kind) in &found {
        match kind {
            ProblemKind::TooLarge { .. } => assert_eq!(path, ""),
            kind => assert_eq!(
                (path.as_str(), kind),
                ("originalTimestamp", &ProblemKind::CivilDate)
            ),
        }
    }

    let user = Identity::user("x".repeat(40_000));
    for (path, kind) in problems(user.group_with_id("", &())) {
        match kind {
            ProblemKind::TooLarge { .. } => assert_eq!(path, ""),
            kind => assert_eq!((path.as_str(), kind), ("groupId", ProblemKind::BlankId)),
        }
    }
}

#[test]
fn a_string_of_ten_megabytes_is_refused() {
    let huge = "x".repeat(10_000_000);
    let user = Identity::user("u").with_traits(&json!({"a": &huge}));
    let group = Two {
        first: &huge,
        second: [&huge],
    };
    let call = user
        .group_with_id(&huge, &group)
        .message_id(&huge)
        .context(Context::new().ip(&huge).insert(&huge, 1))
        .integrations(Integrations::only([&huge]));
    let found = problems(call);
    assert!(
        found
            .iter()
            .all(|(_, kind)| matches!(kind, ProblemKind::TooLarge { .. }))
    );
}

/// Writes for as long as it is let.
enum Forever {
    Elements,
    Entries,
    EmptyArrays,
    Text,
    Nan,
}

impl Display for Forever {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        loop {
            f.write_str("x")?;
        }
    }
}

impl Serialize for Forever {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Elements => serializer.collect_seq(std::iter::repeat(1)),
            Self::EmptyArrays => serializer.collect_seq(std::iter::repeat([0; 0])),
            Self::Nan => serializer.collect_seq(std::iter::repeat(f64::NAN)),
            Self::Text => serializer.collect_str(self),
            Self::Entries => serializer.collect_map(std::iter::repeat(("", ""))),
        }
    }
}

#[test]
fn a_serialize_that_would_write_for_ever_is_refused() {
    use Forever::*;
    for value in [Elements, Entries, EmptyArrays, Text, Nan] {
        let found = problems_of(value);
        assert!(matches!(
            found.last(),
            Some((_, ProblemKind::TooLarge { .. }))
        ));
    }
    let user = Identity::user("u").with_traits(&BTreeMap::from([("a", Elements)]));
    let found = problems(
        user.group_with_id("g", &())
            .context(Context::new().ip(Text)),
    );
    assert_eq!(found.len(), 2);
}

/// A tree of so many levels that goes on to its next branch whatever was said of the last, and counts its nodes.
struct Tree<'a>(usize, &'a Cell<usize>);

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.1.set(self.1.get() + 1);
        let mut seq = serializer.serialize_seq(None)?;
        if self.0 > 0 {
            let _ = seq.serialize_element(&Tree(self.0 - 1, self.1));
            let _ = seq.serialize_element(&Tree(self.0 - 1, self.1));
        }
        seq.end()
    }
}

#[test]
fn nothing_more_is_visited_once_writing_has_stopped() {
    let nodes = Cell::new(0);
    let found = problems_of(Tree(18, &nodes));
    assert!(matches!(found[..], [(_, ProblemKind::TooLarge { .. })]));
    assert!(
        nodes.get() < 32_768,
        "{} nodes of two bytes and more",
        nodes.get()
    );
}
