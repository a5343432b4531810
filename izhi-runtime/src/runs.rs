//! Where synapses are: by source, by delay, and by the part of the targets that a thread works on.
//!
//! The rows of all threads are one allocation, source by source, which is the order in which users read and give values;
//! a table says where the stretch of each thread is. Its cost is a number for each row, delay and thread. Where synapses
//! change row by row and are summed over targets in the same iteration, a thread reads from another's cache what that one
//! has changed: rows stored apart would be faster there, and only there.

use std::ops::Range;

use crate::executor::Executor;
use crate::memory::prefetch;
use crate::parallel::divided;
use crate::structure::Structure;

/// Stretches of synapses with one source and one delay. A row is some of them, in ascending delay, and each is
/// divided at the targets at which what runs over targets is divided among threads.
#[derive(Debug)]
pub(crate) struct Runs {
    /// Where the runs of each source begin, and where those of the last one end.
    rows: Vec<usize>,
    /// The first target of each part, and the number of targets.
    parts: Vec<usize>,
    /// For each run where its synapses to each part begin, and at last where all synapses end. What ends is where the
    /// next begins.
    starts: Vec<Start>,
}

/// Where synapses begin and the delay that they have in steps, in one number: whatever is on its way reads both, from
/// somewhere in memory.
#[derive(Clone, Copy, Debug)]
struct Start(u64);

impl Start {
    /// The bits of the place, enough for a petabyte of synapses; those above are the delay's.
    const BITS: u32 = 48;

    fn new(place: usize, delay: u16) -> Self {
        debug_assert!(place >> Self::BITS == 0);
        Start(place as u64 | u64::from(delay) << Self::BITS)
    }

    #[inline(always)]
    fn place(self) -> usize {
        (self.0 & ((1 << Self::BITS) - 1)) as usize
    }

    #[inline(always)]
    fn delay(self) -> u16 {
        (self.0 >> Self::BITS) as u16
    }
}

/// The runs of some of the sources.
#[derive(Default)]
struct Found {
    counts: Vec<usize>,
    starts: Vec<Start>,
}

impl Runs {
    /// No synapses.
    pub(crate) const EMPTY: Self = Runs { rows: Vec::new(), parts: Vec::new(), starts: Vec::new() };

    /// The runs of rows that ascend in delay, and for one delay in target; without delays each row is a run.
    pub(crate) fn of(structure: &Structure, steps: Option<&[u16]>, executor: &Executor) -> Self {
        Self::to_parts(structure, steps, executor.parts(structure.extent().targets), executor.threads())
    }

    /// The same for the parts of others between the same neurons.
    pub(crate) fn like(&self, structure: &Structure, steps: Option<&[u16]>) -> Self {
        match self.parts() {
            0 => Runs::EMPTY,
            parts => Self::to_parts(structure, steps, self.parts.clone(), parts),
        }
    }

    /// The same for parts that begin at these targets, by so many threads.
    pub(crate) fn to_parts(structure: &Structure, steps: Option<&[u16]>, parts: Vec<usize>, threads: usize) -> Self {
        let firsts = &parts[..parts.len() - 1];
        let found = divided(threads, structure.extent().sources, |sources| find(structure, steps, firsts, sources));
        let mut runs = Runs { rows: vec![0], parts, ..Runs::EMPTY };
        for Found { counts, starts } in found {
            for count in counts {
                runs.rows.push(runs.rows[runs.rows.len() - 1] + count);
            }
            runs.starts.extend(starts);
        }
        runs.starts.push(Start::new(structure.len(), 0));
        runs
    }

    /// The number of the part that has the `length` targets from `first` on, where there is one.
    pub(crate) fn part_of(&self, first: usize, length: usize) -> Option<usize> {
        self.parts.windows(2).position(|bounds| *bounds == [first, first + length])
    }

    /// The runs of a source.
    #[inline(always)]
    pub(crate) fn of_source(&self, source: usize) -> Range<usize> {
        self.rows[source]..self.rows[source + 1]
    }

    /// Asks memory for where a run to a part is and for the delay of the next.
    #[inline(always)]
    pub(crate) fn prefetch(&self, run: usize, part: usize) {
        prefetch(&self.starts[run * self.parts() + part..][..2]);
    }

    /// The synapses of a run to a part.
    #[inline(always)]
    pub(crate) fn to_part(&self, run: usize, part: usize) -> Range<usize> {
        let starts = &self.starts[run * self.parts() + part..][..2];
        starts[0].place()..starts[1].place()
    }

    /// The first target of a part.
    pub(crate) fn first_target(&self, part: usize) -> usize {
        self.parts[part]
    }

    /// In steps, as it stands beside the synapses to a part.
    #[inline(always)]
    pub(crate) fn delay(&self, run: usize, part: usize) -> u16 {
        self.starts[run * self.parts() + part].delay()
    }

    /// Whether the synapses have a delay each, in which rows ascend.
    pub(crate) fn have_delays(&self) -> bool {
        self.starts.first().is_some_and(|start| start.delay() > 0)
    }

    /// The number of parts.
    #[inline(always)]
    pub(crate) fn parts(&self) -> usize {
        self.parts.len().saturating_sub(1)
    }
}

fn find(structure: &Structure, steps: Option<&[u16]>, parts: &[usize], sources: Range<usize>) -> Found {
    let mut found = Found::default();
    for source in sources {
        let row = structure.row(source);
        let mut count = 0;
        let mut start = row.start;
        let mut run = |delay: u16, length: usize| {
            let targets = &structure.targets()[start..][..length];
            let place = |first| start + targets.partition_point(|&target| (target as usize) < first);
            found.starts.extend(parts.iter().map(|&first| Start::new(place(first), delay)));
            start += length;
            count += 1;
        };
        match steps {
            Some(steps) => steps[row].chunk_by(|one, next| one == next).for_each(|same| run(same[0], same.len())),
            None if row.is_empty() => {}
            None => run(0, row.len()),
        }
        found.counts.push(count);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::RunSettings;
    use crate::weights::Extent;

    #[test]
    fn every_synapse_is_in_the_run_of_its_delay_and_in_the_part_of_its_target() {
        let (sources, targets) = (5, 1000);
        let lengths: Vec<usize> = (0..sources).map(|source| 150 * source).collect();
        let steps_of = |number: usize| (1 + number * 7919 % 5) as u16;
        let mut structure = Structure::allocate(Extent { sources, targets }, &lengths, "synapses").unwrap();
        let drawn = |number: usize| (number * 104_729 % targets) as u32;
        structure.targets_mut().iter_mut().enumerate().for_each(|(number, target)| *target = drawn(number));
        let mut steps: Vec<u16> = (0..structure.len()).map(steps_of).collect();
        for source in 0..sources {
            let row = structure.row(source);
            structure.targets_mut()[row].sort_unstable();
        }
        structure.sort_rows::<f32>(&mut steps, &mut [], Vec::new(), 2);
        for threads in [1, 2, 3, 40] {
            let settings = RunSettings { threads: Some(threads), ..RunSettings::new(1, 1.0) };
            let runs = Runs::of(&structure, Some(&steps), &settings.executor().unwrap());
            let mut next = 0;
            for source in 0..sources {
                assert_eq!(runs.of_source(source).is_empty(), structure.row(source).is_empty());
                for run in runs.of_source(source) {
                    for part in 0..runs.parts() {
                        let own = runs.to_part(run, part);
                        assert_eq!(own.start, next);
                        next = own.end;
                        let targets = runs.parts[part] as u32..runs.parts[part + 1] as u32;
                        assert!(structure.targets()[own.clone()].iter().all(|target| targets.contains(target)));
                        assert!(steps[own].iter().all(|&delay| delay == runs.delay(run, part)));
                    }
                }
            }
            assert_eq!(next, structure.len());
        }
    }
}
