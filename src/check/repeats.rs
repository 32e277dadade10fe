//! Words and phrases that stand twice.

use super::{Input, Report, Text, typography};
use crate::lang;
use crate::model::{Lang, Span};
use crate::text::tokens::{Token, TokenKind, tokens};
use std::cmp::Ordering;

/// Longest phrase that is looked for twice in a row.
const LONGEST: usize = 8;

/// `doubled-word`.
pub(super) fn check(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        for (block, lang, content) in text.blocks() {
            let list = tokens(content);
            let at = block.span.start as usize;
            in_a_row(text, lang, content, &list, at, report);
            with_and(text, lang, content, &list, at, report);
            for span in glued(content) {
                let half =
                    &content[span.start as usize..usize::midpoint(span.start as usize, span.end as usize)];
                let finding = report
                    .add(text.place(span.shifted(at)), format!("“{half}” stands twice without a space"));
                finding.suggestion = Some(half.to_owned());
            }
        }
    }
}

fn in_a_row(text: &Text<'_>, lang: Lang, content: &str, list: &[Token], at: usize, report: &mut Report) {
    let lower: Vec<String> = list.iter().map(|t| t.text(content).to_lowercase()).collect();
    let blank = |i: usize| {
        let gap = &content[list[i - 1].span.end as usize..list[i].span.start as usize];
        (!gap.is_empty() && gap.chars().all(char::is_whitespace)) || lower[i - 1].ends_with(['\'', '’'])
    };
    let mut i = 0;
    while i < list.len() {
        let repeat = (1..=LONGEST.min((list.len() - i) / 2)).find(|&n| {
            let words = list[i..i + 2 * n].iter().all(|t| t.kind == TokenKind::Word);
            words && lower[i..i + n] == lower[i + n..i + 2 * n] && (i + 1..i + 2 * n).all(blank)
        });
        // NO NO NO: three in a row are meant.
        if repeat == Some(1) && lower.get(i + 2) == Some(&lower[i]) && blank(i + 2) {
            i += lower[i..].iter().take_while(|w| **w == lower[i]).count();
            continue;
        }
        let Some(n) = repeat.filter(|&n| is_fault(lang, content, &list[i..i + 2 * n], &lower[i..i + n]))
        else {
            i += 1;
            continue;
        };
        let span = Span { start: list[i].span.start, end: list[i + 2 * n - 1].span.end };
        let once = &content[list[i].span.start as usize..list[i + n - 1].span.end as usize];
        let finding = report.add(text.place(span.shifted(at)), format!("“{once}” stands twice in a row"));
        finding.suggestion = Some(once.to_owned());
        i += 2 * n;
    }
}

/// Whether words in a row are a slip and no idiom, name or reduplication.
fn is_fault(lang: Lang, content: &str, pair: &[Token], once: &[String]) -> bool {
    let capital = |t: &Token| t.text(content).chars().next().is_some_and(char::is_uppercase);
    let n = once.len();
    let data = typography::of(lang);
    let function = &lang::of(lang).function_words;
    if n == 1 {
        if data.doubled.contains(once[0].as_str())
            || once[0].chars().count() == 1 && lang.primary() != Lang::PL && lang.primary() != Lang::FR
        {
            return false;
        }
        // Reduplication makes Vietnamese words: only grammar words are never doubled.
        if lang.primary() == Lang::VI {
            return function.contains(once[0].as_str()) || data.never_doubled.contains(once[0].as_str());
        }
        // Bora Bora, Duran Duran.
        if pair.iter().all(capital) && !function.contains(once[0].as_str()) {
            return false;
        }
        // English and French words of one or two letters: "a a" yes, "m m" no.
        return once[0].chars().count() > 2 || function.contains(once[0].as_str());
    }
    // ha ha ha ha; one word four times is for emphasis.
    once.iter().any(|w| w != &once[0])
        && !(pair.iter().all(capital) && n == 2 && pair.len() == 4 && lang.primary() != Lang::VI)
}

/// `the units and the units`: one word on both sides of "and", where no idiom says it so.
fn with_and(text: &Text<'_>, lang: Lang, content: &str, list: &[Token], at: usize, report: &mut Report) {
    let data = typography::of(lang);
    if data.doubled_and.is_empty() {
        return;
    }
    for w in list.windows(3) {
        let [a, and, b] = w else { continue };
        let word = a.text(content).to_lowercase();
        let same = a.kind == TokenKind::Word && word == b.text(content).to_lowercase();
        if same
            && word.chars().count() >= 6
            && data.and.contains(and.text(content))
            && !data.doubled_and.contains(word.as_str())
        {
            let span = Span { start: a.span.start, end: b.span.end };
            let finding = report.add(text.place(span.shifted(at)), format!("“{word}” is joined with itself"));
            finding.suggestion = Some(a.text(content).to_owned());
        }
    }
}

/// Phrases glued to themselves: `Sunday NewsSunday News`, `delegatesdelegates`.
fn glued(content: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut last = None;
    for (at, c) in content.char_indices() {
        let seam = c.is_uppercase() && last.is_some_and(char::is_lowercase);
        last = Some(c);
        if !seam {
            continue;
        }
        // The longest phrase that ends here and begins here, of whole words.
        let best = content[..at].char_indices().rev().map(|(from, _)| from).take(80).filter(|&from| {
            let half = &content[from..at];
            let starts = content[..from].chars().next_back().is_none_or(|p| !p.is_alphanumeric());
            starts
                && content[at..].starts_with(half)
                && half.chars().filter(|c| c.is_alphabetic()).count() > 2
        });
        if let Some(from) = best.last() {
            let end = at + (at - from);
            if content[end..].chars().next().is_none_or(|n| !n.is_lowercase()) {
                out.push(Span::new(from, end));
            }
        }
    }
    for token in tokens(content) {
        let word = token.text(content);
        let half = word.len() / 2;
        let long = word.chars().count() >= 12 && word.is_char_boundary(half);
        if long && word[..half].cmp(&word[half..]) == Ordering::Equal {
            out.push(token.span);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_glued_to_themselves() {
        let text = "Harbour PostHarbour Post 3 May. BankBanks. deliveriesdeliveries";
        let found: Vec<&str> = glued(text).iter().map(|s| &text[s.range()]).collect();
        assert_eq!(found, ["Harbour PostHarbour Post", "deliveriesdeliveries"]);
    }

    #[test]
    fn idioms_and_reduplication_are_no_faults() {
        let fault = |lang, text: &str| {
            let list = tokens(text);
            let lower: Vec<String> = list.iter().map(|t| t.text(text).to_lowercase()).collect();
            is_fault(lang, text, &list, &lower[..lower.len() / 2])
        };
        assert!(fault(Lang::EN, "the the"));
        assert!(fault(Lang::FR, "dans dans"));
        assert!(fault(Lang::PL, "w w"));
        assert!(fault(Lang::VI, "của của"));
        assert!(fault(Lang::VI, "giữa giữa"));
        for (lang, text) in
            [(Lang::EN, "had had"), (Lang::EN, "Bora Bora"), (Lang::VI, "vui vui"), (Lang::FR, "nous nous")]
        {
            assert!(!fault(lang, text), "{text}");
        }
    }
}
