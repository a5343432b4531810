//! What a builder refuses, and what it makes.

use super::*;

/// The error that a changed builder ends in.
fn check(change: impl FnOnce(&mut TalkBuilder), expected: &str) {
    let mut builder = talk();
    change(&mut builder);
    assert_eq!(builder.build().unwrap_err().to_string(), expected);
}

#[test]
fn needs_the_right_shapes() {
    check(
        |builder| builder.speaker.v = vec![0.0; 4].into(),
        "`speaker.v` expects an array of shape [3], and was given [4]",
    );
    check(
        |builder| builder.speaker.fired = vec![true].into(),
        "`speaker.fired` expects an array of shape [3], and was given [1]",
    );
    check(
        |builder| builder.PATH_speaker_to_listener.W = Array2::zeros((3, 2)).into(),
        "`PATH_speaker_to_listener.W` expects an array of shape [2, 3], and was given [3, 2]",
    );
    check(
        |builder| builder.speaker.given.current = Array2::zeros((6, 2)).into(),
        "`speaker.given.current` expects an array of shape [6, 3], and was given [6, 2]",
    );
}

#[test]
fn needs_finite_numbers() {
    check(|builder| builder.speaker.v = f32::NAN.into(), "`speaker.v` expects finite values, and NaN was found");
    check(
        |builder| builder.listener.heard = vec![0.0, f32::INFINITY].into(),
        "`listener.heard` expects finite values, and inf was found at [1]",
    );
    check(
        |builder| builder.listener.echo.keep = f32::NEG_INFINITY,
        "`listener.echo.keep` expects finite values, and -inf was found",
    );
    check(
        |builder| builder.PATH_speaker_to_listener.W = f32::NAN.into(),
        "`PATH_speaker_to_listener.W` expects finite values, and NaN was found",
    );
    check(
        |builder| builder.PATH_speaker_to_listener.W = array![[0.0, 0.0, 0.0], [0.0, f32::NAN, 0.0]].into(),
        "`PATH_speaker_to_listener.W` expects finite values, and NaN was found at [1, 1]",
    );
    check(
        |builder| builder.speaker.given.current = array![[0.0, 0.0, 0.0], [0.0, 0.0, f32::NAN]].into(),
        "`speaker.given.current` expects finite values, and NaN was found at [1, 2]",
    );
}

#[test]
fn needs_a_time_step() {
    // The last two are positive and finite, but not as an `f32`.
    for dt in [0.0, -0.5, f64::NAN, f64::INFINITY, 1e300, 1e-300] {
        let error = talk().dt(dt).build().unwrap_err().to_string();
        let expected = "dt expects a positive number that the network's number type can hold, and was given";
        assert_eq!(error, format!("{expected} {dt:?}"));
    }
}

#[test]
fn needs_neurons() {
    check(|builder| builder.speaker.size = 0.into(), "group `speaker` has 0 x 1 x 1 neurons; it needs at least one");
    check(
        |builder| builder.listener.size = Grid::new(4, 0, 2),
        "group `listener` has 4 x 0 x 2 neurons; it needs at least one",
    );
    check(
        |builder| builder.listener.size = Grid::squared(0),
        "group `listener` has 0 x 0 x 1 neurons; it needs at least one",
    );
}

#[test]
fn needs_neurons_that_can_be_numbered() {
    check(
        |builder| builder.listener.size = Grid::new(1 << 16, 1 << 16, 1),
        "group `listener` has 65536 x 65536 x 1 neurons; a group holds fewer than 2^32",
    );
    check(
        |builder| builder.listener.size = Grid::new(usize::MAX, 2, 1),
        "group `listener` has 18446744073709551615 x 2 x 1 neurons; a group holds fewer than 2^32",
    );
}

#[test]
fn needs_memory_for_weights() {
    let mut builder = Seed::builder();
    builder.excitatory_neurons.size = Grid::line(4_000_000);
    let Err(Error::Memory { place, needed, available }) = builder.build() else { panic!("so much memory") };
    assert_eq!(place, "GLUTAMATE_excitatory_neurons_to_excitatory_neurons");
    assert_eq!(needed, 4 * 4_000_000 * 4_000_000);
    assert!(available.is_some_and(|available| available < needed));
}

#[test]
fn needs_inputs() {
    let error = Talk::builder().build().unwrap_err().to_string();
    assert_eq!(error, "input `speaker.given.current` has no values; give the builder an array [iteration, neuron]");
}

#[test]
fn needs_vector_units_that_are_there() {
    for level in VectorLevel::ALL {
        assert_eq!(talk().vector_level(level).build().is_ok(), level.is_available(), "{}", level.name());
    }
}

#[test]
fn takes_what_it_is_given() {
    let mut builder = talk();
    builder.listener.size = Grid::new(2, 3, 1);
    builder.listener.heard = vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0].into();
    builder.speaker.fired = vec![true, false, true].into();
    builder.PATH_speaker_to_listener.W = 0.25.into();
    let net = builder.clone().build().unwrap();
    assert_eq!((net.listener.size(), net.listener.population().grid().height), (6, 3));
    assert_eq!(net.listener.heard().to_vec(), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
    assert_eq!(net.speaker.fired().to_vec(), [true, false, true]);
    assert_eq!(net.PATH_speaker_to_listener.W(), Array2::from_elem((6, 3), 0.25));
    assert_eq!(net.PATH_speaker_to_listener.connection().synapses(), 18);
    // A builder that was cloned builds another of the same.
    assert_eq!(builder.build().unwrap().listener.heard(), net.listener.heard());
}
