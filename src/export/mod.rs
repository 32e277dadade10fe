//! What songngu writes: one file per format. Data in, text out; file names and folders are the pipeline's business.
//!
//! - a job (one article in several languages): [`tmx::multi`], [`tmx::pair`], [`rows::jsonl`], [`beads::table`];
//! - the glossary of a call: [`Entries`] once, then every [`Format`] of [`GLOSSARY`];
//! - for people: [`report::html`];
//! - what `check` found: [`findings`].
//!
//! Everything written is NFC with white space collapsed ([`crate::text::normal::clean`]) and free of characters that
//! XML forbids. What a format cannot hold is not dropped in silence: every [`Export`] says what stayed behind.

use crate::model::{Alignment, Article, Concept, Kind, Lang, Mention, Row, Tag};
use crate::text::normal::clean;
use std::fmt;

pub mod beads;
pub mod deepl;
pub mod entries;
pub mod findings;
pub mod json;
pub mod memoq;
pub mod multiterm;
pub mod omegat;
pub mod report;
pub mod rows;
pub mod skos;
pub mod table;
pub mod tbx;
pub mod tmx;
pub mod utx;

pub use entries::Entries;
use entries::{Entry, Term};

/// A row whose score is below this is doubtful: a reader should look at it.
///
/// Scores are probabilities (see [`crate::align::confidence`]): one in five of the rows at the bound is wrong, and most rows
/// are far above it.
pub const SURE: f32 = 0.8;

/// One article in several languages, aligned.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// Name of the job; unit ids begin with it.
    pub id: &'a str,
    /// The texts, in the order of the job's columns. Indices of `pairs` and the cells of `rows` count these.
    pub articles: &'a [Article],
    /// Beads of every pair `(source, target)` of articles.
    pub pairs: &'a [(usize, usize, Alignment)],
    /// The connected rows; every row has a cell for every article.
    pub rows: &'a [Row],
}

/// Names and terms of all articles of a call.
#[derive(Clone, Copy, Debug)]
pub struct Glossary<'a> {
    /// The articles; [`Mention::document`] counts these.
    pub articles: &'a [Article],
    /// Where concepts occur; contexts are taken from here. May be empty.
    pub mentions: &'a [Mention],
    /// The concepts, the most important first. [`Mention::concept`] counts these.
    pub concepts: &'a [Concept],
}

/// A text for a file, and what it could not hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Export {
    /// The content of the file (UTF-8).
    pub text: String,
    /// What stayed behind, in a fixed order; empty when the format holds everything.
    pub left_out: Vec<LeftOut>,
}

/// Bytes for a file, and what it could not hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Book {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// What stayed behind, in a fixed order.
    pub left_out: Vec<LeftOut>,
}

/// Something that a format could not hold. Displays as `12 contexts (no column for them)`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// How many.
    pub count: usize,
    /// Of what, in the plural: `contexts`.
    pub what: &'static str,
    /// Why.
    pub why: &'static str,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.count, self.what, self.why)
    }
}

/// A glossary format.
pub struct Format {
    /// What people call it.
    pub name: &'static str,
    /// Ending of the file: `glossary.<ending>`, or `glossary.<source>-<target>.<ending>` for pairs.
    pub ending: &'static str,
    /// Whether the main job writes it unasked.
    pub usual: bool,
    /// The exporter.
    pub write: Exporter,
}

/// How a glossary format is written.
#[derive(Clone, Copy)]
pub enum Exporter {
    /// All languages in one file.
    All(fn(&Entries) -> Export),
    /// A file per ordered pair of languages. A pair without a common concept gives an [`Export`] that is empty but for its head.
    Pair(fn(&Entries, Lang, Lang) -> Export),
    /// All languages in one file that is no text.
    Book(fn(&Entries) -> Book),
}

/// Every glossary format: a new one is a file and a line.
pub const GLOSSARY: &[Format] = &[
    Format { name: "TBX v3", ending: "tbx", usual: true, write: Exporter::All(tbx::v3) },
    Format { name: "TBX v3 DCT", ending: "dct.tbx", usual: false, write: Exporter::All(tbx::dct) },
    Format { name: "TBX v2", ending: "v2.tbx", usual: true, write: Exporter::All(tbx::v2) },
    Format { name: "CSV", ending: "csv", usual: true, write: Exporter::All(table::csv) },
    Format { name: "TSV", ending: "tsv", usual: true, write: Exporter::All(table::tsv) },
    Format { name: "OmegaT", ending: "utf8", usual: true, write: Exporter::Pair(omegat::utf8) },
    Format { name: "UTX", ending: "utx", usual: false, write: Exporter::Pair(utx::utx) },
    Format { name: "DeepL CSV", ending: "deepl.csv", usual: false, write: Exporter::Pair(deepl::csv) },
    Format { name: "memoQ CSV", ending: "memoq.csv", usual: false, write: Exporter::All(memoq::csv) },
    Format {
        name: "MultiTerm XML",
        ending: "multiterm.xml",
        usual: false,
        write: Exporter::All(multiterm::xml),
    },
    Format { name: "XLSX", ending: "xlsx", usual: false, write: Exporter::Book(table::xlsx) },
    Format { name: "SKOS", ending: "ttl", usual: false, write: Exporter::All(skos::turtle) },
    Format { name: "JSON", ending: "json", usual: false, write: Exporter::All(json::json) },
];

/// The format of a file name: the one with the longest ending that fits (`glossary.v2.tbx` is TBX v2).
#[must_use]
pub fn format_of(file: &str) -> Option<&'static Format> {
    let file = file.to_ascii_lowercase();
    let fits = |f: &&Format| file.strip_suffix(f.ending).is_some_and(|rest| rest.ends_with('.'));
    GLOSSARY.iter().filter(fits).max_by_key(|f| f.ending.len())
}

impl Format {
    /// The file in this format; `None` when the format holds one pair of languages and none is given.
    #[must_use]
    pub fn make(&self, entries: &Entries, pair: Option<(Lang, Lang)>) -> Option<Book> {
        let book = |export: Export| Book { bytes: export.text.into_bytes(), left_out: export.left_out };
        Some(match self.write {
            Exporter::All(make) => book(make(entries)),
            Exporter::Book(make) => make(entries),
            Exporter::Pair(make) => {
                let (from, to) = pair?;
                book(make(entries, from, to))
            }
        })
    }
}

/// Counts things left out and lists those that occurred, in the order of first use.
#[derive(Default)]
struct Tally(Vec<LeftOut>);

impl Tally {
    fn add(&mut self, count: usize, what: &'static str, why: &'static str) {
        if count == 0 {
            return;
        }
        match self.0.iter_mut().find(|l| l.what == what && l.why == why) {
            Some(left) => left.count += count,
            None => self.0.push(LeftOut { count, what, why }),
        }
    }

    /// Counts what is known of an entry and some of its terms beyond their texts, but for what the format holds.
    fn unsaid<'t>(&mut self, entry: &Entry, terms: impl IntoIterator<Item = &'t Term>, holds: &[Field]) {
        let mut add = |field: Field, count: usize| {
            if !holds.contains(&field) {
                self.add(count, field.name(), "no column for them");
            }
        };
        add(Field::Definitions, entry.definitions.len());
        add(Field::Notes, entry.notes.len());
        for term in terms {
            add(Field::Contexts, term.contexts.len());
            add(Field::Sources, usize::from(!term.source.is_empty()));
            add(Field::Days, usize::from(!term.validity().is_empty()));
            add(Field::TermNotes, term.notes.len());
            add(Field::Speech, usize::from(!term.speech.is_empty()));
        }
    }

    fn export(self, text: String) -> Export {
        Export { text, left_out: self.0 }
    }
}

/// What is known of entries beyond their terms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Contexts,
    Definitions,
    Sources,
    Days,
    Notes,
    TermNotes,
    Speech,
}

impl Field {
    const fn name(self) -> &'static str {
        match self {
            Self::Contexts => "contexts",
            Self::Definitions => "definitions",
            Self::Sources => "sources of terms",
            Self::Days => "periods of validity",
            Self::Notes | Self::TermNotes => "notes",
            Self::Speech => "parts of speech",
        }
    }
}

/// Control and non-characters, which XML forbids and no other format is better for.
fn forbidden(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

/// How a text is written: [`clean`], without forbidden characters. The number says how many of these went.
fn written(text: &str) -> (String, usize) {
    let gone = text.chars().filter(|&c| forbidden(c)).count();
    if gone == 0 {
        return (clean(text), 0);
    }
    // They go first: blanks around one of them shall collapse too.
    let kept: String = text.chars().filter(|&c| !forbidden(c)).collect();
    (clean(&kept), gone)
}

/// Why forbidden characters are counted.
const FORBIDDEN: (&str, &str) = ("control characters", "XML forbids them");

/// Appends text as XML content or attribute value. Forbidden characters must be gone already ([`written`]).
fn push_xml(out: &mut String, text: &str) {
    for c in text.chars().filter(|&c| !forbidden(c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// The text of sentences, joined by a space, as it goes into a memory.
fn side(article: &Article, sentences: &[u32]) -> (String, usize) {
    let mut out = String::new();
    let mut gone = 0;
    for &i in sentences {
        let (text, n) = written(article.sentence(i as usize));
        gone += n;
        if !out.is_empty() && !text.is_empty() {
            out.push(' ');
        }
        out.push_str(&text);
    }
    (out, gone)
}

/// A score with four decimals, as a number that prints so.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10_000.0).round() / 10_000.0
}

/// `0,1,2`.
fn comma_list(indices: &[u32]) -> String {
    indices.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

/// The contract's name of a tag.
const fn tag_name(tag: Tag) -> &'static str {
    match tag {
        Tag::Head => "HEAD",
        Tag::Body => "BODY",
        Tag::Caption => "CAPTION",
        Tag::Byline => "BYLINE",
        Tag::Boilerplate => "BOILERPLATE",
    }
}

/// What a kind is called in a glossary that people read.
const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Per => "person",
        Kind::Loc => "place",
        Kind::Org => "organisation",
        Kind::Title => "rank or office",
        Kind::Event => "event",
        Kind::Law => "legal text",
        Kind::Term => "term",
    }
}

/// The last part of a path, so that folders of one machine do not travel with a file.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod round_trip;
#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_that_xml_forbids_gets_out() {
        let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
        for c in '\0'..=char::MAX {
            let text = format!("a{c}b");
            let (out, gone) = written(&text);
            assert!(out.chars().all(allowed), "{c:?}");
            assert_eq!(gone, usize::from(!allowed(c)), "{c:?}");
            let mut escaped = String::new();
            push_xml(&mut escaped, &text);
            assert!(escaped.chars().all(allowed), "{c:?}");
        }
    }

    #[test]
    fn blanks_around_a_dropped_character_collapse() {
        assert_eq!(written("a \u{1} b"), ("a b".to_owned(), 1));
        assert_eq!(file_name("C:\\texts\\a b.txt"), "a b.txt");
    }
}
