use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    website: std::path::PathBuf,
}

fn main() {}
