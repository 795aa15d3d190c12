//! The times of peers.

fn main() {
    harness::time(peers::cases());
}
