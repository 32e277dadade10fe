//! `align --lines`: files of one segment a line, beads out.

use super::jobs::{JobFiles, read_table};
use super::output::OutputFolder;
use super::{Failure, PipelineError, progress};
use crate::align::{Job, Options, PASSES, Text, align};
use crate::export::beads;
use crate::lexicon::Lexicon;
use crate::model::Lang;
use std::path::Path;

/// What was done.
#[derive(Clone, Debug, Default)]
pub struct LinesSummary {
    /// Jobs aligned.
    pub jobs: usize,
    /// Files that could not be read.
    pub failures: Vec<Failure>,
}

/// Aligns the files of a table of jobs, all of them one collection, and writes `<id>.beads.tsv` for every job (with `explain`
/// `<id>.explain.tsv` too).
///
/// # Errors
/// [`PipelineError`]: an unreadable table, a folder that cannot be written, no readable job.
pub fn align_lines(
    table: &Path,
    output: &Path,
    force: bool,
    lexicon: &Lexicon,
    explain: bool,
) -> Result<LinesSummary, PipelineError> {
    let files = read_table(table)?;
    let names: Vec<[String; 2]> =
        files.iter().map(|job| ["beads", "explain"].map(|what| format!("{}.{what}.tsv", job.id))).collect();
    let written = names.iter().flat_map(|[beads, why]| [Some(beads), explain.then_some(why)]);
    let folder = OutputFolder::for_files(output, written.flatten().map(String::as_str), force)?;
    let mut summary = LinesSummary::default();
    let texts: Vec<Vec<(Lang, String)>> =
        files.into_iter().map(|job| read_job(job, &mut summary.failures)).collect();
    let jobs: Vec<Job<'_>> = texts
        .iter()
        .map(|texts| Job {
            texts: texts
                .iter()
                .map(|(lang, text)| Text { lang: *lang, segments: text.lines().collect() })
                .collect(),
        })
        .collect();
    let bar = progress::bar("aligning", jobs.len() * PASSES);
    let options = Options { lexicon, passes: PASSES, progress: &|| bar.inc(1), explain };
    let results = align(&jobs, options);
    bar.finish_and_clear();
    for (([name, why], job), result) in names.iter().zip(&jobs).zip(&results) {
        let pairs = result.pairs.iter().map(|(a, b, beads)| (job.texts[*a].lang, job.texts[*b].lang, beads));
        folder.write(name, beads::table(pairs.clone()).as_bytes())?;
        if explain {
            let pairs =
                pairs.zip(&result.explained).map(|((a, b, beads), why)| (a, b, beads, why.as_slice()));
            folder.write(why, beads::explained(pairs).as_bytes())?;
        }
        summary.jobs += 1;
    }
    Ok(summary)
}

/// The texts of a job; those that cannot be read are listed and left out.
fn read_job(job: JobFiles, failures: &mut Vec<Failure>) -> Vec<(Lang, String)> {
    let mut out = Vec::new();
    for (lang, path) in job.files {
        match std::fs::read(&path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                if matches!(text, std::borrow::Cow::Owned(_)) {
                    failures.push(Failure {
                        file: path.display().to_string(),
                        why: "is not UTF-8; bytes that are no text were replaced".to_owned(),
                    });
                }
                out.push((lang.unwrap_or(Lang::UND), text.trim_start_matches('\u{feff}').to_owned()));
            }
            Err(error) => failures.push(Failure { file: path.display().to_string(), why: error.to_string() }),
        }
    }
    out
}
