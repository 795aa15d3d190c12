use group_core::Identity;

fn main() {
    let user = Identity::user("u");
    let call = user.group_with_id(7, &());
    let _ = call.build();
    let _ = call.build();
}
