//! What a file does all the time is told once.

use crate::check;
use crate::export::findings::Told;
use rustc_hash::FxHashMap;

/// So many findings of one kind about form are a habit of the file, or one in so many units.
const LEAST: usize = 40;
const SHARE: usize = 50;
/// Places that are listed with the finding that stands for all.
const LISTED: usize = 20;

/// Puts one finding with a count in the place of many about form that say the same; `units` is how many sentences or units
/// were looked at.
pub(super) fn summarise(findings: Vec<Told>, units: usize) -> Vec<Told> {
    let mut counts: FxHashMap<(&'static str, String), usize> = FxHashMap::default();
    let of_form = |t: &Told| check::is_of_form(t.rule);
    for told in findings.iter().filter(|t| of_form(t)) {
        *counts.entry(kind(told)).or_default() += 1;
    }
    counts.retain(|_, n| *n > LEAST.max(units / SHARE));
    if counts.is_empty() {
        return findings;
    }
    let mut out: Vec<Told> = Vec::new();
    let mut first: FxHashMap<(&'static str, String), usize> = FxHashMap::default();
    for mut told in findings {
        let Some((key, count)) = of_form(&told).then(|| kind(&told)).and_then(|k| counts.get_key_value(&k))
        else {
            out.push(told);
            continue;
        };
        if let Some(&at) = first.get(key) {
            let whole: &mut Told = &mut out[at];
            whole.severity = whole.severity.min(told.severity);
            if whole.related.len() < LISTED {
                whole.related.push(told.place);
            }
            continue;
        }
        first.insert(key.clone(), out.len());
        told.message = format!("{}: {count} times in this file, a habit of it", told.message);
        out.push(told);
    }
    out
}

/// The rule, and what the message says without the words and numbers that it quotes.
fn kind(told: &Told) -> (&'static str, String) {
    let mut quoted = false;
    let said = told.message.chars().filter(|&c| {
        quoted = c == '“' || quoted && c != '”';
        !quoted && !c.is_ascii_digit()
    });
    (told.rule, said.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::findings::Spot;
    use crate::model::{Lang, Severity};

    fn told(rule: &'static str, n: usize) -> Told {
        let place = Spot {
            file: "m.tmx".into(),
            unit: None,
            lang: Lang::EN,
            start: 0,
            end: 1,
            text: n.to_string(),
            line: n,
            column: 1,
            lead: String::new(),
            tail: String::new(),
        };
        Told {
            id: String::new(),
            rule,
            severity: Severity::Info,
            confidence: 0.6,
            place,
            message: format!("“{n}” has {n} spaces"),
            related: Vec::new(),
            suggestion: None,
        }
    }

    #[test]
    fn a_habit_is_told_once_and_faults_of_content_each() {
        let list =
            || (0..100).flat_map(|n| [told("spacing", n), told("number-mismatch", n)]).collect::<Vec<_>>();
        let found = summarise(list(), 100);
        assert_eq!(found.iter().filter(|t| t.rule == "number-mismatch").count(), 100);
        let habit: Vec<&Told> = found.iter().filter(|t| t.rule == "spacing").collect();
        assert_eq!((habit.len(), habit[0].related.len()), (1, LISTED));
        assert!(habit[0].message.contains("100 times"), "{}", habit[0].message);
        assert_eq!(summarise(list(), 100_000).len(), 200, "one in a thousand units is no habit");
    }
}
