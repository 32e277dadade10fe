//! A file that appears whole or not at all: written beside its target, synced, renamed.

use crate::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file being written. Dropped without [`Beside::commit`] it leaves nothing behind.
pub struct Beside {
    /// The part and what it becomes; `None` where bytes go straight to their target.
    rename: Option<(PathBuf, PathBuf)>,
    file: Option<BufWriter<File>>,
}

impl Beside {
    /// Begins to write `target`; it must not exist unless `force`.
    ///
    /// A link is followed. What is no regular file (a pipe, `/dev/null`, `/dev/stdout`) holds nothing that could be torn or
    /// overwritten: it is written to as it is and never replaced.
    ///
    /// # Errors
    /// When the target exists, or its folder cannot be written to.
    pub fn create(target: &Path, force: bool) -> Result<Self, Error> {
        let target = match fs::metadata(target) {
            Ok(found) if !found.is_file() && !found.is_dir() => {
                let file = OpenOptions::new().write(true).open(target)?;
                return Ok(Self { rename: None, file: Some(BufWriter::new(file)) });
            }
            Ok(_) if !force => return Err(Error::Exists(target.display().to_string())),
            Ok(_) => fs::canonicalize(target)?,
            Err(_) => target.to_owned(),
        };
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let part = target.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = BufWriter::with_capacity(256 * 1024, File::create(&part)?);
        Ok(Self { rename: Some((part, target)), file: Some(file) })
    }

    /// Where the bytes are until the file is complete; `None` where they go straight to their target.
    #[must_use]
    pub fn part(&self) -> Option<&Path> {
        self.rename.as_ref().map(|(part, _)| part.as_path())
    }

    /// Puts the complete file in its place.
    ///
    /// # Errors
    /// When the last bytes cannot be written or the file not be renamed.
    pub fn commit(mut self) -> Result<(), Error> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Some((part, target)) = &self.rename {
            file.sync_all()?;
            fs::rename(part, target)?;
        }
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
        if let Some((part, _)) = &self.rename {
            // After a commit there is nothing to remove, and nothing to say.
            let _ = fs::remove_file(part);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{FileTypeExt, symlink};

    fn write(target: &Path, force: bool) -> Result<(), Error> {
        let mut file = Beside::create(target, force)?;
        file.write_all(b"new")?;
        file.commit()
    }

    #[test]
    fn a_device_is_written_to_and_stays_a_device() -> Result<(), Error> {
        let null = Path::new("/dev/null");
        write(null, false)?;
        write(null, true)?;
        assert!(fs::metadata(null)?.file_type().is_char_device());
        Ok(())
    }

    #[test]
    fn a_link_stays_a_link_and_its_file_is_replaced() -> Result<(), Error> {
        let folder = std::env::temp_dir().join(format!("songngu-tmx-beside-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let (file, link) = (folder.join("file"), folder.join("liên kết"));
        fs::write(&file, "old")?;
        symlink(&file, &link)?;
        assert!(matches!(write(&link, false), Err(Error::Exists(_))));
        write(&link, true)?;
        let linked = (fs::read_link(&link)?, fs::read_to_string(&file)?);
        assert_eq!(linked, (file, "new".into()));
        fs::remove_dir_all(&folder)?;
        Ok(())
    }
}
