//! Variables of synapses in compressed rows, and of synapses that share one value.

use std::sync::Arc;

use ndarray::Array2;

use crate::beginning::Beginning;
use crate::clock::Clock;
use crate::connect::Structure;
use crate::error::{Error, Result};
use crate::held::{Held, Keeper};
use crate::initial::{InitialMatrix, finite};
use crate::math::Float;
use crate::replacement::Column;
use crate::snapshot::{Keep, Loading, Saving};
use crate::weights::Connection;

/// A variable of the synapses that there are, in the order of their rows.
#[derive(Debug)]
pub struct Sparse<F> {
    values: Held<F>,
    beginning: Beginning<F>,
}

impl<F: Float> Sparse<F> {
    /// No synapses.
    #[doc(hidden)]
    pub const EMPTY: Self = Sparse { values: Held::EMPTY, beginning: Beginning::DECLARED };

    /// Keeps what the synapses begin with.
    #[doc(hidden)]
    pub fn give(&mut self, initial: InitialMatrix<F>) {
        self.beginning = Beginning::Given(initial);
    }

    /// Lets the synapses begin with what was given, while they are in the order of the connector. True where the declared
    /// values are wanted.
    #[doc(hidden)]
    pub fn begin(&mut self, connection: &Connection, clock: &Clock, structure: &Structure, name: &str) -> Result<bool> {
        let place = &|| format!("{}.{name}", connection.name());
        self.values.renew(structure.len(), &place())?;
        self.beginning.put(&mut self.values, structure, clock, place)
    }

    /// A device has what the synapses begin with.
    #[doc(hidden)]
    pub fn leave_to(&mut self, keeper: &Arc<dyn Keeper>) {
        self.values.leave_to(Arc::clone(keeper));
    }

    /// Takes over the values of other synapses, which are what those begin with.
    #[doc(hidden)]
    pub fn replace(&mut self, column: Column<F>) {
        (self.values, self.beginning) = (column.values.into(), Beginning::Rows(column.beginning));
    }

    #[doc(hidden)]
    #[inline]
    pub fn values(&self) -> &[F] {
        &self.values
    }

    #[doc(hidden)]
    #[inline]
    pub fn values_mut(&mut self) -> &mut [F] {
        &mut self.values
    }

    #[doc(hidden)]
    pub fn held(&self) -> &Held<F> {
        &self.values
    }

    pub(crate) fn held_mut(&mut self) -> &mut Held<F> {
        &mut self.values
    }

    #[doc(hidden)]
    pub fn view<'a>(&'a self, structure: &'a Structure) -> SparseView<'a, F> {
        SparseView { structure, values: &self.values }
    }
}

/// A variable of sparse synapses: one value for each synapse, in the order of the [`Structure`]'s rows.
#[derive(Clone, Copy, Debug)]
pub struct SparseView<'a, F> {
    structure: &'a Structure,
    values: &'a Held<F>,
}

impl<'a, F: Float> SparseView<'a, F> {
    /// The value of each synapse.
    ///
    /// # Panics
    ///
    /// Where a device has lost them, see [`Held`].
    pub fn values(&self) -> &'a [F] {
        self.values
    }

    /// The same, which a device may have until they are read.
    pub fn held(&self) -> &'a Held<F> {
        self.values
    }

    /// Which neurons are connected.
    pub fn structure(&self) -> &'a Structure {
        self.structure
    }

    /// Source, target and value of each synapse.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize, F)> + 'a {
        self.structure.pairs().zip(self.values()).map(|((source, target), value)| (source, target, *value))
    }

    /// The value for each pair of neurons: [target, source]. Zero where there is no synapse.
    ///
    /// # Errors
    ///
    /// Where a pair has several synapses: a matrix has no room for them, [`iter`](SparseView::iter) says all.
    pub fn to_matrix(&self) -> Result<Array2<F>> {
        let extent = self.structure.extent();
        let mut matrix = Array2::from_elem((extent.targets, extent.sources), F::ZERO);
        let mut last = vec![usize::MAX; extent.targets];
        for (source, target, value) in self.iter() {
            if std::mem::replace(&mut last[target], source) == source {
                return Err(Error::SeveralSynapses { place: "a matrix".to_owned(), pair: (source, target) });
            }
            matrix[(target, source)] = value;
        }
        Ok(matrix)
    }
}

/// A variable that all synapses of a group share.
#[derive(Debug)]
pub struct Shared<F> {
    value: F,
    /// What it begins with; what is declared where there is none.
    initial: Option<F>,
}

impl<F: Float> Shared<F> {
    /// Zero.
    #[doc(hidden)]
    pub const EMPTY: Self = Shared { value: F::ZERO, initial: None };

    /// Keeps what the synapses begin with.
    #[doc(hidden)]
    pub fn give(&mut self, initial: Option<F>) {
        self.initial = initial;
    }

    /// Lets the synapses begin with what was given. True where the declared value is wanted.
    #[doc(hidden)]
    pub fn begin(&mut self, connection: &Connection, name: &str) -> Result<bool> {
        let Some(value) = self.initial else { return Ok(true) };
        finite(value, &|| format!("{}.{name}", connection.name()))?;
        self.value = value.stored();
        Ok(false)
    }

    #[doc(hidden)]
    #[inline]
    pub fn value(&self) -> F {
        self.value
    }

    /// An error where this is no time constant.
    #[doc(hidden)]
    pub fn check_time_constant(&self, connection: &Connection, name: &str) -> Result<()> {
        if self.value > F::ZERO && self.value.is_finite() {
            return Ok(());
        }
        let place = format!("{}.{name}", connection.name());
        Err(Error::TimeConstant { place, value: self.value.to_f64() })
    }

    #[doc(hidden)]
    pub fn value_mut(&mut self) -> &mut F {
        &mut self.value
    }
}

impl<F: Float> Keep for Sparse<F> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        self.values.save(name, to)
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        self.values.load(name, from)
    }
}

impl<F: Float> Keep for Shared<F> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        to.one(name, self.value)
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        self.value = from.one(name)?;
        Ok(())
    }
}

/// The present values of a variable that decays with the time constant `tau` from the iterations of `touched` on.
#[doc(hidden)]
pub fn decayed<F: Float>(clock: &Clock, values: &[F], touched: &[u32], tau: F) -> Vec<F> {
    values.iter().zip(touched).map(|(&value, &touched)| decay(clock, value, touched, tau)).collect()
}

/// The present value of one synapse.
pub(crate) fn decay<F: Float>(clock: &Clock, value: F, touched: u32, tau: F) -> F {
    let rate = F::ZERO - clock.dt::<F>() / tau;
    let elapsed = F::from_i64(i64::from((clock.iteration() as u32).wrapping_sub(touched)));
    (value * (rate * elapsed).exp()).stored()
}
