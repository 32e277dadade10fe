//! Are two texts translations of each other?

use crate::model::Bead;

/// Weight of the share of the texts that is in beads.
const COVERED: f32 = 0.35;

/// What one text says of the other, in natural logarithms a word, as a share of the most that can be said where there are
/// so many segments to tell apart: a word that picks one of n segments says ln n.
#[must_use]
pub fn share_of_gain(gain: f32, segments: usize) -> f32 {
    gain / (segments as f32 + 2.0).ln()
}

/// Kinship of two texts, 0 (strangers) to about 1 (sentence by sentence the same): the [`share_of_gain`] and the share of
/// the less covered text that is in beads, each weighted by its score. `lengths` are those of the segments of both texts in
/// characters.
#[must_use]
pub fn kinship(gain: f32, beads: &[Bead], lengths: (&[f32], &[f32])) -> f32 {
    let paired = || beads.iter().filter(|b| !b.source.is_empty() && !b.target.is_empty());
    let sum = |side: &[u32], of: &[f32]| side.iter().map(|&i| of[i as usize]).sum::<f32>();
    let share = |covered: f32, of: &[f32]| covered / of.iter().sum::<f32>().max(1.0);
    let source = share(paired().map(|b| b.score * sum(&b.source, lengths.0)).sum(), lengths.0);
    let target = share(paired().map(|b| b.score * sum(&b.target, lengths.1)).sum(), lengths.1);
    gain + COVERED * source.min(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_left_half_alone_are_less_akin() {
        let bead = |source: &[u32], target: &[u32]| Bead {
            source: source.into(),
            target: target.into(),
            score: 0.9,
        };
        let lengths: (&[f32], &[f32]) = (&[40.0, 60.0], &[50.0]);
        let whole = kinship(0.3, &[bead(&[0, 1], &[0])], lengths);
        let half = kinship(0.3, &[bead(&[0], &[0]), bead(&[1], &[])], lengths);
        assert!((whole - 0.3 - COVERED * 0.9).abs() < 1e-5 && half < whole, "{whole} {half}");
        assert!(kinship(0.0, &[], (&[], &[])).abs() < 1e-6, "empty texts");
    }

    #[test]
    fn a_word_can_say_more_where_there_is_more_to_tell_apart() {
        assert!(share_of_gain(1.0, 10) > share_of_gain(1.0, 1000));
    }
}
