use group_core::{GroupTraits, Traits};

#[derive(GroupTraits)]
union Company {
    seats: u32,
}

fn main() {
    let company = Company { seats: 1 };
    let _ = serde_json::to_string(&Traits(&company));
}
