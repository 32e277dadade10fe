//! `songngu tmx`: validate, repair and work on TMX files of any size.
//!
//! Reports go to stdout, or to stderr when the TMX itself goes to stdout (`-o -`); files are written beside their
//! target and renamed when complete. Exit code 1 means findings: errors in a file, units that were dropped,
//! differences.

use super::Outcome;
use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use tmx::beside::Beside;
use tmx::ops::{Input, Tally, clean, convert, diff, extract, from, merge, split, stats};
use tmx::repair::Dropped;
use tmx::{Severity, Verdict};

/// Arguments of `songngu tmx`.
#[derive(clap::Args, Debug)]
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

/// Where the result goes.
#[derive(clap::Args, Debug)]
// The fields are named after the flags.
#[allow(clippy::struct_field_names)]
struct Output {
    /// The file to write; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Replace files that exist
    #[arg(long)]
    force: bool,
    /// List every unit that is left out, with its reason, as JSON lines
    #[arg(long, value_name = "JSONL")]
    report: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Say what is wrong with TMX files: code, line, column, unit (exit 1: repairable, 2: beyond repair)
    Validate {
        /// The files; `-` is standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// List at most so many problems of each code
        #[arg(long, value_name = "N", default_value_t = tmx::validate::LISTED)]
        max: u64,
    },
    /// Make a TMX file valid for every program and list all that was changed (exit 1: something was dropped)
    Repair {
        file: PathBuf,
        #[command(flatten)]
        output: Output,
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// Count units, languages, words, codes, properties
    Stats {
        /// The files; `-` is standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// Drop duplicates and useless units, bring codes and letters into one form
    Clean(Clean),
    /// Join files, equal units once
    Merge {
        /// The files, in order
        #[arg(required = true, num_args = 1..)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
    /// Cut a file into several
    Split {
        file: PathBuf,
        /// At most so many units a part
        #[arg(long, value_name = "N", group = "by", value_parser = clap::value_parser!(u64).range(1..))]
        units: Option<u64>,
        /// A new part after so many megabytes
        #[arg(long, value_name = "MB", group = "by", value_parser = clap::value_parser!(u64).range(1..))]
        size: Option<u64>,
        /// A part for each value of this property
        #[arg(long, value_name = "TYPE", group = "by")]
        prop: Option<String>,
        /// The folder for the parts, NAME.001.tmx …
        #[arg(short, long, value_name = "DIR")]
        output: PathBuf,
        /// Replace files that exist
        #[arg(long)]
        force: bool,
    },
    /// Compare two memories: added, removed, changed texts, changed metadata (exit 1: there are differences)
    Diff {
        old: PathBuf,
        new: PathBuf,
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// Take some languages or units out of a memory
    Extract(Extract),
    /// Convert from or to tables, JSON lines and parallel texts; the file names tell the formats
    Convert(Convert),
}

#[derive(clap::Args, Debug)]
// Switches of the command line.
#[allow(clippy::struct_excessive_bools)]
struct Clean {
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

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Keep {
    First,
    Latest,
}

#[derive(clap::Args, Debug)]
struct Extract {
    file: PathBuf,
    #[command(flatten)]
    output: Output,
    /// Only these languages, and only units that have them all; the first is the source
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    lang: Vec<String>,
    /// Only units with this text in some language
    #[arg(long)]
    text: Option<String>,
    /// Only units with this property
    #[arg(long, value_name = "TYPE[=VALUE]")]
    prop: Option<String>,
    /// Only units changed on this day or later
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only units changed before this day
    #[arg(long, value_name = "DATE")]
    before: Option<String>,
    /// Only the units with these tuids
    #[arg(long, value_delimiter = ',', value_name = "IDS")]
    tuid: Vec<String>,
    /// Only the units that the conditions refuse
    #[arg(long)]
    invert: bool,
}

#[derive(clap::Args, Debug)]
struct Convert {
    /// A file, or two parallel texts
    #[arg(required = true, num_args = 1..=2)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
    /// What is read (default: by the file name)
    #[arg(long, value_enum)]
    from: Option<Kind>,
    /// What is written (default: by the file name)
    #[arg(long, value_enum)]
    to: Option<Kind>,
    /// Columns of a table, or the two languages of parallel texts (written to OUTPUT.a and OUTPUT.b)
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    lang: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Kind {
    Tmx,
    Tsv,
    Csv,
    Jsonl,
    /// Two texts, a segment a line
    Moses,
}

impl Kind {
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "tmx" => Some(Self::Tmx),
            "tsv" | "tab" => Some(Self::Tsv),
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

/// Runs the verb.
///
/// # Errors
/// When a file cannot be read or written.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    match args.verb {
        Verb::Validate { files, format, max } => validate(&files, format, max),
        Verb::Repair { file, output, format } => repair(&file, &output, format),
        Verb::Stats { files, format } => statistics(&files, format),
        Verb::Clean(args) => clean_file(&args),
        Verb::Merge { files, output } => {
            let inputs: Vec<_> = files.iter().map(|f| input(f)).collect();
            let bar = progress(&files);
            let written = write(&output, |out, report| {
                merge::merge(&inputs, out, |d| report.put(d), |n| bar.set_position(n))
            })?;
            Ok(conclude(&written, &output))
        }
        Verb::Split { file, units, size, prop, output, force } => {
            let by = match (units, size, prop) {
                (Some(n), ..) => split::By::Units(n),
                (_, Some(mb), _) => split::By::Bytes(mb * 1_000_000),
                (.., Some(kind)) => split::By::Prop(kind),
                _ => bail!("say where to cut: --units, --size or --prop"),
            };
            split_file(&file, &by, &output, force)
        }
        Verb::Diff { old, new, format } => compare(&old, &new, format),
        Verb::Extract(args) => extract_units(&args),
        Verb::Convert(args) => convert_file(&args),
    }
}

type Source = Box<dyn Read>;

fn open(path: &Path) -> io::Result<Source> {
    if path == Path::new("-") { Ok(Box::new(io::stdin())) } else { Ok(Box::new(File::open(path)?)) }
}

fn input(path: &Path) -> Input<'_, Source> {
    Input::new(path.display().to_string(), move || open(path))
}

/// A bar of bytes on a terminal, nothing elsewhere.
fn progress(files: &[PathBuf]) -> ProgressBar {
    let total = files.iter().filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum();
    if total < 20_000_000 || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The list of units that are left out.
struct Report(Option<Beside>);

impl Report {
    fn put(&mut self, dropped: &Dropped) -> Result<(), tmx::Error> {
        let Some(file) = &mut self.0 else { return Ok(()) };
        serde_json::to_writer(&mut *file, dropped).map_err(io::Error::from)?;
        file.write_all(b"\n")?;
        Ok(())
    }
}

/// Runs `work` on the output and the report, and puts both in their places when it succeeded.
fn write<T>(
    output: &Output,
    work: impl FnOnce(&mut dyn Write, &mut Report) -> Result<T, tmx::Error>,
) -> anyhow::Result<T> {
    attempt(output, |out, report| work(out, report).map(Some))?.context("nothing was written")
}

/// The same for work that may find its output worthless: then nothing is put in place.
fn attempt<T>(
    output: &Output,
    work: impl FnOnce(&mut dyn Write, &mut Report) -> Result<Option<T>, tmx::Error>,
) -> anyhow::Result<Option<T>> {
    let report = output.report.as_deref().map(|r| create(r, output.force)).transpose()?;
    let mut report = Report(report);
    let done = if output.output == Path::new("-") {
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
    if let (Some(_), Some(report)) = (&done, report.0) {
        report.commit()?;
    }
    Ok(done)
}

fn create(path: &Path, force: bool) -> anyhow::Result<Beside> {
    Beside::create(path, force).map_err(|e| match e {
        tmx::Error::Exists(_) => anyhow::anyhow!("{e}; --force replaces it"),
        e => anyhow::Error::from(e).context(path.display().to_string()),
    })
}

/// Says how many units went where.
fn conclude(tally: &Tally, output: &Output) -> Outcome {
    eprintln!("{} units in = {} out + {} left out", tally.units_in, tally.units_out, tally.dropped);
    if tally.dropped > 0 && output.report.is_none() {
        eprintln!("--report FILE lists what was left out, with the reasons");
    }
    if tally.mended > 0 {
        eprintln!("{} faults in the input were mended; `songngu tmx validate` lists them", tally.mended);
    }
    Outcome::Clean
}

fn print_json(value: &impl Serialize, file: &Path, out: &mut impl Write) -> anyhow::Result<()> {
    let mut value = serde_json::to_value(value)?;
    value["file"] = file.display().to_string().into();
    writeln!(out, "{value}")?;
    Ok(())
}

fn validate(files: &[PathBuf], format: Format, max: u64) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut worst = Verdict::Valid;
    for file in files {
        let bar = progress(std::slice::from_ref(file));
        let read = open(file).with_context(|| file.display().to_string())?;
        let options = tmx::validate::Options { keep: max, ..Default::default() };
        let report = tmx::validate::validate_with(read, options, |n| bar.set_position(n))?;
        bar.finish_and_clear();
        worst = worst.max(report.verdict);
        if format == Format::Json {
            print_json(&report, file, &mut out)?;
            continue;
        }
        for problem in &report.problems {
            let severity = match problem.severity {
                Severity::Info => "info",
                Severity::Warning => "warning",
                Severity::Error | Severity::Fatal => "error",
            };
            writeln!(
                out,
                "{}:{}:{}: {severity}: {}: {}",
                file.display(),
                problem.line,
                problem.column,
                problem.code,
                problem.message
            )?;
        }
        let verdict = match report.verdict {
            Verdict::Valid => "valid",
            Verdict::Repairable => "has errors that `songngu tmx repair` mends",
            Verdict::Fatal => "is beyond repair",
        };
        let counted: u64 = report.counts.values().sum();
        writeln!(out, "{}: {verdict}; {} units, {counted} problems", file.display(), report.tus)?;
    }
    out.flush()?;
    Ok(match worst {
        Verdict::Valid => Outcome::Clean,
        Verdict::Repairable => Outcome::Findings,
        Verdict::Fatal => Outcome::Failed,
    })
}

fn repair(file: &Path, output: &Output, format: Format) -> anyhow::Result<Outcome> {
    let bar = progress(&[file.to_owned()]);
    let read = open(file).with_context(|| file.display().to_string())?;
    let to_stdout = output.output == Path::new("-");
    let done = if to_stdout {
        tmx::repair::repair_with(read, BufWriter::new(io::stdout().lock()), |n| bar.set_position(n))?
    } else {
        let mut out = create(&output.output, output.force)?;
        let done = tmx::repair::repair_with(read, &mut out, |n| bar.set_position(n))
            .with_context(|| file.display().to_string())?;
        out.flush()?;
        let check = tmx::validate(File::open(out.part())?)?;
        if let Some(left) = check.problems.iter().find(|p| p.severity >= Severity::Error) {
            bail!("the repaired file would still have an error ({left}); nothing was written");
        }
        out.commit()?;
        done
    };
    bar.finish_and_clear();
    if let Some(path) = &output.report {
        let mut report = Report(Some(create(path, output.force)?));
        done.dropped.iter().try_for_each(|d| report.put(d))?;
        report.0.map_or(Ok(()), Beside::commit)?;
    }
    let mut talk: Box<dyn Write> =
        if to_stdout { Box::new(io::stderr().lock()) } else { Box::new(BufWriter::new(io::stdout().lock())) };
    if format == Format::Json {
        print_json(&done, file, &mut talk)?;
    } else {
        for change in &done.changes {
            writeln!(talk, "{}:{change}", file.display())?;
        }
        let (n, out) = (done.changes.len(), done.units_out);
        writeln!(
            talk,
            "{} units in = {out} out + {} dropped; {n} changes",
            done.units_in,
            done.dropped.len()
        )?;
    }
    talk.flush()?;
    Ok(if done.dropped.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn statistics(files: &[PathBuf], format: Format) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut worst = Verdict::Valid;
    for file in files {
        let bar = progress(std::slice::from_ref(file));
        let read = open(file).with_context(|| file.display().to_string())?;
        let (stats, verdict) = stats::stats(read, |n| bar.set_position(n))?;
        bar.finish_and_clear();
        worst = worst.max(verdict);
        if format == Format::Json {
            print_json(&stats, file, &mut out)?;
            continue;
        }
        writeln!(
            out,
            "{}: {} units, {} variants, {} bytes",
            file.display(),
            stats.tus,
            stats.variants,
            stats.bytes
        )?;
        for (lang, l) in &stats.languages {
            writeln!(
                out,
                "  {lang:<8} {:>9} segments {:>11} words {:>12} characters {:>6} empty",
                l.variants, l.words, l.characters, l.empty
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
    }
    out.flush()?;
    Ok(if worst == Verdict::Fatal { Outcome::Failed } else { Outcome::Clean })
}

fn clean_file(args: &Clean) -> anyhow::Result<Outcome> {
    let options = clean::Options {
        dedupe: args.dedupe.map(|same| match same {
            Same::Variants => clean::Same::Variants,
            Same::Source => clean::Same::Source,
            Same::Text => clean::Same::Text,
        }),
        keep: if args.keep == Keep::Latest { clean::Keep::Latest } else { clean::Keep::First },
        empty: args.empty,
        same: args.same,
        numbers: args.numbers,
        codes: args.codes,
        ratio: args.ratio,
        canonical: args.canonical,
        nfc: args.nfc,
    };
    if args.keep == Keep::Latest && args.file == Path::new("-") {
        bail!("--keep latest reads the file twice, and standard input can be read once only");
    }
    let bar = progress(std::slice::from_ref(&args.file));
    let tally = write(&args.output, |out, report| {
        clean::clean(&input(&args.file), out, &options, |d| report.put(d), |n| bar.set_position(n))
    })?;
    bar.finish_and_clear();
    Ok(conclude(&tally, &args.output))
}

fn split_file(file: &Path, by: &split::By, folder: &Path, force: bool) -> anyhow::Result<Outcome> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let bar = progress(&[file.to_owned()]);
    let read = open(file).with_context(|| file.display().to_string())?;
    let mut lost = Vec::new();
    let tally = split::split(
        read,
        by,
        |name| Beside::create(&folder.join(format!("{stem}.{name}.tmx")), force),
        |name, part, units| {
            println!("{}\t{units}", folder.join(format!("{stem}.{name}.tmx")).display());
            part.commit()
        },
        |d| {
            lost.push(d.clone());
            Ok(())
        },
        |n| bar.set_position(n),
    )?;
    bar.finish_and_clear();
    for d in &lost {
        eprintln!("left out: unit {} of line {}: {}", d.tu, d.line, d.reason);
    }
    eprintln!("{} units in = {} out + {} left out", tally.units_in, tally.units_out, tally.dropped);
    Ok(if lost.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn compare(old: &Path, new: &Path, format: Format) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let bar = progress(&[old.to_owned(), new.to_owned()]);
    let tally = diff::diff(
        &input(old),
        &input(new),
        |d| {
            if format == Format::Json {
                serde_json::to_writer(&mut out, d).map_err(io::Error::from)?;
                writeln!(out)?;
            } else {
                show(d, &mut out)?;
            }
            Ok(())
        },
        |n| bar.set_position(n),
    )?;
    bar.finish_and_clear();
    out.flush()?;
    eprintln!(
        "{} units before, {} after: {} equal, {} added, {} removed, {} with other texts, {} with other metadata",
        tally.old, tally.new, tally.equal, tally.added, tally.removed, tally.changed, tally.metadata
    );
    let same = tally.equal == tally.old && tally.equal == tally.new;
    Ok(if same { Outcome::Clean } else { Outcome::Findings })
}

fn show(difference: &diff::Difference, out: &mut impl Write) -> io::Result<()> {
    let mut texts = |sign: char, texts: &std::collections::BTreeMap<String, String>| {
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

fn extract_units(args: &Extract) -> anyhow::Result<Outcome> {
    let filter = extract::Filter {
        languages: args.lang.clone(),
        text: args.text.clone(),
        prop: args.prop.as_deref().map(|p| {
            let (kind, value) = p.split_once('=').unwrap_or((p, ""));
            (kind.to_owned(), value.to_owned())
        }),
        since: args.since.clone(),
        before: args.before.clone(),
        tuids: args.tuid.clone(),
        invert: args.invert,
    };
    let bar = progress(std::slice::from_ref(&args.file));
    let read = open(&args.file).with_context(|| args.file.display().to_string())?;
    let tally = write(&args.output, |out, report| {
        extract::extract(read, out, &filter, |d| report.put(d), |n| bar.set_position(n))
    })?;
    bar.finish_and_clear();
    Ok(conclude(&tally, &args.output))
}

fn convert_file(args: &Convert) -> anyhow::Result<Outcome> {
    let file = &args.files[0];
    let two = args.files.len() == 2;
    let from =
        args.from.or_else(|| two.then_some(Kind::Moses)).or_else(|| Kind::of(file)).unwrap_or(Kind::Tmx);
    let to = args.to.or_else(|| Kind::of(&args.output.output));
    let to = to
        .or((from != Kind::Tmx).then_some(Kind::Tmx))
        .context("say what to write: --to tsv, csv, jsonl, moses")?;
    let pair = || match args.lang.as_slice() {
        [a, b] => Ok((a.as_str(), b.as_str())),
        _ => bail!("parallel texts need two languages: --lang vi,en"),
    };
    let lines = |path: &Path| -> anyhow::Result<BufReader<Source>> {
        Ok(BufReader::new(open(path).with_context(|| path.display().to_string())?))
    };
    let tally = match (from, to) {
        (Kind::Tmx, Kind::Tmx) => bail!("TMX to TMX is `songngu tmx repair` or `clean`"),
        (Kind::Tmx, Kind::Moses) => return to_parallel(args, pair()?),
        (Kind::Tmx, to) => return to_table(args, to),
        (_, Kind::Tsv | Kind::Csv | Kind::Jsonl | Kind::Moses) => bail!("convert to TMX first"),
        (Kind::Moses, Kind::Tmx) => {
            let [a, b] = args.files.as_slice() else { bail!("give the two texts") };
            let texts: (Box<dyn BufRead>, Box<dyn BufRead>) = (Box::new(lines(a)?), Box::new(lines(b)?));
            let pair = pair()?;
            write(&args.output, |out, report| from::from_parallel(texts, pair, out, |d| report.put(d)))?
        }
        (kind, Kind::Tmx) => {
            let format = match kind {
                Kind::Csv => from::Format::Csv,
                Kind::Jsonl => from::Format::Jsonl,
                _ => from::Format::Tsv,
            };
            let (read, srclang) = (lines(file)?, args.lang.first().map(String::as_str));
            write(&args.output, |out, report| from::from(read, out, format, srclang, |d| report.put(d)))
                .with_context(|| file.display().to_string())?
        }
    };
    Ok(conclude(&tally, &args.output))
}

fn to_table(args: &Convert, to: Kind) -> anyhow::Result<Outcome> {
    let format = match to {
        Kind::Csv => convert::Format::Csv,
        Kind::Jsonl => convert::Format::Jsonl,
        _ => convert::Format::Tsv,
    };
    let source = input(&args.files[0]);
    let mut langs = args.lang.clone();
    if langs.is_empty() && format != convert::Format::Jsonl {
        if args.files[0] == Path::new("-") {
            bail!("when standard input becomes a table, name its columns: --lang vi,en");
        }
        if args.output.output == Path::new("-") {
            // What is on standard output cannot be taken back: look for all languages first.
            langs = convert::languages(&source, u64::MAX)?;
        }
    }
    let bar = progress(std::slice::from_ref(&args.files[0]));
    let options = convert::Options { format, langs };
    let (tally, left) = convert::convert::<_, anyhow::Error>(
        &source,
        &options,
        |pass| attempt(&args.output, |out, report| pass(out, &mut |d| report.put(d))),
        |n| bar.set_position(n),
    )?;
    bar.finish_and_clear();
    say_left(&left);
    Ok(conclude(&tally, &args.output))
}

fn to_parallel(args: &Convert, pair: (&str, &str)) -> anyhow::Result<Outcome> {
    let path = |lang: &str| {
        let mut name = args.output.output.clone().into_os_string();
        name.push(format!(".{lang}"));
        PathBuf::from(name)
    };
    let mut sides = (create(&path(pair.0), args.output.force)?, create(&path(pair.1), args.output.force)?);
    let report = args.output.report.as_deref().map(|r| create(r, args.output.force)).transpose()?;
    let mut report = Report(report);
    let bar = progress(std::slice::from_ref(&args.files[0]));
    let read = open(&args.files[0]).with_context(|| args.files[0].display().to_string())?;
    let both = (&mut sides.0, &mut sides.1);
    let (tally, left) = convert::parallel(read, pair, both, |d| report.put(d), |n| bar.set_position(n))?;
    sides.0.commit()?;
    sides.1.commit()?;
    report.0.map_or(Ok(()), Beside::commit)?;
    bar.finish_and_clear();
    say_left(&left);
    Ok(conclude(&tally, &args.output))
}

/// What the format could not hold.
fn say_left(left: &convert::LeftBehind) {
    let all = [
        (left.segments_with_codes, "segments lost their inline codes"),
        (left.variants, "second variants of a language are not in the table"),
        (left.notes_and_props, "notes and properties have no place in the format"),
        (left.attributes, "attributes (ids, dates, authors) have no place in the format"),
        (left.line_breaks, "line breaks became blanks"),
    ];
    for (n, what) in all.iter().filter(|(n, _)| *n > 0) {
        eprintln!("{n} {what}");
    }
}
