//! Tokens: words, numbers and marks with their places, the same for every stage.

use crate::model::Span;
use unicode_segmentation::UnicodeSegmentation;

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// Letters, with inner apostrophes split off by [`tokens`].
    Word,
    /// Begins with a digit.
    Number,
    /// Anything else that is not white space.
    Mark,
}

/// A token of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

impl Token {
    /// Its text.
    #[must_use]
    pub fn text(self, of: &str) -> &str {
        &of[self.span.range()]
    }
}

/// Cuts a text at the word boundaries of UAX #29; elisions (`l'`, `d’`, `qu'`) become words of their own.
///
/// Numbers keep their inner dots and commas (`1.000,5`); blanks inside numbers are left to [`crate::text::numbers`].
///
/// ```
/// let text = "L'accord de 1.000 €";
/// let words: Vec<_> = songngu::text::tokens::tokens(text).iter().map(|t| t.text(text)).collect();
/// assert_eq!(words, ["L'", "accord", "de", "1.000", "€"]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5 + 1);
    for (at, piece) in text.split_word_bound_indices() {
        let Some(first) = piece.chars().next() else { continue };
        if first.is_whitespace() {
            continue;
        }
        let kind = if first.is_alphabetic() {
            TokenKind::Word
        } else if first.is_numeric() {
            TokenKind::Number
        } else {
            TokenKind::Mark
        };
        if kind == TokenKind::Word
            && let Some(cut) = elision(piece)
        {
            out.push(Token { span: Span::new(at, at + cut), kind });
            out.push(Token { span: Span::new(at + cut, at + piece.len()), kind });
            continue;
        }
        out.push(Token { span: Span::new(at, at + piece.len()), kind });
    }
    out
}

/// Where an elided article or pronoun ends: after the apostrophe of `l'`, `qu'`, `aujourd'hui` excepted.
fn elision(word: &str) -> Option<usize> {
    let at = word.find(['\'', '’'])?;
    let mark = word[at..].chars().next()?.len_utf8();
    let head = word[..at].to_lowercase();
    let elided = matches!(
        head.as_str(),
        "l" | "d" | "j" | "m" | "n" | "s" | "t" | "c" | "qu" | "jusqu" | "lorsqu" | "puisqu" | "quoiqu"
    );
    (elided && at + mark < word.len()).then_some(at + mark)
}
