//! `songngu terms`: names and terms of articles, linked across languages.

use super::Outcome;
use crate::model::{Article, Lang, Status};
use crate::segment::Cutting;
use crate::settings::Settings;
use crate::terms::{Terms, analyse};
use crate::text::offsets::ScalarOffsets;
use anyhow::Context;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Arguments of `terms`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  songngu terms article.vi.txt article.en.txt article.pl.txt
  songngu terms *.txt --format json > terms.json
  songngu terms news.txt --lang pl --format tsv
  songngu terms *.txt --lexicon terms.tbx                the concepts of your own glossary are found, too

The language of a file is taken from its name (article.vi.txt) or from its text.")]
pub struct Args {
    /// Articles; all of one call are searched together
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Language of all files, instead of asking their names and texts
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// How to write what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Leave out concepts whose links are less sure than this (0 to 1)
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    min_confidence: f32,
    #[command(flatten)]
    words: super::WordArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    /// A list for reading, a concept a paragraph
    Text,
    /// Mentions with places, and concepts with forms
    Json,
    /// A line a form: concept, type, language, base form, form, count, status
    Tsv,
}

/// Runs the verb.
///
/// # Errors
/// An unreadable file, or a failed write.
pub fn run(args: Args, settings: &Settings) -> anyhow::Result<Outcome> {
    let lexicon = args.words.lexicon()?;
    let cutting = super::cutting(&settings.segment)?;
    let articles: Vec<Article> =
        args.files.iter().map(|f| read(f, args.lang, &cutting)).collect::<anyhow::Result<_>>()?;
    let terms = analyse(&articles, None, &lexicon);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match args.format {
        Format::Json => json(&mut out, &articles, &terms, args.min_confidence)?,
        Format::Tsv => tsv(&mut out, &terms, args.min_confidence)?,
        Format::Text => text(&mut out, &terms, args.min_confidence)?,
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

fn json(out: &mut impl Write, articles: &[Article], terms: &Terms, least: f32) -> anyhow::Result<()> {
    let offsets: Vec<ScalarOffsets<'_>> =
        articles.iter().map(|a| ScalarOffsets::new(&a.document.text)).collect();
    let shown = |c: u32| terms.concepts[c as usize].score >= least;
    let mentions: Vec<serde_json::Value> = terms
        .mentions
        .iter()
        .filter(|m| shown(m.concept))
        .map(|m| {
            let document = &articles[m.document as usize].document;
            let (start, end) = offsets[m.document as usize].span(m.span);
            let block = document.blocks.iter().find(|b| b.span.contains(m.span));
            serde_json::json!({
                "file": document.file,
                "start": start,
                "end": end,
                "text": &document.text[m.span.range()],
                "lang": block.map_or(document.lang, |b| b.lang),
                "type": m.kind,
                "concept": terms.concepts[m.concept as usize].id,
            })
        })
        .collect();
    let concepts: Vec<serde_json::Value> = terms
        .concepts
        .iter()
        .filter(|c| c.score >= least)
        .map(|c| {
            let forms: Vec<serde_json::Value> = c
                .forms
                .iter()
                .map(|f| {
                    serde_json::json!({
                        "lang": f.lang, "lemma": f.lemma, "text": f.text, "count": f.count, "status": f.status,
                    })
                })
                .collect();
            serde_json::json!({
                "id": c.id, "type": c.kind, "score": (f64::from(c.score) * 1000.0).round() / 1000.0, "forms": forms,
            })
        })
        .collect();
    serde_json::to_writer_pretty(
        &mut *out,
        &serde_json::json!({ "mentions": mentions, "concepts": concepts }),
    )?;
    writeln!(out)?;
    Ok(())
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Preferred => "preferred",
        Status::Variant => "variant",
        Status::Doubtful => "doubtful",
    }
}

fn tsv(out: &mut impl Write, terms: &Terms, least: f32) -> anyhow::Result<()> {
    writeln!(out, "concept\ttype\tlang\tlemma\ttext\tcount\tstatus")?;
    for c in terms.concepts.iter().filter(|c| c.score >= least) {
        for f in &c.forms {
            let kind = serde_json::to_value(c.kind)?;
            let kind = kind.as_str().unwrap_or_default();
            writeln!(
                out,
                "{}\t{kind}\t{}\t{}\t{}\t{}\t{}",
                c.id,
                f.lang,
                f.lemma,
                f.text,
                f.count,
                status(f.status)
            )?;
        }
    }
    Ok(())
}

fn text(out: &mut impl Write, terms: &Terms, least: f32) -> anyhow::Result<()> {
    let mut list: Vec<_> = terms.concepts.iter().filter(|c| c.score >= least).collect();
    let languages = |c: &crate::model::Concept| {
        let mut l: Vec<Lang> = c.forms.iter().map(|f| f.lang).collect();
        l.dedup();
        l.len()
    };
    let total = |c: &crate::model::Concept| c.forms.iter().map(|f| f.count).sum::<u32>();
    list.sort_by(|a, b| {
        a.kind
            .cmp(&b.kind)
            .then(languages(b).cmp(&languages(a)))
            .then(total(b).cmp(&total(a)))
            .then(a.id.cmp(&b.id))
    });
    let mut last = None;
    for c in list {
        if last != Some(c.kind) {
            writeln!(out, "{}{}", if last.is_some() { "\n" } else { "" }, heading(c.kind))?;
            last = Some(c.kind);
        }
        let mut line = String::new();
        let mut lang = None;
        for f in &c.forms {
            let shown = if f.count > 1 { format!("{} ({}×)", f.text, f.count) } else { f.text.clone() };
            if lang == Some(f.lang) {
                line.push_str(", ");
            } else {
                line.push_str(&format!("{}{} ", if lang.is_some() { "  " } else { "" }, f.lang));
                lang = Some(f.lang);
            }
            line.push_str(&shown);
        }
        writeln!(out, "  {line}{}", if c.score < 0.7 { "  ?" } else { "" })?;
    }
    Ok(())
}

const fn heading(kind: crate::model::Kind) -> &'static str {
    use crate::model::Kind;
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

/// Reads and cuts an article.
fn read(path: &Path, lang: Option<Lang>, cutting: &Cutting) -> anyhow::Result<Article> {
    let document = super::document(path, lang)?;
    let file = document.file.clone();
    cutting.article(document).with_context(|| file)
}
