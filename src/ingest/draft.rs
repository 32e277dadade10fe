//! A document in the making: text, pieces, and what the markup says about each piece.

use super::clean;
use crate::lang::furniture;
use crate::lang::{Identified, identify};
use crate::model::{Block, Document, Lang, Layout, Span, Tag};

/// What the markup of a format says about a piece.
// Independent yes-or-no observations, each asked for by its name.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Evidence {
    /// The markup names its tag (`<h1>`, `<figcaption>`, a caption style, a class `author`).
    pub tag: Option<Tag>,
    /// Share of its letters that are links, 0 to 1.
    pub links: f32,
    /// All of it is emphasised (bold, italic, larger).
    pub emphasis: bool,
    /// It is the headline: top heading, or the same words as the page's title.
    pub headline: bool,
    /// It belongs to the site's name as the page's title gives it.
    pub site: bool,
    /// It stands with a picture, or emphasised right below one.
    pub picture: bool,
}

impl Evidence {
    /// Evidence of a tag and nothing else.
    pub const fn of(tag: Tag) -> Self {
        Self { tag: Some(tag), links: 0.0, emphasis: false, headline: false, site: false, picture: false }
    }
}

/// A block before its tag and language are decided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub span: Span,
    pub layout: Layout,
    pub evidence: Evidence,
}

/// A document before cleaning.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub text: String,
    pub pieces: Vec<Piece>,
    pub notes: Vec<String>,
    /// The language that the file claims.
    pub declared: Option<Lang>,
    /// Whether the lay-out comes from markup (headings, captions and furniture may be named) or only from lines.
    pub marked_up: bool,
    /// More pieces came than a text of this length can have.
    pub crowded: bool,
}

/// Whether a text is cut into more pieces than any article: a million may be as short as they like, more of them must be of
/// a line's length on the average. This keeps memory in proportion to the file.
pub(super) fn is_crowded(pieces: usize, bytes: usize) -> bool {
    const MANY: usize = 1 << 20;
    const LEAST: usize = 32;
    pieces >= MANY && bytes < LEAST * pieces
}

impl Draft {
    /// Appends a piece on a line of its own; white space only is nothing.
    pub fn push(&mut self, text: &str, layout: Layout, evidence: Evidence) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        if is_crowded(self.pieces.len(), start) {
            self.crowded = true;
            return;
        }
        self.text.push_str(text);
        self.pieces.push(Piece { span: Span::new(start, self.text.len()), layout, evidence });
        self.text.push('\n');
    }

    /// Decides tags and languages.
    pub fn finish(self, file: &str) -> Document {
        let tags = clean::tags(&self);
        let found: Vec<Identified> =
            self.pieces.iter().map(|piece| identify(&self.text[piece.span.range()])).collect();
        let lang = self.language(&tags, &found);
        let blocks = (0..self.pieces.len())
            .map(|i| {
                let Piece { span, layout, .. } = self.pieces[i];
                let lang = block_language(&self.text[span.range()], tags[i], found[i], lang);
                Block { span, tag: tags[i], layout, lang }
            })
            .collect();
        Document { file: file.to_owned(), lang, text: self.text, blocks, notes: self.notes }
    }

    /// The language of most of what is kept; what the file claims when the words do not tell.
    fn language(&self, tags: &[Tag], found: &[Identified]) -> Lang {
        let mut votes = [0usize; Lang::HOME.len()];
        let mut kept = String::new();
        for ((piece, tag), found) in self.pieces.iter().zip(tags).zip(found) {
            if matches!(tag, Tag::Head | Tag::Body) {
                let text = &self.text[piece.span.range()];
                if let Some(i) = Lang::HOME.iter().position(|l| *l == found.lang) {
                    votes[i] += text.len();
                }
                kept.push_str(text);
                kept.push('\n');
            }
        }
        let best = (0..votes.len()).max_by_key(|&i| (votes[i], votes.len() - i)).unwrap_or(0);
        // Short blocks tell little one by one; together they tell more.
        let found = if votes[best] * 2 > kept.len() {
            Lang::HOME[best]
        } else {
            identify(if kept.is_empty() { &self.text } else { &kept }).lang
        };
        match self.declared {
            // The region of a page (`vi-VN`) says where it is served, not how it is written.
            Some(claim) if found == Lang::UND => {
                if claim.is_home() {
                    claim.primary()
                } else {
                    claim
                }
            }
            _ => found,
        }
    }
}

/// A block speaks the language of its document unless its words clearly say otherwise.
fn block_language(text: &str, tag: Tag, found: Identified, document: Lang) -> Lang {
    if !tag.is_kept()
        && let Some(foreign) = furniture::find(text).foreign(document)
    {
        return foreign;
    }
    let words = text.split_whitespace().count();
    let sure = match words {
        0..=2 => return document,
        3..=5 => 0.9,
        _ => 0.8,
    };
    if found.lang != Lang::UND && found.lang != document.primary() && found.confidence >= sure {
        found.lang
    } else {
        document
    }
}
