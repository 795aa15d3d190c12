use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Usage {
    employes: u32,
}
#[derive(GroupTraits)]
struct Company {
    name: String,
    #[group(flatten)]
    usage: Usage,
}

fn main() {}
