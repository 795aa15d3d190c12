//! The allocations of ours.

#[global_allocator]
static ALLOCATOR: harness::Counting = harness::Counting;

fn main() {
    harness::count(ours::cases());
}
