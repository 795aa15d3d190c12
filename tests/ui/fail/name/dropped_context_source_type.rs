use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    context_source_type: String,
}

fn main() {}
