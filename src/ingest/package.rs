//! The zip container of docx, odt and epub: parts by name, with a limit on what they unpack to.

use super::encoding;
use super::error::Problem;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// A part may unpack to this many bytes: a thousand pages of text.
const PART: u64 = 64 << 20;
/// All parts of a file together.
const WHOLE: u64 = 128 << 20;
/// A part over a megabyte that unpacks to this many times its size is a bomb; XML of documents packs to a tenth or twentieth.
const RATIO: u64 = 400;

/// An open container.
pub(crate) struct Package<'b> {
    format: &'static str,
    archive: ZipArchive<Cursor<&'b [u8]>>,
    unpacked: u64,
    /// What a part, and all parts together, may unpack to.
    limits: (u64, u64),
}

/// Whether the bytes are a zip file that names this somewhere (names and the first stored part are not compressed).
pub(super) fn names(bytes: &[u8], name: &str) -> bool {
    bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(bytes, name.as_bytes()).is_some()
}

impl<'b> Package<'b> {
    pub fn open(format: &'static str, bytes: &'b [u8]) -> Result<Self, Problem> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(format, &e))?;
        Ok(Self { format, archive, unpacked: 0, limits: (PART, WHOLE) })
    }

    /// A container of which every part may unpack to so many bytes.
    pub fn with_limit(format: &'static str, bytes: &'b [u8], limit: u64) -> Result<Self, Problem> {
        Ok(Self { limits: (limit, 2 * limit), ..Self::open(format, bytes)? })
    }

    /// The text of a part; `None` when there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let mut file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(self.format, &error)),
        };
        let packed = file.compressed_size().max(1);
        let (part, whole) = self.limits;
        let allowed = part.min(whole - self.unpacked).min((packed * RATIO).max(1 << 20));
        let mut bytes = Vec::new();
        // The declared size may lie: what comes out is counted.
        let read = file.by_ref().take(allowed + 1).read_to_end(&mut bytes);
        read.map_err(|e| Problem::Broken { format: self.format, reason: format!("part {name}: {e}") })?;
        if bytes.len() as u64 > allowed {
            return Err(Problem::Bomb(name.to_owned()));
        }
        self.unpacked += bytes.len() as u64;
        let declared = encoding::declared(&bytes[..bytes.len().min(200)]);
        Ok(Some(encoding::decode(&bytes, declared)?.text))
    }

    /// The text of a part that has to be there.
    pub fn required(&mut self, name: &str) -> Result<String, Problem> {
        let missing = || Problem::Broken { format: self.format, reason: format!("part {name} is missing") };
        let missing = missing();
        self.part(name)?.ok_or(missing)
    }
}

fn broken(format: &'static str, error: &ZipError) -> Problem {
    Problem::Broken { format, reason: error.to_string() }
}
