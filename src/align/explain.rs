//! Why a bead was made: its features, and the words that speak loudest for it.

use super::band::Band;
use super::embeddings::Meaning;
use super::moves::MOVES;
use super::pivot::Pivot;
use super::score::{Features, Scorer, Segment};
use super::texts::Texts;
use crate::model::Bead;
use std::ops::Range;

/// The evidence of one bead.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// What its score is the sum of.
    pub features: Features,
    /// Words of the source and the target that explain each other, with their log-odds, loudest first.
    pub words: Vec<(String, String, f32)>,
}

/// Word pairs that are shown.
const SHOWN: usize = 8;
/// Word pairs that say less than this are not shown.
const WHISPER: f32 = 0.5;

/// A pair of texts and what is known about it.
#[derive(Clone, Copy, Debug)]
pub struct Witness<'a> {
    /// Scores of the pair.
    pub scorer: &'a Scorer,
    /// The segments of both texts.
    pub segments: (&'a [Segment], &'a [Segment]),
    /// Sizes of both vocabularies.
    pub types: (usize, usize),
    /// What embeddings say, where there are any.
    pub meaning: Option<&'a Meaning<'a>>,
    /// What other texts say.
    pub pivots: &'a [Pivot],
}

impl Witness<'_> {
    /// Explains a bead; `name` gives the word of a type, true for the source's.
    #[must_use]
    pub fn explain(&self, bead: &Bead, name: impl Fn(bool, u32) -> String) -> Explanation {
        let passed = |side: &[u32]| match side {
            [first, .., last] => *first as usize..*last as usize + 1,
            [only] => *only as usize..*only as usize + 1,
            [] => 0..0,
        };
        let (s, t) = (passed(&bead.source), passed(&bead.target));
        let mask = |side: &[u32]| side.iter().fold(0_u8, |mask, &i| mask | 1 << (i - side[0]));
        let (source_mask, target_mask) = (mask(&bead.source), mask(&bead.target));
        let shape = MOVES.iter().position(|m| m.source_mask == source_mask && m.target_mask == target_mask);
        let Some(k) = shape else { return Explanation::default() };
        // With the sentence behind the bead: it may go on with the bead's last one.
        let with_next = |side: &[Segment], of: &Range<usize>| of.start..(of.end + 1).min(side.len());
        let source = &self.segments.0[with_next(self.segments.0, &s)];
        let target = &self.segments.1[with_next(self.segments.1, &t)];
        let band = Band::full(source.len(), target.len());
        let texts = Texts::new(self.scorer, source, target, &band, self.types);
        let mut features = texts.score(k, (0, 0)).unwrap_or_default();
        if MOVES[k].is_empty() {
            return Explanation { features, words: Vec::new() };
        }
        features.meaning = self.meaning.map_or(0.0, |m| m.score(s.end, t.end, k));
        features.pivot = self.pivots.iter().fold(0.0, |sum, p| sum + p.score(s.end, t.end, k));
        Explanation { features, words: self.words(bead, name) }
    }

    /// The best partner of every word of the target.
    fn words(&self, bead: &Bead, name: impl Fn(bool, u32) -> String) -> Vec<(String, String, f32)> {
        let types = |segments: &[Segment], side: &[u32]| {
            let mut all: Vec<u32> =
                side.iter().flat_map(|&i| segments[i as usize].words.iter().copied()).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (source, target) = (types(self.segments.0, &bead.source), types(self.segments.1, &bead.target));
        let evidence = &self.scorer.forward.evidence;
        let mut out: Vec<(u32, u32, f32)> = Vec::new();
        for &t in &target {
            let says = |s: u32| {
                let row = evidence.row(s);
                row.binary_search_by_key(&t, |e| e.0).ok().map(|at| row[at].1)
            };
            let best = source.iter().filter_map(|&s| Some((s, says(s)?))).max_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((s, ratio)) = best {
                out.push((s, t, (1.0 + ratio / source.len() as f32).ln()));
            }
        }
        out.retain(|e| e.2 >= WHISPER);
        out.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        out.truncate(SHOWN);
        out.into_iter().map(|(s, t, odds)| (name(true, s), name(false, t), odds)).collect()
    }
}
