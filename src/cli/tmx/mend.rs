//! Verbs that make one memory better: `repair`, `clean`.

use super::Format;
use super::files::{Output, Report, conclude, create, input, open_named, print_json, progress, write};
use crate::cli::Outcome;
use crate::lang;
use anyhow::{Context, bail};
use clap::ValueEnum;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tmx::Severity;
use tmx::ops::clean;

/// Arguments of `repair`.
#[derive(clap::Args, Debug)]
pub(super) struct Repair {
    /// The file; `-` is standard input
    file: PathBuf,
    #[command(flatten)]
    output: Output,
}

/// Arguments of `clean`.
#[derive(clap::Args, Debug)]
pub(super) struct Clean {
    /// The file; `-` is standard input
    file: PathBuf,
    #[command(flatten)]
    output: Output,
    /// Drop duplicates: units equal in all variants, in their source, or in their text (codes, case, blanks aside)
    #[arg(long, value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "variants")]
    dedupe: Option<Same>,
    /// Which duplicate stays
    #[arg(long, value_enum, default_value = "first")]
    keep: Keep,
    /// Drop units with text in fewer than two languages
    #[arg(long)]
    empty: bool,
    /// Drop units whose variants all have the same text
    #[arg(long)]
    same: bool,
    /// Drop units without a letter
    #[arg(long)]
    numbers: bool,
    /// Drop units with a text that is clearly in another language than it says (vi, en, fr, pl)
    #[arg(long)]
    wrong_language: bool,
    /// Drop units whose variants carry different inline codes
    #[arg(long)]
    codes: bool,
    /// Drop units in which one text is more than so many times as long as another
    #[arg(long, value_name = "TIMES")]
    ratio: Option<f64>,
    /// Write language codes in their usual form (en-GB)
    #[arg(long)]
    canonical: bool,
    /// Write texts in NFC
    #[arg(long)]
    nfc: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Same {
    Variants,
    Source,
    Text,
}

impl From<Same> for clean::Same {
    fn from(same: Same) -> Self {
        match same {
            Same::Variants => Self::Variants,
            Same::Source => Self::Source,
            Same::Text => Self::Text,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Keep {
    First,
    Latest,
}

pub(super) fn repair(args: &Repair) -> anyhow::Result<Outcome> {
    let (file, output) = (&args.file, &args.output);
    let bar = progress(&[file]);
    let read = open_named(file)?;
    let done = if output.is_stdout() {
        tmx::repair::repair_with(read, BufWriter::new(io::stdout().lock()), |n| bar.set_position(n))?
    } else {
        let mut out = create(&output.output, output.force)?;
        let done = tmx::repair::repair_with(read, &mut out, |n| bar.set_position(n))
            .with_context(|| file.display().to_string())?;
        out.flush()?;
        if let Some(part) = out.part() {
            let check = tmx::validate(File::open(part)?)?;
            if let Some(left) = check.problems.iter().find(|p| p.severity >= Severity::Error) {
                bail!("the repaired file would still have an error ({left}); nothing was written");
            }
        }
        out.commit()?;
        done
    };
    bar.finish_and_clear();
    let mut report = Report::new(output)?;
    done.dropped.iter().try_for_each(|d| report.put(d))?;
    report.commit()?;
    let mut talk: Box<dyn Write> = if output.is_stdout() {
        Box::new(io::stderr().lock())
    } else {
        Box::new(BufWriter::new(io::stdout().lock()))
    };
    if output.format == Format::Json {
        print_json(&done, file, &mut talk)?;
    } else {
        for change in &done.changes {
            writeln!(talk, "{}:{change}", file.display())?;
        }
        let (out, dropped, changes) = (done.units_out, done.dropped.len(), done.changes.len());
        writeln!(talk, "{} units in = {out} out + {dropped} dropped; {changes} changes", done.units_in)?;
    }
    talk.flush()?;
    Ok(if done.dropped.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

pub(super) fn clean(args: &Clean) -> anyhow::Result<Outcome> {
    let options = clean::Options {
        dedupe: args.dedupe.map(Into::into),
        keep: if args.keep == Keep::Latest { clean::Keep::Latest } else { clean::Keep::First },
        empty: args.empty,
        same: args.same,
        numbers: args.numbers,
        wrong_language: args.wrong_language.then_some(lang::contradicts as fn(&str, &str) -> bool),
        codes: args.codes,
        ratio: args.ratio,
        canonical: args.canonical,
        nfc: args.nfc,
    };
    if args.keep == Keep::Latest && args.file == Path::new("-") {
        bail!("--keep latest reads the file twice, and standard input can be read once only");
    }
    let bar = progress(&[&args.file]);
    let done = write(&args.output, |out, report| {
        clean::clean(&input(&args.file), out, &options, |d| report.put(d), |n| bar.set_position(n))
    })?;
    bar.finish_and_clear();
    conclude(&done, &args.output)
}
