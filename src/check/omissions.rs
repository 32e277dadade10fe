//! Sentences of the source that the translation lacks.
//!
//! A sentence that the aligner left alone may be missing, or translated so freely that nothing links it, or joined with a neighbour.
//! Lengths and words decide together, as a sum of log-odds.

use super::{Input, Report, Segment, Text, quantities};
use crate::model::{Finding, Lang, Severity, Span};
use crate::terms::evidence::{Content, content, coverage};
use crate::text::tokens::{TokenKind, tokens};

/// Log-odds from which on a sentence that stands in no bead is said to be missing: a paragraph of its own, or one inside a
/// paragraph whose other sentences are translated (translators join those); and one that shares its bead with others.
/// Fitted on the clean development documents of the alignment benchmark, each checked against each of its translations.
const ALONE: f32 = 1.5;
const INSIDE: f32 = 8.0;
const JOINED: f32 = 5.0;
/// Variance of a translation's length per letter. Source: Gale and Church 1993, A Program for Aligning Sentences.
const SPREAD: f32 = 6.8;
/// Most that lengths may say: a free translator shortens.
const MOST: f32 = 4.0;
/// Share of the words of a translated sentence that are found in the translation, and of one that is missing, by chance.
const THERE: f32 = 0.45;
const CHANCE: f32 = 0.08;
/// Share of a sentence's length that its paragraph must be short of.
const SHORT_OF: f32 = 0.6;
/// Score of a bead beside it below which the aligner may have put the sentence's translation there.
const UNSURE: f32 = 0.5;
/// Letters of the translation that stand alone opposite a sentence without counterpart, as a share of what it needs, for them to
/// be its translation.
const OPPOSITE: f32 = 0.25;

/// `segment-missing`: sentences of the source that stand in no bead with the target, and translations that are far too short.
pub(super) fn missing(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        let segments: Vec<Segment<'_>> = pair.segments().collect();
        let linked = segments.iter().filter(|s| s.is_linked());
        let (from, to) =
            linked.fold((0, 0), |(a, b), s| (a + letters(s.source_text()), b + letters(s.target_text())));
        let ratio = to as f32 / from.max(1) as f32;
        for (n, segment) in segments.iter().enumerate() {
            if segment.target.is_empty() && pair.is_bitext() {
                if segment.source_text().chars().any(char::is_alphabetic) {
                    report.add(segment.source_place(segment.source), "has no translation");
                }
            } else if segment.target.is_empty() {
                let inside = paragraph(&segments, n, ratio);
                let least = if inside.is_some() { INSIDE } else { ALONE };
                if inside != Some(false)
                    && says_something(segment.source_text())
                    && alone(input, &segments, n, ratio) >= least
                {
                    let finding = tell(segment, segment.source, report);
                    if is_unsure(&segments, n, ratio) {
                        finding.severity = Severity::Info;
                    }
                }
            } else if segment.is_linked() && from > 0 {
                joined(input, segment, ratio, report);
                if is_short(segment, ratio) {
                    let message = "the translation is far shorter than its source: something may be missing";
                    let finding = report.add(segment.target_place(segment.target), message);
                    let sure = segment.bead.score >= UNSURE && !is_unsure(&segments, n, ratio);
                    finding.severity = if sure { Severity::Warning } else { Severity::Info };
                    finding.related.push(segment.source_place(segment.source));
                }
            }
        }
    }
}

/// Whether a bead right beside a segment is doubtful: the sentences may have been put one off.
fn is_unsure(segments: &[Segment<'_>], n: usize, ratio: f32) -> bool {
    let short = is_short(&segments[n], ratio);
    let near = n.checked_sub(1).into_iter().chain([n + 1]).filter_map(|i| segments.get(i));
    near.filter(|s| !s.source.is_empty())
        .any(|s| if s.target.is_empty() { short } else { s.bead.score < UNSURE || is_short(s, ratio) })
}

/// Whether the translation of a segment is far shorter than usual.
fn is_short(segment: &Segment<'_>, ratio: f32) -> bool {
    let wanted = letters(segment.source_text()) as f32 * ratio;
    segment.is_linked() && wanted > 80.0 && (letters(segment.target_text()) as f32) < 0.4 * wanted
}

fn tell<'r>(segment: &Segment<'_>, span: Span, report: &'r mut Report) -> &'r mut Finding {
    let finding = report.add(segment.source_place(span), "has no counterpart in the translation");
    if let Some(next) = beside(segment.pair.target, segment.target.end as usize) {
        finding.related.push(segment.pair.target.place(next));
    }
    finding
}

/// Sentences of a bead of several that nothing in its translation stands for.
fn joined(input: &Input<'_>, segment: &Segment<'_>, ratio: f32, report: &mut Report) {
    let bead = &segment.bead.source;
    if bead.len() < 2 {
        return;
    }
    let article = segment.pair.source.article;
    let text = |i: u32| article.sentence(i as usize);
    for &i in bead.iter().filter(|&&i| says_something(text(i))) {
        let rest: Vec<&str> = bead.iter().filter(|&&o| o != i).map(|&o| text(o)).collect();
        let odds = odds(input, segment, text(i), &rest, &[segment.target_text()], ratio);
        if odds >= JOINED {
            tell(segment, article.sentences[i as usize].span, report);
        }
    }
}

/// For a sentence of a paragraph whose other sentences are translated: whether the translation of the paragraph is as much too short.
fn paragraph(segments: &[Segment<'_>], n: usize, ratio: f32) -> Option<bool> {
    let article = segments[n].pair.source.article;
    let block = |i: &u32| article.sentences[*i as usize].block;
    let own = segments[n].bead.source.first().map(block)?;
    let mine = |s: &&Segment<'_>| s.bead.source.iter().any(|i| block(i) == own);
    let from = n - segments[..n].iter().rev().take_while(mine).count();
    let to = n + segments[n..].iter().take_while(|s| mine(s) || s.bead.source.is_empty()).count();
    let all = &segments[from..to];
    all.iter().any(Segment::is_linked).then(|| {
        let wanted = all.iter().map(|s| letters(s.source_text())).sum::<usize>() as f32 * ratio;
        let got = all.iter().map(|s| letters(s.target_text())).sum::<usize>() as f32;
        wanted - got >= SHORT_OF * letters(segments[n].source_text()) as f32 * ratio
    })
}

/// Log-odds that a sentence in no bead is missing rather than translated beside its place.
fn alone(input: &Input<'_>, segments: &[Segment<'_>], n: usize, ratio: f32) -> f32 {
    let open = |s: &&Segment<'_>| !s.is_linked();
    let from = n - segments[..n].iter().rev().take_while(open).count();
    let to = n + segments[n..].iter().take_while(open).count();
    let gap = &segments[from..to];
    let sum = |texts: &mut dyn Iterator<Item = &str>| texts.map(letters).sum::<usize>() as f32;
    let opposite = sum(&mut gap.iter().map(Segment::target_text));
    if opposite >= OPPOSITE * ratio * sum(&mut gap.iter().map(Segment::source_text)) {
        return f32::MIN;
    }
    let near = || from.checked_sub(1).map(|i| &segments[i]).into_iter().chain(segments.get(to));
    let others = gap.iter().filter(|s| s.source != segments[n].source).map(Segment::source_text);
    let rest: Vec<&str> = near().map(Segment::source_text).chain(others).collect();
    let target: Vec<&str> =
        near().map(Segment::target_text).chain(gap.iter().map(Segment::target_text)).collect();
    odds(input, &segments[n], segments[n].source_text(), &rest, &target, ratio)
}

/// Log-odds that a sentence is missing from the translation of itself and the `rest` around it. `ratio` is the usual length of a
/// translation.
fn odds(input: &Input<'_>, at: &Segment<'_>, own: &str, rest: &[&str], target: &[&str], ratio: f32) -> f32 {
    let (from, to) = (at.pair.source.lang(), at.pair.target.lang());
    let sum = |texts: &[&str]| texts.iter().map(|t| letters(t)).sum::<usize>() as f32;
    let missing = letters(own) as f32 * ratio;
    let wanted = sum(rest) * ratio + missing;
    let deficit = wanted - sum(target);
    let length = missing * (deficit - missing / 2.0) / (SPREAD * wanted).max(1.0);
    let words =
        |texts: &[&str], lang| -> Vec<Content> { texts.iter().flat_map(|t| content(t, lang)).collect() };
    let (mine, theirs, there) = (words(&[own], from), words(rest, from), words(target, to));
    if mine.is_empty() || there.is_empty() {
        return f32::MIN;
    }
    let explained = |w: &[Content]| coverage(w, from, &there, to, input.lexicon).0 * w.len() as f32;
    let all: Vec<Content> = theirs.iter().chain(&mine).cloned().collect();
    // How many words of the translation the sentence explains that its neighbours do not.
    let found = explained(&all) - explained(&theirs);
    let lost = mine.len() as f32 - found;
    let lexical = found * (CHANCE / THERE).ln() + lost * ((1.0 - CHANCE) / (1.0 - THERE)).ln();
    length.clamp(-MOST, MOST) + lexical
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Whether a segment has content that a translation must have: three words or more, or a quantity.
fn says_something(text: &str) -> bool {
    let words = tokens(text).iter().filter(|t| t.kind == TokenKind::Word).count();
    words > 2 || words > 0 && !quantities::find(text, Lang::UND).is_empty()
}

/// The sentence of a text that ends at or before a byte: where the missing one should follow.
fn beside(text: Text<'_>, at: usize) -> Option<Span> {
    let sentences = &text.article.sentences;
    sentences.iter().rev().find(|s| s.span.end as usize <= at).or_else(|| sentences.first()).map(|s| s.span)
}
