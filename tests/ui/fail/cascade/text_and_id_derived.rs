use group_core::{IdTrait, TextTrait};

#[derive(IdTrait, TextTrait)]
struct TenantId(String);

fn main() {}
