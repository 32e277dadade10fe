//! Documents to sentences: candidates from marks, decisions from the data of the language.

use crate::model::{Article, Document, Lang, Sentence, Span};

/// What a line break inside a text means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Breaks {
    /// It ends a segment.
    #[default]
    Hard,
    /// It is a space: lines of one paragraph were wrapped.
    Soft,
}

/// Cuts a text into trimmed segments, in order; between them stands white space only.
#[must_use]
pub fn segment(text: &str, _lang: Lang, breaks: Breaks) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let piece = &text[from..to];
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            let start = from + (piece.len() - piece.trim_start().len());
            out.push(Span::new(start, start + trimmed.len()));
        }
    };
    let mut ended = false;
    for (at, c) in text.char_indices() {
        if (breaks == Breaks::Hard && c == '\n') || (ended && c.is_whitespace()) {
            push(start, at);
            start = at;
            ended = false;
        } else {
            ended = matches!(c, '.' | '!' | '?' | '…');
        }
    }
    push(start, text.len());
    out
}

/// Cuts the kept blocks of a document into sentences; line breaks inside a block are spaces.
#[must_use]
pub fn article(document: Document) -> Article {
    let mut sentences = Vec::new();
    for (i, block) in document.blocks.iter().enumerate().filter(|(_, b)| b.tag.is_kept()) {
        for span in segment(document.block_text(block), block.lang, Breaks::Soft) {
            sentences.push(Sentence { span: span.shifted(block.span.start as usize), block: i as u32 });
        }
    }
    Article { document, sentences }
}
