//! The times of ours.

fn main() {
    harness::time(ours::cases());
}
