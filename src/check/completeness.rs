//! What was not translated, or is not there at all.

use super::{Input, Report, Segment, Text, quantities};
use crate::lang::{self, identify};
use crate::model::{Lang, Severity, Span};
use crate::terms::evidence::{Content, content, coverage};
use crate::text::fold::fold_name;
use crate::text::tokens::{TokenKind, tokens};
use rustc_hash::FxHashSet;

/// Sentences in another language need at least so many words to be told without a source.
const LEAST_WORDS: usize = 4;

/// Share of a sentence's words that must stand in the neighbours' translations for it not to be missing; and less of them where
/// those are long enough to hold it. Fitted on the clean development documents of the alignment benchmark, each checked against
/// each of its translations.
const GAIN: f32 = 0.35;
const SOME_GAIN: f32 = 0.12;
const ROOM: f32 = 0.9;

/// `untranslated`: a segment of the translation in the words of the source, or a sentence in another language.
pub(super) fn untranslated(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        if pair.source.lang().primary() == pair.target.lang().primary() {
            continue;
        }
        for segment in pair.segments().filter(Segment::is_linked) {
            for &t in &segment.bead.target {
                let span = pair.target.article.sentences[t as usize].span;
                let text = &pair.target.text()[span.range()];
                let copied = segment
                    .bead
                    .source
                    .iter()
                    .find(|&&s| is_copy(pair.source.article.sentence(s as usize), text));
                if let Some(&s) = copied.filter(|_| is_prose(text, pair.source.lang(), pair.target.lang())) {
                    let finding = report.add(pair.target.place(span), "left as in the source");
                    finding.related.push(pair.source.place(pair.source.article.sentences[s as usize].span));
                }
            }
        }
    }
    for text in input.checked() {
        strangers(text, report);
    }
    let mut seen: Vec<(u32, Span)> = Vec::new();
    report.findings.retain(|f| {
        let key = (f.place.document, f.place.span);
        let fresh = !seen.contains(&key);
        seen.push(key);
        fresh
    });
}

/// Whether a sentence is the other, but for marks and capitals.
fn is_copy(source: &str, target: &str) -> bool {
    let (a, b) = (fold_name(source), fold_name(target));
    // A tenth of the letters may differ: most pairs show more than that in their lengths or their first words.
    let near = || {
        let most = a.len().max(b.len());
        most - a.len().min(b.len()) <= most / 10 && shared_words(&a, &b) * 2 >= a.split(' ').count()
    };
    a == b || (a.len() > 30 && near() && strsim::normalized_levenshtein(&a, &b) > 0.9)
}

/// How many words of one text stand in the other.
fn shared_words(a: &str, b: &str) -> usize {
    let theirs: FxHashSet<&str> = b.split(' ').collect();
    a.split(' ').filter(|w| theirs.contains(w)).count()
}

/// Whether a text has words of its language that a translator would have turned: no names, numbers, addresses alone.
fn is_prose(text: &str, source: Lang, target: Lang) -> bool {
    let list = tokens(text);
    let words: Vec<&str> = list.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.text(text)).collect();
    let small = words.iter().filter(|w| w.chars().next().is_some_and(char::is_lowercase)).count();
    let function = &lang::of(source).function_words;
    let own = &lang::of(target).function_words;
    let grammar = words
        .iter()
        .map(|w| w.to_lowercase())
        .filter(|w| function.contains(w.as_str()) && !own.contains(w.as_str()))
        .count();
    let found = identify(text).lang;
    words.len() > 2
        && (small > 1 || grammar > 0)
        && found.primary() != target.primary()
        && (grammar > 0 || found.primary() == source.primary())
}

/// Sentences of a text that are in another of the home languages.
fn strangers(text: &Text<'_>, report: &mut Report) {
    let main = text.lang().primary();
    if !main.is_home() {
        return;
    }
    for (span, sentence) in text.sentences() {
        for (from, to) in stretches(sentence) {
            let part = &sentence[from..to];
            if let Some(lang) = stranger(part, main) {
                let at = Span::new(from, to).shifted(span.start as usize);
                let finding =
                    report.add(text.place(at), format!("in {}, the text is in {}", name(lang), name(main)));
                finding.severity = Severity::Error;
            }
        }
    }
}

/// The parts of a sentence that dashes with blanks, bars and quotation marks cut off; quoted ones are left out, as a title
/// may be quoted in the original.
fn stretches(sentence: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for mark in [" - ", " – ", " — ", " | "] {
        if let Some(at) = sentence[from..].find(mark) {
            out.push((from, from + at));
            from += at + mark.len();
        }
    }
    out.push((from, sentence.len()));
    out.retain(|(a, b)| !sentence[*a..*b].contains(['“', '„', '«', '"', '”']));
    out
}

/// The home language of a stretch when it is surely another than the main one.
fn stranger(part: &str, main: Lang) -> Option<Lang> {
    let list = tokens(part);
    let words: Vec<String> =
        list.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.text(part).to_lowercase()).collect();
    if words.len() < LEAST_WORDS {
        return None;
    }
    let found = identify(part);
    let lang = found.lang.primary();
    if lang == main || !lang.is_home() || found.diacritics == lang::Diacritics::Stripped {
        return None;
    }
    let small = list
        .iter()
        .filter(|t| t.kind == TokenKind::Word && t.text(part).chars().next().is_some_and(char::is_lowercase))
        .count();
    let grammar = |l: Lang| words.iter().filter(|w| lang::of(l).function_words.contains(w.as_str())).count();
    let (theirs, ours) = (grammar(lang), grammar(main));
    // Vietnamese letters decide by themselves, but a name has no small letters; other languages need their grammar words.
    let sure = if lang == Lang::VI {
        small * 3 >= words.len() && small > 1
    } else {
        theirs >= 2 && theirs > 2 * ours && small > 2
    };
    sure.then_some(lang)
}

fn name(lang: Lang) -> String {
    match lang.primary() {
        Lang::VI => "Vietnamese".to_owned(),
        Lang::EN => "English".to_owned(),
        Lang::FR => "French".to_owned(),
        Lang::PL => "Polish".to_owned(),
        other => other.to_string(),
    }
}

/// `segment-missing`: sentences of the source that stand in no bead with the target, and translations that are far too short.
pub(super) fn missing(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        let segments: Vec<Segment<'_>> = pair.segments().collect();
        let linked = segments.iter().filter(|s| s.is_linked());
        let (from, to) =
            linked.fold((0, 0), |(a, b), s| (a + letters(s.source_text()), b + letters(s.target_text())));
        let ratio = to as f32 / from.max(1) as f32;
        for (n, segment) in segments.iter().enumerate() {
            if segment.target.is_empty() {
                let text = segment.source_text();
                if says_something(text) && !absorbed(input, &segments, n, ratio) {
                    let at = segment.target.start as usize;
                    let finding = report
                        .add(segment.source_place(segment.source), "has no counterpart in the translation");
                    if let Some(next) = beside(pair.target, at) {
                        finding.related.push(pair.target.place(next));
                    }
                }
            } else if segment.is_linked() && from > 0 {
                let wanted = letters(segment.source_text()) as f32 * ratio;
                let got = letters(segment.target_text()) as f32;
                if wanted > 80.0 && got < 0.4 * wanted {
                    let message = "the translation is far shorter than its source: something may be missing";
                    let finding = report.add(segment.target_place(segment.target), message);
                    finding.severity = Severity::Warning;
                    finding.related.push(segment.source_place(segment.source));
                }
            }
        }
    }
}

/// Whether the translations of the neighbours hold what a sentence without counterpart says: sentences were joined, and the
/// aligner gave one to nobody. `ratio` is the usual length of a translation.
fn absorbed(input: &Input<'_>, segments: &[Segment<'_>], n: usize, ratio: f32) -> bool {
    let linked = |s: &&Segment<'_>| s.is_linked();
    let before = segments[..n].iter().rev().find(linked);
    let behind = segments[n + 1..].iter().find(linked);
    let near: Vec<&Segment<'_>> = before.into_iter().chain(behind).collect();
    let Some(pair) = near.first().map(|s| s.pair) else { return false };
    let (from, to) = (pair.source.lang(), pair.target.lang());
    let own = content(segments[n].source_text(), from);
    let theirs: Vec<Content> = near.iter().flat_map(|s| content(s.source_text(), from)).collect();
    let target: Vec<Content> = near.iter().flat_map(|s| content(s.target_text(), to)).collect();
    if own.is_empty() || target.is_empty() {
        return false;
    }
    let explained =
        |words: &[Content]| coverage(words, from, &target, to, input.lexicon).0 * words.len() as f32;
    let all: Vec<Content> = theirs.iter().chain(&own).cloned().collect();
    // How many words of the neighbours' translations the sentence explains that the neighbours do not.
    let gain = (explained(&all) - explained(&theirs)) / own.len() as f32;
    let wanted =
        near.iter().map(|s| letters(s.source_text())).sum::<usize>() + letters(segments[n].source_text());
    let got = near.iter().map(|s| letters(s.target_text())).sum::<usize>();
    let room = got as f32 / (wanted as f32 * ratio).max(1.0);
    gain >= GAIN || (room >= ROOM && gain >= SOME_GAIN)
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
