use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    zip_code: String,
}

fn main() {}
