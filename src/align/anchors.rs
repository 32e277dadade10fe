//! Where a long text is surely: pairs of sentences that share rare words, in the heaviest chain that never steps back.

use super::score::{Scorer, Segment};

/// A word in more target segments than this says nothing about the place.
const RARE: usize = 60;
/// Candidates kept of a source segment.
const CANDIDATES: usize = 32;
/// A candidate needs this much evidence (natural logarithms).
const LEAST: f32 = 2.5;
/// An anchor must have another one this near, on about the same diagonal: a lone one may be a repeated phrase.
const NEAR: u32 = 12;

/// Anchors of two texts, ascending in both.
#[must_use]
pub fn anchors(
    scorer: &Scorer,
    source: &[Segment],
    target: &[Segment],
    target_types: usize,
) -> Vec<(u32, u32)> {
    let index = Index::new(target, target_types);
    let mut scores = vec![0.0_f32; target.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut points = Vec::new();
    for (i, segment) in source.iter().enumerate() {
        let len = segment.words.len().max(1) as f32;
        for &s in &segment.words {
            for &(t, h) in scorer.forward.evidence.row(s) {
                let gain = (h / len).ln();
                if gain < 0.5 {
                    continue;
                }
                for &j in index.places(t) {
                    if scores[j as usize] == 0.0 {
                        touched.push(j);
                    }
                    scores[j as usize] += gain.min(6.0);
                }
            }
        }
        let from = points.len();
        for j in touched.drain(..) {
            let score = std::mem::take(&mut scores[j as usize]);
            if score >= LEAST {
                points.push(Point { source: i as u32, target: j, weight: score });
            }
        }
        points[from..].sort_by(|a: &Point, b| b.weight.total_cmp(&a.weight).then(a.target.cmp(&b.target)));
        points.truncate(from + CANDIDATES);
    }
    confirmed(&heaviest_chain(&mut points, target.len()))
}

/// Target segments by word type, for rare types only.
struct Index {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Index {
    fn new(target: &[Segment], types: usize) -> Self {
        let mut starts = vec![0_u32; types + 1];
        for segment in target {
            for &t in &segment.words {
                starts[t as usize + 1] += 1;
            }
        }
        for t in 1..starts.len() {
            starts[t] += starts[t - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0; starts[types] as usize];
        for (j, segment) in target.iter().enumerate() {
            for &t in &segment.words {
                places[next[t as usize] as usize] = j as u32;
                next[t as usize] += 1;
            }
        }
        Self { starts, places }
    }

    fn places(&self, t: u32) -> &[u32] {
        let range = self.starts[t as usize] as usize..self.starts[t as usize + 1] as usize;
        if range.len() > RARE { &[] } else { &self.places[range] }
    }
}

#[derive(Clone, Copy, Debug)]
struct Point {
    source: u32,
    target: u32,
    weight: f32,
}

/// The heaviest chain strictly ascending on both sides: best sums by target in a Fenwick tree.
fn heaviest_chain(points: &mut [Point], targets: usize) -> Vec<(u32, u32)> {
    // Of one source segment the later targets come first, so that none follows another of its own row.
    points.sort_by(|a, b| a.source.cmp(&b.source).then(b.target.cmp(&a.target)));
    let mut tree = vec![(0.0_f32, u32::MAX); targets + 1];
    let mut before = vec![u32::MAX; points.len()];
    let mut best = (0.0, u32::MAX);
    for (k, point) in points.iter().enumerate() {
        let mut top = (0.0, u32::MAX);
        let mut at = point.target as usize;
        while at > 0 {
            if tree[at].0 > top.0 {
                top = tree[at];
            }
            at &= at - 1;
        }
        before[k] = top.1;
        let sum = (top.0 + point.weight, k as u32);
        let mut at = point.target as usize + 1;
        while at <= targets {
            if sum.0 > tree[at].0 {
                tree[at] = sum;
            }
            at += at & at.wrapping_neg();
        }
        if sum.0 > best.0 {
            best = sum;
        }
    }
    let mut chain = Vec::new();
    let mut k = best.1;
    while k != u32::MAX {
        let point = points[k as usize];
        chain.push((point.source, point.target));
        k = before[k as usize];
    }
    chain.reverse();
    chain
}

/// Anchors that a neighbour on about the same diagonal confirms.
fn confirmed(chain: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let agree = |a: (u32, u32), b: (u32, u32)| {
        let (di, dj) = (a.0.abs_diff(b.0), a.1.abs_diff(b.1));
        di <= NEAR && di.abs_diff(dj) <= 2 + NEAR / 4
    };
    (0..chain.len())
        .filter(|&k| {
            let here = chain[k];
            (k > 0 && agree(chain[k - 1], here)) || chain.get(k + 1).is_some_and(|&next| agree(here, next))
        })
        .map(|k| chain[k])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_ascending_chain_wins() {
        let p = |source, target, weight| Point { source, target, weight };
        let mut points =
            vec![p(0, 5, 3.0), p(0, 0, 1.0), p(1, 1, 1.0), p(2, 2, 1.5), p(2, 6, 0.1), p(3, 3, 1.0)];
        assert_eq!(heaviest_chain(&mut points, 8), [(0, 0), (1, 1), (2, 2), (3, 3)]);
    }

    #[test]
    fn a_lone_anchor_is_not_believed() {
        assert_eq!(
            confirmed(&[(0, 0), (1, 1), (40, 90), (80, 95), (81, 96)]),
            [(0, 0), (1, 1), (80, 95), (81, 96)]
        );
    }
}
