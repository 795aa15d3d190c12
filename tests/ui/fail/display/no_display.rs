use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company<'a> {
    #[group(display)]
    id: Vec<u8>,
    #[group(display)]
    name: Option<Vec<u8>>,
    #[group(display)]
    tags: &'a [u8],
}

fn main() {}
