//! The index of sparse synapses by their targets, for what reads those of the targets that have an event.

use bytemuck::pod_collect_to_vec;

use super::OnMachine;
use crate::program::Part;

impl OnMachine {
    /// Makes the indices of the groups whose connections are new.
    pub(super) fn index_by_target(&mut self) -> Result<(), String> {
        for synapses in 0..self.program.synapses.len() {
            let is_wanted = self.part(synapses, Part::ColumnStarts).is_some() && !self.indexed.contains(&synapses);
            if let ([Some(starts), Some(targets)], true) =
                ([Part::Starts, Part::Targets].map(|part| self.part(synapses, part)), is_wanted)
            {
                let [starts, targets] = [starts, targets].map(|number| self.read(number, self.used[number]));
                let target_count = self.layout.sizes[self.program.synapses[synapses].ends[1]];
                let index = Index::of(&pod_collect_to_vec(&starts?), &pod_collect_to_vec(&targets?), target_count);
                self.write_part(synapses, Part::ColumnStarts, bytemuck::cast_slice(&index.starts))?;
                self.write_part(synapses, Part::ColumnPlaces, bytemuck::cast_slice(&index.places))?;
                self.write_part(synapses, Part::ColumnSources, bytemuck::cast_slice(&index.sources))?;
                self.indexed.insert(synapses);
            }
        }
        Ok(())
    }

    fn write_part(&mut self, synapses: usize, part: Part, bytes: &[u8]) -> Result<(), String> {
        self.part(synapses, part).map_or(Ok(()), |number| self.write(number, bytes))
    }
}

/// Where the synapses of each target begin in the other two: their places in the rows, and their sources, in order of these.
struct Index {
    starts: Vec<u64>,
    places: Vec<u64>,
    sources: Vec<u32>,
}

impl Index {
    /// Of rows that begin at such places, with such targets.
    fn of(rows: &[u64], targets: &[u32], target_count: usize) -> Self {
        let mut starts = vec![0_u64; target_count + 1];
        targets.iter().for_each(|target| starts[*target as usize + 1] += 1);
        (1..starts.len()).for_each(|target| starts[target] += starts[target - 1]);
        let mut next = starts.clone();
        let (mut places, mut sources) = (vec![0; targets.len()], vec![0; targets.len()]);
        for (source, row) in rows.windows(2).enumerate() {
            for place in row[0]..row[1] {
                let next = &mut next[targets[place as usize] as usize];
                places[*next as usize] = place;
                sources[*next as usize] = source as u32;
                *next += 1;
            }
        }
        Index { starts, places, sources }
    }
}
