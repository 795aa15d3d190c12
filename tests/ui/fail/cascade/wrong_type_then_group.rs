use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company {
    id: u64,
    name: u32,
}

fn main() {
    let company = Company { id: 7, name: 2 };
    let _ = Identity::user("u").group(&company).build();
}
