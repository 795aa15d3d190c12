//! How many allocations a build takes.

// The count needs an allocator of its own.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use group_core::{Address, Context, Date, GroupTraits, Identity, Integrations, TextTrait};

struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

fn count() {
    COUNT.set(COUNT.get() + 1);
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        unsafe { System.realloc(old, layout, size) }
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        unsafe { System.dealloc(old, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What `f` gives, and how many allocations it took.
fn counted<T>(f: impl FnOnce() -> T) -> (T, usize) {
    let before = COUNT.get();
    let result = f();
    (result, COUNT.get() - before)
}

#[derive(GroupTraits)]
#[group(group_type = "company", rename_all = "camelCase")]
struct Company {
    id: u64,
    name: String,
    email: Option<String>,
    phone: &'static str,
    address: Address,
    industry: String,
    created_at: Date,
    description: String,
    employees: u32,
    plan: Plan,
    website: url::Url,
    avatar: String,
    seats_left: u32,
    score: f64,
    active: bool,
    owners: Vec<String>,
    absent: Option<u8>,
}

#[derive(TextTrait)]
#[group(rename_all = "lowercase")]
enum Plan {
    Enterprise,
}

fn company() -> Company {
    Company {
        id: u64::MAX,
        name: "Hooli".into(),
        email: Some("hi@hooli.xyz".into()),
        phone: "+1 650 555 0100",
        address: Address {
            city: Some("Palo Alto".into()),
            country: Some("USA".into()),
            postal_code: Some("94301".into()),
            state: Some("CA".into()),
            street: Some("1 Hooli Way".into()),
        },
        industry: "Technology".into(),
        created_at: Date::parse("2014-04-06T12:00:00Z").unwrap(),
        description: "Making the \"world\" a better place".into(),
        employees: 4500,
        plan: Plan::Enterprise,
        website: "https://hooli.xyz".parse().unwrap(),
        avatar: "https://hooli.xyz/a.png".into(),
        seats_left: 7,
        score: 0.25,
        active: true,
        owners: vec!["gavin".into(), "laurie".into()],
        absent: None,
    }
}

fn user() -> Identity {
    let traits = serde_json::json!({"email": "g@hooli.xyz", "name": "Gavin", "age": 42});
    Identity::user(1)
        .with_anonymous_id("a-1")
        .with_traits(&traits)
}

#[test]
fn the_count_counts() {
    assert_eq!(counted(|| String::from("x")).1, 1);
    assert_eq!(counted(|| String::from("x") + "y").1, 2);
}

#[test]
fn a_build_takes_one_allocation() {
    let (user, company) = (&user(), &company());
    let (payload, allocations) = counted(|| user.group(company).build().unwrap());
    assert_eq!(allocations, 1, "{payload}");
    let (_, allocations) = counted(|| user.group_with_id(i128::MIN, company).build().unwrap());
    assert_eq!(allocations, 1);
    let (_, allocations) = counted(|| user.group_with_id("g", &()).build().unwrap());
    assert_eq!(allocations, 1);
}

#[test]
fn a_build_with_all_that_a_call_takes_needs_no_other() {
    let (user, company) = (&user(), &company());
    let context = Context::new().ip("10.0.0.1").locale("en-US");
    let integrations = Integrations::only(["HubSpot"]);
    let call = user
        .group(company)
        .context(context)
        .integrations(integrations)
        .timestamp(company.created_at)
        .original_timestamp(company.created_at)
        .message_id("m-1");
    let (_, allocations) = counted(|| call.build().unwrap());
    assert_eq!(allocations, 1);
}

#[test]
fn a_generic_struct_that_flattens_another_takes_one_allocation() {
    #[derive(GroupTraits)]
    struct Usage {
        seats: u8,
        projects: u8,
    }
    #[derive(GroupTraits)]
    struct Tracked<T> {
        id: u8,
        tier: u8,
        #[group(flatten)]
        inner: T,
    }
    let (user, tracked) = (
        &user(),
        &Tracked {
            id: 1,
            tier: 2,
            inner: Usage {
                seats: 3,
                projects: 4,
            },
        },
    );
    let (_, allocations) = counted(|| user.group(tracked).build().unwrap());
    assert_eq!(allocations, 1);
}

#[test]
fn objects_in_a_custom_trait_take_no_other() {
    #[derive(serde::Serialize)]
    struct Usage {
        seats: u8,
        projects: u8,
    }
    #[derive(GroupTraits)]
    struct Tracked {
        usage: [Usage; 2],
        limits: std::collections::BTreeMap<&'static str, u8>,
    }
    let usage = |seats| Usage { seats, projects: 1 };
    let tracked = &Tracked {
        usage: [usage(3), usage(4)],
        limits: ["a", "b", "c"].map(|key| (key, 1)).into(),
    };
    let user = &user();
    let call = user.group_with_id("g", tracked);
    let (payload, allocations) = counted(|| call.build_in(String::with_capacity(4096)).unwrap());
    assert_eq!(allocations, 1, "{payload}");
}

#[test]
fn a_build_in_takes_none() {
    let (user, company) = (&user(), &company());
    let mut buffer = String::with_capacity(4096);
    for _ in 0..3 {
        let (payload, allocations) = counted(|| user.group(company).build_in(buffer).unwrap());
        assert_eq!(allocations, 0, "{payload}");
        buffer = payload.into_string();
    }
}

#[test]
fn an_identifys_build_takes_one_allocation() {
    let mut user = user();
    let traits = serde_json::json!({"email": "g@hooli.xyz", "age": 42});
    let call = user.identify("u-2", &traits);
    let (_, allocations) = counted(|| call.build().unwrap());
    assert_eq!(allocations, 1);
}
