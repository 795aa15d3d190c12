use group_core::GroupTraits;

#[derive(GroupTraits)]
enum Company {
    Startup,
}

fn main() {}
