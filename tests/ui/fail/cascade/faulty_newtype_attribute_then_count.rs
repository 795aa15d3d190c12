use group_core::CountTrait;

#[derive(CountTrait)]
#[group(rename = "n")]
struct Headcount(u32);

fn main() {
    let _ = Headcount(1).count();
}
