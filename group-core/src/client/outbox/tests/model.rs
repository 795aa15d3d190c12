//! Random sequences of everything that can be done, against a simple model.

use super::*;

#[test]
fn an_outbox_does_what_a_list_would() {
    for seed in rounds(60) {
        let mut random = Random::new(seed);
        let mut world = World::new(if seed % 2 == 0 { settings() } else { full() });
        for _ in 0..300 {
            let step = Step::random(&mut random);
            if let Err(error) = world.step(step) {
                panic!("seed {seed}, {step:?}: {error}");
            }
            world.check_counts();
        }
        assert!(world.disk.used() < 100_000);
    }
}
