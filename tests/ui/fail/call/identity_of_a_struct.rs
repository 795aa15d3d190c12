use group_core::Identity;

struct User {
    id: u64,
}

fn main() {
    let user = User { id: 7 };
    let _ = user.id;
    let _ = Identity::user(&user);
}
