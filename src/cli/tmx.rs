//! `songngu tmx`: validate, repair and work on TMX files of any size.

use super::Outcome;
use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// Arguments of `songngu tmx`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Say what is wrong with TMX files: code, line, column, unit
    Validate {
        /// The files; `-` is standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Lines for people or JSON
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
}

/// Runs the verb.
///
/// # Errors
/// When a file cannot be read or written.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    match args.verb {
        Verb::Validate { files, .. } => {
            for f in files {
                let file = std::fs::File::open(&f).with_context(|| f.display().to_string())?;
                let r = tmx::validate(file)?;
                let mut v = serde_json::to_value(&r)?;
                v["file"] = f.display().to_string().into();
                println!("{v}");
                return Ok(match r.verdict {
                    tmx::Verdict::Valid => Outcome::Clean,
                    tmx::Verdict::Repairable => Outcome::Findings,
                    tmx::Verdict::Fatal => Outcome::Failed,
                });
            }
        }
    }
    Ok(Outcome::Clean)
}
