//! Bilingual files: segments that stand beside their translations, from TMX and XLIFF.
//!
//! A segment is text and the inline codes in it; what the codes stand for stays in the file.
//!
//! ```
//! let xliff = r#"<xliff version="1.2"><file source-language="en" target-language="pl" original="a"><body>
//!   <trans-unit id="7"><source>Red <g id="1">boat</g></source><target>Czerwona łódź</target></trans-unit></body></file></xliff>"#;
//! let read = songngu::bitext::read_bytes("boats.xlf", xliff.as_bytes(), Default::default())?;
//! assert_eq!(read[0].units[0].source.text, "Red boat");
//! assert_eq!(read[0].units[0].source.codes, ["<g 1>"]);
//! # Ok::<(), songngu::bitext::BadBitext>(())
//! ```

mod tmx;
mod xliff;

use crate::ingest::encoding;
use crate::model::Lang;
use std::path::Path;

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
    /// In the order of the file.
    pub units: Vec<Unit>,
}

/// A segment and its translation.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unit {
    /// Its id in the file, or `#7`.
    pub name: String,
    /// The source.
    pub source: Side,
    /// The translation; empty where there is none yet.
    pub target: Side,
}

/// One side of a unit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Side {
    /// The text without codes, as given.
    pub text: String,
    /// The inline codes in order, each by what tells it from others.
    pub codes: Vec<String>,
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
