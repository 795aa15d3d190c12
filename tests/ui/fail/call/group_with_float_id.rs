use group_core::Identity;

fn main() {
    let _ = Identity::user("u").group_with_id(1.0, &()).build();
}
