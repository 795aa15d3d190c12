use group_core::Identity;
use group_core::sink::{Recorder, Sink};

fn main() {
    let _ = Recorder::new().send(Identity::user("u").group_with_id("g", &()));
}
