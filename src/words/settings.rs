//! What steers word alignment, with the fitted values.

use super::priors::Strength;

/// What steers learning.
///
/// The defaults were fitted on the development half of the news and story alignment sets (19 sentences each of en-vi,
/// en-fr, en-pl with 940 to learn from; 416 of French tales), one at a time, by the mean alignment error rate of
/// `songngu words`; the floor also with none, 300 and 2,400 sentences to learn from, `null` and `agree` also without lexicon.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Rounds of IBM model 1.
    pub first_rounds: usize,
    /// Rounds of the hidden Markov model.
    pub rounds: usize,
    /// Probability of coming from nothing.
    pub null: f32,
    /// How fast the first rounds' belief falls away from the diagonal.
    pub diagonal: f32,
    /// The same for the hidden Markov model.
    pub diagonal_hmm: f32,
    /// What the stems' probabilities are worth to their forms, in occurrences.
    pub backoff: f32,
    /// Strength of the prior of jumps, in jumps.
    pub jumps: f32,
    /// What knowledge is worth.
    pub strength: Strength,
    /// Exponent of the product of both directions' beliefs: 1 counts only what they agree on, 0.5 their mean.
    pub agree: f32,
    /// Occurrences, for each type, of the prior of what comes from nothing: the share of the type in the text.
    pub null_prior: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            first_rounds: 2,
            rounds: 3,
            null: 0.08,
            diagonal: 6.0,
            diagonal_hmm: 1.0,
            backoff: 1000.0,
            jumps: 10_000.0,
            strength: Strength {
                lexicon: 1.0,
                part: 0.5,
                copy: 4.0,
                number: 8.0,
                mark: 8.0,
                mark_like: 1.0,
                floor: 0.05,
                unlike: 0.1,
                grammar: 0.5,
            },
            agree: 0.6,
            null_prior: 0.3,
        }
    }
}

/// Least mean belief of a link. Fitted with [`Settings`].
pub const THRESHOLD: f32 = 0.5;
