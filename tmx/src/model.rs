//! What a TMX file says: header, units, variants, segments with their inline codes. Nothing that was read is lost.
//!
//! Attributes stay in the order of the file and as text; the typed getters are for convenience. Inline codes form a
//! tree, because `sub` nests text in codes.
//!
//! ```
//! use tmx::model::{Segment, Unit, Variant};
//!
//! let mut unit = Unit::new();
//! unit.variants.push(Variant::new("vi", Segment::from("Hà Nội")));
//! unit.variants.push(Variant::new("en", Segment::from("Hanoi")));
//! assert_eq!(unit.variant("en-GB").unwrap().segment.text(), "Hanoi");
//! ```

use crate::language;
use std::fmt;

/// Attributes in the order they were written. Two lists are equal in whatever order, as XML has it.
#[derive(Clone, Default, Eq, Debug)]
pub struct Attributes(Vec<(String, String)>);

impl PartialEq for Attributes {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Attributes {
    /// No attributes.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of an attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Sets an attribute; a new one goes to the end.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        match self.0.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value.into(),
            None => self.0.push((name.to_owned(), value.into())),
        }
    }

    /// Takes an attribute away and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(n, _)| n == name)?;
        Some(self.0.remove(at).1)
    }

    /// Name and value, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// Keeps the attributes that `keep` likes and returns the others.
    pub(crate) fn split_off(&mut self, mut keep: impl FnMut(&str, &str) -> bool) -> Vec<(String, String)> {
        let (kept, gone) = std::mem::take(&mut self.0).into_iter().partition(|(n, v)| keep(n, v));
        self.0 = kept;
        gone
    }

    /// Are there none?
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(iter: I) -> Self {
        Self(iter.into_iter().map(|(n, v)| (n.into(), v.into())).collect())
    }
}

/// A note for people, or a property for programs, in the order they stand in their parent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Remark {
    /// `<note>`.
    Note {
        /// `xml:lang`, `o-encoding`.
        attributes: Attributes,
        /// The note.
        text: String,
    },
    /// `<prop>`.
    Prop {
        /// `type`, `xml:lang`, `o-encoding`.
        attributes: Attributes,
        /// The value.
        text: String,
    },
}

impl Remark {
    /// A property.
    #[must_use]
    pub fn prop(kind: &str, text: impl Into<String>) -> Self {
        Self::Prop { attributes: [("type", kind)].into_iter().collect(), text: text.into() }
    }

    /// A property for what TMX has no other place for: `x-` and the name, made of letters, digits, dots and hyphens.
    pub(crate) fn extra(name: &str, text: impl Into<String>) -> Self {
        let plain = |c: char| if c.is_alphanumeric() || c == '.' { c } else { '-' };
        Self::prop(&format!("x-{}", name.chars().map(plain).collect::<String>()), text)
    }

    /// A note.
    #[must_use]
    pub fn note(text: impl Into<String>) -> Self {
        Self::Note { attributes: Attributes::new(), text: text.into() }
    }

    /// The value when it is a property of this type.
    #[must_use]
    pub fn as_prop(&self, kind: &str) -> Option<&str> {
        match self {
            Self::Prop { attributes, text } if attributes.get("type") == Some(kind) => Some(text),
            _ => None,
        }
    }

    /// Attributes and text, whichever it is.
    #[must_use]
    pub const fn parts(&self) -> (&Attributes, &String) {
        match self {
            Self::Note { attributes, text } | Self::Prop { attributes, text } => (attributes, text),
        }
    }

    pub(crate) const fn parts_mut(&mut self) -> (&mut Attributes, &mut String) {
        match self {
            Self::Note { attributes, text } | Self::Prop { attributes, text } => (attributes, text),
        }
    }
}

/// A user-defined encoding of the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ude {
    /// `name`, `base`.
    pub attributes: Attributes,
    /// The attributes of each `<map>`: `unicode`, `code`, `ent`, `subst`.
    pub maps: Vec<Attributes>,
}

/// A child of the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HeaderItem {
    /// A note or property.
    Remark(Remark),
    /// A user-defined encoding.
    Ude(Ude),
}

/// The header of a file.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Header {
    /// `srclang`, `segtype`, `creationtool` … as written.
    pub attributes: Attributes,
    /// Notes, properties and encodings in order.
    pub items: Vec<HeaderItem>,
}

impl Header {
    /// A header with all that TMX requires: this library as tool, sentences, plain text, administration in English.
    #[must_use]
    pub fn new(srclang: &str) -> Self {
        let attributes = [
            ("creationtool", "songngu"),
            ("creationtoolversion", env!("CARGO_PKG_VERSION")),
            ("segtype", "sentence"),
            ("o-tmf", "songngu"),
            ("adminlang", "en"),
            ("srclang", srclang),
            ("datatype", "plaintext"),
        ];
        Self { attributes: attributes.into_iter().collect(), items: Vec::new() }
    }

    /// The source language; `None` for `*all*` and when there is none.
    #[must_use]
    pub fn srclang(&self) -> Option<&str> {
        self.attributes.get("srclang").filter(|s| *s != "*all*")
    }

    /// Notes and properties, in order.
    pub fn remarks(&self) -> impl Iterator<Item = &Remark> {
        self.items.iter().filter_map(|item| match item {
            HeaderItem::Remark(remark) => Some(remark),
            HeaderItem::Ude(_) => None,
        })
    }
}

/// A translation unit: one segment in several languages.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Unit {
    /// `tuid`, dates, `srclang` … as written.
    pub attributes: Attributes,
    /// Notes and properties in order.
    pub remarks: Vec<Remark>,
    /// The variants in order.
    pub variants: Vec<Variant>,
    /// The line of its start tag in the file it was read from; 0 when it was made otherwise.
    pub line: u64,
    /// Its number in the file it was read from, from 1; 0 when it was made otherwise.
    pub ordinal: u64,
}

impl Unit {
    /// An empty unit.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The identifier, when it has one.
    #[must_use]
    pub fn tuid(&self) -> Option<&str> {
        self.attributes.get("tuid")
    }

    /// The name of the unit in reports: its tuid, or `#7`.
    #[must_use]
    pub fn name(&self) -> String {
        self.tuid().filter(|t| !t.is_empty()).map_or_else(|| format!("#{}", self.ordinal), str::to_owned)
    }

    /// The first variant in a language: an exact match before one that differs by its region.
    #[must_use]
    pub fn variant(&self, lang: &str) -> Option<&Variant> {
        let exact = self.variants.iter().find(|v| v.lang.eq_ignore_ascii_case(lang));
        exact.or_else(|| self.variants.iter().find(|v| language::matches(&v.lang, lang)))
    }

    /// The first property of a type.
    #[must_use]
    pub fn prop(&self, kind: &str) -> Option<&str> {
        self.remarks.iter().find_map(|r| r.as_prop(kind))
    }
}

/// A segment in one language.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Variant {
    /// The language code as written (`xml:lang`).
    pub lang: String,
    /// The other attributes as written.
    pub attributes: Attributes,
    /// Notes and properties in order.
    pub remarks: Vec<Remark>,
    /// The text.
    pub segment: Segment,
}

impl Variant {
    /// A variant without attributes.
    #[must_use]
    pub fn new(lang: &str, segment: Segment) -> Self {
        Self { lang: lang.to_owned(), attributes: Attributes::new(), remarks: Vec::new(), segment }
    }
}

/// Text with inline codes.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Segment {
    /// Text and codes in order.
    pub content: Vec<Content>,
}

/// A piece of a segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// Text.
    Text(String),
    /// An inline code.
    Code(Code),
}

/// An inline code with what it encloses: native code for most, text for `hi` and `sub`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
    /// Which element.
    pub kind: CodeKind,
    /// `i`, `x`, `type` … as written.
    pub attributes: Attributes,
    /// What it encloses.
    pub content: Vec<Content>,
}

/// The inline elements of TMX.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CodeKind {
    /// Begin of a pair.
    Bpt,
    /// End of a pair.
    Ept,
    /// A begin or end whose partner is in another segment.
    It,
    /// A code that stands alone.
    Ph,
    /// Highlighted text.
    Hi,
    /// Text inside a code.
    Sub,
    /// Unknown (deprecated).
    Ut,
}

impl CodeKind {
    /// The element's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bpt => "bpt",
            Self::Ept => "ept",
            Self::It => "it",
            Self::Ph => "ph",
            Self::Hi => "hi",
            Self::Sub => "sub",
            Self::Ut => "ut",
        }
    }
}

impl fmt::Display for CodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<&str> for Segment {
    fn from(text: &str) -> Self {
        let content = if text.is_empty() { Vec::new() } else { vec![Content::Text(text.to_owned())] };
        Self { content }
    }
}

impl Segment {
    /// The text a reader of the translation sees: without native codes, with the text of `hi`. `sub` is text of its
    /// own (a footnote) and not part of it.
    ///
    /// ```
    /// use tmx::model::{Attributes, Code, CodeKind, Content, Segment};
    /// let ph = Code { kind: CodeKind::Ph, attributes: Attributes::new(), content: vec![Content::Text("<br>".into())] };
    /// let segment = Segment { content: vec![Content::Text("a".into()), Content::Code(ph), Content::Text("b".into())] };
    /// assert_eq!(segment.text(), "ab");
    /// assert_eq!(segment.full_text(), "a<br>b");
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        collect(&self.content, false, &mut out);
        out
    }

    /// All characters, those of the codes included.
    #[must_use]
    pub fn full_text(&self) -> String {
        let mut out = String::new();
        collect(&self.content, true, &mut out);
        out
    }

    /// Has it inline codes?
    #[must_use]
    pub fn has_codes(&self) -> bool {
        self.content.iter().any(|c| matches!(c, Content::Code(_)))
    }

    /// Neither text nor codes but blanks?
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.content.iter().all(|c| matches!(c, Content::Text(t) if t.trim().is_empty()))
    }
}

fn collect(content: &[Content], codes: bool, out: &mut String) {
    for piece in content {
        match piece {
            Content::Text(text) => out.push_str(text),
            Content::Code(code) if codes || code.kind == CodeKind::Hi => collect(&code.content, codes, out),
            Content::Code(_) => {}
        }
    }
}
