//! The programs that a page is tested with.

use std::env;
use std::path::PathBuf;

/// The first of some programs that there is.
fn program(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}

/// Chromium and Node, where there are both.
pub(crate) fn browser() -> Option<(PathBuf, PathBuf)> {
    Some((program(&["chromium", "chromium-browser", "google-chrome"])?, program(&["node"])?))
}
