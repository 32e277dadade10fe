//! `songngu detect`: which language a text is in.

use super::{Outcome, jsonl};
use crate::lang::{Diacritics, identify};
use crate::model::Lang;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Arguments of `detect`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  songngu detect article.txt letter.txt
  songngu detect --jsonl < texts.jsonl > languages.jsonl     {\"id\",\"text\"} a line

`und` = none of Vietnamese, English, French and Polish, or too little text to tell.")]
pub struct Args {
    /// Text files; `-` or none is stdin
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A JSON object a line in, one a line out
    #[arg(long, conflicts_with = "files")]
    jsonl: bool,
}

#[derive(Deserialize)]
struct Question {
    id: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct Answer {
    id: serde_json::Value,
    lang: Lang,
    confidence: f64,
    diacritics: &'static str,
}

/// Runs the verb.
///
/// # Errors
/// Unreadable files, lines that are not the JSON wanted.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    if args.jsonl {
        jsonl::map(std::io::stdin().lock(), std::io::stdout().lock(), |q: Question| answer(q.id, &q.text))?;
        return Ok(Outcome::Clean);
    }
    let stdin = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files };
    for file in files {
        let name = file.display().to_string();
        let bytes = if name == "-" {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes)?;
            bytes
        } else {
            std::fs::read(file).with_context(|| name.clone())?
        };
        let found = answer(name.into(), &String::from_utf8_lossy(&bytes));
        println!("{}\t{:.2}\t{}\t{}", found.lang, found.confidence, found.diacritics, file.display());
    }
    Ok(Outcome::Clean)
}

fn answer(id: serde_json::Value, text: &str) -> Answer {
    let found = identify(text);
    let diacritics = match found.diacritics {
        Diacritics::Full => "full",
        Diacritics::Stripped => "stripped",
    };
    Answer { id, lang: found.lang, confidence: (f64::from(found.confidence) * 1e4).round() / 1e4, diacritics }
}
