use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    context_request_ip: String,
}

fn main() {}
