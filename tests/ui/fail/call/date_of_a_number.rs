use group_core::DateTrait;

fn shown(_: impl DateTrait) {}

fn main() {
    shown(1_396_785_600_000_i64);
}
