use group_core::IdTrait;

#[derive(IdTrait)]
struct TenantId(#[group()] u64);

fn main() {}
