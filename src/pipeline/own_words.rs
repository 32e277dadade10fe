//! The user's own words from files: glossaries, hunalign dictionaries, memories.

use crate::glossary::{self, BadGlossary, Status};
use crate::lexicon::Lexicon;
use crate::model::Lang;
use crate::words::own::{Concept, Sources, Term, join};
use std::borrow::Cow;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Units of a memory that are learnt from; more would take long and teach little.
const MOST: usize = 20_000;

/// Where word knowledge comes from.
#[derive(Clone, Debug, Default)]
pub struct WordSources {
    /// Do without the built-in lexicon.
    pub bare: bool,
    /// Files with words of the user's own.
    pub files: Vec<PathBuf>,
}

/// A file whose words cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadWords {
    /// It is no glossary.
    #[error(transparent)]
    Glossary(#[from] BadGlossary),
    /// It is no memory.
    #[error("{file}: {source}")]
    Memory {
        /// Which.
        file: String,
        /// Why.
        source: tmx::Error,
    },
    /// The system refused.
    #[error("{file}: cannot be read ({source}); check the name and your rights to it")]
    Unreadable {
        /// Which.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// Nothing in it can be used.
    #[error("{file}: no entry has words of two languages; nothing can be learnt from it")]
    Empty {
        /// Which.
        file: String,
    },
}

/// A lexicon, and what was noticed while its files were read: (file, remark).
pub type Words = (Cow<'static, Lexicon>, Vec<(String, String)>);

impl WordSources {
    /// Reads the files and joins them with the built-in lexicon.
    ///
    /// # Errors
    /// [`BadWords`]: a file that is neither glossary nor memory, or has nothing in two languages.
    pub fn lexicon(&self) -> Result<Words, BadWords> {
        let mut notes = Vec::new();
        if self.files.is_empty() {
            let lexicon =
                if self.bare { Cow::Owned(Lexicon::empty()) } else { Cow::Borrowed(Lexicon::builtin()) };
            return Ok((lexicon, notes));
        }
        let mut sources = Sources::default();
        for file in &self.files {
            let before = sources.concepts.len() + sources.sentences.len();
            let is_memory = file.extension().is_some_and(|e| e.eq_ignore_ascii_case("tmx"));
            if is_memory {
                memory(file, &mut sources, &mut notes)
            } else {
                glossary(file, &mut sources, &mut notes)
            }?;
            if sources.concepts.len() + sources.sentences.len() == before {
                return Err(BadWords::Empty { file: file.display().to_string() });
            }
        }
        let base = if self.bare { Lexicon::empty() } else { Lexicon::builtin().clone() };
        Ok((Cow::Owned(join(base, &sources)), notes))
    }
}

/// Adds the concepts of a glossary that have terms in two languages.
fn glossary(path: &Path, out: &mut Sources, notes: &mut Vec<(String, String)>) -> Result<(), BadWords> {
    let read = glossary::read(path)?;
    let file = path.display().to_string();
    notes.extend(read.problems.into_iter().map(|p| (format!("{file}:{}", p.line), p.what)));
    for concept in read.concepts {
        // What was right once still says what old texts mean; what was never right teaches nothing.
        let terms = concept.terms.into_iter().filter(|t| t.status != Status::Forbidden);
        let terms: Vec<Term> = terms.map(|t| Term { lang: t.lang, text: t.text, forms: t.forms }).collect();
        if several(terms.iter().map(|t| t.lang)) {
            out.concepts.push(Concept { kind: concept.kind, terms });
        }
    }
    Ok(())
}

/// Adds the units of a memory, the first [`MOST`] of them.
fn memory(path: &Path, out: &mut Sources, notes: &mut Vec<(String, String)>) -> Result<(), BadWords> {
    let file = path.display().to_string();
    let open = File::open(path).map_err(|source| BadWords::Unreadable { file: file.clone(), source })?;
    let broken = |source| BadWords::Memory { file: file.clone(), source };
    let mut taken = 0;
    for unit in tmx::Reader::new(BufReader::new(open)).map_err(broken)? {
        let unit = unit.map_err(broken)?;
        let variants = unit.variants.iter().filter(|v| !v.segment.is_blank());
        let variants: Vec<(Lang, String)> =
            variants.filter_map(|v| Some((Lang::parse(&v.lang).ok()?, v.segment.text()))).collect();
        if !several(variants.iter().map(|v| v.0)) {
            continue;
        }
        if taken == MOST {
            notes.push((file, format!("has many units; the first {MOST} were learnt from")));
            break;
        }
        out.sentences.push(variants);
        taken += 1;
    }
    Ok(())
}

/// Whether there are two languages.
fn several(mut langs: impl Iterator<Item = Lang>) -> bool {
    langs.next().is_some_and(|first| langs.any(|l| l.primary() != first.primary()))
}
