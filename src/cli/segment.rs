//! `songngu segment`: texts to sentences.

use super::{Outcome, jsonl};
use crate::lang;
use crate::model::{Lang, Span};
use crate::segment::{Breaks, Decision, Segmenter};
use crate::text::offsets::ScalarCursor;
use anyhow::Context;
use std::borrow::Cow;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  songngu segment article.txt                 one segment a line
  songngu segment --lang vi --soft < text     line breaks are spaces
  songngu segment --explain article.txt       why each place is, or is not, an end
  songngu segment --jsonl < in > out          {\"id\",\"lang\",\"text\"} to {\"id\",\"lang\",\"segments\":[{\"start\",\"end\"}]}";

/// Arguments of `segment`.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Text files; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read a JSON object a line and answer with character offsets (Unicode scalar values)
    #[arg(long, conflicts_with_all = ["files", "explain"])]
    jsonl: bool,
    /// The language of the text (BCP-47); detected when absent
    #[arg(short, long, value_name = "CODE")]
    lang: Option<Lang>,
    /// A line break is a space (hard-wrapped text) instead of the end of a segment
    #[arg(long)]
    soft: bool,
    /// Say for every candidate why it is, or is not, the end of a segment
    #[arg(long)]
    explain: bool,
}

/// Runs the verb.
///
/// # Errors
/// Unreadable files, text that is not UTF-8, input lines that are not what the contract says.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    if args.jsonl {
        let stdin = std::io::stdin().lock();
        jsonl::map_lines(stdin, std::io::stdout().lock(), |line, out| args.answer(line, out))?;
        return Ok(Outcome::Clean);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let stdin = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files };
    for file in files {
        let text = read(file)?;
        if args.explain {
            args.explain(&text, &mut out)?;
        } else {
            args.print(&text, &mut out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

/// The text of a file or of standard input.
fn read(file: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_string(&mut text).context("reading standard input as UTF-8")?;
    } else {
        text =
            std::fs::read_to_string(file).with_context(|| format!("reading {} as UTF-8", file.display()))?;
    }
    Ok(text)
}

/// A line of input.
#[derive(serde::Deserialize)]
struct Input<'a> {
    #[serde(borrow, default)]
    id: Cow<'a, str>,
    #[serde(default)]
    lang: Option<Lang>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

impl Args {
    fn segmenter(&self, given: Option<Lang>, text: &str) -> (Lang, Segmenter<'static>) {
        let lang = given.or(self.lang).unwrap_or_else(|| lang::identify(text).lang);
        let breaks = if self.soft { Breaks::Soft } else { Breaks::Hard };
        (lang, Segmenter::new(lang, breaks))
    }

    /// Answers one line of the contract; written by hand because the offsets are most of the output.
    fn answer(&self, line: &[u8], out: &mut Vec<u8>) -> anyhow::Result<()> {
        let input: Input =
            serde_json::from_slice(line).context("not a JSON object with \"id\" and \"text\"")?;
        let (lang, segmenter) = self.segmenter(input.lang, &input.text);
        out.extend_from_slice(b"{\"id\":");
        serde_json::to_writer(&mut *out, &input.id)?;
        out.extend_from_slice(b",\"lang\":\"");
        out.extend_from_slice(lang.code().as_bytes());
        out.extend_from_slice(b"\",\"segments\":[");
        let mut cursor = ScalarCursor::new(&input.text);
        let mut first = true;
        segmenter.each(&input.text, |span: Span| {
            out.extend_from_slice(if first { b"{\"start\":" } else { b",{\"start\":" });
            first = false;
            push_number(out, cursor.at(span.start as usize));
            out.extend_from_slice(b",\"end\":");
            push_number(out, cursor.at(span.end as usize));
            out.push(b'}');
        });
        out.extend_from_slice(b"]}\n");
        Ok(())
    }

    /// One segment a line, line breaks inside as blanks.
    fn print(&self, text: &str, out: &mut impl Write) -> anyhow::Result<()> {
        for span in self.segmenter(None, text).1.segment(text) {
            writeln!(out, "{}", one_line(&text[span.range()]))?;
        }
        Ok(())
    }

    /// A candidate a line: place, verdict, reason, surroundings.
    fn explain(&self, text: &str, out: &mut impl Write) -> anyhow::Result<()> {
        let (lang, segmenter) = self.segmenter(None, text);
        writeln!(out, "# language {lang}; columns: line:column, verdict, reason, text before | after")?;
        let mut decisions = Vec::new();
        segmenter.decisions(text, |d| decisions.push(d));
        for Decision { end, next, cut, reason } in decisions {
            let line = text[..end].matches('\n').count() + 1;
            let column = text[..end].chars().rev().take_while(|&c| c != '\n').count();
            let before: String = last_chars(&text[..end], 40);
            let after: String = text[next..].chars().take(25).collect();
            let verdict = if cut { "cut" } else { "keep" };
            writeln!(
                out,
                "{line}:{column}\t{verdict}\t{reason}\t{} | {}",
                one_line(&before),
                one_line(&after)
            )?;
        }
        Ok(())
    }
}

fn last_chars(text: &str, n: usize) -> String {
    let start = text.char_indices().rev().nth(n - 1).map_or(0, |(at, _)| at);
    text[start..].to_owned()
}

fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r', '\t']) {
        Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(text)
    }
}

/// Appends a number in decimal digits.
fn push_number(out: &mut Vec<u8>, mut n: usize) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_decimal() {
        for n in [0, 7, 10, 12_345, usize::MAX] {
            let mut out = Vec::new();
            push_number(&mut out, n);
            assert_eq!(out, n.to_string().into_bytes());
        }
    }
}
