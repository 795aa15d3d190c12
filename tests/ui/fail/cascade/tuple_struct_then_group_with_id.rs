use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company(u32);

fn main() {
    let _ = Identity::user("u").group_with_id("7", &Company(1)).build();
}
