//! Beads of one sentence with several: where in the one sentence does what the others say end and begin?
//!
//! Scored all against all, every word of a merged sentence is diluted by the sentences it does not come from. The place
//! where a part ends is found by what its words say; after that each part speaks for its own sentence only.

use super::cells::Sums;
use super::score::{Direction, Segment, factor, log_product};

/// Log-odds of the words of a bead of one sentence with several, cut where they fit best; `rows(k)` are the sums
/// of the one sentence's words over sentence k of the others.
pub fn words(
    one: &Segment,
    one_floor: f32,
    others: &[(&Segment, f32)],
    rows: &[&[f32]],
    outward: &Direction,
    sums: &mut Sums,
) -> f32 {
    let n = one.words.len();
    let m = others.len();
    if n < m {
        return f32::NEG_INFINITY;
    }
    // best[p]: score of words ..p over the parts so far; from[k][p]: where part k began.
    let mut best = vec![f32::NEG_INFINITY; n + 1];
    best[0] = 0.0;
    let mut from = vec![vec![0_usize; n + 1]; m];
    for (k, (other, floor)) in others.iter().enumerate() {
        let scale = 1.0 / (other.words.len() as f32).max(1.0);
        let mut next = vec![f32::NEG_INFINITY; n + 1];
        // running: best start for a part of sentence k that ends here.
        let mut running = f32::NEG_INFINITY;
        let mut start = 0;
        for p in 1..=n {
            if best[p - 1] > running {
                running = best[p - 1];
                start = p - 1;
            }
            running += factor(rows[k][p - 1], *floor, scale).ln();
            next[p] = running;
            from[k][p] = start;
        }
        best = next;
    }
    let mut total = best[n];
    let mut end = n;
    for k in (0..m).rev() {
        let start = from[k][end];
        sums.load(&one.words[start..end], one.block, outward);
        let (other, _) = others[k];
        let row: Vec<f32> = other.words.iter().map(|&w| sums.of(w)).collect();
        total += log_product(([&row, &[], &[], &[]], 1), one_floor, 1.0 / (end - start) as f32);
        end = start;
    }
    total
}
