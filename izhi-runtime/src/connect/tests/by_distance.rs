//! Connectors by distance, against positions and distances of their own.

use super::*;

/// All positions, in the order of the neurons.
fn positions(grid: Grid) -> Vec<[f64; 3]> {
    let mut positions = Vec::new();
    for z in 0..grid.depth {
        for y in 0..grid.height {
            for x in 0..grid.width {
                positions.push([x as f64, y as f64, z as f64]);
            }
        }
    }
    positions
}

/// The distance to the nearest image of `b`, where it is repeated with these periods.
fn distance(a: [f64; 3], b: [f64; 3], periods: Option<Grid>) -> f64 {
    let images = if periods.is_some() { -1..=1 } else { 0..=0 };
    let periods = periods.unwrap_or(Grid::line(1));
    let mut nearest = f64::INFINITY;
    for i in images.clone() {
        for j in images.clone() {
            for k in images.clone() {
                let x = a[0] - b[0] + (i * periods.width as i32) as f64;
                let y = a[1] - b[1] + (j * periods.height as i32) as f64;
                let z = a[2] - b[2] + (k * periods.depth as i32) as f64;
                nearest = nearest.min((x * x + y * y + z * z).sqrt());
            }
        }
    }
    nearest
}

/// All pairs at distances for which `is_near` holds.
fn pairs_at(source: Grid, target: Grid, wrapped: bool, is_near: impl Fn(f64) -> bool) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (a, &from) in positions(source).iter().enumerate() {
        for (b, &to) in positions(target).iter().enumerate() {
            if is_near(distance(from, to, wrapped.then_some(target))) {
                pairs.push((a, b));
            }
        }
    }
    pairs
}

const GRIDS: [Grid; 7] = [
    Grid::line(1),
    Grid::line(30),
    Grid::new(1, 17, 1),
    Grid::new(8, 9, 1),
    Grid::new(12, 2, 1),
    Grid::new(3, 4, 5),
    Grid::new(2, 2, 6),
];

#[test]
fn discs_and_rings_are_all_at_their_distances() {
    let radii = [0.0, 0.9, 1.0, 2_f64.sqrt(), 1.5, 2.0, 3_f64.sqrt(), 2.9, 5.0, 8.2, 100.0, f64::INFINITY];
    for (source, target) in GRIDS.into_iter().flat_map(|a| GRIDS.map(|b| (a, b))) {
        let ends = Ends::new("s", source, target, 0);
        for outer in radii {
            let expected = pairs_at(source, target, false, |distance| distance <= outer);
            let found: Vec<_> = disc(outer).connect(&ends).unwrap().pairs().collect();
            assert_eq!(found, expected, "{source:?} {target:?} {outer}");
            let inner = outer.min(50.0) / 2.0;
            let expected = pairs_at(source, target, false, |distance| inner <= distance && distance <= outer);
            let found: Vec<_> = ring(inner, outer).connect(&ends).unwrap().pairs().collect();
            assert_eq!(found, expected, "{source:?} {target:?} {inner} {outer}");
        }
    }
    for grid in GRIDS {
        let ends = Ends::new("s", grid, grid, 0).recurrent();
        for outer in radii {
            let expected = pairs_at(grid, grid, true, |distance| distance <= outer);
            assert_eq!(list(&disc(outer).wrapped(), &ends), expected, "{grid:?} {outer}");
            let expected: Vec<_> = expected.into_iter().filter(|(a, b)| a != b).collect();
            assert_eq!(list(&disc(outer).wrapped().without_self(), &ends), expected, "{grid:?} {outer}");
        }
    }
}

#[test]
fn all_reach_the_same_number_where_the_grid_is_wrapped() {
    let grid = Grid::new(40, 30, 1);
    let structure = connected(&disc(3.0).wrapped(), &Ends::new("s", grid, grid, 0).recurrent());
    // The whole points in a circle of radius 3.
    assert_eq!(degrees(&structure), (vec![29; 1200], vec![29; 1200]));
}

#[test]
fn distances_beyond_those_that_are_kept() {
    let grid = Grid::line(2500);
    let ends = Ends::new("s", grid, grid, 0).recurrent();
    let structure = connected(&ring(1020.0, 1030.0), &ends);
    assert!(structure.pairs().eq(pairs_at(grid, grid, false, |distance| (1020.0..=1030.0).contains(&distance))));
}

#[test]
fn only_members_are_within_reach() {
    let grid = Grid::new(9, 7, 1);
    let ends = Ends::new("s", grid, grid, 0).recurrent();
    let (sources, targets): (Vec<usize>, Vec<usize>) = ((5..60).step_by(3).collect(), (0..63).step_by(2).collect());
    for radius in [0.0, 1.0, 2.5, 4.0, 20.0] {
        let expected = pairs_at(grid, grid, true, |distance| distance <= radius);
        let expected: Vec<_> =
            expected.into_iter().filter(|(a, b)| sources.contains(a) && targets.contains(b)).collect();
        assert_eq!(list(&disc(radius).wrapped().between(&sources[..], &targets[..]), &ends), expected, "{radius}");
    }
}

/// As many pairs are connected at each distance as should be.
#[track_caller]
fn check_profile(connector: ByDistance, grid: Grid, wrapped: bool, probability: impl Fn(f64) -> f64) {
    let ends = Ends::new("s", grid, grid, 77).recurrent();
    let structure = connected(&connector, &ends);
    assert!(!has_multiple(&structure));
    let positions = positions(grid);
    let squared = |a: usize, b: usize| distance(positions[a], positions[b], wrapped.then_some(grid)).powi(2).round();
    let mut pairs = std::collections::BTreeMap::<u64, (usize, usize)>::new();
    for a in 0..grid.neurons() {
        (0..grid.neurons()).for_each(|b| pairs.entry(squared(a, b) as u64).or_default().0 += 1);
    }
    structure.pairs().for_each(|(a, b)| pairs.get_mut(&(squared(a, b) as u64)).unwrap().1 += 1);
    let mut statistic = 0.0;
    let mut freedom = 0.0;
    for (squared, (all, found)) in pairs {
        let probability = probability((squared as f64).sqrt());
        let (expected, variance) = (all as f64 * probability, all as f64 * probability * (1.0 - probability));
        if variance < 5.0 {
            assert!((found as f64 - expected).abs() <= 6.0 * variance.sqrt() + 2.0, "{found}, not {expected}");
        } else {
            statistic += (found as f64 - expected).powi(2) / variance;
            freedom += 1.0;
        }
    }
    let deviation: f64 = (statistic - freedom) / f64::sqrt(2.0 * freedom);
    assert!(freedom > 10.0 && deviation.abs() < 4.5, "{statistic} with {freedom} degrees of freedom");
}

#[test]
fn gaussians_are_as_likely_as_they_say() {
    let bell = |peak: f64, sigma: f64| move |d: f64| peak * (-d * d / (2.0 * sigma * sigma)).exp();
    let grid = Grid::new(30, 20, 1);
    check_profile(gaussian(0.8, 3.0), grid, false, bell(0.8, 3.0));
    check_profile(gaussian(1.0, 5.0), grid, false, bell(1.0, 5.0));
    check_profile(gaussian(0.5, 4.0).wrapped(), grid, true, bell(0.5, 4.0));
    check_profile(gaussian(0.3, 1e9), grid, false, |_| 0.3);
    check_profile(gaussian(0.9, 3.0), Grid::new(7, 8, 9), false, bell(0.9, 3.0));
    let near = bell(0.6, 6.0);
    check_profile(gaussian(0.6, 6.0).within(4.5), grid, false, |d| if d <= 4.5 { near(d) } else { 0.0 });
    check_profile(gaussian(0.6, 6.0).within(5.0).wrapped(), grid, true, |d| if d <= 5.0 { near(d) } else { 0.0 });
    let (center, surround) = (bell(0.9, 6.0), bell(0.5, 2.0));
    check_profile(difference_of_gaussians(0.9, 6.0, 0.5, 2.0), grid, false, |d| center(d) - surround(d));
    check_profile(gaussian(0.8, 3.0).without_self(), grid, false, |d| if d > 0.0 { bell(0.8, 3.0)(d) } else { 0.0 });
}

#[test]
fn a_narrow_gaussian_is_the_diagonal() {
    assert_eq!(list(&gaussian(1.0, 1e-200), &group(20, 0)), list(&one_to_one(), &group(20, 0)));
}

#[test]
fn impossible_profiles_are_errors() {
    let grid = Grid::new(6, 5, 1);
    let ends = Ends::new("s", grid, grid, 0).recurrent();
    let cases = [
        (disc(-1.0), "expected a radius from 0 on, and -1 was found"),
        (disc(f64::NAN), "expected a radius from 0 on, and NaN was found"),
        (gaussian(0.5, 1.0).within(f64::NAN), "expected a radius from 0 on, and NaN was found"),
        (ring(3.0, 2.0), "expected an inner radius between 0 and 2, and 3 was found"),
        (gaussian(0.5, 0.0), "expected a sigma above 0, and 0 was found"),
        (gaussian(0.5, f64::INFINITY), "expected a sigma above 0, and inf was found"),
        (gaussian(-0.5, 1.0), "expected a peak from 0 on, and -0.5 was found"),
        (difference_of_gaussians(0.5, 1.0, 0.5, -1.0), "expected a sigma above 0, and -1 was found"),
        (gaussian(1.5, 1.0), "expected a probability between 0 and 1, and 1.5 was found at a distance of 0"),
        (
            difference_of_gaussians(0.5, 1.0, 0.75, 1e9).within(0.5),
            "expected a probability between 0 and 1, and -0.25 was found at a distance of 0",
        ),
    ];
    for (connector, expected) in cases {
        assert_eq!(reason(&connector, &ends), expected);
    }
    // The wider one is the larger one from a distance on.
    let found = reason(&difference_of_gaussians(1.0, 1.0, 0.5, 4.0), &ends);
    assert!(found.ends_with("at a distance of 1.4142135623730951"), "{found}");
    assert!(!connected(&difference_of_gaussians(1.0, 1.0, 0.5, 4.0).within(1.0), &ends).is_empty());
    // No neuron is at the distance where it would be too much.
    assert!(!connected(&gaussian(1.2, 1.0).without_self(), &ends).is_empty());
    assert_eq!(
        reason(&disc(1.0).wrapped(), &Ends::new("s", grid, Grid::new(5, 6, 1), 0)),
        "expected the same grid at both ends where distances are wrapped, and 6 x 5 x 1 and 5 x 6 x 1 were found"
    );
}
