use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    planet: String,
    plane: u32,
    phones: Vec<String>,
    names: Vec<String>,
    emails: Vec<String>,
    mailing_list: String,
    creator: String,
    site: String,
    url: String,
    domain: String,
    username: String,
    addresses: Vec<String>,
    industries: Vec<String>,
    avatar_id: u64,
    channel_id: u64,
    context: String,
    ids: Vec<u64>,
    streets: u32,
    employer: String,
    employed: bool,
    phony: bool,
    plant: String,
    adder: u32,
    curated_at: String,
    industrial: bool,
    descriptor: String,
}

fn main() {}
