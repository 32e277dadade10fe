//! `pair`: a folder of unpaired articles to an editable table of jobs.

use super::jobs::{self, NOT_LANGUAGES};
use super::{Failure, PipelineError, progress};
use crate::lexicon::Lexicon;
use crate::model::{Article, Lang};
use crate::segment::Cutting;
use crate::{ingest, pair};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The table, and what was found.
#[derive(Clone, Debug, Default)]
pub struct PairTable {
    /// `id`, a column per language, `score`, `evidence`; a row per group, a file without partner in a row of its own.
    pub text: String,
    /// Groups of two files or more.
    pub groups: usize,
    /// Files without partner.
    pub alone: usize,
    /// Files that could not be read.
    pub failures: Vec<Failure>,
}

/// Groups the article files of a folder. Paths in the table are relative to `table`, where it will be written.
///
/// # Errors
/// [`PipelineError`]: an unreadable folder, no article in it.
pub fn pair_folder(
    folder: &Path,
    table: &Path,
    lexicon: &Lexicon,
    cutting: &Cutting,
) -> Result<PairTable, PipelineError> {
    let files = jobs::article_files(folder)?;
    let mut out = PairTable::default();
    let bar = progress::bar("reading", files.len());
    let read: Vec<Result<Article, Failure>> = files
        .par_iter()
        .map(|path| {
            bar.inc(1);
            let failure = |why| Failure { file: path.display().to_string(), why };
            let document = ingest::read(path).map_err(|e| failure(e.problem.to_string()))?;
            cutting.article(document).map_err(|e| failure(e.to_string()))
        })
        .collect();
    bar.finish_and_clear();
    let mut articles = Vec::new();
    let mut paths = Vec::new();
    for (result, path) in read.into_iter().zip(files) {
        match result {
            Ok(article) => {
                articles.push(article);
                paths.push(path);
            }
            Err(failure) => out.failures.push(failure),
        }
    }
    if articles.is_empty() {
        return Err(PipelineError::Nothing(format!("{}: no article could be read", folder.display())));
    }
    let groups = group(&articles, lexicon);
    let langs: Vec<Lang> = columns(&articles);
    out.text = header(&langs);
    let width = groups.len().to_string().len();
    for (n, group) in groups.iter().enumerate() {
        if group.documents.len() > 1 {
            out.groups += 1;
        } else {
            out.alone += 1;
        }
        // Writing to a String cannot fail.
        let _ = write!(out.text, "a{:0width$}", n + 1);
        for &lang in &langs {
            let file = group.documents.iter().find(|&&d| articles[d].document.lang.primary() == lang);
            let cell = file.map_or_else(String::new, |&d| relative(&paths[d], table));
            let _ = write!(out.text, "\t{cell}");
        }
        let _ = writeln!(out.text, "\t{:.3}\t{}", group.score, group.evidence.join(" "));
    }
    Ok(out)
}

/// Groups articles by their kept text.
pub(super) fn group(articles: &[Article], lexicon: &Lexicon) -> Vec<pair::Group> {
    let texts: Vec<String> = articles
        .iter()
        .map(|a| (0..a.sentences.len()).map(|i| a.sentence(i)).collect::<Vec<_>>().join("\n"))
        .collect();
    let inputs: Vec<pair::Input<'_>> =
        articles.iter().zip(&texts).map(|(a, text)| pair::Input { lang: a.document.lang, text }).collect();
    pair::group(&inputs, lexicon)
}

/// The four languages, then others in the order of their codes.
fn columns(articles: &[Article]) -> Vec<Lang> {
    let others: BTreeSet<Lang> =
        articles.iter().map(|a| a.document.lang.primary()).filter(|l| !l.is_home()).collect();
    Lang::HOME.into_iter().chain(others).collect()
}

fn header(langs: &[Lang]) -> String {
    let langs = langs.iter().map(|l| format!("\t{l}")).collect::<String>();
    format!("id{langs}\t{}\n", NOT_LANGUAGES.join("\t"))
}

/// The path of a file as seen from the folder of the table; as it is when the two have nothing in common.
fn relative(file: &Path, table: &Path) -> String {
    let absolute = |p: &Path| std::path::absolute(p).unwrap_or_else(|_| p.to_owned());
    let (file, table) = (absolute(file), absolute(table));
    let base = table.parent().unwrap_or_else(|| Path::new(""));
    let shared = file.components().zip(base.components()).take_while(|(a, b)| a == b).count();
    let up = base.components().skip(shared).map(|_| PathBuf::from(".."));
    let path: PathBuf =
        up.chain(file.components().skip(shared).map(|c| PathBuf::from(c.as_os_str()))).collect();
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_table() {
        assert_eq!(relative(Path::new("a/b/x y.txt"), Path::new("a/t.tsv")), "b/x y.txt");
        assert_eq!(relative(Path::new("a/x.txt"), Path::new("a/out/t.tsv")), "../x.txt");
    }
}
