//! Where the time of a run went.

use izhi_runtime::Profile;
use izhi_runtime::profile::{Part, Work, short};
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;

use crate::bands::widest;
use crate::canvas::{Area, Canvas};
use crate::error::{Error, Result};
use crate::look::*;
use crate::picture::Picture;
use crate::recording::grouped;
use crate::text::text_width;

const BAR_HEIGHT: u32 = 26;
const ROW_HEIGHT: u32 = 38;
/// The longest bar.
const LONGEST: u32 = 900;
/// Between a bar and its texts.
const GAP: u32 = 14;

/// Draws the parts of an iteration, the one that took longest first: of each a bar, its part of the whole time, and how long it
/// took each time that it ran. Behaviours have one colour, delays of synapses and updates that wait another.
///
/// # Errors
///
/// A profile of no iteration; more parts than fit a picture.
pub fn profile(title: &str, profile: &Profile) -> Result<Picture> {
    if profile.iterations() == 0 {
        return Err(Error::Nothing("a profile of no iteration".to_owned()));
    }
    let parts = profile.longest_first();
    let names: Vec<String> = parts.iter().map(|part| name(part)).collect();
    let notes: Vec<String> = parts.iter().map(|part| note(part)).collect();
    let left = MARGIN + widest(names.iter()) + GAP;
    let right = notes.iter().map(|note| text_width(note, NOTE_SIZE).ceil() as u32).max().unwrap_or(0) + GAP + MARGIN;
    let top = TITLE_HEIGHT + ROW_HEIGHT;
    let mut canvas = Canvas::new(left + LONGEST + right, top + ROW_HEIGHT * parts.len() as u32 + MARGIN)?;
    canvas.title(title);
    let time = profile.time().as_secs_f64();
    let each = short(time / profile.iterations() as f64);
    let iterations = format!("{} iterations in {}, {each} each", grouped(profile.iterations() as usize), short(time));
    canvas.text(&iterations, left, TITLE_HEIGHT + 4, NOTE_SIZE, &FAINT_INK, HPos::Left);
    let most = parts.iter().map(|part| part.share()).fold(f64::MIN_POSITIVE, f64::max);
    for (row, part) in parts.iter().enumerate() {
        let top = top + ROW_HEIGHT * row as u32;
        let (middle, width) = (top + BAR_HEIGHT / 2, (part.share() / most * f64::from(LONGEST)).round() as u32);
        canvas.text(&names[row], left - GAP, middle, LABEL_SIZE, &INK, HPos::Right);
        canvas.fill(Area { left, top, width: width.max(1), height: BAR_HEIGHT }, colour(part.work()));
        canvas.text(&notes[row], left + width + GAP, middle, NOTE_SIZE, &FAINT_INK, HPos::Left);
    }
    Ok(Picture::new(canvas))
}

fn name(part: &Part) -> String {
    match part.work() {
        Work::Behavior { key } => format!("{} (key {key})", part.name()),
        Work::Waiting => format!("{} (updates that wait)", part.name()),
        Work::Delay | Work::Counting | Work::Around => part.name().to_owned(),
    }
}

fn note(part: &Part) -> String {
    let share = format!("{:.1} %", 100.0 * part.share());
    match part.runs() {
        0 => share,
        1 => format!("{share}, {}", short(part.time().as_secs_f64())),
        runs => format!("{share}, {} each run", short(part.time().as_secs_f64() / runs as f64)),
    }
}

fn colour(work: Work) -> RGBColor {
    match work {
        Work::Behavior { .. } => COLOURS[0],
        Work::Delay | Work::Waiting => COLOURS[1],
        Work::Counting | Work::Around => BAR,
    }
}
