use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(also = "employees")]
    size: String,
    #[group(also = "employees", display)]
    seats: u32,
}

fn main() {}
