use group_core::GroupTraits;

#[derive(GroupTraits)]
#[allow(non_snake_case)]
struct Company {
    Industry: String,
}

fn main() {}
