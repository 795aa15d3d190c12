use group_core::{Address, AddressTraits, Date, GroupTraits};

type Headcount = Option<u32>;
type Text = Box<str>;
type Office = Option<Address>;
type Since = Option<Date>;
type Maybe<T> = Option<T>;

#[derive(AddressTraits)]
struct Plant {
    city: Maybe<Text>,
}

#[derive(GroupTraits)]
struct Company {
    id: Text,
    name: Maybe<Text>,
    employees: Headcount,
    address: Office,
    created_at: Since,
    plant: Maybe<Headcount>,
}

#[derive(GroupTraits)]
struct Site {
    address: Maybe<Plant>,
}

fn main() {}
