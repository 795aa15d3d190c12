use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    context_source_id: String,
}

fn main() {}
