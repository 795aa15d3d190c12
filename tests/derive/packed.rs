//! Structs whose fields can't be borrowed: `#[repr(Rust, packed)]`.

use group_core::{
    CountTrait, Date, DateTrait, GroupTraits, HasGroupId, IdTrait, TextTrait, Traits,
};

use crate::sent::{group_id, json};

#[test]
fn a_packed_struct_is_sent_as_any_other() {
    fn half(seats: &u64) -> u64 {
        seats / 2
    }
    fn is_zero(number: &u16) -> bool {
        *number == 0
    }
    #[derive(Clone, Copy, GroupTraits)]
    struct Usage {
        projects: u8,
    }
    #[derive(GroupTraits)]
    #[repr(C, packed)]
    struct Company {
        id: u32,
        employees: u32,
        name: &'static str,
        #[group(rename = "address.city")]
        town: Option<&'static str>,
        seats_left: u64,
        #[group(map = half)]
        seats: u64,
        #[group(skip_if = is_zero)]
        score: u16,
        #[group(as = "id")]
        parent: u64,
        #[group(display)]
        tier: char,
        #[group(flatten)]
        usage: Usage,
    }
    let hooli = Company {
        id: 1,
        employees: 2,
        name: "Hooli",
        town: Some("Palo Alto"),
        seats_left: 3,
        seats: 8,
        score: 0,
        parent: 5,
        tier: 'A',
        usage: Usage { projects: 6 },
    };
    assert_eq!(group_id(&hooli), "1");
    assert_eq!(
        json(&hooli),
        r#"{"employees":2,"name":"Hooli","address":{"city":"Palo Alto"},"seats_left":3,"seats":4,"parent":"5","tier":"A","projects":6}"#
    );
}

#[test]
fn a_packed_struct_may_have_a_base_or_send_its_id() {
    #[derive(Clone, Copy, GroupTraits)]
    #[repr(Rust, packed)]
    struct Account {
        #[group(group_id, rename = "id")]
        key: u64,
    }
    #[derive(GroupTraits)]
    #[repr(Rust, packed(2))]
    struct Tracked<T: Copy> {
        version: u8,
        #[group(base)]
        inner: T,
    }
    fn sent(group: &impl HasGroupId) -> String {
        format!(
            "{} {}",
            group_id(group),
            serde_json::to_string(&Traits(group)).unwrap()
        )
    }
    let tracked = Tracked {
        version: 1,
        inner: Account { key: 7 },
    };
    assert_eq!(sent(&tracked), r#"7 {"version":1,"id":"7"}"#);
}

#[test]
fn a_packed_newtype_has_the_kind_of_its_field() {
    #[derive(TextTrait)]
    #[repr(Rust, packed)]
    struct Name(&'static str);
    #[derive(IdTrait)]
    #[repr(Rust, packed)]
    struct Key(u64);
    #[derive(CountTrait)]
    #[repr(Rust, packed)]
    struct Headcount(u32);
    #[derive(DateTrait)]
    #[repr(Rust, packed)]
    struct Founded(Date);
    #[derive(GroupTraits)]
    struct Company {
        id: Key,
        name: Name,
        employees: Headcount,
        created_at: Founded,
    }
    let hooli = Company {
        id: Key(7),
        name: Name("Hooli"),
        employees: Headcount(3),
        created_at: Founded(Date::civil(2014, 4, 6).unwrap()),
    };
    assert_eq!(group_id(&hooli), "7");
    assert_eq!(
        json(&hooli),
        r#"{"name":"Hooli","employees":3,"createdAt":"2014-04-06"}"#
    );
}
