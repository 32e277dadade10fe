//! Verbs that move units between memories: `merge`, `split`, `extract`.

use super::Format;
use super::files::{Output, Report, conclude, input, open_named, progress, write};
use crate::cli::Outcome;
use anyhow::{Context, bail};
use std::path::PathBuf;
use tmx::beside::Beside;
use tmx::ops::{extract, merge, split};

/// Arguments of `merge`.
#[derive(clap::Args, Debug)]
pub(super) struct Merge {
    /// The files, in order
    #[arg(required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// Arguments of `split`.
#[derive(clap::Args, Debug)]
pub(super) struct Split {
    /// The file; `-` is standard input
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
    /// List every unit that is left out, with its reason, as JSON lines
    #[arg(long, value_name = "JSONL")]
    report: Option<PathBuf>,
    /// A line a part, or a JSON object a part and one with the counts
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Arguments of `extract`.
#[derive(clap::Args, Debug)]
pub(super) struct Extract {
    /// The file; `-` is standard input
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

pub(super) fn merge(args: &Merge) -> anyhow::Result<Outcome> {
    let inputs: Vec<_> = args.files.iter().map(|f| input(f)).collect();
    let bar = progress(&args.files);
    let done = write(&args.output, |out, report| {
        merge::merge(&inputs, out, |d| report.put(d), |n| bar.set_position(n))
    })?;
    bar.finish_and_clear();
    conclude(&done, &args.output)
}

pub(super) fn split(args: &Split) -> anyhow::Result<Outcome> {
    let by = match (args.units, args.size, &args.prop) {
        (Some(n), ..) => split::By::Units(n),
        (_, Some(mb), _) => split::By::Bytes(mb * 1_000_000),
        (.., Some(kind)) => split::By::Prop(kind.clone()),
        _ => bail!("say where to cut: --units, --size or --prop"),
    };
    std::fs::create_dir_all(&args.output).with_context(|| args.output.display().to_string())?;
    let stem = args.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let path = |name: &str| args.output.join(format!("{stem}.{name}.tmx"));
    let bar = progress(&[&args.file]);
    let output = Output {
        output: args.output.clone(),
        force: args.force,
        report: args.report.clone(),
        format: args.format,
    };
    let mut report = Report::new(&output)?;
    let tally = split::split(
        open_named(&args.file)?,
        &by,
        |name| Beside::create(&path(name), args.force),
        |name, part, units| {
            let path = path(name).display().to_string();
            if args.format == Format::Json {
                println!("{}", serde_json::json!({ "file": path, "units": units }));
            } else {
                println!("{path}\t{units}");
            }
            part.commit()
        },
        |d| report.put(d),
        |n| bar.set_position(n),
    )
    .map_err(|e| match e {
        tmx::Error::Exists(_) => anyhow::anyhow!("{e}; --force replaces it"),
        e => anyhow::Error::from(e).context(args.file.display().to_string()),
    })?;
    bar.finish_and_clear();
    conclude(&(tally, report.commit()?), &output)
}

pub(super) fn extract(args: &Extract) -> anyhow::Result<Outcome> {
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
    let bar = progress(&[&args.file]);
    let read = open_named(&args.file)?;
    let done = write(&args.output, |out, report| {
        extract::extract(read, out, &filter, |d| report.put(d), |n| bar.set_position(n))
    })?;
    bar.finish_and_clear();
    conclude(&done, &args.output)
}
