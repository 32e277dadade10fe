//! What the other languages of a job say about a pair: beads that go through a third text.

use super::moves::{MOVES, Move};
use rustc_hash::FxHashMap;

/// One side of a bead: its first sentence, and a mask of which sentences from there on belong to it; mask 0 = none.
pub type Side = (u32, u8);

/// For every side of one text the sides of another it makes a bead with, and how probably.
pub type Beads = FxHashMap<Side, Vec<(Side, f32)>>;

/// Turns beads around.
#[must_use]
pub fn turned(beads: &Beads) -> Beads {
    let mut out = Beads::default();
    for (&side, row) in beads {
        for &(other, p) in row {
            out.entry(other).or_default().push((side, p));
        }
    }
    for row in out.values_mut() {
        row.sort_by_key(|e| e.0);
    }
    out
}

/// Evidence about a pair through one third text.
#[derive(Debug)]
pub struct Pivot {
    forward: Through,
    backward: Through,
}

/// What is left of a bead's odds when the third text points elsewhere. Fitted, as what follows, on the four-language
/// development sets; `benches/together.py` shows what the third text is worth.
const LEFT: f32 = 0.4;
/// What its odds gain when the third text points to it.
const GAIN: f32 = 3.0;
/// Weight of the third text's evidence.
const WEIGHT: f32 = 0.7;
/// Weight of the scores whose posteriors go through a third text: as they stand they are too sure of themselves, and an
/// error of one pair would be handed on as a certainty.
pub const TEMPER: f32 = 0.3;

/// For every side: how probably it goes through the third text at all, and where to.
#[derive(Debug)]
struct Through(FxHashMap<Side, (f32, Vec<(Side, f32)>)>);

impl Through {
    fn new(first: &Beads, second: &Beads) -> Self {
        let mut out = FxHashMap::default();
        for (&side, row) in first {
            let mut to: Vec<(Side, f32)> = Vec::new();
            for (k, p) in row {
                to.extend(second.get(k).into_iter().flatten().map(|&(t, q)| (t, p * q)));
            }
            to.sort_by_key(|e| e.0);
            to.dedup_by(|b, a| {
                let same = a.0 == b.0;
                if same {
                    a.1 += b.1;
                }
                same
            });
            let covered = to.iter().map(|e| e.1).sum::<f32>().min(1.0);
            out.insert(side, (covered, to));
        }
        Self(out)
    }

    /// Log-odds for `side` to make a bead with `other`.
    fn score(&self, side: Side, other: Side) -> f32 {
        let Some((covered, to)) = self.0.get(&side) else { return 0.0 };
        let hit = to.binary_search_by_key(&other, |e| e.0).map_or(0.0, |at| to[at].1).min(*covered);
        (1.0 - covered + (1.0 + GAIN) * hit + LEFT * (covered - hit)).ln()
    }
}

impl Pivot {
    /// Joins the beads source → third and third → target.
    #[must_use]
    pub fn new(to_third: &Beads, from_third: &Beads) -> Self {
        Self {
            forward: Through::new(to_third, from_third),
            backward: Through::new(&turned(from_third), &turned(to_third)),
        }
    }

    /// Log-odds of move `k` of [`MOVES`] that ends in (i, j).
    #[must_use]
    pub fn score(&self, i: usize, j: usize, k: usize) -> f32 {
        let (source, target) = sides(&MOVES[k], i, j);
        let side = |through: &Through, side: Side, other: Side| {
            if side.1 == 0 { 0.0 } else { through.score(side, other) }
        };
        WEIGHT * (side(&self.forward, source, target) + side(&self.backward, target, source))
    }
}

/// The sides of a bead of a shape that ends in (i, j).
#[must_use]
pub fn sides(shape: &Move, i: usize, j: usize) -> (Side, Side) {
    let side = |end: usize, len: usize, mask: u8| if mask == 0 { (0, 0) } else { ((end - len) as u32, mask) };
    (side(i, shape.source, shape.source_mask), side(j, shape.target, shape.target_mask))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Beads of one sentence each: (source, target, probability).
    fn beads(list: &[(u32, u32, f32)]) -> Beads {
        let mut out = Beads::default();
        list.iter().for_each(|&(s, t, p)| out.entry((s, 1)).or_default().push(((t, 1), p)));
        out
    }

    #[test]
    fn a_third_text_confirms_contradicts_or_keeps_silent() {
        let pivot = Pivot::new(&beads(&[(0, 0, 1.0)]), &beads(&[(0, 0, 1.0)]));
        let one_to_one = MOVES.iter().position(|m| (m.source, m.target) == (1, 1)).unwrap_or(0);
        let alone = MOVES.iter().position(|m| (m.source, m.target) == (1, 0)).unwrap_or(0);
        assert!(pivot.score(1, 1, one_to_one) > 1.0, "the sentence it points to");
        assert!(pivot.score(1, 2, one_to_one) < 0.0, "another sentence");
        assert!(pivot.score(1, 0, alone) < 0.0, "no sentence at all");
        assert!(pivot.score(5, 5, one_to_one).abs() < 1e-6, "sentences that the third text lacks");
    }
}
