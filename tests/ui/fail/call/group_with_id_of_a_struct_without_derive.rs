use group_core::Identity;

struct Company {
    name: String,
}

fn main() {
    let company = Company {
        name: "Hooli".into(),
    };
    let _ = Identity::user("u").group_with_id("7", &company).build();
}
