//! How what a network keeps is given out, column by column, and taken back.

use std::collections::BTreeMap;
use std::sync::Arc;

use ndarray::{ArrayD, ArrayView, ArrayView1, Dimension, IxDyn};

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::held::Keeper;

use super::column::{Column, ColumnView, Shape, Stored};

/// Where columns go, one after the other.
pub trait Sink {
    /// Takes a column. What grows has another length at another time.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    fn put(&mut self, name: &str, grows: bool, values: ColumnView<'_>) -> Result<()>;

    /// Whether a column is wanted that has the number of its last change from outside; all are unless told otherwise.
    fn wants(&mut self, name: &str, change: u64) -> bool {
        let _ = (name, change);
        true
    }

    /// Takes what a column is like in the place of its values, where nothing else is wanted; false where it is.
    fn measure(&mut self, name: &str, grows: bool, shape: Shape) -> bool {
        let _ = (name, grows, shape);
        false
    }
}

/// Where columns come from.
pub trait Source {
    /// All columns by their names.
    fn columns(&self) -> BTreeMap<String, Shape>;

    /// The column of that name; none where there is none.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    fn column(&mut self, name: &str) -> Result<Option<Column>>;

    /// Who has the column and gives it to whoever looks at it; nobody unless told otherwise.
    fn keeper(&mut self, name: &str) -> Option<Arc<dyn Keeper>> {
        let _ = name;
        None
    }

    /// Whether what the network has under this name becomes another; all does unless told otherwise.
    fn has(&self, name: &str) -> bool {
        let _ = name;
        true
    }
}

/// Something that a network keeps from one iteration to the next.
///
/// Names begin with a mark: a dot before what the declaration names, a colon before what it does not.
pub trait Keep {
    /// Gives out everything by which the iterations that come depend on those that were.
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()>;

    /// Becomes what was given out.
    ///
    /// # Errors
    ///
    /// Where that does not fit.
    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()>;
}

/// Columns of one owner on their way out.
pub struct Saving<'a> {
    owner: String,
    to: &'a mut dyn Sink,
}

impl<'a> Saving<'a> {
    pub(crate) fn new(owner: &str, to: &'a mut dyn Sink) -> Self {
        Saving { owner: owner.to_owned(), to }
    }

    /// Whether a column is wanted that has last been changed by this number.
    pub(crate) fn wants(&mut self, name: &str, change: u64) -> bool {
        self.to.wants(&format!("{}{name}", self.owner), change)
    }

    /// What a column is called in errors.
    pub(crate) fn place(&self, name: &str) -> String {
        format!("{}{name}", self.owner)
    }

    /// Whether it is enough that a column is of this type and has these lengths.
    pub(crate) fn measure<T: Stored>(&mut self, name: &str, grows: bool, lengths: &[usize]) -> bool {
        self.to.measure(&format!("{}{name}", self.owner), grows, Shape::new::<T>(lengths))
    }

    /// A column as long at any time.
    pub(crate) fn fixed<T: Stored, D: Dimension>(&mut self, name: &str, values: ArrayView<'_, T, D>) -> Result<()> {
        self.to.put(&format!("{}{name}", self.owner), false, T::view(values.into_dyn()))
    }

    /// A column that has another length at another time.
    pub(crate) fn growing<T: Stored, D: Dimension>(&mut self, name: &str, values: ArrayView<'_, T, D>) -> Result<()> {
        self.to.put(&format!("{}{name}", self.owner), true, T::view(values.into_dyn()))
    }

    /// One value.
    pub(crate) fn one<T: Stored>(&mut self, name: &str, value: T) -> Result<()> {
        self.fixed(name, ArrayView1::from(&[value]))
    }
}

/// Columns of one owner on their way back.
pub struct Loading<'a> {
    owner: String,
    from: &'a mut dyn Source,
    clock: Clock,
}

impl<'a> Loading<'a> {
    pub(crate) fn new(owner: &str, from: &'a mut dyn Source, clock: Clock) -> Self {
        Loading { owner: owner.to_owned(), from, clock }
    }

    /// When the columns were given out.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Whether what has this name becomes another.
    pub fn has(&self, name: &str) -> bool {
        self.from.has(&format!("{}{name}", self.owner))
    }

    /// Who has what has this name, where it stays there.
    pub(crate) fn keeper(&mut self, name: &str) -> Option<Arc<dyn Keeper>> {
        self.from.keeper(&format!("{}{name}", self.owner))
    }

    /// Lets something become what was given out, where it becomes another.
    ///
    /// # Errors
    ///
    /// Where that does not fit.
    pub fn take(&mut self, kept: &mut impl Keep, name: &str) -> Result<()> {
        if self.has(name) { kept.load(name, self) } else { Ok(()) }
    }

    /// An array of any shape.
    pub(crate) fn array<T: Stored>(&mut self, name: &str) -> Result<ArrayD<T>> {
        let name = format!("{}{name}", self.owner);
        let column = self.from.column(&name)?;
        let column = column.ok_or_else(|| wrong(format!("it has no column `{name}`")))?;
        let found = column.view().type_name();
        T::array(column).ok_or_else(|| wrong(format!("column `{name}` is of {found}, and {} was expected", T::NAME)))
    }

    /// An array of this shape.
    pub(crate) fn shaped<T: Stored>(&mut self, name: &str, shape: &[usize]) -> Result<ArrayD<T>> {
        let array = self.array(name)?;
        if array.shape() == shape {
            return Ok(array);
        }
        let reason = format!("an array of shape {shape:?} was expected, and {:?} was found", array.shape());
        Err(self.wrong(name, &reason))
    }

    /// Values in a row, as many as there are.
    pub(crate) fn values<T: Stored>(&mut self, name: &str) -> Result<Vec<T>> {
        Ok(self.array(name)?.into_iter().collect())
    }

    /// Puts values into the place of others, as many.
    pub(crate) fn fill<T: Stored>(&mut self, name: &str, values: &mut [T]) -> Result<()> {
        let array = self.shaped(name, &[values.len()])?;
        values.iter_mut().zip(&array).for_each(|(own, value)| *own = *value);
        Ok(())
    }

    /// One value.
    pub(crate) fn one<T: Stored>(&mut self, name: &str) -> Result<T> {
        let array = self.shaped(name, &[1])?;
        Ok(array[IxDyn(&[0])])
    }

    /// What is wrong with a column.
    pub(crate) fn wrong(&self, name: &str, reason: &str) -> Error {
        wrong(format!("column `{}{name}`: {reason}", self.owner))
    }
}

pub(super) fn wrong(reason: String) -> Error {
    Error::Snapshot { reason }
}
