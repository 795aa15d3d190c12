use group_core::IdTrait;

#[derive(IdTrait)]
struct TenantId(u32, u32);

fn main() {}
