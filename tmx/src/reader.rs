//! Reading: units one after the other, whatever their file is like.
//!
//! The reader does not give up at the first fault: what is wrong is listed in [`Reader::problems`] and the units come
//! as complete as they can be. Only a file that is no TMX at all, or attacks its reader, ends with an error.
//!
//! ```
//! let text = r#"<tmx version="1.4"><header srclang="vi" segtype="sentence" creationtool="x" creationtoolversion="1"
//!   o-tmf="x" adminlang="en" datatype="plaintext"/><body><tu tuid="1"><tuv xml:lang="vi"><seg>Hà Nội</seg></tuv>
//!   <tuv xml:lang="fr"><seg>Hanoï</seg></tuv></tu></body></tmx>"#;
//! let mut reader = tmx::Reader::new(text.as_bytes())?;
//! assert_eq!(reader.header().srclang(), Some("vi"));
//! let unit = reader.next().unwrap()?;
//! assert_eq!(unit.variant("fr").unwrap().segment.text(), "Hanoï");
//! assert!(reader.next().is_none());
//! # Ok::<(), tmx::Error>(())
//! ```

use crate::build::Builder;
use crate::error::Error;
use crate::model::{Header, Unit};
use crate::parse::Parser;
use crate::problem::{Problem, Severity, Verdict};
use std::io::Read;

/// Reads the units of a TMX file of any size; memory holds one block of the file.
pub struct Reader<R> {
    parser: Parser<R>,
    builder: Builder,
    header: Header,
    has_header: bool,
    ended: bool,
}

impl<R: Read> Reader<R> {
    /// Begins to read: the encoding, the header.
    ///
    /// # Errors
    /// When reading fails, or the file is not TMX.
    pub fn new(read: R) -> Result<Self, Error> {
        Self::with_limit(read, crate::validate::LISTED)
    }

    /// As [`Reader::new`]; of each code at most `keep` problems are listed.
    ///
    /// # Errors
    /// When reading fails, or the file is not TMX.
    pub fn with_limit(read: R, keep: u64) -> Result<Self, Error> {
        let mut parser = Parser::new(read, keep);
        let mut builder = Builder::default();
        while !builder.body && parser.pump(&mut builder)? {}
        let header = builder.header.take();
        let has_header = header.is_some();
        let mut reader =
            Self { parser, builder, header: header.unwrap_or_default(), has_header, ended: false };
        reader.fatal().map_or(Ok(()), Err)?;
        if has_header {
            // A later header, of a second document, does not count.
            reader.builder.header = Some(Header::default());
        }
        Ok(reader)
    }

    /// The header; an empty one when the file has none.
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// Has the file a header?
    pub const fn has_header(&self) -> bool {
        self.has_header
    }

    /// What was found to be wrong so far. [`crate::validate()`] finds more: it looks at all values and rules.
    pub fn problems(&self) -> &[Problem] {
        &self.parser.log.problems
    }

    /// Takes the problems that were found since the last call.
    pub(crate) fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.parser.log.problems)
    }

    /// The verdict on what was read so far.
    pub fn verdict(&self) -> Verdict {
        self.parser.log.verdict()
    }

    /// Bytes read so far, for progress.
    pub const fn bytes(&self) -> u64 {
        self.parser.bytes()
    }

    /// Start tags of units so far.
    pub const fn seen(&self) -> u64 {
        self.parser.units()
    }

    fn fatal(&mut self) -> Option<Error> {
        if !self.parser.log.fatal() || self.ended {
            return None;
        }
        self.ended = true;
        let problem = self.parser.log.problems.iter().find(|p| p.severity == Severity::Fatal).cloned();
        problem.map(Error::Fatal)
    }

    fn next_unit(&mut self) -> Result<Option<Unit>, Error> {
        loop {
            if let Some(unit) = self.builder.units.pop_front() {
                return Ok(Some(unit));
            }
            if let Some(error) = self.fatal() {
                return Err(error);
            }
            if !self.parser.pump(&mut self.builder)? && self.builder.units.is_empty() {
                return self.fatal().map_or(Ok(None), Err);
            }
        }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Unit, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_unit().transpose()
    }
}
