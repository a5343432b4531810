//! What cannot be drawn.

use izhi_analysis::SpikeTrains;
use ndarray::{Array1, Array2, arr1};

use crate::*;

fn trains(stop: f64) -> SpikeTrains {
    SpikeTrains::from_times([[1.0]], 0.0..stop).unwrap()
}

/// So many rows, one each ms.
fn times(rows: usize) -> Array1<f64> {
    (0..rows).map(|row| row as f64).collect()
}

fn text<T: std::fmt::Debug>(result: Result<T>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn nothing_is_an_error() {
    let empty = Array2::<f32>::zeros((0, 3));
    assert_eq!(text(traces::<f32>("", "", &times(0), &[])), "nothing to draw: no groups");
    assert_eq!(
        text(traces("", "", &times(0), &[("a", empty.view())])),
        "nothing to draw: `a` has no recorded iterations"
    );
    let none = Array2::from_elem((3, 0), false);
    assert_eq!(text(spike_image("", &times(3), &[("a", none.view())])), "nothing to draw: `a` has no recorded neurons");
    let not_finite = Array2::from_elem((3, 1), f32::NAN);
    assert!(
        text(traces("", "", &times(3), &[("a", not_finite.view())]))
            .contains("no sample of these recordings is finite")
    );
    assert_eq!(text(raster("", &[])), "nothing to draw: no groups");
    assert_eq!(text(rasters("", &[])), "nothing to draw: no rasters");
    assert_eq!(text(figure("", 1, &[])), "nothing to draw: no panels");
    assert_eq!(text(Plot::new("a", "", "").picture()), "nothing to draw: no point of `a` is finite");
    assert_eq!(text(population_rate(&[], 1.0)), "nothing to draw: no groups");
    assert!(text(interval_histogram(&[("a", &trains(5.0))], 1.0)).contains("no neuron of `a` has two spikes"));
    assert_eq!(text(weight_matrix::<f32>("", empty.view())), "nothing to draw: a matrix of 0 x 3 weights");
    assert_eq!(text(weight_histogram::<f32>("", &[("a", &[])], 5)), "nothing to draw: no weights are `a`");
    assert_eq!(text(phase_plane::<f32>("", "", arr1(&[]).view(), arr1(&[]).view())), "nothing to draw: no samples");
    assert_eq!(text(spectrum("", &[])), "nothing to draw: no spectra");
}

#[test]
fn what_does_not_fit_is_an_error() {
    let (short, long) = (Array2::from_elem((2, 1), 0.0_f32), Array2::from_elem((3, 1), 0.0));
    assert_eq!(
        text(traces("", "", &times(2), &[("a", short.view()), ("b", long.view())])),
        "the groups of a picture share their time axis, but `a` has 2 recorded iterations and `b` has 3"
    );
    assert_eq!(
        text(raster("", &[("a", &trains(2.0)), ("b", &trains(3.0))])),
        "the groups of a raster share their time axis, but `a` lasts from 0 ms to 2 ms and `b` from 0 ms to 3 ms"
    );
    assert_eq!(
        text(traces("", "", &arr1(&[0.5, 0.5]), &[("a", short.view())])),
        "the time from one row to the next has to be positive and finite, and 0 was given"
    );
    assert_eq!(
        text(traces("", "", &arr1(&[0.5, 1.0, 2.0]), &[("a", long.view())])),
        "rows over time have to be equally far apart, and rows 1 and 2 are at 1 ms and 2 ms, where 0.5 ms lie between the first two"
    );
    assert!(text(traces("", "", &times(3), &[("a", short.view())])).contains("`a` has 3 numbers along the horizontal"));
    assert_eq!(
        text(figure("", 0, &[Plot::new("a", "", "")])),
        "nothing to draw: no columns, and one at least was expected"
    );
    let far = Array2::from_shape_vec((2, 1), vec![f64::MAX, f64::MIN]).unwrap();
    assert!(text(traces("", "", &times(2), &[("a", far.view())])).contains("do not fit an axis"));
    let line = Plot::new("a", "", "").line("", [(0.0, f64::MAX), (1.0, f64::MIN)]);
    assert!(text(line.picture()).contains("do not fit an axis"));
    assert_eq!(
        text(phase_plane("", "", arr1(&[1.0]).view(), arr1(&[1.0, 2.0]).view())),
        "`phase plane` has 1 numbers along the horizontal axis and 2 along the vertical one"
    );
    assert_eq!(
        text(weight_histogram("", &[("a", &[1.0, f32::INFINITY])], 5)),
        "weights have to be finite, and inf was found at [1]"
    );
    assert!(text(weight_histogram("", &[("a", &[1.0_f32])], 0)).starts_with("the number of bins has to be positive"));
    assert!(text(interval_histogram(&[("a", &trains(5.0))], f64::NAN)).starts_with("the width of bins"));
    let two = SpikeTrains::from_times([[0.0, 9e5]], 0.0..1e6).unwrap();
    assert_eq!(
        text(interval_histogram(&[("a", &two)], 1.0)),
        "bins: a picture shows 100000 at the most, and 900001 are there"
    );
    assert_eq!(
        text(population_rate(&[("a", &trains(5.0))], 3.0)),
        "bins of 3 ms do not fill 5 ms: take others, or shorten the recording with `whole_bins(3.0)`"
    );
    let many = vec![("a", short.view()); 2000];
    assert!(text(traces("", "", &times(2), &many)).contains("draw fewer groups"));
}

#[test]
fn files_are_written_as_their_names_end() {
    let folder = std::env::temp_dir().join(format!("izhi-plot-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let picture = raster("Spikes", &[("a", &trains(5.0))]).unwrap();
    for name in ["a.png", "a.PNG"] {
        picture.save(folder.join(name)).unwrap();
        assert_eq!(std::fs::read(folder.join(name)).unwrap(), picture.to_png());
    }
    picture.save(folder.join("a.svg")).unwrap();
    assert_eq!(std::fs::read_to_string(folder.join("a.svg")).unwrap(), picture.to_svg());
    assert_eq!(text(picture.save("a.pdf")), "cannot write a.pdf: expected a name that ends in .png or .svg");
    assert!(text(picture.save("a")).contains("expected a name"));
    let missing = folder.join("missing").join("a.png");
    assert!(text(picture.save(&missing)).starts_with(&format!("cannot write {}: ", missing.display())));
    std::fs::remove_dir_all(folder).unwrap();
}
