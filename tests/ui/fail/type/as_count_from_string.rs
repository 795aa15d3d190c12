use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(as = "count")]
    seats: String,
}

fn main() {}
