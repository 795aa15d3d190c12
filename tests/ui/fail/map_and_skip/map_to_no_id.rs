use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = half)]
    id: u32,
}

fn half(id: &u32) -> f64 {
    f64::from(*id) / 2.0
}

fn main() {}
