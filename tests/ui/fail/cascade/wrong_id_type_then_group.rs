use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company {
    id: f64,
}

fn main() {
    let company = Company { id: 7.0 };
    let _ = Identity::user("u").group(&company).build();
}
