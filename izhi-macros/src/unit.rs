//! Units of measurement: what dimension a unit has, and by which power of ten it differs from the unit that izhi keeps.
//!
//! Kept are milliseconds, millivolts and picoamperes, and with them nanosiemens, picofarads, gigaohms and femtocoulombs,
//! which are made of them without a factor; micrometres; millimoles in a litre. Every other unit is a power of ten of
//! one of these, so that a number with a unit is known exactly when a network is compiled, and costs nothing when it runs.

use std::fmt;

/// The base units that izhi keeps, in the order of a dimension's exponents.
const BASE: [&str; 5] = ["ms", "mV", "pA", "um", "mM"];

/// What a quantity measures: twice the exponent of each base unit, as the square root of a time stands in noise.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Dimension([i8; BASE.len()]);

/// Of a unit as written: its dimension, and ten to which power makes the kept unit of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Unit {
    pub(crate) dimension: Dimension,
    pub(crate) power: i32,
}

impl Dimension {
    /// Of a plain number.
    pub(crate) const NONE: Self = Dimension([0; BASE.len()]);
    pub(crate) const TIME: Self = Dimension::of([1, 0, 0, 0, 0]);

    const fn of(exponents: [i8; BASE.len()]) -> Self {
        let [a, b, c, d, e] = exponents;
        Dimension([2 * a, 2 * b, 2 * c, 2 * d, 2 * e])
    }

    pub(crate) fn times(self, other: Self) -> Self {
        Dimension(std::array::from_fn(|base| self.0[base].saturating_add(other.0[base])))
    }

    pub(crate) fn per(self, other: Self) -> Self {
        Dimension(std::array::from_fn(|base| self.0[base].saturating_sub(other.0[base])))
    }

    /// Whether its unit has a name of its own.
    pub(crate) fn is_named(self) -> bool {
        NAMED.iter().any(|(_, own)| Dimension::of(*own) == self)
    }

    /// Whether it is a product of powers of base units that stand in these.
    pub(crate) fn is_made_of(self, others: &[Dimension]) -> bool {
        (0..BASE.len()).all(|base| self.0[base] == 0 || others.iter().any(|other| other.0[base] != 0))
    }

    /// To a power of so many halves, where that is a dimension.
    pub(crate) fn to_halves(self, halves: i32) -> Option<Self> {
        let mut exponents = [0; BASE.len()];
        for (exponent, own) in exponents.iter_mut().zip(self.0) {
            let doubled = i32::from(own) * halves;
            *exponent = i8::try_from(doubled / 2).ok().filter(|_| doubled % 2 == 0)?;
        }
        Some(Dimension(exponents))
    }
}

/// The units that can have a prefix, with the exponents of their dimension and the power of ten of the kept unit.
const UNITS: [(&str, [i8; BASE.len()], i32); 10] = [
    ("s", [1, 0, 0, 0, 0], 3),
    ("V", [0, 1, 0, 0, 0], 3),
    ("A", [0, 0, 1, 0, 0], 12),
    ("S", [0, -1, 1, 0, 0], 9),
    ("F", [1, -1, 1, 0, 0], 12),
    ("Ohm", [0, 1, -1, 0, 0], -9),
    ("C", [1, 0, 1, 0, 0], 15),
    ("Hz", [-1, 0, 0, 0, 0], -3),
    ("m", [0, 0, 0, 1, 0], 6),
    ("M", [0, 0, 0, 0, 1], 3),
];

const PREFIXES: [(&str, i32); 8] =
    [("f", -15), ("p", -12), ("n", -9), ("u", -6), ("m", -3), ("k", 3), ("M", 6), ("G", 9)];

/// What there is, for messages.
const KNOWN: &str = "units are `s`, `V`, `A`, `S`, `F`, `Ohm`, `C`, `Hz`, `m` and `M` (molar), with `f`, `p`, `n`, `u`, `m`, \
    `k`, `M` or `G` in front, and `cm`";

/// The sentence for what is no unit: which was meant, where that can be told, or what there is.
pub(crate) fn unknown(symbol: &str) -> String {
    match meant(symbol) {
        Some(unit) => format!("`{symbol}` is no unit: did you mean `{unit}`?"),
        None => format!("`{symbol}` is no unit: {KNOWN}"),
    }
}

/// The unit that is written otherwise elsewhere, or in other letters.
fn meant(symbol: &str) -> Option<String> {
    let symbol = symbol.replace(['µ', 'μ'], "u").replace(['Ω', 'Ω'], "Ohm");
    let symbol = symbol.strip_suffix("sec").map_or(symbol.clone(), |prefix| format!("{prefix}s"));
    let names = UNITS.iter().map(|(name, ..)| *name);
    let prefixed = |name: &'static str| PREFIXES.iter().map(move |(prefix, _)| format!("{prefix}{name}"));
    let all: Vec<String> = names.clone().flat_map(prefixed).chain(names.map(str::to_owned)).collect();
    let same = all.iter().find(|known| **known == symbol);
    let mut alike = all.iter().filter(|known| known.eq_ignore_ascii_case(&symbol));
    // Of `ma` nobody can tell whether `mA` or `MA` was meant, but for the prefix that is as written.
    let as_written = || all.iter().find(|known| known.eq_ignore_ascii_case(&symbol) && known.starts_with(&symbol[..1]));
    let only = alike.next().filter(|_| alike.next().is_none());
    same.or_else(|| as_written().or(only)).cloned()
}

impl Unit {
    /// The unit of a symbol.
    pub(crate) fn find(symbol: &str) -> Option<Unit> {
        let plain = |symbol: &str, prefix: i32| {
            let (_, exponents, power) = UNITS.iter().find(|(name, ..)| *name == symbol)?;
            Some(Unit { dimension: Dimension::of(*exponents), power: power + prefix })
        };
        let prefixed = |&(prefix, power): &(&str, i32)| plain(symbol.strip_prefix(prefix)?, power);
        match symbol {
            "cm" => plain("m", -2),
            _ => plain(symbol, 0).or_else(|| PREFIXES.iter().find_map(prefixed)),
        }
    }

    pub(crate) fn times(self, other: Unit) -> Unit {
        Unit { dimension: self.dimension.times(other.dimension), power: self.power + other.power }
    }

    pub(crate) fn per(self, other: Unit) -> Unit {
        Unit { dimension: self.dimension.per(other.dimension), power: self.power - other.power }
    }

    pub(crate) fn to(self, power: u32) -> Unit {
        (1..power).fold(self, |unit, _| unit.times(self))
    }
}

/// The kept units that have a name of their own.
const NAMED: [(&str, [i8; BASE.len()]); 9] = [
    ("ms", [1, 0, 0, 0, 0]),
    ("mV", [0, 1, 0, 0, 0]),
    ("pA", [0, 0, 1, 0, 0]),
    ("nS", [0, -1, 1, 0, 0]),
    ("pF", [1, -1, 1, 0, 0]),
    ("GOhm", [0, 1, -1, 0, 0]),
    ("fC", [1, 0, 1, 0, 0]),
    ("um", [0, 0, 0, 1, 0]),
    ("mM", [0, 0, 0, 0, 1]),
];

/// The kept unit, as a person would write it.
impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named =
            |wanted: Dimension| NAMED.iter().find(|(_, own)| Dimension::of(*own) == wanted).map(|(name, _)| *name);
        if *self == Dimension::NONE {
            return f.write_str("1");
        }
        if let Some(name) = named(*self) {
            return f.write_str(name);
        }
        if *self == Dimension::NONE.per(Dimension::TIME) {
            // What can be written behind a number.
            return f.write_str("kHz");
        }
        if let Some(name) = named(Dimension::NONE.per(*self)) {
            return write!(f, "1/{name}");
        }
        for below in ["ms", "um", "mV"] {
            let mut above = *self;
            for power in ["", "^2"] {
                above = NAMED
                    .iter()
                    .filter(|(name, _)| *name == below)
                    .fold(above, |above, (_, own)| above.times(Self::of(*own)));
                if let Some(above) = named(above) {
                    return write!(f, "{above}/{below}{power}");
                }
            }
        }
        let factors = BASE.iter().zip(self.0).filter(|(_, exponent)| *exponent != 0);
        for (place, (name, doubled)) in factors.enumerate() {
            let (separator, half) = (if place == 0 { "" } else { " " }, f32::from(doubled) / 2.0);
            if doubled == 2 { write!(f, "{separator}{name}")? } else { write!(f, "{separator}{name}^{half}")? }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(symbol: &str) -> Unit {
        Unit::find(symbol).unwrap_or_else(|| panic!("{symbol} is no unit"))
    }

    #[test]
    fn what_was_meant_is_found() {
        let cases = [
            ("mv", "mV"),
            ("msec", "ms"),
            ("sec", "s"),
            ("Mohm", "MOhm"),
            ("MΩ", "MOhm"),
            ("µs", "us"),
            ("pf", "pF"),
            ("hz", "Hz"),
            ("khz", "kHz"),
            ("MS", "MS"),
        ];
        for (symbol, wanted) in cases {
            assert_eq!(meant(symbol).as_deref(), Some(wanted), "{symbol}");
        }
        for symbol in ["parsec", "x", "", "mmHg"] {
            assert_eq!(meant(symbol), None, "{symbol}");
        }
    }

    #[test]
    fn what_is_kept_needs_no_factor() {
        for symbol in ["ms", "mV", "pA", "nS", "pF", "GOhm", "fC", "kHz", "um", "mM"] {
            assert_eq!(unit(symbol).power, 0, "{symbol}");
        }
        // As long as products and quotients need none either, an equation in these units is one of plain numbers.
        assert_eq!(unit("nS").times(unit("mV")), unit("pA"));
        assert_eq!(unit("pF").per(unit("nS")), unit("ms"));
        assert_eq!(unit("pA").times(unit("ms")), unit("fC"));
        assert_eq!(unit("fC").per(unit("mV")), unit("pF"));
        assert_eq!(unit("GOhm").times(unit("pA")), unit("mV"));
    }

    #[test]
    fn prefixes_are_powers_of_ten() {
        let powers =
            [("s", 3), ("us", -3), ("V", 3), ("nA", 3), ("MOhm", -3), ("uF", 6), ("Hz", -3), ("cm", 4), ("M", 3)];
        for (symbol, power) in powers {
            assert_eq!(unit(symbol).power, power, "{symbol}");
        }
        for none in ["", "msec", "volt", "cs", "mmV", "kk", "x", "ohm"] {
            assert_eq!(Unit::find(none), None, "{none}");
        }
    }

    #[test]
    fn dimensions_are_written_as_people_do() {
        let written = |unit: Unit| unit.dimension.to_string();
        assert_eq!(written(unit("V").per(unit("s"))), "mV/ms");
        assert_eq!(written(unit("Hz")), "kHz");
        assert_eq!(written(unit("mS").per(unit("cm").to(2))), "nS/um^2");
        assert_eq!(written(unit("uF").per(unit("cm").to(2))), "pF/um^2");
        assert_eq!(written(unit("mV").times(unit("mV"))), "mV^2");
        let noise = unit("mV").dimension.per(Dimension::TIME.to_halves(1).unwrap());
        assert_eq!(noise.to_string(), "ms^-0.5 mV");
        assert_eq!(Dimension::NONE.to_string(), "1");
    }
}
