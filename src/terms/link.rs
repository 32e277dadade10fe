//! Two lists of names or terms: which stand for the same.

use super::names::{Key, keys, marks_differ};
use crate::model::Lang;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A counterpart.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Link {
    /// Index into the targets.
    pub target: usize,
    /// How sure, 0 to 1.
    pub score: f32,
    /// How much the second best is behind.
    pub margin: f32,
}

/// Least score of a link. Fitted on the development half of the names benchmark.
const LEAST: f32 = 0.93;
/// Least lead over the second best.
const MARGIN: f32 = 0.004;
/// Taken off when the marks of both sides differ.
const OTHER_MARKS: f32 = 0.08;

/// For every source name its counterpart among the targets, if there is one and only one.
///
/// ```
/// use songngu::{model::Lang, terms::link::link};
/// let found = link(&["Ba Lan", "Ma-rốc"], Lang::VI, &["Maroko", "Polska"], Lang::PL);
/// assert_eq!(found.iter().map(|l| l.map(|l| l.target)).collect::<Vec<_>>(), [Some(1), Some(0)]);
/// ```
#[must_use]
pub fn link<S: AsRef<str> + Sync, T: AsRef<str> + Sync>(
    sources: &[S],
    from: Lang,
    targets: &[T],
    to: Lang,
) -> Vec<Option<Link>> {
    let target_keys: Vec<Vec<Key>> = targets.par_iter().map(|t| keys(t.as_ref(), to)).collect();
    let mut index: FxHashMap<&str, Vec<(usize, f32)>> = FxHashMap::default();
    for (t, list) in target_keys.iter().enumerate() {
        for key in list {
            index.entry(&key.text).or_default().push((t, key.score));
        }
    }
    sources.par_iter().map(|source| best(source.as_ref(), from, targets, &index)).collect()
}

fn best<T: AsRef<str>>(
    source: &str,
    from: Lang,
    targets: &[T],
    index: &FxHashMap<&str, Vec<(usize, f32)>>,
) -> Option<Link> {
    let mut scores: FxHashMap<usize, f32> = FxHashMap::default();
    for key in keys(source, from) {
        for &(t, score) in index.get(key.text.as_str()).into_iter().flatten() {
            let slot = scores.entry(t).or_default();
            *slot = slot.max(score.min(key.score) - 0.1 * (1.0 - score.max(key.score)));
        }
    }
    let mut ranked: Vec<(usize, f32)> = scores
        .into_iter()
        .map(|(t, score)| {
            let target = targets[t].as_ref();
            let score = if target == source {
                1.0
            } else if marks_differ(source, target) {
                score - OTHER_MARKS
            } else {
                // Equal but for case and marks is a little less than equal.
                score.min(0.999)
            };
            (t, score)
        })
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let &(target, score) = ranked.first()?;
    let margin = score - ranked.get(1).map_or(0.0, |r| r.1);
    (score >= LEAST && margin >= MARGIN).then_some(Link { target, score, margin })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(sources: &[&str], from: Lang, targets: &[&str], to: Lang) -> Vec<Option<usize>> {
        link(sources, from, targets, to).into_iter().map(|l| l.map(|l| l.target)).collect()
    }

    #[test]
    fn spellings_orders_and_endings_meet() {
        let targets = ["Lê Thị Thúy", "Phan Bình", "Biên Hòa", "Tây Ban Nha"];
        for (name, lang, wanted) in [
            ("Le Thi Thuy", Lang::EN, Some(0)),
            ("LE Thi Thuy", Lang::FR, Some(0)),
            ("Thi Thuy Le", Lang::EN, Some(0)),
            ("Lê Thị Thuý", Lang::FR, Some(0)),
            ("Phan Binhem", Lang::PL, Some(1)),
            ("Bienhoa", Lang::EN, Some(2)),
            ("Hiszpanii", Lang::PL, Some(3)),
            ("Espagne", Lang::FR, Some(3)),
            ("Portugal", Lang::FR, None),
        ] {
            assert_eq!(linked(&[name], lang, &targets, Lang::VI), [wanted], "{name}");
        }
    }

    #[test]
    fn names_that_differ_in_marks_only_are_two() {
        assert_eq!(linked(&["Trần Hà"], Lang::VI, &["Trần Hạ"], Lang::VI), [None]);
        assert_eq!(linked(&["Tran Ha"], Lang::EN, &["Trần Hạ", "Trần Hà"], Lang::VI), [None]);
        assert_eq!(linked(&["Bình An"], Lang::VI, &["An Binh"], Lang::EN), [None]);
    }
}
