//! `convert`: TMX to tables, JSON lines and parallel texts, and the reverse; XLIFF and PO to TMX.

use super::files::{
    Output, Report, Source, WithReasons, attempt, conclude, conclude_with, create, input, open_named,
    progress, write,
};
use crate::cli::Outcome;
use crate::sheet;
use anyhow::{Context, bail};
use clap::ValueEnum;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use tmx::ops::convert::LeftBehind;
use tmx::ops::{Tally, convert as to, from, po, xliff};

/// Arguments of `convert`.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Read and written: tmx, tsv, csv, jsonl, xlsx, moses (two parallel texts); read only: xliff, po.
What is not TMX becomes TMX first, in a call of its own.

Examples:
  songngu tmx convert memory.tmx -o memory.csv
  songngu tmx convert memory.tmx --to moses --lang vi,en -o corpus     writes corpus.vi and corpus.en
  songngu tmx convert corpus.vi corpus.en --lang vi,en -o memory.tmx
  songngu tmx convert job.sdlxliff -o memory.tmx
  songngu tmx convert app.pl.po -o memory.tmx"
)]
pub(super) struct Convert {
    /// A file (`-` is standard input), or two parallel texts
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
    /// Columns of a table, or the two languages of parallel texts, XLIFF and PO; the first is the source
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    lang: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Kind {
    Tmx,
    Tsv,
    Csv,
    Jsonl,
    /// A spreadsheet
    Xlsx,
    /// Two texts, a segment a line
    Moses,
    /// XLIFF 1.2 or 2
    Xliff,
    /// GNU gettext
    Po,
}

impl Kind {
    fn of(path: &Path) -> Option<Self> {
        Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "tmx" => Self::Tmx,
            "tsv" | "tab" => Self::Tsv,
            "csv" => Self::Csv,
            "jsonl" | "ndjson" => Self::Jsonl,
            "xlsx" => Self::Xlsx,
            "xlf" | "xliff" | "sdlxliff" | "mqxliff" | "mxliff" | "txlf" => Self::Xliff,
            "po" | "pot" => Self::Po,
            _ => return None,
        })
    }
}

pub(super) fn convert(args: &Convert) -> anyhow::Result<Outcome> {
    let file = &args.files[0];
    let two = args.files.len() == 2;
    let from =
        args.from.or_else(|| two.then_some(Kind::Moses)).or_else(|| Kind::of(file)).unwrap_or(Kind::Tmx);
    let to = args.to.or_else(|| Kind::of(&args.output.output));
    let to = to
        .or((from != Kind::Tmx).then_some(Kind::Tmx))
        .context("say what to write: --to tsv, csv, jsonl, xlsx or moses")?;
    match (from, to) {
        (Kind::Tmx, Kind::Tmx) => bail!("TMX to TMX is `songngu tmx repair` or `clean`"),
        (_, Kind::Xliff | Kind::Po) => bail!("XLIFF and PO are read, not written"),
        (Kind::Tmx, Kind::Moses) => to_parallel(args, args.pair()?),
        (Kind::Tmx, Kind::Xlsx) => to_sheet(args),
        (Kind::Tmx, Kind::Csv) => to_table(args, to::Format::Csv),
        (Kind::Tmx, Kind::Tsv) => to_table(args, to::Format::Tsv),
        (Kind::Tmx, Kind::Jsonl) => to_table(args, to::Format::Jsonl),
        (from, Kind::Tmx) => {
            conclude(&from_other(args, from).with_context(|| file.display().to_string())?, &args.output)
        }
        _ => bail!("convert to TMX first, and that to the other format"),
    }
}

impl Convert {
    /// The two languages that `--lang` must name.
    fn pair(&self) -> anyhow::Result<(&str, &str)> {
        match self.lang.as_slice() {
            [a, b] => Ok((a, b)),
            _ => bail!("parallel texts need two languages: --lang vi,en"),
        }
    }
}

/// Anything to TMX.
fn from_other(args: &Convert, kind: Kind) -> anyhow::Result<WithReasons<Tally>> {
    let file = &args.files[0];
    let bar = progress(&args.files);
    let lines = |path: &Path| -> anyhow::Result<BufReader<_>> {
        Ok(BufReader::new(bar.wrap_read(open_named(path)?)))
    };
    let source = args.lang.first().map(String::as_str);
    let langs = (source, args.lang.get(1).map(String::as_str));
    let table = |format| {
        let read = lines(file)?;
        write(&args.output, |out, report| from::from(read, out, format, source, |d| report.put(d)))
    };
    let done = match kind {
        Kind::Moses => {
            let [a, b] = args.files.as_slice() else { bail!("give the two texts") };
            let texts: (Box<dyn BufRead>, Box<dyn BufRead>) = (Box::new(lines(a)?), Box::new(lines(b)?));
            let pair = args.pair()?;
            write(&args.output, |out, report| from::from_parallel(texts, pair, out, |d| report.put(d)))
        }
        Kind::Csv => table(from::Format::Csv),
        Kind::Jsonl => table(from::Format::Jsonl),
        Kind::Xlsx => {
            let mut bytes = Vec::new();
            lines(file)?.read_to_end(&mut bytes)?;
            let table = sheet::read(&bytes)?;
            if !table.unread.is_empty() {
                eprintln!("only the first sheet is read, not {}", table.unread.join(", "));
            }
            let rows = table.rows.into_iter().map(Ok);
            write(&args.output, |out, report| from::from_rows(rows, out, source, |d| report.put(d)))
        }
        Kind::Xliff => {
            let read = lines(file)?;
            write(&args.output, |out, report| xliff::from_xliff(read, out, langs, |d| report.put(d)))
        }
        Kind::Po => {
            let read = lines(file)?;
            write(&args.output, |out, report| po::from_po(read, out, langs, |d| report.put(d)))
        }
        Kind::Tsv | Kind::Tmx => table(from::Format::Tsv),
    };
    bar.finish_and_clear();
    done
}

fn to_table(args: &Convert, format: to::Format) -> anyhow::Result<Outcome> {
    let source = input(&args.files[0]);
    let mut langs = args.lang.clone();
    if langs.is_empty() && format != to::Format::Jsonl {
        need_columns(args)?;
        if args.output.is_stdout() {
            // What is on standard output cannot be taken back: look for all languages first.
            langs = to::languages(&source, u64::MAX)?;
        }
    }
    let bar = progress(&args.files);
    let options = to::Options { format, langs };
    let mut reasons = None;
    let (tally, left) = to::convert::<_, anyhow::Error>(
        &source,
        &options,
        |pass| {
            let done = attempt(&args.output, |out, report| pass(out, &mut |d| report.put(d)))?;
            Ok(done.map(|(done, why)| {
                reasons = Some(why);
                done
            }))
        },
        |n| bar.set_position(n),
    )?;
    bar.finish_and_clear();
    say_left(&left);
    conclude_with(&(tally, reasons.unwrap_or_default()), Some(&left), &args.output)
}

/// Standard input can be read once, so that its languages cannot be looked for.
fn need_columns(args: &Convert) -> anyhow::Result<()> {
    if args.files[0] == Path::new("-") && args.lang.is_empty() {
        bail!("when standard input becomes a table, name its columns: --lang vi,en");
    }
    Ok(())
}

fn to_sheet(args: &Convert) -> anyhow::Result<Outcome> {
    need_columns(args)?;
    let source = input(&args.files[0]);
    let langs = if args.lang.is_empty() { to::languages(&source, u64::MAX)? } else { args.lang.clone() };
    let bar = progress(&args.files);
    let read: Source = open_named(&args.files[0])?;
    let mut cut = 0;
    let ((tally, left), reasons) = write(&args.output, |out, report| {
        let mut writer = sheet::Writer::new(out);
        let put = |cells: &[String]| {
            cut += cells.iter().filter(|c| !sheet::fits(c)).count();
            Ok(writer.row(cells)?)
        };
        let done = to::rows(read, &langs, put, |d| report.put(d), |n| bar.set_position(n))?;
        writer.finish()?;
        Ok(done)
    })?;
    bar.finish_and_clear();
    say_left(&left);
    if cut > 0 {
        eprintln!("{cut} texts over {} characters were cut: a cell holds no more", sheet::LONGEST);
    }
    conclude_with(&(tally, reasons), Some(&left), &args.output)
}

fn to_parallel(args: &Convert, pair: (&str, &str)) -> anyhow::Result<Outcome> {
    let path = |lang: &str| {
        let mut name = args.output.output.clone().into_os_string();
        name.push(format!(".{lang}"));
        PathBuf::from(name)
    };
    let mut sides = (create(&path(pair.0), args.output.force)?, create(&path(pair.1), args.output.force)?);
    let mut report = Report::new(&args.output)?;
    let bar = progress(&args.files);
    let read = open_named(&args.files[0])?;
    let both = (&mut sides.0, &mut sides.1);
    let (tally, left) = to::parallel(read, pair, both, |d| report.put(d), |n| bar.set_position(n))?;
    sides.0.commit()?;
    sides.1.commit()?;
    bar.finish_and_clear();
    say_left(&left);
    conclude_with(&(tally, report.commit()?), Some(&left), &args.output)
}

/// What the format could not hold.
fn say_left(left: &LeftBehind) {
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
