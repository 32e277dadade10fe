//! `songngu check`: what a reviser should see in a translation.

use super::{Outcome, print_failures};
use crate::bitext::Wanted;
use crate::check::{Glossary, RULES, Rule, profiles};
use crate::export::findings::{self, RuleOut, Told};
use crate::glossary;
use crate::model::{Lang, Severity};
use crate::pipeline::ignored::{self, Ignored};
use crate::pipeline::output::write_file;
use crate::pipeline::{CheckRequest, check_files};
use crate::settings::{Check, Profile, Settings};
use anyhow::Context;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Arguments of `check`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  songngu check article.pl.txt                               its names, terms, marks and spaces
  songngu check article.pl.txt --source article.en.txt       numbers, names and missing sentences as well
  songngu check memory.tmx job.xlf --glossary terms.tbx      bilingual files as they stand
  songngu check articles/ --from en -o findings.html         a folder: a.pl.txt and a.vi.txt against a.en.txt
  songngu check *.pl.docx --profile pl-news --format json
  songngu check article.pl.txt --ignore 3fa92c0117de         left out from now on (songngu-ignore.txt)
  songngu check --list-rules

songngu.toml can say all of this for a project: [check] off, severity, glossary, profile, profiles, ignore.")]
pub struct Args {
    /// Texts to check (.txt .html .docx .odt .md …; `-` is a text on stdin), bilingual files (.tmx .xlf …), folders of them
    #[arg(value_name = "FILE", required_unless_present_any = ["list_rules", "list_profiles"])]
    files: Vec<PathBuf>,
    /// What they are translations of, aligned on the fly; or a folder with files of the same names
    #[arg(long, value_name = "FILE")]
    source: Option<PathBuf>,
    /// Source language of bilingual files, and of the articles in a folder (a.en.txt)
    #[arg(long, value_name = "LANG")]
    from: Option<Lang>,
    /// Language of the translations in bilingual files [default: all]
    #[arg(long, value_name = "LANG")]
    to: Option<Lang>,
    /// Glossaries: TBX, MultiTerm, UTX, OmegaT, CSV or TSV; forbidden, superseded and dated forms are checked
    #[arg(long, value_name = "FILE")]
    glossary: Vec<PathBuf>,
    /// House styles, ready-made or of the settings; each holds in its language
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    profile: Vec<String>,
    /// How to print [default: by the ending of the output file, else text]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to a file instead of stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace an output file that exists
    #[arg(long, requires = "output")]
    force: bool,
    /// Run these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    rules: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    off: Vec<String>,
    /// Leave out the findings with these ids, now and later: they are added to the ignore file
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    ignore: Vec<String>,
    /// File of ids to leave out, one a line, `#` comments [default: songngu-ignore.txt]
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
    /// List the ready-made house styles and stop
    #[arg(long)]
    list_profiles: bool,
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
    /// A sheet with a filter, to sort and tick off
    Xlsx,
    /// A page with filters, in one file
    Html,
}

impl Format {
    /// The format that the ending of a file asks for.
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "json" => Some(Self::Json),
            "sarif" => Some(Self::Sarif),
            "xlsx" => Some(Self::Xlsx),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }
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
/// No file that can be read, a glossary with a fault, an unknown rule or profile, output that cannot be written.
pub fn run(mut args: Args, settings: &Settings) -> anyhow::Result<Outcome> {
    if args.list_rules || args.list_profiles {
        list(&args)?;
        return Ok(Outcome::Clean);
    }
    let own = &settings.check;
    for rule in args.rules.iter().chain(&args.off).chain(&own.off).chain(own.severity.keys()) {
        anyhow::ensure!(
            RULES.iter().any(|r| r.name == rule),
            "there is no rule `{rule}`; `songngu check --list-rules` names them"
        );
    }
    let glossary = glossary(&args, own)?;
    let styles = styles(&args, own)?;
    let path = args.ignore_file.as_deref().or(own.ignore.as_deref()).unwrap_or(Path::new(ignored::FILE));
    let mut ignored = Ignored::read(path).with_context(|| path.display().to_string())?;
    let wanted = |r: &Rule| {
        let named = args.rules.iter().any(|n| n == r.name);
        let off = args.off.iter().any(|n| n == r.name) || own.off.iter().any(|n| n == r.name) && !named;
        (args.rules.is_empty() || named) && !off
    };
    let lexicon = std::mem::take(&mut args.words).lexicon()?;
    let cutting = super::cutting(&settings.segment)?;
    let request = CheckRequest {
        cutting: &cutting,
        files: args.files.clone(),
        source: args.source.clone(),
        wanted: Wanted { from: args.from, to: args.to },
        glossary: glossary.as_ref(),
        profiles: &styles,
        rules: &wanted,
        severity: &own.severity,
        lexicon: &lexicon,
    };
    let checked = check_files(&request);
    print_failures(&checked.failures);
    for path in &checked.alone {
        eprintln!("checked alone: {}: no file of its name is among the sources", path.display());
    }
    anyhow::ensure!(checked.checked > 0, "no text could be read; nothing was checked");
    for id in ignored.add(&args.ignore, &checked.findings)? {
        eprintln!("no finding has the id {id}; it was not added to {}", path.display());
    }
    let findings: Vec<&Told> =
        checked.findings.iter().filter(|t| args.least.lets(t.severity) && !ignored.has(&t.id)).collect();
    print(&args, &findings)?;
    let errors = findings.iter().any(|t| t.severity == Severity::Error);
    // What was not compared is not called clean.
    let whole = checked.failures.is_empty() && checked.alone.is_empty();
    Ok(if errors || !whole { Outcome::Findings } else { Outcome::Clean })
}

fn list(args: &Args) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if args.list_rules {
        for rule in RULES {
            writeln!(out, "{:<20} {:<8} {}", rule.name, findings::name(rule.severity), rule.about)?;
        }
    }
    if args.list_profiles {
        profiles().keys().try_for_each(|name| writeln!(out, "{name}"))?;
    }
    Ok(())
}

/// The glossaries of the flags and of the settings as one; rows that were not understood are listed.
fn glossary(args: &Args, own: &Check) -> anyhow::Result<Option<Glossary>> {
    let mut all = glossary::Glossary::default();
    for path in own.glossary.iter().chain(&args.glossary) {
        let read = glossary::read_as(path, args.from.zip(args.to))?;
        for problem in &read.problems {
            eprintln!("{}:{}: {}", path.display(), problem.line, problem.what);
        }
        all.concepts.extend(read.concepts);
    }
    Ok((!all.concepts.is_empty()).then(|| Glossary::new(&all)))
}

/// The house styles by the names of the flags, or else of the settings.
fn styles<'s>(args: &Args, own: &'s Check) -> anyhow::Result<Vec<&'s Profile>> {
    let names = if args.profile.is_empty() { &own.profile } else { &args.profile };
    let known = || own.profiles.keys().chain(profiles().keys()).cloned().collect::<Vec<_>>().join(", ");
    let find = |name: &String| {
        let found = own.profiles.get(name).or_else(|| profiles().get(name));
        found.with_context(|| format!("there is no profile `{name}`; there are {}", known()))
    };
    names.iter().map(find).collect()
}

fn print(args: &Args, findings: &[&Told]) -> anyhow::Result<()> {
    let named = args.output.as_deref().and_then(Format::of);
    let format = args.format.or(named).unwrap_or(Format::Text);
    let stdout = std::io::stdout();
    let terminal = args.output.is_none() && stdout.is_terminal();
    anyhow::ensure!(
        format != Format::Xlsx || !terminal,
        "a sheet is no text for a terminal; add `-o findings.xlsx`"
    );
    let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    match &args.output {
        Some(path) if path.as_os_str() != "-" => {
            let mut bytes = Vec::new();
            write(format, &mut bytes, findings, colour)?;
            write_file(path, &bytes, args.force)?;
        }
        _ => {
            let mut out = std::io::BufWriter::new(stdout.lock());
            write(format, &mut out, findings, colour)?;
            out.flush()?;
        }
    }
    Ok(())
}

fn write(format: Format, mut out: &mut dyn Write, findings: &[&Told], colour: bool) -> std::io::Result<()> {
    match format {
        Format::Json => findings::json(&mut out, findings),
        Format::Sarif => {
            let rule = |r: &Rule| RuleOut { name: r.name, about: r.about, severity: r.severity };
            findings::sarif(&mut out, findings, &RULES.iter().map(rule).collect::<Vec<_>>())
        }
        Format::Html => out.write_all(findings::html(findings).as_bytes()),
        Format::Xlsx => out.write_all(&findings::xlsx(findings)?),
        Format::Text => findings::text(&mut out, findings, colour),
    }
}
