//! Units of measurement: what dimension a unit has, and by which power of ten it differs from the unit that izhi keeps.
//!
//! Kept are milliseconds, millivolts and picoamperes, and with them nanosiemens, picofarads, gigaohms and femtocoulombs,
//! which are made of them without a factor; micrometres; millimoles in a litre. Every other unit is a power of ten of
//! one of these, so that a number with a unit is known exactly when a network is compiled, and costs nothing when it runs.

#![forbid(unsafe_code)]

use std::fmt;

/// The base units that izhi keeps, in the order of a dimension's exponents.
const BASE: [&str; 5] = ["ms", "mV", "pA", "um", "mM"];

/// What a quantity measures: twice the exponent of each base unit, as the square root of a time stands in noise.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Dimension([i8; BASE.len()]);

/// Of a unit as written: its dimension, and ten to which power makes the kept unit of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// How many times ten the kept unit it is, as a power.
    pub power: i32,
}

impl Dimension {
    /// Of a plain number.
    pub const NONE: Self = Dimension([0; BASE.len()]);
    /// Of a time.
    pub const TIME: Self = Dimension::of([1, 0, 0, 0, 0]);

    const fn of(exponents: [i8; BASE.len()]) -> Self {
        let [a, b, c, d, e] = exponents;
        Dimension([2 * a, 2 * b, 2 * c, 2 * d, 2 * e])
    }

    /// Of a product.
    pub fn times(self, other: Self) -> Self {
        Dimension(std::array::from_fn(|base| self.0[base].saturating_add(other.0[base])))
    }

    /// Of a quotient.
    pub fn per(self, other: Self) -> Self {
        Dimension(std::array::from_fn(|base| self.0[base].saturating_sub(other.0[base])))
    }

    /// Whether its unit has a name of its own.
    pub fn is_named(self) -> bool {
        NAMED.iter().any(|(_, own)| Dimension::of(*own) == self)
    }

    /// Whether it is a product of powers of base units that stand in these.
    pub fn is_made_of(self, others: &[Dimension]) -> bool {
        (0..BASE.len()).all(|base| self.0[base] == 0 || others.iter().any(|other| other.0[base] != 0))
    }

    /// To a power of so many halves, where that is a dimension.
    pub fn to_halves(self, halves: i32) -> Option<Self> {
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
pub fn unknown(symbol: &str) -> String {
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
    pub fn find(symbol: &str) -> Option<Unit> {
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

    /// The product of two.
    pub fn times(self, other: Unit) -> Unit {
        Unit { dimension: self.dimension.times(other.dimension), power: self.power + other.power }
    }

    /// The quotient of two.
    pub fn per(self, other: Unit) -> Unit {
        Unit { dimension: self.dimension.per(other.dimension), power: self.power - other.power }
    }

    /// A power, from 1 on.
    pub fn to(self, power: u32) -> Unit {
        (1..power).fold(self, |unit, _| unit.times(self))
    }

    /// The number with this unit in the unit that is kept: the digits as written, with another power of ten, so that it is the
    /// nearest to what was meant.
    pub fn kept(self, digits: &str) -> Option<f64> {
        let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
        let exponent: i32 = exponent.parse().ok()?;
        let value: f64 = format!("{mantissa}e{}", exponent.checked_add(self.power)?).parse().ok()?;
        value.is_finite().then_some(value)
    }

    /// The unit of a text, `uF/cm^2`.
    ///
    /// # Errors
    ///
    /// In words, which part is no unit.
    fn read(text: &str) -> Result<Unit, String> {
        if text.ends_with(['*', '/']) {
            return Err(format!("`{text}` is no unit: one is missing at its end"));
        }
        let mut unit: Option<Unit> = None;
        let mut is_divided = false;
        for (place, part) in text.split_inclusive(['*', '/']).enumerate() {
            let symbol = part.trim_end_matches(['*', '/']).trim();
            let factor = match symbol {
                // `1/mV`
                "1" if place == 0 => Unit { dimension: Dimension::NONE, power: 0 },
                _ => Unit::power(symbol)?,
            };
            unit = Some(match unit {
                None => factor,
                Some(unit) if is_divided => unit.per(factor),
                Some(unit) => unit.times(factor),
            });
            is_divided = part.ends_with('/');
        }
        unit.ok_or_else(|| unknown(text))
    }

    /// A symbol and its power.
    fn power(text: &str) -> Result<Unit, String> {
        let (symbol, power) = text.split_once('^').unwrap_or((text, "1"));
        let unit = Unit::find(symbol.trim()).ok_or_else(|| unknown(symbol.trim()))?;
        match power.trim() {
            "1" => Ok(unit),
            "2" => Ok(unit.to(2)),
            "3" => Ok(unit.to(3)),
            _ => Err(format!("`{text}` is no unit: units are squared or cubed, `cm^2`")),
        }
    }
}

/// A number and the unit behind it, where one stands there: `10 ms`, `0.2 uF/cm^2`, `7`. The number is in the unit that is
/// kept.
///
/// ```
/// let (value, dimension) = izhi_units::number("20 nA").unwrap();
/// assert_eq!((value, dimension.unwrap().to_string().as_str()), (20_000.0, "pA"));
/// ```
///
/// # Errors
///
/// In words, what is no number or no unit.
pub fn number(text: &str) -> Result<(f64, Option<Dimension>), String> {
    let text = text.trim();
    // The longest beginning that is a number: `1e3 ms`, and not `1`.
    let ends = (1..=text.len()).rev().filter(|end| text.is_char_boundary(*end));
    let digits = |end: &usize| text[..*end].trim_end().replace('_', "");
    let has_digits = |end: &usize| text[..*end].contains(|character: char| character.is_ascii_digit());
    let mut ends = ends.filter(|end| has_digits(end) && digits(end).parse::<f64>().is_ok());
    let end =
        ends.next().ok_or_else(|| format!("expected a number, as in `10 ms` or `0.5`, and `{text}` was found"))?;
    let (digits, unit) = (digits(&end), text[end..].trim());
    let too_large = || format!("`{text}` is no number that can be kept");
    if unit.is_empty() {
        let value = digits.parse().ok().filter(|value| f64::is_finite(*value));
        return Ok((value.ok_or_else(too_large)?, None));
    }
    let unit = Unit::read(unit)?;
    Ok((unit.kept(&digits).ok_or_else(too_large)?, Some(unit.dimension)))
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

    #[test]
    fn numbers_have_units_as_in_the_language() {
        let kept = [
            ("10 ms", 10.0, "ms"),
            ("0.5ms", 0.5, "ms"),
            ("-0.065 V", -65.0, "mV"),
            ("1.5e-3 nA", 1.5, "pA"),
            ("+3 mV", 3.0, "mV"),
            ("1E3us", 1.0, "ms"),
            ("30 Hz", 0.03, "kHz"),
            ("1 uF/cm^2", 0.01, "pF/um^2"),
            ("120 mS / cm ^ 2", 1.2, "nS/um^2"),
            ("1 mV*ms", 1.0, "ms mV"),
            ("1_000 pA", 1000.0, "pA"),
            ("2 1/mV", 2.0, "1/mV"),
            ("5 mV/mV", 5.0, "1"),
        ];
        for (text, value, unit) in kept {
            let read = number(text).map(|(value, dimension)| (value, dimension.map(|unit| unit.to_string())));
            assert_eq!(read, Ok((value, Some(unit.to_owned()))), "{text}");
        }
        for (text, value) in [("7", 7.0), (" -7.5e2 ", -750.0), ("1_000", 1000.0), (".5", 0.5)] {
            assert_eq!(number(text), Ok((value, None)), "{text}");
        }
    }

    #[test]
    fn what_is_none_is_said() {
        let refused = |text: &str| number(text).unwrap_err();
        for text in ["", "ms", "inf", "nan", "-", "x 10", "-inf ms"] {
            assert!(refused(text).starts_with("expected a number, as in `10 ms`"), "{text}");
        }
        assert_eq!(refused("10 mv"), "`mv` is no unit: did you mean `mV`?");
        assert!(refused("10 mV/parsec").starts_with("`parsec` is no unit: units are"));
        assert!(refused("10 ms^4").ends_with("units are squared or cubed, `cm^2`"));
        assert_eq!(refused("10 mV/"), "`mV/` is no unit: one is missing at its end");
        assert!(refused("10 /mV").starts_with("`` is no unit"));
        assert!(refused("10 %").starts_with("`%` is no unit"));
        assert!(refused("10 20").starts_with("`20` is no unit"));
        for text in ["1e999", "1e308 V", "1e99999999999 mV"] {
            assert!(refused(text).ends_with("is no number that can be kept"), "{text}: {}", refused(text));
        }
    }
}
