//! What the glossary says about the terms, titles and names of a translation.

use super::glossary::{Entry, Match, Standing};
use super::quantities::{self, Date};
use super::{Glossary, Input, Report, Segment};
use crate::lexicon::Lexicon;
use crate::model::{Lang, Place, Span};
use crate::terms::heads::{of, phrase_key};
use crate::terms::known::Known;
use crate::text::tokens::{TokenKind, tokens};

/// `title-mismatch`.
pub(super) fn titles(input: &Input<'_>, report: &mut Report) {
    each(input, report, true);
}

/// `term-mismatch`.
pub(super) fn mismatch(input: &Input<'_>, report: &mut Report) {
    each(input, report, false);
}

/// The whole date of a segment: the first one with a year, of the target or the source.
fn date_of(segment: &Segment<'_>) -> Option<Date> {
    let dated = |text: &str, lang| {
        quantities::find(text, lang).iter().filter_map(quantities::Quantity::date).find(|d| d.year.is_some())
    };
    dated(segment.target_text(), segment.pair.target.lang())
        .or_else(|| dated(segment.source_text(), segment.pair.source.lang()))
}

fn each(input: &Input<'_>, report: &mut Report, titles: bool) {
    let Some(glossary) = input.glossary else { return };
    for pair in &input.pairs {
        let (from, to) = (pair.source.lang(), pair.target.lang());
        for segment in pair.segments().filter(Segment::is_linked) {
            let mut source = glossary.find(segment.source_text(), from);
            source.retain(|m| !is_inside(segment.source_text(), m.span, from));
            if source.is_empty() {
                continue;
            }
            let target = glossary.find(segment.target_text(), to);
            let date = date_of(&segment);
            let mut used = vec![false; target.len()];
            let mut open: Vec<(&Match, Vec<usize>)> = Vec::new();
            for found in &source {
                let wanted = renderings(glossary, found, to, date);
                if wanted.is_empty() {
                    continue;
                }
                let is_one = |m: &Match| m.entries.iter().any(|e| wanted.contains(e));
                let free = (0..target.len()).find(|&i| !used[i] && is_one(&target[i]));
                match free.or_else(|| target.iter().position(is_one)) {
                    Some(i) => used[i] = true,
                    None => open.push((found, wanted)),
                }
            }
            for (found, wanted) in open {
                let text = &segment.source_text()[found.span.range()];
                if is_title(glossary, &wanted, from, to) == titles {
                    let wrong = target
                        .iter()
                        .zip(&used)
                        .find(|(m, used)| !**used && stranger(glossary, m, &source, titles, from, to))
                        .map(|m| m.0);
                    tell(glossary, &segment, found, wrong, &wanted, text, report);
                }
            }
        }
    }
}

/// Whether a Vietnamese form is the first part of a longer word: Vụ in Vụ trưởng.
fn is_inside(text: &str, span: Span, lang: Lang) -> bool {
    if lang.primary() != Lang::VI {
        return false;
    }
    let rest = &text[span.range().start..];
    let list: Vec<String> = tokens(rest)
        .iter()
        .take_while(|t| t.kind == TokenKind::Word)
        .take(4)
        .map(|t| t.text(rest).to_lowercase())
        .collect();
    let lower: Vec<&str> = list.iter().map(String::as_str).collect();
    let own = text[span.range()].split_whitespace().count();
    let known = Known::builtin();
    Lexicon::builtin().compound_len(&lower, lang) > own
        || (own + 1..=lower.len()).any(|n| !known.find(&lower[..n].join(" "), lang).is_empty())
}

/// Entries whose target forms may stand for a found source form: those with that form, in force, not forbidden.
fn renderings(glossary: &Glossary, found: &Match, to: Lang, date: Option<Date>) -> Vec<usize> {
    let usable = |e: &Entry| matches!(e.standing, Standing::Preferred | Standing::Admitted);
    let fine = |e: &Entry| usable(e) && e.is_valid(date) && !e.forms(to).is_empty();
    found.entries.iter().copied().filter(|&e| fine(&glossary.entries[e])).collect()
}

/// Whether a form in the target stands for something that the source does not say: probably the wrong rendering.
fn stranger(
    glossary: &Glossary,
    found: &Match,
    source: &[Match],
    titles: bool,
    from: Lang,
    to: Lang,
) -> bool {
    !found.entries.iter().any(|e| source.iter().any(|s| s.entries.contains(e)))
        && (!titles || is_title(glossary, &found.entries, from, to))
}

fn tell(
    glossary: &Glossary,
    segment: &Segment<'_>,
    found: &Match,
    wrong: Option<&Match>,
    wanted: &[usize],
    text: &str,
    report: &mut Report,
) {
    let form =
        glossary.entries[wanted[0]].forms(segment.pair.target.lang()).first().cloned().unwrap_or_default();
    let source = segment.source_place(found.span.shifted(segment.source.start as usize));
    let finding = if let Some(wrong) = wrong {
        let given = &segment.target_text()[wrong.span.range()];
        let message = format!("“{given}” for “{text}”, which the glossary renders as “{form}”");
        report.add(segment.target_place(wrong.span.shifted(segment.target.start as usize)), message)
    } else {
        report
            .add(source, format!("“{text}” is “{form}” in the glossary, which the translation does not use"))
    };
    finding.related.push(if wrong.is_some() { source } else { segment.target_place(segment.target) });
    finding.suggestion = Some(form);
}

/// Whether entries name a rank or office.
fn is_title(glossary: &Glossary, entries: &[usize], from: Lang, to: Lang) -> bool {
    entries.iter().any(|&e| {
        [from, to].iter().any(|&lang| {
            let heads = of(lang.primary());
            glossary.entries[e].forms(lang).iter().any(|form| {
                let key = form
                    .split(' ')
                    .map(|w| phrase_key(&w.to_lowercase(), lang.primary()))
                    .collect::<Vec<_>>()
                    .join(" ");
                heads.part("rank").has(&key) || heads.part("office").has(&key)
            })
        })
    })
}

/// `term-forbidden`.
pub(super) fn forbidden(input: &Input<'_>, report: &mut Report) {
    let Some(glossary) = input.glossary else { return };
    for text in input.checked() {
        let lang = text.lang();
        let pair = input.pairs.iter().find(|p| p.target.document == text.document);
        let segments: Vec<(Span, Option<Segment<'_>>)> = match pair {
            Some(pair) => {
                pair.segments().filter(|s| !s.target.is_empty()).map(|s| (s.target, Some(s))).collect()
            }
            None => text.sentences().map(|(span, _)| (span, None)).collect(),
        };
        for (span, segment) in segments {
            for found in glossary.find(&text.text()[span.range()], lang) {
                let entries: Vec<&Entry> = found.entries.iter().map(|&e| &glossary.entries[e]).collect();
                if !entries.iter().all(|e| e.standing == Standing::Forbidden) {
                    continue;
                }
                // With a source at hand, the form is forbidden for the source's term only.
                let source = segment
                    .filter(Segment::is_linked)
                    .map(|s| (s, glossary.find(s.source_text(), s.pair.source.lang())));
                let origin = source.as_ref().map(|(_, list)| {
                    list.iter().find(|m| m.entries.iter().any(|e| found.entries.contains(e)))
                });
                if origin == Some(None) {
                    continue;
                }
                let better = instead(glossary, entries[0], lang);
                let at = found.span.shifted(span.start as usize);
                let message = format!("the glossary forbids “{}”", &text.text()[at.range()]);
                let finding = report.add(text.place(at), message);
                finding.suggestion = better;
                if let (Some((segment, _)), Some(Some(origin))) = (&source, origin) {
                    finding
                        .related
                        .push(segment.source_place(origin.span.shifted(segment.source.start as usize)));
                }
            }
        }
    }
}

/// The form to use instead: of a preferred row that shares a form in another language.
fn instead(glossary: &Glossary, entry: &Entry, lang: Lang) -> Option<String> {
    let shares = |o: &Entry| {
        entry
            .forms
            .iter()
            .any(|(l, forms)| l.primary() != lang.primary() && forms.iter().any(|f| o.forms(*l).contains(f)))
    };
    let mut rows = glossary.entries.iter().filter(|o| o.standing == Standing::Preferred && shares(o));
    rows.find_map(|o| o.forms(lang).first()).cloned()
}

/// `term-outdated`.
pub(super) fn outdated(input: &Input<'_>, report: &mut Report) {
    let Some(glossary) = input.glossary else { return };
    for text in input.checked() {
        let lang = text.lang();
        let pair = input.pairs.iter().find(|p| p.target.document == text.document);
        for (span, sentence) in text.sentences() {
            let segment = pair.and_then(|p| p.segments().find(|s| s.target.contains(span)));
            let own = quantities::find(sentence, lang)
                .iter()
                .filter_map(quantities::Quantity::date)
                .find(|d| d.year.is_some());
            let date = own.or_else(|| segment.as_ref().and_then(date_of));
            for found in glossary.find(sentence, lang) {
                let entries: Vec<&Entry> = found.entries.iter().map(|&e| &glossary.entries[e]).collect();
                let superseded =
                    |e: &Entry| e.standing == Standing::Superseded && e.from.is_none() && e.to.is_none();
                if entries.iter().any(|e| e.is_valid(date) && !superseded(e)) {
                    continue;
                }
                let at = found.span.shifted(span.start as usize);
                let name = &text.text()[at.range()];
                let message = match (entries[0].from, entries[0].to) {
                    (_, Some(to)) => {
                        format!("the name “{name}” ended on {to}, the sentence is dated otherwise")
                    }
                    (Some(from), None) => {
                        format!("the name “{name}” began on {from}, the sentence is dated otherwise")
                    }
                    (None, None) => format!("the glossary has “{name}” as superseded"),
                };
                let finding = report.add(text.place(at), message);
                if let Some(segment) = &segment {
                    let (place, better) = meant(glossary, segment, date, lang);
                    finding.related.extend(place);
                    finding.suggestion = better;
                }
            }
        }
    }
}

/// What the source says that the glossary knows and the target does not have.
fn meant(
    glossary: &Glossary,
    segment: &Segment<'_>,
    date: Option<Date>,
    lang: Lang,
) -> (Option<Place>, Option<String>) {
    let target = glossary.find(segment.target_text(), lang);
    for found in glossary.find(segment.source_text(), segment.pair.source.lang()) {
        let wanted = renderings(glossary, &found, lang, date);
        if let Some(&first) = wanted.first()
            && !target.iter().any(|m| m.entries.iter().any(|e| wanted.contains(e)))
        {
            let place = segment.source_place(found.span.shifted(segment.source.start as usize));
            return (Some(place), glossary.entries[first].forms(lang).first().cloned());
        }
    }
    (Some(segment.source_place(segment.source)), None)
}
