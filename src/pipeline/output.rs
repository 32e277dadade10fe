//! A folder of results: nothing is overwritten unasked, no file is ever torn.

use std::io::Write;
use std::path::{Path, PathBuf};
use tmx::beside::Beside;

/// Why results cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The folder holds files already.
    #[error("{0} exists and is not empty; choose another folder or add --force to replace files in it")]
    Exists(String),
    /// The file exists already.
    #[error("{0} exists; choose another name or add --force to replace it")]
    FileExists(String),
    /// Writing failed: full disk, read-only folder.
    #[error("cannot write {path}: {source}")]
    Write {
        /// Which file or folder.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

/// A folder that results go into.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
}

impl OutputFolder {
    /// Makes the folder; one that holds files is refused unless `force`.
    ///
    /// # Errors
    /// [`OutputError`].
    pub fn create(path: &Path, force: bool) -> Result<Self, OutputError> {
        let name = || path.display().to_string();
        let write = |source| OutputError::Write { path: name(), source };
        if path.exists() && !force && std::fs::read_dir(path).map_err(write)?.next().is_some() {
            return Err(OutputError::Exists(name()));
        }
        std::fs::create_dir_all(path).map_err(write)?;
        Ok(Self { path: path.to_owned() })
    }

    /// Makes the folder for files of known names; other files in it stay as they are, one of these names is refused unless `force`.
    ///
    /// # Errors
    /// [`OutputError`].
    pub fn for_files<'n>(
        path: &Path,
        names: impl IntoIterator<Item = &'n str>,
        force: bool,
    ) -> Result<Self, OutputError> {
        let taken = |name: &&str| path.join(name).exists();
        if let Some(name) = names.into_iter().find(|n| !force && taken(n)) {
            return Err(OutputError::FileExists(path.join(name).display().to_string()));
        }
        Self::create(path, true)
    }

    /// Writes a file of the folder beside and renames it.
    ///
    /// # Errors
    /// [`OutputError::Write`].
    pub fn write(&self, name: &str, content: &[u8]) -> Result<(), OutputError> {
        write_file(&self.path.join(name), content, true)
    }
}

/// Writes a file beside and renames it; one that exists is refused unless `force`.
///
/// # Errors
/// [`OutputError`].
pub fn write_file(path: &Path, content: &[u8], force: bool) -> Result<(), OutputError> {
    let failed = |error: tmx::Error| match error {
        tmx::Error::Exists(name) => OutputError::FileExists(name),
        other => {
            OutputError::Write { path: path.display().to_string(), source: std::io::Error::other(other) }
        }
    };
    let mut file = Beside::create(path, force).map_err(failed)?;
    file.write_all(content)
        .map_err(|source| OutputError::Write { path: path.display().to_string(), source })?;
    file.commit().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_folders_and_existing_files_are_refused_without_force() -> Result<(), Box<dyn std::error::Error>> {
        let dir = tempfile::tempdir()?;
        let folder = dir.path().join("kết quả");
        let output = OutputFolder::create(&folder, false)?;
        output.write("a.txt", b"x")?;
        assert!(matches!(OutputFolder::create(&folder, false), Err(OutputError::Exists(_))));
        assert!(OutputFolder::create(&folder, true).is_ok());
        assert!(OutputFolder::for_files(&folder, ["b.txt"], false).is_ok(), "others are not in the way");
        assert!(matches!(
            OutputFolder::for_files(&folder, ["b.txt", "a.txt"], false),
            Err(OutputError::FileExists(_))
        ));
        let file = folder.join("a.txt");
        assert!(matches!(write_file(&file, b"y", false), Err(OutputError::FileExists(_))));
        write_file(&file, b"y", true)?;
        assert_eq!(std::fs::read(&file)?, b"y");
        assert_eq!(std::fs::read_dir(&folder)?.count(), 1, "no leftovers");
        Ok(())
    }
}
