use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip_if = zero)]
    employees: u32,
}

fn zero(seats: u32) -> bool {
    seats == 0
}

fn main() {}
