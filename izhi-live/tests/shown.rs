//! What pages see is what the network does, and what they do is what its methods do.

use izhi::prelude::*;

use net::{Net, net};
use visitor::{here, visit};

mod net;
mod visitor;

/// The numbers of the variables in the order of the network's declaration.
const V: u32 = 0;
const I: u32 = 1;
const SPIKES: u32 = 2;
const FIRED: u32 = 3;

const LOOK: &str =
    r#"{"do":"look","values":[0,1,2,3],"events":[3],"traces":[[0,1],[2,29]],"weights":[0],"analysis":[3]}"#;

/// The bits of all that goes on.
fn bits(net: &Net) -> (Vec<u32>, Vec<u32>, Vec<i64>, u64) {
    let of = |values: izhi::ndarray::ArrayView1<'_, f32>| values.iter().map(|value| value.to_bits()).collect();
    (of(net.cells.v()), of(net.cells.I()), net.cells.spikes().to_vec(), net.iteration())
}

#[test]
fn a_network_that_is_watched_gives_the_bits_of_one_that_nobody_watches() {
    let mut watched = net();
    visit(&mut watched, here(), |place| {
        let mut visitor = place.enter();
        visitor.say(LOOK);
        visitor.say(r#"{"do":"play"}"#);
        let mut frame = visitor.frame();
        while frame.iteration < 5_000 {
            frame = visitor.frame();
        }
        visitor.say(r#"{"do":"speed","iterations_per_second":20000.0}"#);
        let first = frame.iteration;
        while frame.iteration < first + 5_000 {
            frame = visitor.frame();
        }
        visitor.pause();
        visitor.step(77);
        visitor.say(r#"{"do":"profile"}"#);
        visitor.text_of("profile");
    });
    let mut alone = net();
    alone.simulate(watched.iteration()).unwrap();
    assert_eq!(bits(&watched), bits(&alone));
}

#[test]
fn frames_have_what_the_network_has() {
    let mut watched = net();
    let frames = visit(&mut watched, here().recording(), |place| {
        let mut visitor = place.enter();
        visitor.say(LOOK);
        visitor.say(r#"{"do":"play"}"#);
        let mut frames = vec![visitor.frame()];
        while frames.last().unwrap().iteration < 20_000 {
            frames.push(visitor.frame());
        }
        frames.push(visitor.pause());
        frames.push(visitor.step(1000));
        frames
    });
    let spikes = watched.cells.recorder.fired();
    let mut seen = 0;
    for frame in &frames {
        let [(FIRED, rows)] = &frame.events[..] else { panic!("one event, and there are {:?}", frame.events) };
        assert_eq!(rows.len(), frame.iterations as usize);
        for (iteration, neurons) in (frame.first..).zip(rows) {
            let own = spikes.iter().filter(|spike| spike.iteration == iteration).map(|spike| spike.neuron);
            assert!(own.eq(neurons.iter().copied()), "iteration {iteration}");
            seen += neurons.len();
        }
    }
    assert!(seen > 100);
    let last = frames.last().unwrap();
    assert_eq!((last.iteration, last.first + u64::from(last.iterations)), (watched.iteration(), watched.iteration()));
    let variables: Vec<u32> = last.values.iter().map(|(variable, _)| *variable).collect();
    assert_eq!(variables, [V, I, SPIKES, FIRED]);
    assert_eq!(last.values[0].1, watched.cells.v().to_vec());
    let spikes: Vec<f32> = watched.cells.spikes().iter().map(|&count| count as f32).collect();
    assert_eq!(last.values[2].1, spikes);
    let [(V, 1, trace), (SPIKES, 29, counts)] = &last.traces[..] else { panic!("two traces") };
    assert_eq!((trace.len(), counts.len()), (1000, 1000));
    assert_eq!(trace.last(), Some(&watched.cells.v()[1]));
    assert!(counts.is_sorted());
    let [(0, 30, 30, cells)] = &last.weights[..] else { panic!("one matrix, as the network has paused") };
    let matrix = watched.EXC_cells_to_cells.W();
    assert!(cells.iter().eq(matrix.iter()), "rows are targets");
}

#[test]
fn what_a_page_does_is_what_the_methods_do() {
    let mut shown = net();
    visit(&mut shown, here(), |place| {
        let mut visitor = place.enter();
        visitor.step(50);
        visitor.say(r#"{"do":"set_parameter","name":"cells.cell.tau","value":7.5}"#);
        visitor.status_with("[7.5,5.0,24.0]");
        visitor.step(50);
        visitor.say(r#"{"do":"pulse","state":"cells.v","neurons":[0,29],"amount":3.25}"#);
        visitor.step(1);
        visitor.say(r#"{"do":"set_enabled","name":"cells.drive","is_enabled":false}"#);
        visitor.status_with(r#""are_enabled":[true,false,true]"#);
        visitor.step(20);
    });
    let mut other = net();
    other.simulate(50).unwrap();
    other.set_parameter("cells.cell.tau", 7.5).unwrap();
    other.simulate(50).unwrap();
    {
        let mut v = other.get_mut("cells.v", 0).unwrap();
        let izhi::catalogue::ValueMut::State(values) = &mut v.value else { panic!("a state") };
        values[0] += 3.25;
        values[29] += 3.25;
    }
    other.simulate(1).unwrap();
    other.set_enabled("cells.drive", false).unwrap();
    other.simulate(20).unwrap();
    assert_eq!(bits(&shown), bits(&other));
}

#[test]
fn what_the_methods_refuse_is_refused_in_their_words() {
    let mut shown = net();
    let heard = visit(&mut shown, here(), |place| {
        let mut visitor = place.enter();
        let asked = [
            r#"{"do":"set_parameter","name":"cells.cell.tau","value":-1.0}"#,
            r#"{"do":"set_parameter","name":"cells.cell.v_0","value":1.0}"#,
            r#"{"do":"set_parameter","name":"cells.cell.rho","value":1.0}"#,
            r#"{"do":"set_enabled","name":"cells.rest","is_enabled":true}"#,
            r#"{"do":"pulse","state":"cells.v","neurons":[0,30],"amount":1.0}"#,
            r#"{"do":"pulse","state":"cells.fired","neurons":[0],"amount":1.0}"#,
            r#"{"do":"pulse","state":"cells.v","neurons":[1,1],"amount":1e39}"#,
            r#"{"do":"step","iterations":0}"#,
        ];
        asked.map(|message| {
            visitor.say(message);
            visitor.text_of("error")
        })
    });
    let mut other = net();
    let errors = [
        other.set_parameter("cells.cell.tau", -1.0).unwrap_err().to_string(),
        other.set_parameter("cells.cell.v_0", 1.0).unwrap_err().to_string(),
        other.set_parameter("cells.cell.rho", 1.0).unwrap_err().to_string(),
        other.set_enabled("cells.rest", true).unwrap_err().to_string(),
        "none with the number 30".to_owned(),
        "only to states can an amount be added".to_owned(),
        "cells.v".to_owned(),
        "a step of 0 iterations".to_owned(),
    ];
    for (heard, error) in heard.iter().zip(errors) {
        assert!(heard.contains(&error), "{heard} is not {error}");
    }
    assert_eq!(bits(&shown), bits(&net()));
}

#[test]
fn a_network_begins_anew() {
    let mut shown = net();
    visit(&mut shown, here(), |place| {
        let mut visitor = place.enter();
        visitor.step(30);
        visitor.say(r#"{"do":"reset","seed":8}"#);
        visitor.iteration = 0;
        visitor.step(40);
    });
    let mut other = Net::builder().seed(8).build().unwrap();
    other.simulate(40).unwrap();
    assert_eq!(bits(&shown).0, bits(&other).0);
    assert_eq!(shown.iteration(), 40);
}

#[test]
fn a_network_is_told_of_with_units_and_words() {
    let about = visit(&mut net(), here(), |place| place.connect().text());
    let parts = [
        r#""network":"Net","dt":0.5,"#,
        r#"{"name":"cells","grid":[6,5,1],"every":1}"#,
        r#"{"name":"cells.v","owner":0,"kind":"state","unit":"mV","doc":""#,
        r#"{"name":"cells.fired","owner":0,"kind":"event","unit":null"#,
        r#"{"name":"EXC_cells_to_cells.W","owner":0,"kind":"dense","unit":"mV""#,
        r#"{"name":"cells.cell.tau","unit":"ms","doc":"How fast it forgets.","is_fixed":false}"#,
        r#"{"name":"cells.cell.v_0","unit":"mV","doc":"What it begins with.","is_fixed":true}"#,
        r#"{"name":"cells.recorder","behavior":"EventRecorder","key":9,"is_off":true}"#,
    ];
    for part in parts {
        assert!(about.contains(part), "no {part} in {about}");
    }
}

#[test]
fn recorders_are_off_while_nobody_knows_how_long_it_takes() {
    let mut shown = net();
    shown.simulate(10).unwrap();
    visit(&mut shown, here(), |place| {
        let mut visitor = place.enter();
        visitor.iteration = 10;
        visitor.step(1000);
    });
    shown.simulate(10).unwrap();
    let spikes = shown.cells.recorder.fired();
    assert!(!spikes.is_empty() && spikes.iter().all(|spike| !(10..1010).contains(&spike.iteration)));
    let mut recorded = net();
    visit(&mut recorded, here().recording(), |place| drop(place.enter().step(1000)));
    assert_eq!(recorded.cells.recorder.fired().len() as i64, recorded.cells.spikes().sum());
}

#[test]
fn it_ends_where_a_page_wants_it_to() {
    let mut shown = net();
    let heard = visit(&mut shown, here().playing(), |place| {
        let mut visitor = place.enter();
        visitor.say(r#"{"do":"end"}"#);
        visitor.text_of("ended")
    });
    assert_eq!(heard, r#"{"kind":"ended"}"#);
}

#[test]
fn a_speed_is_kept() {
    let mut shown = net();
    let live = here().speed(0.001).unwrap().playing();
    visit(&mut shown, live, |place| drop(place.enter().frame()));
    // The first comes after a quarter of an hour.
    assert_eq!(shown.iteration(), 0);
    for speed in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(here().speed(speed).is_err());
    }
}

#[test]
fn an_address_that_is_taken_is_an_error() {
    let live = here();
    let error = izhi::live::Live::bind(live.address()).unwrap_err().to_string();
    assert!(error.starts_with(&format!("cannot listen at {}: ", live.address())), "{error}");
    assert!(here().host("no host").is_err());
}
