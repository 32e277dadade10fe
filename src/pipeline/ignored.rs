//! The findings that a project leaves out: a text file, an id a line, that a team can share and edit.

use super::output::{OutputError, write_file};
use crate::export::findings::Told;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The file that is read and written when the settings name none.
pub const FILE: &str = "songngu-ignore.txt";

const HEAD: &str =
    "# Findings of `songngu check` that are left out: an id a line, anything behind `#` is for people.\n";

/// Ids that are left out, and their file.
#[derive(Clone, Debug, Default)]
pub struct Ignored {
    path: PathBuf,
    text: String,
    ids: BTreeSet<String>,
}

impl Ignored {
    /// Reads a file; one that does not exist has no ids.
    ///
    /// # Errors
    /// When it exists and cannot be read.
    pub fn read(path: &Path) -> std::io::Result<Self> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let ids = text.lines().filter_map(|l| l.split('#').next()).map(str::trim).filter(|l| !l.is_empty());
        let ids = ids.map(str::to_owned).collect();
        Ok(Self { path: path.to_owned(), text, ids })
    }

    /// Whether a finding is left out.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Adds ids and writes the file, each with what it stands for among the findings. Gives back the ids that none has.
    ///
    /// # Errors
    /// [`OutputError`] when the file cannot be written.
    pub fn add(&mut self, ids: &[String], findings: &[Told]) -> Result<Vec<String>, OutputError> {
        let mut unknown = Vec::new();
        let mut text = if self.text.is_empty() { HEAD.to_owned() } else { self.text.clone() };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let before = self.ids.len();
        for id in ids {
            let Some(told) = findings.iter().find(|t| t.id == *id) else {
                unknown.push(id.clone());
                continue;
            };
            if self.ids.insert(id.clone()) {
                let name = told.place.file.rsplit(['/', '\\']).next().unwrap_or_default();
                let line = format!("{id}  # {}, {name}: {}", told.rule, told.message);
                text.push_str(&line.replace('\n', " "));
                text.push('\n');
            }
        }
        if self.ids.len() > before {
            write_file(&self.path, text.as_bytes(), true)?;
            self.text = text;
        }
        Ok(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::findings::Spot;
    use crate::model::{Lang, Severity};

    #[test]
    fn ids_are_remembered_with_what_they_stand_for() -> Result<(), Box<dyn std::error::Error>> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("ours.txt");
        std::fs::write(&path, "# ours\nabc # known\n")?;
        let place = Spot {
            file: "x/a.txt".into(),
            unit: None,
            lang: Lang::EN,
            start: 0,
            end: 1,
            text: "a".into(),
            line: 1,
            column: 1,
            lead: String::new(),
            tail: String::new(),
        };
        let told = Told {
            id: "def".into(),
            rule: "spacing",
            severity: Severity::Info,
            confidence: 0.5,
            place,
            message: "a space".into(),
            related: Vec::new(),
            suggestion: None,
        };
        let mut ignored = Ignored::read(&path)?;
        assert!(ignored.has("abc") && !ignored.has("def"));
        assert_eq!(ignored.add(&["def".into(), "nil".into()], &[told])?, ["nil"]);
        let again = Ignored::read(&path)?;
        assert!(again.has("abc") && again.has("def") && !again.has("nil"));
        assert!(std::fs::read_to_string(&path)?.ends_with("def  # spacing, a.txt: a space\n"));
        assert!(!Ignored::read(&dir.path().join("none"))?.has("abc"));
        Ok(())
    }
}
