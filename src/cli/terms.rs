//! `songngu terms`: names and terms of articles and memories, linked across languages.

use super::Outcome;
use crate::glossary::{self, Glossary};
use crate::model::{Concept, Kind, Lang, Status};
use crate::pipeline::{Texts, write_glossary};
use crate::settings::Settings;
use crate::terms::novelty::{Index, Novelty};
use crate::terms::select::{SURE, Selection, select};
use crate::terms::{Terms, analyse};
use crate::text::offsets::ScalarOffsets;
use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;

/// Arguments of `terms`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  songngu terms article.vi.txt article.en.txt article.pl.txt
  songngu terms memory.tmx -o glossary              glossary files (TBX, CSV, TSV, OmegaT) into a folder
  songngu terms memory.tmx --known ours.tbx         what our glossary does not know yet
  songngu terms *.txt --lexicon terms.tbx           the concepts of your own glossary are found, too
  songngu terms *.txt --format json > terms.json    every mention with its place

The language of a file is taken from its name (article.vi.txt) or from its text; a .tmx is a memory, its units are parallel.")]
pub struct Args {
    /// Articles and memories (.tmx); all of one call are searched together
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Language of all articles, instead of asking their names and texts
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// How to write what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the glossary as files into this folder, in the formats of `align`, instead of to standard output
    #[arg(short, long, value_name = "DIR", conflicts_with = "format")]
    output: Option<PathBuf>,
    /// Write into a folder that is not empty
    #[arg(long, requires = "output")]
    force: bool,
    /// A glossary in any format that `check` reads: what it knows already is left out, what it lacks is marked
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Leave out concepts that are less sure than this (0 to 1)
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    min_confidence: f32,
    #[command(flatten)]
    words: super::WordArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    /// The glossary as a list for reading, a concept a line
    Text,
    /// All mentions with places, and concepts with forms
    Json,
    /// The glossary, a line a form: concept, type, language, base form, form, count, status, score
    Tsv,
}

/// A glossary that is known, with its index.
struct Ours {
    glossary: Glossary,
    index: Index,
}

/// Runs the verb.
///
/// # Errors
/// An unreadable file, or a failed write.
pub fn run(args: Args, settings: &Settings) -> anyhow::Result<Outcome> {
    let texts = read(&args, settings)?;
    let ours = args.known.as_deref().map(known).transpose()?;
    let lexicon = args.words.lexicon()?;
    let groups = (!texts.groups.is_empty()).then_some(texts.groups.as_slice());
    let terms = analyse(&texts.articles, groups, &lexicon);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if args.format == Format::Json {
        json(&mut out, &texts, &terms, args.min_confidence, ours.as_ref())?;
        out.flush()?;
        return Ok(Outcome::Clean);
    }
    let mut selection = select(&terms, &texts.articles, args.min_confidence);
    let news = ours.as_ref().map(|o| without_known(&mut selection, o));
    match (&args.output, args.format) {
        (Some(folder), _) => {
            let (entries, doubtful, left_out) =
                write_glossary(&texts.articles, &selection, folder, args.force)?;
            eprintln!("glossary: {entries} concepts, {doubtful} of them doubtful");
            for (file, notes) in left_out {
                eprintln!("  {file} could not hold {notes}");
            }
        }
        (None, Format::Tsv) => tsv(&mut out, &selection, news.as_deref())?,
        (None, _) => text(&mut out, &selection, news.as_deref(), ours.as_ref())?,
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

fn read(args: &Args, settings: &Settings) -> anyhow::Result<Texts> {
    let cutting = super::cutting(&settings.segment)?;
    let mut texts = Texts::default();
    for path in &args.files {
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("tmx")) {
            texts.memory(path).with_context(|| path.display().to_string())?;
        } else {
            let document = super::document(path, args.lang)?;
            let file = document.file.clone();
            texts.article(cutting.article(document).with_context(|| file)?);
        }
    }
    if texts.articles.is_empty() {
        bail!("there is no text in these files; give articles, or memories whose units have segments");
    }
    Ok(texts)
}

fn known(path: &std::path::Path) -> anyhow::Result<Ours> {
    let glossary = glossary::read(path)?;
    for problem in &glossary.problems {
        eprintln!("{}:{}: {}", path.display(), problem.line, problem.what);
    }
    let index = Index::new(&glossary);
    Ok(Ours { glossary, index })
}

/// Takes out what the glossary knows; for every concept that stays, what it lacks.
fn without_known(selection: &mut Selection, ours: &Ours) -> Vec<Novelty> {
    let all: Vec<Novelty> = selection.concepts.iter().map(|c| ours.index.novelty(c)).collect();
    let stays = |n: &Novelty| !matches!(n, Novelty::Known(_));
    let gone = all.iter().filter(|n| !stays(n)).count();
    let more = all.iter().filter(|n| matches!(n, Novelty::More(..))).count();
    eprintln!(
        "{gone} concepts are in the glossary already; {more} have forms that it lacks; {} are new",
        all.len() - gone - more
    );
    selection.retain(|i| stays(&all[i]));
    all.into_iter().filter(stays).collect()
}

fn json(
    out: &mut impl Write,
    texts: &Texts,
    terms: &Terms,
    least: f32,
    ours: Option<&Ours>,
) -> anyhow::Result<()> {
    let offsets: Vec<ScalarOffsets<'_>> =
        texts.articles.iter().map(|a| ScalarOffsets::new(&a.document.text)).collect();
    let shown = |c: u32| terms.concepts[c as usize].score >= least;
    let mentions: Vec<Value> = terms
        .mentions
        .iter()
        .filter(|m| shown(m.concept))
        .map(|m| {
            let document = &texts.articles[m.document as usize].document;
            let (mut start, mut end) = offsets[m.document as usize].span(m.span);
            let block = document.block_at(m.span);
            // Places in a memory are places in a segment.
            let units = &texts.units[m.document as usize];
            let at = document.blocks.partition_point(|b| b.span.start <= m.span.start).saturating_sub(1);
            if let (Some(_), Some(block)) = (units.get(at), block) {
                let first = offsets[m.document as usize].span(block.span).0;
                (start, end) = (start - first, end - first);
            }
            let mut mention = json!({
                "file": document.file,
                "start": start,
                "end": end,
                "text": &document.text[m.span.range()],
                "lang": block.map_or(document.lang, |b| b.lang),
                "type": m.kind,
                "concept": terms.concepts[m.concept as usize].id,
            });
            if let Some(unit) = units.get(at) {
                mention["unit"] = json!(unit);
            }
            mention
        })
        .collect();
    let concepts: Vec<Value> =
        terms.concepts.iter().filter(|c| c.score >= least).map(|c| concept(c, ours)).collect();
    serde_json::to_writer_pretty(&mut *out, &json!({ "mentions": mentions, "concepts": concepts }))?;
    writeln!(out)?;
    Ok(())
}

fn concept(c: &Concept, ours: Option<&Ours>) -> Value {
    let novelty = ours.map(|o| o.index.novelty(c));
    let forms: Vec<Value> = c
        .forms
        .iter()
        .enumerate()
        .map(|(i, f)| {
            let mut form = json!({
                "lang": f.lang, "lemma": f.lemma, "text": f.text, "count": f.count, "status": f.status,
            });
            if let Some(novelty) = &novelty {
                form["known"] = json!(match novelty {
                    Novelty::New => false,
                    Novelty::More(_, more) => !more.contains(&i),
                    Novelty::Known(_) => true,
                });
            }
            form
        })
        .collect();
    let score = (f64::from(c.score) * 1000.0).round() / 1000.0;
    let mut concept = json!({ "id": c.id, "type": c.kind, "score": score, "forms": forms });
    if let (Some(ours), Some(novelty)) = (ours, &novelty) {
        let (word, entry) = match novelty {
            Novelty::New => ("new", None),
            Novelty::More(entry, _) => ("more", Some(*entry)),
            Novelty::Known(entry) => ("known", Some(*entry)),
        };
        concept["novelty"] = json!(word);
        if let Some(entry) = entry.map(|e| &ours.glossary.concepts[e]) {
            concept["entry"] = json!({ "id": entry.id, "line": entry.line });
        }
    }
    concept
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Preferred => "preferred",
        Status::Variant => "variant",
        Status::Doubtful => "doubtful",
    }
}

/// Whether a form is not in the known glossary.
fn is_new(news: Option<&[Novelty]>, concept: usize, form: usize) -> bool {
    match news.map(|n| &n[concept]) {
        Some(Novelty::New) => true,
        Some(Novelty::More(_, more)) => more.contains(&form),
        _ => false,
    }
}

fn tsv(out: &mut impl Write, selection: &Selection, news: Option<&[Novelty]>) -> anyhow::Result<()> {
    let last = if news.is_some() { "\tnew" } else { "" };
    writeln!(out, "concept\ttype\tlang\tlemma\ttext\tcount\tstatus\tscore{last}")?;
    for (n, c) in selection.concepts.iter().enumerate() {
        let kind = serde_json::to_value(c.kind)?;
        let kind = kind.as_str().unwrap_or_default();
        for (i, f) in c.forms.iter().enumerate() {
            let new = if is_new(news, n, i) { "yes" } else { "no" };
            let new = if news.is_some() { format!("\t{new}") } else { String::new() };
            let (id, lang, status) = (&c.id, f.lang, status(f.status));
            writeln!(
                out,
                "{id}\t{kind}\t{lang}\t{}\t{}\t{}\t{status}\t{:.3}{new}",
                f.lemma, f.text, f.count, c.score
            )?;
        }
    }
    Ok(())
}

/// The glossary for reading: by kind, the doubtful behind; `+` marks what a known glossary lacks.
fn text(
    out: &mut impl Write,
    selection: &Selection,
    news: Option<&[Novelty]>,
    ours: Option<&Ours>,
) -> anyhow::Result<()> {
    let mut list: Vec<(usize, &Concept)> = selection.concepts.iter().enumerate().collect();
    // The order of the selection holds within a kind.
    list.sort_by_key(|(_, c)| (c.score < SURE, c.kind));
    let mut last = None;
    for (n, c) in list {
        let part = (c.score < SURE, c.kind);
        if last != Some(part) {
            let doubtful = if part.0 { "Doubtful: " } else { "" };
            writeln!(out, "{}{doubtful}{}", if last.is_some() { "\n" } else { "" }, heading(c.kind))?;
            last = Some(part);
        }
        let mut line = String::new();
        let mut lang = None;
        for (i, f) in c.forms.iter().enumerate() {
            if lang == Some(f.lang) {
                line.push_str(", ");
            } else {
                line.push_str(&format!("{}{} ", if lang.is_some() { "  " } else { "" }, f.lang));
                lang = Some(f.lang);
            }
            line.push_str(if is_new(news, n, i) { "+" } else { "" });
            line.push_str(&f.text);
            if f.count > 1 {
                line.push_str(&format!(" ({}×)", f.count));
            }
        }
        let entry = match (news.map(|n2| &n2[n]), ours) {
            (Some(Novelty::More(entry, _)), Some(ours)) => {
                let entry = &ours.glossary.concepts[*entry];
                let name =
                    if entry.id.is_empty() { format!("line {}", entry.line) } else { entry.id.clone() };
                format!("  → {name}")
            }
            _ => String::new(),
        };
        writeln!(out, "  {line}{entry}")?;
    }
    Ok(())
}

const fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Per => "Persons",
        Kind::Loc => "Places",
        Kind::Org => "Bodies",
        Kind::Title => "Titles",
        Kind::Event => "Events",
        Kind::Law => "Laws and treaties",
        Kind::Term => "Terms",
    }
}
