//! Inside a bead of several sentences: which sentence is linked with which.
//!
//! A merged sentence is a chain: its first part comes from the first sentence, its second from the second. Where a
//! clause moves from one sentence to the next, the chain is a staircase; two sentences that change places are linked
//! crosswise. What a part is not linked with explains none of its words, so such a bead is scored as sharply as beads
//! of one sentence, where all against all would dilute every word.

use super::moves::{MOVES, Move};
use super::score::bits;
use std::sync::LazyLock;

/// A way to link the sentences of a bead.
#[derive(Debug)]
pub struct Links {
    /// Log prior, beside the shape's.
    pub prior: f32,
    /// Masks of source and target sentences that belong together.
    pub blocks: Vec<(u8, u8)>,
    /// Which sentence is linked with which, ascending; a sentence with several links is cut into as many parts, in
    /// their order. Empty: all with all, uncut.
    pub chain: Vec<(usize, usize)>,
}

static PRIORS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let v = std::env::var("LNK").unwrap_or_else(|_| "0,0,0,0,0".into());
    v.split(',').map(|x| x.parse().unwrap()).collect()
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
    let one = m == 1 || n == 1;
    let whole = || vec![(shape.source_mask, shape.target_mask)];
    let chain =
        |path: Vec<(usize, usize)>| path.into_iter().map(|(a, b)| (source[a], target[b])).collect::<Vec<_>>();
    let prior = match (m, n) {
        (1, 1) => 0.0,
        _ if one => PRIORS[0],
        _ => PRIORS[1],
    };
    let mut out = vec![Links { prior, blocks: whole(), chain: Vec::new() }];
    if m * n < 2 {
        return out;
    }
    for path in staircases(m, n) {
        out.push(Links {
            prior: if one { PRIORS[3] } else { PRIORS[4] },
            blocks: whole(),
            chain: chain(path),
        });
    }
    for a in 1..m {
        for b in 1..n {
            let mask = |list: &[usize]| list.iter().fold(0_u8, |mask, &k| mask | 1 << k);
            let blocks =
                vec![(mask(&source[..a]), mask(&target[b..])), (mask(&source[a..]), mask(&target[..b]))];
            let block = |a: std::ops::Range<usize>, b: std::ops::Range<usize>| -> Vec<(usize, usize)> {
                if a.len() > 1 && b.len() > 1 {
                    a.zip(b).collect()
                } else {
                    a.flat_map(|x| b.clone().map(move |y| (x, y))).collect()
                }
            };
            let links = [block(0..a, b..n), block(a..m, 0..b)].concat();
            out.push(Links { prior: PRIORS[2], blocks, chain: chain(links) });
        }
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
