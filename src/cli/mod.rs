//! The command line: one file per verb, arguments and printing, no decisions.
//!
//! Exit codes: 0 done and clean, 1 findings, 2 failure. stdout is data, stderr is talk.

use crate::lexicon::Lexicon;
use crate::model::{Document, Lang};
use crate::pipeline::WordSources;
use crate::segment::Cutting;
use crate::settings::{self, Settings};
use clap::{Parser, Subcommand};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub mod align;
pub mod check;
pub mod detect;
pub mod glossary;
pub mod ingest;
pub mod jsonl;
pub mod lexicon;
pub mod link;
pub mod pair;
pub mod segment;
pub mod terms;
pub mod tmx;
pub mod words;

/// How a verb ended when it did not fail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Done, nothing to report.
    Clean,
    /// Done, and there are findings (or some files of a batch failed and were listed).
    Findings,
    /// What was asked for could not be done, and the output says why.
    Failed,
}

/// Articles in Vietnamese, English, French and Polish to translation memories and glossaries.
#[derive(Parser, Debug)]
#[command(name = "songngu", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
    /// Threads to work with; results are the same for any number [default: all cores]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Settings of the project [default: songngu.toml in the working directory, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    settings: Option<PathBuf>,
}

/// A line a verb; each has its file in this folder.
#[derive(Subcommand, Debug)]
enum Verb {
    /// Align articles: the main job
    Align(align::Args),
    /// Check translations: names, terms, numbers, completeness, form
    Check(check::Args),
    /// Find names and terms, linked across languages
    Terms(terms::Args),
    /// Find which articles of a folder belong together
    Pair(pair::Args),
    /// Convert a glossary between the formats of CAT tools
    Glossary(glossary::Args),
    /// Tell the language of texts
    Detect(detect::Args),
    /// Match two lists of names or terms
    Link(link::Args),
    /// Read articles: text, captions, bylines and furniture of the page, told apart
    Ingest(ingest::Args),
    /// Validate, repair, clean, merge, split, compare and convert TMX files of any size
    Tmx(tmx::Args),
    /// Cut texts into sentences
    Segment(segment::Args),
    /// Look words up in the built-in lexicon, and see what it lacks
    Lexicon(lexicon::Args),
    /// Align the words of parallel sentences
    Words(words::Args),
    /// Print a completion script for your shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

impl Verb {
    fn run(self, settings: Option<&Path>) -> anyhow::Result<Outcome> {
        // Only the verbs that use settings can stumble over them.
        let settings = || Settings::find(settings);
        match self {
            Self::Align(args) => align::run(args, settings()?),
            Self::Check(args) => check::run(args, &settings()?),
            Self::Terms(args) => terms::run(args, &settings()?),
            Self::Pair(args) => pair::run(args, &settings()?),
            Self::Glossary(args) => glossary::run(args),
            Self::Detect(args) => detect::run(&args),
            Self::Link(args) => link::run(args),
            Self::Ingest(args) => ingest::run(args),
            Self::Tmx(args) => tmx::run(args),
            Self::Segment(args) => segment::run(args, settings()?),
            Self::Lexicon(args) => lexicon::run(args),
            Self::Words(args) => words::run(args),
            Self::Completions { shell } => {
                use clap::CommandFactory;
                clap_complete::generate(shell, &mut Cli::command(), "songngu", &mut std::io::stdout());
                Ok(Outcome::Clean)
            }
        }
    }
}

/// Runs the program on the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(threads) = cli.threads {
        // Only fails when a pool exists already, and nothing has run yet.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global();
    }
    match cli.verb.run(cli.settings.as_deref()) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(error) => {
            if is_broken_pipe(&error) {
                return ExitCode::SUCCESS;
            }
            eprintln!("songngu: {}", whole(&error));
            ExitCode::from(2)
        }
    }
}

/// Flags that say by whose rules to cut; they go before the settings.
#[derive(clap::Args, Debug, Default)]
struct RulesArgs {
    /// Cut by the rules of this SRX 2.0 file instead of our own; rules that cannot be run are listed
    #[arg(long, value_name = "FILE", conflicts_with = "cut_like")]
    srx: Option<PathBuf>,
    /// Cut by the default rules of a tool
    #[arg(long, value_name = "TOOL", value_parser = ["omegat"])]
    cut_like: Option<String>,
}

impl RulesArgs {
    /// Puts the flags in the place of what the settings say.
    fn overrule(self, wanted: &mut settings::Segment) {
        if self.srx.is_some() || self.cut_like.is_some() {
            (wanted.srx, wanted.cut_like) = (self.srx, self.cut_like);
        }
    }
}

/// Flags that say where word knowledge comes from.
#[derive(clap::Args, Debug, Default)]
struct WordArgs {
    /// Own words beside the built-in lexicon: a glossary (TBX, TSV, CSV, UTX …), a hunalign .dic or a TMX; may be repeated
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
    /// Do without the built-in lexicon's translations
    #[arg(long)]
    no_lexicon: bool,
}

impl WordArgs {
    /// The lexicon; what was not understood of its files is listed on stderr.
    fn lexicon(self) -> anyhow::Result<Cow<'static, Lexicon>> {
        let (lexicon, notes) = WordSources { bare: self.no_lexicon, files: self.lexicon }.lexicon()?;
        for (place, note) in notes {
            eprintln!("{place}: {note}");
        }
        Ok(lexicon)
    }
}

/// An error with its causes, but for those that it names itself.
fn whole(error: &anyhow::Error) -> String {
    let mut out = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !out.contains(&cause) {
            let joint = if out.is_empty() { "" } else { ": " };
            out = format!("{out}{joint}{cause}");
        }
    }
    out
}

/// How to cut; rules that cannot be run are listed on stderr.
fn cutting(wanted: &settings::Segment) -> anyhow::Result<Cutting> {
    let cutting = Cutting::new(wanted)?;
    for rule in cutting.refused() {
        eprintln!("rule {} of the SRX file cannot be run: {}", rule.number, rule.reason);
    }
    Ok(cutting)
}

/// Reads an article of any format; its language is the one asked for, that of its name, or the one its text shows.
fn document(path: &Path, lang: Option<Lang>) -> anyhow::Result<Document> {
    let mut document = crate::ingest::read(path)?;
    let named = path.file_stem().and_then(|s| Path::new(s).extension()).and_then(|e| e.to_str());
    let named = named.and_then(|e| Lang::parse(e).ok()).filter(|l| l.is_home());
    if let Some(main) = lang.or(named) {
        let before = document.lang;
        document.lang = main;
        for block in document.blocks.iter_mut().filter(|b| lang.is_some() || b.lang == before) {
            block.lang = main;
        }
    }
    Ok(document)
}

/// Lists files that could not be used.
fn print_failures(failures: &[crate::pipeline::Failure]) {
    for failure in failures {
        eprintln!("not used: {}: {}", failure.file, failure.why);
    }
}

/// The reader of our output went away (`songngu … | head`): nothing is wrong.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
