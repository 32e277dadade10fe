//! IBM model 1 (Brown et al. 1993) on sentence pairs with weights: expected counts of word translations.

use rustc_hash::FxHashMap;

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
    /// All that was counted for source word `s`.
    #[must_use]
    pub fn total(&self, s: u32) -> f32 {
        self.rows.get(s as usize).map_or(0.0, |r| r.iter().map(|x| x.1).sum())
    }

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

/// Counts below this share of a target word are forgotten.
const PRUNE: f32 = 1e-4;
/// Weight of the empty word that explains what has no counterpart.
const NULL: f32 = 0.5;

/// Learns p(t | s) in `rounds` rounds of expectation and maximisation, and gives the expected counts of the last.
///
/// `prior(s, t)` is the start value of a pair that occurs together (1 = nothing known); it decides what the first round
/// prefers and is kept in every round as a factor, so that a lexicon steers what few data cannot decide.
#[must_use]
pub fn learn(pairs: &[Pair<'_>], types: usize, rounds: usize, prior: impl Fn(u32, u32) -> f32) -> Counts {
    let mut p: Option<FxHashMap<(u32, u32), f32>> = None;
    let mut counts: FxHashMap<(u32, u32), f32> = FxHashMap::default();
    let mut blocks: Vec<FxHashMap<(u32, u32), f32>> = Vec::new();
    let mut row = Vec::new();
    for round in 0..rounds {
        counts.clear();
        let last = round + 1 == rounds;
        for pair in pairs {
            let null = NULL / (pair.source.len() as f32 + NULL);
            for &t in pair.target {
                row.clear();
                let mut sum = match &p {
                    None => NULL,
                    Some(_) => null * p_null(p.as_ref(), t),
                };
                for &s in pair.source {
                    let v = match &p {
                        None => prior(s, t),
                        Some(p) => p.get(&(s, t)).copied().unwrap_or(0.0),
                    };
                    row.push(v);
                    sum += v;
                }
                if sum <= 0.0 {
                    continue;
                }
                for (&s, &v) in pair.source.iter().zip(&row) {
                    let share = v / sum;
                    if share < PRUNE {
                        continue;
                    }
                    *counts.entry((s, t)).or_default() += pair.weight * share;
                    if last {
                        let b = pair.block as usize;
                        if blocks.len() <= b {
                            blocks.resize_with(b + 1, FxHashMap::default);
                        }
                        *blocks[b].entry((s, t)).or_default() += pair.weight * share;
                    }
                }
                let share = match &p {
                    None => NULL / sum,
                    Some(_) => null * p_null(p.as_ref(), t) / sum,
                };
                if share >= PRUNE {
                    *counts.entry((u32::MAX, t)).or_default() += pair.weight * share;
                }
            }
        }
        if !last {
            p = Some(normalise(&counts));
        }
    }
    collect(counts, blocks, types)
}

fn p_null(p: Option<&FxHashMap<(u32, u32), f32>>, t: u32) -> f32 {
    p.and_then(|p| p.get(&(u32::MAX, t)).copied()).unwrap_or(0.0)
}

fn normalise(counts: &FxHashMap<(u32, u32), f32>) -> FxHashMap<(u32, u32), f32> {
    let mut sorted: Vec<_> = counts.iter().map(|(&k, &v)| (k, v)).collect();
    sorted.sort_unstable_by_key(|e| e.0);
    let mut out = FxHashMap::with_capacity_and_hasher(sorted.len(), rustc_hash::FxBuildHasher);
    for group in sorted.chunk_by(|a, b| a.0.0 == b.0.0) {
        let total: f32 = group.iter().map(|e| e.1).sum();
        out.extend(group.iter().map(|&(k, v)| (k, v / total)));
    }
    out
}

fn collect(
    counts: FxHashMap<(u32, u32), f32>,
    blocks: Vec<FxHashMap<(u32, u32), f32>>,
    types: usize,
) -> Counts {
    let mut rows = vec![Vec::new(); types];
    let mut sorted: Vec<_> = counts.into_iter().filter(|e| e.0.0 != u32::MAX && e.1 >= 0.02).collect();
    sorted.sort_unstable_by_key(|e| e.0);
    for ((s, t), n) in sorted {
        rows[s as usize].push((t, n));
    }
    let sorted = |mut list: Vec<(u32, u32, f32)>| {
        list.sort_unstable_by_key(|e| (e.0, e.1));
        list
    };
    let kept = |b: FxHashMap<(u32, u32), f32>| {
        sorted(b.into_iter().filter(|e| e.1 >= 0.02).map(|((s, t), n)| (s, t, n)).collect())
    };
    let blocks: Vec<_> = blocks.into_iter().map(kept).collect();
    let turned = blocks.iter().map(|b| sorted(b.iter().map(|&(s, t, n)| (t, s, n)).collect())).collect();
    Counts { rows, blocks, turned }
}
