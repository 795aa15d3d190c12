use group_core::Identity;

fn main() {
    let user = Identity::user("u");
    let _ = user
        .group_with_id(7, &())
        .original_timestamp("2014-04-06")
        .build();
}
