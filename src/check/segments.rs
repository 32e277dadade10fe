//! Equal segments that were translated differently, and the reverse.

use super::{Input, Report, Segment};
use crate::lang::stem::stem;
use crate::model::{Lang, Place, Severity};
use crate::text::normal::clean;
use crate::text::tokens::{TokenKind, tokens};
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// Fewer words of a segment may be said in many ways: a heading, a greeting.
const LEAST_WORDS: usize = 3;

/// More ways to say one thing are not listed.
const MOST_WAYS: usize = 40;

/// `inconsistent-target`.
pub(super) fn targets(input: &Input<'_>, report: &mut Report) {
    compare(input, report, false);
}

/// `inconsistent-source`.
pub(super) fn sources(input: &Input<'_>, report: &mut Report) {
    compare(input, report, true);
}

fn compare(input: &Input<'_>, report: &mut Report, turned: bool) {
    for pair in &input.pairs {
        let segments: Vec<Segment<'_>> = pair.segments().filter(Segment::is_linked).collect();
        let key = |s: &Segment<'_>| {
            let text = if turned { s.target_text() } else { s.source_text() };
            words(text, Lang::UND)
        };
        // By hash first: a memory of a hundred thousand segments would need much room for their words.
        let mut hashed: Vec<(u64, u32)> = segments
            .iter()
            .zip(0..)
            .filter_map(|(s, n)| {
                Some((FxBuildHasher.hash_one(Some(key(s)).filter(|k| k.len() >= LEAST_WORDS)?), n))
            })
            .collect();
        hashed.sort_unstable();
        let mut found: Vec<Vec<Segment<'_>>> = Vec::new();
        for group in hashed.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() > 1) {
            let first = key(&segments[group[0].1 as usize]);
            let group = group.iter().map(|g| segments[g.1 as usize]).filter(|s| key(s) == first);
            let other = |s: &Segment<'_>| {
                if turned {
                    words(s.source_text(), pair.source.lang())
                } else {
                    words(s.target_text(), pair.target.lang())
                }
            };
            // One for every way it was said.
            let mut ways: Vec<(Vec<String>, Segment<'_>)> = Vec::new();
            for segment in group {
                let way = other(&segment);
                if ways.len() < MOST_WAYS && !ways.iter().any(|w| w.0 == way) {
                    ways.push((way, segment));
                }
            }
            if ways.len() > 1 {
                found.push(ways.into_iter().map(|w| w.1).collect());
            }
        }
        found.sort_by_key(|g| g[0].target.start);
        for group in found {
            let places: Vec<Place> = group.iter().map(|s| s.target_place(s.target)).collect();
            let message = if turned {
                format!("{} different source segments have this one translation", group.len())
            } else {
                format!(
                    "one source segment, {} translations: “{}”",
                    group.len(),
                    clean(group[0].source_text())
                )
            };
            let near = !turned && alike(&group);
            let finding = report.add(places[0], message);
            if near {
                finding.severity = Severity::Info;
            }
            finding.related.extend(&places[1..]);
            finding.related.push(group[0].source_place(group[0].source));
            if turned {
                finding.related.extend(group[1..].iter().map(|s| s.source_place(s.source)));
            }
        }
    }
}

/// Words of a segment in lower case, numbers included; stems for the home languages, so that endings do not matter.
fn words(text: &str, lang: Lang) -> Vec<String> {
    let list = tokens(text);
    let kept = list.iter().filter(|t| t.kind != TokenKind::Mark);
    kept.map(|t| stem(&clean(t.text(text)).to_lowercase(), lang)).collect()
}

/// Whether all translations have the same words in another order.
fn alike(group: &[Segment<'_>]) -> bool {
    let bag = |s: &Segment<'_>| {
        let mut list = words(s.target_text(), s.pair.target.lang());
        list.sort();
        list
    };
    let first = bag(&group[0]);
    group[1..].iter().all(|s| bag(s) == first)
}
