//! Runs that cannot go on.

use izhi::live::{Error, Live};
use izhi::ndarray::Array2;
use izhi::prelude::*;
use izhi::ranks::in_threads;

use visitor::{here, visit};

mod visitor;

behavior! {
    /// What it is given.
    Given { input { drive } state { v: 0.0 } step { v = drive; } }
}

behavior! {
    Until { param { last: 700.0 } step { stop when iteration >= last; } }
}

network! {
    Ending {
        use Given, Until;
        group cells: 3 { 1: Given, 2: Until }
    }
}

fn net() -> Ending {
    let mut builder = Ending::builder();
    builder.cells.given.drive = Array2::<f32>::ones((1000, 3)).into();
    builder.build().unwrap()
}

#[test]
fn a_network_pauses_where_its_inputs_end_or_a_behaviour_stops_it() {
    let mut shown = net();
    let heard = visit(&mut shown, here(), |place| {
        let mut visitor = place.enter();
        let mut play = || {
            visitor.say(r#"{"do":"play"}"#);
            loop {
                let status = visitor.text_of("status");
                if !status.contains(r#""reason":null"#) {
                    return status;
                }
            }
        };
        let stopped = play();
        visitor.say(r#"{"do":"set_parameter","name":"cells.until.last","value":5000.0}"#);
        visitor.status_with("5000.0");
        visitor.say(r#"{"do":"play"}"#);
        visitor.status_with("drive");
        let frame = visitor.pause();
        (stopped, frame.iteration)
    });
    assert!(heard.0.contains("`cells.until` has stopped the run") && heard.0.contains(r#""is_running":false"#));
    assert_eq!((heard.1, shown.iteration()), (1000, 1000));
}

#[test]
fn a_network_that_several_ranks_run_is_not_shown() {
    let says = in_threads(2, |world| {
        let mut builder = Ending::builder();
        builder.cells.given.drive = Array2::<f32>::ones((10, 3)).into();
        let mut net = builder.ranks(world).build().unwrap();
        let refused = Live::bind("127.0.0.1:0").unwrap().playing().run(&mut net).unwrap_err();
        assert!(matches!(refused, Error::Ranks { ranks: 2, .. }));
        refused.to_string()
    });
    assert_eq!(says, ["`Ending` runs on 2 ranks: a page runs a network that one process has"; 2]);
}
