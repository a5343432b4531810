//! The functions of one element's values, and of the time.

macro_rules! functions {
    ($($(#[$doc:meta])* $function:ident = $name:literal / $arguments:literal,)*) => {
        /// A function of numbers that gives a number; the runtime's number type has most of them as methods.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub(crate) enum Function {
            $($(#[$doc])* $function,)*
        }

        impl Function {
            pub(crate) const ALL: &[Function] = &[$(Function::$function),*];

            /// What it is called, in a declaration and in the schedule.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Function::$function => $name,)*
                }
            }

            /// How many arguments it takes.
            pub(crate) fn arguments(self) -> usize {
                match self {
                    $(Function::$function => $arguments,)*
                }
            }
        }
    };
}

functions! {
    Abs = "abs" / 1,
    Acos = "acos" / 1,
    Asin = "asin" / 1,
    Atan = "atan" / 1,
    Atan2 = "atan2" / 2,
    Ceil = "ceil" / 1,
    Clip = "clip" / 3,
    Cos = "cos" / 1,
    Cosh = "cosh" / 1,
    Exp = "exp" / 1,
    Exprel = "exprel" / 1,
    ExprelSlope = "exprel_slope" / 2,
    Floor = "floor" / 1,
    Hypot = "hypot" / 2,
    Ln = "ln" / 1,
    Log10 = "log10" / 1,
    Log2 = "log2" / 1,
    Max = "max" / 2,
    Min = "min" / 2,
    Pow = "pow" / 2,
    Round = "round" / 1,
    Sigmoid = "sigmoid" / 1,
    Sign = "sign" / 1,
    Sin = "sin" / 1,
    Sinh = "sinh" / 1,
    Sqrt = "sqrt" / 1,
    Tan = "tan" / 1,
    Tanh = "tanh" / 1,
    /// The number of events of a mean, from a uniform draw, a normal one and the mean.
    Poisson = "poisson" / 3,
    /// What a variable keeps of a value: zero in the place of a subnormal number.
    Stored = "stored" / 1,
    /// The quantile of a truncated normal distribution, from a uniform draw, mean, standard deviation and bounds.
    TruncatedNormal = "truncated_normal" / 5,
}

impl Function {
    /// Whether a declaration calls it by this name and with these arguments; the others stand for something else in it.
    pub(crate) fn is_written(self) -> bool {
        !matches!(self, Function::Poisson | Function::TruncatedNormal | Function::Stored)
    }
}

/// What depends on the time of the iteration; the runtime's clock has each as a method.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Timing {
    /// The time itself.
    Time,
    /// Whether one of the times comes that are a period apart, from a first one on.
    Every,
    /// Whether a time is in a window.
    Between,
    /// How much of a period has passed, from a first one on.
    Phase,
    /// How many time steps a time is; the same in every iteration.
    Steps,
}

impl Timing {
    /// Those that a declaration calls like functions.
    pub(crate) const CALLED: [Timing; 4] = [Timing::Every, Timing::Between, Timing::Phase, Timing::Steps];

    /// What it is called in the schedule, and in a declaration where that calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Timing::Time => "time",
            Timing::Every => "every",
            Timing::Between => "between",
            Timing::Phase => "phase",
            Timing::Steps => "steps",
        }
    }

    /// How many arguments a declaration can give.
    pub(crate) fn arguments(self) -> &'static [usize] {
        match self {
            Timing::Time => &[0],
            Timing::Every | Timing::Phase => &[1, 2],
            Timing::Between => &[2],
            Timing::Steps => &[1],
        }
    }

    /// Whether it is a condition and not a number.
    pub(crate) fn is_condition(self) -> bool {
        matches!(self, Timing::Every | Timing::Between)
    }
}
