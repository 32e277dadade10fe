//! Glossaries of the user: one model for every format, and their readers, one file per format.
//!
//! [`read`] takes TBX (version 3 in both styles, version 2, the old TBX-Min), MultiTerm XML, UTX, tables with named columns
//! (CSV, TSV, XLSX, memoQ, and what songngu writes itself), OmegaT's and DeepL's tables without a header, and hunalign's dictionaries. Content decides, not
//! the file name; only the languages of a table that does not name them come from the name (`terms.en-vi.utf8`) or from the
//! caller ([`read_as`]).
//!
//! A row or concept that cannot be understood is a [`Problem`] with its line, and the rest is read.
//!
//! ```
//! use songngu::{glossary, model::Lang};
//! let table = "en\tvi\tstatus\nRed River\tsông Hồng | Hồng Hà\tpreferred\nSong Koi\t\tforbidden\n";
//! let read = glossary::read_bytes("rivers.tsv", table.as_bytes(), None)?;
//! assert_eq!(read.concepts.len(), 2);
//! let names: Vec<&str> = read.concepts[0].of(Lang::VI).map(|t| t.text.as_str()).collect();
//! assert_eq!(names, ["sông Hồng", "Hồng Hà"]);
//! assert_eq!(read.concepts[1].terms[0].status, glossary::Status::Forbidden);
//! # Ok::<(), glossary::BadGlossary>(())
//! ```

mod columns;
mod day;
mod dic;
mod gather;
mod languages;
mod multiterm;
mod pairs;
mod table;
mod tbx;
#[cfg(test)]
mod tests;
mod utx;
mod words;

pub use day::Day;
pub use languages::pair_in_name;
pub use words::{kind, status};

use crate::ingest::encoding;
use crate::model::{Kind, Lang};
use crate::sheet;
use std::path::Path;

/// Files over this many bytes are refused: no glossary is that long.
const LARGEST: u64 = 256 << 20;

/// A glossary as read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Glossary {
    /// What the format is called: `TBX v3`, `table`, `UTX`, `OmegaT` …
    pub format: &'static str,
    /// The concepts in the order of the file; each has a term.
    pub concepts: Vec<Concept>,
    /// What was not understood or not read, in the order of lines.
    pub problems: Vec<Problem>,
}

/// What terms of several languages stand for together.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Concept {
    /// Its id in the file; empty where the format has none.
    pub id: String,
    /// Line of the file, from 1.
    pub line: u32,
    /// What kind, where the subject says so.
    pub kind: Option<Kind>,
    /// Subject field, as written.
    pub subject: String,
    /// Definitions, each in a language or in none.
    pub definitions: Vec<Definition>,
    /// Notes.
    pub notes: Vec<String>,
    /// Its terms, in the order of the file.
    pub terms: Vec<Term>,
}

impl Concept {
    /// Its terms in a language, region and script aside, in the order of the file.
    pub fn of(&self, lang: Lang) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |t| t.lang.primary() == lang.primary())
    }
}

/// A definition.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Definition {
    /// Its language; none when it is said for the whole concept.
    pub lang: Option<Lang>,
    /// The text.
    pub text: String,
    /// Where it comes from; may be empty.
    pub source: String,
}

/// A term of a concept in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// Language.
    pub lang: Lang,
    /// The base form, NFC, white space collapsed.
    pub text: String,
    /// How good it is. What the file leaves open: the first of a language is preferred, the others are admitted.
    pub status: Status,
    /// Part of speech in the words of TBX (`noun`, `properNoun`, `verb` …); may be empty.
    pub speech: String,
    /// Inflected forms.
    pub forms: Vec<String>,
    /// Sentences in which it occurs.
    pub contexts: Vec<Context>,
    /// Where it comes from; may be empty.
    pub source: String,
    /// First day on which it is valid.
    pub from: Option<Day>,
    /// Last day on which it is valid.
    pub to: Option<Day>,
    /// Notes.
    pub notes: Vec<String>,
}

impl Term {
    /// A term of which nothing else is known.
    #[must_use]
    pub fn new(lang: Lang, text: &str) -> Self {
        Self {
            lang,
            text: crate::text::normal::clean(text),
            status: Status::Preferred,
            speech: String::new(),
            forms: Vec::new(),
            contexts: Vec::new(),
            source: String::new(),
            from: None,
            to: None,
            notes: Vec::new(),
        }
    }

    /// Takes over what another entry of the same term says beyond this one.
    fn absorb(&mut self, other: Self) {
        fn join<T: PartialEq>(own: &mut Vec<T>, other: Vec<T>) {
            for item in other {
                if !own.contains(&item) {
                    own.push(item);
                }
            }
        }
        join(&mut self.contexts, other.contexts);
        join(&mut self.forms, other.forms);
        join(&mut self.notes, other.notes);
        for (own, text) in [(&mut self.source, other.source), (&mut self.speech, other.speech)] {
            if own.is_empty() {
                *own = text;
            }
        }
        self.from = self.from.or(other.from);
        self.to = self.to.or(other.to);
    }

    /// The term and its inflected forms.
    pub fn all_forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.forms.iter().map(String::as_str))
    }
}

/// A sentence in which a term occurs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Context {
    /// The sentence.
    pub text: String,
    /// Where it stands; may be empty.
    pub source: String,
}

/// How good a term is, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// To be used.
    Preferred,
    /// May be used.
    Admitted,
    /// Proposed, not decided.
    Doubtful,
    /// Was right once.
    Superseded,
    /// Must not be used.
    Forbidden,
}

impl Status {
    /// Whether a translator may use the term.
    #[must_use]
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::Preferred | Self::Admitted | Self::Doubtful)
    }
}

/// Something in a glossary file that was not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Line, from 1.
    pub line: u32,
    /// What, and what to do.
    pub what: String,
}

/// Why a file is not read as a glossary.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BadGlossary {
    /// The system refused.
    #[error("{file}: cannot be read ({source}); check the name and your rights to it")]
    Unreadable {
        /// Which.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// Larger than any glossary.
    #[error("{file}: is larger than 256 MiB; no glossary is; split it")]
    TooLarge {
        /// Which.
        file: String,
    },
    /// Bytes that are no text in any encoding.
    #[error("{file}: is not text; save the glossary as TBX, CSV or TSV")]
    Binary {
        /// Which.
        file: String,
    },
    /// A workbook that cannot be read.
    #[error("{file}: {problem}")]
    Spreadsheet {
        /// Which.
        file: String,
        /// Why.
        problem: sheet::BadSheet,
    },
    /// XML that is no glossary.
    #[error("{file}: <{root}> is no glossary; TBX (<tbx>, <martif>) and MultiTerm (<mtf>) are read")]
    Foreign {
        /// Which.
        file: String,
        /// The root element.
        root: String,
    },
    /// XML that breaks off or breaks the rules.
    #[error("{file}:{line}: {what}")]
    Broken {
        /// Which.
        file: String,
        /// Line, from 1.
        line: u32,
        /// What the parser said.
        what: String,
    },
    /// A table whose languages nobody knows.
    #[error(
        "{file}: the table does not say its languages; give it a header (`en<TAB>vi<TAB>status`) or put them into its name (`terms.en-vi.utf8`)"
    )]
    NoLanguages {
        /// Which.
        file: String,
    },
}

/// Reads a glossary file.
///
/// # Errors
/// [`BadGlossary`] when it is no glossary or its languages cannot be known.
pub fn read(path: &Path) -> Result<Glossary, BadGlossary> {
    read_as(path, None)
}

/// Reads a glossary file; `pair` says source and target language where the file does not.
///
/// # Errors
/// As [`read`].
pub fn read_as(path: &Path, pair: Option<(Lang, Lang)>) -> Result<Glossary, BadGlossary> {
    let file = path.display().to_string();
    let unreadable = |source| BadGlossary::Unreadable { file: file.clone(), source };
    if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(BadGlossary::TooLarge { file });
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    read_bytes(&file, &bytes, pair)
}

/// Reads a glossary from the bytes of a file; its name may say the languages of a table without a header.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(file: &str, bytes: &[u8], pair: Option<(Lang, Lang)>) -> Result<Glossary, BadGlossary> {
    if bytes.starts_with(b"PK\x03\x04") {
        return spreadsheet(file, bytes, pair);
    }
    let decoded = encoding::decode(bytes, encoding::declared(&bytes[..bytes.len().min(400)]))
        .map_err(|_| BadGlossary::Binary { file: file.to_owned() })?;
    let text = decoded.text.trim_start_matches('\u{feff}');
    let pair = pair.or_else(|| languages::pair_in_name(file));
    let mut glossary = if text.trim_start().starts_with('<') {
        xml(file, text)?
    } else if utx::knows(text) {
        utx::read(text)
    } else if dic::knows(text) {
        dic::read(text, pair).ok_or_else(|| BadGlossary::NoLanguages { file: file.to_owned() })?
    } else if let Some(glossary) = table::read(text, pair) {
        glossary
    } else if let Some(glossary) = pairs::read(text, pair) {
        glossary
    } else {
        return Err(BadGlossary::NoLanguages { file: file.to_owned() });
    };
    if let Some(what) = decoded.note {
        glossary.problems.insert(0, Problem { line: 1, what });
    }
    Ok(glossary)
}

/// The first sheet of a workbook, as a table.
fn spreadsheet(file: &str, bytes: &[u8], pair: Option<(Lang, Lang)>) -> Result<Glossary, BadGlossary> {
    let sheet =
        sheet::read(bytes).map_err(|problem| BadGlossary::Spreadsheet { file: file.to_owned(), problem })?;
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for (_, row) in &sheet.rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row);
    }
    let text = writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let pair = pair.or_else(|| languages::pair_in_name(file));
    let mut glossary = table::read(&text, pair)
        .or_else(|| pairs::read(&text, pair))
        .ok_or_else(|| BadGlossary::NoLanguages { file: file.to_owned() })?;
    for name in sheet.unread {
        glossary
            .problems
            .push(Problem { line: 1, what: format!("the sheet `{name}` is not read, only the first") });
    }
    Ok(glossary)
}

fn xml(file: &str, text: &str) -> Result<Glossary, BadGlossary> {
    let root = tbx::root(text);
    match root.as_str() {
        "tbx" | "TBX" | "martif" => tbx::read(file, text, root == "martif"),
        "mtf" => multiterm::read(file, text),
        _ => Err(BadGlossary::Foreign { file: file.to_owned(), root }),
    }
}
