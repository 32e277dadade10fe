//! `songngu align`: the main job.

use super::{Outcome, print_failures};
use crate::pipeline::{self, Failure, Input, JobSummary, LinesRequest, Request, Summary};
use crate::settings::Settings;
use anyhow::bail;
use std::path::PathBuf;

/// Arguments of `align`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  songngu align hanoi.vi.docx hanoi.en.html hanoi.pl.txt -o out     one article in three languages
  songngu align articles/ -o out                                    a folder: names tell what belongs together, else the texts do
  songngu align --jobs pairs.tsv -o out                             a table, such as `songngu pair` writes
  songngu align --lines --jobs jobs.tsv -o out                      files of one segment a line; beads only
  songngu align articles/ --lexicon terms.tbx -o out                with the words of your own glossary

Written: ID.tmx (all languages), ID.vi-en.tmx … (every pair), ID.rows.jsonl, ID.beads.tsv, glossary.* and report.html.")]
pub struct Args {
    /// Articles (txt, html, docx, odt, md), or one folder of articles
    #[arg(value_name = "FILE|DIR", required_unless_present = "jobs")]
    files: Vec<PathBuf>,
    /// Table of jobs: header `id` and one column per language; cells are paths relative to the table
    #[arg(long, value_name = "TSV", conflicts_with = "files")]
    jobs: Option<PathBuf>,
    /// The files of the table hold one segment a line: align them as they are and write beads only
    #[arg(long, requires = "jobs")]
    lines: bool,
    /// Folder to write into
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Write into a folder that is not empty
    #[arg(long)]
    force: bool,
    /// Write ID.explain.tsv too: the evidence of every bead (shape, length, words, embeddings, other languages, furniture, broken sentences)
    #[arg(long)]
    explain: bool,
    /// Leave concepts out of the glossary that are less sure than this (0 to 1)
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    min_confidence: f32,
    /// Sentence embeddings as further evidence, in the files of vecalign: an overlap file and its vectors; may be repeated
    #[arg(long, num_args = 2, value_names = ["OVERLAP", "EMB"], action = clap::ArgAction::Append)]
    embeddings: Vec<PathBuf>,
    #[command(flatten)]
    words: super::WordArgs,
    #[command(flatten)]
    rules: super::RulesArgs,
}

/// Runs the verb.
///
/// # Errors
/// Unreadable tables and folders, results that cannot be written, nothing to do.
pub fn run(args: Args, mut settings: Settings) -> anyhow::Result<Outcome> {
    let lexicon = args.words.lexicon()?;
    let embeddings = pipeline::embeddings(&args.embeddings)?;
    let input = match (args.jobs, args.files.as_slice()) {
        (Some(table), _) if args.lines => {
            let done = pipeline::align_lines(&LinesRequest {
                table: &table,
                output: &args.output,
                force: args.force,
                lexicon: &lexicon,
                embeddings: &embeddings,
                explain: args.explain,
            })?;
            print_notes(&done.notes);
            print_failures(&done.failures);
            return Ok(outcome(&done.failures));
        }
        (Some(table), _) => Input::Table(table),
        (None, [folder]) if folder.is_dir() => Input::Folder(folder.clone()),
        (None, files) => {
            if let Some(folder) = files.iter().find(|f| f.is_dir()) {
                bail!("{} is a folder; give one folder alone, or files", folder.display());
            }
            Input::Files(args.files)
        }
    };
    args.rules.overrule(&mut settings.segment);
    let cutting = super::cutting(&settings.segment)?;
    let request = Request {
        input,
        output: args.output,
        force: args.force,
        lexicon,
        embeddings,
        least: args.min_confidence,
        cutting,
        explain: args.explain,
    };
    let summary = pipeline::align_articles(&request)?;
    print(&summary);
    let unrelated = summary.jobs.iter().any(|j| j.pairs.iter().any(|p| !p.translations));
    Ok(if unrelated { Outcome::Findings } else { outcome(&summary.failures) })
}

fn outcome(failures: &[Failure]) -> Outcome {
    if failures.is_empty() { Outcome::Clean } else { Outcome::Findings }
}

fn print(summary: &Summary) {
    for job in &summary.jobs {
        print_job(job);
    }
    let (concepts, doubtful, noise) = summary.concepts;
    eprintln!(
        "glossary: {concepts} concepts, {doubtful} of them doubtful; {noise} left out (furniture, fragments, too unsure)"
    );
    for (file, notes) in &summary.left_out {
        eprintln!("  {file} could not hold {notes}");
    }
    print_notes(&summary.notes);
    print_failures(&summary.failures);
}

fn print_notes(notes: &[(String, String)]) {
    for (place, note) in notes {
        eprintln!("{place}: {note}; its beads are doubtful");
    }
}

fn print_job(job: &JobSummary) {
    let list = |items: Vec<String>| items.join(", ");
    eprintln!(
        "{}: {} sentences",
        job.id,
        list(job.sentences.iter().map(|(l, n)| format!("{l} {n}")).collect())
    );
    if job.sentences.len() < 2 {
        eprintln!("  only one language: no memory, but its names and terms are in the glossary");
        return;
    }
    let (sure, doubtful) = job.rows;
    eprintln!("  {} rows, {sure} sure, {doubtful} doubtful", sure + doubtful);
    let exact = job.pairs.iter().filter(|p| p.translations);
    let exact: Vec<String> = exact.map(|p| format!("{}-{} {}", p.langs.0, p.langs.1, p.exact)).collect();
    if !exact.is_empty() {
        eprintln!("  source sentences that a CAT tool will match at 100 %: {}", list(exact));
    }
    let apart = job.pairs.iter().filter(|p| !p.translations);
    let apart: Vec<String> = apart.map(|p| format!("{}-{}", p.langs.0, p.langs.1)).collect();
    if !apart.is_empty() {
        eprintln!("  not translations of one another, so no units were made: {}", list(apart));
    }
}
