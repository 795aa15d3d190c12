use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    context_library_version: String,
}

fn main() {}
