use group_core::IdTrait;

#[derive(IdTrait)]
struct TenantId(f64);

fn main() {}
