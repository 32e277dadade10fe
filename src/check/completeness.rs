//! What was not translated.

use super::{Input, Report, Segment, Text};
use crate::lang::{self, identify};
use crate::model::{Lang, Severity, Span};
use crate::text::fold::fold_name;
use crate::text::tokens::{TokenKind, tokens};
use rustc_hash::FxHashSet;

/// Sentences in another language need at least so many words to be told without a source.
const LEAST_WORDS: usize = 4;

/// Small words from which on one grammar word of the other language is enough.
const LONG: usize = 5;

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
    // Polish says much without grammar words: a long sentence of which nothing is the text's own.
    let whole = theirs > 0 && ours == 0 && small >= LONG && found.confidence >= 0.99;
    let sure = if lang == Lang::VI {
        small * 3 >= words.len() && small > 1
    } else {
        whole || theirs >= 2 && theirs > 2 * ours && small > 2
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
