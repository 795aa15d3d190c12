use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = "SCREAMING_SNAKE_CASE")]
struct Company {
    companyname: String,
    web_site: String,
}

fn main() {}
