//! A value as somebody has written it, in the unit and of the kind that a network wants.

use std::fmt;

use izhi_runtime::Builder;
use izhi_runtime::builder::{Kind, Setting};

use crate::error::{Error, Result};

/// A value, as a file or a command line has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Flag(bool),
    /// A number with a unit or without, or `true` or `false`.
    Text(String),
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Written::Number(number) => write!(f, "{number}"),
            Written::Flag(flag) => write!(f, "{flag}"),
            Written::Text(text) => f.write_str(text),
        }
    }
}

/// Gives a value to what a builder has of that name, and says to how many.
///
/// # Errors
///
/// Nothing of that name, what is no number, a unit of something else or where the declaration says none, and those of
/// [`Builder::set`]. Then nothing has changed.
pub fn give<B: Builder>(builder: &mut B, name: &str, value: &Written) -> Result<usize> {
    let error = |reason: String| Error::Value { name: name.to_owned(), value: value.to_string(), reason };
    let matching = builder.matching(name).map_err(|unknown| error(unknown.to_string()))?;
    let number = number(value, &matching).map_err(error)?;
    builder.set(name, number).map_err(|refused| error(refused.to_string()))
}

fn number(value: &Written, matching: &[Setting]) -> Result<f64, String> {
    let text = match value {
        Written::Number(number) => return Ok(*number),
        Written::Flag(flag) => return is(*flag, matching),
        Written::Text(text) => text.trim(),
    };
    if let Ok(flag) = text.parse() {
        return is(flag, matching);
    }
    let (number, dimension) = izhi_units::number(text)?;
    let Some(found) = dimension.map(|dimension| dimension.to_string()) else { return Ok(number) };
    for Setting { name, unit, .. } in matching {
        match unit {
            Some(unit) if **unit == found => {}
            Some(unit) => return Err(format!("units differ: `{name}` is in {unit}, and this is in {found}")),
            None => return Err(format!("`{name}` is declared without a unit: give it a plain number")),
        }
    }
    Ok(number)
}

/// `true` or `false`, where it is one that is wanted.
fn is(flag: bool, matching: &[Setting]) -> Result<f64, String> {
    let other = matching.iter().find(|setting| !matches!(setting.kind, Kind::Flag | Kind::Event));
    match other {
        Some(Setting { name, kind, .. }) => Err(format!("`{name}` ({kind}) is a number")),
        None => Ok(if flag { 1.0 } else { 0.0 }),
    }
}
