//! What is measured, and how: the programs of `ours` and `peers` are these functions over their cases.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::env::args;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Duration;

use criterion::{Criterion, SamplingMode};

/// One way to make an event, or many.
pub struct Maker {
    pub name: &'static str,
    /// Gives the number of bytes made.
    pub make: Box<dyn FnMut() -> usize>,
}

pub fn maker(name: &'static str, make: impl FnMut() -> usize + 'static) -> Maker {
    Maker {
        name,
        make: Box::new(make),
    }
}

/// The same event, or as many of the same, made in several ways.
pub struct Case {
    pub name: &'static str,
    pub makers: Vec<Maker>,
}

/// The names of the cases, for those who measure to mean the same by them.
pub const WHOLE: &str = "whole event";
pub const SAMPLE: &str = "documented sample";
pub const CUSTOM: [&str; 3] = ["10 custom traits", "20 custom traits", "40 custom traits"];
pub const MANY: [(usize, &str); 3] = [
    (100, "100 events"),
    (1000, "1,000 events"),
    (10_000, "10,000 events"),
];

/// Gives a value for as long as the program runs.
pub fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Measures the time of each maker, `time {folder of criterion's} {milliseconds for each}`; or makes what another
/// program counts, `make {case} {maker} {times}`.
pub fn time(mut cases: Vec<Case>) {
    let arguments: Vec<String> = args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["time", folder, millis] => {
            run_criterion(&mut cases, folder.into(), millis.parse().unwrap())
        }
        ["make", case, maker, times] => {
            let mut cases = cases.iter_mut();
            let case = cases.find(|known| known.name == case).unwrap();
            let mut makers = case.makers.iter_mut();
            let maker = makers.find(|known| known.name == maker).unwrap();
            for _ in 0..times.parse().unwrap() {
                black_box((maker.make)());
            }
        }
        _ => panic!("time {{folder}} {{milliseconds}}, or make {{case}} {{maker}} {{times}}"),
    }
}

fn run_criterion(cases: &mut [Case], folder: PathBuf, millis: u64) {
    let each = Duration::from_millis(millis);
    let mut criterion = Criterion::default()
        .without_plots()
        .output_directory(&folder)
        .sample_size(20)
        .warm_up_time(each / 2)
        .measurement_time(each);
    for case in cases {
        let mut group = criterion.benchmark_group(case.name);
        if case.name.ends_with("events") {
            group.sampling_mode(SamplingMode::Flat);
        }
        for maker in &mut case.makers {
            group.bench_function(maker.name, |bencher| bencher.iter(|| (maker.make)()));
        }
        group.finish();
    }
}

/// Prints a line for each maker: the case, the maker, its allocations, their bytes, and the bytes that it makes, with tabs
/// between. The program has to have [`Counting`] as its allocator.
pub fn count(mut cases: Vec<Case>) {
    for case in &mut cases {
        for maker in &mut case.makers {
            // What is kept from one to the next is there from the second on.
            (maker.make)();
            let (before, bytes_before) = COUNT.get();
            let made = (maker.make)();
            let (after, bytes_after) = COUNT.get();
            println!(
                "{}\t{}\t{}\t{}\t{made}",
                case.name,
                maker.name,
                after - before,
                bytes_after - bytes_before
            );
        }
    }
}

/// Counts the allocations of the thread that makes them, and their bytes.
pub struct Counting;

thread_local! {
    static COUNT: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

fn counted(bytes: usize) {
    let (allocations, before) = COUNT.get();
    COUNT.set((allocations + 1, before + bytes as u64));
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        counted(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        counted(size);
        unsafe { System.realloc(old, layout, size) }
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        unsafe { System.dealloc(old, layout) }
    }
}
