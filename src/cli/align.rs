//! `songngu align`: the main job.

use super::{Outcome, print_failures};
use crate::pipeline;
use std::path::PathBuf;

/// Arguments of `align`.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Table of jobs: header `id` and one column per language; cells are paths relative to the table
    #[arg(long, value_name = "TSV")]
    jobs: PathBuf,
    /// The files of the table hold one segment a line: align them as they are and write beads only
    #[arg(long)]
    lines: bool,
    /// Folder to write into
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Write into a folder that is not empty
    #[arg(long)]
    force: bool,
    /// Do without the built-in lexicon
    #[arg(long)]
    no_lexicon: bool,
}

/// Runs the verb.
///
/// # Errors
/// Unreadable tables and folders, results that cannot be written, nothing to do.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let done = pipeline::align_lines(&args.jobs, &args.output, args.force, !args.no_lexicon)?;
    print_failures(&done.failures);
    Ok(Outcome::Clean)
}
