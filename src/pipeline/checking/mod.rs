//! `check`: files in, findings out. Articles are read and cut, translations aligned with their source, names and terms found;
//! bilingual files are checked as they stand.

mod habits;
mod plan;
mod telling;
mod texts;
mod units;

use super::{Failure, progress};
use crate::bitext::Wanted;
use crate::check::{Glossary, Rule};
use crate::export::findings::{Told, identify};
use crate::lexicon::Lexicon;
use crate::model::{Finding, Severity};
use crate::segment::Cutting;
use crate::settings::Profile;
use plan::Task;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A call of `check`.
pub struct CheckRequest<'r> {
    /// How to cut the texts.
    pub cutting: &'r Cutting,
    /// The texts to check: articles, bilingual files, folders of them.
    pub files: Vec<PathBuf>,
    /// What they are translations of: an article, or a folder with articles of the same names.
    pub source: Option<PathBuf>,
    /// Languages of bilingual files; the source language of the articles of a folder.
    pub wanted: Wanted,
    /// The user's glossary.
    pub glossary: Option<&'r Glossary>,
    /// House styles.
    pub profiles: &'r [&'r Profile],
    /// Which rules to run.
    pub rules: &'r (dyn Fn(&Rule) -> bool + Sync),
    /// Rules whose findings are graver or less grave than usual.
    pub severity: &'r BTreeMap<String, Severity>,
    /// Word knowledge.
    pub lexicon: &'r Lexicon,
}

/// What was checked and found.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings, in the order of files and places.
    pub findings: Vec<Told>,
    /// How many texts and bilingual files were checked.
    pub checked: usize,
    /// Files that could not be read.
    pub failures: Vec<Failure>,
    /// Translations of which the folder of sources has no file: they were checked alone.
    pub alone: Vec<PathBuf>,
}

impl Checked {
    fn add(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.checked += other.checked;
        self.failures.extend(other.failures);
        self.alone.extend(other.alone);
    }
}

/// What the tasks of a call share.
struct Desk<'r> {
    request: &'r CheckRequest<'r>,
    lexicon: &'r Lexicon,
}

impl Desk<'_> {
    /// The severity that the project wants.
    fn grade(&self, findings: &mut [Finding]) {
        for finding in findings {
            if let Some(severity) = self.request.severity.get(finding.rule) {
                finding.severity = *severity;
            }
        }
    }
}

/// Reads, aligns and checks.
#[must_use]
pub fn check_files(request: &CheckRequest<'_>) -> Checked {
    let desk = Desk { request, lexicon: request.lexicon };
    let mut out = Checked::default();
    let tasks = plan::tasks(request, &mut out.failures);
    if request.source.as_ref().is_some_and(|s| s.is_dir()) {
        out.alone = tasks.iter().filter_map(Task::without_source).flatten().cloned().collect();
    }
    let bar = progress::bar("checking", tasks.len());
    let results: Vec<Checked> = tasks
        .into_par_iter()
        .map(|task| {
            let result = match task {
                Task::Texts { targets, source } => texts::check(&desk, &targets, source.as_deref()),
                Task::Bitext(path) => units::check(&desk, &path),
            };
            bar.inc(1);
            result
        })
        .collect();
    bar.finish_and_clear();
    results.into_iter().for_each(|r| out.add(r));
    identify(&mut out.findings);
    out
}
