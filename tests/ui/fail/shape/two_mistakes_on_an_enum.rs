use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(colour)]
enum Company {
    Startup,
}

fn main() {}
