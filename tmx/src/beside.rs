//! A file that appears whole or not at all: written beside its target, synced, renamed.

use crate::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file being written. Dropped without [`Beside::commit`] it leaves nothing behind.
pub struct Beside {
    target: PathBuf,
    part: PathBuf,
    file: Option<BufWriter<File>>,
}

impl Beside {
    /// Begins to write `target`; it must not exist unless `force`.
    ///
    /// # Errors
    /// When the target exists, or its folder cannot be written to.
    pub fn create(target: &Path, force: bool) -> Result<Self, Error> {
        if !force && target.exists() {
            return Err(Error::Exists(target.display().to_string()));
        }
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let part = target.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = BufWriter::with_capacity(256 * 1024, File::create(&part)?);
        Ok(Self { target: target.to_owned(), part, file: Some(file) })
    }

    /// Where the bytes are until the file is complete.
    #[must_use]
    pub fn part(&self) -> &Path {
        &self.part
    }

    /// Puts the complete file in its place.
    ///
    /// # Errors
    /// When the last bytes cannot be written or the file not be renamed.
    pub fn commit(mut self) -> Result<(), Error> {
        if let Some(file) = self.file.take() {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
        }
        fs::rename(&self.part, &self.target)?;
        Ok(())
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |f| f.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.file = None;
        // After a commit there is nothing to remove, and nothing to say.
        let _ = fs::remove_file(&self.part);
    }
}
