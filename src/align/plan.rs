//! How a pair of texts is cut into tables that fit into memory: one for a short text, a chain of banded ones for a long one.

use super::anchors::anchors;
use super::band::Band;
use super::score::{Scorer, Segment};
use std::ops::Range;

/// A part of a pair of texts that is aligned on its own.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Source segments.
    pub source: Range<usize>,
    /// Target segments.
    pub target: Range<usize>,
    /// Cells that are looked at, counted from the start of both ranges.
    pub band: Band,
}

/// Up to so many cells the whole table is looked at.
const WHOLE: usize = 30_000;
/// Segments around an anchor's diagonal that are looked at, in the first pass and later.
const WIDE: u32 = 40;
const NARROW: u32 = 12;
/// A chunk is closed at the first anchor in a run of anchors after so many source segments,
const CHUNK: u32 = 250;
/// or at any anchor after so many; without any, it is cut where a straight line stands.
const LONGEST: u32 = 1000;

/// Cuts a pair of texts. `path` holds sure pairs of an earlier pass; without it anchors are looked for.
#[must_use]
pub fn plan(
    scorer: &Scorer,
    source: &[Segment],
    target: &[Segment],
    types: (usize, usize),
    path: Option<&[(u32, u32)]>,
) -> Vec<Chunk> {
    let (n, m) = (source.len(), target.len());
    if n * m <= WHOLE {
        return vec![Chunk { source: 0..n, target: 0..m, band: Band::full(n, m) }];
    }
    let found;
    let (points, width) = match path {
        Some(path) if path.len() * 3 > n.min(m) => (path, NARROW),
        _ => {
            found = anchors(scorer, source, target, types.1);
            (found.as_slice(), WIDE)
        }
    };
    let mut chunks = Vec::new();
    let (mut i0, mut j0, mut first) = (0, 0, 0);
    for k in 0..points.len() {
        let (i, j) = points[k];
        // Cut only inside a run of anchors: sentence after sentence on both sides.
        let run = k > 0
            && k + 1 < points.len()
            && steps(points[k - 1], points[k])
            && steps(points[k], points[k + 1]);
        let enough = if run { CHUNK } else { LONGEST };
        if i - i0 >= enough && j > j0 {
            push(&mut chunks, &points[first..k], (i0, j0), (i, j), width);
            (i0, j0, first) = (i, j, k);
        }
    }
    push(&mut chunks, &points[first..], (i0, j0), (n as u32, m as u32), width);
    chunks
}

/// Adds the chunk between two places, or several where no anchor has cut for long.
fn push(chunks: &mut Vec<Chunk>, points: &[(u32, u32)], from: (u32, u32), to: (u32, u32), width: u32) {
    let parts = (to.0 - from.0).div_ceil(2 * LONGEST).max(1);
    let place = |k: u32| {
        let share = |a: u32, b: u32| a + (u64::from(b - a) * u64::from(k) / u64::from(parts)) as u32;
        (share(from.0, to.0), share(from.1, to.1))
    };
    for k in 0..parts {
        let (a, b) = (place(k), place(k + 1));
        let inside = |p: &&(u32, u32)| a.0 <= p.0 && p.0 < b.0 && a.1 <= p.1 && p.1 < b.1;
        let inside: Vec<(u32, u32)> = points.iter().filter(inside).copied().collect();
        chunks.push(chunk(&inside, a, b, width));
    }
}

/// Whether the second anchor stands right behind the first.
fn steps(a: (u32, u32), b: (u32, u32)) -> bool {
    b.0 - a.0 <= 2 && b.1 - a.1 <= 2
}

fn chunk(points: &[(u32, u32)], from: (u32, u32), to: (u32, u32), width: u32) -> Chunk {
    let local: Vec<(u32, u32)> = points.iter().map(|&(i, j)| (i - from.0, j - from.1)).collect();
    let (n, m) = ((to.0 - from.0) as usize, (to.1 - from.1) as usize);
    Chunk {
        source: from.0 as usize..to.0 as usize,
        target: from.1 as usize..to.1 as usize,
        band: Band::around(&local, n, m, width),
    }
}
