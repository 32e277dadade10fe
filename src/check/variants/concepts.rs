//! Forms that the search for names and terms put into one concept, and that are not forms of one name.

use super::Way;
use crate::check::words::{Word, same, same_phrase, words};
use crate::check::{Input, Report, Text};
use crate::lang;
use crate::model::{Concept, Kind, Lang, Severity};

/// Concepts linked on less evidence than this say nothing about variants.
const SURE: f32 = 0.7;

/// Bodies, legal texts and events.
pub(super) fn names(input: &Input<'_>, report: &mut Report) {
    each(input, report, &|k| matches!(k, Kind::Org | Kind::Law), Severity::Warning);
}

/// Ranks and offices.
pub(super) fn titles(input: &Input<'_>, report: &mut Report) {
    each(input, report, &|k| k == Kind::Title, Severity::Info);
}

/// Events and terms.
pub(super) fn terms(input: &Input<'_>, report: &mut Report) {
    each(input, report, &|k| matches!(k, Kind::Event | Kind::Term), Severity::Warning);
}

fn each(input: &Input<'_>, report: &mut Report, kinds: &dyn Fn(Kind) -> bool, severity: Severity) {
    let from = report.findings.len();
    for text in input.checked() {
        let lang = text.lang();
        for (number, concept) in input.terms.concepts.iter().enumerate().filter(|(_, c)| kinds(c.kind)) {
            if concept.score < SURE {
                continue;
            }
            let ways = ways(input, text, number as u32, concept, lang);
            if ways.len() > 1 {
                super::tell(text, ways, "one thing in two renderings", report);
            }
        }
    }
    for finding in &mut report.findings[from..] {
        finding.severity = severity;
    }
}

/// The ways a concept is written in a text that differ in their words, short forms and acronyms aside.
fn ways(input: &Input<'_>, text: &Text<'_>, number: u32, concept: &Concept, lang: Lang) -> Vec<Way> {
    let mut out: Vec<(Vec<Word>, Way)> = Vec::new();
    for mention in input.terms.mentions.iter().filter(|m| m.concept == number && m.document == text.document)
    {
        let surface = &text.text()[mention.span.range()];
        let content = content(surface, lang);
        if content.len() < 2 || surface.contains(['(', '/']) {
            continue;
        }
        match out.iter_mut().find(|w| equal(&w.0, &content, lang)) {
            Some((_, way)) => way.spans.push(mention.span),
            None => out.push((content, Way { text: surface.to_owned(), spans: vec![mention.span] })),
        }
    }
    // Only ways with the same number of words that share one at least: the others are short and long forms, or offices by body.
    out.sort_by_key(|w| std::cmp::Reverse(w.1.spans.len()));
    let Some((usual, rest)) = out.split_first() else { return Vec::new() };
    let least = if lang.primary() == Lang::VI && concept.kind == Kind::Term { 4 } else { 2 };
    let near = |w: &Vec<Word>| {
        let shared = w.iter().filter(|x| usual.0.iter().any(|y| same(x, y, lang))).count();
        w.len() == usual.0.len() && w.len() >= least && shared > 0 && (shared * 2 >= w.len())
    };
    let mut kept: Vec<Way> = Vec::new();
    for (_, way) in rest.iter().filter(|w| near(&w.0)) {
        kept.push(Way { text: way.text.clone(), spans: way.spans.clone() });
    }
    if !kept.is_empty() {
        kept.insert(0, Way { text: usual.1.text.clone(), spans: usual.1.spans.clone() });
    }
    kept
}

/// The words of a name that carry its meaning.
pub(super) fn content(surface: &str, lang: Lang) -> Vec<Word> {
    let function = &lang::of(lang).function_words;
    let keep = |w: &Word| {
        !function.contains(w.lower.as_str())
            || w.text.chars().next().is_some_and(char::is_uppercase)
            || lang.primary() == Lang::VI
    };
    words(surface, lang).into_iter().map(|w| w.0).filter(keep).collect()
}

/// The same words in any order: Hanoi Convention, Convention of Hanoi.
fn equal(a: &[Word], b: &[Word], lang: Lang) -> bool {
    same_phrase(a, b, lang) || (a.len() == b.len() && a.iter().all(|x| b.iter().any(|y| same(x, y, lang))))
}
