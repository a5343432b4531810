//! The functions of the body language.

use crate::function::{Function, Timing};
use crate::model::{Distribution, Reduction};

/// What a name followed by parentheses means.
pub(super) enum Meaning {
    Elementwise(Function),
    Draw(Distribution),
    /// True with the given probability.
    Bernoulli,
    /// A number of events of the given mean.
    Poisson,
    Timing(Timing),
    /// Along the lines between points.
    Interpolation,
    /// The integer in a number.
    ToInteger,
    Reduction(Reduction),
}

/// The function of a name with so many arguments, or what is wrong with it.
pub(super) fn find(name: &str, arguments: usize) -> Result<Meaning, Problem> {
    let fixed = |meaning: Meaning, expected: &[usize]| {
        if expected.contains(&arguments) { Ok(meaning) } else { Err(Problem::Arguments(expected.to_vec())) }
    };
    match name {
        "uniform" => fixed(Meaning::Draw(Distribution::Uniform), &[0, 2]),
        "normal" => fixed(Meaning::Draw(Distribution::Normal), &[0, 2, 4]),
        "bernoulli" => fixed(Meaning::Bernoulli, &[1]),
        "poisson" => fixed(Meaning::Poisson, &[1]),
        "interpolate" if arguments >= 5 && arguments % 2 == 1 => Ok(Meaning::Interpolation),
        "interpolate" => Err(Problem::Arguments(vec![5, 7, 9])),
        "integer" => fixed(Meaning::ToInteger, &[1]),
        "sum" => fixed(Meaning::Reduction(Reduction::Sum), &[1]),
        "mean" => fixed(Meaning::Reduction(Reduction::Mean), &[1]),
        "count" => fixed(Meaning::Reduction(Reduction::Count), &[1]),
        "min" if arguments == 1 => Ok(Meaning::Reduction(Reduction::Min)),
        "max" if arguments == 1 => Ok(Meaning::Reduction(Reduction::Max)),
        "min" | "max" if arguments != 2 => Err(Problem::Arguments(vec![1, 2])),
        _ => match (elementwise().find(|function| function.name() == name), timing(name)) {
            (Some(function), _) => fixed(Meaning::Elementwise(function), &[function.arguments()]),
            (None, Some(timing)) => fixed(Meaning::Timing(timing), timing.arguments()),
            (None, None) => Err(Problem::Unknown),
        },
    }
}

/// The functions that a declaration can call.
fn elementwise() -> impl Iterator<Item = Function> {
    Function::ALL.iter().copied().filter(|function| function.is_written())
}

fn timing(name: &str) -> Option<Timing> {
    Timing::CALLED.into_iter().find(|timing| timing.name() == name)
}

/// Whether a name with so many arguments makes one value of many.
pub(super) fn is_reduction(name: &str, arguments: usize) -> bool {
    matches!(find(name, arguments), Ok(Meaning::Reduction(_)))
}

pub(super) enum Problem {
    Unknown,
    /// The numbers of arguments that would be right.
    Arguments(Vec<usize>),
}

pub(super) fn names() -> Vec<String> {
    let others = ["uniform", "normal", "bernoulli", "poisson", "interpolate", "integer", "sum", "mean", "count"];
    let timings = Timing::CALLED.map(Timing::name);
    elementwise().map(Function::name).chain(others).chain(timings).map(str::to_owned).collect()
}
