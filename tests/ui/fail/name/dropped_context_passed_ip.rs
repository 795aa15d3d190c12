use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    context_passed_ip: String,
}

fn main() {}
