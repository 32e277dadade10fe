//! What is to be aligned: a table of jobs, a folder, or files named by hand.

use crate::model::{BadLang, Lang};
use crate::text::normal::nfc;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobFiles {
    /// Name of the job; its output files begin with it.
    pub id: String,
    /// The files, with their languages where the user gave them.
    pub files: Vec<(Option<Lang>, PathBuf)>,
}

/// Why jobs cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum JobsError {
    /// The table or folder cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The table has no usable header.
    #[error(
        "{path}:1: the header must be `id` and one column per language, separated by tabs (id, vi, en …): {source}"
    )]
    Column {
        /// The table.
        path: String,
        /// The column that is not a language.
        source: BadLang,
    },
    /// The header does not begin with `id`.
    #[error("{0}:1: the first column must be `id`; write a header such as `id<TAB>vi<TAB>en`")]
    NoId(String),
    /// A row that has no id, an id that cannot be a file name, or one that was there before.
    #[error("{path}:{line}: {what}")]
    Row {
        /// The table.
        path: String,
        /// Line from 1.
        line: usize,
        /// The fault and its remedy.
        what: String,
    },
}

/// Columns that `pair` writes beside the languages.
pub(super) const NOT_LANGUAGES: [&str; 2] = ["score", "evidence"];

/// Reads a table of jobs: header `id` and one column per language; paths relative to the table; empty cell = no such side.
///
/// # Errors
/// [`JobsError`] with file and line.
pub fn read_table(path: &Path) -> Result<Vec<JobFiles>, JobsError> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|source| JobsError::Unreadable { path: name.clone(), source })?;
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(|l| l.trim_end_matches('\r'));
    let mut head = lines.next().unwrap_or_default().split('\t');
    if head.next() != Some("id") {
        return Err(JobsError::NoId(name));
    }
    let columns: Vec<Option<Lang>> = head
        .map(|h| if NOT_LANGUAGES.contains(&h) { Ok(None) } else { Lang::parse(h).map(Some) })
        .collect::<Result<_, _>>()
        .map_err(|source| JobsError::Column { path: name.clone(), source })?;
    let base = path.parent().unwrap_or_else(|| Path::new(""));
    let mut seen = std::collections::BTreeSet::new();
    let mut jobs = Vec::new();
    for (line, content) in lines.enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let row = |what: String| JobsError::Row { path: name.clone(), line: line + 2, what };
        let mut cells = content.split('\t');
        let id = cells.next().unwrap_or_default().trim().to_owned();
        if id.is_empty() || id.contains(['/', '\\']) || id.starts_with('.') {
            return Err(row(format!("`{id}` cannot be the id of a job; ids become file names")));
        }
        if !seen.insert(id.clone()) {
            return Err(row(format!("the id `{id}` stands twice; give every job its own")));
        }
        let files = columns
            .iter()
            .zip(cells)
            .filter_map(|(lang, cell)| lang.map(|lang| (Some(lang), cell.trim())))
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(lang, cell)| (lang, base.join(cell)))
            .collect();
        jobs.push(JobFiles { id, files });
    }
    Ok(jobs)
}

/// The article files of a folder, sorted by name; hidden files and what songngu wrote itself are left out.
///
/// # Errors
/// The folder cannot be read.
pub fn article_files(folder: &Path) -> Result<Vec<PathBuf>, JobsError> {
    let unreadable = |source| JobsError::Unreadable { path: folder.display().to_string(), source };
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let hidden = path.file_name().is_none_or(|n| n.to_string_lossy().starts_with('.'));
        let known =
            path.extension().is_some_and(|e| crate::ingest::extensions().any(|k| e.eq_ignore_ascii_case(k)));
        if path.is_file() && known && !hidden {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

/// Groups files by their name stem: `hanoi.vi.txt`, `hanoi_pl.html`, `hanoi-fr.docx` are one article.
///
/// Returns the groups of two files or more, and the files that belong to none.
#[must_use]
pub fn by_stem(files: &[PathBuf]) -> (Vec<JobFiles>, Vec<PathBuf>) {
    let mut groups: BTreeMap<String, Vec<(Option<Lang>, PathBuf)>> = BTreeMap::new();
    let mut rest = Vec::new();
    for file in files {
        match named_language(file) {
            Some((stem, lang)) => groups.entry(stem).or_default().push((Some(lang), file.clone())),
            None => rest.push(file.clone()),
        }
    }
    let mut jobs = Vec::new();
    for (id, group) in groups {
        if group.len() > 1 {
            jobs.push(JobFiles { id, files: group });
        } else {
            rest.extend(group.into_iter().map(|g| g.1));
        }
    }
    rest.sort();
    (jobs, rest)
}

/// Stem and language of a file name such as `hanoi.vi.txt`; only the four languages count, so that `notes.to.txt` does not.
fn named_language(path: &Path) -> Option<(String, Lang)> {
    let stem = path.file_stem()?.to_str()?;
    let (name, code) = stem.rsplit_once(['.', '_', '-'])?;
    let lang = Lang::parse(code).ok().filter(|l| l.is_home())?;
    (!name.is_empty()).then(|| (nfc(name).into_owned(), lang))
}

/// A name for files that were given by hand: what their stems share, or `articles`.
#[must_use]
pub fn common_name(files: &[PathBuf]) -> String {
    let mut names = files.iter().map(|f| {
        named_language(f).map_or_else(
            || f.file_stem().map(|s| nfc(&s.to_string_lossy()).into_owned()).unwrap_or_default(),
            |n| n.0,
        )
    });
    let first = names.next().unwrap_or_default();
    if !first.is_empty() && names.all(|n| n == first) { first } else { "articles".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_name_their_faults() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("jobs.tsv");
        let read = |text: &str| -> std::io::Result<_> {
            std::fs::write(&path, text)?;
            Ok(read_table(&path))
        };
        let jobs = read("id\tvi\ten\tscore\na\tx.txt\t\t0.9\n\nb\tđường dẫn.txt\ty.txt\t\n")?;
        assert_eq!(jobs.as_ref().map(|j| j.iter().map(|j| j.files.len()).collect()).ok(), Some(vec![1, 2]));
        assert!(matches!(read("name\tvi\n")?, Err(JobsError::NoId(_))));
        assert!(matches!(read("id\tvietnamese\n")?, Err(JobsError::Column { .. })));
        assert!(matches!(read("id\tvi\na\tx\n../b\ty\n")?, Err(JobsError::Row { line: 3, .. })));
        assert!(matches!(read("id\tvi\na\tx\na\ty\n")?, Err(JobsError::Row { line: 3, .. })));
        Ok(())
    }

    #[test]
    fn stems_make_groups() {
        let files: Vec<PathBuf> =
            ["lũ lụt.en.txt", "lu\u{303} lu\u{323}t.vi.docx", "hanoi-pl.html", "notes.to.txt"]
                .iter()
                .map(PathBuf::from)
                .collect();
        let (jobs, rest) = by_stem(&files);
        assert_eq!(jobs.len(), 1);
        assert_eq!(jobs[0].files.len(), 2, "NFC and NFD names meet");
        assert_eq!(rest.len(), 2);
    }
}
