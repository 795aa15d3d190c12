use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company<T> {
    employees: T,
}

fn build(user: &group_core::Identity, company: &Company<String>) {
    let _ = user.group_with_id(7, company).build();
}

fn main() {}
