use group_core::Identity;

fn main() {
    let traits = serde_json::json!({"name": "Hooli"});
    let _ = Identity::user("u").group_with_id("7", &traits).build();
}
