use group_core::Identity;

fn main() {
    let _ = Identity::user(Some("u"));
}
