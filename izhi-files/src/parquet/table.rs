//! One table, column by column.

use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use ::parquet::basic::{Encoding, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, DataType, DoubleType, FloatType, Int32Type, Int64Type};
use ::parquet::errors::Result as ParquetResult;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::{ColumnPath, Type};
use izhi_runtime::Result;
use izhi_runtime::snapshot::ColumnView;
use ndarray::{ArrayViewD, Axis, Slice};

use crate::npz::{failed, replace_file};

/// Rows that are written at once.
const GROUP: usize = 1 << 20;

/// A table, and what is said of it.
pub(super) struct Table<'a> {
    pub(super) name: String,
    pub(super) fields: Vec<Field<'a>>,
    pub(super) said: Vec<(String, String)>,
    rows: usize,
}

/// A column.
pub(super) struct Field<'a> {
    name: String,
    content: Content<'a>,
}

/// When rows were recorded.
#[derive(Clone)]
pub(super) struct Clock {
    pub(super) iterations: Rc<[u64]>,
    pub(super) dt: f64,
    pub(super) unit: Option<&'static str>,
}

enum Content<'a> {
    /// One for so many rows.
    Iterations(Rc<[u64]>, usize),
    /// The same in the unit of the time step.
    Times(Rc<[u64]>, usize, f64),
    /// These over and over again.
    Cycle(Vec<u32>),
    Values(ColumnView<'a>),
}

impl<'a> Table<'a> {
    /// A table with so many rows for each iteration, the neurons or synapses of which these numbers say.
    pub(super) fn new(name: String, clock: &Clock, width: usize, keys: Vec<(&str, Vec<u32>)>) -> Self {
        let Clock { iterations, dt, unit } = clock;
        let rows = iterations.len() * width;
        let time = unit.map_or("time".to_owned(), |unit| format!("time_{unit}"));
        let mut table = Table { name, fields: Vec::new(), said: Vec::new(), rows };
        table.field("iteration", None, Content::Iterations(iterations.clone(), width));
        table.field(&time, *unit, Content::Times(iterations.clone(), width, *dt));
        keys.into_iter().for_each(|(name, numbers)| table.field(name, None, Content::Cycle(numbers)));
        table
    }

    /// Adds the values of a variable.
    pub(super) fn push(&mut self, name: &str, unit: Option<&str>, values: ColumnView<'a>) {
        let is_taken = self.fields.iter().any(|field| field.name == name);
        let name = if is_taken { format!("{}.{name}", self.name) } else { name.to_owned() };
        self.field(&name, unit, Content::Values(values));
    }

    fn field(&mut self, name: &str, unit: Option<&str>, content: Content<'a>) {
        self.said.extend(unit.map(|unit| (format!("unit.{name}"), unit.to_owned())));
        self.fields.push(Field { name: name.to_owned(), content });
    }

    /// Writes the file.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        replace_file(path, |file| self.write_to(file).map_err(|error| failed(path, error)))
    }

    fn write_to(&self, file: &File) -> ParquetResult<()> {
        let fields = self.fields.iter().map(Field::schema).collect::<ParquetResult<Vec<_>>>()?;
        let schema = Type::group_type_builder("table").with_fields(fields).build()?;
        let mut writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(self.properties()))?;
        for first in (0..self.rows).step_by(GROUP) {
            let rows = first..self.rows.min(first + GROUP);
            let mut group = writer.next_row_group()?;
            for field in &self.fields {
                let Some(mut column) = group.next_column()? else { break };
                field.content.write(rows.clone(), &mut column)?;
                column.close()?;
            }
            group.close()?;
        }
        writer.close()?;
        Ok(())
    }

    fn properties(&self) -> WriterProperties {
        let said = self.said.iter().map(|(key, value)| KeyValue::new(key.clone(), value.clone())).collect();
        let mut properties =
            WriterProperties::builder().set_key_value_metadata(Some(said)).set_dictionary_enabled(false);
        for Field { name, content } in &self.fields {
            let path = ColumnPath::from(name.as_str());
            properties = match content {
                Content::Iterations(..) | Content::Cycle(_) => {
                    properties.set_column_encoding(path, Encoding::DELTA_BINARY_PACKED)
                }
                Content::Times(..) => properties.set_column_dictionary_enabled(path, true),
                Content::Values(_) => properties,
            };
        }
        properties.build()
    }
}

impl Field<'_> {
    fn schema(&self) -> ParquetResult<Arc<Type>> {
        let (physical, unsigned) = match &self.content {
            Content::Iterations(..) => (Physical::INT64, Some(64)),
            Content::Times(..) => (Physical::DOUBLE, None),
            Content::Cycle(_) => (Physical::INT32, Some(32)),
            Content::Values(ColumnView::Single(_)) => (Physical::FLOAT, None),
            Content::Values(ColumnView::Double(_)) => (Physical::DOUBLE, None),
            Content::Values(ColumnView::Whole(_)) => (Physical::INT64, None),
            Content::Values(ColumnView::Count(_)) => (Physical::INT64, Some(64)),
            Content::Values(ColumnView::Index(_)) => (Physical::INT32, Some(32)),
            Content::Values(ColumnView::Steps(_)) => (Physical::INT32, Some(16)),
            Content::Values(ColumnView::Byte(_)) => (Physical::INT32, Some(8)),
            Content::Values(ColumnView::Flag(_)) => (Physical::BOOLEAN, None),
        };
        let logical = unsigned.map(|bits| LogicalType::integer(bits, false));
        let field = Type::primitive_type_builder(&self.name, physical).with_repetition(Repetition::REQUIRED);
        Ok(Arc::new(field.with_logical_type(logical).build()?))
    }
}

impl Content<'_> {
    /// Writes some rows.
    fn write(&self, rows: Range<usize>, to: &mut SerializedColumnWriter<'_>) -> ParquetResult<()> {
        match self {
            Content::Iterations(iterations, width) => {
                write::<Int64Type>(to, rows.map(|row| iterations[row / width] as i64).collect())
            }
            Content::Times(iterations, width, dt) => {
                write::<DoubleType>(to, rows.map(|row| iterations[row / width] as f64 * dt).collect())
            }
            Content::Cycle(numbers) => {
                write::<Int32Type>(to, rows.map(|row| numbers[row % numbers.len()] as i32).collect())
            }
            Content::Values(values) => match values {
                ColumnView::Single(values) => write::<FloatType>(to, some(values, rows)),
                ColumnView::Double(values) => write::<DoubleType>(to, some(values, rows)),
                ColumnView::Whole(values) => write::<Int64Type>(to, some(values, rows)),
                ColumnView::Count(values) => write::<Int64Type>(to, mapped(values, rows, |value| value as i64)),
                ColumnView::Index(values) => write::<Int32Type>(to, mapped(values, rows, |value| value as i32)),
                ColumnView::Steps(values) => write::<Int32Type>(to, mapped(values, rows, i32::from)),
                ColumnView::Byte(values) => write::<Int32Type>(to, mapped(values, rows, i32::from)),
                ColumnView::Flag(values) => write::<BoolType>(to, some(values, rows)),
            },
        }
    }
}

fn some<T: Copy>(values: &ArrayViewD<'_, T>, rows: Range<usize>) -> Vec<T> {
    mapped(values, rows, |value| value)
}

fn mapped<T: Copy, U>(values: &ArrayViewD<'_, T>, rows: Range<usize>, map: impl Fn(T) -> U) -> Vec<U> {
    values.slice_axis(Axis(0), Slice::from(rows)).iter().map(|&value| map(value)).collect()
}

fn write<T: DataType>(to: &mut SerializedColumnWriter<'_>, values: Vec<T::T>) -> ParquetResult<()> {
    to.typed::<T>().write_batch(&values, None, None)?;
    Ok(())
}
