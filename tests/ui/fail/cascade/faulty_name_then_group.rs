use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company {
    id: u64,
    employes: u32,
}

fn main() {
    let company = Company { id: 7, employes: 2 };
    let _ = Identity::user("u").group(&company).build();
}
