//! The events that are compared, each made by us and by those that one would write or take instead.

pub mod cases;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Counts the allocations of the thread that makes them, and their bytes.
pub struct Counting;

thread_local! {
    static COUNT: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

fn count(bytes: usize) {
    let (allocations, before) = COUNT.get();
    COUNT.set((allocations + 1, before + bytes as u64));
}

/// What `f` allocates: how often, and how many bytes.
pub fn allocations(f: impl FnOnce()) -> (u64, u64) {
    let (allocations, bytes) = COUNT.get();
    f();
    let (after, bytes_after) = COUNT.get();
    (after - allocations, bytes_after - bytes)
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(old, layout, size) }
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        unsafe { System.dealloc(old, layout) }
    }
}
