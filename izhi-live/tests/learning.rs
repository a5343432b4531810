//! Synapses that are sparse and learn, as pages see them.

use std::collections::BTreeMap;

use izhi::prelude::*;

use visitor::{Frame, here, visit};

mod visitor;

behavior! {
    /// Fires now and then.
    Cell { event { fired: false } step { fired = uniform() < 0.02; } }
}

behavior! {
    /// Synapses grow where the source fires, and shrink where the target does.
    Learn {
        afferent { W: uniform() }
        step {
            for s in afferent(EXC) {
                if s.src.fired { s.W += 0.01 * (1.0 - s.W); }
                if s.dst.fired { s.W -= 0.02 * s.W; }
            }
        }
    }
}

network! {
    Learning {
        use Cell, Learn;
        dt: 1 ms;
        group a: 300 { 1: Cell, 2: Learn }
        group b: 200 { 1: Cell, 2: Learn }
        synapses EXC: a -> b { connect: fixed_probability(0.05); }
    }
}

/// The cells of the matrix that a frame has to have.
fn cells(net: &Learning) -> Vec<f32> {
    let mut cells: BTreeMap<(usize, usize), Vec<f32>> = BTreeMap::new();
    for (source, target, weight) in net.EXC_a_to_b.W().iter() {
        cells.entry((target * 128 / 200, source * 128 / 300)).or_default().push(weight);
    }
    let mean = |values: &Vec<f32>| values.iter().sum::<f32>() / values.len() as f32;
    (0..128 * 128).map(|cell| cells.get(&(cell / 128, cell % 128)).map_or(f32::NAN, mean)).collect()
}

fn matrix(frame: &Frame) -> Vec<u32> {
    let [(0, 128, 128, cells)] = &frame.weights[..] else {
        panic!("one matrix, and there are {}", frame.weights.len())
    };
    cells.iter().map(|cell| cell.to_bits()).collect()
}

#[test]
fn weights_are_seen_as_they_learn() {
    let build = || Learning::builder().seed(5).build().unwrap();
    let mut shown = build();
    let frames = visit(&mut shown, here(), |place| {
        let mut visitor = place.enter();
        visitor.say(r#"{"do":"look","weights":[0]}"#);
        let mut first = visitor.frame();
        while first.weights.is_empty() {
            first = visitor.frame();
        }
        [first, visitor.step(300)]
    });
    let mut other = build();
    for (frame, iterations) in frames.iter().zip([0, 300]) {
        other.simulate(iterations).unwrap();
        let expected: Vec<u32> = cells(&other).iter().map(|cell| cell.to_bits()).collect();
        assert_eq!(matrix(frame), expected, "after {iterations} iterations");
    }
    assert_ne!(matrix(&frames[0]), matrix(&frames[1]));
}

#[test]
fn weights_that_are_watched_have_the_bits_of_those_that_nobody_watches() {
    let build = || Learning::builder().seed(5).build().unwrap();
    let mut watched = build();
    visit(&mut watched, here().playing(), |place| {
        let mut visitor = place.enter();
        visitor.say(r#"{"do":"look","weights":[0],"values":[0],"events":[0,1]}"#);
        let mut pictures = 0;
        while pictures < 4 || visitor.iteration < 10_000 {
            pictures += visitor.frame().weights.len();
        }
        visitor.pause();
    });
    let mut alone = build();
    alone.simulate(watched.iteration()).unwrap();
    let bits = |net: &Learning| net.EXC_a_to_b.W().values().iter().map(|weight| weight.to_bits()).collect::<Vec<u32>>();
    assert_eq!(bits(&watched), bits(&alone));
}
