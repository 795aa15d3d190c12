use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    context_library_name: String,
}

fn main() {}
