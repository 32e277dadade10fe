//! How well the lengths of two texts fit: log-odds of their ratio against texts that have nothing to do with each other.
//!
//! After Gale and Church (1993), with a background as the alternative instead of a cost alone.

/// Distribution of the log ratio of lengths of a language pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LengthModel {
    /// Mean of ln(target / source).
    pub ratio: f32,
    /// Standard deviation of a long text's log ratio.
    pub sigma: f32,
}

/// Characters added to both sides, so that short lines are not judged by a letter more or less.
const OFFSET: f32 = 8.0;
/// No pair of lengths speaks louder than this against a bead.
const FLOOR: f32 = -12.0;

impl LengthModel {
    /// Starts from the totals of both sides.
    #[must_use]
    pub fn from_totals(source: f32, target: f32) -> Self {
        let ratio = if source > 0.0 && target > 0.0 { (target / source).ln().clamp(-0.7, 0.7) } else { 0.0 };
        Self { ratio, sigma: 0.3 }
    }

    /// Re-estimates from lengths of sure beads: median and interquartile range; keeps the old values below 20 beads.
    #[must_use]
    pub fn refit(self, mut ratios: Vec<f32>) -> Self {
        if ratios.len() < 20 {
            return self;
        }
        ratios.sort_by(f32::total_cmp);
        let quantile = |q: f32| ratios[((ratios.len() - 1) as f32 * q).round() as usize];
        let sigma = (quantile(0.75) - quantile(0.25)) / 1.35;
        Self { ratio: quantile(0.5), sigma: sigma.clamp(0.08, 0.5) }
    }

    /// Log ratio of two lengths in characters.
    #[must_use]
    pub fn log_ratio(source: f32, target: f32) -> f32 {
        ((target + OFFSET) / (source + OFFSET)).ln()
    }

    /// Log-odds of two lengths in characters.
    #[must_use]
    pub fn score(self, source: f32, target: f32) -> f32 {
        let r = Self::log_ratio(source, target) - self.ratio;
        let variance = self.sigma * self.sigma + 2.0 / (source + OFFSET);
        (-r * r / (2.0 * variance) + r * r / 2.0 - 0.5 * variance.ln()).max(FLOOR)
    }
}
