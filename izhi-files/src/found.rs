//! What a file is that is no checkpoint.

use std::io::{self, Read};

/// How an archive begins, also one with nothing in it.
const ARCHIVES: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// What was expected, and what was found.
pub(crate) fn expected(found: &str) -> String {
    format!("a checkpoint was expected, as `checkpoint` writes it, and {found}")
}

/// What a file is that does not begin as an archive.
pub(crate) fn instead_of_archive(file: &mut impl Read) -> io::Result<Option<String>> {
    let mut begin = Vec::new();
    file.take(16).read_to_end(&mut begin)?;
    if ARCHIVES.iter().any(|archive| begin.starts_with(archive)) {
        return Ok(None);
    }
    Ok(Some(match &begin[..] {
        [] => "this file is empty: it has been cut off, or never written".to_owned(),
        _ if ARCHIVES.iter().any(|archive| archive.starts_with(&begin)) => {
            "this file has been cut off in its first bytes".to_owned()
        }
        _ if begin.starts_with(b"\x93NUMPY") => "this is one array of NumPy's".to_owned(),
        _ if begin.starts_with(b"\x89HDF") => "this is an HDF5 file".to_owned(),
        _ => {
            let text = String::from_utf8_lossy(&begin).escape_debug().to_string();
            format!("this is no archive of arrays: it begins with `{text}`")
        }
    }))
}

/// What an archive of arrays is that has such a text of what it is, or none.
pub(crate) fn instead_of_checkpoint(text: Option<&str>, names: &[String]) -> Option<String> {
    let Some(text) = text else {
        let first = names.first().map(|name| format!(", and `{name}`")).unwrap_or_default();
        return Some(format!("this archive is of no network: it has no array `izhi` of text{first}"));
    };
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    let network = text.lines().find_map(|line| line.strip_prefix("network "));
    match network {
        Some(network) if !has("format ") => Some(format!(
            "these are recordings of network `{network}`, as `write_recordings` writes them, from which no network goes on"
        )),
        _ => None,
    }
}
