//! Words of a block as the search for names needs them: compounds with hyphens are one, with case and place noted.

use crate::model::Span;
use crate::text::fold::fold;
use crate::text::tokens::{TokenKind, tokens};

/// A word, number or mark.
#[derive(Clone, Debug)]
pub struct Word {
    /// Place in the block.
    pub span: Span,
    /// Lower case.
    pub lower: String,
    /// Folded.
    pub folded: String,
    /// What it is made of.
    pub kind: TokenKind,
    /// Begins with a capital.
    pub capital: bool,
    /// Two letters or more, all capitals.
    pub acronym: bool,
    /// Opens a sentence, a quotation or a line, so that its capital says nothing.
    pub initial: bool,
}

impl Word {
    /// Whether it is this mark.
    #[must_use]
    pub fn is(&self, mark: &str) -> bool {
        self.lower == mark
    }
}

/// The words of a text.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let raw = tokens(text);
    let mut out: Vec<Word> = Vec::with_capacity(raw.len());
    let mut i = 0;
    while i < raw.len() {
        let mut end = i;
        // Word, hyphen or dash, word without blanks: one word.
        while raw[end].kind == TokenKind::Word
            && raw.get(end + 2).is_some_and(|w| w.kind != TokenKind::Mark)
            && matches!(raw[end + 1].text(text), "-" | "–" | "‑" | "+" | "/")
            && raw[end].span.end == raw[end + 1].span.start
            && raw[end + 1].span.end == raw[end + 2].span.start
        {
            end += 2;
        }
        let span = Span::new(raw[i].span.start as usize, raw[end].span.end as usize);
        let surface = &text[span.range()];
        let initial = raw[i].kind == TokenKind::Word && opens(out.last());
        let mut letters = surface.chars();
        out.push(Word {
            span,
            lower: surface.to_lowercase().replace('’', "'"),
            folded: fold(surface),
            kind: raw[i].kind,
            capital: letters.next().is_some_and(char::is_uppercase),
            acronym: surface.chars().filter(|c| c.is_alphabetic()).count() > 1
                && surface.chars().all(|c| !c.is_lowercase()),
            initial,
        });
        i = end + 1;
    }
    out
}

/// Whether a word behind this one opens a sentence.
fn opens(before: Option<&Word>) -> bool {
    before.is_none_or(|b| {
        matches!(
            b.lower.as_str(),
            "." | "!" | "?" | "…" | ":" | "“" | "\"" | "«" | "„" | "–" | "—" | "-" | "•" | "*"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_and_beginnings() {
        let text = "Jean-Luc lit. Il part: NATO";
        let list = words(text);
        let found: Vec<_> = list.iter().map(|w| (w.lower.as_str(), w.capital, w.initial)).collect();
        assert_eq!(found[0], ("jean-luc", true, true));
        assert_eq!(found[3], ("il", true, true));
        assert!(list.last().is_some_and(|w| w.acronym && w.initial));
    }
}
