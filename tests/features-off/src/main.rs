use group_core::{GroupTraits, Policy};

#[derive(GroupTraits)]
struct Company {
    #[group(pattern = "^[a-z]+$")]
    name: String,
}

fn main() {
    let _ = Policy::drop_all().hash("contact", "a key");
}
