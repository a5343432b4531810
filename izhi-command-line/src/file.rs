//! Files of parameters: tables in tables, whose keys one behind the other are names.

use std::fmt;
use std::fs;
use std::path::Path;

use izhi_runtime::Builder;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use crate::error::{Error, Result};
use crate::value::{Written, give};

/// Gives a builder all that a file has, `FILE.toml` or `FILE.json`, in its order.
///
/// # Errors
///
/// A file that cannot be read, and those of [`give`].
pub fn give_file<B: Builder>(builder: &mut B, path: &Path) -> Result<()> {
    for (name, value) in read(path)? {
        let in_file = |error| Error::InFile { path: path.to_owned(), error: Box::new(error) };
        give(builder, &name, &value).map_err(in_file)?;
    }
    Ok(())
}

/// The names and values of a file.
fn read(path: &Path) -> Result<Vec<(String, Written)>> {
    let error = |reason: String| Error::File { path: path.to_owned(), reason };
    let text = || fs::read_to_string(path).map_err(|refused| error(refused.to_string()));
    let tree: Tree = match path.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => toml::from_str(&text()?).map_err(|wrong| error(wrong.to_string()))?,
        Some("json") => serde_json::from_str(&text()?).map_err(|wrong| error(wrong.to_string()))?,
        _ => return Err(error("expected a file `.toml` or `.json`".to_owned())),
    };
    let mut values = Vec::new();
    match tree {
        Tree::Table(entries) => entries.into_iter().for_each(|(key, tree)| flatten(key, tree, &mut values)),
        Tree::Value(value) => return Err(error(format!("expected a table of names, and {value} was found"))),
    }
    Ok(values)
}

/// The name of a value is the keys that lead to it.
fn flatten(name: String, tree: Tree, values: &mut Vec<(String, Written)>) {
    match tree {
        Tree::Value(value) => values.push((name, value)),
        Tree::Table(entries) => {
            entries.into_iter().for_each(|(key, tree)| flatten(format!("{name}.{key}"), tree, values));
        }
    }
}

enum Tree {
    Value(Written),
    /// In the order of the file.
    Table(Vec<(String, Tree)>),
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Trees)
    }
}

struct Trees;

impl<'de> Visitor<'de> for Trees {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a number with a unit as text, `true`, `false` or a table of them")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Value(Written::Flag(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        // As text no digit is lost before it is checked.
        Ok(Tree::Value(Written::Text(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Value(Written::Text(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Value(Written::Number(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Value(Written::Text(value.to_owned())))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Tree, M::Error> {
        let mut entries: Vec<(String, Tree)> = Vec::new();
        while let Some((key, tree)) = map.next_entry()? {
            if entries.iter().any(|(earlier, _)| *earlier == key) {
                return Err(de::Error::custom(format!("`{key}` stands there twice")));
            }
            entries.push((key, tree));
        }
        Ok(Tree::Table(entries))
    }
}
