use group_core::IdTrait;

#[derive(IdTrait)]
enum TenantId {
    Main,
}

fn main() {}
