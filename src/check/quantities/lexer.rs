//! Numbers, words and marks of a text, with whether white space stands before them; addresses are skipped.

use super::Value;
use crate::check::addresses;
use crate::model::{Lang, Span};
use crate::text::numbers::numbers;

/// What a token is.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// A number in figures.
    Number {
        /// Its value.
        value: Value,
        /// As written.
        raw: String,
    },
    /// A word, lower case.
    Word(String),
    /// One mark.
    Mark(char),
}

/// A token.
#[derive(Clone, PartialEq, Debug)]
pub struct Tok<'t> {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: Kind,
    /// As written.
    pub text: &'t str,
    /// White space stands before it.
    pub gap: bool,
}

/// The tokens of a text.
pub fn lex(text: &str, lang: Lang) -> Vec<Tok<'_>> {
    let addresses = addresses::find(text);
    let mut found = numbers(text, lang).into_iter().peekable();
    let mut skip = addresses.iter().peekable();
    let mut out: Vec<Tok<'_>> = Vec::new();
    let mut gap = true;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if let Some(address) = skip.next_if(|a| a.start as usize <= at) {
            at = at.max(address.end as usize);
            gap = true;
            continue;
        }
        while found.next_if(|n| (n.span.start as usize) < at).is_some() {}
        let mut push = |end: usize, kind: Kind, gap: &mut bool| {
            out.push(Tok { span: Span::new(at, end), kind, text: &text[at..end], gap: *gap });
            *gap = false;
            end
        };
        if let Some(number) = found.next_if(|n| n.span.start as usize == at) {
            let end = number.span.end as usize;
            at = match Value::parse(&number.value) {
                Some(value) => push(end, Kind::Number { value, raw: text[at..end].to_owned() }, &mut gap),
                None => end,
            };
        } else if c.is_alphabetic() {
            let end = at + word_len(&text[at..]);
            at = push(end, Kind::Word(text[at..end].to_lowercase()), &mut gap);
        } else if c.is_whitespace() {
            gap = true;
            at += c.len_utf8();
        } else {
            at = push(at + c.len_utf8(), Kind::Mark(c), &mut gap);
        }
    }
    out
}

/// Length of the word that a text begins with: letters with their combining marks.
fn word_len(text: &str) -> usize {
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let inner = c == '.' && {
            // a.m, p.m: an inner dot of an abbreviation of single letters.
            at == 1 && rest.peek().is_some_and(|n| n.1 == 'm')
        };
        let apostrophe =
            c == '\'' && text[..at].eq_ignore_ascii_case("o") && text[at + 1..].starts_with("clock");
        if !(c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) || inner || apostrophe) {
            return at;
        }
    }
    text.len()
}
