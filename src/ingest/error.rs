//! What can be wrong with a file, in words that say what to do.

/// A file that could not be read as an article.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct IngestError {
    /// The file as the user named it.
    pub file: String,
    /// What is wrong with it.
    #[source]
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The system refused.
    #[error("cannot be read ({0}); check the name and your rights to it")]
    Unreadable(#[source] std::io::Error),
    /// Nothing or only white space inside.
    #[error("the file is empty; take it off the list or save it again")]
    Empty,
    /// The format was read and holds no text (pictures only, a page built by scripts).
    #[error(
        "there is no text in it; save the page as a complete document, or run text recognition on a scan"
    )]
    NoText,
    /// Larger than any article.
    #[error("is larger than 256 MiB; split it, or give the articles one by one")]
    TooLarge,
    /// Bytes that are no text in any encoding.
    #[error("is not text (binary data); convert it to .txt, .html, .docx or .odt")]
    Binary,
    /// A known format that is not read.
    #[error("is {0}, which is not read; save it as .docx, .odt, .html or .txt")]
    Foreign(&'static str),
    /// A container that unpacks to far more than it should.
    #[error(
        "part `{0}` unpacks to more than is allowed (a zip bomb?); if you trust the file, open it and save it again"
    )]
    Bomb(String),
    /// Pieces without end and hardly any text in them: memory would grow far beyond the file.
    #[error("is cut into over a million pieces of hardly any text; split it, or save its text as .txt")]
    Crowded,
    /// Markup nested beyond sense.
    #[error("elements are nested more than {0} deep; open the file and save it again")]
    TooDeep(usize),
    /// The container or the markup is damaged.
    #[error("is a damaged {format} file ({reason}); open it in its own program and save it again")]
    Broken {
        /// Which format it should be.
        format: &'static str,
        /// What the parser said.
        reason: String,
    },
}

/// The name of a format that we know by its first bytes and do not read.
pub(super) fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF file"),
        (b"{\\rtf", "an RTF file"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word, Excel or PowerPoint file"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"7z\xBC\xAF", "a 7-Zip archive"),
        (b"Rar!", "a RAR archive"),
        (b"\x7FELF", "a program"),
    ];
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}
