//! Spaces and marks by the habits of the language.

use super::{Input, Report, Segment, Text, typography};
use crate::model::{Lang, Place, Span};

/// `spacing`.
pub(super) fn spaces(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        for (block, lang, content) in text.blocks() {
            let data = typography::of(lang);
            let addresses = super::addresses::find(content);
            let mut last = None;
            for (at, c) in content.char_indices() {
                let before = last.replace(c);
                if addresses.iter().any(|a| a.range().contains(&at)) {
                    continue;
                }
                let after = content[at + c.len_utf8()..].chars().next();
                if let Some(message) = fault(data.spaced.contains(&c), before, c, after) {
                    let span = around(content, at, c).shifted(block.span.start as usize);
                    report.add(text.place(span), message);
                }
            }
        }
    }
}

/// What is wrong with the space before or behind a mark.
fn fault(spaced: bool, before: Option<char>, c: char, after: Option<char>) -> Option<String> {
    let blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let line_end = |c: Option<char>| c.is_none() || c == Some('\n') || c == Some('\r');
    match c {
        ' ' if before == Some(' ') => Some("two spaces in a row".to_owned()),
        ',' | '.' | ';' | ':' | '!' | '?'
            if blank(before) && !spaced && (blank(after) || line_end(after)) =>
        {
            Some(format!("a space before “{c}”"))
        }
        ';' | '!' | '?'
            if spaced && before.is_some_and(char::is_alphanumeric) && (blank(after) || line_end(after)) =>
        {
            Some(format!("no space before “{c}”"))
        }
        ',' | ';' if before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic) => {
            Some(format!("no space behind “{c}”"))
        }
        '(' if before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_uppercase) => {
            Some("no space before the bracket".to_owned())
        }
        _ => None,
    }
}

/// The mark with the word before it.
fn around(content: &str, at: usize, c: char) -> Span {
    let before = content[..at].trim_end();
    let from = before
        .rfind(char::is_whitespace)
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    Span::new(from, at + c.len_utf8())
}

/// `punctuation`: end marks that differ from the source, and two kinds of quotation marks or apostrophes in one text.
pub(super) fn punctuation(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        for segment in pair.segments().filter(Segment::is_linked) {
            let (source, target) = (end_mark(segment.source_text()), end_mark(segment.target_text()));
            if source != target && (source.is_some() || target.is_some()) {
                let text = segment.target_text();
                let last = text.char_indices().next_back().map_or(0, |(i, _)| i);
                let span = Span::new(last, text.len()).shifted(segment.target.start as usize);
                let name = |m: Option<char>| m.map_or("no such mark".to_owned(), |m| format!("“{m}”"));
                let message = format!("ends with {}, the source with {}", name(target), name(source));
                report
                    .add(segment.target_place(span), message)
                    .related
                    .push(segment.source_place(segment.source));
            }
        }
    }
    for text in input.checked() {
        mixed(text, &[&['“', '„'], &['"'], &['«']], "quotation marks", report);
        if text.lang().primary() != Lang::VI {
            mixed(text, &[&['’'], &['\'']], "apostrophes", report);
        }
    }
}

/// `?`, `!` or `:` at the end, closing quotes and brackets aside.
fn end_mark(text: &str) -> Option<char> {
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '”' | '"' | '»' | ')' | '’' | '\'' | '“')
    });
    end.chars().next_back().filter(|c| matches!(c, '?' | '!' | ':'))
}

/// Signs of a kind that are rarer than another of the same kind in the text.
fn mixed(text: &Text<'_>, kinds: &[&[char]], what: &str, report: &mut Report) {
    let content = text.text();
    let counts: Vec<usize> = kinds.iter().map(|k| content.matches(*k).count()).collect();
    let Some(most) = (0..kinds.len()).max_by_key(|&i| (counts[i], std::cmp::Reverse(i))) else { return };
    for (i, kind) in kinds.iter().enumerate().filter(|(i, _)| *i != most && counts[*i] > 0) {
        // Quotations inside quotations have their own marks, in all four languages; straight ones mix with nothing.
        if what == "quotation marks" && !kind.contains(&'"') && !kinds[most].contains(&'"') {
            continue;
        }
        let places: Vec<Place> =
            content.match_indices(*kind).map(|(at, m)| text.place(Span::new(at, at + m.len()))).collect();
        let message = format!(
            "two kinds of {what} in one text: {} times {}, {} times {}",
            counts[most], kinds[most][0], counts[i], kind[0]
        );
        report.add(places[0], message).related.extend(places.iter().skip(1).take(20));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_by_language() {
        let french =
            |t: &str| fault(true, t.chars().next(), t.chars().nth(1).unwrap_or(' '), t.chars().nth(2));
        let english =
            |t: &str| fault(false, t.chars().next(), t.chars().nth(1).unwrap_or(' '), t.chars().nth(2));
        assert_eq!(french(" ? "), None);
        assert!(french("a? ").is_some());
        assert!(english(" ? ").is_some());
        assert_eq!(english("a? "), None);
        assert!(english("a,b").is_some());
        assert_eq!(english("1,5"), None);
    }
}
