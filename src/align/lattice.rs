//! Dynamic programming over a band: all beads that are possible, the best path, and how probable each bead is.

use super::band::Band;
use super::moves::{MOVES, REACH};
use super::pivot::{Beads, sides};
use super::score::{Features, Scorer, Segment};
use super::shapes::ShapeCounts;
use super::texts::Texts;
use crate::model::Bead;

const NO: f32 = f32::NEG_INFINITY;

/// Scores of every move that ends in every cell of a band.
#[derive(Debug)]
pub struct Lattice {
    band: Band,
    /// Where row i starts in the flat arrays.
    starts: Vec<usize>,
    /// Per cell and move: score of the bead that ends there.
    edges: Vec<[f32; MOVES.len()]>,
    /// Usual log prior of a sentence without counterpart.
    empty: f32,
}

/// Beads less probable than this tell other languages nothing.
const LEAST: f32 = 0.005;
/// The first of [`MOVES`], 1-1 to 2-1: enough to see where paths can run.
const BASIC: usize = 5;
/// Cells are kept if a path of basic moves through them is at most this much worse than the best one (natural logarithms).
const MARGIN: f32 = 25.0;

impl Lattice {
    /// Scores all moves in the part of the band where paths can run: first the basic moves everywhere, then all moves
    /// around the good paths of these. `types` are the sizes of both vocabularies.
    #[must_use]
    pub fn new(
        scorer: &Scorer,
        source: &[Segment],
        target: &[Segment],
        band: Band,
        types: (usize, usize),
    ) -> Self {
        let texts = Texts::new(scorer, source, target, &band, types);
        let whole = |k: usize, from: (usize, usize)| texts.whole(k, from).map_or(NO, Features::total);
        let hull = Self::scored(band, BASIC, scorer.weights.empty, whole).hull();
        let mut out = Self::scored(hull, MOVES.len(), scorer.weights.empty, whole);
        out.rescore(|k, from| texts.chained(k, from).map_or(NO, Features::total));
        out
    }

    /// Raises the scores of the beads that a path within [`MARGIN`] of the best one may use to what `score` says.
    fn rescore(&mut self, score: impl Fn(usize, (usize, usize)) -> f32) {
        let alpha = self.forward(f32::max);
        let beta = self.backward();
        let least = alpha[alpha.len() - 1] - MARGIN;
        for i in 0..self.band.rows() {
            for j in self.band.columns(i) {
                let Some(here) = self.id(i, j) else { continue };
                for (k, shape) in MOVES.iter().enumerate() {
                    let edge = self.edges[here][k];
                    if edge > NO
                        && let Some(from) = self.id(i - shape.source, j - shape.target)
                        && alpha[from] + edge + beta[here] >= least
                    {
                        self.edges[here][k] = edge.max(score(k, (i - shape.source, j - shape.target)));
                    }
                }
            }
        }
    }

    /// Scores the first `moves` of [`MOVES`]: `score(k, from)` for move k from a cell.
    fn scored(band: Band, moves: usize, empty: f32, score: impl Fn(usize, (usize, usize)) -> f32) -> Self {
        let mut starts = Vec::with_capacity(band.rows() + 1);
        let mut at = 0;
        for i in 0..band.rows() {
            starts.push(at);
            at += band.columns(i).count();
        }
        starts.push(at);
        let mut edges = vec![[NO; MOVES.len()]; at];
        for i in 0..band.rows() {
            for (slot, j) in band.columns(i).enumerate() {
                let out = &mut edges[starts[i] + slot];
                for (k, shape) in MOVES[..moves].iter().enumerate() {
                    let (Some(i0), Some(j0)) = (i.checked_sub(shape.source), j.checked_sub(shape.target))
                    else {
                        continue;
                    };
                    if band.slot(i0, j0).is_some() {
                        out[k] = score(k, (i0, j0));
                    }
                }
            }
        }
        Self { band, starts, edges, empty }
    }

    /// The cells within [`MARGIN`] of the best path and [`REACH`] cells around them.
    fn hull(&self) -> Band {
        let alpha = self.forward(f32::max);
        let beta = self.backward();
        let least = alpha[alpha.len() - 1] - MARGIN;
        let mut ranges = Vec::with_capacity(self.band.rows());
        for i in (0..self.band.rows()).rev() {
            let good = |&j: &usize| self.id(i, j).is_some_and(|here| alpha[here] + beta[here] >= least);
            let first = self.band.columns(i).find(good);
            ranges.push(first.zip(self.band.columns(i).rfind(good)));
        }
        ranges.reverse();
        self.band.within(&ranges, REACH)
    }

    fn id(&self, i: usize, j: usize) -> Option<usize> {
        self.band.slot(i, j).map(|s| self.starts[i] + s)
    }

    /// Adds to the score of every bead; `bonus(i, j, k)` is asked for move k of [`MOVES`] that ends in (i, j).
    pub fn adjust(&mut self, mut bonus: impl FnMut(usize, usize, usize) -> f32) {
        for i in 0..self.band.rows() {
            for (slot, j) in self.band.columns(i).enumerate() {
                for (k, edge) in self.edges[self.starts[i] + slot].iter_mut().enumerate() {
                    if *edge > NO {
                        *edge += bonus(i, j, k);
                    }
                }
            }
        }
    }

    /// Makes every score count less: posteriors grow flatter.
    pub fn temper(&mut self, factor: f32) {
        self.edges.iter_mut().flatten().filter(|e| **e > NO).for_each(|e| *e *= factor);
    }

    /// Sum over all paths from the start to each cell (`sum` = log-sum-exp) or the best of them (`max`).
    fn forward(&self, join: impl Fn(f32, f32) -> f32) -> Vec<f32> {
        let mut alpha = vec![NO; self.edges.len()];
        alpha[0] = 0.0;
        for i in 0..self.band.rows() {
            for j in self.band.columns(i) {
                let Some(here) = self.id(i, j) else { continue };
                for (k, shape) in MOVES.iter().enumerate() {
                    let edge = self.edges[here][k];
                    if edge == NO {
                        continue;
                    }
                    let Some(from) = self.id(i - shape.source, j - shape.target) else { continue };
                    alpha[here] = join(alpha[here], alpha[from] + edge);
                }
            }
        }
        alpha
    }

    /// The best of all paths from each cell to the end.
    fn backward(&self) -> Vec<f32> {
        let mut beta = vec![NO; self.edges.len()];
        let last = beta.len() - 1;
        beta[last] = 0.0;
        for i in (0..self.band.rows()).rev() {
            for j in self.band.columns(i).rev() {
                let Some(here) = self.id(i, j) else { continue };
                if beta[here] == NO {
                    continue;
                }
                for (shape, &edge) in MOVES.iter().zip(&self.edges[here]) {
                    if edge > NO
                        && let Some(from) = self.id(i - shape.source, j - shape.target)
                    {
                        beta[from] = beta[from].max(beta[here] + edge);
                    }
                }
            }
        }
        beta
    }

    /// Log-odds of all alignments against none: how much more likely the texts are as translations than as strangers.
    #[must_use]
    pub fn gain(&self) -> f32 {
        self.gain_of(&self.forward(log_add))
    }

    fn gain_of(&self, alpha: &[f32]) -> f32 {
        alpha[alpha.len() - 1] - self.nothing_aligned()
    }

    /// Probability of every bead: forward–backward.
    #[must_use]
    pub fn posteriors(mut self) -> Posteriors {
        let alpha = self.forward(log_add);
        let gain = self.gain_of(&alpha);
        let mut beta = vec![NO; self.edges.len()];
        let last = beta.len() - 1;
        beta[last] = 0.0;
        let total = alpha[last];
        for i in (0..self.band.rows()).rev() {
            for j in self.band.columns(i).rev() {
                let Some(here) = self.id(i, j) else { continue };
                for (k, shape) in MOVES.iter().enumerate() {
                    let edge = std::mem::replace(&mut self.edges[here][k], 0.0);
                    if edge == NO || beta[here] == NO {
                        continue;
                    }
                    let Some(from) = self.id(i - shape.source, j - shape.target) else { continue };
                    beta[from] = log_add(beta[from], beta[here] + edge);
                    self.edges[here][k] = (alpha[from] + edge + beta[here] - total).exp().min(1.0);
                }
            }
        }
        Posteriors { lattice: self, gain }
    }

    /// Score of the path on which no sentence has a counterpart, at the usual price of that.
    fn nothing_aligned(&self) -> f32 {
        let rows = self.band.rows() - 1;
        let columns = *self.band.columns(rows).end();
        self.empty * (rows + columns) as f32
    }

    /// The path of greatest score, as (end cell, move) steps from the start.
    fn best_path(&self) -> Vec<(usize, usize, usize)> {
        let alpha = self.forward(f32::max);
        let mut path = Vec::new();
        let rows = self.band.rows();
        let (mut i, mut j) = (rows - 1, *self.band.columns(rows - 1).end());
        while i > 0 || j > 0 {
            let Some(here) = self.id(i, j) else { break };
            let mut best = (NO, 0);
            for (k, shape) in MOVES.iter().enumerate() {
                if self.edges[here][k] == NO {
                    continue;
                }
                if let Some(from) = self.id(i - shape.source, j - shape.target) {
                    let value = alpha[from] + self.edges[here][k];
                    if value > best.0 {
                        best = (value, k);
                    }
                }
            }
            path.push((i, j, best.1));
            i -= MOVES[best.1].source;
            j -= MOVES[best.1].target;
        }
        path.reverse();
        path
    }
}

/// Probabilities of the beads of a job.
#[derive(Debug)]
pub struct Posteriors {
    lattice: Lattice,
    /// See [`Lattice::gain`].
    pub gain: f32,
}

impl Posteriors {
    /// The beads with the greatest expected number of right ones: the path that maximises Σ probability.
    ///
    /// Empty-sided beads count less than beads with both sides, so that a doubtful pair is still offered (and marked).
    #[must_use]
    pub fn decode(&self, null_weight: f32) -> Vec<Bead> {
        let lattice = &self.lattice;
        let weighted = Lattice {
            band: lattice.band.clone(),
            starts: lattice.starts.clone(),
            empty: lattice.empty,
            edges: lattice
                .edges
                .iter()
                .map(|e| {
                    let mut out = [NO; MOVES.len()];
                    for (k, &p) in e.iter().enumerate() {
                        if p > 0.0 {
                            out[k] = p * if MOVES[k].is_empty() { null_weight } else { 1.0 };
                        }
                    }
                    out
                })
                .collect(),
        };
        let mut beads = Vec::new();
        for (i, j, k) in weighted.best_path() {
            let score = lattice.id(i, j).map_or(0.0, |id| lattice.edges[id][k]);
            push_beads(&mut beads, i, j, k, score);
        }
        beads
    }

    /// How many beads of each shape there are to be expected.
    #[must_use]
    pub fn shapes(&self) -> ShapeCounts {
        let mut counts = ShapeCounts::default();
        for cell in &self.lattice.edges {
            cell.iter().enumerate().for_each(|(k, &p)| counts.count(k, p));
        }
        counts
    }

    /// The beads with both sides and how probable they are, `from` sentences further on.
    #[must_use]
    pub fn beads(&self, from: (usize, usize)) -> Beads {
        let lattice = &self.lattice;
        let mut out = Beads::default();
        for i in 1..lattice.band.rows() {
            for (slot, j) in lattice.band.columns(i).enumerate() {
                for (k, &p) in lattice.edges[lattice.starts[i] + slot].iter().enumerate() {
                    if p >= LEAST && !MOVES[k].is_empty() {
                        let (source, target) = sides(&MOVES[k], from.0 + i, from.1 + j);
                        out.entry(source).or_default().push((target, p));
                    }
                }
            }
        }
        out
    }
}

/// The bead of a move, and beads of their own for the sentences in its gap.
fn push_beads(out: &mut Vec<Bead>, i: usize, j: usize, k: usize, score: f32) {
    let shape = &MOVES[k];
    let (i0, j0) = (i - shape.source, j - shape.target);
    let side = |from: usize, len: usize, mask: u8, wanted: u8| -> Vec<u32> {
        (0..len).filter(|&b| mask >> b & 1 == wanted).map(|b| (from + b) as u32).collect()
    };
    out.push(Bead {
        source: side(i0, shape.source, shape.source_mask, 1),
        target: side(j0, shape.target, shape.target_mask, 1),
        score,
    });
    for s in side(i0, shape.source, shape.source_mask, 0) {
        out.push(Bead { source: vec![s], target: vec![], score });
    }
    for t in side(j0, shape.target, shape.target_mask, 0) {
        out.push(Bead { source: vec![], target: vec![t], score });
    }
}

/// ln(eᵃ + eᵇ).
fn log_add(a: f32, b: f32) -> f32 {
    let (hi, lo) = if a > b { (a, b) } else { (b, a) };
    if lo == NO || hi - lo > 18.0 { hi } else { hi + (lo - hi).exp().ln_1p() }
}
