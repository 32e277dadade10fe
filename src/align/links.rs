//! Inside a bead of several sentences: which sentence is linked with which.
//!
//! A merged sentence is a chain: its first part comes from the first sentence, its second from the second. Where a
//! clause moves from one sentence to the next, the chain is a staircase; two sentences that change places are linked
//! crosswise. What a part is not linked with explains none of its words, so such a bead is scored as sharply as beads
//! of one sentence, where all against all would dilute every word.

use super::moves::{MOVES, Move};
use super::score::bits;
use std::ops::Range;
use std::sync::LazyLock;

/// A way to link the sentences of a bead.
#[derive(Debug, PartialEq)]
pub struct Links {
    /// Log prior, beside the shape's.
    pub prior: f32,
    /// Masks of source and target sentences that belong together.
    pub blocks: Vec<(u8, u8)>,
    /// Which sentence is linked with which.
    pub chain: Vec<(usize, usize)>,
    /// For every source sentence its links, as places in the chain. With several it is cut into as many parts, in this
    /// order.
    pub by_source: Vec<Vec<usize>>,
    /// The same for every target sentence.
    pub by_target: Vec<Vec<usize>>,
}

/// Log prior of a bead whose sentences are linked all with all: for what none of the other ways fits.
pub const WHOLE: f32 = -3.0;
/// Of one whose sentences are cut into parts.
const CUT: f32 = -1.0;
/// Of one whose halves change places.
const CROSSED: f32 = -0.5;

static LINKS: LazyLock<[Vec<Links>; MOVES.len()]> = LazyLock::new(|| MOVES.map(|shape| all(&shape)));

/// All ways to link the sentences of move `k` of [`MOVES`]; none if there is nothing to choose, as between one sentence and
/// one.
#[must_use]
pub fn links_of(k: usize) -> &'static [Links] {
    &LINKS[k]
}

fn all(shape: &Move) -> Vec<Links> {
    let source: Vec<usize> = bits(shape.source_mask).collect();
    let target: Vec<usize> = bits(shape.target_mask).collect();
    let (m, n) = (source.len(), target.len());
    if m * n < 2 {
        return Vec::new();
    }
    let links = |prior, blocks, path: Vec<(usize, usize)>| {
        let chain: Vec<(usize, usize)> = path.into_iter().map(|(a, b)| (source[a], target[b])).collect();
        let group = |of: &dyn Fn(&(usize, usize)) -> bool| -> Vec<usize> {
            (0..chain.len()).filter(|&c| of(&chain[c])).collect()
        };
        let by_source = source.iter().map(|&k| group(&|link| link.0 == k)).collect();
        let by_target = target.iter().map(|&l| group(&|link| link.1 == l)).collect();
        Links { prior, blocks, chain, by_source, by_target }
    };
    let everything = || vec![(shape.source_mask, shape.target_mask)];
    let mut out: Vec<Links> =
        staircases(m, n).into_iter().map(|path| links(CUT, everything(), path)).collect();
    let mask = |list: &[usize]| list.iter().fold(0_u8, |mask, &k| mask | 1 << k);
    for a in 1..m {
        for b in 1..n {
            let blocks =
                vec![(mask(&source[..a]), mask(&target[b..])), (mask(&source[a..]), mask(&target[..b]))];
            out.push(links(CROSSED, blocks, [block(0..a, b..n), block(a..m, 0..b)].concat()));
        }
    }
    out
}

/// Links inside a block: one by one between several and several, else all.
fn block(source: Range<usize>, target: Range<usize>) -> Vec<(usize, usize)> {
    if source.len() > 1 && target.len() > 1 {
        source.zip(target).collect()
    } else {
        source.flat_map(|a| target.clone().map(move |b| (a, b))).collect()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: usize, target: usize) -> &'static [Links] {
        let shape = |m: &Move| (m.source, m.target) == (source, target);
        links_of(MOVES.iter().position(shape).unwrap_or_else(|| panic!("no shape {source}-{target}")))
    }

    #[test]
    fn merged_moved_and_swapped_sentences_have_their_links() {
        let chains = |links: &[Links]| links.iter().map(|l| l.chain.clone()).collect::<Vec<_>>();
        assert_eq!(chains(of(1, 1)), Vec::<Vec<_>>::new());
        assert_eq!(chains(of(1, 3)), [[(0, 0), (0, 1), (0, 2)]]);
        let two = chains(of(2, 2));
        assert!(two.contains(&vec![(0, 0), (0, 1), (1, 1)]) && two.contains(&vec![(0, 0), (1, 0), (1, 1)]));
        assert!(two.contains(&vec![(0, 1), (1, 0)]) && two.len() == 3, "{two:?}");
    }

    #[test]
    fn every_sentence_of_a_bead_is_linked() {
        for (k, shape) in MOVES.iter().enumerate() {
            for links in links_of(k) {
                let source = links.chain.iter().fold(0_u8, |mask, link| mask | 1 << link.0);
                let target = links.chain.iter().fold(0_u8, |mask, link| mask | 1 << link.1);
                assert_eq!((source, target), (shape.source_mask, shape.target_mask), "{links:?}");
                assert!(links.by_source.iter().chain(&links.by_target).all(|group| !group.is_empty()));
            }
        }
    }
}
