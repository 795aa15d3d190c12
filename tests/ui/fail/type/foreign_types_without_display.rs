use std::net::IpAddr;

use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    id: IpAddr,
    name: Option<IpAddr>,
    #[group(as = "text")]
    tier: IpAddr,
}

fn main() {}
