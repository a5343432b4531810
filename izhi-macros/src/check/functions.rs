//! The functions of the body language.

use crate::model::{Distribution, Reduction};

/// Element-wise functions and how many arguments they take; the runtime's number type has each as a method.
const ELEMENTWISE: &[(&str, usize)] = &[
    ("abs", 1),
    ("acos", 1),
    ("asin", 1),
    ("atan", 1),
    ("atan2", 2),
    ("ceil", 1),
    ("clip", 3),
    ("cos", 1),
    ("cosh", 1),
    ("exp", 1),
    ("floor", 1),
    ("hypot", 2),
    ("ln", 1),
    ("log10", 1),
    ("log2", 1),
    ("max", 2),
    ("min", 2),
    ("pow", 2),
    ("round", 1),
    ("sigmoid", 1),
    ("sign", 1),
    ("sin", 1),
    ("sinh", 1),
    ("sqrt", 1),
    ("tan", 1),
    ("tanh", 1),
];

/// What a name followed by parentheses means.
pub(super) enum Function {
    Elementwise(&'static str),
    Draw(Distribution),
    /// True with the given probability.
    Bernoulli,
    /// A number of events of the given mean.
    Poisson,
    Reduction(Reduction),
}

/// The function of a name with so many arguments, or what is wrong with it.
pub(super) fn find(name: &str, arguments: usize) -> Result<Function, Problem> {
    let fixed = |function: Function, expected: &[usize]| {
        if expected.contains(&arguments) { Ok(function) } else { Err(Problem::Arguments(expected.to_vec())) }
    };
    match name {
        "uniform" => fixed(Function::Draw(Distribution::Uniform), &[0, 2]),
        "normal" => fixed(Function::Draw(Distribution::Normal), &[0, 2, 4]),
        "bernoulli" => fixed(Function::Bernoulli, &[1]),
        "poisson" => fixed(Function::Poisson, &[1]),
        "sum" => fixed(Function::Reduction(Reduction::Sum), &[1]),
        "mean" => fixed(Function::Reduction(Reduction::Mean), &[1]),
        "count" => fixed(Function::Reduction(Reduction::Count), &[1]),
        "min" if arguments == 1 => Ok(Function::Reduction(Reduction::Min)),
        "max" if arguments == 1 => Ok(Function::Reduction(Reduction::Max)),
        "min" | "max" if arguments != 2 => Err(Problem::Arguments(vec![1, 2])),
        _ => match ELEMENTWISE.iter().find(|(known, _)| *known == name) {
            Some(&(known, expected)) => fixed(Function::Elementwise(known), &[expected]),
            None => Err(Problem::Unknown),
        },
    }
}

/// Whether a name with so many arguments makes one value of many.
pub(super) fn is_reduction(name: &str, arguments: usize) -> bool {
    matches!(find(name, arguments), Ok(Function::Reduction(_)))
}

pub(super) enum Problem {
    Unknown,
    /// The numbers of arguments that would be right.
    Arguments(Vec<usize>),
}

pub(super) fn names() -> Vec<String> {
    let others = ["uniform", "normal", "bernoulli", "poisson", "sum", "mean", "count"];
    ELEMENTWISE.iter().map(|(name, _)| *name).chain(others).map(str::to_owned).collect()
}
