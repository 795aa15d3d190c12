use group_core::GroupTraits;

struct NotSent;

#[derive(GroupTraits)]
struct Company<T> {
    #[group(skip)]
    id: NotSent,
    #[group(group_id)]
    tenant: u64,
    #[group(skip)]
    address: NotSent,
    #[group(rename = "address.city")]
    town: String,
    #[group(skip)]
    web_site: T,
    #[group(rename = "website")]
    url: String,
}

fn traits(company: &Company<NotSent>) -> impl GroupTraits {
    company
}

fn main() {}
