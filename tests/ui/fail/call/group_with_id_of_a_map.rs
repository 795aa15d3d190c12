use group_core::Identity;
use std::collections::BTreeMap;

fn main() {
    let traits = BTreeMap::from([("name", "Hooli")]);
    let _ = Identity::user("u").group_with_id("7", &traits).build();
}
