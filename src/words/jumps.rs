//! Jumps: how far apart the counterparts of neighbouring words stand (Vogel, Ney and Tillmann 1996), learnt as a
//! histogram that is clipped at both ends.

/// Jumps beyond this share one cell per side.
const CLIP: usize = 20;
/// Transition tables are kept for sentences up to this length.
const KEPT: usize = 100;

/// Probabilities of jumps, made into transitions for every sentence length.
#[derive(Debug)]
pub struct Jumps {
    weights: [f32; 2 * CLIP + 1],
    tables: Vec<Transitions>,
}

/// Transitions between the positions of a sentence.
#[derive(Clone, Debug, Default)]
pub struct Transitions {
    /// From the place before the first position.
    pub start: Vec<f32>,
    /// Row i: from position i to each.
    pub onward: Vec<f32>,
    /// Row i: to position i from each.
    pub back: Vec<f32>,
}

/// Expected counts of jumps.
#[derive(Clone, Debug)]
pub struct JumpCounts([f32; 2 * CLIP + 1]);

impl Default for JumpCounts {
    fn default() -> Self {
        Self([0.0; 2 * CLIP + 1])
    }
}

impl JumpCounts {
    /// Counts a jump from one position to another; 0 is the place before the first.
    pub fn add(&mut self, from: usize, to: usize, n: f32) {
        self.0[index(from, to)] += n;
    }

    /// Adds all counts of another.
    pub fn merge(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a += b);
    }
}

fn index(from: usize, to: usize) -> usize {
    (to + CLIP).saturating_sub(from).min(2 * CLIP)
}

impl Jumps {
    /// The shape before anything is learnt: one step onward is the rule, far is rare.
    #[must_use]
    pub fn prior() -> Self {
        let weights = std::array::from_fn(|k| {
            let away = k.abs_diff(CLIP + 1) as f32;
            (-0.7 * away).exp() + 0.05 * (-0.12 * away).exp() + 0.001
        });
        Self::of(weights)
    }

    /// Learnt from counts, with the prior as `strength` more.
    #[must_use]
    pub fn learnt(counts: &JumpCounts, strength: f32) -> Self {
        let prior = Self::prior().weights;
        let all: f32 = prior.iter().sum();
        let n: f32 = counts.0.iter().sum();
        let weights = std::array::from_fn(|k| (counts.0[k] + strength * prior[k] / all) / (n + strength));
        Self::of(weights)
    }

    fn of(mut weights: [f32; 2 * CLIP + 1]) -> Self {
        // The cell at either end holds many jumps, each its share.
        for end in [0, 2 * CLIP] {
            weights[end] = weights[end].min(weights[if end == 0 { 1 } else { end - 1 }]);
        }
        let mut out = Self { weights, tables: Vec::new() };
        out.tables = (0..=KEPT).map(|n| out.make(n)).collect();
        out
    }

    /// Transitions of a sentence of `n` units.
    #[must_use]
    pub fn transitions(&self, n: usize) -> std::borrow::Cow<'_, Transitions> {
        match self.tables.get(n) {
            Some(table) => std::borrow::Cow::Borrowed(table),
            None => std::borrow::Cow::Owned(self.make(n)),
        }
    }

    fn make(&self, n: usize) -> Transitions {
        let row = |from: usize| -> Vec<f32> {
            let weight = |to: usize| self.weights[index(from, to + 1)];
            let sum: f32 = (0..n).map(weight).sum();
            (0..n).map(|to| weight(to) / sum).collect()
        };
        let onward: Vec<f32> = (1..=n).flat_map(row).collect();
        let back = (0..n).flat_map(|to| (0..n).map(move |from| (from, to))).map(|(f, t)| onward[f * n + t]);
        Transitions { start: row(0), back: back.collect(), onward }
    }
}

/// Closeness to the diagonal of a sentence pair, exp(−T·|i/n − j/m|).
#[derive(Debug)]
pub struct Diagonal {
    table: [f32; Self::STEPS + 1],
    n: usize,
    m: usize,
    scale: f32,
}

impl Diagonal {
    const STEPS: usize = 63;

    /// Closeness in a pair of `n` and `m` units.
    #[must_use]
    pub fn new(tension: f32, n: usize, m: usize) -> Self {
        let table = std::array::from_fn(|k| (-tension * k as f32 / Self::STEPS as f32).exp());
        Self { table, n, m, scale: Self::STEPS as f32 / (n * m) as f32 }
    }

    /// Closeness of source unit `i` and target unit `j`.
    #[must_use]
    pub fn at(&self, i: usize, j: usize) -> f32 {
        // Centres of the units, so that a lone unit is near the middle.
        let away = ((2 * i + 1) * self.m).abs_diff((2 * j + 1) * self.n) as f32 * 0.5;
        self.table[(away * self.scale) as usize]
    }
}
