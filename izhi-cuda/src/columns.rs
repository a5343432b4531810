//! Columns of a network on their way to a device, and back.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use bytemuck::Pod;
use izhi_runtime::Result;
use izhi_runtime::ndarray::{ArrayD, ArrayViewD, IxDyn};
use izhi_runtime::snapshot::{Column, ColumnView, Keeper, Shape, Sink, Source, Stored};

/// The bytes of values, in the order in which they are in memory.
fn bytes<T: Pod>(values: &ArrayViewD<'_, T>) -> Vec<u8> {
    match values.as_slice_memory_order() {
        Some(values) => bytemuck::cast_slice(values).to_vec(),
        None => values.iter().flat_map(|value| bytemuck::bytes_of(value).to_vec()).collect(),
    }
}

/// The bytes of a column, in the order in which they are in memory.
pub(crate) fn bytes_of(view: &ColumnView<'_>) -> Vec<u8> {
    match view {
        ColumnView::Single(values) => bytes(values),
        ColumnView::Double(values) => bytes(values),
        ColumnView::Whole(values) => bytes(values),
        ColumnView::Count(values) => bytes(values),
        ColumnView::Index(values) => bytes(values),
        ColumnView::Steps(values) => bytes(values),
        ColumnView::Byte(values) => bytes(values),
        ColumnView::Flag(values) => values.iter().map(|flag| u8::from(*flag)).collect(),
    }
}

/// A column of values in a row.
pub(crate) fn column<T: Stored>(values: Vec<T>) -> Column {
    let shape = IxDyn(&[values.len()]);
    T::column(ArrayD::from_shape_vec(shape, values).expect("as many as there are"))
}

/// The values of a column that was kept; nothing of one of another type.
pub(crate) fn values<T: Stored>(column: Option<&Column>) -> Vec<T> {
    column.and_then(|column| T::array(column.clone())).map(|array| array.into_iter().collect()).unwrap_or_default()
}

/// What a network gives out of what has changed since the last time.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// The number of the last change of each column that has one.
    numbers: HashMap<String, u64>,
    /// The columns that are wanted, and of these the ones of which copies are kept.
    wanted: HashSet<String>,
    kept: HashSet<String>,
    /// The copies, also of earlier times.
    pub(crate) copies: HashMap<String, Column>,
    /// The longest delay of each column of them.
    pub(crate) longest: HashMap<String, u64>,
    /// Those that have been drawn on the device, and of which it is not known under which numbers of changes the network has them.
    pub(crate) drawn: HashSet<String>,
    /// What is wanted, has no number of changes, and is as short as a single value, as it was given out last.
    single: HashMap<String, Vec<u8>>,
    /// The bytes of those that are wanted and new.
    pub(crate) new: Vec<(String, Vec<u8>)>,
    /// Those that are asked for since something was known to be there.
    pub(crate) asked: HashSet<String>,
}

impl Changes {
    pub(crate) fn new(wanted: HashSet<String>, kept: HashSet<String>) -> Self {
        Changes { wanted, kept, ..Changes::default() }
    }

    /// Of what has been given out nobody knows where it has come to: all of it is asked for again, but for what is known to
    /// be there.
    pub(crate) fn forget(&mut self, is_there: impl Fn(&str) -> bool) {
        self.new.clear();
        let asked = std::mem::take(&mut self.asked);
        self.numbers.retain(|name, _| is_there(name) && !asked.contains(name));
        self.single.clear();
    }

    /// Whether a column is longer than a single value, or another one than last time.
    fn is_other(&mut self, name: &str, bytes: &[u8]) -> bool {
        if bytes.len() > size_of::<u64>() {
            return true;
        }
        let last = self.single.insert(name.to_owned(), bytes.to_vec());
        last.as_deref() != Some(bytes)
    }
}

impl Sink for Changes {
    fn put(&mut self, name: &str, _: bool, values: ColumnView<'_>) -> Result<()> {
        if self.kept.contains(name) {
            self.copies.insert(name.to_owned(), values.to_column());
        }
        if let ColumnView::Steps(steps) = &values {
            let longest = steps.iter().copied().max().unwrap_or_default();
            self.longest.insert(name.to_owned(), u64::from(longest));
        }
        if self.wanted.contains(name) {
            let bytes = bytes_of(&values);
            if self.is_other(name, &bytes) {
                self.new.push((name.to_owned(), bytes));
            }
        }
        Ok(())
    }

    fn wants(&mut self, name: &str, change: u64) -> bool {
        // The number says whether it is another one.
        self.single.remove(name);
        let is_other = self.numbers.insert(name.to_owned(), change) != Some(change);
        if is_other {
            self.asked.insert(name.to_owned());
        }
        is_other
    }
}

/// Takes note of the numbers of changes, and of single values.
pub(crate) struct Known<'a>(pub(crate) &'a mut Changes);

impl Sink for Known<'_> {
    fn put(&mut self, name: &str, _: bool, values: ColumnView<'_>) -> Result<()> {
        // No value has less than a byte.
        if values.shape().iter().product::<usize>() <= size_of::<u64>() && self.0.wanted.contains(name) {
            self.0.is_other(name, &bytes_of(&values));
        }
        Ok(())
    }

    fn wants(&mut self, name: &str, change: u64) -> bool {
        self.0.numbers.insert(name.to_owned(), change);
        false
    }
}

/// Takes note of the numbers of changes of what has been drawn.
pub(crate) struct Noting<'a>(pub(crate) &'a mut Changes);

impl Sink for Noting<'_> {
    fn put(&mut self, _: &str, _: bool, _: ColumnView<'_>) -> Result<()> {
        Ok(())
    }

    fn wants(&mut self, name: &str, change: u64) -> bool {
        if self.0.drawn.remove(name) {
            self.0.numbers.insert(name.to_owned(), change);
        }
        false
    }
}

/// The bytes of columns, one behind the other.
#[derive(Default)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl Sink for Bytes {
    fn put(&mut self, _: &str, _: bool, values: ColumnView<'_>) -> Result<()> {
        self.0.extend(bytes_of(&values));
        Ok(())
    }
}

/// What a network takes back.
#[derive(Debug, Default)]
pub(crate) struct Back {
    pub(crate) columns: HashMap<String, Column>,
    /// Those that stay on the device until somebody looks at them.
    pub(crate) keepers: HashMap<String, Arc<dyn Keeper>>,
}

impl Source for Back {
    fn columns(&self) -> BTreeMap<String, Shape> {
        self.columns.iter().map(|(name, column)| (name.clone(), Shape::of(&column.view()))).collect()
    }

    fn column(&mut self, name: &str) -> Result<Option<Column>> {
        Ok(self.columns.get(name).cloned())
    }

    fn keeper(&mut self, name: &str) -> Option<Arc<dyn Keeper>> {
        self.keepers.get(name).cloned()
    }

    fn has(&self, name: &str) -> bool {
        self.columns.contains_key(name) || self.keepers.contains_key(name)
    }
}
