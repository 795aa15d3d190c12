use group_core::GroupTraits;

type Option = u32;
type String = std::option::Option<&'static str>;

#[derive(GroupTraits)]
struct Company {
    name: String,
    employees: Option,
}

fn main() {}
