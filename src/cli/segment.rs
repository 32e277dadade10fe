//! `songngu segment`: texts to sentences.

use super::{Outcome, jsonl};
use crate::ingest;
use crate::lang;
use crate::model::{Lang, Span};
use crate::segment::srx::{self, Srx};
use crate::segment::{Breaks, Cutting, Decision, Segmenter, cases};
use crate::settings::{self, Scope, Settings};
use crate::text::offsets::ScalarCursor;
use anyhow::Context;
use std::borrow::Cow;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  songngu segment article.txt                 one segment a line
  songngu segment --lang vi --soft < text     line breaks are spaces
  songngu segment --explain article.txt       why each place is, or is not, an end
  songngu segment --srx rules.srx article.txt  cut by the rules of an SRX file
  songngu segment --export-srx > songngu.srx   our rules, for a CAT tool to cut as we do
  songngu segment --jsonl < in > out          {\"id\",\"lang\",\"text\"} to {\"id\",\"lang\",\"segments\":[{\"start\",\"end\"}]}";

/// Arguments of `segment`.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files; plain text is cut as it is, of other formats (html, docx, odt …) the article; `-` or none is standard input
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
    #[command(flatten)]
    rules: super::RulesArgs,
    /// Write our rules as SRX 2.0, and say on stderr what is lost by that (on FILE, else on built-in sentences)
    #[arg(long, conflicts_with_all = ["jsonl", "explain", "srx", "cut_like"])]
    export_srx: bool,
    /// More abbreviations, without their stop: never final
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    abbreviations: Vec<String>,
    /// More abbreviations, without their stop, that may be final: the next word decides
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    final_abbreviations: Vec<String>,
    /// Say for every candidate why it is, or is not, the end of a segment
    #[arg(long)]
    explain: bool,
}

/// Runs the verb.
///
/// # Errors
/// Unreadable files, text that is not UTF-8, input lines that are not what the contract says, SRX files without rules for the language.
pub fn run(mut args: Args, mut settings: Settings) -> anyhow::Result<Outcome> {
    let wanted = &mut settings.segment;
    wanted.abbreviations.entry(Scope::Any).or_default().append(&mut args.abbreviations);
    wanted.final_abbreviations.entry(Scope::Any).or_default().append(&mut args.final_abbreviations);
    std::mem::take(&mut args.rules).overrule(wanted);
    if args.export_srx {
        (wanted.srx, wanted.cut_like) = (None, None);
        return export(&args, wanted, &super::cutting(wanted)?);
    }
    let cutting = super::cutting(wanted)?;
    let breaks = if args.soft { Breaks::Soft } else { Breaks::Hard };
    let cutter = Cutter { lang: args.lang, breaks, cutting };
    if args.jsonl {
        let stdin = std::io::stdin().lock();
        jsonl::map_lines(stdin, std::io::stdout().lock(), |line, out| cutter.answer(line, out))?;
        return Ok(Outcome::Clean);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (lang, text) in texts(&args)? {
        if args.explain {
            cutter.explain(lang, &text, &mut out)?;
        } else {
            cutter.print(lang, &text, &mut out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

/// The texts named on the command line, or standard input, and their languages when those were given or the file knows.
fn texts(args: &Args) -> anyhow::Result<Vec<(Option<Lang>, String)>> {
    if args.files.is_empty() {
        return Ok(vec![(args.lang, read(Path::new("-"))?)]);
    }
    let text = |file: &PathBuf| {
        if is_plain(file) {
            return Ok((args.lang, read(file)?));
        }
        let document = ingest::read(file)?;
        let lines: Vec<String> = document
            .blocks
            .iter()
            .filter(|block| block.tag.is_kept())
            .map(|block| one_line(document.block_text(block)).into_owned())
            .collect();
        Ok((args.lang.or(Some(document.lang)), lines.join("\n")))
    };
    args.files.iter().map(text).collect()
}

/// Whether a file is cut as it is; of others only the article, a block a line.
fn is_plain(file: &Path) -> bool {
    match file.extension().and_then(|e| e.to_str()) {
        None => true,
        Some(e) => {
            !ingest::extensions().any(|known| known.eq_ignore_ascii_case(e)) || e.eq_ignore_ascii_case("txt")
        }
    }
}

/// Writes our rules to stdout and what is lost to stderr.
fn export(args: &Args, wanted: &settings::Segment, cutting: &Cutting) -> anyhow::Result<Outcome> {
    let file = srx::export(wanted);
    std::io::stdout().lock().write_all(file.as_bytes())?;
    let rules = Srx::parse(&file)?;
    let report = |name: &str, lang: Lang, texts: &[String]| {
        let texts = texts.iter().map(String::as_str);
        let loss = cutting.with(lang, Breaks::Hard, |own| srx::loss(&rules, own, texts))?;
        let srx::Loss { both, missed, extra } = loss;
        let f1 = loss.f1();
        eprintln!("{name}: {both} cuts agree, {missed} are lost, {extra} are new (F1 {f1:.1} %)");
        anyhow::Ok(())
    };
    if args.files.is_empty() {
        return Lang::HOME
            .into_iter()
            .try_for_each(|lang| report(lang.code(), lang, &cases::texts(lang)))
            .map(|()| Outcome::Clean);
    }
    for (file, (lang, text)) in args.files.iter().zip(texts(args)?) {
        let lang = lang.unwrap_or_else(|| lang::identify(&text).lang);
        report(&file.display().to_string(), lang, &[text])?;
    }
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

/// The arguments with their files read.
struct Cutter {
    lang: Option<Lang>,
    breaks: Breaks,
    cutting: Cutting,
}

impl Cutter {
    /// Cuts `text` with `work`.
    fn with<T>(
        &self,
        given: Option<Lang>,
        text: &str,
        work: impl FnOnce(Lang, Segmenter) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let lang = given.or(self.lang).unwrap_or_else(|| lang::identify(text).lang);
        self.cutting.with(lang, self.breaks, |segmenter| work(lang, segmenter))?
    }

    /// Answers one line of the contract; written by hand because the offsets are most of the output.
    fn answer(&self, line: &[u8], out: &mut Vec<u8>) -> anyhow::Result<()> {
        let input: Input =
            serde_json::from_slice(line).context("not a JSON object with \"id\" and \"text\"")?;
        self.with(input.lang, &input.text, |lang, segmenter| write_answer(&input, lang, segmenter, out))
    }

    /// One segment a line, line breaks inside as blanks.
    fn print(&self, lang: Option<Lang>, text: &str, out: &mut impl Write) -> anyhow::Result<()> {
        let spans = self.with(lang, text, |_, segmenter| Ok(segmenter.segment(text)))?;
        for span in spans {
            writeln!(out, "{}", one_line(&text[span.range()]))?;
        }
        Ok(())
    }

    /// A candidate a line: place, verdict, reason, surroundings.
    fn explain(&self, lang: Option<Lang>, text: &str, out: &mut impl Write) -> anyhow::Result<()> {
        let mut decisions = Vec::new();
        let lang = self.with(lang, text, |lang, segmenter| {
            segmenter.decisions(text, |d| decisions.push(d));
            Ok(lang)
        })?;
        writeln!(out, "# language {lang}; columns: line:column, verdict, reason, text before | after")?;
        let (mut line, mut line_start, mut seen) = (1, 0, 0);
        for Decision { end, next, cut, reason } in decisions {
            for (at, _) in text[seen..end].match_indices('\n') {
                line += 1;
                line_start = seen + at + 1;
            }
            seen = end;
            let column = text[line_start..end].chars().count();
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

/// Writes the answer to a line of the contract by hand: the offsets are most of it.
fn write_answer(input: &Input, lang: Lang, segmenter: Segmenter, out: &mut Vec<u8>) -> anyhow::Result<()> {
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
