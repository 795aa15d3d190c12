use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    context_ip: String,
}

fn main() {}
