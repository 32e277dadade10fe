//! Scores the beads of two texts.

use super::band::Band;
use super::cells::{Cells, Sums};
use super::links::{Links, links_of};
use super::moves::MOVES;
use super::score::{Direction, Features, Known, Scorer, Segment, bits, factor, gather, log_product, total};
use std::cell::RefCell;
use std::ops::Range;

/// Shape and length alone below this: the words are not read, the bead is impossible.
const HOPELESS: f32 = -13.0;

/// Two texts, or chunks of them, with what their words say about each other.
#[derive(Debug)]
pub struct Texts<'a> {
    scorer: &'a Scorer,
    source: &'a [Segment],
    target: &'a [Segment],
    known_source: Vec<Known>,
    known_target: Vec<Known>,
    cells: Cells,
    scratch: RefCell<Scratch>,
}

/// Sums of parts of sentences.
#[derive(Debug)]
struct Scratch {
    forward: Sums,
    backward: Sums,
    row: Vec<f32>,
}

impl<'a> Texts<'a> {
    /// Reads all pairs of sentences that a path in the band can join. `types` are the sizes of both vocabularies.
    #[must_use]
    pub fn new(
        scorer: &'a Scorer,
        source: &'a [Segment],
        target: &'a [Segment],
        band: &Band,
        types: (usize, usize),
    ) -> Self {
        let known = |side: &[Segment], direction: &Direction| -> Vec<Known> {
            side.iter().map(|s| Known::new(s, direction)).collect()
        };
        Self {
            scorer,
            source,
            target,
            known_source: known(source, &scorer.forward),
            known_target: known(target, &scorer.backward),
            cells: Cells::new(scorer, source, target, band, types),
            scratch: RefCell::new(Scratch {
                forward: Sums::new(types.1),
                backward: Sums::new(types.0),
                row: Vec::new(),
            }),
        }
    }

    /// Scores the bead of move `k` of [`MOVES`] that begins at sentences `at`, or says that it is out of the question.
    #[must_use]
    pub fn score(&self, k: usize, at: (usize, usize)) -> Option<Features> {
        let shape = &MOVES[k];
        let out = Features { shape: self.scorer.priors[k], ..Features::default() };
        if shape.is_empty() {
            return Some(out);
        }
        if !self.cells.hold(at.0, at.1, at.0 + shape.source, at.1 + shape.target) {
            return None;
        }
        let weights = &self.scorer.weights;
        let mut best: Option<Features> = None;
        for links in links_of(k) {
            let fit = |&(s, t): &(u8, u8)| {
                let s = total(&self.known_source[at.0..], s);
                let t = total(&self.known_target[at.1..], t);
                self.scorer.length.score(s.chars, t.chars)
            };
            let mut here = out;
            here.shape += links.prior;
            here.length = weights.length * links.blocks.iter().map(fit).sum::<f32>();
            if here.shape + here.length < HOPELESS {
                continue;
            }
            let words = if links.chain.is_empty() {
                self.whole(links.blocks[0], at)
            } else {
                self.chained(links, at)
            };
            here.words = weights.words * 0.5 * words;
            if best.is_none_or(|b| here.total() > b.total()) {
                best = Some(here);
            }
        }
        best
    }

    /// Log-odds of the words, each explained by all sentences of the other side.
    fn whole(&self, (source, target): (u8, u8), (i, j): (usize, usize)) -> f32 {
        let s = total(&self.known_source[i..], source);
        let t = total(&self.known_target[j..], target);
        let mut words = 0.0;
        for l in bits(target) {
            let rows = gather(source, |k| self.cells.forward(i + k, j + l));
            words += log_product(rows, self.floor(s), 1.0 / s.words.max(1.0));
        }
        for k in bits(source) {
            let rows = gather(target, |l| self.cells.backward(i + k, j + l));
            words += log_product(rows, self.floor(t), 1.0 / t.words.max(1.0));
        }
        words
    }

    /// Log-odds of the words, each explained by the part of a sentence that its own part is linked with.
    fn chained(&self, links: &Links, (i, j): (usize, usize)) -> f32 {
        let mut parts: Vec<(Range<usize>, Range<usize>)> = vec![(0..0, 0..0); links.chain.len()];
        for group in links.chain.chunk_by(|a, b| a.0 == b.0) {
            let k = i + group[0].0;
            let rows = group.iter().map(|&(_, l)| {
                let t = self.known_target[j + l];
                (self.cells.backward(k, j + l), self.floor(t), 1.0 / t.words.max(1.0))
            });
            let Some(cuts) = cuts(self.source[k].words.len(), rows) else { return f32::NEG_INFINITY };
            let first = links.chain.iter().position(|c| c == &group[0]).unwrap_or(0);
            parts[first..].iter_mut().zip(cuts).for_each(|(part, cut)| part.0 = cut);
        }
        let mut targets: Vec<usize> = links.chain.iter().map(|c| c.1).collect();
        targets.sort_unstable();
        targets.dedup();
        for l in targets {
            let group: Vec<usize> = (0..links.chain.len()).filter(|&c| links.chain[c].1 == l).collect();
            let rows = group.iter().map(|&c| {
                let k = i + links.chain[c].0;
                let s = self.known_source[k];
                (self.cells.forward(k, j + l), self.floor(s), 1.0 / s.words.max(1.0))
            });
            let Some(cuts) = cuts(self.target[j + l].words.len(), rows) else { return f32::NEG_INFINITY };
            group.iter().zip(cuts).for_each(|(&c, cut)| parts[c].1 = cut);
        }
        let scratch = &mut *self.scratch.borrow_mut();
        let mut words = 0.0;
        for (&(k, l), (s, t)) in links.chain.iter().zip(&parts) {
            let (k, l) = (i + k, j + l);
            let (source, target) = (&self.source[k], &self.target[l]);
            let scale = 1.0 / s.len().max(1) as f32;
            let floor = self.floor(self.known_source[k]);
            words += if s.len() == source.words.len() {
                log_product(one(&self.cells.forward(k, l)[t.clone()]), floor, scale)
            } else {
                scratch.forward.load(&source.words[s.clone()], source.block, &self.scorer.forward);
                scratch.row.clear();
                scratch.row.extend(target.words[t.clone()].iter().map(|&w| scratch.forward.of(w)));
                log_product(one(&scratch.row), floor, scale)
            };
            let scale = 1.0 / t.len().max(1) as f32;
            let floor = self.floor(self.known_target[l]);
            words += if t.len() == target.words.len() {
                log_product(one(&self.cells.backward(k, l)[s.clone()]), floor, scale)
            } else {
                scratch.backward.load(&target.words[t.clone()], target.block, &self.scorer.backward);
                scratch.row.clear();
                scratch.row.extend(source.words[s.clone()].iter().map(|&w| scratch.backward.of(w)));
                log_product(one(&scratch.row), floor, scale)
            };
        }
        words
    }

    /// The share that independence keeps of words explained by these.
    fn floor(&self, by: Known) -> f32 {
        (1.0 - by.mass / by.words.max(1.0)).max(self.scorer.weights.floor)
    }
}

fn one(row: &[f32]) -> ([&[f32]; super::moves::REACH], usize) {
    ([row, &[], &[], &[]], 1)
}

/// Cuts a sentence of `n` words into consecutive parts, one for every row of (sums, floor, scale), where they say most.
/// None if there are more parts than words.
fn cuts<'r>(
    n: usize,
    rows: impl ExactSizeIterator<Item = (&'r [f32], f32, f32)>,
) -> Option<Vec<Range<usize>>> {
    let m = rows.len();
    if m == 1 {
        return Some(vec![0..n]);
    }
    if n < m {
        return None;
    }
    let mut best = vec![f32::NEG_INFINITY; n + 1];
    best[0] = 0.0;
    let mut starts = vec![vec![0; n + 1]; m];
    for (k, (row, floor, scale)) in rows.enumerate() {
        let mut next = vec![f32::NEG_INFINITY; n + 1];
        let (mut running, mut start) = (f32::NEG_INFINITY, 0);
        for p in 1..=n {
            if best[p - 1] > running {
                (running, start) = (best[p - 1], p - 1);
            }
            running += factor(row[p - 1], floor, scale).ln();
            next[p] = running;
            starts[k][p] = start;
        }
        best = next;
    }
    let mut parts = vec![0..0; m];
    let mut end = n;
    for k in (0..m).rev() {
        let start = starts[k][end];
        parts[k] = start..end;
        end = start;
    }
    Some(parts)
}
