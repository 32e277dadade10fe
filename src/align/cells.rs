//! What the words of two sentences say about each other, for every pair of sentences in a band.

use super::band::Band;
use super::score::{Direction, Scorer, Segment};

/// For every word w of one side of a pair of sentences Σ h(v, w)/u(w) over the words v of the other side, in both
/// directions. What a block of text has taught is taken off in that block.
#[derive(Debug)]
pub struct Cells {
    /// First target sentence of every source sentence, and one past the last.
    columns: Vec<(usize, usize)>,
    /// Words of all source sentences before sentence i; the same for the target.
    source_words: Vec<usize>,
    target_words: Vec<usize>,
    /// Sums of the target's words: a row for every source sentence, which begins at `forward_starts`.
    forward: Vec<f32>,
    forward_starts: Vec<usize>,
    /// Sums of the source's words: a row for every source sentence, in it a stretch for every target sentence.
    backward: Vec<f32>,
    backward_starts: Vec<usize>,
}

impl Cells {
    /// Sums for all pairs of sentences that a path in the band can join. `types` are the sizes of the vocabularies.
    #[must_use]
    pub fn new(
        scorer: &Scorer,
        source: &[Segment],
        target: &[Segment],
        band: &Band,
        types: (usize, usize),
    ) -> Self {
        let columns: Vec<(usize, usize)> = (0..source.len())
            .map(|i| (*band.columns(i).start(), (*band.columns(i + 1).end()).min(target.len())))
            .collect();
        let (source_words, target_words) = (running(source.iter()), running(target.iter()));
        let wide = |&(from, to): &(usize, usize)| target_words[to] - target_words[from];
        let forward_starts = starts(columns.iter().map(wide));
        let backward_starts =
            starts(columns.iter().zip(source).map(|((from, to), s)| (to - from) * s.words.len()));
        let mut out = Self {
            forward: vec![0.0; forward_starts[source.len()]],
            backward: vec![0.0; backward_starts[source.len()]],
            columns,
            source_words,
            target_words,
            forward_starts,
            backward_starts,
        };
        let mut sums = Sums::new(types.1);
        for (i, segment) in source.iter().enumerate() {
            sums.load(&segment.words, segment.block, &scorer.forward);
            let (from, to) = out.columns[i];
            let words = target[from..to].iter().flat_map(|t| &t.words);
            let row = &mut out.forward[out.forward_starts[i]..];
            row.iter_mut().zip(words).for_each(|(sum, &t)| *sum = sums.of[t as usize]);
        }
        let mut sums = Sums::new(types.0);
        let mut first = 0;
        for (j, segment) in target.iter().enumerate() {
            sums.load(&segment.words, segment.block, &scorer.backward);
            // Both ends of the columns never fall: the rows of a column are a range.
            while first < source.len() && out.columns[first].1 <= j {
                first += 1;
            }
            for (i, s) in source.iter().enumerate().skip(first).take_while(|(i, _)| out.columns[*i].0 <= j) {
                let at = out.backward_starts[i] + (j - out.columns[i].0) * s.words.len();
                let stretch = &mut out.backward[at..at + s.words.len()];
                stretch.iter_mut().zip(&s.words).for_each(|(sum, &w)| *sum = sums.of[w as usize]);
            }
        }
        out
    }

    /// Whether all pairs of the source sentences `i0..i` and the target sentences `j0..j` were summed.
    #[must_use]
    pub fn hold(&self, i0: usize, j0: usize, i: usize, j: usize) -> bool {
        self.columns[i0..i].iter().all(|&(from, to)| from <= j0 && j <= to)
    }

    /// Sums of the words of target sentence `j` over source sentence `i`.
    #[must_use]
    pub fn forward(&self, i: usize, j: usize) -> &[f32] {
        let from = self.forward_starts[i] + self.target_words[j] - self.target_words[self.columns[i].0];
        &self.forward[from..from + self.target_words[j + 1] - self.target_words[j]]
    }

    /// Sums of the words of source sentence `i` over target sentence `j`.
    #[must_use]
    pub fn backward(&self, i: usize, j: usize) -> &[f32] {
        let words = self.source_words[i + 1] - self.source_words[i];
        let from = self.backward_starts[i] + (j - self.columns[i].0) * words;
        &self.backward[from..from + words]
    }
}

/// Words before each segment, and all of them at the end.
fn running<'a>(segments: impl Iterator<Item = &'a Segment>) -> Vec<usize> {
    starts(segments.map(|s| s.words.len()))
}

/// Running sums: where each part starts, and where the last one ends.
fn starts(lengths: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut out = vec![0];
    let mut sum = 0;
    out.extend(lengths.map(|n| {
        sum += n;
        sum
    }));
    out
}

/// Σ h(v, w)/u(w) over the words v of the loaded segment, for every type w of the other language.
#[derive(Debug)]
pub struct Sums {
    of: Vec<f32>,
    touched: Vec<u32>,
}

impl Sums {
    /// The sum of a type.
    #[must_use]
    pub fn of(&self, w: u32) -> f32 {
        self.of[w as usize]
    }

    /// Nothing loaded.
    #[must_use]
    pub fn new(types: usize) -> Self {
        Self { of: vec![0.0; types], touched: Vec::new() }
    }

    /// Sums up what these words of a block say, and forgets what was loaded before.
    pub fn load(&mut self, words: &[u32], block: u32, direction: &Direction) {
        for w in self.touched.drain(..) {
            self.of[w as usize] = 0.0;
        }
        for &v in words {
            for &(w, h) in direction.evidence.row(v) {
                if self.of[w as usize] == 0.0 {
                    self.touched.push(w);
                }
                self.of[w as usize] += h;
            }
            for &(_, w, n) in direction.learnt.block_row(block, v) {
                let sum = &mut self.of[w as usize];
                *sum = (*sum - direction.evidence.own(v, w, n)).max(0.0);
            }
        }
    }
}
