use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(custom)]
    web_site: String,
    #[group(custom)]
    user_id: u64,
    #[group(rename = "address.zip", custom)]
    zip: String,
    #[group(rename = "会社", custom)]
    company: String,
}

fn main() {}
