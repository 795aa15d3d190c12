use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use group_core::{Address, GroupTraits};

#[derive(GroupTraits)]
struct Company<'a> {
    id: Option<&'a u64>,
    name: Option<Arc<str>>,
    email: Arc<Option<Cow<'a, str>>>,
    employees: &'a Option<Rc<u32>>,
    address: Option<Box<Address>>,
    created_at: Option<&'a std::time::SystemTime>,
}

fn main() {}
