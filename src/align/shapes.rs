//! How often beads of each shape occur in a collection, and the priors that follow.
//!
//! A memory kept sentence by sentence has hardly any omission, retold articles are full of them: priors that follow what a
//! pass has found (expected counts of its posteriors, smoothed by the usual shares) serve both.

use super::moves::{MOVES, Move};

/// Kinds of shape that share a frequency: empty, 1-1, 1-2, 2-2, 1-3, larger.
const KINDS: usize = 6;
/// Shares of the kinds that the priors of [`MOVES`] stand for: news with omissions, as in the development sets.
const USUAL: [f32; KINDS] = [0.2, 0.685, 0.08, 0.018, 0.013, 0.004];
/// Beads that the usual shares weigh against those of the collection.
const WEIGHT: f32 = 4.0;

/// Expected number of beads of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ShapeCounts([f32; KINDS]);

impl ShapeCounts {
    /// Counts a bead of move `k` of [`MOVES`] with its probability.
    pub fn count(&mut self, k: usize, probability: f32) {
        self.0[kind(&MOVES[k])] += probability;
    }

    /// Adds the counts of another text.
    pub fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a += b);
    }

    /// The log prior of every one of [`MOVES`]; `empty` is the usual one of a bead with an empty side.
    #[must_use]
    pub fn priors(&self, empty: f32) -> [f32; MOVES.len()] {
        let total: f32 = self.0.iter().sum::<f32>() + WEIGHT;
        MOVES.map(|shape| {
            let usual = USUAL[kind(&shape)];
            let share = (self.0[kind(&shape)] + WEIGHT * usual) / total;
            shape.prior + if shape.is_empty() { empty } else { 0.0 } + (share / usual).ln()
        })
    }
}

fn kind(shape: &Move) -> usize {
    let (s, t) = (shape.source_mask.count_ones(), shape.target_mask.count_ones());
    match (s.min(t), s.max(t)) {
        (0, _) => 0,
        (1, 1) => 1,
        (1, 2) => 2,
        (2, 2) => 3,
        (1, 3) => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_without_omissions_makes_them_dear() {
        let prior = |counts: ShapeCounts| counts.priors(-3.0);
        let usual = prior(ShapeCounts::default());
        assert!(
            usual
                .iter()
                .zip(&MOVES)
                .all(|(p, m)| (p - m.prior - if m.is_empty() { -3.0 } else { 0.0 }).abs() < 1e-5)
        );
        let mut clean = ShapeCounts::default();
        (0..1000).for_each(|_| clean.count(0, 1.0));
        let clean = prior(clean);
        assert!(clean[1] < usual[1] - 3.0 && clean[0] > usual[0], "{clean:?}");
    }
}
