//! Files of the verbs: opened or standard input, written beside and renamed, progress by bytes, the account at the end.

use super::Format;
use crate::cli::Outcome;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use tmx::beside::Beside;
use tmx::ops::{Input, Tally};
use tmx::repair::Dropped;

/// Where the result goes.
#[derive(clap::Args, Debug)]
pub(super) struct Output {
    /// The file to write; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Replace files that exist
    #[arg(long)]
    pub force: bool,
    /// List every unit that is left out, with its reason, as JSON lines
    #[arg(long, value_name = "JSONL")]
    pub report: Option<PathBuf>,
    /// How to say what was done
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
}

impl Output {
    /// Whether the result goes to standard output, so that talk must not.
    pub fn is_stdout(&self) -> bool {
        self.output == Path::new("-")
    }
}

pub(super) type Source = Box<dyn Read + Send>;

pub(super) fn open(path: &Path) -> io::Result<Source> {
    if path == Path::new("-") { Ok(Box::new(io::stdin())) } else { Ok(Box::new(File::open(path)?)) }
}

/// Opens a file; the error names it.
pub(super) fn open_named(path: &Path) -> anyhow::Result<Source> {
    open(path).with_context(|| path.display().to_string())
}

pub(super) fn input(path: &Path) -> Input<'_, Source> {
    Input::new(path.display().to_string(), move || open(path))
}

/// A bar of bytes on a terminal, nothing elsewhere.
pub(super) fn progress<P: AsRef<Path>>(files: &[P]) -> ProgressBar {
    let total = files.iter().filter_map(|f| f.as_ref().metadata().ok()).map(|m| m.len()).sum();
    if total < 20_000_000 || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The list of units that are left out, and how many for each reason.
#[derive(Default)]
pub(super) struct Report {
    file: Option<Beside>,
    reasons: BTreeMap<&'static str, u64>,
}

impl Report {
    /// A report into the file that the flags name, if they name one.
    pub fn new(output: &Output) -> anyhow::Result<Self> {
        let file = output.report.as_deref().map(|r| create(r, output.force)).transpose()?;
        Ok(Self { file, reasons: BTreeMap::new() })
    }

    pub fn put(&mut self, dropped: &Dropped) -> Result<(), tmx::Error> {
        *self.reasons.entry(dropped.reason).or_default() += 1;
        let Some(file) = &mut self.file else { return Ok(()) };
        serde_json::to_writer(&mut *file, dropped).map_err(io::Error::from)?;
        file.write_all(b"\n")?;
        Ok(())
    }

    /// Puts the file in its place and keeps the numbers.
    pub fn commit(self) -> anyhow::Result<BTreeMap<&'static str, u64>> {
        self.file.map_or(Ok(()), Beside::commit)?;
        Ok(self.reasons)
    }
}

/// A result with the reasons for which units were left out.
pub(super) type WithReasons<T> = (T, BTreeMap<&'static str, u64>);

/// Runs `work` on the output and the report, and puts both in their places when it succeeded.
pub(super) fn write<T>(
    output: &Output,
    work: impl FnOnce(&mut dyn Write, &mut Report) -> Result<T, tmx::Error>,
) -> anyhow::Result<WithReasons<T>> {
    attempt(output, |out, report| work(out, report).map(Some))?.context("nothing was written")
}

/// The same for work that may find its output worthless: then nothing is put in place.
pub(super) fn attempt<T>(
    output: &Output,
    work: impl FnOnce(&mut dyn Write, &mut Report) -> Result<Option<T>, tmx::Error>,
) -> anyhow::Result<Option<WithReasons<T>>> {
    let mut report = Report::new(output)?;
    let done = if output.is_stdout() {
        let mut out = BufWriter::new(io::stdout().lock());
        let done = work(&mut out, &mut report)?;
        out.flush()?;
        done
    } else {
        let mut out = create(&output.output, output.force)?;
        let done = work(&mut out, &mut report)?;
        if done.is_some() {
            out.commit()?;
        }
        done
    };
    done.map(|done| Ok((done, report.commit()?))).transpose()
}

pub(super) fn create(path: &Path, force: bool) -> anyhow::Result<Beside> {
    Beside::create(path, force).map_err(|e| match e {
        tmx::Error::Exists(_) => anyhow::anyhow!("{e}; --force replaces it"),
        e => anyhow::Error::from(e).context(path.display().to_string()),
    })
}

/// What a verb did, for programs.
#[derive(Serialize)]
struct Account<'a, L> {
    #[serde(flatten)]
    tally: &'a Tally,
    /// Why units were left out, and how many for each reason.
    reasons: &'a BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_behind: Option<&'a L>,
}

/// Says how many units went where.
pub(super) fn conclude(done: &WithReasons<Tally>, output: &Output) -> anyhow::Result<Outcome> {
    conclude_with(done, None::<&()>, output)
}

/// Says how many units went where, and what else the format could not hold.
pub(super) fn conclude_with(
    (tally, reasons): &WithReasons<Tally>,
    left_behind: Option<&impl Serialize>,
    output: &Output,
) -> anyhow::Result<Outcome> {
    if output.format == Format::Json {
        let account = serde_json::to_string(&Account { tally, reasons, left_behind })?;
        if output.is_stdout() {
            eprintln!("{account}");
        } else {
            writeln!(io::stdout(), "{account}")?;
        }
        return Ok(Outcome::Clean);
    }
    eprintln!("{} units in = {} out + {} dropped", tally.units_in, tally.units_out, tally.dropped);
    for (reason, n) in reasons {
        eprintln!("  {n} {reason}");
    }
    if tally.dropped > 0 && output.report.is_none() {
        eprintln!("--report FILE lists what was dropped, with the reasons");
    }
    if tally.mended > 0 {
        eprintln!("{} faults in the input were mended; `songngu tmx validate` lists them", tally.mended);
    }
    Ok(Outcome::Clean)
}

/// A line of JSON about a file.
pub(super) fn print_json(value: &impl Serialize, file: &Path, out: &mut impl Write) -> anyhow::Result<()> {
    let mut value = serde_json::to_value(value)?;
    value["file"] = file.display().to_string().into();
    writeln!(out, "{value}")?;
    Ok(())
}
