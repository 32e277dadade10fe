//! Where a long text is surely: pairs of sentences that share rare words, in the heaviest chain that never steps back.

use super::score::{Scorer, Segment};
use std::ops::Range;

/// A word in more target segments than this says nothing about the place.
const RARE: usize = 60;
/// Candidates kept of a source segment.
const CANDIDATES: usize = 32;
/// A candidate needs this much evidence (natural logarithms).
const LEAST: f32 = 2.5;
/// An anchor must have another one this near, on about the same diagonal: a lone one may be a repeated phrase.
const NEAR: u32 = 12;

/// Source segments in a window: within it a word can be rare that is common in a text of any length.
const WINDOW: usize = 20_000;
/// The target's window is this much longer than its share, so that the texts may drift apart.
const DRIFT: usize = 4;
/// With fewer anchors than one in so many segments the window has missed the place, and is opened further.
const SPARSE: usize = 20;

/// Anchors of two texts, ascending in both.
#[must_use]
pub fn anchors(
    scorer: &Scorer,
    source: &[Segment],
    target: &[Segment],
    target_types: usize,
) -> Vec<(u32, u32)> {
    in_windows((source.len(), target.len()), |s, t| {
        let found = window(scorer, &source[s.clone()], &target[t.clone()], target_types);
        found.into_iter().map(|(i, j)| (i + s.start as u32, j + t.start as u32)).collect()
    })
}

/// Runs `find` on one window after the other; each begins at an anchor of the one before.
fn in_windows(
    (n, m): (usize, usize),
    find: impl Fn(Range<usize>, Range<usize>) -> Vec<(u32, u32)>,
) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut size = WINDOW;
    while i < n && j < m {
        let share = size * m.div_ceil(n);
        let (to, end) = ((i + size).min(n), (j + share + share / DRIFT).min(m));
        let found = find(i..to, j..end);
        let last = to == n && end == m;
        // The last quarter of a window may point to what lies behind it.
        let sure = |p: &&(u32, u32)| last || (p.0 as usize) < i + size - size / 4;
        let kept: Vec<(u32, u32)> = found.iter().filter(sure).copied().collect();
        let next = kept.last().map_or((i, j), |p| (p.0 as usize, p.1 as usize));
        if last {
            out.extend(kept);
            break;
        }
        if kept.len() * SPARSE < (to - i).min(end - j) || next.0 <= i || next.1 <= j {
            size *= 2;
            continue;
        }
        out.extend(kept.iter().filter(|p| (p.0 as usize) < next.0));
        (i, j) = next;
        size = WINDOW;
    }
    out
}

/// Anchors inside a window.
fn window(scorer: &Scorer, source: &[Segment], target: &[Segment], target_types: usize) -> Vec<(u32, u32)> {
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
    fn windows_join_and_open_where_they_miss() {
        // The target lacks half of the source: the first window finds no anchors beyond its own text.
        let gap = 30_000..90_000;
        let place =
            |i: usize| if i < gap.start { Some(i) } else { i.checked_sub(gap.end).map(|i| i + gap.start) };
        let found = in_windows((120_000, 60_000), |s, t| {
            let anchor = |i: usize| place(i).filter(|j| t.contains(j)).map(|j| (i as u32, j as u32));
            s.filter(|i| i % 3 == 0).filter_map(anchor).collect()
        });
        assert_eq!(found.len(), 20_000);
        assert!(found.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
    }

    #[test]
    fn a_lone_anchor_is_not_believed() {
        assert_eq!(
            confirmed(&[(0, 0), (1, 1), (40, 90), (80, 95), (81, 96)]),
            [(0, 0), (1, 1), (80, 95), (81, 96)]
        );
    }
}
