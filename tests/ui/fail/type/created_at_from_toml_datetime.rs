use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    created_at: toml::value::Datetime,
}

fn main() {}
