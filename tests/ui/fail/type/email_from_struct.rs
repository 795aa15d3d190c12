use group_core::GroupTraits;

struct Mailbox(String);

#[derive(GroupTraits)]
struct Company {
    email: Mailbox,
}

fn main() {}
