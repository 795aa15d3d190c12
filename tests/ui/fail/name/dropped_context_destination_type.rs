use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    context_destination_type: String,
}

fn main() {}
