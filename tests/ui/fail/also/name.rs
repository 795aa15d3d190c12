use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(also = "")]
    a: u32,
    #[group(also = "user_id")]
    b: u32,
    #[group(also = "id")]
    c: u32,
    #[group(also = "emplyees")]
    d: u32,
    #[group(also = "address.towwn")]
    e: String,
    #[group(also = "api_key")]
    f: String,
    name: String,
    #[group(also = "company_name", also = "nam")]
    g: String,
}

fn main() {}
