//! Which word types occur together, and where each cell of each sentence pair stands among them.
//!
//! Looked up once; every round of learning then only gathers and adds.

use super::units::Side;

/// Pairs of word types that occur in one sentence pair, grouped by source type.
#[derive(Debug, Default)]
pub struct Table {
    /// Source type of every entry.
    pub sources: Vec<u32>,
    /// Target type of every entry.
    pub targets: Vec<u32>,
    /// Entry of the stems of every entry.
    pub stems: Vec<u32>,
    /// Source and target stem of every entry of stems.
    pub stem_pairs: Vec<(u32, u32)>,
    /// Entry of each cell of each pair, row by row (source unit by source unit).
    cells: Vec<u32>,
    starts: Vec<usize>,
}

impl Table {
    /// Collects the pairs of types of a parallel text.
    #[must_use]
    pub fn new(source: &Side, target: &Side) -> Self {
        let mut out = Self { starts: vec![0], ..Self::default() };
        let mut size = 0;
        for at in 0..source.len() {
            size += source.sentence(at).len() * target.sentence(at).len();
            out.starts.push(size);
        }
        out.cells = vec![0; size];
        let types = target.vocabulary.types.len();
        let mut stamp = vec![u32::MAX; types];
        let mut slot = vec![0; types];
        let (places, ends) = places(source);
        let mut from = 0;
        for (s, &end) in ends.iter().enumerate() {
            for &(pair, i) in &places[from..end] {
                let units = target.sentence(pair as usize);
                let row = out.starts[pair as usize] + i as usize * units.len();
                for (cell, unit) in out.cells[row..].iter_mut().zip(units) {
                    let t = unit.id as usize;
                    if stamp[t] != s as u32 {
                        stamp[t] = s as u32;
                        slot[t] = out.targets.len() as u32;
                        out.sources.push(s as u32);
                        out.targets.push(unit.id);
                    }
                    *cell = slot[t];
                }
            }
            from = end;
        }
        out.join_stems(source, target);
        out
    }

    /// Finds which entries have the same stems.
    fn join_stems(&mut self, source: &Side, target: &Side) {
        let mut rows: Vec<Vec<std::ops::Range<usize>>> = vec![Vec::new(); source.stems.len()];
        let mut from = 0;
        for row in self.sources.chunk_by(|a, b| a == b) {
            rows[source.stem_of[row[0] as usize] as usize].push(from..from + row.len());
            from += row.len();
        }
        self.stems = vec![0; self.targets.len()];
        let mut stamp = vec![u32::MAX; target.stems.len()];
        let mut slot = vec![0; target.stems.len()];
        for (s, ranges) in rows.into_iter().enumerate() {
            for entry in ranges.into_iter().flatten() {
                let t = target.stem_of[self.targets[entry] as usize];
                if stamp[t as usize] != s as u32 {
                    stamp[t as usize] = s as u32;
                    slot[t as usize] = self.stem_pairs.len() as u32;
                    self.stem_pairs.push((s as u32, t));
                }
                self.stems[entry] = slot[t as usize];
            }
        }
    }

    /// The entries of the cells of a pair, row by row.
    #[must_use]
    pub fn cells(&self, pair: usize) -> &[u32] {
        &self.cells[self.starts[pair]..self.starts[pair + 1]]
    }
}

/// Where each source type stands: (pair, unit), and one past the last of each type.
fn places(source: &Side) -> (Vec<(u32, u32)>, Vec<usize>) {
    let mut next: Vec<usize> = source.vocabulary.types.iter().map(|t| t.count as usize).collect();
    let mut sum = 0;
    for n in &mut next {
        sum += std::mem::replace(n, sum);
    }
    let mut places = vec![(0, 0); sum];
    for pair in 0..source.len() {
        for (i, unit) in source.sentence(pair).iter().enumerate() {
            let at = &mut next[unit.id as usize];
            places[*at] = (pair as u32, i as u32);
            *at += 1;
        }
    }
    (places, next)
}
