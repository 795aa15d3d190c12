use group_core::CountTrait;

fn shown(_: impl CountTrait) {}

fn main() {
    shown("many");
}
