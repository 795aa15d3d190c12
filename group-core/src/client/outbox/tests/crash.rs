//! The end of the process, and of the machine, at every call.

use super::*;

/// Runs random steps until the end at this call, and says whether it came to that.
fn until_end(world: &mut World, random: &mut Random, call: usize, fault: Fault) -> bool {
    world.disk.fault_after(call, fault);
    for _ in 0..150 {
        let step = Step::random(random);
        if world.step(step).is_err() {
            assert!(world.disk.has_ended(), "{step:?}");
            return true;
        }
    }
    false
}

#[test]
fn killed_at_any_call_it_opens_with_all_that_was_taken() {
    for fault in [Fault::End, Fault::EndInPart] {
        let mut call = 0;
        loop {
            let mut world = World::new(settings());
            let mut random = Random::new(11);
            if !until_end(&mut world, &mut random, call, fault) {
                break;
            }
            world.disk.heal();
            world.open_after_crash(false).unwrap();
            call += 1;
        }
        assert!(call > 400, "{call}");
    }
}

#[test]
fn with_full_durability_a_loss_of_power_at_any_call_leaves_all_that_was_taken() {
    for fault in [Fault::End, Fault::EndInPart] {
        for seed in rounds(2) {
            let mut call = 0;
            loop {
                let mut world = World::new(full());
                if !until_end(&mut world, &mut Random::new(11), call, fault) {
                    break;
                }
                world.disk.lose_power(&mut Random::new(seed));
                world.open_after_crash(true).unwrap();
                call += 1;
            }
            assert!(call > 400, "{call}");
        }
    }
}

/// Killed or without power again and again, also while it opens.
fn crash_often(settings: fn() -> Settings, loses_power: bool) {
    for seed in rounds(120) {
        let mut random = Random::new(seed);
        let mut world = World::new(settings());
        for _ in 0..12 {
            let call = random.below(150);
            let fault = [Fault::End, Fault::EndInPart][random.below(2)];
            until_end(&mut world, &mut random, call, fault);
            loop {
                world.outbox = None;
                // A process that was killed leaves to the next one what it has not synced.
                match loses_power && random.below(3) > 0 {
                    true => world.disk.lose_power(&mut random),
                    false => world.disk.heal(),
                }
                if random.below(2) == 0 {
                    world.disk.fault_after(random.below(200), fault);
                }
                match world.open_after_crash(loses_power) {
                    Ok(()) => break,
                    Err(error) => assert!(world.disk.has_ended(), "seed {seed}: {error}"),
                }
            }
            world.disk.heal();
        }
        for _ in 0..1000 {
            world.step(Step::Take(100)).unwrap();
            world.step(Step::Settle(0)).unwrap();
        }
        world.step(Step::DropAside).unwrap();
        world.check_counts();
        world.step(Step::Restart).unwrap();
    }
}

#[test]
fn killed_again_and_again_it_loses_nothing() {
    crash_often(settings, false);
}

#[test]
fn with_full_durability_it_loses_nothing_by_losses_of_power() {
    crash_often(full, true);
}
