use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    name: u32,
    employees: String,
    quota: std::sync::MutexGuard<'static, u8>,
}

fn main() {}
