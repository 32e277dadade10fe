//! Scores the beads of two texts.

use super::band::Band;
use super::cells::{Cells, Sums};
use super::links::{Links, WHOLE, links_of};
use super::moves::{MOVES, Move};
use super::score::{Direction, Features, Known, Scorer, Segment, bits, factor, gather, log_product, total};
use std::cell::RefCell;
use std::ops::Range;

/// Words of two lines that say more than this (natural logarithms): a button and its translation, though the set phrases
/// hold only one of them.
const TRANSLATED: f32 = 1.0;

/// Shape and length alone below this: the words are not read, the bead is impossible.
const HOPELESS: f32 = -13.0;

/// Two texts, or chunks of them, with what their words say about each other.
#[derive(Debug)]
pub struct Texts<'a> {
    scorer: &'a Scorer,
    source: &'a [Segment],
    target: &'a [Segment],
    known_source: Vec<Known>,
    known_target: Vec<Known>,
    cells: Cells,
    room: RefCell<Room>,
}

/// Room for the sums of parts of source and target sentences.
#[derive(Debug)]
struct Room {
    forward: Scratch,
    backward: Scratch,
}

impl<'a> Texts<'a> {
    /// Reads all pairs of sentences that a path in the band can join. `types` are the sizes of both vocabularies.
    #[must_use]
    pub fn new(
        scorer: &'a Scorer,
        source: &'a [Segment],
        target: &'a [Segment],
        band: &Band,
        types: (usize, usize),
    ) -> Self {
        let known = |side: &[Segment], direction: &Direction| -> Vec<Known> {
            side.iter().map(|s| Known::new(s, direction)).collect()
        };
        Self {
            scorer,
            source,
            target,
            known_source: known(source, &scorer.forward),
            known_target: known(target, &scorer.backward),
            cells: Cells::new(scorer, source, target, band, types),
            room: RefCell::new(Room { forward: Scratch::new(types.1), backward: Scratch::new(types.0) }),
        }
    }

    /// Scores the bead of move `k` of [`MOVES`] that begins at sentences `at` in the better of both ways.
    #[must_use]
    pub fn score(&self, k: usize, at: (usize, usize)) -> Option<Features> {
        let best = [self.whole(k, at), self.chained(k, at)].into_iter().flatten();
        best.max_by(|a, b| a.total().total_cmp(&b.total()))
    }

    /// The bead of move `k` with all sentences linked with all, or nothing if it is out of the question.
    #[must_use]
    pub fn whole(&self, k: usize, at: (usize, usize)) -> Option<Features> {
        let shape = &MOVES[k];
        let mut out = Features { shape: self.scorer.priors[k], ..self.beside(shape, at) };
        if shape.is_empty() {
            return Some(out);
        }
        if !self.cells.hold(at.0, at.1, at.0 + shape.source, at.1 + shape.target) {
            return None;
        }
        let block = (shape.source_mask, shape.target_mask);
        if !links_of(k).is_empty() {
            out.shape += WHOLE;
        }
        out.length = self.lengths(&[block], at);
        if out.shape + out.length < HOPELESS {
            return None;
        }
        out.words = self.scorer.weights.words * 0.5 * self.all_with_all(block, at);
        if (shape.source, shape.target) == (1, 1) && out.words > TRANSLATED {
            out.furniture = 0.0;
        }
        Some(out)
    }

    /// The bead of move `k` with its sentences linked in the best of the ways of [`links_of`]; nothing if one of its sides
    /// is a single sentence and the other as well, or if it is out of the question.
    #[must_use]
    pub fn chained(&self, k: usize, at: (usize, usize)) -> Option<Features> {
        let shape = &MOVES[k];
        if shape.is_empty() || !self.cells.hold(at.0, at.1, at.0 + shape.source, at.1 + shape.target) {
            return None;
        }
        let beside = self.beside(shape, at);
        let scored = links_of(k).iter().filter_map(|links| {
            let shape = self.scorer.priors[k] + links.prior;
            let length = self.lengths(&links.blocks, at);
            if shape + length < HOPELESS {
                return None;
            }
            let words = self.scorer.weights.words * 0.5 * self.along(links, at)?;
            Some(Features { shape, length, words, ..beside })
        });
        scored.max_by(|a, b| a.total().total_cmp(&b.total()))
    }

    /// What can be told of a bead of this shape before its words are read: furniture of the page and broken sentences.
    fn beside(&self, shape: &Move, at: (usize, usize)) -> Features {
        let (furniture, broken) = (self.furniture(shape, at), self.broken(shape, at));
        Features { furniture, broken, ..Features::default() }
    }

    /// What furniture of the page says of a bead of this shape.
    fn furniture(&self, shape: &Move, (i, j): (usize, usize)) -> f32 {
        let lines = |side: &[Segment], mask| bits(mask).filter(|&k| side[k].furniture).count();
        let source = lines(&self.source[i..], shape.source_mask);
        let target = lines(&self.target[j..], shape.target_mask);
        let weights = &self.scorer.weights;
        let weight = if shape.is_empty() { weights.idle } else { weights.mixed };
        weight * source.abs_diff(target) as f32
    }

    /// What sentences that a line break cut say of a bead of this shape.
    fn broken(&self, shape: &Move, (i, j): (usize, usize)) -> f32 {
        let weights = &self.scorer.weights;
        let goes_on = |side: &[Segment], k: usize| side.get(k).is_some_and(|s| s.goes_on);
        if shape.is_empty() {
            let (side, k) = if shape.source > 0 { (self.source, i) } else { (self.target, j) };
            return weights.half * f32::from(u8::from(goes_on(side, k)) + u8::from(goes_on(side, k + 1)));
        }
        let differs = |i, j| u8::from(goes_on(self.source, i) != goes_on(self.target, j));
        weights.broken * f32::from(differs(i, j) + differs(i + shape.source, j + shape.target))
    }

    /// Fit of the lengths of blocks of sentences.
    fn lengths(&self, blocks: &[(u8, u8)], at: (usize, usize)) -> f32 {
        let fit = |&(s, t): &(u8, u8)| {
            let s = total(&self.known_source[at.0..], s);
            let t = total(&self.known_target[at.1..], t);
            self.scorer.length.score(s.chars, t.chars)
        };
        self.scorer.weights.length * blocks.iter().map(fit).sum::<f32>()
    }

    /// Log-odds of the words, each explained by all sentences of the other side.
    fn all_with_all(&self, (source, target): (u8, u8), (i, j): (usize, usize)) -> f32 {
        let s = total(&self.known_source[i..], source);
        let t = total(&self.known_target[j..], target);
        let mut words = 0.0;
        for l in bits(target) {
            let rows = gather(source, |k| self.cells.forward(i + k, j + l));
            words += log_product(rows, self.floor(s), 1.0 / s.words.max(1.0));
        }
        for k in bits(source) {
            let rows = gather(target, |l| self.cells.backward(i + k, j + l));
            words += log_product(rows, self.floor(t), 1.0 / t.words.max(1.0));
        }
        words
    }

    /// Log-odds of the words, each explained by the part of a sentence that its own part is linked with; nothing if a
    /// sentence has fewer words than parts.
    fn along(&self, links: &Links, (i, j): (usize, usize)) -> Option<f32> {
        let at = |c: usize| (i + links.chain[c].0, j + links.chain[c].1);
        let mut parts: Vec<(Range<usize>, Range<usize>)> = vec![(0..0, 0..0); links.chain.len()];
        for group in &links.by_source {
            let words = self.source[at(group[0]).0].words.len();
            let cuts = cuts(words, group.iter().map(|&c| self.source_explained(at(c))))?;
            group.iter().zip(cuts).for_each(|(&c, cut)| parts[c].0 = cut);
        }
        for group in &links.by_target {
            let words = self.target[at(group[0]).1].words.len();
            let cuts = cuts(words, group.iter().map(|&c| self.target_explained(at(c))))?;
            group.iter().zip(cuts).for_each(|(&c, cut)| parts[c].1 = cut);
        }
        let room = &mut *self.room.borrow_mut();
        let mut words = 0.0;
        for (c, (s, t)) in parts.into_iter().enumerate() {
            let (k, l) = at(c);
            let (source, target) = (&self.source[k], &self.target[l]);
            let by_source = self.target_explained((k, l));
            words += room.forward.explain(
                (target, t.clone()),
                (source, s.clone()),
                by_source,
                &self.scorer.forward,
            );
            let by_target = self.source_explained((k, l));
            words += room.backward.explain((source, s), (target, t), by_target, &self.scorer.backward);
        }
        Some(words)
    }

    /// The words of source sentence k as target sentence l explains them.
    fn source_explained(&self, (k, l): (usize, usize)) -> Explained<'_> {
        let by = self.known_target[l];
        Explained { sums: self.cells.backward(k, l), floor: self.floor(by), scale: 1.0 / by.words.max(1.0) }
    }

    /// The words of target sentence l as source sentence k explains them.
    fn target_explained(&self, (k, l): (usize, usize)) -> Explained<'_> {
        let by = self.known_source[k];
        Explained { sums: self.cells.forward(k, l), floor: self.floor(by), scale: 1.0 / by.words.max(1.0) }
    }

    /// The share that independence keeps of words explained by these.
    fn floor(&self, by: Known) -> f32 {
        (1.0 - by.mass / by.words.max(1.0)).max(self.scorer.weights.floor)
    }
}

/// The words of a sentence as one of the other side explains them.
#[derive(Clone, Copy)]
struct Explained<'a> {
    /// For every word Σ h/u over the words of the other sentence.
    sums: &'a [f32],
    /// The share that independence keeps.
    floor: f32,
    /// One over the number of words of the other sentence.
    scale: f32,
}

/// Sums of a part of a sentence, and room for them.
#[derive(Debug)]
struct Scratch {
    sums: Sums,
    row: Vec<f32>,
}

impl Scratch {
    fn new(types: usize) -> Self {
        Self { sums: Sums::new(types), row: Vec::new() }
    }

    /// Log-odds of a part of a sentence's words, explained by a part `by` of the other's. `whole` is what the whole other
    /// sentence says.
    fn explain(
        &mut self,
        (sentence, part): (&Segment, Range<usize>),
        by: (&Segment, Range<usize>),
        whole: Explained<'_>,
        direction: &Direction,
    ) -> f32 {
        let row = if by.1.len() == by.0.words.len() {
            &whole.sums[part]
        } else {
            self.sums.load(&by.0.words[by.1.clone()], by.0.block, direction);
            self.row.clear();
            self.row.extend(sentence.words[part].iter().map(|&w| self.sums.of(w)));
            &self.row
        };
        log_product(([row, &[], &[], &[]], 1), whole.floor, 1.0 / by.1.len().max(1) as f32)
    }
}

/// Cuts a sentence of `n` words into consecutive parts, one for every sentence that explains them, where these say most.
/// Nothing if there are more parts than words.
fn cuts<'r>(n: usize, by: impl ExactSizeIterator<Item = Explained<'r>>) -> Option<Vec<Range<usize>>> {
    let m = by.len();
    if m == 1 {
        return Some(std::iter::once(0..n).collect());
    }
    if n < m {
        return None;
    }
    let mut best = vec![f32::NEG_INFINITY; n + 1];
    best[0] = 0.0;
    let mut starts = vec![vec![0; n + 1]; m];
    for (k, by) in by.enumerate() {
        let mut next = vec![f32::NEG_INFINITY; n + 1];
        let (mut running, mut start) = (f32::NEG_INFINITY, 0);
        for p in 1..=n {
            if best[p - 1] > running {
                (running, start) = (best[p - 1], p - 1);
            }
            running += factor(by.sums[p - 1], by.floor, by.scale).ln();
            next[p] = running;
            starts[k][p] = start;
        }
        best = next;
    }
    let mut parts = vec![0..0; m];
    let mut end = n;
    for k in (0..m).rev() {
        let start = starts[k][end];
        parts[k] = start..end;
        end = start;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_where_the_others_say_most() {
        let parts =
            |rows: &[[f32; 5]]| cuts(5, rows.iter().map(|sums| Explained { sums, floor: 0.3, scale: 0.1 }));
        let (first, second) = ([50.0, 40.0, 0.0, 0.0, 0.0], [0.0, 0.0, 30.0, 0.0, 60.0]);
        assert_eq!(parts(&[first, second]), Some(vec![0..2, 2..5]));
        assert_eq!(parts(&[first]).map(|p| p[0].clone()), Some(0..5), "one part is the whole");
        assert_eq!(parts(&[first; 6]), None, "more parts than words");
    }
}
