//! The nouns of the house: plain data with their promises.
//!
//! A [`Document`] owns its text once; everything else points into it with a [`Span`] (bytes) or an index.
//! Offsets are converted to Unicode scalar values only at the border (see [`crate::text::offsets`]).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// A language as a BCP-47 code of at most twelve ASCII characters (`vi`, `en-GB`, `zh-Hant`), copied freely.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang([u8; 12]);

impl Lang {
    /// Vietnamese.
    pub const VI: Self = Self::literal("vi");
    /// English.
    pub const EN: Self = Self::literal("en");
    /// French.
    pub const FR: Self = Self::literal("fr");
    /// Polish.
    pub const PL: Self = Self::literal("pl");
    /// Undetermined: none of the four, or not known.
    pub const UND: Self = Self::literal("und");
    /// The four languages with data of their own, in the order of every table.
    pub const HOME: [Self; 4] = [Self::VI, Self::EN, Self::FR, Self::PL];

    const fn literal(code: &str) -> Self {
        let bytes = code.as_bytes();
        let mut out = [0; 12];
        let mut i = 0;
        while i < bytes.len() {
            out[i] = bytes[i];
            i += 1;
        }
        Self(out)
    }

    /// Reads a code and puts it in canonical case (`VI` → `vi`, `en_gb` → `en-GB`).
    ///
    /// # Errors
    /// [`BadLang`] when the text does not have the shape of a BCP-47 code, or is longer than twelve characters.
    pub fn parse(code: &str) -> Result<Self, BadLang> {
        let bad = || BadLang(code.to_owned());
        let mut out = String::with_capacity(code.len());
        for (i, part) in code.split(['-', '_']).enumerate() {
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return Err(bad());
            }
            if i == 0 {
                if !(2..=3).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphabetic()) {
                    return Err(bad());
                }
                out.push_str(&part.to_ascii_lowercase());
                continue;
            }
            out.push('-');
            match part.len() {
                2 => out.push_str(&part.to_ascii_uppercase()),
                4 => {
                    out.push_str(&part[..1].to_ascii_uppercase());
                    out.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => out.push_str(&part.to_ascii_lowercase()),
            }
        }
        if out.len() > 12 {
            return Err(bad());
        }
        Ok(Self::literal(&out))
    }

    /// The code as text.
    #[must_use]
    pub fn code(&self) -> &str {
        let len = self.0.iter().position(|&b| b == 0).unwrap_or(12);
        std::str::from_utf8(&self.0[..len]).unwrap_or("und")
    }

    /// The language without script and region: `en` for `en-GB`.
    #[must_use]
    pub fn primary(self) -> Self {
        // Asked for every word: no detour by the text of the code.
        let mut out = self.0;
        if let Some(at) = out.iter().position(|&b| b == b'-') {
            out[at..].fill(0);
        }
        Self(out)
    }

    /// Whether the language is one of the four at home (any region).
    #[must_use]
    pub fn is_home(self) -> bool {
        Self::HOME.contains(&self.primary())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Lang {
    type Err = BadLang;
    fn from_str(s: &str) -> Result<Self, BadLang> {
        Self::parse(s)
    }
}

impl Serialize for Lang {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let code = String::deserialize(d)?;
        Self::parse(&code).map_err(serde::de::Error::custom)
    }
}

/// A text that is not a language code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language code; use BCP-47 codes such as vi, en, fr, pl, en-GB")]
pub struct BadLang(pub String);

/// A half-open range of bytes in a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `start..end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The range, to index a text with.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is inside.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The same span moved right by `by` bytes.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by as u32, end: self.end + by as u32 }
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// What a block of an article is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Tag {
    /// Headline, subheading.
    Head,
    /// Running text, list items, table cells, footnotes.
    Body,
    /// Caption of a picture.
    Caption,
    /// Author, agency, date line.
    Byline,
    /// Furniture of the page: menus, counters, comments, related links.
    Boilerplate,
}

impl Tag {
    /// Whether segments of the block go into the memory.
    #[must_use]
    pub const fn is_kept(self) -> bool {
        matches!(self, Self::Head | Self::Body | Self::Caption)
    }
}

/// How a block was laid out in its file: evidence for segmentation and alignment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// A paragraph.
    #[default]
    Paragraph,
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// A footnote or endnote.
    Note,
}

/// A block of a document: paragraph, heading, list item, table cell, caption …
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// Place in the document's text; trimmed. Line breaks inside are soft (a space).
    pub span: Span,
    /// What it is for.
    pub tag: Tag,
    /// How it was laid out.
    pub layout: Layout,
    /// Its language, which may differ from the document's.
    pub lang: Lang,
}

/// An article as read: its text once, and blocks in reading order.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path as the user gave it.
    pub file: String,
    /// The main language.
    pub lang: Lang,
    /// The whole text. For plain text the file as it is (decoded); for other formats the texts of the blocks, a line each.
    pub text: String,
    /// Blocks in reading order; they do not overlap.
    pub blocks: Vec<Block>,
    /// What the reader had to guess or change: encoding, broken markup.
    pub notes: Vec<String>,
}

impl Document {
    /// The text of a block, as given.
    #[must_use]
    pub fn block_text(&self, block: &Block) -> &str {
        &self.text[block.span.range()]
    }

    /// The block that holds a span.
    #[must_use]
    pub fn block_at(&self, span: Span) -> Option<&Block> {
        let after = self.blocks.partition_point(|b| b.span.start <= span.start);
        self.blocks[..after].last().filter(|b| b.span.contains(span))
    }
}

/// A sentence (or other segment): the atom of everything that follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Place in the document's text; trimmed.
    pub span: Span,
    /// Index of its block.
    pub block: u32,
}

/// One article of an alignment job, cut into sentences.
#[derive(Clone, Debug)]
pub struct Article {
    /// The document.
    pub document: Document,
    /// The sentences of the kept blocks, in reading order. Beads and rows count these.
    pub sentences: Vec<Sentence>,
}

impl Article {
    /// The text of sentence `i`, as given.
    #[must_use]
    pub fn sentence(&self, i: usize) -> &str {
        &self.document.text[self.sentences[i].span.range()]
    }
}

/// Sentences of one side and the sentences of the other that say the same; one side may be empty.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Bead {
    /// Indices into the source sentences, ascending.
    pub source: Vec<u32>,
    /// Indices into the target sentences, ascending.
    pub target: Vec<u32>,
    /// How sure the aligner is, 0 to 1.
    pub score: f32,
}

/// Beads that cover both sides exactly once.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Alignment {
    beads: Vec<Bead>,
}

/// Why beads are not an alignment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAlignment {
    /// A sentence stands in two beads, or one is out of range.
    #[error("{side} sentence {index} is outside the text or in two beads")]
    Twice {
        /// "source" or "target".
        side: &'static str,
        /// Which sentence.
        index: u32,
    },
    /// A sentence stands in no bead.
    #[error("{side} sentence {index} is in no bead")]
    Missing {
        /// "source" or "target".
        side: &'static str,
        /// Which sentence.
        index: u32,
    },
    /// A bead lies before the one it follows.
    #[error("bead {0} goes backwards")]
    Backwards(usize),
}

impl Alignment {
    /// The same beads with other scores: `score(old, both sides)`.
    #[must_use]
    pub fn rescored(mut self, score: impl Fn(f32, bool) -> f32) -> Self {
        for bead in &mut self.beads {
            bead.score = score(bead.score, !bead.source.is_empty() && !bead.target.is_empty());
        }
        self
    }

    /// Takes beads of a text of `n` source and `m` target sentences.
    ///
    /// # Errors
    /// [`BadAlignment`] when beads overlap, leave a sentence out, or two beads with both sides cross.
    pub fn new(beads: Vec<Bead>, n: usize, m: usize) -> Result<Self, BadAlignment> {
        for (side, len) in [("source", n), ("target", m)] {
            let mut seen = vec![false; len];
            for bead in &beads {
                let list = if side == "source" { &bead.source } else { &bead.target };
                for &index in list {
                    match seen.get_mut(index as usize) {
                        Some(slot) if !*slot => *slot = true,
                        _ => return Err(BadAlignment::Twice { side, index }),
                    }
                }
            }
            if let Some(index) = seen.iter().position(|s| !s) {
                return Err(BadAlignment::Missing { side, index: index as u32 });
            }
        }
        let mut last: Option<(u32, u32)> = None;
        for (i, bead) in beads.iter().enumerate() {
            if let (Some(&s), Some(&t)) = (bead.source.first(), bead.target.first()) {
                if last.is_some_and(|(ls, lt)| s < ls || t < lt) {
                    return Err(BadAlignment::Backwards(i));
                }
                last = Some((s, t));
            }
        }
        Ok(Self { beads })
    }

    /// No sentence has a counterpart.
    #[must_use]
    pub fn empty(n: usize, m: usize) -> Self {
        let alone = |source: Vec<u32>, target: Vec<u32>| Bead { source, target, score: 0.0 };
        let sources = (0..n as u32).map(|i| alone(vec![i], vec![]));
        Self { beads: sources.chain((0..m as u32).map(|j| alone(vec![], vec![j]))).collect() }
    }

    /// The beads in order.
    #[must_use]
    pub fn beads(&self) -> &[Bead] {
        &self.beads
    }
}

/// A row of an article in several languages: connected sentences.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// For every language of the job, its sentences (may be none).
    pub cells: Vec<Vec<u32>>,
    /// The least sure of the beads that connect it, 0 to 1.
    pub score: f32,
}

/// What kind of thing a name or term stands for (contract of `terms`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Kind {
    /// A person.
    Per,
    /// A place.
    Loc,
    /// A body: ministry, court, firm, media.
    Org,
    /// A rank or office.
    Title,
    /// An event.
    Event,
    /// A treaty, law or other legal text.
    Law,
    /// A term that is not a name.
    Term,
}

/// A name or term at one place of one text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// Which document of the call.
    pub document: u32,
    /// Where.
    pub span: Span,
    /// What kind.
    pub kind: Kind,
    /// Index of its concept.
    pub concept: u32,
}

/// How good a form of a concept is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The form to use.
    Preferred,
    /// A variant that is also right.
    Variant,
    /// Linked on thin evidence.
    Doubtful,
}

/// One form of a concept in one language.
#[derive(Clone, PartialEq, Debug)]
pub struct Form {
    /// Language.
    pub lang: Lang,
    /// Base form.
    pub lemma: String,
    /// As written (NFC).
    pub text: String,
    /// How often it occurs.
    pub count: u32,
    /// How good it is.
    pub status: Status,
}

/// What names and terms of several languages stand for together.
#[derive(Clone, PartialEq, Debug)]
pub struct Concept {
    /// Stable across runs: made from its forms.
    pub id: String,
    /// What kind.
    pub kind: Kind,
    /// Its forms, by language, preferred first.
    pub forms: Vec<Form>,
    /// How sure its links are, 0 to 1.
    pub score: f32,
}

/// How grave a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Must be mended.
    Error,
    /// Probably wrong.
    Warning,
    /// Worth a look.
    Info,
}

/// A place in a document of the call.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// Which document of the call.
    pub document: u32,
    /// Where in its text.
    pub span: Span,
}

/// Something about the translator's text that a reviser should see.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The rule's name (`number-mismatch`).
    pub rule: &'static str,
    /// How grave.
    pub severity: Severity,
    /// How sure the rule is, 0 to 1.
    pub confidence: f32,
    /// Where.
    pub place: Place,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The other places that prove it.
    pub related: Vec<Place>,
    /// What to write instead, when that can be said.
    pub suggestion: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_codes_become_canonical() {
        for (given, wanted) in [("VI", "vi"), ("en_gb", "en-GB"), ("zh-hant", "zh-Hant"), ("und", "und")] {
            assert_eq!(Lang::parse(given).map(|l| l.code().to_owned()), Ok(wanted.to_owned()));
        }
        for bad in ["", "vietnamese", "v", "vi-", "1a"] {
            assert!(Lang::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn alignment_refuses_gaps_overlaps_and_crossings() {
        let bead = |s: &[u32], t: &[u32]| Bead { source: s.to_vec(), target: t.to_vec(), score: 1.0 };
        assert!(Alignment::new(vec![bead(&[0], &[0]), bead(&[1, 2], &[1])], 3, 2).is_ok());
        assert_eq!(
            Alignment::new(vec![bead(&[0], &[0])], 2, 1),
            Err(BadAlignment::Missing { side: "source", index: 1 })
        );
        assert_eq!(
            Alignment::new(vec![bead(&[0], &[0]), bead(&[0], &[1])], 1, 2),
            Err(BadAlignment::Twice { side: "source", index: 0 })
        );
        assert_eq!(
            Alignment::new(vec![bead(&[1], &[0]), bead(&[0], &[1])], 2, 2),
            Err(BadAlignment::Backwards(1))
        );
    }
}
