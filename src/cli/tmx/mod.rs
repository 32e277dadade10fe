//! `songngu tmx`: validate, repair and work on TMX files of any size; a file here per family of verbs.
//!
//! Reports go to stdout, or to stderr when the TMX itself goes to stdout (`-o -`); files are written beside their
//! target and renamed when complete. Exit code 1 means findings: errors in a file, units that a repair could not keep,
//! differences.

use super::Outcome;
use clap::{Subcommand, ValueEnum};

mod convert;
mod files;
mod inspect;
mod mend;
mod units;

/// Arguments of `songngu tmx`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  songngu tmx validate memory.tmx                                   what is wrong, with line and column
  songngu tmx repair memory.tmx -o mended.tmx                       valid for every program, every change listed
  songngu tmx clean memory.tmx --dedupe --empty -o clean.tmx --report dropped.jsonl
  songngu tmx merge a.tmx b.tmx -o all.tmx
  songngu tmx convert memory.tmx -o memory.xlsx                     also tsv, csv, jsonl; and from these, XLIFF and PO")]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// Lines for people
    Text,
    /// One JSON object a file
    Json,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Say what is wrong with TMX files: code, line, column, unit (exit 1: repairable, 2: beyond repair)
    Validate(inspect::Validate),
    /// Make a TMX file valid for every program and list all that was changed (exit 1: something was dropped)
    Repair(mend::Repair),
    /// Count units, languages, words, codes, properties
    Stats(inspect::Stats),
    /// Drop duplicates and useless units, bring codes and letters into one form
    Clean(mend::Clean),
    /// Join files, equal units once
    Merge(units::Merge),
    /// Cut a file into several
    Split(units::Split),
    /// Compare two memories: added, removed, changed texts, changed metadata (exit 1: there are differences)
    Diff(inspect::Diff),
    /// Take some languages or units out of a memory
    Extract(units::Extract),
    /// Convert to tables, JSON lines and parallel texts, and from these, XLIFF and PO; the file names tell the formats
    Convert(convert::Convert),
}

/// Runs the verb.
///
/// # Errors
/// When a file cannot be read or written.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    match args.verb {
        Verb::Validate(args) => inspect::validate(&args),
        Verb::Repair(args) => mend::repair(&args),
        Verb::Stats(args) => inspect::statistics(&args),
        Verb::Clean(args) => mend::clean(&args),
        Verb::Merge(args) => units::merge(&args),
        Verb::Split(args) => units::split(&args),
        Verb::Diff(args) => inspect::diff(&args),
        Verb::Extract(args) => units::extract(&args),
        Verb::Convert(args) => convert::convert(&args),
    }
}
