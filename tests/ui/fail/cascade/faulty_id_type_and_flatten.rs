use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Usage {
    id: bool,
}
#[derive(GroupTraits)]
struct Company {
    id: u64,
    #[group(flatten)]
    usage: Usage,
}

fn main() {
    let company = Company {
        id: 7,
        usage: Usage { id: true },
    };
    let _ = Identity::user("u").group(&company).build();
}
