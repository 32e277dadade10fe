//! `songngu glossary convert`: the user's glossary in another format, and what that format could not hold.

use super::Outcome;
use crate::export::{self, Entries, Exporter, Format};
use crate::glossary;
use crate::model::Lang;
use crate::pipeline::output::write_file;
use anyhow::{Context, bail};
use clap::Subcommand;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Arguments of `glossary`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Write a glossary in another format; the ending of the name tells which
    Convert(Convert),
}

#[derive(clap::Args, Debug)]
#[command(
    after_help = "Read: TBX v3 and v2, MultiTerm XML, UTX, CSV, TSV and XLSX with named columns, memoQ CSV, OmegaT, DeepL.
Written, by ending: tbx (v3), dct.tbx, v2.tbx, multiterm.xml, csv, tsv, xlsx, memoq.csv, ttl (SKOS), json; for a pair of
languages: utf8 (OmegaT), utx, deepl.csv.

Examples:
  songngu glossary convert terms.xlsx -o terms.tbx
  songngu glossary convert terms.tbx --pair pl-vi -o terms.pl-vi.utf8
  songngu glossary convert old.txt --langs en,vi -o old.csv         a table that does not say its languages"
)]
struct Convert {
    /// The glossary
    file: PathBuf,
    /// The file to write; `-` is standard output and needs --to
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// What is written, by its ending (default: by the file name)
    #[arg(long, value_name = "ENDING")]
    to: Option<String>,
    /// Source and target, for formats that hold one pair (default: what the name of the file says, or the only two)
    #[arg(long, value_name = "A-B")]
    pair: Option<String>,
    /// The two languages of a table that does not say them
    #[arg(long, value_name = "A,B", value_delimiter = ',', num_args = 1)]
    langs: Vec<Lang>,
    /// Replace a file that exists
    #[arg(long)]
    force: bool,
}

/// Runs the verb.
///
/// # Errors
/// A glossary that cannot be read, a format that is not known, a file that cannot be written.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    match args.verb {
        Verb::Convert(args) => convert(&args),
    }
}

fn convert(args: &Convert) -> anyhow::Result<Outcome> {
    let langs = match args.langs.as_slice() {
        [] => None,
        [a, b] => Some((*a, *b)),
        _ => bail!("--langs names two languages: --langs en,vi"),
    };
    let name = args.output.display().to_string();
    let format = match &args.to {
        Some(ending) => export::format_of(&format!("x.{ending}")),
        None => export::format_of(&name),
    };
    let format = format.with_context(|| {
        let endings: Vec<&str> = export::GLOSSARY.iter().map(|f| f.ending).collect();
        format!("say what to write with --to; the endings are {}", endings.join(", "))
    })?;
    let read = glossary::read_as(&args.file, langs)?;
    for problem in &read.problems {
        eprintln!("{}:{}: {}", args.file.display(), problem.line, problem.what);
    }
    let entries = Entries::read(&read);
    let pair = pair(args, format, &name, &entries)?;
    let book =
        format.make(&entries, pair).context("this format holds one pair of languages: --pair en-vi")?;
    if args.output == Path::new("-") {
        io::stdout().write_all(&book.bytes)?;
    } else {
        write_file(&args.output, &book.bytes, args.force)?;
    }
    let terms = entries.terms().count();
    eprintln!("{}: {} concepts, {terms} terms, as {}", read.format, entries.entries.len(), format.name);
    for left in &book.left_out {
        eprintln!("  could not hold {left}");
    }
    Ok(if read.problems.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// The pair of languages to write: as the flag says, else the name of the file, else the only two languages.
fn pair(
    args: &Convert,
    format: &Format,
    name: &str,
    entries: &Entries,
) -> anyhow::Result<Option<(Lang, Lang)>> {
    if !matches!(format.write, Exporter::Pair(_)) {
        return Ok(None);
    }
    let Some(pair) = &args.pair else {
        let only = match entries.langs.as_slice() {
            [a, b] => Some((*a, *b)),
            _ => None,
        };
        return Ok(glossary::pair_in_name(name).or(only));
    };
    let middle = pair.split_once(',').or_else(|| pair.split_once('-'));
    let (a, b) = middle.with_context(|| format!("`{pair}` is no pair of languages; write en-vi"))?;
    Ok(Some((Lang::parse(a)?, Lang::parse(b)?)))
}
