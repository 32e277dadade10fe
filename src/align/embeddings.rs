//! Sentence embeddings of the user's own as evidence, in the files that vecalign and bertalign use.
//!
//! An *overlap* file lists strings, a line each: sentences, and runs of up to [`REACH`] consecutive sentences of one text
//! joined by spaces. Its *embedding* file holds as many vectors of 32-bit floats, little-endian, without a header
//! (Thompson and Koehn 2019, <https://aclanthology.org/D19-1136/>).

use super::moves::{MOVES, REACH};
use super::pivot::{Side, sides};
use rustc_hash::FxHashMap;

/// Vectors of strings, all of them of one model.
#[derive(Clone, Debug, Default)]
pub struct Embeddings {
    rows: FxHashMap<Box<str>, u32>,
    /// Unit vectors, one after the other.
    vectors: Vec<f32>,
    dimensions: usize,
}

/// Why a pair of files cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadEmbeddings {
    /// The sizes do not belong together.
    #[error(
        "{bytes} bytes are no whole number of vectors of 32-bit floats for {lines} lines; the files do not belong together"
    )]
    Size {
        /// Lines of the overlap file.
        lines: usize,
        /// Bytes of the embedding file.
        bytes: usize,
    },
    /// Two models.
    #[error("vectors of {found} numbers, but of {before} in the files before; all must come from one model")]
    Dimensions {
        /// In this file.
        found: usize,
        /// In the files before.
        before: usize,
    },
}

impl Embeddings {
    /// Adds the strings of an overlap file and the bytes of its embedding file.
    ///
    /// # Errors
    /// [`BadEmbeddings`]: the files do not belong together, or come from another model than those before.
    pub fn add(&mut self, overlaps: &str, bytes: &[u8]) -> Result<(), BadEmbeddings> {
        let lines = overlaps.lines().count();
        let (floats, rest) = bytes.as_chunks::<4>();
        if lines == 0 || floats.is_empty() || !rest.is_empty() || floats.len() % lines != 0 {
            return Err(BadEmbeddings::Size { lines, bytes: bytes.len() });
        }
        let found = floats.len() / lines;
        if self.dimensions != 0 && self.dimensions != found {
            return Err(BadEmbeddings::Dimensions { found, before: self.dimensions });
        }
        self.dimensions = found;
        self.vectors.reserve(floats.len());
        for (line, vector) in overlaps.lines().zip(floats.chunks_exact(found)) {
            let vector = vector.iter().map(|f| f32::from_le_bytes(*f));
            let norm = vector.clone().map(|x| x * x).sum::<f32>().sqrt();
            let at = (self.vectors.len() / found) as u32;
            if norm.is_normal() && !self.rows.contains_key(line.trim()) {
                self.rows.insert(line.trim().into(), at);
                self.vectors.extend(vector.map(|x| x / norm));
            }
        }
        Ok(())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn cosine(&self, a: u32, b: u32) -> f32 {
        let row = |at: u32| &self.vectors[at as usize * self.dimensions..][..self.dimensions];
        row(a).iter().zip(row(b)).map(|(x, y)| x * y).sum()
    }

    /// The vectors of all runs of consecutive segments of a text.
    #[must_use]
    pub fn of_text(&self, segments: &[&str]) -> Runs {
        let mut out = Vec::with_capacity(segments.len());
        let mut joined = String::new();
        for first in 0..segments.len() {
            joined.clear();
            let mut runs = [None; REACH];
            for (run, segment) in runs.iter_mut().zip(&segments[first..]) {
                if !joined.is_empty() {
                    joined.push(' ');
                }
                joined.push_str(segment.trim());
                *run = self.rows.get(joined.as_str()).copied();
            }
            out.push(runs);
        }
        Runs(out)
    }
}

/// Per segment of a text the vectors of the runs of 1, 2 … segments that begin with it, where they are known.
#[derive(Clone, Debug, Default)]
pub struct Runs(Vec<[Option<u32>; REACH]>);

impl Runs {
    /// The vector of a side without gap.
    fn vector(&self, (first, mask): Side) -> Option<u32> {
        let run = mask.trailing_ones() as usize;
        if run == 0 || mask >> run != 0 { None } else { self.0.get(first as usize)?[run - 1] }
    }
}

/// What embeddings say about the beads of two texts: a log-odds that grows with the cosine, 0 half-way between the cosine
/// of any two sentences and that of translations.
#[derive(Debug)]
pub struct Meaning<'a> {
    embeddings: &'a Embeddings,
    source: &'a Runs,
    target: &'a Runs,
    middle: f32,
    slope: f32,
}

/// Log-odds (natural logarithm) of a pair of sentences with the cosine that translations usually have.
const LOUD: f32 = 6.0;
/// Sentences that are looked at to see what cosines are usual.
const SAMPLE: usize = 200;
/// The counterpart of one of them is sought so many sentences around the place that its share of the text gives.
const AROUND: usize = 60;

impl<'a> Meaning<'a> {
    /// Sees what cosines are usual between two texts; `None` if too few of their sentences have vectors, or if those of
    /// neighbours are no nearer to each other than any.
    #[must_use]
    pub fn new(embeddings: &'a Embeddings, source: &'a Runs, target: &'a Runs) -> Option<Self> {
        let (n, m) = (source.0.len(), target.0.len());
        let (mut any, mut best) = (Vec::new(), Vec::new());
        for k in 0..SAMPLE.min(n) {
            let i = k * n / SAMPLE.min(n);
            let Some(a) = source.vector((i as u32, 1)) else { continue };
            let place = i * m / n;
            let near = place.saturating_sub(AROUND)..(place + AROUND).min(m);
            let cosines = near.filter_map(|j| Some(embeddings.cosine(a, target.vector((j as u32, 1))?)));
            let (sum, count, top) = cosines
                .fold((0.0, 0.0, f32::MIN), |(sum, count, top), c| (sum + c, count + 1.0_f32, top.max(c)));
            if count > 0.0 {
                any.push(sum / count);
                best.push(top);
            }
        }
        let mean = |list: &[f32]| list.iter().sum::<f32>() / list.len().max(1) as f32;
        let (any, best) = (mean(&any), mean(&best));
        let gap = best - any;
        (gap > 0.01).then(|| Self {
            embeddings,
            source,
            target,
            middle: any + gap / 2.0,
            slope: LOUD / (gap / 2.0),
        })
    }

    /// Log-odds of move `k` of [`MOVES`] that ends in (i, j); 0 where a vector is missing.
    #[must_use]
    pub fn score(&self, i: usize, j: usize, k: usize) -> f32 {
        let (source, target) = sides(&MOVES[k], i, j);
        let (Some(a), Some(b)) = (self.source.vector(source), self.target.vector(target)) else { return 0.0 };
        self.slope * (self.embeddings.cosine(a, b) - self.middle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(vectors: &[&[f32]]) -> Vec<u8> {
        vectors.iter().flat_map(|v| v.iter()).flat_map(|x| x.to_le_bytes()).collect()
    }

    #[test]
    fn files_that_do_not_belong_together_are_refused() {
        let mut all = Embeddings::default();
        assert_eq!(all.add("a\nb\n", &[0; 12]), Err(BadEmbeddings::Size { lines: 2, bytes: 12 }));
        assert_eq!(all.add("", &[]), Err(BadEmbeddings::Size { lines: 0, bytes: 0 }));
        assert_eq!(all.add("a\n", &bytes(&[&[1.0, 0.0]])), Ok(()));
        let other = all.add("b\n", &bytes(&[&[1.0, 0.0, 0.0]]));
        assert_eq!(other, Err(BadEmbeddings::Dimensions { found: 3, before: 2 }));
    }

    #[test]
    fn runs_are_found_by_their_joined_text() {
        let mut all = Embeddings::default();
        let vectors = bytes(&[&[2.0, 0.0], &[0.0, 1.0], &[1.0, 1.0]]);
        assert_eq!(all.add("one.\ntwo.\none. two.\n", &vectors), Ok(()));
        let runs = all.of_text(&["one.", "two.", "three."]);
        assert_eq!(runs.0, [[Some(0), Some(2), None, None], [Some(1), None, None, None], [None; REACH]]);
        assert_eq!(runs.vector((0, 0b11)), Some(2));
        assert_eq!(runs.vector((0, 0b101)), None, "a gap has no vector");
        assert!((all.cosine(0, 2) - 0.5_f32.sqrt()).abs() < 1e-6);
    }

    #[test]
    fn the_nearer_sentence_is_the_likelier_one() {
        let mut all = Embeddings::default();
        let far = |x: f32| vec![x.cos(), x.sin()];
        let (a, b): (Vec<_>, Vec<_>) = (0..6).map(|k| (far(k as f32), far(k as f32 + 0.1))).unzip();
        let vectors: Vec<&[f32]> = a.iter().chain(&b).map(Vec::as_slice).collect();
        let names: Vec<String> = (0..12).map(|k| format!("s{k}")).collect();
        assert_eq!(all.add(&names.join("\n"), &bytes(&vectors)), Ok(()));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (source, target) = (all.of_text(&names[..6]), all.of_text(&names[6..]));
        let meaning = Meaning::new(&all, &source, &target).expect("they differ");
        let one_to_one = MOVES.iter().position(|m| (m.source, m.target) == (1, 1)).unwrap_or(0);
        assert!(meaning.score(3, 3, one_to_one) > 1.0 && meaning.score(3, 6, one_to_one) < -1.0);
    }
}
