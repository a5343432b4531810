//! All that a builder takes by name, as a file for people and for [`give_file`](crate::give_file).

use izhi_runtime::Builder;
use izhi_runtime::builder::{Kind, Setting, Value};

/// A line of TOML for each name: its value, and behind it its unit, what it is, and what the declaration says of it. What is
/// no number, as what is drawn, is a comment. A file of these lines says what the builder says.
pub fn list<B: Builder>(builder: &B) -> String {
    let rows: Vec<[String; 2]> = builder.settings().iter().map(row).collect();
    let width = rows.iter().map(|[first, _]| first.chars().count()).max().unwrap_or(0);
    let lines = rows.iter().map(|[first, second]| format!("{first:width$}  # {second}\n"));
    lines.collect()
}

fn row(setting: &Setting) -> [String; 2] {
    let Setting { name, kind, unit, doc, value } = setting;
    let name = name.split('.').map(key).collect::<Vec<_>>().join(".");
    let given = match value {
        Value::Number(number) if matches!(kind, Kind::Seed | Kind::Threads | Kind::Size | Kind::Integer) => {
            format!("{name} = {number}")
        }
        Value::Number(number) => format!("{name} = {number:?}"),
        Value::Flag(flag) => format!("{name} = {flag}"),
        Value::Declared | Value::Several => format!("# {name}: {value}"),
    };
    let unit = unit.map(|unit| format!("{unit}, ")).unwrap_or_default();
    let doc = if doc.is_empty() { String::new() } else { format!(": {doc}") };
    [given, format!("{unit}{kind}{doc}")]
}

/// A name of Rust as a key of TOML.
fn key(name: &str) -> String {
    if name.is_ascii() { name.to_owned() } else { format!("\"{name}\"") }
}
