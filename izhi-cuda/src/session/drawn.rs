//! Synapses that are drawn on the machine while a network is built.

use std::sync::Arc;

use izhi_runtime::connect::plan::Plan;
use izhi_runtime::device::{Begun, Connections, DrawnRows, Host};
use izhi_runtime::snapshot::Keeper;

use super::{OnMachine, said};
use crate::columns::{Noting, column, values};
use crate::connect::{self, Column, Rows};
use crate::machine::Buffer;
use crate::program::{Begin, Element, Memory, Part, Synapses};

impl OnMachine {
    /// Draws the synapses of a group, unless the program needs none of them, or begins them otherwise than by its own.
    pub(super) fn draw_rows(&mut self, synapses: usize, plan: &Plan) -> Result<Option<Connections>, String> {
        let parts = [Part::Starts, Part::Targets].map(|part| self.part(synapses, part));
        let ([Some(starts_at), Some(targets_at)], true) =
            (parts, self.program.drawn.iter().any(|drawn| drawn.synapses == synapses))
        else {
            return Ok(None);
        };
        let mut machine = (self.make)().map_err(said)?;
        let (starts, begins, targets) = connect::draw(&mut *machine, plan).map_err(said)?.into_parts();
        let count = starts.last().copied().unwrap_or_default() as usize;
        self.hold(starts_at, begins, 8 * starts.len());
        let targets = self.hold(targets_at, targets, 4 * count);
        let name = self.program.synapses[synapses].name;
        self.changes.drawn.insert(format!("{name}:targets"));
        let starts_of_rows = starts.iter().map(|start| *start as usize).collect();
        self.changes.copies.insert(format!("{name}:starts"), column(starts));
        self.is_new = true;
        self.indexed.remove(&synapses);
        Ok(Some(Connections { starts: starts_of_rows, targets }))
    }

    /// Computes delays and what variables begin with, and sorts the rows by the delays.
    pub(super) fn begin_synapses(&mut self, host: &mut dyn Host, synapses: usize) -> Result<Begun, String> {
        self.note(host)?;
        self.take_columns(host)?;
        self.lay_out(host)?;
        for number in 0..self.program.memory.len() {
            self.make_to_begin(number, host, synapses)?;
        }
        let words = self.tell(host, 0, 1, false)?;
        // SAFETY: what the program is told is held here.
        unsafe { self.launch(&format!("izhi_begin_{synapses}"), &[words]) }?;
        let (rows, wrong_delay) = self.order(host.clock().dt(), synapses)?;
        for number in 0..self.program.memory.len() {
            if matches!(self.program.memory[number], Memory::Begin { .. }) {
                self.buffers[number] = None;
            }
        }
        Ok(Begun { rows, variables: self.lend_variables(synapses), wrong_delay })
    }

    /// The rows in the order of their delays, where the synapses have one each, or a delay that is none.
    fn order(&mut self, dt: f64, synapses: usize) -> Result<(Option<DrawnRows>, Option<f64>), String> {
        let Synapses { name, has_delays, .. } = self.program.synapses[synapses];
        if !has_delays {
            return Ok((None, None));
        }
        let (longest, shortest) = self.longest_and_shortest(synapses)?;
        if let Some(source) = shortest.iter().position(|shortest| *shortest == 0) {
            return Ok((None, Some(self.wrong_delay(synapses, source, dt)?)));
        }
        let longest_of_all = longest.iter().copied().max().unwrap_or_default();
        self.changes.longest.insert(format!("{name}:delay"), longest_of_all.into());
        self.longest.insert(synapses, longest.clone());
        let rows = self.sort(synapses, longest, shortest)?;
        self.changes.drawn.insert(format!("{name}:targets"));
        Ok((Some(rows), None))
    }

    /// What has been drawn is there, with the numbers of changes that the network has given it.
    pub(super) fn note(&mut self, host: &mut dyn Host) -> Result<(), String> {
        host.give(&mut Noting(&mut self.changes)).map_err(said)
    }

    /// Memory that has come to be, and who has it for whoever looks.
    fn hold(&mut self, number: usize, buffer: Arc<Buffer>, bytes: usize) -> Arc<dyn Keeper> {
        self.used[number] = bytes;
        self.buffers[number] = Some(Arc::clone(&buffer));
        self.loans.lend(number, &buffer, bytes)
    }

    /// The number of the memory that has a part of the rows of a group.
    pub(super) fn part(&self, synapses: usize, part: Part) -> Option<usize> {
        let is_it = |memory: &Memory| matches!(memory, Memory::Structure { synapses: of, part: own } if (*of, *own) == (synapses, part));
        self.program.memory.iter().position(is_it)
    }

    fn begun(&self, synapses: usize, part: Begin) -> Option<usize> {
        let is_it = |memory: &Memory| matches!(memory, Memory::Begin { synapses: of, part: own } if (*of, *own) == (synapses, part));
        self.program.memory.iter().position(is_it)
    }

    /// The variables of a group that have a value for each synapse: their memory and their columns.
    fn variables(&self, synapses: usize) -> Vec<(usize, &'static str)> {
        let drawn = self.program.drawn.iter().find(|drawn| drawn.synapses == synapses);
        let own: &[&str] = drawn.map_or(&[], |drawn| &drawn.variables);
        let variable = |(number, memory): (usize, &Memory)| match memory {
            Memory::Column { name, .. } if own.contains(name) => Some((number, *name)),
            _ => None,
        };
        self.program.memory.iter().enumerate().filter_map(variable).collect()
    }

    /// What the program reads and writes that lets synapses begin.
    fn make_to_begin(&mut self, number: usize, host: &mut dyn Host, synapses: usize) -> Result<(), String> {
        let memory = self.program.memory[number].clone();
        let count = self.layout.synapses[synapses];
        match memory {
            Memory::Position { .. } | Memory::Registers { .. } | Memory::Partials { .. } | Memory::One => {
                self.make(number, &memory, host)
            }
            Memory::Begin { synapses: of, .. } if of == synapses => {
                self.renew(number, self.layout.bytes(number, &self.program))
            }
            Memory::Structure { synapses: of, part: Part::Delays } if of == synapses => self.renew(number, 2 * count),
            Memory::Structure { synapses: of, part: Part::Numbers } if of == synapses => self.renew(number, 4 * count),
            Memory::Column { element, .. } if self.variables(synapses).iter().any(|(of, _)| *of == number) => {
                self.renew(number, count * self.program.bytes(element))
            }
            _ => Ok(()),
        }
    }

    fn renew(&mut self, number: usize, bytes: usize) -> Result<(), String> {
        self.allocate(number, bytes).map(drop)
    }

    /// The longest and the shortest delay of each source, in steps.
    fn longest_and_shortest(&self, synapses: usize) -> Result<(Vec<u16>, Vec<u16>), String> {
        let read = |part| match self.begun(synapses, part) {
            Some(number) => Ok(bytemuck::pod_collect_to_vec(&self.read(number, self.used[number])?)),
            None => Ok::<_, String>(Vec::new()),
        };
        Ok((read(Begin::Longest)?, read(Begin::Shortest)?))
    }

    /// A delay of a source that is none.
    fn wrong_delay(&self, synapses: usize, source: usize, dt: f64) -> Result<f64, String> {
        let starts: Vec<u64> =
            values(self.changes.copies.get(&format!("{}:starts", self.program.synapses[synapses].name)));
        let bytes = self.program.bytes(Element::Number);
        let row = starts[source] as usize * bytes..starts[source + 1] as usize * bytes;
        let mut read = vec![0; row.len()];
        if let Some(buffer) = self.begun(synapses, Begin::Delays).and_then(|number| self.buffers[number].as_ref()) {
            buffer.read(row.start, &mut read).map_err(said)?;
        }
        let delays: Vec<f64> = match self.program.is_double {
            true => bytemuck::pod_collect_to_vec(&read),
            false => bytemuck::pod_collect_to_vec::<u8, f32>(&read).into_iter().map(f64::from).collect(),
        };
        let is_wrong = |delay: &f64| !(1.0..=f64::from(u16::MAX)).contains(&(delay / dt).round());
        Ok(delays.into_iter().find(is_wrong).unwrap_or(f64::NAN))
    }

    /// Sorts the rows by their delays, with all that their synapses have.
    fn sort(&mut self, synapses: usize, longest: Vec<u16>, shortest: Vec<u16>) -> Result<DrawnRows, String> {
        let missing = || "rows that were drawn are missing".to_owned();
        let number = |part| self.part(synapses, part).ok_or_else(missing);
        let [starts, targets, delays, numbers] =
            [number(Part::Starts)?, number(Part::Targets)?, number(Part::Delays)?, number(Part::Numbers)?];
        let held = |number: usize| self.buffers[number].as_deref().ok_or_else(missing);
        let mut others = vec![Column { values: held(numbers)?, width: 4 }];
        for (number, _) in self.variables(synapses) {
            others.push(Column { values: held(number)?, width: self.program.bytes(Element::Number) });
        }
        let name = self.program.synapses[synapses].name;
        let of_rows: Vec<u64> = values(self.changes.copies.get(&format!("{name}:starts")));
        let shared = |number: usize| self.buffers[number].clone().ok_or_else(missing);
        let rows = Rows::new(of_rows, shared(starts)?, shared(targets)?);
        let mut machine = (self.make)().map_err(said)?;
        connect::sort_by_delay(&mut *machine, &rows, held(delays)?, &others).map_err(said)?;
        let of_sources = shortest.into_iter().zip(&longest).filter(|(_, longest)| **longest > 0);
        let shortest = of_sources.map(|(shortest, _)| shortest).min().unwrap_or_default();
        Ok(DrawnRows {
            targets: self.lend(targets)?,
            delays: self.lend(delays)?,
            numbers: self.lend(numbers)?,
            shortest,
            longest,
        })
    }

    fn lend(&mut self, number: usize) -> Result<Arc<dyn Keeper>, String> {
        let buffer = self.buffers[number].as_ref().ok_or_else(|| "memory that was made is missing".to_owned())?;
        Ok(self.loans.lend(number, buffer, self.used[number]))
    }

    fn lend_variables(&mut self, synapses: usize) -> Vec<(String, Arc<dyn Keeper>)> {
        let mut lent: Vec<(String, Arc<dyn Keeper>)> = Vec::new();
        for (number, name) in self.variables(synapses) {
            if let Ok(keeper) = self.lend(number) {
                self.changes.drawn.insert(name.to_owned());
                lent.push((name.to_owned(), keeper));
            }
        }
        lent
    }
}
