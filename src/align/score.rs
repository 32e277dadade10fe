//! The score of a bead: a sum of named features, each a log-odds against independence.

use super::cells::Cells;
use super::length::LengthModel;
use super::links::{Links, links_of};
use super::moves::{MOVES, Move, REACH};
use super::pivot::Trust;
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
    /// Nearness of the user's sentence embeddings.
    pub meaning: f32,
    /// What the other languages of the job say.
    pub pivot: f32,
}

impl Features {
    /// The bead's score in natural logarithms.
    #[must_use]
    pub fn total(self) -> f32 {
        self.shape + self.length + self.words + self.meaning + self.pivot
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
    /// How far third texts are listened to.
    pub third: Trust,
    /// Types.
    pub types: (usize, usize),
    /// Log prior of every one of [`MOVES`].
    pub priors: [f32; MOVES.len()],
}

/// Shape and length alone below this: the words are not read, the bead is impossible.
const HOPELESS: f32 = -13.0;
/// One word says at most this much (e⁶).
const CAP: f32 = 403.0;

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
    /// Scores a bead of move `k` of [`MOVES`], or says that it is out of the question. `source` and `target` are the
    /// sentences that the move passes, `at` the numbers of the first ones.
    #[must_use]
    pub fn score(
        &self,
        k: usize,
        source: &[Known],
        target: &[Known],
        cells: &Cells,
        at: (usize, usize),
        split: impl Fn(&Move, (usize, usize)) -> f32,
    ) -> Option<Features> {
        let shape = &MOVES[k];
        let out = Features { shape: self.priors[k], ..Features::default() };
        if shape.is_empty() {
            return Some(out);
        }
        let mut best: Option<Features> = None;
        for links in links_of(k) {
            let mut here = out;
            here.shape += links.prior;
            let fit = |&(s, t): &(u8, u8)| {
                self.length.score(total(source, s).chars, total(target, t).chars)
            };
            here.length = self.weights.length * links.parts.iter().map(fit).sum::<f32>();
            if here.shape + here.length < HOPELESS {
                continue;
            }
            here.words = self.weights.words * 0.5 * self.words(links, source, target, cells, at);
            if best.is_none_or(|b| here.total() > b.total()) {
                best = Some(here);
            }
        }
        if let Some(b) = &mut best
            && (shape.source_mask.count_ones() == 1) != (shape.target_mask.count_ones() == 1)
        {
            let words = self.weights.words * 0.5 * split(shape, at) + *SPL;
            if words > b.words {
                b.words = words;
            }
        }
        best
    }
}
static SPL: std::sync::LazyLock<f32> = std::sync::LazyLock::new(|| std::env::var("SPL").map_or(-99.0, |s| s.parse().unwrap()));

impl Scorer {
    /// Log-odds of the words, each explained by the sentences that its own is linked with.
    fn words(
        &self,
        links: &Links,
        source: &[Known],
        target: &[Known],
        cells: &Cells,
        at: (usize, usize),
    ) -> f32 {
        let floor = |k: Known| (1.0 - k.mass / k.words.max(1.0)).max(self.weights.floor);
        let mut words = 0.0;
        for &(l, mask) in &links.of_target {
            let known = total(source, mask);
            let rows = gather(mask, |k| cells.forward(at.0 + k, at.1 + l));
            words += log_product(rows, floor(known), 1.0 / known.words.max(1.0));
        }
        for &(k, mask) in &links.of_source {
            let known = total(target, mask);
            let rows = gather(mask, |l| cells.backward(at.0 + k, at.1 + l));
            words += log_product(rows, floor(known), 1.0 / known.words.max(1.0));
        }
        words
    }

    /// The features of a bead of move `k` with exactly these segments, of which `cells` holds the words.
    #[must_use]
    pub fn features(&self, k: usize, source: &[Segment], target: &[Segment], cells: &Cells) -> Features {
        let known = |side: &[Segment], direction: &Direction| -> Vec<Known> {
            side.iter().map(|s| Known::new(s, direction)).collect()
        };
        let (s, t) = (known(source, &self.forward), known(target, &self.backward));
        let sums = std::cell::RefCell::new((super::cells::Sums::new(self.types.0), super::cells::Sums::new(self.types.1)));
        let split = |shape: &Move, at| super::lattice::split(self, source, target, &s, &t, cells, &sums, shape, at);
        self.score(k, &s, &t, cells, (0, 0), split).unwrap_or_default()
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

/// The rows of the set bits, side by side; at most [`REACH`].
fn gather<'c>(mask: u8, row: impl Fn(usize) -> &'c [f32]) -> ([&'c [f32]; REACH], usize) {
    let mut rows: [&[f32]; REACH] = [&[]; REACH];
    let mut len = 0;
    for k in bits(mask) {
        rows[len] = row(k);
        len += 1;
    }
    (rows, len)
}

/// What a word says: its sum over the other side against independence.
pub fn factor(sum: f32, floor: f32, scale: f32) -> f32 {
    (floor + scale * sum).min(CAP)
}

/// Σ_w ln(min(CAP, floor + scale · Σ_k rows_k[w])).
pub fn log_product((rows, len): ([&[f32]; REACH], usize), floor: f32, scale: f32) -> f32 {
    let factor = |sum: f32| factor(sum, floor, scale);
    let [a, b, c, d] = rows;
    match len {
        1 => log_of(a.iter().map(|&a| factor(a))),
        2 => log_of(a.iter().zip(b).map(|(a, b)| factor(a + b))),
        3 => log_of(a.iter().zip(b).zip(c).map(|((a, b), c)| factor(a + b + c))),
        _ => log_of(a.iter().zip(b).zip(c).zip(d).map(|(((a, b), c), d)| factor(a + b + c + d))),
    }
}

/// Σ ln: a product with one logarithm for a stretch of factors, none of them beyond [`CAP`].
fn log_of(factors: impl Iterator<Item = f32>) -> f32 {
    let mut log = 0.0;
    let mut product = 1.0_f64;
    for (n, factor) in factors.enumerate() {
        product *= f64::from(factor);
        if n % 64 == 63 {
            log += product.ln();
            product = 1.0;
        }
    }
    (log + product.ln()) as f32
}
