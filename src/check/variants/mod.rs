//! One thing rendered in two ways, through inflection: found from the text alone, and from what stands for one name of the source.
//!
//! [`frames`] looks at what comes and goes between fixed words, [`order`] at long names whose words changed places, [`concepts`]
//! at what the search for names linked, [`renderings`] at what the beads of a source name hold, [`truncated`] at names that
//! lost words.

mod concepts;
mod frames;
mod order;
mod renderings;
mod truncated;

pub(super) use renderings::{Rendering, renderings};

use super::{Input, Report, Text, senses};
use crate::model::{Place, Span};

/// `name-variant`.
pub(super) fn names(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        frames::linkers(input, text, report);
        order::changed(input, text, report);
    }
    renderings::names(input, report);
    concepts::names(input, report);
    once(report);
}

/// `name-truncated`.
pub(super) fn truncated(input: &Input<'_>, report: &mut Report) {
    renderings::truncated(input, report);
    for text in input.checked() {
        truncated::alone(input, text, report);
    }
    truncated::against_source(input, report);
    once(report);
}

/// `title-variant`.
pub(super) fn titles(input: &Input<'_>, report: &mut Report) {
    concepts::titles(input, report);
    once(report);
}

/// `term-variant`.
pub(super) fn terms(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        frames::synonyms(input, text, report);
    }
    concepts::terms(input, report);
    senses::wrong(input, report);
    once(report);
}

/// Drops findings whose place another one of the rule has named already, as its place or as evidence.
fn once(report: &mut Report) {
    let mut seen: Vec<Place> = Vec::new();
    report.findings.retain(|f| {
        let overlaps = |p: &Place| p.document == f.place.document && p.span.overlaps(f.place.span);
        let fresh = !seen.iter().any(overlaps);
        if fresh {
            seen.push(f.place);
            seen.extend(f.related.iter().filter(|p| p.document == f.place.document));
        }
        fresh
    });
}

/// Places of one way to say something.
#[derive(Debug)]
struct Way {
    /// As written at its first place.
    text: String,
    /// All its places in the text.
    spans: Vec<Span>,
}

/// Tells of the rarer ways; the later one where two are equally frequent.
fn tell(text: &Text<'_>, mut ways: Vec<Way>, what: &str, report: &mut Report) {
    ways.sort_by_key(|w| (std::cmp::Reverse(w.spans.len()), w.spans[0].start));
    let Some((usual, rarer)) = ways.split_first() else { return };
    for way in rarer {
        let message = format!(
            "{what}: “{}” here ({}), “{}” elsewhere ({})",
            way.text,
            way.spans.len(),
            usual.text,
            usual.spans.len()
        );
        let finding = report.add(text.place(way.spans[0]), message);
        finding.related.extend(way.spans[1..].iter().chain(&usual.spans).take(20).map(|s| text.place(*s)));
    }
}
