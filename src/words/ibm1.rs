//! IBM model 1 (Brown et al. 1993) on sentence pairs with weights: expected counts of word translations.

/// A sentence pair to learn from.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// Source words.
    pub source: &'a [u32],
    /// Target words.
    pub target: &'a [u32],
    /// How much it counts, 0 to 1.
    pub weight: f32,
    /// Which block of text it belongs to, for leave-one-out.
    pub block: u32,
}

/// Expected counts n(s, t): for each source word the target words with their counts, sorted by target.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Row s: (t, n), sorted by t.
    pub rows: Vec<Vec<(u32, f32)>>,
    /// The same, restricted to each block: sorted by (s, t).
    blocks: Vec<Vec<(u32, u32, f32)>>,
    /// The same as (t, s, n), sorted by (t, s).
    turned: Vec<Vec<(u32, u32, f32)>>,
}

impl Counts {
    /// The entries (s, t, n) of source word `s` in block `b`.
    #[must_use]
    pub fn block_row(&self, b: u32, s: u32) -> &[(u32, u32, f32)] {
        group(self.blocks.get(b as usize), s)
    }

    /// The entries (t, s, n) of target word `t` in block `b`.
    #[must_use]
    pub fn block_column(&self, b: u32, t: u32) -> &[(u32, u32, f32)] {
        group(self.turned.get(b as usize), t)
    }
}

/// The entries of a sorted list that begin with `key`.
fn group(list: Option<&Vec<(u32, u32, f32)>>, key: u32) -> &[(u32, u32, f32)] {
    let Some(list) = list else { return &[] };
    let from = list.partition_point(|e| e.0 < key);
    let to = from + list[from..].partition_point(|e| e.0 == key);
    &list[from..to]
}

/// Posterior links below this are not counted.
const PRUNE: f32 = 1e-4;
/// Expected counts below this are forgotten.
const FAINT: f32 = 0.02;
/// Weight of the empty word that explains what has no counterpart.
const NULL: f32 = 0.5;

/// Learns p(t | s) in `rounds` rounds of expectation and maximisation, and gives the expected counts of the last.
///
/// `prior(s, t)` is the start value of a pair that occurs together (1 = nothing known): a lexicon steers the first round.
/// Costs 4 bytes for every word of a source segment times every word of its target.
#[must_use]
pub fn learn(
    pairs: &[Pair<'_>],
    types: usize,
    rounds: usize,
    prior: impl Fn(u32, u32) -> f32 + Sync,
) -> Counts {
    let table = Table::new(pairs, types);
    let mut p: Vec<f32> = Vec::with_capacity(table.targets.len());
    for s in 0..types as u32 {
        p.extend(table.row(s).iter().map(|&t| prior(s, t)));
    }
    let target_types = table.targets.iter().max().map_or(0, |t| *t as usize + 1);
    let mut null = vec![NULL; target_types];
    let mut counts = vec![0.0; p.len()];
    let mut null_counts = vec![0.0; target_types];
    let mut blocks: Vec<Vec<(u32, u32, f32)>> = Vec::new();
    for round in 0..rounds {
        counts.fill(0.0);
        null_counts.fill(0.0);
        let last = round + 1 == rounds;
        let mut cells = table.cells.as_slice();
        for pair in pairs {
            let empty = if round == 0 { 1.0 } else { NULL / (pair.source.len() as f32 + NULL) };
            for &t in pair.target {
                let row;
                (row, cells) = cells.split_at(pair.source.len());
                let from_null = empty * null[t as usize];
                let sum: f32 = from_null + row.iter().map(|&c| p[c as usize]).sum::<f32>();
                if sum <= 0.0 {
                    continue;
                }
                let scale = pair.weight / sum;
                null_counts[t as usize] += from_null * scale;
                for (&c, &s) in row.iter().zip(pair.source) {
                    let share = p[c as usize] * scale;
                    if share < PRUNE * pair.weight {
                        continue;
                    }
                    counts[c as usize] += share;
                    if last {
                        let b = pair.block as usize;
                        if blocks.len() <= b {
                            blocks.resize_with(b + 1, Vec::new);
                        }
                        blocks[b].push((s, t, share));
                    }
                }
            }
        }
        if !last {
            table.normalise(&counts, &mut p);
            let total: f32 = null_counts.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            null.iter_mut().zip(&null_counts).for_each(|(p, n)| *p = n / total);
        }
    }
    let rows = (0..types as u32).map(|s| {
        let range = table.range(s);
        let row = table.targets[range.clone()].iter().copied().zip(counts[range].iter().copied());
        row.filter(|e| e.1 >= FAINT).collect()
    });
    let blocks: Vec<_> = blocks.into_iter().map(joined).collect();
    let turned = blocks.iter().map(|b| joined(b.iter().map(|&(s, t, n)| (t, s, n)).collect())).collect();
    Counts { rows: rows.collect(), blocks, turned }
}

/// Sorted, equal word pairs added up, faint ones left out.
fn joined(mut list: Vec<(u32, u32, f32)>) -> Vec<(u32, u32, f32)> {
    list.sort_by_key(|e| (e.0, e.1));
    list.dedup_by(|b, a| {
        let same = (a.0, a.1) == (b.0, b.1);
        if same {
            a.2 += b.2;
        }
        same
    });
    list.retain(|e| e.2 >= FAINT);
    list.shrink_to_fit();
    list
}

/// Which words occur together, as rows by source word; and where each word pair of each text stands in it.
struct Table {
    starts: Vec<u32>,
    targets: Vec<u32>,
    /// For every pair, every target word, every source word: place in `targets`.
    cells: Vec<u32>,
}

impl Table {
    fn new(pairs: &[Pair<'_>], types: usize) -> Self {
        let mut together: Vec<Vec<u32>> = vec![Vec::new(); types];
        for pair in pairs {
            for &s in pair.source {
                let row = &mut together[s as usize];
                row.extend_from_slice(pair.target);
                // A frequent word meets the same words again and again: keep its row short while it grows.
                if row.len() > 1 << 16 {
                    row.sort_unstable();
                    row.dedup();
                }
            }
        }
        let mut starts = vec![0];
        let mut targets = Vec::new();
        for mut row in together {
            row.sort_unstable();
            row.dedup();
            targets.extend(row);
            starts.push(targets.len() as u32);
        }
        let mut out = Self { starts, targets, cells: Vec::new() };
        let size = pairs.iter().map(|p| p.source.len() * p.target.len()).sum();
        let mut cells = Vec::with_capacity(size);
        for pair in pairs {
            for &t in pair.target {
                for &s in pair.source {
                    let at = out.row(s).partition_point(|&x| x < t);
                    cells.push(out.starts[s as usize] + at as u32);
                }
            }
        }
        out.cells = cells;
        out
    }

    fn range(&self, s: u32) -> std::ops::Range<usize> {
        self.starts[s as usize] as usize..self.starts[s as usize + 1] as usize
    }

    fn row(&self, s: u32) -> &[u32] {
        &self.targets[self.range(s)]
    }

    /// Counts to probabilities, row by row.
    fn normalise(&self, counts: &[f32], p: &mut [f32]) {
        for s in 0..self.starts.len() as u32 - 1 {
            let range = self.range(s);
            let total: f32 = counts[range.clone()].iter().sum::<f32>().max(f32::MIN_POSITIVE);
            for (p, n) in p[range.clone()].iter_mut().zip(&counts[range]) {
                *p = n / total;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_go_together_find_each_other() {
        let texts = [([0, 1], [10, 11]), ([0, 2], [10, 12]), ([1, 2], [11, 12])];
        let pairs: Vec<Pair<'_>> =
            texts.iter().map(|(s, t)| Pair { source: s, target: t, weight: 1.0, block: 0 }).collect();
        let counts = learn(&pairs, 3, 8, |_, _| 1.0);
        for s in 0..3 {
            let best = counts.rows[s].iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|e| e.0);
            assert_eq!(best, Some(10 + s as u32));
        }
        assert!(counts.block_row(0, 1).iter().any(|e| e.1 == 11));
        assert!(counts.block_column(0, 11).iter().any(|e| e.1 == 1));
    }
}
