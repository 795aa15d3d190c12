use group_core::{IdTrait, Identity};

#[derive(IdTrait)]
struct TenantId(u64, u64);

fn main() {
    let _ = Identity::user(TenantId(1, 2));
}
