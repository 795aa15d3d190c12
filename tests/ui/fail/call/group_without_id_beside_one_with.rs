use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company {
    name: String,
}
#[derive(GroupTraits)]
struct Account {
    id: u64,
}

fn main() {
    let _: fn(&Account) = |account| drop(Identity::user("u").group(account).build());
    let _: fn(&Company) = |company| drop(Identity::user("u").group(company).build());
}
