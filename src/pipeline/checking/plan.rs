//! Which files of a call are checked together.

use super::{CheckRequest, Failure};
use crate::bitext::is_bitext;
use crate::ingest;
use crate::model::Lang;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files that are checked together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Task {
    /// Articles, perhaps with what they are translations of.
    Texts {
        /// To be checked.
        targets: Vec<PathBuf>,
        /// Their source.
        source: Option<PathBuf>,
    },
    /// A bilingual file.
    Bitext(PathBuf),
}

impl Task {
    /// The articles of a task that has no source.
    pub(super) fn without_source(&self) -> Option<&[PathBuf]> {
        match self {
            Self::Texts { targets, source: None } => Some(targets),
            _ => None,
        }
    }
}

/// The tasks of a call, in the order of its files.
pub(super) fn tasks(request: &CheckRequest<'_>, failures: &mut Vec<Failure>) -> Vec<Task> {
    let sources = request.source.as_ref().filter(|s| s.is_dir()).map(|s| by_name(&listed(s, failures)));
    let single = request.source.as_ref().filter(|s| !s.is_dir());
    let mut out = Vec::new();
    let mut plain = Vec::new();
    for path in &request.files {
        if path.is_dir() {
            out.extend(folder(path, request.wanted.from, sources.as_ref(), single, failures));
        } else if is_bitext(path) {
            out.push(Task::Bitext(path.clone()));
        } else if let Some(sources) = &sources {
            out.push(with_source(path, sources));
        } else {
            plain.push(path.clone());
        }
    }
    if !plain.is_empty() {
        out.insert(0, Task::Texts { targets: plain, source: single.cloned() });
    }
    out
}

/// The tasks of a folder: bilingual files, translations beside their sources, articles alone.
fn folder(
    path: &Path,
    from: Option<Lang>,
    sources: Option<&BTreeMap<String, PathBuf>>,
    single: Option<&PathBuf>,
    failures: &mut Vec<Failure>,
) -> Vec<Task> {
    let (bitexts, articles): (Vec<PathBuf>, Vec<PathBuf>) =
        listed(path, failures).into_iter().partition(|f| is_bitext(f));
    let alone = |f: &PathBuf| Task::Texts { targets: vec![f.clone()], source: single.cloned() };
    let mut out: Vec<Task> = bitexts.into_iter().map(Task::Bitext).collect();
    match (sources, from) {
        (Some(sources), _) => out.extend(articles.iter().map(|f| with_source(f, sources))),
        (None, Some(from)) => {
            let mut groups: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
            for file in articles {
                groups.entry(key(&file)).or_default().push(file);
            }
            for group in groups.into_values() {
                let is_source =
                    |f: &PathBuf| named_language(f).is_some_and(|l| l.primary() == from.primary());
                let (mut source, targets): (Vec<PathBuf>, Vec<PathBuf>) =
                    group.into_iter().partition(is_source);
                if source.len() == 1 && !targets.is_empty() {
                    out.push(Task::Texts { targets, source: source.pop() });
                } else {
                    out.extend(source.iter().chain(&targets).map(alone));
                }
            }
        }
        (None, None) => out.extend(articles.iter().map(alone)),
    }
    out
}

fn with_source(path: &Path, sources: &BTreeMap<String, PathBuf>) -> Task {
    Task::Texts { targets: vec![path.to_owned()], source: sources.get(&key(path)).cloned() }
}

fn by_name(files: &[PathBuf]) -> BTreeMap<String, PathBuf> {
    files.iter().rev().map(|f| (key(f), f.clone())).collect()
}

/// A file's name without its ending and the language in it.
fn key(path: &Path) -> String {
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    match stem.rsplit_once(['.', '_', '-']) {
        Some((name, _)) if named_language(path).is_some() => name.to_owned(),
        _ => stem,
    }
}

/// The language that a file name tells: `article.vi.txt`.
pub(super) fn named_language(path: &Path) -> Option<Lang> {
    let stem = path.file_stem()?.to_str()?;
    let (_, code) = stem.rsplit_once(['.', '_', '-'])?;
    Lang::parse(code).ok().filter(|l| l.is_home())
}

/// The articles and bilingual files of a folder and the folders in it, by name.
fn listed(folder: &Path, failures: &mut Vec<Failure>) -> Vec<PathBuf> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            failures.push(Failure { file: folder.display().to_string(), why: error.to_string() });
            return Vec::new();
        }
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            out.extend(listed(&path, failures));
        } else {
            let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            if is_bitext(&path) || ingest::extensions().any(|e| e == ending) {
                out.push(path);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_put_together_by_the_names_of_its_files() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        for name in ["a.en.txt", "a.pl.txt", "a.vi.txt", "b.pl.txt", "m.tmx", ".hidden.txt", "image.png"] {
            std::fs::write(dir.path().join(name), "x")?;
        }
        let at = |n: &str| dir.path().join(n);
        let mut failures = Vec::new();
        let tasks = folder(dir.path(), Some(Lang::EN), None, None, &mut failures);
        let wanted = [
            Task::Bitext(at("m.tmx")),
            Task::Texts { targets: vec![at("a.pl.txt"), at("a.vi.txt")], source: Some(at("a.en.txt")) },
            Task::Texts { targets: vec![at("b.pl.txt")], source: None },
        ];
        assert_eq!(tasks, wanted);
        assert!(failures.is_empty());
        let sources = by_name(&[PathBuf::from("src/b.en.txt")]);
        let pair = with_source(&at("b.pl.txt"), &sources);
        assert!(matches!(pair, Task::Texts { source: Some(s), .. } if s.ends_with("b.en.txt")));
        Ok(())
    }
}
