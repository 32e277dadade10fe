//! Remarks on texts whose alignment will be doubtful, whatever it scores.

use rustc_hash::FxHashMap;

/// Texts of fewer segments are not remarked on.
const FEW: usize = 20;

/// A remark on a text of which at least half is one and the same segment: nothing tells which of them belongs to which.
#[must_use]
pub fn monotonous<'a>(segments: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    let mut all = 0;
    for segment in segments.map(str::trim).filter(|s| !s.is_empty()) {
        *counts.entry(segment).or_default() += 1;
        all += 1;
    }
    let most = counts.into_values().max()?;
    (all >= FEW && 2 * most >= all).then(|| {
        format!("{most} of its {all} segments are the same text, and nothing tells which belongs to which")
    })
}

#[cfg(test)]
mod tests {
    use super::monotonous;

    #[test]
    fn only_texts_that_repeat_themselves_are_remarked_on() {
        let numbered: Vec<String> =
            (0..30).map(|n| format!("Line {}", if n % 3 == 0 { n } else { 1 })).collect();
        let remark = monotonous(numbered.iter().map(String::as_str));
        assert!(remark.is_some_and(|r| r.starts_with("20 of its 30")));
        let different: Vec<String> = (0..30).map(|n| format!("Line {n}")).collect();
        assert_eq!(monotonous(different.iter().map(String::as_str)), None);
        assert_eq!(monotonous(["yes", "yes", "yes"].into_iter()), None, "a short text may repeat itself");
    }
}
