use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    website: std::net::IpAddr,
}

fn main() {}
