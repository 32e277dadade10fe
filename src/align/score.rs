//! The score of a bead: a sum of named features, each a log-odds against independence.

use super::length::LengthModel;
use super::moves::Move;
use crate::words::evidence::Evidence;
use crate::words::ibm1::Counts;

/// A sentence, ready to be scored.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    /// Its word types.
    pub words: Vec<u32>,
    /// Its length in characters.
    pub chars: f32,
    /// Which block of the collection it belongs to.
    pub block: u32,
}

/// The features of a bead's score; [`Features::total`] adds them up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// Log prior of the shape.
    pub shape: f32,
    /// Fit of the lengths.
    pub length: f32,
    /// Words of the target explained by the source and the reverse.
    pub words: f32,
    /// What the other languages of the job say.
    pub pivot: f32,
}

impl Features {
    /// The bead's score in natural logarithms.
    #[must_use]
    pub fn total(self) -> f32 {
        self.shape + self.length + self.words + self.pivot
    }
}

/// Weights of the score. Fitted on the development half of the news alignment set.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// Weight of the words (λ).
    pub words: f32,
    /// Least share of a target word that independence keeps (α).
    pub floor: f32,
    /// Weight of the length.
    pub length: f32,
    /// Log prior of a bead with an empty side.
    pub empty: f32,
}

impl Weights {
    /// For a pair whose words come from the lexicon and from copies only: a sentence is not left alone lightly.
    pub const UNTAUGHT: Self = Self { words: 0.9, floor: 0.2, length: 0.9, empty: -3.2 };
    /// For a pair that has learnt words from the collection.
    pub const TAUGHT: Self = Self { empty: -2.7, ..Self::UNTAUGHT };
}

/// What one direction of a pair knows.
#[derive(Debug)]
pub struct Direction {
    /// Word evidence.
    pub evidence: Evidence,
    /// The counts it was made of, to leave a block's own out.
    pub learnt: Counts,
}

/// What is needed to score the beads of a language pair.
#[derive(Debug)]
pub struct Scorer {
    /// Source to target.
    pub forward: Direction,
    /// Target to source.
    pub backward: Direction,
    /// Lengths.
    pub length: LengthModel,
    /// Weights.
    pub weights: Weights,
}

/// Shape and length alone below this: the words are not read, the bead is impossible.
const HOPELESS: f32 = -13.0;
/// One word says at most this much (e⁶).
const CAP: f32 = 403.0;

/// Word sums of one cell: for every target word Σ_s h(s,t)/u(t) over the source sentence, and the reverse.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    forward: Vec<f32>,
    backward: Vec<f32>,
}

/// Makes the cells of one source segment after another.
#[derive(Debug)]
pub struct Loader {
    /// Per target type: Σ_s h(s, t)/u(t) over the loaded segment.
    sums: Vec<f32>,
    /// Per target type: first of its entries in `entries`, one past the last.
    ranges: Vec<(u32, u32)>,
    /// (target type, word of the segment, h(t, s)/u(s)), sorted by type.
    entries: Vec<(u32, u32, f32)>,
    touched: Vec<u32>,
    words: usize,
}

impl Loader {
    /// Space for a target language of so many types.
    #[must_use]
    pub fn new(target_types: usize) -> Self {
        Self {
            sums: vec![0.0; target_types],
            ranges: vec![(0, 0); target_types],
            entries: Vec::new(),
            touched: Vec::new(),
            words: 0,
        }
    }

    /// Loads a source segment; what its own block taught is taken off.
    pub fn load(&mut self, segment: &Segment, scorer: &Scorer) {
        for t in self.touched.drain(..) {
            self.sums[t as usize] = 0.0;
        }
        for e in self.entries.drain(..) {
            self.ranges[e.0 as usize] = (0, 0);
        }
        self.words = segment.words.len();
        let (forward, backward) = (&scorer.forward, &scorer.backward);
        for (k, &s) in segment.words.iter().enumerate() {
            for &(t, h) in forward.evidence.row(s) {
                if self.sums[t as usize] == 0.0 {
                    self.touched.push(t);
                }
                self.sums[t as usize] += h;
            }
            for &(_, t, n) in forward.learnt.block_row(segment.block, s) {
                let sum = &mut self.sums[t as usize];
                *sum = (*sum - forward.evidence.own(s, t, n)).max(0.0);
            }
            self.entries.extend(backward.evidence.column(s).iter().map(|&(t, h)| (t, k as u32, h)));
            for &(_, t, n) in backward.learnt.block_column(segment.block, s) {
                self.entries.push((t, k as u32, -backward.evidence.own(t, s, n)));
            }
        }
        self.entries.sort_unstable_by_key(|e| (e.0, e.1));
        self.entries.dedup_by(|b, a| {
            let same = (a.0, a.1) == (b.0, b.1);
            if same {
                a.2 = (a.2 + b.2).max(0.0);
            }
            same
        });
        for (at, e) in self.entries.iter().enumerate() {
            let range = &mut self.ranges[e.0 as usize];
            if range.1 == 0 {
                range.0 = at as u32;
            }
            range.1 = at as u32 + 1;
        }
    }

    /// The cell of the loaded segment and a target segment.
    #[must_use]
    pub fn cell(&self, target: &Segment) -> Cell {
        let forward = target.words.iter().map(|&t| self.sums[t as usize]).collect();
        let mut backward = vec![0.0; self.words];
        for &t in &target.words {
            let (from, to) = self.ranges[t as usize];
            for &(_, k, h) in &self.entries[from as usize..to as usize] {
                backward[k as usize] += h.max(0.0);
            }
        }
        Cell { forward, backward }
    }
}

/// A segment with what is known about it, summed once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// Words.
    pub words: f32,
    /// Σ mass of the words.
    pub mass: f32,
    /// Characters.
    pub chars: f32,
}

impl Known {
    /// Sums up a segment.
    #[must_use]
    pub fn new(segment: &Segment, direction: &Direction) -> Self {
        let mass = |&s: &u32| direction.evidence.mass(s, &direction.learnt, segment.block);
        Self {
            words: segment.words.len() as f32,
            mass: segment.words.iter().map(mass).sum(),
            chars: segment.chars,
        }
    }
}

impl Scorer {
    /// Scores a bead, or says that it is out of the question: `cell(k, l)` gives the cell of source sentence k and target sentence l of the move.
    #[must_use]
    pub fn score<'c>(
        &self,
        shape: &Move,
        source: &[Known],
        target: &[Known],
        cell: impl Fn(usize, usize) -> &'c Cell,
    ) -> Option<Features> {
        let mut out = Features { shape: shape.prior, ..Features::default() };
        if shape.source == 0 || shape.target == 0 {
            out.shape += self.weights.empty;
            return Some(out);
        }
        let (s, t) = (total(source, shape.source_mask), total(target, shape.target_mask));
        out.length = self.weights.length * self.length.score(s.chars, t.chars);
        if shape.prior + out.length < HOPELESS {
            return None;
        }
        let floor = |k: Known| (1.0 - k.mass / k.words.max(1.0)).max(self.weights.floor);
        let (floor_f, floor_b) = (floor(s), floor(t));
        let mut words = 0.0;
        for l in bits(shape.target_mask) {
            words += log_product(
                bits(shape.source_mask).map(|k| cell(k, l).forward.as_slice()),
                floor_f,
                1.0 / s.words.max(1.0),
            );
        }
        for k in bits(shape.source_mask) {
            words += log_product(
                bits(shape.target_mask).map(|l| cell(k, l).backward.as_slice()),
                floor_b,
                1.0 / t.words.max(1.0),
            );
        }
        out.words = self.weights.words * 0.5 * words;
        Some(out)
    }
}

/// The set bits of a mask, lowest first.
pub fn bits(mask: u8) -> impl Iterator<Item = usize> + Clone {
    (0..8).filter(move |k| mask >> k & 1 == 1)
}

fn total(known: &[Known], mask: u8) -> Known {
    bits(mask).fold(Known::default(), |sum, k| Known {
        words: sum.words + known[k].words,
        mass: sum.mass + known[k].mass,
        chars: sum.chars + known[k].chars,
    })
}

/// Σ_w ln(min(CAP, floor + scale · Σ_k sums_k[w])): a product with one logarithm at the end of each stretch.
fn log_product<'c>(sums: impl Iterator<Item = &'c [f32]> + Clone, floor: f32, scale: f32) -> f32 {
    let len = sums.clone().next().map_or(0, <[f32]>::len);
    let mut log = 0.0;
    let mut product = 1.0_f64;
    for w in 0..len {
        let sum: f32 = sums.clone().map(|s| s[w]).sum();
        product *= f64::from((floor + scale * sum).min(CAP));
        if w % 64 == 63 {
            log += product.ln();
            product = 1.0;
        }
    }
    (log + product.ln()) as f32
}
