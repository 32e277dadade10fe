//! `songngu pair`: which articles of a folder belong together.

use super::Outcome;
use crate::pipeline::{self, output::write_file};
use crate::settings::Settings;
use std::path::PathBuf;

/// Arguments of `pair`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  songngu pair articles/ -o pairs.tsv          then look the table over, and:
  songngu align --jobs pairs.tsv -o out

The table has a row for every group, with the words that speak for it; a file that matches nothing has a row of its own.")]
pub struct Args {
    /// Folder of article files
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Table to write; `-` is stdout
    #[arg(short, long, value_name = "TSV", default_value = "-")]
    output: PathBuf,
    /// Replace the table if it exists
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    words: super::WordArgs,
}

/// Runs the verb.
///
/// # Errors
/// An unreadable folder, no article in it, a table that cannot be written.
pub fn run(args: Args, settings: &Settings) -> anyhow::Result<Outcome> {
    let lexicon = args.words.lexicon()?;
    let cutting = super::cutting(&settings.segment)?;
    let table = pipeline::pair_folder(&args.folder, &args.output, &lexicon, &cutting)?;
    if args.output.as_os_str() == "-" {
        print!("{}", table.text);
    } else {
        write_file(&args.output, table.text.as_bytes(), args.force)?;
    }
    eprintln!("{} groups, {} files without partner", table.groups, table.alone);
    super::print_failures(&table.failures);
    Ok(if table.failures.is_empty() { Outcome::Clean } else { Outcome::Findings })
}
