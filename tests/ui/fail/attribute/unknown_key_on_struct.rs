use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(deny_unknown_fields)]
struct Company {
    name: String,
}

fn main() {}
