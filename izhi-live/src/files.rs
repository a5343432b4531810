//! The files of the page, in the program itself.

/// A file, and what a browser takes it for.
pub(crate) struct File {
    name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) content: &'static str,
}

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! files {
    ($($name:literal: $kind:expr),* $(,)?) => {
        [$(File { name: $name, kind: $kind, content: include_str!(concat!("../page/", $name)) }),*]
    };
}

const FILES: &[File] = &files! {
    "index.html": "text/html; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "style.css": STYLE,
    "analysis.js": SCRIPT,
    "charts.js": SCRIPT,
    "colors.js": SCRIPT,
    "connection.js": SCRIPT,
    "controls.js": SCRIPT,
    "elements.js": SCRIPT,
    "frame.js": SCRIPT,
    "main.js": SCRIPT,
    "neurons.js": SCRIPT,
    "parameters.js": SCRIPT,
    "raster.js": SCRIPT,
    "rates.js": SCRIPT,
    "schedule.js": SCRIPT,
    "traces.js": SCRIPT,
    "weights.js": SCRIPT,
    "uplot/uPlot.iife.min.js": SCRIPT,
    "uplot/uPlot.min.css": STYLE,
    "uplot/LICENSE": "text/plain; charset=utf-8",
};

/// The file of a name; the page itself has none.
pub(crate) fn find(name: &str) -> Option<&'static File> {
    let name = if name.is_empty() { "index.html" } else { name };
    FILES.iter().find(|file| file.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_asks_for_no_file_that_there_is_not() {
        for file in FILES {
            let quoted = file.content.split(['"', '\'']).skip(1).step_by(2);
            let own = quoted.filter_map(|text| {
                let path = text.strip_prefix("./")?;
                (!path.contains(char::is_whitespace) && path.contains('.')).then_some(path)
            });
            own.for_each(|path| assert!(find(path).is_some(), "{} asks for {path}", file.name));
        }
    }

    #[test]
    fn nothing_comes_from_elsewhere() {
        for file in FILES.iter().filter(|file| !file.name.starts_with("uplot/")) {
            // Names of XML's vocabularies are no addresses.
            let content = file.content.replace("http://www.w3.org/2000/svg", "");
            assert!(!content.contains("http://") && !content.contains("https://"), "{}", file.name);
        }
    }
}
