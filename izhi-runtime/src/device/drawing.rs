//! Synapses that a device draws while a network is built for it.
//!
//! Where a connector says how it draws and all that the synapses have is as declared, the device draws them from the same counters
//! and lets them begin; the network is told where what they have is, and fetches it when somebody looks.

use std::sync::Arc;

use super::{Borrowed, Opened};
use crate::connect::plan::Plan;
use crate::error::{Error, Result};
use crate::held::Keeper;
use crate::network::Network;
use crate::reset::Kept;
use crate::structure::DrawnRows;

/// The rows of a group that a device has drawn.
#[derive(Debug)]
pub struct Connections {
    /// Where the row of each source begins, and where the last one ends.
    pub starts: Vec<usize>,
    /// The target of each synapse, row by row, ascending in each: `u32`.
    pub targets: Arc<dyn Keeper>,
}

/// What drawn synapses begin with.
#[derive(Debug)]
pub struct Begun {
    /// The rows in the order of their delays, where each synapse has one.
    pub rows: Option<DrawnRows>,
    /// The values of each variable that is no single value for all, by its column, `SYNAPSES.W`.
    pub variables: Vec<(String, Arc<dyn Keeper>)>,
    /// A delay that is none, in the unit of `dt`.
    pub wrong_delay: Option<f64>,
}

impl Begun {
    /// Who has the values of a variable of a group.
    pub fn keeper(&self, owner: &str, variable: &str) -> Option<&Arc<dyn Keeper>> {
        let name = |column: &str| column.strip_prefix(owner).and_then(|rest| rest.strip_prefix('.')) == Some(variable);
        self.variables.iter().find(|(column, _)| name(column)).map(|(_, keeper)| keeper)
    }

    /// The variables that have begun.
    pub fn kept(&self) -> Kept {
        Kept::of(self.variables.iter().filter_map(|(column, _)| column.split_once('.')))
    }
}

/// A device that is asked to draw the synapses of a group.
#[derive(Debug)]
pub struct Drawing<'a> {
    opened: &'a mut Opened,
    network: &'static str,
    synapses: usize,
}

impl<'a> Drawing<'a> {
    pub(crate) fn new(opened: &'a mut Opened, network: &'static str, synapses: usize) -> Self {
        Drawing { opened, network, synapses }
    }

    /// Draws what a plan says; nothing where the device leaves that to the processor.
    pub(crate) fn draw(&mut self, plan: &Plan) -> Result<Option<Connections>> {
        let drawn = self.opened.session.draw(self.synapses, plan);
        drawn.map_err(|reason| self.opened.error(self.network, reason))
    }
}

/// Lets the synapses of a group begin that the device of a network has drawn.
pub fn begin_drawn<N: Network>(network: &mut N, synapses: usize) -> Result<Begun> {
    let name = network.name();
    let Some(mut opened) = network.run_mut().session.take() else {
        let reason = "it has drawn synapses, and is gone".to_owned();
        return Err(Error::Device { network: name.to_owned(), device: "a device".to_owned(), reason });
    };
    let begun = opened.session.begin(&mut Borrowed(network), synapses);
    let begun = begun.map_err(|reason| opened.error(name, reason));
    network.run_mut().session = Some(opened);
    begun
}

/// The network is built: what its device has drawn and nobody has changed need not go there.
pub fn built_on_device<N: Network>(network: &mut N) -> Result<()> {
    let name = network.name();
    let Some(mut opened) = network.run_mut().session.take() else { return Ok(()) };
    let noted = opened.session.built(&mut Borrowed(network));
    let noted = noted.map_err(|reason| opened.error(name, reason));
    network.run_mut().session = Some(opened);
    noted
}
