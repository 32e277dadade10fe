//! `songngu link`: two lists of names or terms, matched.

use super::Outcome;
use crate::model::Lang;
use crate::terms::link::link;
use anyhow::Context;
use std::io::{Read, Write};
use std::path::PathBuf;

/// Arguments of `link`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  songngu link names.vi.txt names.pl.txt --from vi --to pl > links.tsv
  songngu link people.txt register.txt --from und --to vi --min-score 0.97
  cut -f1 list.tsv | songngu link - countries.txt --from fr --to en --format json

Writes a line for every source name: source, target (empty: no counterpart), score.")]
pub struct Args {
    /// Names or terms of the source language, one a line; `-` is stdin
    source: PathBuf,
    /// Names or terms of the target language, one a line
    target: PathBuf,
    /// Language of the source list; `und` if it is mixed or unknown
    #[arg(long, value_name = "LANG")]
    from: Lang,
    /// Language of the target list
    #[arg(long, value_name = "LANG")]
    to: Lang,
    /// Leave out links below this score (0 to 1)
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    min_score: f32,
    /// How to write the links
    #[arg(long, value_enum, default_value_t = Format::Tsv)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    /// source TAB target TAB score
    Tsv,
    /// A list of objects with source, target, score
    Json,
}

/// Runs the verb.
///
/// # Errors
/// An unreadable list, or a failed write.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let (source, target) = (read(&args.source)?, read(&args.target)?);
    let sources: Vec<&str> = source.lines().collect();
    let targets: Vec<&str> = target.lines().collect();
    let links = link(&sources, args.from, &targets, args.to);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut rows = Vec::new();
    for (source, found) in sources.iter().zip(links) {
        let found = found.filter(|l| l.score >= args.min_score);
        let target = found.map_or("", |l| targets[l.target]);
        let score = found.map_or(0.0, |l| l.score);
        match args.format {
            Format::Tsv => writeln!(out, "{source}\t{target}\t{score:.3}")?,
            Format::Json => rows.push(serde_json::json!({
                "source": source,
                "target": found.map(|_| target),
                "score": (f64::from(score) * 1000.0).round() / 1000.0,
            })),
        }
    }
    if args.format == Format::Json {
        serde_json::to_writer_pretty(&mut out, &rows)?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

fn read(path: &std::path::Path) -> anyhow::Result<String> {
    let mut text = String::new();
    if path.as_os_str() == "-" {
        std::io::stdin().read_to_string(&mut text).context("reading stdin")?;
    } else {
        text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    }
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}
