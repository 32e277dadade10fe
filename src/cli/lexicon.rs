//! `songngu lexicon`: what the lexicon knows, and what it lacks.

use super::{Outcome, print_failures};
use crate::lexicon::Lexicon;
use crate::lexicon::coverage::Coverage;
use crate::lexicon::lookup::{By, Hit, Learnt, learnt, rows};
use crate::lexicon::rows::Equivalent;
use crate::lexicon::stats::Stats;
use crate::model::{Lang, Tag};
use crate::pipeline::Failure;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// Arguments of `lexicon`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  songngu lexicon lookup Konwencji                       an inflected form finds its row
  songngu lexicon lookup \"conférence de presse\" --to vi
  songngu lexicon coverage article.*.txt                 how much of each text it knows
  songngu lexicon stats")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Look words or phrases up
    #[command(after_help = "Examples:
  songngu lexicon lookup Konwencji --from pl
  songngu lexicon lookup \"conférence de presse\" --to vi --format json
  songngu lexicon lookup \"cong uoc\"                        marks may be left out

Shown are the rows of the tables (src/lexicon/data) with their lines, then what the word becomes by the model learnt
from them and from sentences. Exit code 1: a word is not known.")]
    Lookup {
        /// Words, or phrases in quotation marks, in any inflected form
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
        /// Language of the words [default: all four are tried]
        #[arg(long, value_name = "LANG")]
        from: Option<Lang>,
        /// Show this language only
        #[arg(long, value_name = "LANG")]
        to: Option<Lang>,
        /// Most rows of longer phrases to show
        #[arg(long, value_name = "N", default_value_t = 8)]
        phrases: usize,
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Count how many content words of texts have a translation, and list the others
    #[command(after_help = "Examples:
  songngu lexicon coverage report.docx report.vi.html
  songngu lexicon coverage notes.txt --lang pl --unknown 100
  songngu lexicon coverage texts/*.txt --format json > coverage.json

Left out of the shares: grammar words, numbers, names (capitals inside a sentence), captions and the furniture of pages.
The language of a file is taken from its name (article.vi.txt) or from its text.")]
    Coverage {
        /// Texts (txt, html, docx, odt, md)
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Language of all files, instead of asking their names and texts
        #[arg(long, value_name = "LANG")]
        lang: Option<Lang>,
        /// Most unknown words to list for each language
        #[arg(long, value_name = "N", default_value_t = 20)]
        unknown: usize,
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Tell how large it is
    Stats {
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}

/// How to print.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// For programs
    Json,
}

/// Runs the verb.
///
/// # Errors
/// Output that cannot be written. Files that cannot be read are listed.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let outcome = match args.what {
        What::Lookup { words, from, to, phrases, format } => {
            lookup(&mut out, &words, &Ask { from, to, phrases }, format)?
        }
        What::Coverage { files, lang, unknown, format } => coverage(&mut out, &files, lang, unknown, format)?,
        What::Stats { format } => stats(&mut out, format)?,
    };
    out.flush()?;
    Ok(outcome)
}

/// What to look up and to show.
struct Ask {
    from: Option<Lang>,
    to: Option<Lang>,
    phrases: usize,
}

impl Ask {
    fn shows(&self, lang: Lang) -> bool {
        self.to.is_none_or(|to| to.primary() == lang)
    }
}

fn lookup(out: &mut impl Write, words: &[String], ask: &Ask, format: Format) -> anyhow::Result<Outcome> {
    let lexicon = Lexicon::builtin();
    let mut answers = Vec::new();
    let mut unknown = Vec::new();
    for word in words {
        let (mut hits, mut parts): (Vec<_>, Vec<_>) =
            rows(word, ask.from, lexicon).into_iter().partition(|h| h.by != By::Part);
        parts.truncate(ask.phrases);
        hits.extend(parts);
        let mut learnt = learnt(word, ask.from, lexicon);
        let langs: Vec<Lang> = hits.iter().filter(|h| h.by != By::Part).map(|h| h.lang).collect();
        learnt.retain(|l| ask.shows(l.to) && (langs.is_empty() || langs.contains(&l.from)));
        if hits.is_empty() && learnt.is_empty() {
            unknown.push(word.as_str());
        }
        match format {
            Format::Json => answers.push(json!({
                "word": word,
                "rows": hits.iter().map(|h| hit_json(h, ask)).collect::<Vec<_>>(),
                "learnt": learnt.iter().map(learnt_json).collect::<Vec<_>>(),
            })),
            Format::Text => text(out, word, &hits, &learnt, ask)?,
        }
    }
    if format == Format::Json {
        print_json(out, &Value::Array(answers))?;
    }
    if unknown.is_empty() {
        return Ok(Outcome::Clean);
    }
    eprintln!("not known: {}", unknown.join(", "));
    Ok(Outcome::Findings)
}

const fn name(by: By) -> &'static str {
    match by {
        By::Base => "base form",
        By::Form => "irregular form",
        By::Stem => "inflected form",
        By::Unmarked => "without its marks",
        By::Part => "part of a phrase",
    }
}

fn hit_json(hit: &Hit<'_>, ask: &Ask) -> Value {
    let cells = Lang::HOME.iter().zip(&hit.row.cells).filter(|(l, _)| ask.shows(**l));
    let cells: BTreeMap<&str, Vec<Value>> = cells
        .map(|(l, cell)| {
            let equivalents = cell.iter().map(|e| json!({ "text": e.text, "forms": e.forms }));
            (l.code(), equivalents.collect())
        })
        .collect();
    json!({
        "table": hit.table, "line": hit.row.line, "kind": hit.row.kind,
        "lang": hit.lang, "base": hit.base.text, "by": name(hit.by), "equivalents": cells,
    })
}

fn learnt_json(learnt: &Learnt) -> Value {
    let share = |s: f32| (f64::from(s) * 1000.0).round() / 1000.0;
    let words = learnt.words.iter().map(|(w, s)| json!({ "text": w, "share": share(*s) }));
    json!({ "from": learnt.from, "to": learnt.to, "words": words.collect::<Vec<_>>() })
}

fn text(
    out: &mut impl Write,
    word: &str,
    hits: &[Hit<'_>],
    learnt: &[Learnt],
    ask: &Ask,
) -> anyhow::Result<()> {
    writeln!(out, "{word}")?;
    for hit in hits {
        let why = match hit.by {
            By::Base => String::new(),
            by => format!(", {} of {}", name(by).replace("part of a phrase", "part"), hit.base.text)
                .replace("without its marks of", "without the marks of"),
        };
        writeln!(out, "  {}:{} {} ({}{why})", hit.table, hit.row.line, hit.row.kind, hit.lang)?;
        for (lang, cell) in Lang::HOME.iter().zip(&hit.row.cells).filter(|(l, _)| ask.shows(**l)) {
            writeln!(out, "    {lang}  {}", cell.iter().map(equivalent).collect::<Vec<_>>().join(" | "))?;
        }
    }
    for from in Lang::HOME.into_iter().filter(|f| learnt.iter().any(|l| l.from == *f)) {
        writeln!(out, "  learnt from rows and sentences ({from})")?;
        for l in learnt.iter().filter(|l| l.from == from) {
            let words = l.words.iter().map(|(w, share)| format!("{w} {:.0} %", share * 100.0));
            writeln!(out, "    {}  {}", l.to, words.collect::<Vec<_>>().join(", "))?;
        }
    }
    Ok(())
}

fn equivalent(e: &Equivalent) -> String {
    if e.forms.is_empty() { e.text.clone() } else { format!("{} ({})", e.text, e.forms.join(", ")) }
}

fn coverage(
    out: &mut impl Write,
    files: &[PathBuf],
    lang: Option<Lang>,
    most: usize,
    format: Format,
) -> anyhow::Result<Outcome> {
    let lexicon = Lexicon::builtin();
    let mut counts: BTreeMap<Lang, Coverage> = BTreeMap::new();
    let mut failures = Vec::new();
    for file in files {
        match super::document(file, lang) {
            Ok(document) => {
                let blocks = document.blocks.iter().filter(|b| matches!(b.tag, Tag::Head | Tag::Body));
                let text: Vec<&str> = blocks.map(|b| &document.text[b.span.range()]).collect();
                let lang = document.lang.primary();
                counts.entry(lang).or_insert_with(|| Coverage::new(lang)).add(&text.join("\n"), lexicon);
            }
            Err(why) => {
                failures.push(Failure { file: file.display().to_string(), why: format!("{why:#}") });
            }
        }
    }
    print_failures(&failures);
    match format {
        Format::Json => {
            let list: Vec<Value> = counts.values().map(|c| coverage_json(c, most)).collect();
            print_json(out, &json!({ "languages": list }))?;
        }
        Format::Text => {
            for c in counts.values() {
                coverage_text(out, c, most)?;
            }
        }
    }
    Ok(match (failures.is_empty(), counts.is_empty()) {
        (true, _) => Outcome::Clean,
        (false, false) => Outcome::Findings,
        (false, true) => Outcome::Failed,
    })
}

fn coverage_json(c: &Coverage, most: usize) -> Value {
    let ((running, known), (types, known_types)) = (c.running(), c.distinct());
    let unknown = c.unknown();
    let unknown = unknown.iter().take(most).map(|(w, n)| json!({ "word": w, "count": n }));
    json!({
        "lang": c.lang, "texts": c.texts,
        "words": running, "known_words": known, "share": share(known, running),
        "types": types, "known_types": known_types, "type_share": share(known_types, types),
        "function_words": c.function_words, "names": c.names,
        "unknown": unknown.collect::<Vec<_>>(),
    })
}

/// A share with four decimals; nothing is fully known.
fn share(known: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { (known as f64 / all as f64 * 10_000.0).round() / 10_000.0 }
}

fn coverage_text(out: &mut impl Write, c: &Coverage, most: usize) -> anyhow::Result<()> {
    let ((running, known), (types, known_types)) = (c.running(), c.distinct());
    writeln!(
        out,
        "{}: {:.1} % of {running} content words have a translation, {:.1} % of {types} different ones",
        c.lang,
        share(known, running) * 100.0,
        share(known_types, types) * 100.0,
    )?;
    writeln!(out, "  left out: {} grammar words, {} names", c.function_words, c.names)?;
    let unknown = c.unknown();
    if !unknown.is_empty() && most > 0 {
        let list = unknown.iter().take(most).map(|(w, n)| format!("{w} {n}")).collect::<Vec<_>>();
        writeln!(out, "  unknown: {}", list.join(", "))?;
    }
    Ok(())
}

fn stats(out: &mut impl Write, format: Format) -> anyhow::Result<Outcome> {
    let stats = Stats::new(Lexicon::builtin());
    if format == Format::Json {
        let by_lang = |n: &[usize; 4]| Lang::HOME.iter().zip(n).map(|(l, n)| (l.to_string(), *n)).collect();
        let (base, irregular): (BTreeMap<_, _>, BTreeMap<_, _>) =
            (by_lang(&stats.base_forms), by_lang(&stats.irregular));
        let pairs = stats.pairs.iter().map(
            |(from, to, words, all)| json!({ "from": from, "to": to, "words": words, "translations": all }),
        );
        let value = json!({
            "rows": stats.rows(), "tables": stats.tables.iter().copied().collect::<BTreeMap<_, _>>(),
            "kinds": stats.kinds, "base_forms": base, "irregular_forms": irregular,
            "pairs": pairs.collect::<Vec<_>>(),
        });
        print_json(out, &value)?;
        return Ok(Outcome::Clean);
    }
    writeln!(out, "{} rows in {} tables", stats.rows(), stats.tables.len())?;
    let list = |items: Vec<String>| items.join(", ");
    writeln!(out, "  tables: {}", list(stats.tables.iter().map(|(t, n)| format!("{t} {n}")).collect()))?;
    writeln!(out, "  kinds: {}", list(stats.kinds.iter().map(|(k, n)| format!("{k} {n}")).collect()))?;
    for (l, lang) in Lang::HOME.iter().enumerate() {
        writeln!(out, "{lang}: {} base forms, {} irregular forms", stats.base_forms[l], stats.irregular[l])?;
        for (_, to, words, all) in stats.pairs.iter().filter(|p| p.0 == *lang) {
            writeln!(out, "  to {to}: {words} words with {all} translations")?;
        }
    }
    Ok(Outcome::Clean)
}

fn print_json(out: &mut impl Write, value: &Value) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)?;
    Ok(())
}
