//! The allocations of peers.

#[global_allocator]
static ALLOCATOR: harness::Counting = harness::Counting;

fn main() {
    harness::count(peers::cases());
}
