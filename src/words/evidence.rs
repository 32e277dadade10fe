//! Evidence that word s translates as word t: lexicon, learnt counts and copies in one sparse table.

use super::copies::Copies;
use super::ibm1::Counts;
use super::sparse::add_up;
use super::vocabulary::{TypeKind, Vocabulary};

/// How the sources of evidence are mixed. Fitted on the development half of the news alignment set.
#[derive(Clone, Copy, Debug)]
pub struct Mix {
    /// Pseudo-count that keeps rarely seen words unsure (κ).
    pub unseen: f32,
    /// How much of a block's own counts is taken away when the block is scored (leave-one-out).
    pub leave_out: f32,
    /// Weight of a lexicon count against a learnt one.
    pub lexicon: f32,
}

/// Entries below this are left out of the table: spread over a sentence they say nothing.
const FAINT: f32 = 0.05;

/// Directed evidence h(s, t) over the unigram of t: what the scorer multiplies.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Row s: (t, h(s,t)/u(t)), sorted by t.
    rows: Vec<Vec<(u32, f32)>>,
    /// Σ_t h(s, t): how much is known about s.
    mass: Vec<f32>,
    /// Factor from a block count n_b(s, t) to what is taken off row s (before the unigram): (1−c)·loo/(n+κ).
    retract: Vec<f32>,
    inverse_unigram: Vec<f32>,
}

impl Evidence {
    /// Joins the sources. `seed` holds the lexicon's counts over the same types.
    #[must_use]
    pub fn new(
        source: &Vocabulary,
        target: &Vocabulary,
        copies: &Copies,
        seed: &[Vec<(u32, f32)>],
        learnt: &Counts,
        mix: Mix,
    ) -> Self {
        let inverse_unigram: Vec<f32> =
            (0..target.types.len() as u32).map(|t| 1.0 / target.unigram(t)).collect();
        let mut out = Self { inverse_unigram, ..Self::default() };
        for (s, word) in source.types.iter().enumerate() {
            let copy_share = copy_share(word.kind, &copies[s]);
            let learnt_row = learnt.rows.get(s).map_or(&[][..], Vec::as_slice);
            let seed_row = seed.get(s).map_or(&[][..], Vec::as_slice);
            let total: f32 = learnt_row.iter().map(|e| e.1).sum::<f32>()
                + mix.lexicon * seed_row.iter().map(|e| e.1).sum::<f32>()
                + mix.unseen;
            let words = (1.0 - copy_share) / total;
            let copied: f32 = copies[s].iter().map(|e| e.1).sum::<f32>().max(1.0);
            let mut row: Vec<(u32, f32)> = learnt_row.iter().map(|&(t, n)| (t, words * n)).collect();
            row.extend(seed_row.iter().map(|&(t, n)| (t, words * mix.lexicon * n)));
            row.extend(copies[s].iter().map(|&(t, v)| (t, copy_share * v / copied)));
            add_up(&mut row);
            out.mass.push(row.iter().map(|e| e.1).sum());
            for (t, h) in &mut row {
                *h *= out.inverse_unigram[*t as usize];
            }
            row.retain(|e| e.1 >= FAINT);
            row.shrink_to_fit();
            out.rows.push(row);
            out.retract.push(words * mix.leave_out);
        }
        out
    }

    /// How much is known about source word `s`, 0 to 1, when its block `b` may not vouch for itself.
    #[must_use]
    pub fn mass(&self, s: u32, learnt: &Counts, b: u32) -> f32 {
        let own: f32 = learnt.block_row(b, s).iter().map(|e| e.2).sum();
        (self.mass[s as usize] - own * self.retract[s as usize]).max(0.0)
    }

    /// The words that `s` may become, with h(s, t)/u(t).
    #[must_use]
    pub fn row(&self, s: u32) -> &[(u32, f32)] {
        &self.rows[s as usize]
    }

    /// What a block's own count n of (s, t) added to h(s, t)/u(t).
    #[must_use]
    pub fn own(&self, s: u32, t: u32, n: f32) -> f32 {
        n * self.retract[s as usize] * self.inverse_unigram[t as usize]
    }
}

/// How much of a word's mass goes to its copies.
fn copy_share(kind: TypeKind, copies: &[(u32, f32)]) -> f32 {
    let best = copies.iter().map(|e| e.1).fold(0.0, f32::max);
    match kind {
        TypeKind::Number => 0.9 * best,
        TypeKind::Mark => 0.5 * best,
        TypeKind::Word => 0.7 * best,
    }
}
