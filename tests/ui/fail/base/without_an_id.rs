use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Tracked<T> {
    #[group(base)]
    inner: T,
}

#[derive(GroupTraits)]
struct Followed {
    #[group(base)]
    inner: Usage,
}

#[derive(GroupTraits)]
struct Usage {
    seats: u8,
}

fn main() {
    let user = Identity::user("u");
    let _ = user.group(&Tracked { inner: Usage { seats: 1 } }).build();
    let _ = user.group(&Followed { inner: Usage { seats: 1 } }).build();
}
