use group_core::{Date, GroupTraits};

fn is_zero(seats: &u32) -> bool {
    *seats == 0
}

mod shown {
    pub fn text<T: ToString>(value: &T) -> String {
        value.to_string()
    }
}

#[derive(GroupTraits)]
#[group(crate = group_core)]
struct Company {
    #[group(map = "shown::text")]
    name: u32,
    #[group(map = shown::text::<i8>)]
    plan: i8,
    #[group(skip_if = "is_zero")]
    employees: u32,
    #[group(map = "Date::parse")]
    created_at: String,
    #[group(skip_if = "Option::is_none")]
    seats: Option<u32>,
}

fn main() {}
