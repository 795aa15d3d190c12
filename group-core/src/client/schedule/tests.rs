//! The schedule against a data plane that is only a function, with a clock of its own.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use super::{Lane, Part, REFUSALS, Schedule, Then, Want};
use crate::client::event::Event;
use crate::client::http::answer::Answer;
use crate::client::outcome::FailReason;
use crate::client::retry::RetryPolicy;
use crate::event::payload::Payload;
use crate::identity::Identity;

const HOUR: Duration = Duration::from_secs(3600);
const FOR_EVER: Duration = Duration::MAX;
/// Of a request.
const BATCH: usize = 100;

fn again(status: u16) -> Answer {
    Answer::Again {
        status: Some(status),
        text: "later".to_owned(),
        retry_after: None,
        blame_after: Some(5),
    }
}

fn unreachable() -> Answer {
    Answer::Again {
        status: None,
        text: "refused".to_owned(),
        retry_after: None,
        blame_after: None,
    }
}

fn refused() -> Answer {
    Answer::Refused {
        status: Some(404),
        text: "not found".to_owned(),
    }
}

fn wrong(status: u16) -> Answer {
    Answer::Wrong {
        status,
        text: "wrong".to_owned(),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Accepted,
    Rejected,
    Exhausted,
}

/// Does what the worker does.
struct World<F> {
    schedule: Schedule,
    waiting: VecDeque<Event>,
    /// Gets the numbers of the events, and how much time has passed. Says the answer, and how long it takes.
    server: F,
    began: Instant,
    now: Instant,
    /// By number, with the time.
    ends: BTreeMap<u64, (End, Duration)>,
    requests: Vec<Vec<u64>>,
    /// How long each was.
    pauses: Vec<Duration>,
    most_parts: usize,
}

fn payload() -> Payload {
    Identity::user("u")
        .group_with_id("5e8a", &())
        .build()
        .unwrap()
}

impl<F: FnMut(&[u64], Duration) -> (Answer, Duration)> World<F> {
    fn new(events: u64, give_up_after: Duration, server: F) -> Self {
        let now = Instant::now();
        Self {
            schedule: Schedule::new(RetryPolicy::default(), give_up_after),
            waiting: (0..events)
                .map(|number| Event::in_memory(number, 0, payload()))
                .collect(),
            server,
            began: now,
            now,
            ends: BTreeMap::new(),
            requests: Vec::new(),
            pauses: Vec::new(),
            most_parts: 0,
        }
    }

    fn passed(&self) -> Duration {
        self.now - self.began
    }

    fn take(waiting: &mut VecDeque<Event>, want: Want) -> Vec<Event> {
        let most = match want {
            Want::Due => BATCH,
            Want::One => 1,
        };
        waiting.drain(..most.min(waiting.len())).collect()
    }

    /// Runs until nothing is left to do now, or this time has passed.
    fn run(&mut self, time: Duration) {
        while self.passed() < time {
            let waiting = &mut self.waiting;
            let next = self
                .schedule
                .next(self.now, |want| Self::take(waiting, want));
            self.most_parts = self.most_parts.max(self.schedule.parts.len());
            match next {
                Some((lane, part)) => self.deliver(lane, part),
                None => {
                    let refused = self.schedule.give_up_refused();
                    if !refused.is_empty() {
                        for refused in refused {
                            self.end(refused.event.number, End::Rejected);
                        }
                    } else if let Some(at) = self.schedule.wakes_at() {
                        self.now = at;
                    } else {
                        break;
                    }
                }
            }
        }
    }

    fn end(&mut self, number: u64, end: End) {
        let before = self.ends.insert(number, (end, self.passed()));
        assert_eq!(before, None, "event {number} ends twice");
    }

    fn deliver(&mut self, lane: Lane, part: Part) {
        let numbers: Vec<u64> = part.events.iter().map(|event| event.number).collect();
        assert!(!numbers.is_empty(), "an empty request");
        let began = self.now;
        let passed = self.passed();
        let (answer, took) = (self.server)(&numbers, passed);
        self.requests.push(numbers);
        self.now += took;
        let outcome = self.schedule.answered(lane, part, answer, began, self.now);
        for event in outcome.accepted {
            self.end(event.number, End::Accepted);
        }
        for given_up in outcome.given_up {
            let end = match given_up.reason {
                FailReason::Rejected => End::Rejected,
                _ => End::Exhausted,
            };
            self.end(given_up.event.number, end);
        }
        if let Some(deferred) = outcome.deferred {
            self.schedule
                .put_off(deferred.event, self.now, deferred.least);
        }
        match outcome.then {
            Then::Next => {}
            Then::Wait { delay, .. } => self.now += delay,
            Then::Probe(_) => {
                let waiting = &mut self.waiting;
                match self.schedule.probe(|want| Self::take(waiting, want)) {
                    Some((lane, part)) => self.deliver(lane, part),
                    None => self.pause(),
                }
            }
            Then::Pause(_) => self.pause(),
        }
    }

    fn pause(&mut self) {
        let pause = self.schedule.pause(self.now);
        self.pauses.push(pause.until - self.now);
        self.now = pause.until;
    }

    fn numbers(&self, end: End) -> Vec<u64> {
        let ended = self.ends.iter().filter(|(_, (its, _))| *its == end);
        ended.map(|(number, _)| *number).collect()
    }

    /// When the last of those that were accepted was.
    fn last_accepted(&self) -> Duration {
        let accepted = self.ends.values().filter(|(end, _)| *end == End::Accepted);
        accepted.map(|(_, at)| *at).max().unwrap_or_default()
    }
}

/// Milliseconds.
fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn all_but(events: u64, but: &[u64]) -> Vec<u64> {
    (0..events).filter(|number| !but.contains(number)).collect()
}

#[test]
fn an_event_that_always_gets_500_holds_up_no_other() {
    for poison in [0, 57, 99, 100, 299] {
        let mut world = World::new(300, FOR_EVER, |events, _| match events.contains(&poison) {
            true => (again(500), ms(10)),
            false => (Answer::Accepted, ms(10)),
        });
        world.run(24 * HOUR);
        assert_eq!(world.numbers(End::Accepted), all_but(300, &[poison]));
        assert_eq!(world.ends.len(), 299);
        // The delays of five failures of the batch, and of nine more for its halves.
        assert!(
            world.last_accepted() < ms(10_000),
            "{:?}",
            world.last_accepted()
        );
        // It is tried for ever, but seldom.
        let tries = world
            .requests
            .iter()
            .filter(|request| **request == [poison]);
        let tries = tries.count();
        assert!((25..=45).contains(&tries), "{poison}: {tries}");
        assert_eq!(world.schedule.deferred.len(), 1);
    }
}

#[test]
fn an_event_that_always_times_out_holds_up_no_other() {
    let mut world = World::new(5_000, FOR_EVER, |events, _| match events.contains(&7) {
        true => (again(504), ms(10_000)),
        false => (Answer::Accepted, ms(10)),
    });
    world.run(24 * HOUR);
    assert_eq!(world.numbers(End::Accepted), all_but(5_000, &[7]));
    assert!(
        world.last_accepted() < ms(180_000),
        "{:?}",
        world.last_accepted()
    );
}

/// Without others to compare with, the halves of the batch are.
#[test]
fn a_single_batch_is_divided_though_nothing_else_is_waiting() {
    let mut world = World::new(20, FOR_EVER, |events, _| match events.contains(&19) {
        true => (again(500), ms(10)),
        false => (Answer::Accepted, ms(10)),
    });
    world.run(HOUR);
    assert_eq!(world.numbers(End::Accepted), all_but(20, &[19]));
    assert!(
        world.last_accepted() < ms(20_000),
        "{:?}",
        world.last_accepted()
    );
}

/// An attempt after which the batch is divided counts for none of its events.
#[test]
fn an_event_whose_attempts_run_out_takes_no_other_with_it() {
    for (events, attempts) in [(300, 6), (300, 10), (100, 6), (100, 10)] {
        let mut world = World::new(events, FOR_EVER, |events, _| match events.contains(&42) {
            true => (again(500), ms(10)),
            false => (Answer::Accepted, ms(10)),
        });
        let retry = RetryPolicy::default().attempts(attempts);
        world.schedule = Schedule::new(retry, FOR_EVER);
        world.run(HOUR);
        assert_eq!(world.numbers(End::Exhausted), [42]);
        assert_eq!(world.numbers(End::Accepted), all_but(events, &[42]));
    }
}

#[test]
fn an_event_that_was_put_off_arrives_once_it_can() {
    let mut world = World::new(200, FOR_EVER, |events, passed| {
        match events.contains(&3) && passed < 5 * HOUR {
            true => (again(500), ms(10)),
            false => (Answer::Accepted, ms(10)),
        }
    });
    world.run(7 * HOUR);
    assert_eq!(world.numbers(End::Accepted), all_but(200, &[]));
    assert_eq!(world.ends[&3].0, End::Accepted);
}

#[test]
fn at_the_end_those_put_off_come_after_what_was_not_sent_yet() {
    let is_bad = |number: &u64| *number < 20;
    let mut world = World::new(200, FOR_EVER, |events, _| match events.iter().any(is_bad) {
        true => (again(504), ms(10_000)),
        false => (Answer::Accepted, ms(10)),
    });
    world.run(HOUR);
    assert_eq!(world.schedule.deferred.len(), 20);
    world
        .waiting
        .extend((200..1_000).map(|number| Event::in_memory(number, 0, payload())));
    world.schedule.end();
    world.schedule.bring_forward(world.now);
    let before = world.requests.len();
    world.run(world.passed() + ms(1_000));
    let newer: Vec<u64> = (200..1_000).collect();
    assert_eq!(world.requests[before..before + 8].concat(), newer);
}

/// Also where each batch has several.
#[test]
fn many_such_events_hold_up_no_other() {
    let is_bad = |number: &u64| number % 30 == 4;
    let mut world = World::new(3_000, FOR_EVER, |events, _| {
        match events.iter().any(is_bad) {
            true => (again(500), ms(10)),
            false => (Answer::Accepted, ms(10)),
        }
    });
    world.run(HOUR);
    let bad: Vec<u64> = (0..3_000).filter(is_bad).collect();
    assert_eq!(world.numbers(End::Accepted), all_but(3_000, &bad));
    assert_eq!(world.schedule.deferred.len(), 100);
    assert!(world.most_parts < 60, "{}", world.most_parts);
}

#[test]
fn events_put_off_take_a_tenth_of_the_time_at_most() {
    let is_bad = |number: &u64| *number < 50;
    let mut spent = Duration::ZERO;
    let mut world = World::new(100, FOR_EVER, |events, passed| {
        let is_bad = events.iter().any(is_bad);
        if is_bad && passed > HOUR {
            spent += ms(10_000);
        }
        match is_bad {
            true => (again(504), ms(10_000)),
            false => (Answer::Accepted, ms(10)),
        }
    });
    world.run(21 * HOUR);
    assert_eq!(world.schedule.deferred.len(), 50);
    drop(world);
    assert!(spent <= 2 * HOUR + ms(100_000), "{spent:?}");
}

/// Each flush asks for it.
#[test]
fn an_event_that_is_asked_for_again_and_again_holds_up_no_other() {
    let mut world = World::new(200, FOR_EVER, |events, _| match events.contains(&7) {
        true => (again(504), ms(10_000)),
        false => (Answer::Accepted, ms(10)),
    });
    world.run(HOUR);
    let before = world.requests.len();
    world
        .waiting
        .extend((200..500).map(|number| Event::in_memory(number, 0, payload())));
    for _ in 0..6 {
        world.schedule.bring_forward(world.now);
        world.run(world.passed() + ms(1));
    }
    let batches = [200..300, 300..400, 400..500].map(Vec::from_iter);
    let [first, second, third] = batches;
    let asked = vec![7];
    assert_eq!(
        world.requests[before..],
        [asked.clone(), first, second, third, asked.clone(), asked]
    );
}

#[test]
fn a_retry_after_is_obeyed_by_all_that_were_put_off() {
    let now = Instant::now();
    let mut schedule = Schedule::new(RetryPolicy::default(), FOR_EVER);
    for number in 0..3 {
        schedule.defer(Event::in_memory(number, 0, payload()), now);
    }
    let (lane, part) = schedule.next(now, |_| Vec::new()).unwrap();
    let answer = Answer::Again {
        status: Some(429),
        text: "later".to_owned(),
        retry_after: Some(ms(60_000)),
        blame_after: Some(10),
    };
    schedule.answered(lane, part, answer, now, now + ms(10));
    assert_eq!(schedule.wakes_at(), Some(now + ms(60_010)));
}

/// RudderStack's gateway counts the events, and refuses a batch that has more than it allows for at all.
#[test]
fn a_batch_that_is_more_than_a_limit_allows_is_divided() {
    let mut world = World::new(600, FOR_EVER, |events, _| match events.len() > 60 {
        true => (
            Answer::Again {
                status: Some(429),
                text: "max requests limit reached".to_owned(),
                retry_after: None,
                blame_after: Some(10),
            },
            ms(10),
        ),
        false => (Answer::Accepted, ms(10)),
    });
    world.run(HOUR);
    assert_eq!(world.numbers(End::Accepted).len(), 600);
}

#[test]
fn an_outage_loses_nothing_and_keeps_the_order() {
    for outage in [HOUR / 60, HOUR, 24 * HOUR] {
        let mut world = World::new(1_000, FOR_EVER, |_, passed| match passed < outage {
            true => (unreachable(), ms(1)),
            false => (Answer::Accepted, ms(10)),
        });
        world.run(outage + HOUR);
        assert_eq!(world.numbers(End::Accepted).len(), 1_000);
        let accepted: Vec<u64> = world.requests[world.requests.len() - 10..].concat();
        assert_eq!(accepted, all_but(1_000, &[]));
        assert!(world.most_parts <= 1);
    }
}

/// It answers, so events might be to blame; but none of them is.
#[test]
fn an_outage_that_answers_503_is_over_within_a_minute_and_takes_no_more_memory() {
    for outage in [HOUR / 60, HOUR, 24 * HOUR] {
        let mut world = World::new(10_000, FOR_EVER, |_, passed| match passed < outage {
            true => (again(503), ms(10)),
            false => (Answer::Accepted, ms(10)),
        });
        world.run(outage + HOUR);
        assert_eq!(world.numbers(End::Accepted).len(), 10_000);
        let over = world.last_accepted() - outage;
        assert!(over < ms(60_000), "{over:?}");
        assert!(world.most_parts < 150, "{}", world.most_parts);
        assert!(world.schedule.deferred.is_empty());
    }
}

#[test]
fn after_its_time_an_event_is_given_up() {
    let minutes = 10 * HOUR / 60;
    let mut world = World::new(250, minutes, |_, _| (unreachable(), ms(1)));
    world.run(2 * HOUR);
    assert_eq!(world.numbers(End::Exhausted).len(), 250);
    // Each batch has its own time.
    let batches = [0, 100, 200].map(|first| world.ends[&first].1);
    for (batch, since) in batches.iter().zip([Duration::ZERO, batches[0], batches[1]]) {
        let took = *batch - since;
        assert!(took >= minutes && took <= minutes + ms(60_000), "{took:?}");
    }
}

#[test]
fn an_outage_that_ends_in_time_gives_nothing_up() {
    let minutes = 10 * HOUR / 60;
    let mut world = World::new(10_000, minutes, |_, passed| match passed < minutes {
        true => (unreachable(), ms(1)),
        false => (Answer::Accepted, ms(10)),
    });
    world.run(HOUR);
    // Only the attempt that begins within the ten minutes and ends after them would be the last.
    assert_eq!(world.numbers(End::Accepted).len(), 10_000);
}

#[test]
fn a_refusal_of_everything_stops_the_client_and_not_the_events() {
    for status in [400, 413, 422, 499] {
        let mut world = World::new(5_000, FOR_EVER, |_, passed| match passed < HOUR {
            true => (wrong(status), ms(10)),
            false => (Answer::Accepted, ms(10)),
        });
        world.run(HOUR);
        assert_eq!(world.ends.len(), 0, "{status}");
        assert!(
            (18..=21).contains(&world.pauses.len()),
            "{:?}",
            world.pauses
        );
        world.run(2 * HOUR);
        assert_eq!(world.numbers(End::Accepted).len(), 5_000);
    }
}

#[test]
fn one_404_costs_a_second_and_no_event() {
    let mut is_first = true;
    let mut world = World::new(5_000, FOR_EVER, |_, _| {
        match std::mem::take(&mut is_first) {
            true => (refused(), ms(10)),
            false => (Answer::Accepted, ms(10)),
        }
    });
    world.run(HOUR);
    assert_eq!(world.numbers(End::Accepted).len(), 5_000);
    assert_eq!(world.pauses, [ms(1_000)]);
    // 51 requests of 10 ms each.
    assert_eq!(world.last_accepted(), ms(1_510));
}

#[test]
fn pauses_double_from_one_second_to_five_minutes() {
    let mut world = World::new(1, FOR_EVER, |_, _| (refused(), ms(10)));
    world.run(HOUR / 2);
    let seconds: Vec<u64> = world.pauses.iter().map(Duration::as_secs).collect();
    assert_eq!(
        seconds,
        [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300, 300]
    );
    assert_eq!(world.ends.len(), 0);
}

#[test]
fn after_a_success_a_pause_is_of_one_second_again() {
    let mut answers = [true, true, true, false, true, true, false].into_iter();
    let mut world = World::new(200, FOR_EVER, |_, _| match answers.next() {
        Some(true) => (refused(), ms(10)),
        _ => (Answer::Accepted, ms(10)),
    });
    world.run(HOUR);
    let seconds: Vec<u64> = world.pauses.iter().map(Duration::as_secs).collect();
    assert_eq!(seconds, [1, 2, 4, 1, 2]);
    assert_eq!(world.numbers(End::Accepted).len(), 200);
}

/// What is no success proves nothing about the key or the URL.
#[test]
fn after_another_failure_pauses_go_on_doubling() {
    let mut answers = [refused(), again(503), refused(), unreachable(), refused()].into_iter();
    let mut world = World::new(1, FOR_EVER, |_, _| {
        (answers.next().unwrap_or(Answer::Accepted), ms(10))
    });
    world.run(HOUR);
    let seconds: Vec<u64> = world.pauses.iter().map(Duration::as_secs).collect();
    assert_eq!(seconds, [1, 2, 4]);
    assert_eq!(world.numbers(End::Accepted), [0]);
}

#[test]
fn a_request_that_was_asked_for_neither_ends_nor_prolongs_a_pause() {
    let now = Instant::now();
    let mut schedule = Schedule::new(RetryPolicy::default(), FOR_EVER);
    let pause = |seconds: u64, is_confirmed| super::Pause {
        until: now + ms(seconds * 1_000),
        is_confirmed,
    };
    assert_eq!(schedule.pause(now), pause(1, false));
    assert_eq!(schedule.pause(now + ms(500)), pause(1, false));
    assert_eq!(schedule.pause(now + ms(999)), pause(1, false));
    assert_eq!(schedule.pause(now + ms(1_000)), pause(3, true));
    assert_eq!(schedule.pause(now + ms(2_000)), pause(3, true));
    assert_eq!(schedule.pause(now + ms(3_000)), pause(7, true));
}

#[test]
fn fewer_refusals_than_that_are_of_the_events() {
    let few = u64::from(REFUSALS) - 1;
    let mut world = World::new(few, FOR_EVER, |_, _| (wrong(400), ms(10)));
    world.run(HOUR);
    assert_eq!(world.numbers(End::Rejected).len() as u64, few);
    assert!(world.pauses.is_empty());
}

/// If the next event is accepted, it was not the client.
#[test]
fn many_wrong_events_in_a_row_are_refused_without_a_pause() {
    let mut world = World::new(200, FOR_EVER, |events, _| {
        match events.iter().any(|number| *number < 90) {
            true => (wrong(400), ms(10)),
            false => (Answer::Accepted, ms(10)),
        }
    });
    world.run(HOUR);
    assert_eq!(world.numbers(End::Rejected), all_but(90, &[]));
    assert_eq!(world.numbers(End::Accepted).len(), 110);
    assert!(world.pauses.is_empty());
}

/// Also where it was sent before, with others.
#[test]
fn an_event_of_the_same_batch_that_is_accepted_says_so_too() {
    for (events, wrong_ones) in [(100, 30), (22, 21)] {
        let mut world = World::new(events, FOR_EVER, |events, _| {
            match events.iter().any(|number| *number < wrong_ones) {
                true => (wrong(400), ms(10)),
                false => (Answer::Accepted, ms(10)),
            }
        });
        world.run(HOUR);
        assert_eq!(world.numbers(End::Rejected), all_but(wrong_ones, &[]));
        assert_eq!(world.ends.len() as u64, events);
        assert!(world.pauses.is_empty());
    }
}

#[test]
fn another_status_breaks_the_row() {
    let mut world = World::new(50, FOR_EVER, |events, _| {
        let status = if events[0] % 2 == 0 { 400 } else { 422 };
        (wrong(status), ms(10))
    });
    world.run(HOUR);
    assert_eq!(world.numbers(End::Rejected).len(), 50);
    assert!(world.pauses.is_empty());
}

#[test]
fn another_status_breaks_the_row_also_where_those_before_are_given_up() {
    let mut world = World::new(19, FOR_EVER, |events, _| {
        let status = if events[0] < 19 { 400 } else { 422 };
        (wrong(status), ms(10))
    });
    world.run(HOUR);
    world.waiting.push_back(Event::in_memory(19, 0, payload()));
    world.run(HOUR);
    assert_eq!(world.numbers(End::Rejected).len(), 20);
    assert!(world.pauses.is_empty());
}

/// An answer that was late is no reason to send new batches for as long while nothing answers.
#[test]
fn in_an_outage_the_others_do_not_go_on_and_on() {
    let outage = ms(120_000);
    let mut world = World::new(100_000, FOR_EVER, |events, passed| {
        match (passed > outage, events.contains(&7)) {
            (true, _) => (unreachable(), ms(1)),
            (false, true) => (again(504), ms(10_000)),
            (false, false) => (Answer::Accepted, ms(1_000)),
        }
    });
    world.run(2 * HOUR);
    assert!(world.most_parts < 20, "{}", world.most_parts);
}

/// Whatever the server does: each event ends once at most, none that it would take is given up, and in the end all are
/// accepted or rejected.
#[test]
fn whatever_a_server_does_each_event_ends_once_and_rightly() {
    let rounds = std::env::var("ROUNDS").map_or(200, |rounds| rounds.parse().unwrap());
    for seed in 1..=rounds {
        let mut random: u64 = seed;
        let mut below = move |n: u64| {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) % n
        };
        let events = 1 + below(600);
        let wrong_ones = [below(events), below(events), below(events)];
        let poisons = [below(events), below(events)];
        let well_after = HOUR;
        let mood_length = 1 + below(120_000);
        let mut mood = (Duration::ZERO, 0);
        let mut world = World::new(events, FOR_EVER, move |batch, passed| {
            let took = ms(below(200));
            if passed >= mood.0 {
                mood = (passed + ms(mood_length), below(8));
            }
            if passed < well_after {
                match (mood.1, below(4)) {
                    (0, _) => return (unreachable(), took),
                    (1, _) => return (again(503), took),
                    (2, 0) => return (again(500), took),
                    (3, 0..=2) => return (unreachable(), took),
                    (4, 0) => return (again(502), ms(10_000)),
                    _ => {}
                }
                if poisons.iter().any(|poison| batch.contains(poison)) {
                    return (again(500), took);
                }
            }
            match wrong_ones.iter().any(|wrong| batch.contains(wrong)) {
                true => (wrong(400), took),
                false => (Answer::Accepted, took),
            }
        });
        world.run(10 * HOUR);
        let mut rejected = wrong_ones.to_vec();
        rejected.sort_unstable();
        rejected.dedup();
        assert_eq!(world.numbers(End::Rejected), rejected, "seed {seed}");
        assert_eq!(
            world.numbers(End::Accepted),
            all_but(events, &rejected),
            "seed {seed}"
        );
    }
}

#[test]
fn one_event_alone_is_never_divided_into_a_request_without_events() {
    for status in [400, 503] {
        let mut world = World::new(1, FOR_EVER, |_, _| match status {
            400 => (wrong(400), ms(1)),
            _ => (again(status), ms(1)),
        });
        world.run(HOUR);
        assert!(world.requests.iter().all(|events| *events == [0]));
    }
}

/// Of a schedule that has a part and an event that is due, the event comes first while nothing fails.
#[test]
fn a_deferred_event_that_is_due_has_its_turn_before_a_part() {
    let mut schedule = Schedule::new(RetryPolicy::default(), FOR_EVER);
    let now = Instant::now();
    let event = |number| Event::in_memory(number, 0, payload());
    schedule
        .parts
        .push_back(Part::new(vec![event(1), event(2)]));
    schedule.defer(event(3), now);
    let next = |schedule: &mut Schedule| {
        let (lane, part) = schedule.next(now, |_| Vec::new()).unwrap();
        let numbers: Vec<_> = part.events.iter().map(|event| event.number).collect();
        (lane, numbers)
    };
    assert_eq!(next(&mut schedule), (Lane::Deferred, vec![3]));
    assert_eq!(next(&mut schedule), (Lane::Again, vec![1, 2]));
}

#[test]
fn the_longest_delay_of_a_deferred_event_is_in_the_future() {
    let policy = RetryPolicy::default().max_delay(Duration::MAX);
    let mut schedule = Schedule::new(policy, FOR_EVER);
    let now = Instant::now();
    schedule.put_off(Event::in_memory(1, 0, payload()), now, Duration::ZERO);
    assert_eq!(schedule.wakes_at(), Some(now + HOUR));
}

/// The first batch has a bad event, which takes ten seconds to fail; the others take one.
#[test]
fn after_a_slow_failure_others_are_sent_for_as_long() {
    let mut world = World::new(5_000, FOR_EVER, |events, _| match events.contains(&7) {
        true => (again(500), Duration::from_secs(10)),
        false => (Answer::Accepted, Duration::from_secs(1)),
    });
    world.run(HOUR);
    assert_eq!(world.numbers(End::Accepted), all_but(5_000, &[7]));
    // From the second failure on that others got through before, ten requests of a second each come between two for the bad one.
    let failed: Vec<_> = (world.requests.iter())
        .enumerate()
        .filter(|(_, events)| events.contains(&7))
        .map(|(at, _)| at)
        .collect();
    let between: Vec<_> = failed
        .windows(2)
        .map(|pair| pair[1] - pair[0] - 1)
        .collect();
    assert_eq!(between[5..8], [10; 3], "{between:?}");
}

#[test]
fn a_probe_with_the_only_event_of_a_part_leaves_no_part() {
    let mut schedule = Schedule::new(RetryPolicy::default(), FOR_EVER);
    let event = Event::in_memory(1, 0, payload());
    schedule.parts.push_back(Part::new(vec![event]));
    let (lane, part) = schedule.probe(|_| Vec::new()).unwrap();
    assert_eq!((lane, part.events.len()), (Lane::Again, 1));
    assert!(schedule.next(Instant::now(), |_| Vec::new()).is_none());
}
