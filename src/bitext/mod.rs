//! Bilingual files: segments that stand beside their translations, from TMX and XLIFF.
//!
//! A segment is text and the inline codes in it; what the codes stand for stays in the file.
//!
//! ```
//! let xliff = r#"<xliff version="1.2"><file source-language="en" target-language="pl" original="a"><body>
//!   <trans-unit id="7"><source>Red <g id="1">boat</g></source><target>Czerwona łódź</target></trans-unit></body></file></xliff>"#;
//! let read = songngu::bitext::read_bytes("boats.xlf", xliff.as_bytes(), Default::default())?;
//! assert_eq!(read[0].unit(0).source.text, "Red boat");
//! assert_eq!(read[0].unit(0).source.codes().collect::<Vec<_>>(), ["<g 1>"]);
//! # Ok::<(), songngu::bitext::BadBitext>(())
//! ```

mod column;
mod tmx;
mod xliff;

pub use column::Side;

use crate::ingest::encoding;
use crate::model::Lang;
use column::{Column, Strings};
use std::path::Path;
use std::sync::Arc;

/// Which languages of a file are wanted; a file that has two needs no words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// The source.
    pub from: Option<Lang>,
    /// The translation.
    pub to: Option<Lang>,
}

/// Segments of one language with their translations into another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bitext {
    /// The file, as the caller named it.
    pub file: String,
    /// Language of the source.
    pub source: Lang,
    /// Language of the translations.
    pub target: Lang,
    sources: Arc<Sources>,
    /// The source of every translation, by number.
    rows: Vec<u32>,
    targets: Column,
}

/// Source segments with the names of their units, for all translations of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Sources {
    names: Strings,
    segments: Column,
}

/// A segment and its translation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit<'b> {
    /// Its id in the file, or `#7`.
    pub name: &'b str,
    /// The source.
    pub source: Side<'b>,
    /// The translation; empty where there is none yet.
    pub target: Side<'b>,
}

impl Bitext {
    fn new(file: &str, source: Lang, target: Lang) -> Self {
        Self {
            file: file.to_owned(),
            source,
            target,
            sources: Arc::default(),
            rows: Vec::new(),
            targets: Column::default(),
        }
    }

    /// How many units it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no units.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The unit with a number, in the order of the file.
    ///
    /// # Panics
    /// When there is no such unit.
    #[must_use]
    pub fn unit(&self, n: usize) -> Unit<'_> {
        let row = self.rows[n] as usize;
        Unit {
            name: self.sources.names.get(row),
            source: self.sources.segments.get(row),
            target: self.targets.get(n),
        }
    }
}

/// Why a file is not read as a bilingual one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BadBitext {
    /// The system refused.
    #[error("cannot be read ({0})")]
    Unreadable(#[from] std::io::Error),
    /// What the TMX reader says.
    #[error(transparent)]
    Tmx(#[from] ::tmx::Error),
    /// XML that breaks off or breaks the rules.
    #[error("line {line}: {what}")]
    Broken {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// The file does not have the wanted languages.
    #[error("has no segments {0}; it has {1}; say `--from` and `--to`")]
    Languages(String, String),
}

/// Whether a file is bilingual, by its name.
#[must_use]
pub fn is_bitext(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("tmx" | "xlf" | "xliff" | "sdlxliff" | "mqxliff" | "mxliff" | "mxlf"))
}

/// Reads a bilingual file: one [`Bitext`] for every language that is beside the source.
///
/// # Errors
/// [`BadBitext`].
pub fn read(path: &Path, wanted: Wanted) -> Result<Vec<Bitext>, BadBitext> {
    let file = path.display().to_string();
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("tmx")) {
        return tmx::read(&file, std::io::BufReader::new(std::fs::File::open(path)?), wanted);
    }
    read_bytes(&file, &std::fs::read(path)?, wanted)
}

/// Reads a bilingual file from its bytes; its name says the format.
///
/// # Errors
/// [`BadBitext`].
pub fn read_bytes(file: &str, bytes: &[u8], wanted: Wanted) -> Result<Vec<Bitext>, BadBitext> {
    if file.to_lowercase().ends_with(".tmx") {
        return tmx::read(file, bytes, wanted);
    }
    let decoded = encoding::decode(bytes, encoding::declared(&bytes[..bytes.len().min(400)]))
        .map_err(|e| BadBitext::Broken { line: 1, what: e.to_string() })?;
    let mut out = xliff::read(file, decoded.text.trim_start_matches('\u{feff}'))?;
    let fits = |own: Lang, asked: Option<Lang>| asked.is_none_or(|l| l.primary() == own.primary());
    out.retain(|b| fits(b.source, wanted.from) && fits(b.target, wanted.to));
    Ok(out)
}
