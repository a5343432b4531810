//! How near the memory is to what it has stored.

use izhi::ndarray::ArrayView1;

use super::model::Memory;

impl Memory {
    /// How near the units are to each pattern, from -1 to 1, in each iteration.
    pub(crate) fn overlaps(&self) -> [Vec<f64>; 5] {
        let units = &self.units;
        let s = units.recorded.s();
        [units.a(), units.b(), units.c(), units.d(), units.e()].map(|pattern| {
            let overlap = |s: ArrayView1<'_, f32>| {
                s.iter().zip(pattern.iter()).map(|(&s, &p)| f64::from(s * p)).sum::<f64>() / s.len() as f64
            };
            s.rows().into_iter().map(overlap).collect()
        })
    }
}
