use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    id: f64,
    employes: u32,
    #[group(colour)]
    name: String,
    #[group(skip, custom)]
    lock: u8,
    website: u32,
    user_id: u8,
}

fn main() {}
