//! From the beliefs of two directions to links between tokens.

use super::aligner::Beliefs;
use super::units::Unit;
use std::fmt;

/// A link between two tokens.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Link {
    /// Source token, from 0.
    pub source: u32,
    /// Target token, from 0.
    pub target: u32,
    /// How sure it is: the mean of what the two directions believe, 0 to 1.
    pub probability: f32,
}

impl fmt::Display for Link {
    /// The Pharaoh format: `i-j`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.source, self.target)
    }
}

/// How two directions become one set of links.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Symmetrize {
    /// Links that the two directions together believe in.
    #[default]
    Beliefs,
    /// Links that both directions would choose.
    Intersection,
    /// Links that either direction would choose.
    Union,
    /// The intersection, grown by links of the union beside it, then by those that join two unlinked words
    /// (grow-diag-final-and, Koehn, Och and Marcu 2003).
    Grow,
    /// Each target word chooses its source word.
    Forward,
    /// Each source word chooses its target word.
    Backward,
}

/// The cells that are linked: source unit × target unit. `threshold` is the least mean belief under
/// [`Symmetrize::Beliefs`].
pub(super) fn choose(n: usize, m: usize, beliefs: &Beliefs, how: Symmetrize, threshold: f32) -> Vec<bool> {
    match how {
        Symmetrize::Beliefs => (0..n * m).map(|c| beliefs.mean(c) >= threshold).collect(),
        Symmetrize::Forward => choice(n, m, |i, j| beliefs.forward[i * m + j]),
        Symmetrize::Backward => turned(&choice(m, n, |j, i| beliefs.backward[i * m + j]), m, n),
        Symmetrize::Intersection | Symmetrize::Union | Symmetrize::Grow => {
            let forward = choice(n, m, |i, j| beliefs.forward[i * m + j]);
            let backward = turned(&choice(m, n, |j, i| beliefs.backward[i * m + j]), m, n);
            let both: Vec<bool> = forward.iter().zip(&backward).map(|(f, b)| *f && *b).collect();
            let either: Vec<bool> = forward.iter().zip(&backward).map(|(f, b)| *f || *b).collect();
            match how {
                Symmetrize::Intersection => both,
                Symmetrize::Union => either,
                _ => grow(both, &either, n, m),
            }
        }
    }
}

/// Links between the tokens of linked units, sorted.
pub(super) fn links(source: &[Unit], target: &[Unit], beliefs: &Beliefs, chosen: &[bool]) -> Vec<Link> {
    let m = target.len();
    let mut out = Vec::new();
    for (cell, _) in chosen.iter().enumerate().filter(|c| *c.1) {
        let (s, t) = (source[cell / m], target[cell % m]);
        let probability = beliefs.mean(cell).min(1.0);
        for a in s.first..s.end {
            out.extend((t.first..t.end).map(|b| Link { source: a, target: b, probability }));
        }
    }
    out.sort_by_key(|l| (l.source, l.target));
    out
}

/// Gives target units that lean on the one behind them, and are not linked, its links. `chosen` has a row per source unit.
pub(super) fn lean(chosen: &mut [bool], m: usize, leans: impl Fn(usize) -> bool) {
    // From the right, so that a row of leaning units leans on the same word.
    for j in (0..m.saturating_sub(1)).rev() {
        if leans(j) && !chosen.iter().skip(j).step_by(m).any(|&c| c) {
            for row in chosen.chunks_exact_mut(m) {
                row[j] = row[j + 1];
            }
        }
    }
}

/// For each of `m` columns the best of `n` rows, unless nothing is believed more; of equals the nearest to the diagonal.
fn choice(n: usize, m: usize, belief: impl Fn(usize, usize) -> f32) -> Vec<bool> {
    let mut out = vec![false; n * m];
    for j in 0..m {
        let nothing = 1.0 - (0..n).map(|i| belief(i, j)).sum::<f32>();
        let away = |i: usize| ((2 * i + 1) * m).abs_diff((2 * j + 1) * n);
        let best = (0..n).max_by(|&a, &b| {
            belief(a, j).total_cmp(&belief(b, j)).then(away(b).cmp(&away(a))).then(b.cmp(&a))
        });
        if let Some(i) = best
            && belief(i, j) > nothing
        {
            out[i * m + j] = true;
        }
    }
    out
}

/// A matrix of `n` rows and `m` columns with rows and columns exchanged.
pub(super) fn turned(matrix: &[bool], n: usize, m: usize) -> Vec<bool> {
    (0..m).flat_map(|j| (0..n).map(move |i| matrix[i * m + j])).collect()
}

fn grow(mut links: Vec<bool>, either: &[bool], n: usize, m: usize) -> Vec<bool> {
    let mut rows: Vec<bool> = (0..n).map(|i| links[i * m..(i + 1) * m].contains(&true)).collect();
    let mut columns: Vec<bool> = (0..m).map(|j| (0..n).any(|i| links[i * m + j])).collect();
    let mut more = true;
    while more {
        more = false;
        for cell in 0..n * m {
            let (i, j) = (cell / m, cell % m);
            if links[cell] || !either[cell] || (rows[i] && columns[j]) {
                continue;
            }
            let beside = |a: usize, b: usize| a.abs_diff(i) <= 1 && b.abs_diff(j) <= 1;
            let neighbours = (i.saturating_sub(1)..n.min(i + 2)).flat_map(|a| (0..m).map(move |b| (a, b)));
            if neighbours.into_iter().any(|(a, b)| beside(a, b) && links[a * m + b]) {
                (links[cell], rows[i], columns[j], more) = (true, true, true, true);
            }
        }
    }
    for cell in 0..n * m {
        let (i, j) = (cell / m, cell % m);
        if either[cell] && !rows[i] && !columns[j] {
            (links[cell], rows[i], columns[j]) = (true, true, true);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(n: u32) -> Vec<Unit> {
        (0..n).map(|i| Unit { id: i, first: i, end: i + 1 }).collect()
    }

    fn shown(beliefs: &Beliefs, n: u32, m: u32, how: Symmetrize) -> String {
        let chosen = choose(n as usize, m as usize, beliefs, how, 0.5);
        let links = links(&units(n), &units(m), beliefs, &chosen);
        links.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_way_of_joining_two_directions() {
        // Both want 0-0; forward alone 0-1; backward alone 1-2; neither links target 3.
        let beliefs = Beliefs {
            forward: vec![0.9, 0.8, 0.2, 0.1, 0.0, 0.1, 0.3, 0.1],
            backward: vec![0.9, 0.0, 0.0, 0.0, 0.0, 0.1, 0.8, 0.0],
        };
        assert_eq!(shown(&beliefs, 2, 4, Symmetrize::Forward), "0-0 0-1");
        assert_eq!(shown(&beliefs, 2, 4, Symmetrize::Backward), "0-0 1-2");
        assert_eq!(shown(&beliefs, 2, 4, Symmetrize::Intersection), "0-0");
        assert_eq!(shown(&beliefs, 2, 4, Symmetrize::Union), "0-0 0-1 1-2");
        assert_eq!(shown(&beliefs, 2, 4, Symmetrize::Grow), "0-0 0-1 1-2");
        assert_eq!(shown(&beliefs, 2, 4, Symmetrize::Beliefs), "0-0 1-2");
    }

    #[test]
    fn what_leans_takes_the_links_of_its_neighbour() {
        // Units 0 and 1 lean, unit 2 is linked to the second source unit; unit 3 leans but is linked itself.
        let mut chosen = vec![false, false, false, true, false, false, true, false];
        lean(&mut chosen, 4, |j| j != 2);
        assert_eq!(chosen, [false, false, false, true, true, true, true, false]);
    }

    #[test]
    fn equals_go_to_the_diagonal() {
        let beliefs = Beliefs { forward: vec![0.4; 9], backward: vec![0.4; 9] };
        assert_eq!(shown(&beliefs, 3, 3, Symmetrize::Forward), "0-0 1-1 2-2");
    }

    #[test]
    fn all_tokens_of_a_unit_share_its_links() {
        let source = [Unit { id: 0, first: 0, end: 2 }];
        let target = [Unit { id: 0, first: 0, end: 1 }, Unit { id: 1, first: 1, end: 3 }];
        let beliefs = Beliefs { forward: vec![0.0, 1.0], backward: vec![0.0, 1.0] };
        let found = links(&source, &target, &beliefs, &[false, true]);
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, ["0-1", "0-2", "1-1", "1-2"]);
    }
}
