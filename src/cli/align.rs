//! `songngu align`: the main job.

use super::Outcome;
use crate::pipeline;
use std::path::PathBuf;

/// Arguments of `align`.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Articles, or one folder of articles
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Table of jobs: header `id` and one column per language; cells are paths relative to the table
    #[arg(long, value_name = "TSV", conflicts_with = "files")]
    jobs: Option<PathBuf>,
    /// The files of the table hold one segment a line; write beads only
    #[arg(long, requires = "jobs")]
    lines: bool,
    /// Folder to write into
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Write into a folder that exists and is not empty
    #[arg(long)]
    force: bool,
    /// Do without the built-in lexicon
    #[arg(long)]
    no_lexicon: bool,
}

/// Runs the verb.
///
/// # Errors
/// Unreadable tables and folders.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let jobs = args.jobs.as_deref().unwrap_or_else(|| std::path::Path::new("-"));
    pipeline::align_lines(jobs, &args.output, args.no_lexicon)?;
    Ok(Outcome::Clean)
}
