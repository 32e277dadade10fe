//! `align --lines`: files of one segment a line, beads out.

use super::articles::LINES;
use super::jobs::{JobFiles, read_table};
use super::output::OutputFolder;
use super::{Failure, PipelineError, progress, remarks};
use crate::align::{Embeddings, Job, Options, PASSES, Text, align};
use crate::export::beads;
use crate::lang;
use crate::lexicon::Lexicon;
use crate::model::Lang;
use std::path::Path;

/// A call of `align --lines`.
#[derive(Debug)]
pub struct LinesRequest<'a> {
    /// The table of jobs.
    pub table: &'a Path,
    /// Where results go.
    pub output: &'a Path,
    /// Replace files of a folder that is not empty.
    pub force: bool,
    /// Word knowledge.
    pub lexicon: &'a Lexicon,
    /// Vectors of the segments; may be empty.
    pub embeddings: &'a Embeddings,
    /// Write the evidence of every bead too.
    pub explain: bool,
}

/// What was done.
#[derive(Clone, Debug, Default)]
pub struct LinesSummary {
    /// Jobs aligned.
    pub jobs: usize,
    /// Files that could not be read.
    pub failures: Vec<Failure>,
    /// What makes beads doubtful: (file or job, remark).
    pub notes: Vec<(String, String)>,
}

/// Texts of fewer segments are not said to be no translations.
const FEW: usize = 5;

/// Aligns the files of a table of jobs, all of them one collection, and writes `<id>.beads.tsv` for every job (with `explain`
/// `<id>.explain.tsv` too).
///
/// # Errors
/// [`PipelineError`]: an unreadable table, a folder that cannot be written, no readable job.
pub fn align_lines(request: &LinesRequest<'_>) -> Result<LinesSummary, PipelineError> {
    let LinesRequest { lexicon, embeddings, explain, .. } = *request;
    let files = read_table(request.table)?;
    let names: Vec<[String; 2]> =
        files.iter().map(|job| ["beads", "explain"].map(|what| format!("{}.{what}.tsv", job.id))).collect();
    let written = names.iter().flat_map(|[beads, why]| [Some(beads), explain.then_some(why)]);
    let folder =
        OutputFolder::for_files(request.output, written.flatten().map(String::as_str), request.force)?;
    let mut summary = LinesSummary::default();
    let texts: Vec<Vec<(Lang, String)>> = files.into_iter().map(|job| read_job(job, &mut summary)).collect();
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
    let options = Options { lexicon, embeddings, passes: PASSES, progress: &|| bar.inc(1), explain };
    let results = align(&jobs, options);
    bar.finish_and_clear();
    for (([name, why], job), result) in names.iter().zip(&jobs).zip(&results) {
        let akin = LINES.hold(result, lexicon, |a| job.texts[a].lang);
        for ((a, b, _), akin) in result.pairs.iter().zip(akin) {
            let (a, b) = (&job.texts[*a], &job.texts[*b]);
            let enough = a.segments.len().min(b.segments.len()) >= FEW;
            if enough && !akin {
                let note = format!("{}-{} do not look like translations of each other", a.lang, b.lang);
                summary.notes.push((name.trim_end_matches(".beads.tsv").to_owned(), note));
            }
        }
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
fn read_job(job: JobFiles, summary: &mut LinesSummary) -> Vec<(Lang, String)> {
    let mut out = Vec::new();
    for (lang, path) in job.files {
        match std::fs::read(&path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                if matches!(text, std::borrow::Cow::Owned(_)) {
                    summary.failures.push(Failure {
                        file: path.display().to_string(),
                        why: "is not UTF-8; bytes that are no text were replaced".to_owned(),
                    });
                }
                if let Some(lang) = lang.filter(|l| lang::contradicts(l.code(), &text)) {
                    let read = lang::identify(&text).lang;
                    let note = format!("reads like {read}, but the table says {lang}");
                    summary.notes.push((path.display().to_string(), note));
                }
                if let Some(remark) = remarks::monotonous(text.lines()) {
                    summary.notes.push((path.display().to_string(), remark));
                }
                out.push((lang.unwrap_or(Lang::UND), text.trim_start_matches('\u{feff}').to_owned()));
            }
            Err(error) => {
                summary.failures.push(Failure { file: path.display().to_string(), why: error.to_string() })
            }
        }
    }
    out
}
