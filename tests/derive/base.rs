//! A struct that another one is made of, with its id and its group type: `base`.

use group_core::{GroupTraits, HasGroupId, Identity, ProblemKind};

use crate::given::{Inner, inner};
use crate::refused;
use crate::sent::{group_id, json};

#[derive(GroupTraits)]
struct Tracked<T> {
    #[group(base)]
    inner: T,
    source: &'static str,
}

fn tracked<T>(inner: T) -> Tracked<T> {
    Tracked {
        inner,
        source: "crm",
    }
}

#[test]
fn a_base_gives_its_traits_its_id_and_its_group_type() {
    let tracked = tracked(inner());
    assert_eq!(group_id(&tracked), "inner");
    assert_eq!(
        json(&tracked),
        r#"{"groupType":"inner","plan":"basic","seats":7,"source":"crm"}"#
    );
}

#[test]
fn a_base_may_have_a_base() {
    let tracked = Around {
        note: 1,
        inner: tracked(Box::new(inner())),
    };
    #[derive(GroupTraits)]
    struct Around<T> {
        note: u8,
        #[group(base)]
        inner: T,
    }
    assert_eq!(group_id(&tracked), "inner");
    assert_eq!(
        json(&tracked),
        r#"{"note":1,"groupType":"inner","plan":"basic","seats":7,"source":"crm"}"#
    );
}

#[test]
fn a_base_of_a_known_type_gives_its_id() {
    #[derive(GroupTraits)]
    struct Tracked<'a> {
        #[group(base)]
        inner: &'a Inner,
    }
    assert_eq!(group_id(&Tracked { inner: &inner() }), "inner");
}

#[test]
fn a_base_without_an_id_gives_none() {
    #[derive(GroupTraits)]
    struct Usage {
        seats: u8,
    }
    #[derive(GroupTraits)]
    struct Tracked {
        #[group(base)]
        usage: Usage,
    }
    let tracked = Tracked {
        usage: Usage { seats: 7 },
    };
    assert_eq!(json(&tracked), r#"{"seats":7}"#);
}

#[test]
fn the_id_of_a_base_that_is_sent_as_a_trait_is_sent() {
    #[derive(GroupTraits)]
    struct Account {
        #[group(group_id, rename = "id")]
        key: u8,
    }
    assert_eq!(
        json(&tracked(Account { key: 7 })),
        r#"{"id":"7","source":"crm"}"#
    );
}

#[test]
fn a_base_that_is_missing_has_no_id() {
    let tracked = tracked(None::<Inner>);
    assert_eq!(json(&tracked), r#"{"source":"crm"}"#);
    assert_eq!(
        refused::problems(Identity::user("u").group(&tracked)),
        [("groupId".to_owned(), ProblemKind::MissingId)]
    );
}

#[test]
fn neither_id_nor_group_type_of_a_base_is_sent_where_its_struct_is_flattened() {
    #[derive(GroupTraits)]
    struct Outer {
        id: u8,
        #[group(flatten)]
        tracked: Tracked<Inner>,
    }
    let outer = Outer {
        id: 1,
        tracked: tracked(inner()),
    };
    assert_eq!(group_id(&outer), "1");
    assert_eq!(json(&outer), r#"{"plan":"basic","seats":7,"source":"crm"}"#);
}

#[test]
fn a_base_may_stand_beside_a_flattened_struct() {
    #[derive(GroupTraits)]
    struct More {
        id: u8,
        projects: u8,
    }
    #[derive(GroupTraits)]
    struct Outer {
        #[group(flatten)]
        more: More,
        #[group(base)]
        inner: Inner,
    }
    let outer = Outer {
        more: More { id: 9, projects: 2 },
        inner: inner(),
    };
    assert_eq!(group_id(&outer), "inner");
    assert_eq!(
        json(&outer),
        r#"{"projects":2,"groupType":"inner","plan":"basic","seats":7}"#
    );
}

#[test]
fn the_group_type_of_a_base_takes_its_name() {
    #[derive(GroupTraits)]
    struct Typed<T> {
        #[group(rename = "groupType")]
        kind: u8,
        #[group(base)]
        inner: T,
    }
    let typed = Typed {
        kind: 1,
        inner: inner(),
    };
    assert_eq!(
        refused::problems(Identity::user("u").group(&typed)),
        [("traits.groupType".to_owned(), ProblemKind::NameTwice)]
    );
}

#[test]
fn a_generic_struct_has_an_id_where_its_base_has_one() {
    fn id_of(group: &Tracked<impl HasGroupId>) -> String {
        group_id(group)
    }
    assert_eq!(id_of(&tracked(inner())), "inner");
}
