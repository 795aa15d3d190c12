use group_core::Identity;

fn main() {
    let _ = Identity::user("u").group_with_id(7, ()).build();
}
