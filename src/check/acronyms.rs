//! Acronyms with two expansions, and names with two acronyms.

use super::{Input, Report, Text};
use crate::lang;
use crate::lexicon::Lexicon;
use crate::model::{Kind, Lang, Mention, Span};
use crate::text::fold::fold;
use crate::text::tokens::{Token, TokenKind, tokens};
use std::collections::BTreeMap;

/// `long form (SHORT)` of a text.
struct Expansion {
    short: String,
    key: Vec<String>,
    span: Span,
}

/// `acronym-variant`.
pub(super) fn check(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        let found = expansions(input, text);
        let mut by_short: BTreeMap<&str, Vec<&Expansion>> = BTreeMap::new();
        let mut by_long: BTreeMap<&[String], Vec<&Expansion>> = BTreeMap::new();
        for e in &found {
            by_short.entry(&e.short).or_default().push(e);
            by_long.entry(&e.key).or_default().push(e);
        }
        for (short, list) in by_short {
            tell(
                text,
                &list,
                |a, b| !within(&a.key, &b.key) && !within(&b.key, &a.key),
                &format!("“{short}” is expanded in two ways"),
                report,
            );
        }
        for list in by_long.values() {
            tell(text, list, |a, b| a.short != b.short, "one name has two acronyms", report);
        }
    }
}

fn tell(
    text: &Text<'_>,
    list: &[&Expansion],
    differ: fn(&Expansion, &Expansion) -> bool,
    message: &str,
    report: &mut Report,
) {
    let Some(first) = list.first() else { return };
    for other in list.iter().skip(1).filter(|o| differ(first, o)) {
        let finding = report.add(text.place(other.span), message);
        finding.related.push(text.place(first.span));
        finding.suggestion = Some(text.text()[first.span.range()].to_owned());
    }
}

/// Whether all words of one expansion stand in the other: the Ministry of Health (of Viet Nam).
fn within(a: &[String], b: &[String]) -> bool {
    a.iter().all(|w| b.contains(w))
}

fn expansions(input: &Input<'_>, text: &Text<'_>) -> Vec<Expansion> {
    let lexicon: &Lexicon = input.lexicon;
    let mut out = Vec::new();
    for (block, lang, content) in text.blocks() {
        let list = tokens(content);
        for i in 2..list.len().saturating_sub(1) {
            let (open, short, close) =
                (list[i - 1].text(content), list[i].text(content), list[i + 1].text(content));
            if open != "(" || close != ")" || !is_acronym(short) {
                continue;
            }
            // Initials, or else a name right before the bracket (the acronym may be that of another language).
            let named = || {
                let end = block.span.start + list[i - 2].span.end;
                let mine = |m: &&Mention| {
                    m.document == text.document
                        && m.span.end == end
                        && matches!(m.kind, Kind::Org | Kind::Law | Kind::Event)
                };
                let start = input.terms.mentions.iter().find(mine)?.span.start;
                list[..i - 1].iter().position(|t| t.span.start + block.span.start == start)
            };
            if let Some(from) = expansion(content, &list[..i - 1], short, lang).or_else(named) {
                let span = Span { start: list[from].span.start, end: list[i + 1].span.end };
                let words = list[from..i - 1]
                    .iter()
                    .filter(|t| t.kind == TokenKind::Word)
                    .map(|t| t.text(content).to_lowercase());
                let function = &lang::of(lang).function_words;
                let key = words
                    .filter(|w| !function.contains(w.as_str()) || lang.primary() == Lang::VI)
                    .map(|w| lexicon.key(&w, lang))
                    .collect();
                out.push(Expansion {
                    short: short.to_owned(),
                    key,
                    span: span.shifted(block.span.start as usize),
                });
            }
        }
    }
    out
}

fn is_acronym(word: &str) -> bool {
    (2..=10).contains(&word.chars().count())
        && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '-')
        && word.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// The first of the words before a bracket whose initials spell the acronym; words between that are small may be skipped.
fn expansion(content: &str, before: &[Token], short: &str, lang: Lang) -> Option<usize> {
    let letters: Vec<char> = fold(short).chars().filter(|c| c.is_alphabetic()).collect();
    let mut left = letters.len();
    let mut at = before.len();
    let mut skipped = 0;
    while left > 0 {
        at = at.checked_sub(1)?;
        let token = before[at];
        let word = token.text(content);
        if token.kind != TokenKind::Word {
            if !matches!(word, "-" | "–" | "'" | "’" | ",") {
                return None;
            }
            continue;
        }
        let initial = fold(word).chars().next();
        if initial == Some(letters[left - 1]) {
            left -= 1;
            skipped = 0;
        } else {
            let small = lang::of(lang).function_words.contains(word.to_lowercase().as_str())
                || word.ends_with(['\'', '’']);
            skipped += usize::from(!small);
            if skipped > 1 || before.len() - at > 3 * letters.len() + 2 {
                return None;
            }
        }
    }
    Some(at)
}
