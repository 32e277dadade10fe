//! The score of a bead: a sum of named features, each a log-odds against independence.

use super::length::LengthModel;
use super::moves::{MOVES, REACH};
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
    /// Whether it is furniture of a page: a button, a credit.
    pub furniture: bool,
    /// Whether it goes on with the sentence before it, which was broken.
    pub goes_on: bool,
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
    /// Furniture of the page on one side of the bead only.
    pub furniture: f32,
    /// A broken sentence on one side where the bead begins or ends.
    pub broken: f32,
}

impl Features {
    /// The bead's score in natural logarithms.
    #[must_use]
    pub fn total(self) -> f32 {
        self.shape + self.length + self.words + self.meaning + self.pivot + self.furniture + self.broken
    }
}

/// Weights of the score. Fitted on the development half of the alignment sets.
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
    /// For every line of furniture in a bead that has no such line on the other side.
    pub mixed: f32,
    /// For a line of furniture in a bead with an empty side.
    pub idle: f32,
    /// For a broken sentence on one side where a bead begins or ends.
    pub broken: f32,
    /// For every break of its sentence at a line in a bead with an empty side.
    pub half: f32,
}

impl Weights {
    /// The best of those tried, for words from the lexicon and learnt ones alike.
    pub const FITTED: Self = Self {
        words: 0.9,
        floor: 0.2,
        length: 1.0,
        empty: -3.0,
        mixed: -6.0,
        idle: 1.5,
        broken: -2.0,
        half: -1.5,
    };
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
    /// Log prior of every one of [`MOVES`].
    pub priors: [f32; MOVES.len()],
}

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

/// The set bits of a mask, lowest first.
pub fn bits(mask: u8) -> impl Iterator<Item = usize> + Clone {
    (0..8).filter(move |k| mask >> k & 1 == 1)
}

/// What is known about the sentences of a mask.
#[must_use]
pub fn total(known: &[Known], mask: u8) -> Known {
    bits(mask).fold(Known::default(), |sum, k| Known {
        words: sum.words + known[k].words,
        mass: sum.mass + known[k].mass,
        chars: sum.chars + known[k].chars,
    })
}

/// The rows of the set bits, side by side; at most [`REACH`].
pub fn gather<'c>(mask: u8, row: impl Fn(usize) -> &'c [f32]) -> ([&'c [f32]; REACH], usize) {
    let mut rows: [&[f32]; REACH] = [&[]; REACH];
    let mut len = 0;
    for k in bits(mask) {
        rows[len] = row(k);
        len += 1;
    }
    (rows, len)
}

/// What a word says: its sum over the other side against independence.
#[must_use]
pub fn factor(sum: f32, floor: f32, scale: f32) -> f32 {
    (floor + scale * sum).min(CAP)
}

/// `Σ_w ln(min(CAP, floor + scale · Σ_k rows_k[w]))`.
#[must_use]
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
