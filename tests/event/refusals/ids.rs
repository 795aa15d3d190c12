//! Ids that are empty, blank, missing, or sent as a trait without a user.

use group_core::{GroupTraits, Identity, ProblemKind};
use serde_json::json;

use crate::given::SentTwice;
use crate::refused::{at, problems};

/// Unicode White_Space, the controls, and what is written without a mark.
fn blanks() -> impl Iterator<Item = char> {
    let white = "\t\n\u{b}\u{c}\r \u{85}\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\
                 \u{2008}\u{2009}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";
    white
        .chars()
        .chain('\0'..='\u{1f}')
        .chain('\u{7f}'..='\u{9f}')
        .chain(['\u{ad}', '\u{feff}'])
        .chain('\u{200b}'..='\u{200f}')
        .chain('\u{2028}'..='\u{202e}')
        .chain('\u{2060}'..='\u{2064}')
}

#[test]
fn an_empty_group_id_is_refused() {
    let user = Identity::user("u");
    assert_eq!(
        problems(user.group_with_id("", &())),
        [at("groupId", ProblemKind::BlankId)]
    );
}

#[test]
fn a_blank_group_id_is_refused() {
    let user = Identity::user("u");
    for blank in blanks() {
        for id in [String::from(blank), format!("{blank} {blank}")] {
            assert_eq!(
                problems(user.group_with_id(&id, &())),
                [at("groupId", ProblemKind::BlankId)],
                "{id:?}"
            );
        }
    }
}

#[test]
fn blanks_of_many_kinds_are_blank_together() {
    let id: String = blanks().collect();
    let user = Identity::user("u");
    assert_eq!(
        problems(user.group_with_id(&id, &())),
        [at("groupId", ProblemKind::BlankId)]
    );
}

#[test]
fn an_id_with_a_blank_at_an_end_is_refused() {
    // U+0000 has a problem of its own.
    for blank in blanks().filter(|blank| *blank != '\0') {
        for id in [
            format!("{blank}x"),
            format!("x{blank}"),
            format!("{blank}x{blank}"),
        ] {
            let user = Identity::user(&id).with_anonymous_id(&id);
            let call = user.group_with_id(&id, &()).message_id(&id);
            assert_eq!(
                problems(call),
                ["messageId", "userId", "anonymousId", "groupId"]
                    .map(|path| at(path, ProblemKind::OuterSpace)),
                "{id:?}"
            );
        }
    }
    let call = Identity::user("u");
    assert_eq!(
        call.group_with_id(" g", &())
            .build()
            .unwrap_err()
            .to_string(),
        "the event was refused: groupId: an id can't begin or end with white space or an invisible character; \
         RudderStack removes it"
    );
}

#[test]
fn an_id_of_the_struct_with_a_blank_at_an_end_is_refused() {
    #[derive(GroupTraits)]
    struct Company {
        id: &'static str,
    }

    #[derive(GroupTraits)]
    struct Displayed {
        #[group(display)]
        id: &'static str,
    }

    let user = Identity::user("u");
    let refused = [at("groupId", ProblemKind::OuterSpace)];
    assert_eq!(problems(user.group(&Company { id: "g\n" })), refused);
    assert_eq!(problems(user.group(&Displayed { id: " g" })), refused);
    assert_eq!(
        problems(user.group(&SentTwice { key: Some("g ") })),
        [
            at("groupId", ProblemKind::OuterSpace),
            at("traits.id", ProblemKind::OuterSpace),
        ]
    );
}

#[test]
fn a_blank_within_an_id_is_sent() {
    for id in ["a b", "é é", "é\tx", "👩\u{200d}🔬"] {
        let payload = Identity::user(id)
            .group_with_id(id, &())
            .message_id(id)
            .build()
            .unwrap();
        let event = payload.to_value();
        assert_eq!(event["userId"], *id);
        assert_eq!(event["groupId"], *id);
        assert_eq!(event["messageId"], *id);
    }
}

#[test]
fn the_neighbours_of_the_blanks_are_no_blanks() {
    let neighbours = "!~\u{a1}\u{ac}\u{ae}\u{167f}\u{1681}\u{1fff}\u{2010}\u{2027}\u{2030}\u{205e}\u{2065}\u{2fff}\u{3001}\
                      \u{fefe}\u{ff00}";
    for c in neighbours.chars() {
        let id = c.to_string();
        let payload = Identity::user("u").group_with_id(&id, &()).build().unwrap();
        assert_eq!(payload.to_value()["groupId"], *id, "{c:?}");
    }
}

#[test]
fn a_blank_user_id_is_refused() {
    let user = Identity::user("\u{200b}").with_anonymous_id("a");
    assert_eq!(
        problems(user.group_with_id("g", &())),
        [at("userId", ProblemKind::BlankId)]
    );
}

#[test]
fn a_blank_anonymous_id_is_refused() {
    let user = Identity::user("u").with_anonymous_id("\u{feff}");
    assert_eq!(
        problems(user.group_with_id("g", &())),
        [at("anonymousId", ProblemKind::BlankId)]
    );
}

#[test]
fn a_blank_message_id_is_refused() {
    let user = Identity::user("u");
    for id in ["", "\u{2060}"] {
        let call = user.group_with_id("g", &()).message_id(id);
        assert_eq!(problems(call), [at("messageId", ProblemKind::BlankId)]);
    }
}

#[test]
fn a_blank_id_is_refused_in_an_identify_call() {
    let refused = Identity::anonymous("a")
        .identify(" ", &json!({}))
        .build()
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the event was refused: userId: an id can't be empty or blank"
    );
}

#[test]
fn a_group_id_that_is_none_is_missing() {
    #[derive(GroupTraits)]
    struct Company {
        id: Option<String>,
    }

    let user = Identity::user("u");
    assert_eq!(
        problems(user.group(&Company { id: None })),
        [at("groupId", ProblemKind::MissingId)]
    );
}

#[test]
fn a_blank_id_that_is_too_large_is_both() {
    let blank = " ".repeat(33_000);
    let found = problems(Identity::user("u").group_with_id(&blank, &()));
    assert_eq!(found[0], at("groupId", ProblemKind::BlankId));
    assert!(matches!(found[1].1, ProblemKind::TooLarge { .. }));
    assert_eq!(found.len(), 2);
}

#[test]
fn an_id_as_a_trait_that_is_too_large_still_has_no_user() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(group_id, rename = "id")]
        key: String,
    }

    let key = "k".repeat(33_000);
    let found = problems(Identity::anonymous("a").group_with_id("g", &Company { key }));
    assert_eq!(found[0], at("traits.id", ProblemKind::IdWithoutUser));
    assert!(matches!(found[1].1, ProblemKind::TooLarge { .. }));
    assert_eq!(found.len(), 2);
}

#[test]
fn a_blank_id_of_the_struct_is_refused() {
    #[derive(GroupTraits)]
    struct Company {
        id: &'static str,
    }

    let user = Identity::user("u");
    assert_eq!(
        problems(user.group(&Company { id: "\t" })),
        [at("groupId", ProblemKind::BlankId)]
    );
}

#[test]
fn an_id_among_the_traits_is_refused_without_a_user_id() {
    let user = Identity::anonymous("a");
    let group = SentTwice { key: Some("g") };
    assert_eq!(
        problems(user.group(&group)),
        [at("traits.id", ProblemKind::IdWithoutUser)]
    );
}

#[test]
fn an_id_among_the_traits_is_sent_with_a_user_id() {
    let payload = Identity::user("u")
        .group(&SentTwice { key: Some("g") })
        .build()
        .unwrap();
    assert_eq!(payload.to_value()["groupId"], "g");
    assert_eq!(payload.to_value()["traits"], json!({"id": "g"}));
}

#[test]
fn an_absent_id_among_the_traits_needs_no_user_id() {
    let payload = Identity::anonymous("a")
        .group_with_id("g", &SentTwice { key: None })
        .build()
        .unwrap();
    assert_eq!(payload.to_value()["groupId"], "g");
    assert_eq!(payload.to_value()["traits"], json!({}));
}

#[test]
fn a_blank_id_among_the_traits_is_refused_whoever_gives_the_group_id() {
    let user = Identity::user("u");
    assert_eq!(
        problems(user.group_with_id("g", &SentTwice { key: Some(" ") })),
        [at("traits.id", ProblemKind::BlankId)]
    );
}
