use group_core::Identity;

fn main() {
    let _ = Identity::user("u").group(&()).build();
}
