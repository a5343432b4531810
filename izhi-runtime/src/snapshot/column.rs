//! Columns: named arrays of plain numbers, which is all that a snapshot consists of.

use std::fmt;

use bytemuck::Zeroable;
use ndarray::{ArrayD, ArrayViewD};

/// A type that a column can have.
pub trait Stored: Copy + Default + Zeroable + 'static {
    /// What it is called in messages.
    const NAME: &'static str;
    /// A column of an array.
    fn column(values: ArrayD<Self>) -> Column;
    /// The same of a view.
    fn view(values: ArrayViewD<'_, Self>) -> ColumnView<'_>;
    /// The array of a column, where it has this type.
    fn array(column: Column) -> Option<ArrayD<Self>>;
}

/// What a column looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    element: &'static str,
    lengths: Vec<usize>,
}

impl Shape {
    /// Of values of a type.
    pub(super) fn new<T: Stored>(lengths: &[usize]) -> Self {
        Shape { element: T::NAME, lengths: lengths.to_vec() }
    }

    /// That of a column.
    pub fn of(column: &ColumnView<'_>) -> Self {
        Shape { element: column.type_name(), lengths: column.shape().to_vec() }
    }

    /// Whether another is the same, or for one that grows, can be at another time.
    pub(super) fn fits(&self, other: &Shape, grows: bool) -> bool {
        let same = if grows { self.lengths.len() == other.lengths.len() } else { self.lengths == other.lengths };
        same && self.element == other.element
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of shape {:?}", self.element, self.lengths)
    }
}

macro_rules! columns {
    ($($(#[$doc:meta])* $kind:ident: $ty:ty,)*) => {
        /// An array of one of the types that there are.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Column {
            $($(#[$doc])* $kind(ArrayD<$ty>),)*
        }

        /// The same, of somebody else.
        #[derive(Clone, Debug)]
        pub enum ColumnView<'a> {
            $($(#[$doc])* $kind(ArrayViewD<'a, $ty>),)*
        }

        impl Column {
            /// A view of it.
            pub fn view(&self) -> ColumnView<'_> {
                match self {
                    $(Column::$kind(values) => ColumnView::$kind(values.view()),)*
                }
            }
        }

        impl ColumnView<'_> {
            /// A copy of it.
            pub fn to_column(&self) -> Column {
                match self {
                    $(ColumnView::$kind(values) => Column::$kind(values.to_owned()),)*
                }
            }

            /// The name of its type.
            pub fn type_name(&self) -> &'static str {
                match self {
                    $(ColumnView::$kind(_) => <$ty>::NAME,)*
                }
            }

            /// The number of elements along each axis.
            pub fn shape(&self) -> &[usize] {
                match self {
                    $(ColumnView::$kind(values) => values.shape(),)*
                }
            }
        }

        $(impl Stored for $ty {
            const NAME: &'static str = stringify!($ty);

            fn column(values: ArrayD<Self>) -> Column {
                Column::$kind(values)
            }

            fn view(values: ArrayViewD<'_, Self>) -> ColumnView<'_> {
                ColumnView::$kind(values)
            }

            fn array(column: Column) -> Option<ArrayD<Self>> {
                match column {
                    Column::$kind(values) => Some(values),
                    _ => None,
                }
            }
        })*
    };
}

columns! {
    /// Numbers of a network in single precision.
    Single: f32,
    /// Numbers of a network in double precision.
    Double: f64,
    /// Whole numbers.
    Whole: i64,
    /// Iterations and counts.
    Count: u64,
    /// Indices of neurons, and iterations in 32 bits.
    Index: u32,
    /// Delays in steps.
    Steps: u16,
    /// Text.
    Byte: u8,
    /// Events and switches.
    Flag: bool,
}
