//! Pictures of a small network: that they are files of their size, and that what they show is where it has to be.

mod contents;
mod errors;
mod network;

use std::collections::BTreeMap;

use plotters::style::RGBColor;

use crate::picture::Picture;

/// A picture as a reader of PNG files sees it.
struct Seen {
    width: u32,
    height: u32,
    values: Vec<u8>,
}

impl Seen {
    fn new(picture: &Picture) -> Self {
        let bytes = picture.to_png();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut values = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut values).unwrap();
        assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
        assert_eq!((info.width, info.height), (picture.width(), picture.height()));
        Seen { width: info.width, height: info.height, values }
    }

    fn at(&self, x: u32, y: u32) -> RGBColor {
        let start = 3 * (y as usize * self.width as usize + x as usize);
        RGBColor(self.values[start], self.values[start + 1], self.values[start + 2])
    }

    /// How many pixels of an area have a colour.
    fn count(&self, colour: RGBColor, x: std::ops::Range<u32>, y: std::ops::Range<u32>) -> usize {
        y.flat_map(|y| x.clone().map(move |x| (x, y))).filter(|&(x, y)| self.at(x, y) == colour).count()
    }
}

/// How often each element is in an SVG whose elements are closed in the order in which they are opened.
fn elements(svg: &str) -> BTreeMap<&str, usize> {
    let (mut counts, mut open) = (BTreeMap::new(), Vec::new());
    for tag in svg.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag that ends");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap();
        *counts.entry(name).or_default() += 1;
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} are not closed");
    counts
}
