//! Inside a bead of several sentences on both sides: which sentence is linked with which.
//!
//! Two sentences that change places are linked crosswise; where a clause moves from one sentence to the next, the links are
//! a staircase. Whatever a sentence is not linked with explains none of its words, so such a bead is scored as
//! sharply as beads of one sentence, where all against all would dilute every word.

use super::moves::{MOVES, Move};
use super::score::bits;
use std::sync::LazyLock;

/// A way to link the sentences of a bead.
#[derive(Debug)]
pub struct Links {
    /// Log prior, beside the shape's.
    pub prior: f32,
    /// Masks of source and target sentences that are as long as each other.
    pub parts: Vec<(u8, u8)>,
    /// For every source sentence the mask of the target's it is linked with.
    pub of_source: Vec<(usize, u8)>,
    /// For every target sentence the mask of the source's.
    pub of_target: Vec<(usize, u8)>,
}

/// Log priors of two blocks that change places, and of a staircase.
static PRIORS: LazyLock<[f32; 3]> = LazyLock::new(|| {
    let v = std::env::var("LNK").unwrap_or_else(|_| "0,0,0".into());
    let mut it = v.split(',').map(|x| x.parse().unwrap());
    [it.next().unwrap(), it.next().unwrap(), it.next().unwrap()]
});

static LINKS: LazyLock<[Vec<Links>; MOVES.len()]> = LazyLock::new(|| MOVES.map(|shape| all(&shape)));

/// All ways to link the sentences of move `k` of [`MOVES`].
#[must_use]
pub fn links_of(k: usize) -> &'static [Links] {
    &LINKS[k]
}

fn all(shape: &Move) -> Vec<Links> {
    let source: Vec<usize> = bits(shape.source_mask).collect();
    let target: Vec<usize> = bits(shape.target_mask).collect();
    let (m, n) = (source.len(), target.len());
    let mask = |list: &[usize]| list.iter().fold(0_u8, |mask, &k| mask | 1 << k);
    let links = |prior: f32, parts: Vec<(u8, u8)>, linked: &dyn Fn(usize, usize) -> bool| Links {
        prior,
        parts,
        of_source: (0..m)
            .map(|a| (source[a], mask(&(0..n).filter(|&b| linked(a, b)).map(|b| target[b]).collect::<Vec<_>>())))
            .collect(),
        of_target: (0..n)
            .map(|b| (target[b], mask(&(0..m).filter(|&a| linked(a, b)).map(|a| source[a]).collect::<Vec<_>>())))
            .collect(),
    };
    let whole = || vec![(shape.source_mask, shape.target_mask)];
    let mut out = vec![links(if m > 1 && n > 1 { PRIORS[0] } else { 0.0 }, whole(), &|_, _| true)];
    if m < 2 || n < 2 {
        return out;
    }
    for a in 1..m {
        for b in 1..n {
            let parts =
                vec![(mask(&source[..a]), mask(&target[b..])), (mask(&source[a..]), mask(&target[..b]))];
            out.push(links(PRIORS[1], parts, &|x, y| (x < a) != (y < b)));
        }
    }
    for path in staircases(m, n) {
        out.push(links(PRIORS[2], whole(), &|x, y| path.contains(&(x, y))));
    }
    out
}

/// All paths of single steps from (0, 0) to (m − 1, n − 1).
fn staircases(m: usize, n: usize) -> Vec<Vec<(usize, usize)>> {
    let mut out = Vec::new();
    let mut open = vec![vec![(0, 0)]];
    while let Some(path) = open.pop() {
        let (a, b) = path[path.len() - 1];
        if (a, b) == (m - 1, n - 1) {
            out.push(path);
            continue;
        }
        for next in [(a + 1, b), (a, b + 1)].into_iter().filter(|&(a, b)| a < m && b < n) {
            open.push([path.as_slice(), &[next]].concat());
        }
    }
    out
}
