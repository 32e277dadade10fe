//! `songngu check`: what a reviser should see in a translation.

use super::{Outcome, print_failures};
use crate::check::{Glossary, RULES, Rule, ids};
use crate::model::{Article, Finding, Place, Severity};
use crate::pipeline::{CheckRequest, Checked, check_files};
use crate::settings::Settings;
use crate::text::offsets::ScalarOffsets;
use anyhow::Context;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

/// Arguments of `check`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  songngu check article.pl.txt                               its names, terms, marks and spaces
  songngu check article.pl.txt --source article.en.txt       numbers, names and missing sentences as well
  songngu check *.pl.docx --glossary terms.tsv --format json
  songngu check article.pl.txt --off spacing --ignore 3fa92c0117de --ignore-file .songngu-ignore
  songngu check --list-rules")]
pub struct Args {
    /// Texts to check (.txt .html .docx .odt .md …)
    #[arg(value_name = "FILE", required_unless_present = "list_rules")]
    files: Vec<PathBuf>,
    /// What they are translations of; aligned on the fly
    #[arg(long, value_name = "FILE")]
    source: Option<PathBuf>,
    /// Glossary: TSV with a column for each language, ` | ` between equal forms, and perhaps status, valid_from, valid_to
    #[arg(long, value_name = "TSV")]
    glossary: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Run these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    rules: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    off: Vec<String>,
    /// Leave out findings with these ids
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    ignore: Vec<String>,
    /// File of ids to leave out, one a line, `#` comments
    #[arg(long, value_name = "FILE")]
    ignore_file: Option<PathBuf>,
    /// Leave out findings less grave than this
    #[arg(long, value_enum, default_value_t = Least::Info)]
    least: Least,
    #[command(flatten)]
    words: super::WordArgs,
    /// List the rules and stop
    #[arg(long)]
    list_rules: bool,
}

/// How to print.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    /// Lines with the places marked, for people
    Text,
    /// The machine-readable contract: an array of findings
    Json,
    /// SARIF 2.1.0, for editors and code review
    Sarif,
}

/// The least grave findings to print.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Least {
    /// Errors only
    Error,
    /// Errors and warnings
    Warning,
    /// Everything
    Info,
}

impl Least {
    fn lets(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity == Severity::Error,
            Self::Warning => severity != Severity::Info,
            Self::Info => true,
        }
    }
}

/// Runs the verb.
///
/// # Errors
/// No file that can be read, a glossary with a fault, an unknown rule, output that cannot be written.
pub fn run(mut args: Args, settings: &Settings) -> anyhow::Result<Outcome> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if args.list_rules {
        for rule in RULES {
            writeln!(out, "{:<20} {:<8} {}", rule.name, name(rule.severity), rule.about)?;
        }
        out.flush()?;
        return Ok(Outcome::Clean);
    }
    for rule in args.rules.iter().chain(&args.off) {
        anyhow::ensure!(
            RULES.iter().any(|r| r.name == rule),
            "there is no rule `{rule}`; `songngu check --list-rules` names them"
        );
    }
    let glossary = args.glossary.as_deref().map(Glossary::read).transpose()?;
    let ignored = ignored(&args)?;
    let wanted = |r: &Rule| {
        (args.rules.is_empty() || args.rules.iter().any(|n| n == r.name))
            && !args.off.iter().any(|n| n == r.name)
    };
    let lexicon = std::mem::take(&mut args.words).lexicon()?;
    let cutting = super::cutting(&settings.segment)?;
    let request = CheckRequest {
        cutting: &cutting,
        files: args.files.clone(),
        source: args.source.clone(),
        glossary: glossary.as_ref(),
        rules: &wanted,
        lexicon: &lexicon,
    };
    let checked = check_files(&request);
    print_failures(&checked.failures);
    anyhow::ensure!(
        checked.failures.is_empty() || checked.articles.len() > usize::from(args.source.is_some()),
        "no text could be read; nothing was checked"
    );
    anyhow::ensure!(
        args.source.is_none() || checked.failures.iter().all(|f| Some(PathBuf::from(&f.file)) != args.source),
        "the source could not be read; nothing was compared"
    );
    let all = ids(&checked.findings, &checked.articles);
    let findings: Vec<(&Finding, &str)> = checked
        .findings
        .iter()
        .zip(all.iter().map(String::as_str))
        .filter(|(f, id)| args.least.lets(f.severity) && !ignored.contains(*id))
        .collect();
    let printer = Printer::new(&checked);
    match args.format {
        Format::Json => printer.json(&mut out, &findings)?,
        Format::Sarif => printer.sarif(&mut out, &findings)?,
        Format::Text => printer.text(&mut out, &findings)?,
    }
    out.flush()?;
    let errors = findings.iter().any(|(f, _)| f.severity == Severity::Error);
    Ok(if errors || !checked.failures.is_empty() { Outcome::Findings } else { Outcome::Clean })
}

/// Ids to leave out: those of the flags and of the file.
fn ignored(args: &Args) -> anyhow::Result<BTreeSet<String>> {
    let mut out: BTreeSet<String> = args.ignore.iter().cloned().collect();
    if let Some(path) = &args.ignore_file {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let ids = text.lines().filter_map(|l| l.split('#').next()).map(str::trim).filter(|l| !l.is_empty());
        out.extend(ids.map(str::to_owned));
    }
    Ok(out)
}

const fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// A place as the contract has it.
#[derive(Serialize)]
struct PlaceOut<'a> {
    file: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
}

/// A finding as the contract has it, with its id.
#[derive(Serialize)]
struct FindingOut<'a> {
    id: &'a str,
    rule: &'a str,
    severity: &'a str,
    #[serde(flatten)]
    place: PlaceOut<'a>,
    message: &'a str,
    related: Vec<PlaceOut<'a>>,
    suggestion: Option<&'a str>,
}

/// Prints findings in the formats.
struct Printer<'a> {
    articles: &'a [Article],
    offsets: Vec<ScalarOffsets<'a>>,
}

impl<'a> Printer<'a> {
    fn new(checked: &'a Checked) -> Self {
        let offsets = checked.articles.iter().map(|a| ScalarOffsets::new(&a.document.text)).collect();
        Self { articles: &checked.articles, offsets }
    }

    fn place(&self, place: &Place) -> PlaceOut<'a> {
        let n = place.document as usize;
        let document = &self.articles[n].document;
        let (start, end) = self.offsets[n].span(place.span);
        PlaceOut { file: &document.file, start, end, text: &document.text[place.span.range()] }
    }

    fn json(&self, out: &mut impl Write, findings: &[(&Finding, &str)]) -> anyhow::Result<()> {
        let list: Vec<FindingOut<'_>> = findings
            .iter()
            .map(|(f, id)| FindingOut {
                id,
                rule: f.rule,
                severity: name(f.severity),
                place: self.place(&f.place),
                message: &f.message,
                related: f.related.iter().map(|p| self.place(p)).collect(),
                suggestion: f.suggestion.as_deref(),
            })
            .collect();
        serde_json::to_writer_pretty(&mut *out, &list)?;
        writeln!(out)?;
        Ok(())
    }

    /// SARIF 2.1.0 (OASIS): regions in characters from the start of the file.
    fn sarif(&self, out: &mut impl Write, findings: &[(&Finding, &str)]) -> anyhow::Result<()> {
        let location = |p: &Place| {
            let place = self.place(p);
            let (line, column) = self.line_of(p);
            serde_json::json!({"physicalLocation": {
                "artifactLocation": {"uri": place.file},
                "region": {"startLine": line, "startColumn": column, "charOffset": place.start, "charLength": place.end - place.start,
                           "snippet": {"text": place.text}}}})
        };
        let level = |s: Severity| match s {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let rules: Vec<_> = RULES
            .iter()
            .map(|r| serde_json::json!({"id": r.name, "shortDescription": {"text": r.about}, "defaultConfiguration": {"level": level(r.severity)}}))
            .collect();
        let results: Vec<_> = findings
            .iter()
            .map(|(f, id)| {
                serde_json::json!({"ruleId": f.rule, "level": level(f.severity), "message": {"text": f.message},
                    "locations": [location(&f.place)],
                    "relatedLocations": f.related.iter().map(location).collect::<Vec<_>>(),
                    "partialFingerprints": {"songngu/v1": id}})
            })
            .collect();
        let driver =
            serde_json::json!({"name": "songngu", "version": env!("CARGO_PKG_VERSION"), "rules": rules});
        let log = serde_json::json!({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}]});
        serde_json::to_writer_pretty(&mut *out, &log)?;
        writeln!(out)?;
        Ok(())
    }

    /// Line and column (scalar values) of a place, both from 1.
    fn line_of(&self, place: &Place) -> (usize, usize) {
        let text = &self.articles[place.document as usize].document.text;
        let before = &text[..place.span.start as usize];
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
    }

    fn text(&self, out: &mut impl Write, findings: &[(&Finding, &str)]) -> anyhow::Result<()> {
        let colour =
            std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        let paint = |code: &str, text: &str| {
            if colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
        };
        for (f, id) in findings {
            let code = match f.severity {
                Severity::Error => "1;31",
                Severity::Warning => "1;33",
                Severity::Info => "1;36",
            };
            writeln!(
                out,
                "{}: {}",
                paint(code, &format!("{}[{}]", name(f.severity), f.rule)),
                paint("1", &f.message)
            )?;
            self.excerpt(out, &f.place, "-->", '^', &paint)?;
            for place in f.related.iter().take(3) {
                self.excerpt(out, place, ":::", '-', &paint)?;
            }
            if f.related.len() > 3 {
                writeln!(out, "      … and {} more places", f.related.len() - 3)?;
            }
            if let Some(suggestion) = &f.suggestion {
                writeln!(out, "  {} {suggestion}", paint("1;32", "write:"))?;
            }
            writeln!(out, "  id: {id}\n")?;
        }
        let count = |s: Severity| findings.iter().filter(|(f, _)| f.severity == s).count();
        writeln!(
            out,
            "{} errors, {} warnings, {} remarks",
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Info)
        )?;
        Ok(())
    }

    /// File, line and column, and the line around the place with the place marked.
    fn excerpt(
        &self,
        out: &mut impl Write,
        place: &Place,
        arrow: &str,
        sign: char,
        paint: &dyn Fn(&str, &str) -> String,
    ) -> std::io::Result<()> {
        const AROUND: usize = 36;
        const LONGEST: usize = 60;
        let document = &self.articles[place.document as usize].document;
        let (line, column) = self.line_of(place);
        writeln!(out, "  {} {}:{line}:{column}", paint("1;34", arrow), document.file)?;
        let (text, span) = (&document.text, place.span.range());
        let line_start = text[..span.start].rfind('\n').map_or(0, |i| i + 1);
        let before: Vec<char> = text[line_start..span.start].chars().collect();
        let cut = before.len().saturating_sub(AROUND);
        let lead: String =
            if cut > 0 { "…" } else { "" }.chars().chain(before[cut..].iter().copied()).collect();
        let mut marked: String =
            text[span.clone()].chars().map(|c| if c == '\n' { ' ' } else { c }).take(LONGEST).collect();
        let whole = text[span.clone()].chars().count() <= LONGEST;
        let mut tail: String = text[span.end..].chars().take_while(|c| *c != '\n').take(AROUND).collect();
        if !whole {
            marked.push('…');
            tail.clear();
        }
        let width = |s: &str| unicode_width::UnicodeWidthStr::width(s);
        let margin = " ".repeat(line.to_string().len());
        writeln!(out, "  {} {} {lead}{marked}{tail}", paint("1;34", &line.to_string()), paint("1;34", "|"))?;
        let signs: String = std::iter::repeat_n(sign, width(&marked).max(1)).collect();
        writeln!(
            out,
            "  {margin} {} {}{}",
            paint("1;34", "|"),
            " ".repeat(width(&lead)),
            paint("1;33", &signs)
        )
    }
}
