//! `songngu ingest`: articles as they are read, block by block.

use super::Outcome;
use crate::ingest;
use crate::model::{Document, Lang, Tag};
use serde::Serialize;
use std::io::{Read, Write};
use std::path::PathBuf;

/// Arguments of `songngu ingest`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  songngu ingest article.html                      what is text, what is furniture
  songngu ingest article.docx --kept               only what goes into the memory
  songngu ingest *.html --format json | jq .lang   one JSON object a file
  curl … | songngu ingest - --name page.html       from standard input")]
pub struct Args {
    /// Article files (.txt .html .docx .odt .md .epub); `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print: `text` for people, `json` for programs (one object a line for each file)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Print only headings, text and captions
    #[arg(long)]
    kept: bool,
    /// File name that tells the format of standard input
    #[arg(long, value_name = "NAME", default_value = "-")]
    name: String,
}

/// How to print.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    /// A table for people.
    Text,
    /// The machine-readable contract.
    Json,
}

#[derive(Serialize)]
struct Output<'d> {
    file: &'d str,
    lang: Lang,
    blocks: Vec<Block<'d>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'d [String],
}

#[derive(Serialize)]
struct Block<'d> {
    tag: Tag,
    lang: Lang,
    text: &'d str,
}

/// Reads the files and prints their blocks; files that cannot be read are told, and the others still printed.
///
/// # Errors
/// Output that cannot be written, or a single file that cannot be read.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let Args { files, format, kept, name } = args;
    let mut out = std::io::stdout().lock();
    let several = files.len() > 1;
    let mut failed = 0;
    for path in &files {
        let read = if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            ingest::read_bytes(&name, &bytes)
        } else {
            ingest::read(path)
        };
        match read {
            Ok(document) if format == Format::Json => print_json(&mut out, &document, kept)?,
            Ok(document) => print_text(&mut out, &document, kept)?,
            Err(error) if several => {
                failed += 1;
                eprintln!("songngu: {error}");
            }
            Err(error) => return Err(anyhow::Error::msg(error.to_string())),
        }
    }
    out.flush()?;
    Ok(match failed {
        0 => Outcome::Clean,
        n if n == files.len() => Outcome::Failed,
        _ => Outcome::Findings,
    })
}

fn print_json(out: &mut impl Write, document: &Document, kept: bool) -> anyhow::Result<()> {
    let blocks = document
        .blocks
        .iter()
        .filter(|b| !kept || b.tag.is_kept())
        .map(|b| Block { tag: b.tag, lang: b.lang, text: document.block_text(b) })
        .collect();
    let file = Output { file: &document.file, lang: document.lang, blocks, notes: &document.notes };
    serde_json::to_writer(&mut *out, &file)?;
    writeln!(out)?;
    Ok(())
}

fn print_text(out: &mut impl Write, document: &Document, kept: bool) -> anyhow::Result<()> {
    let count = |tag| document.blocks.iter().filter(|b| b.tag == tag).count();
    writeln!(
        out,
        "{} [{}]: {} headings, {} text, {} captions, {} bylines, {} boilerplate",
        document.file,
        document.lang,
        count(Tag::Head),
        count(Tag::Body),
        count(Tag::Caption),
        count(Tag::Byline),
        count(Tag::Boilerplate)
    )?;
    for note in &document.notes {
        writeln!(out, "  note: {note}")?;
    }
    for block in document.blocks.iter().filter(|b| !kept || b.tag.is_kept()) {
        let name = match block.tag {
            Tag::Head => "HEAD",
            Tag::Body => "BODY",
            Tag::Caption => "CAPTION",
            Tag::Byline => "BYLINE",
            Tag::Boilerplate => "-",
        };
        let lang = if block.lang == document.lang { "" } else { block.lang.code() };
        let text: Vec<&str> = document.block_text(block).split_whitespace().collect();
        writeln!(out, "  {name:8} {lang:3} {}", text.join(" "))?;
    }
    Ok(())
}
