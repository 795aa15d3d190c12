use group_core::IdTrait;

#[derive(IdTrait)]
#[group(crat = "group_core")]
struct TenantId(u64);

fn main() {}
