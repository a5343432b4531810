//! Every neuron of the library has a picture on its page: its response with default parameters to a course of current. It shows
//! what the neuron does now.
//!
//! `IZHI_GALLERY=draw cargo test --test gallery` draws them anew, to `src/library/neurons`, where the documentation finds them.

use std::fs;
use std::path::Path;

mod neurons;
mod svg;

#[test]
fn every_neuron_shows_what_it_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/library/neurons");
    let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut sources: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    sources.sort();
    let responses = neurons::responses().unwrap();
    assert_eq!(sources, responses.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "files and pictures");
    for (name, response) in &responses {
        let source = fs::read_to_string(folder.join(format!("{name}.rs"))).unwrap();
        assert!(source.contains(&format!("#[doc = include_str!(\"{name}.svg\")]")), "{name} shows no picture");
        let drawn = svg::draw(response);
        let path = folder.join(format!("{name}.svg"));
        if std::env::var_os("IZHI_GALLERY").is_some_and(|value| value == "draw") {
            fs::write(&path, &drawn).unwrap();
        }
        let picture = fs::read_to_string(path).unwrap();
        assert!(picture.len() < 15_000, "{name}: {} bytes", picture.len());
        // Markdown ends HTML there.
        assert!(picture.lines().all(|line| !line.is_empty()), "{name}: an empty line");
        let is_new = picture == drawn;
        assert!(is_new, "the picture of {name} is old: `IZHI_GALLERY=draw cargo test --test gallery` draws it anew");
    }
}
