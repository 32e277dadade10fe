//! What the other languages of a job say about a pair: links that go through a third text.

use super::moves::{MOVES, Move};
use super::score::bits;

/// For every sentence of one text the sentences of another it is linked to, with probabilities; sorted by sentence.
pub type Links = Vec<Vec<(u32, f32)>>;

/// Turns links around.
#[must_use]
pub fn turned(links: &Links, targets: usize) -> Links {
    let mut out = vec![Vec::new(); targets];
    for (i, row) in links.iter().enumerate() {
        for &(j, p) in row {
            out[j as usize].push((i as u32, p));
        }
    }
    out
}

/// Evidence about a pair through one third text.
#[derive(Debug)]
pub struct Pivot {
    forward: Side,
    backward: Side,
}

/// What is left of a pair's odds when the third text points elsewhere. A confirmed link earns nothing: its words have
/// spoken already. Fitted with the weight on the four-language development set of news.
const LEFT: f32 = 0.12;
/// Weight of the third text's evidence.
const WEIGHT: f32 = 0.7;

#[derive(Debug)]
struct Side {
    /// Probability that the sentence is linked to the other text through the third one.
    covered: Vec<f32>,
    links: Links,
}

impl Side {
    fn new(first: &Links, second: &Links) -> Self {
        let mut covered = Vec::with_capacity(first.len());
        let mut links = Vec::with_capacity(first.len());
        for row in first {
            let mut out: Vec<(u32, f32)> = row
                .iter()
                .flat_map(|&(k, p)| second[k as usize].iter().map(move |&(j, q)| (j, p * q)))
                .collect();
            out.sort_by_key(|e| e.0);
            out.dedup_by(|b, a| {
                let same = a.0 == b.0;
                if same {
                    a.1 += b.1;
                }
                same
            });
            covered.push(out.iter().map(|e| e.1).sum::<f32>().min(1.0));
            links.push(out);
        }
        Self { covered, links }
    }

    /// Log-odds for sentence `i` to be in a bead with `others`.
    fn score(&self, i: usize, others: impl Iterator<Item = u32> + Clone) -> f32 {
        let covered = self.covered[i];
        if covered < 0.05 {
            return 0.0;
        }
        let hit: f32 = self.links[i].iter().filter(|e| others.clone().any(|j| j == e.0)).map(|e| e.1).sum();
        let hit = hit.min(covered);
        (1.0 - covered + hit + LEFT * (covered - hit)).ln()
    }
}

impl Pivot {
    /// Joins the links source → third and third → target (and both turned around).
    #[must_use]
    pub fn new(to_third: &Links, from_third: &Links, [sources, thirds, targets]: [usize; 3]) -> Self {
        debug_assert_eq!(to_third.len(), sources);
        Self {
            forward: Side::new(to_third, from_third),
            backward: Side::new(&turned(from_third, targets), &turned(to_third, thirds)),
        }
    }

    /// Log-odds of move `k` of [`MOVES`] that ends in (i, j).
    #[must_use]
    pub fn score(&self, i: usize, j: usize, k: usize) -> f32 {
        let shape: &Move = &MOVES[k];
        let (i0, j0) = (i - shape.source, j - shape.target);
        let source = bits(shape.source_mask).map(|a| (i0 + a) as u32);
        let target = bits(shape.target_mask).map(|b| (j0 + b) as u32);
        let passed_source = (0..shape.source).filter(|a| shape.source_mask >> a & 1 == 0);
        let passed_target = (0..shape.target).filter(|b| shape.target_mask >> b & 1 == 0);
        let mut sum = 0.0;
        for s in source.clone() {
            sum += self.forward.score(s as usize, target.clone());
        }
        for t in target {
            sum += self.backward.score(t as usize, source.clone());
        }
        for a in passed_source {
            sum += self.forward.score(i0 + a, std::iter::empty());
        }
        for b in passed_target {
            sum += self.backward.score(j0 + b, std::iter::empty());
        }
        WEIGHT * sum
    }
}
