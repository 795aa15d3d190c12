use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = double)]
    employees: u32,
}

fn double(seats: u32) -> u32 {
    seats * 2
}

fn main() {}
