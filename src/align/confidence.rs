//! Scores that mean what they say: of the beads with a score of 0.9, nine in ten are right.
//!
//! The lattice is surer of itself than it should be, because it takes words for independent. Its posteriors are mapped by
//! a logistic curve (Platt 1999), fitted on the development half of the alignment sets in collection mode;
//! `benches/calibration.py` shows how well it holds.

/// A curve: logit(score) = slope · logit(posterior) + shift.
struct Curve {
    slope: f32,
    shift: f32,
}

/// Of beads with both sides, and of sentences without counterpart.
const PAIRED: Curve = Curve { slope: 0.391, shift: 0.750 };
const ALONE: Curve = Curve { slope: 0.273, shift: 2.258 };
/// Posteriors nearer to 0 or 1 than this are not told apart.
const EDGE: f32 = 1e-6;

/// The score of a bead whose posterior the lattice gives.
#[must_use]
pub fn score(posterior: f32, paired: bool) -> f32 {
    let curve = if paired { PAIRED } else { ALONE };
    let p = posterior.clamp(EDGE, 1.0 - EDGE);
    let logit = curve.slope * (p / (1.0 - p)).ln() + curve.shift;
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn surer_stays_surer_and_nothing_is_certain() {
        let scores: Vec<f32> = [0.0, 0.1, 0.5, 0.9, 0.999, 1.0].iter().map(|&p| score(p, true)).collect();
        assert!(scores.windows(2).all(|w| w[0] < w[1]), "{scores:?}");
        assert!(scores[5] < 1.0 && scores[2] > 0.6);
    }
}
