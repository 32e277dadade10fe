//! Verbs that look and write nothing: `validate`, `stats`, `diff`.

use super::Format;
use super::files::{input, open_named, print_json, progress};
use crate::cli::Outcome;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tmx::ops::{diff, stats};
use tmx::{Severity, Verdict};

/// Arguments of `validate`.
#[derive(clap::Args, Debug)]
pub(super) struct Validate {
    /// The files; `-` is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// List at most so many problems of each code
    #[arg(long, value_name = "N", default_value_t = tmx::validate::LISTED)]
    max: u64,
}

/// Arguments of `stats`.
#[derive(clap::Args, Debug)]
pub(super) struct Stats {
    /// The files; `-` is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Arguments of `diff`.
#[derive(clap::Args, Debug)]
pub(super) struct Diff {
    /// The memory as it was
    old: PathBuf,
    /// The memory as it is
    new: PathBuf,
    /// Lines for people, or a JSON object a difference and one with the counts
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn validate(args: &Validate) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut worst = Verdict::Valid;
    for file in &args.files {
        let bar = progress(&[file]);
        let options = tmx::validate::Options { keep: args.max, ..Default::default() };
        let report = tmx::validate::validate_with(open_named(file)?, options, |n| bar.set_position(n))?;
        bar.finish_and_clear();
        worst = worst.max(report.verdict);
        if args.format == Format::Json {
            print_json(&report, file, &mut out)?;
        } else {
            print_report(&report, file, &mut out)?;
        }
    }
    out.flush()?;
    Ok(match worst {
        Verdict::Valid => Outcome::Clean,
        Verdict::Repairable => Outcome::Findings,
        Verdict::Fatal => Outcome::Failed,
    })
}

fn print_report(report: &tmx::Report, file: &Path, out: &mut impl Write) -> io::Result<()> {
    let file = file.display();
    for p in &report.problems {
        let severity = match p.severity {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error | Severity::Fatal => "error",
        };
        writeln!(out, "{file}:{}:{}: {severity}: {}: {}", p.line, p.column, p.code, p.message)?;
    }
    let verdict = match report.verdict {
        Verdict::Valid => "valid",
        Verdict::Repairable => "has errors that `songngu tmx repair` mends",
        Verdict::Fatal => "is beyond repair",
    };
    let counted: u64 = report.counts.values().sum();
    writeln!(out, "{file}: {verdict}; {} units, {counted} problems", report.tus)
}

pub(super) fn statistics(args: &Stats) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut worst = Verdict::Valid;
    for file in &args.files {
        let bar = progress(&[file]);
        let (stats, verdict) = stats::stats(open_named(file)?, |n| bar.set_position(n))?;
        bar.finish_and_clear();
        worst = worst.max(verdict);
        if args.format == Format::Json {
            print_json(&stats, file, &mut out)?;
        } else {
            print_stats(&stats, file, &mut out)?;
        }
    }
    out.flush()?;
    Ok(if worst == Verdict::Fatal { Outcome::Failed } else { Outcome::Clean })
}

fn print_stats(stats: &stats::Stats, file: &Path, out: &mut impl Write) -> io::Result<()> {
    let (units, variants, bytes) = (stats.tus, stats.variants, stats.bytes);
    writeln!(out, "{}: {units} units, {variants} variants, {bytes} bytes", file.display())?;
    for (lang, l) in &stats.languages {
        let (n, words, characters) = (l.variants, l.words, l.characters);
        writeln!(
            out,
            "  {lang:<8} {n:>9} segments {words:>11} words {characters:>12} characters {:>6} empty",
            l.empty
        )?;
    }
    for (langs, n) in &stats.combinations {
        writeln!(out, "  {n:>9} units in {langs}")?;
    }
    for (kind, n) in &stats.props {
        writeln!(out, "  {n:>9} × property {kind}")?;
    }
    for (code, n) in &stats.codes {
        writeln!(out, "  {n:>9} × code {code}")?;
    }
    if let (Some(old), Some(new)) = (&stats.oldest, &stats.newest) {
        writeln!(out, "  dates {old} to {new}")?;
    }
    if stats.problems > 0 {
        writeln!(out, "  {} problems; `songngu tmx validate` lists them", stats.problems)?;
    }
    Ok(())
}

pub(super) fn diff(args: &Diff) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let bar = progress(&[&args.old, &args.new]);
    let tell = |d: &diff::Difference| {
        if args.format == Format::Json {
            serde_json::to_writer(&mut out, d).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            show(d, &mut out)?;
        }
        Ok(())
    };
    let tally = diff::diff(&input(&args.old), &input(&args.new), tell, |n| bar.set_position(n))?;
    bar.finish_and_clear();
    if args.format == Format::Json {
        writeln!(out, "{}", serde_json::json!({ "kind": "total", "total": tally }))?;
    }
    out.flush()?;
    eprintln!(
        "{} units before, {} after: {} equal, {} added, {} removed, {} with other texts, {} with other metadata",
        tally.old, tally.new, tally.equal, tally.added, tally.removed, tally.changed, tally.metadata
    );
    let same = tally.equal == tally.old && tally.equal == tally.new;
    Ok(if same { Outcome::Clean } else { Outcome::Findings })
}

fn show(difference: &diff::Difference, out: &mut impl Write) -> io::Result<()> {
    let mut texts = |sign: char, texts: &BTreeMap<String, String>| {
        texts.iter().try_for_each(|(lang, text)| writeln!(out, "  {sign} {lang}: {text}"))
    };
    match difference {
        diff::Difference::Added { tu, line, texts: t } => {
            texts('+', t)?;
            writeln!(out, "  ^ added: unit {tu}, line {line}")
        }
        diff::Difference::Removed { tu, line, texts: t } => {
            texts('-', t)?;
            writeln!(out, "  ^ removed: unit {tu}, line {line}")
        }
        diff::Difference::Changed { tu, old_line, line, texts: t } => {
            for (lang, (before, after)) in t {
                let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "(none)".into());
                writeln!(out, "  - {lang}: {}\n  + {lang}: {}", shown(before), shown(after))?;
            }
            writeln!(out, "  ^ changed: unit {tu}, line {old_line} before, {line} now")
        }
        diff::Difference::Metadata { tu, old_line, line } => {
            writeln!(out, "  ^ other metadata: unit {tu}, line {old_line} before, {line} now")
        }
    }
}
