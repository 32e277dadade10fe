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
}

impl Counts {
    /// The entries (s, t, n) of source word `s` in block `b`.
    #[must_use]
    pub fn block_row(&self, b: u32, s: u32) -> &[(u32, u32, f32)] {
        group(self.blocks.get(b as usize), s)
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
/// Links of a single pair below this are not remembered for its block.
const LEAST: f32 = 0.005;
/// From so many pairs on, less is remembered of each block.
const MANY: f32 = 2000.0;
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
    // The more texts, the less a block's own faint links weigh in the whole.
    let trace = FAINT * (pairs.len() as f32 / MANY).clamp(1.0, 5.0);
    let mut blocks = Blocks::new(trace);
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
                    if last && share >= LEAST {
                        blocks.add(pair.block, (s, t, share));
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
        let mut row: Vec<(u32, f32)> = row.filter(|e| e.1 >= FAINT).collect();
        row.sort_unstable_by_key(|e| e.0);
        row
    });
    Counts { rows: rows.collect(), blocks: blocks.finish() }
}

/// Links (s, t, n) gathered block by block; the pairs of a block usually come one after another.
struct Blocks {
    /// Least sum of a word pair that is remembered.
    trace: f32,
    done: Vec<Vec<(u32, u32, f32)>>,
    open: Vec<(u32, u32, f32)>,
    block: usize,
}

impl Blocks {
    fn new(trace: f32) -> Self {
        Self { trace, done: Vec::new(), open: Vec::new(), block: 0 }
    }

    fn add(&mut self, block: u32, link: (u32, u32, f32)) {
        if self.block != block as usize {
            self.close();
            self.block = block as usize;
        }
        self.open.push(link);
    }

    /// Sorts the links of the open block, adds up equal word pairs and leaves out the faint ones.
    fn close(&mut self) {
        if self.done.len() <= self.block {
            self.done.resize_with(self.block + 1, Vec::new);
        }
        let list = &mut self.done[self.block];
        self.open.append(list);
        self.open.sort_by_key(|e| (e.0, e.1));
        list.extend(self.open.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter_map(|run| {
            let n: f32 = run.iter().map(|e| e.2).sum();
            (n >= self.trace).then_some((run[0].0, run[0].1, n))
        }));
        list.shrink_to_fit();
        self.open.clear();
    }

    fn finish(mut self) -> Vec<Vec<(u32, u32, f32)>> {
        self.close();
        self.done
    }
}

/// Which words occur together, as rows by source word; and where each word pair of each text stands in it.
struct Table {
    starts: Vec<u32>,
    /// Row by row, in order of first meeting.
    targets: Vec<u32>,
    /// For every pair, every target word, every source word: place in `targets`.
    cells: Vec<u32>,
}

impl Table {
    /// Visits the source types one after another; a stamp on each target type tells whether the row has it already.
    fn new(pairs: &[Pair<'_>], types: usize) -> Self {
        let firsts: Vec<usize> = pairs
            .iter()
            .scan(0, |sum, p| Some(std::mem::replace(sum, *sum + p.source.len() * p.target.len())))
            .collect();
        let size = pairs.iter().map(|p| p.source.len() * p.target.len()).sum();
        let target_types = pairs.iter().flat_map(|p| p.target).max().map_or(0, |t| *t as usize + 1);
        let (places, ends) = places(pairs, types);
        let mut out = Self { starts: vec![0], targets: Vec::new(), cells: vec![0; size] };
        let mut stamp = vec![u32::MAX; target_types];
        let mut slot = vec![0; target_types];
        let mut from = 0;
        for (s, &end) in ends.iter().enumerate() {
            for &(pair, i) in &places[from..end] {
                let Pair { source, target, .. } = pairs[pair as usize];
                for (k, &t) in target.iter().enumerate() {
                    if stamp[t as usize] != s as u32 {
                        stamp[t as usize] = s as u32;
                        slot[t as usize] = out.targets.len() as u32;
                        out.targets.push(t);
                    }
                    out.cells[firsts[pair as usize] + k * source.len() + i as usize] = slot[t as usize];
                }
            }
            from = end;
            out.starts.push(out.targets.len() as u32);
        }
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

/// Where each source type stands: (pair, word), and one past the last of each type.
fn places(pairs: &[Pair<'_>], types: usize) -> (Vec<(u32, u32)>, Vec<usize>) {
    let mut next = vec![0; types];
    pairs.iter().flat_map(|p| p.source).for_each(|&s| next[s as usize] += 1);
    let mut sum = 0;
    for n in &mut next {
        sum += std::mem::replace(n, sum);
    }
    let mut places = vec![(0, 0); sum];
    for (pair, words) in pairs.iter().enumerate() {
        for (i, &s) in words.source.iter().enumerate() {
            let at = &mut next[s as usize];
            places[*at] = (pair as u32, i as u32);
            *at += 1;
        }
    }
    (places, next)
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
    }
}
