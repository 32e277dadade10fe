//! Bytes to documents with tagged blocks; one file per format.
//!
//! A reader turns the bytes of one format into a `Draft`: text, blocks, and what the markup says about each block.
//! [`mod@clean`] then decides from markup and words together what is article and what is furniture of the page; nothing
//! is dropped, everything is tagged. A new format is a file and a line in [`READERS`].
//!
//! ```
//! use songngu::{ingest, model::Tag};
//! let page = "<h1>A bridge opens</h1><p>The bridge opened on Monday, after two years.</p><footer>© The Post</footer>";
//! let document = ingest::read_bytes("bridge.html", page.as_bytes())?;
//! let tags: Vec<Tag> = document.blocks.iter().map(|b| b.tag).collect();
//! assert_eq!(tags, [Tag::Head, Tag::Body, Tag::Boilerplate]);
//! # Ok::<(), ingest::IngestError>(())
//! ```

mod captions;
mod clean;
mod docx;
mod draft;
pub(crate) mod encoding;
mod epub;
mod error;
mod html;
mod line;
mod md;
mod odt;
pub(crate) mod package;
mod paragraph;
#[cfg(test)]
mod tests;
mod txt;
pub(crate) mod xml;

pub use error::{IngestError, Problem};

use crate::model::Document;
use draft::Draft;
use std::path::Path;

/// Files over this many bytes are refused: spans count bytes in 32 bits, and no article is that long.
const LARGEST: u64 = 256 << 20;

/// How one format is known and read.
struct Reader {
    /// File name endings, lower case.
    extensions: &'static [&'static str],
    /// Whether the first bytes can be of this format and of no other.
    knows: fn(&[u8]) -> bool,
    /// Reads the bytes.
    read: fn(&[u8]) -> Result<Draft, Problem>,
}

/// The formats, asked in this order; the last one takes whatever is text.
const READERS: &[Reader] = &[
    Reader { extensions: &["html", "htm", "xhtml", "mht"], knows: html::knows, read: html::read },
    Reader { extensions: &["docx", "docm", "dotx"], knows: docx::knows, read: docx::read },
    Reader { extensions: &["odt", "ott"], knows: odt::knows, read: odt::read },
    Reader { extensions: &["epub"], knows: epub::knows, read: epub::read },
    Reader { extensions: &["md", "markdown", "mdown", "mkd"], knows: |_| false, read: md::read },
    Reader { extensions: &["txt", "text"], knows: |_| false, read: txt::read },
];

/// The file name endings of all formats.
pub fn extensions() -> impl Iterator<Item = &'static str> {
    READERS.iter().flat_map(|r| r.extensions.iter().copied())
}

/// Reads an article file.
///
/// # Errors
/// [`IngestError`] when the file cannot be read, is empty, is no text, or breaks the rules of its format.
pub fn read(path: &Path) -> Result<Document, IngestError> {
    let file = path.display().to_string();
    let fail = |problem| IngestError { file: file.clone(), problem };
    let size = std::fs::metadata(path).map_err(|e| fail(Problem::Unreadable(e)))?.len();
    if size > LARGEST {
        return Err(fail(Problem::TooLarge));
    }
    let bytes = std::fs::read(path).map_err(|e| fail(Problem::Unreadable(e)))?;
    read_bytes(&file, &bytes)
}

/// Reads the bytes of an article; the name tells the format where the bytes do not, and stands in the document.
///
/// # Errors
/// [`IngestError`] as for [`read`].
pub fn read_bytes(file: &str, bytes: &[u8]) -> Result<Document, IngestError> {
    let draft = draft_of(file, bytes).map_err(|problem| IngestError { file: file.to_owned(), problem })?;
    Ok(draft.finish(file))
}

fn draft_of(file: &str, bytes: &[u8]) -> Result<Draft, Problem> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::Empty);
    }
    if bytes.len() as u64 > LARGEST {
        return Err(Problem::TooLarge);
    }
    if let Some(format) = error::foreign(bytes) {
        return Err(Problem::Foreign(format));
    }
    let extension =
        Path::new(file).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let reader = READERS
        .iter()
        .find(|r| (r.knows)(bytes))
        .or_else(|| READERS.iter().find(|r| r.extensions.contains(&extension.as_str())))
        .unwrap_or(&READERS[READERS.len() - 1]);
    let draft = (reader.read)(bytes)?;
    if draft.crowded {
        return Err(Problem::Crowded);
    }
    if draft.pieces.is_empty() { Err(Problem::NoText) } else { Ok(draft) }
}
