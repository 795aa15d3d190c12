use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    uuid_ts: String,
}

fn main() {}
