use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
enum Company {
    Startup,
}

fn main() {
    let _ = Identity::user("u").group(&Company::Startup).build();
}
