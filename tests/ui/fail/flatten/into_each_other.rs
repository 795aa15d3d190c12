use group_core::GroupTraits;

type Me = Company;

#[derive(GroupTraits)]
struct Company {
    name: String,
    #[group(flatten)]
    parent: Option<Box<Me>>,
}

#[derive(GroupTraits)]
struct Account {
    id: u64,
    #[group(flatten)]
    owner: Box<Owner>,
}

#[derive(GroupTraits)]
struct Owner {
    seats: u32,
    #[group(base)]
    account: Box<Account>,
}

// These two have no such error.
#[derive(GroupTraits)]
struct Usage {
    #[group(flatten)]
    plain: Plain,
    calls: u32,
}

#[derive(GroupTraits)]
struct Around {
    #[group(flatten)]
    usage: Usage,
}

struct Plain;

fn main() {}
