use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(alias = "seats", skip_deserializing)]
    score: u8,
}

fn main() {}
