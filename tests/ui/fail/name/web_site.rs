use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    web_site: String,
}

fn main() {}
