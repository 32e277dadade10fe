//! Characters that look right and are not: decomposed letters, invisible signs, broken encodings, letters of another script.

use super::{Input, Report, Text};
use crate::model::Span;
use crate::text::normal::nfc;
use unicode_normalization::is_nfc;

/// More runs than these are one finding about the whole text.
const MOST: usize = 12;

/// `unicode-form`.
pub(super) fn check(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        decomposed(text, report);
        let source = input.pairs.iter().find(|p| p.target.document == text.document).map(|p| p.source.text());
        for (span, message, suggestion) in strange(text.text()) {
            // What the source has as well is meant so: a text about encodings.
            let word = text.text()[span.range()].trim_matches(|c: char| !c.is_alphanumeric());
            if source.is_some_and(|s| s.contains(word)) {
                continue;
            }
            report.add(text.place(span), message).suggestion = suggestion;
        }
    }
}

fn decomposed(text: &Text<'_>, report: &mut Report) {
    let runs = decomposed_runs(text.text());
    let Some(first) = runs.first() else { return };
    if runs.len() > MOST {
        let finding = report.add(
            text.place(*first),
            format!("{} stretches of the text are not in Unicode form NFC", runs.len()),
        );
        finding.related.extend(runs[1..].iter().map(|r| text.place(*r)));
        finding.suggestion = Some(nfc(&text.text()[first.range()]).into_owned());
        return;
    }
    for run in runs {
        let finding = report
            .add(text.place(run), "letters are not in Unicode form NFC: they will not be found by search");
        finding.suggestion = Some(nfc(&text.text()[run.range()]).into_owned());
    }
}

/// Runs of words that are not in NFC, neighbours joined.
fn decomposed_runs(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let trimmed = word.trim_end();
        if !is_nfc(trimmed) {
            let span = Span::new(at, at + trimmed.len());
            match out.last_mut() {
                Some(last) if text[last.end as usize..at].chars().all(|c| c == ' ') => last.end = span.end,
                _ => out.push(span),
            }
        }
        at += word.len();
    }
    out
}

/// Places with characters that do not belong.
fn strange(text: &str) -> Vec<(Span, String, Option<String>)> {
    let mut out = Vec::new();
    let mut last = '\n';
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let next = text[end..].chars().next();
        let kind = match c {
            '\u{fffd}' => Some("a character was lost in a change of encoding"),
            '\u{200b}' | '\u{2060}' | '\u{feff}'
                if at > 0 && next.is_some_and(char::is_alphanumeric) && last.is_alphanumeric() =>
            {
                Some("an invisible character stands inside a word")
            }
            '\u{ad}' if last.is_alphabetic() => Some("a soft hyphen stands inside a word"),
            _ => None,
        };
        if let Some(message) = kind {
            out.push((word_around(text, at, end), message.to_owned(), None));
        }
        if mojibake(c, next) {
            out.push((
                word_around(text, at, end),
                "the letters were read in the wrong encoding".to_owned(),
                None,
            ));
        }
        let mixed =
            (is_cyrillic(c) && last.is_ascii_alphabetic()) || (is_cyrillic(last) && c.is_ascii_alphabetic());
        if mixed {
            out.push((
                word_around(text, at, end),
                "a word mixes Latin and Cyrillic letters".to_owned(),
                None,
            ));
        }
        last = c;
    }
    out.dedup_by(|a, b| a.0 == b.0);
    out
}

const fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

/// UTF-8 read as Latin-1 or Windows-1252: Ã©, Ä‘, áº¿, â€œ.
const fn mojibake(c: char, next: Option<char>) -> bool {
    match (c, next) {
        ('Ã', Some('\u{a0}'..='\u{bf}')) | ('â', Some('€')) => true,
        ('á', Some('º' | '»')) => true,
        _ => false,
    }
}

/// The word around a place.
fn word_around(text: &str, from: usize, to: usize) -> Span {
    let start = text[..from]
        .rfind(char::is_whitespace)
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let end = text[to..].find(char::is_whitespace).map_or(text.len(), |i| to + i);
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn runs_of_decomposed_words() {
        let text = format!("Sông {} chảy qua.", "Hồng đỏ".nfd().collect::<String>());
        let runs = decomposed_runs(&text);
        assert_eq!(runs.len(), 1);
        assert_eq!(nfc(&text[runs[0].range()]), "Hồng đỏ");
    }

    #[test]
    fn broken_letters() {
        assert_eq!(strange("Le cafÃ© est voilÃ\u{a0}.").len(), 2);
        assert_eq!(strange("B\u{430}nk").len(), 1);
        assert!(strange("Ã vontade, Jobs' «été»; 5 º").is_empty());
    }
}
