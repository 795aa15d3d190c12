use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.line1")]
    line: String,
}

fn main() {}
