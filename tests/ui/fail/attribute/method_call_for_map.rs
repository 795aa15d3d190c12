use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = self.name())]
    name: String,
}

fn main() {}
