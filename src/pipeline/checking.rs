//! `check`: files in, findings out. Texts are read and cut, translations aligned with their source, names and terms found.

use super::{Failure, progress};
use crate::align::{self, Job, Options, PASSES};
use crate::check::{self, Glossary, Input, Pair, Rule, Text};
use crate::lexicon::Lexicon;
use crate::model::{Alignment, Article, Bead, Finding, Lang};
use crate::segment::Cutting;
use crate::{ingest, terms};
use std::path::{Path, PathBuf};

/// A call of `check`.
pub struct CheckRequest<'r> {
    /// How to cut the texts.
    pub cutting: &'r Cutting,
    /// The texts to check.
    pub files: Vec<PathBuf>,
    /// What they are translations of.
    pub source: Option<PathBuf>,
    /// The user's glossary.
    pub glossary: Option<&'r Glossary>,
    /// Which rules to run.
    pub rules: &'r dyn Fn(&Rule) -> bool,
    /// Word knowledge.
    pub lexicon: &'r Lexicon,
}

/// What was checked and found.
#[derive(Debug)]
pub struct Checked {
    /// The texts, in the order of the call, the source last; findings count these.
    pub articles: Vec<Article>,
    /// The findings, in the order of texts and places.
    pub findings: Vec<Finding>,
    /// Files that could not be read.
    pub failures: Vec<Failure>,
}

/// Reads, aligns and checks.
#[must_use]
pub fn check_files(request: &CheckRequest<'_>) -> Checked {
    let lexicon = request.lexicon;
    let mut failures = Vec::new();
    let mut articles: Vec<Article> = Vec::new();
    for path in &request.files {
        articles.extend(read(path, request.source.is_some(), request.cutting, &mut failures));
    }
    let targets = articles.len();
    let source = request.source.as_ref().and_then(|path| read(path, true, request.cutting, &mut failures));
    articles.extend(source);
    let has_source = articles.len() > targets;
    let beads: Vec<Alignment> = if has_source { aligned(&articles, lexicon) } else { Vec::new() };
    let groups = has_source.then(|| groups(&beads, targets as u32));
    let found = terms::analyse(&articles, groups.as_deref(), lexicon);
    let texts: Vec<Text<'_>> = articles
        .iter()
        .enumerate()
        .map(|(n, article)| Text { document: n as u32, article, is_source: has_source && n == targets })
        .collect();
    let pairs = beads
        .iter()
        .enumerate()
        .map(|(n, b)| Pair { source: texts[targets], target: texts[n], beads: b.beads() })
        .collect();
    let input = Input { texts, pairs, terms: &found, glossary: request.glossary, lexicon };
    let findings = check::check(&input, request.rules);
    Checked { articles, findings, failures }
}

/// Reads a text and cuts all its blocks; the furniture of web pages is left out when it is compared with another text.
fn read(path: &Path, compared: bool, cutting: &Cutting, failures: &mut Vec<Failure>) -> Option<Article> {
    let mut failure = |why: String| {
        failures.push(Failure { file: path.display().to_string(), why });
        None
    };
    match ingest::read(path) {
        Ok(mut document) => {
            if let Some(lang) = named_language(path) {
                for block in document.blocks.iter_mut().filter(|b| b.lang == document.lang && compared) {
                    block.lang = lang;
                }
                document.lang = lang;
            }
            let html = path.extension().is_some_and(|e| e.to_string_lossy().to_lowercase().contains("htm"));
            let kept = compared && html;
            cutting
                .blocks(document, |b| !kept || b.tag.is_kept())
                .map_or_else(|e| failure(e.to_string()), Some)
        }
        Err(error) => failure(error.problem.to_string()),
    }
}

/// The language that a file name tells: `article.vi.txt`.
fn named_language(path: &Path) -> Option<Lang> {
    let stem = path.file_stem()?.to_str()?;
    let (_, code) = stem.rsplit_once(['.', '_', '-'])?;
    Lang::parse(code).ok().filter(|l| l.is_home())
}

/// Every text but the last against the last: beads with the sentences of the source first.
fn aligned(articles: &[Article], lexicon: &Lexicon) -> Vec<Alignment> {
    let Some((source, targets)) = articles.split_last() else { return Vec::new() };
    let text = |a: &'_ Article| -> Vec<String> {
        (0..a.sentences.len()).map(|i| a.sentence(i).to_owned()).collect()
    };
    let source_text = text(source);
    let target_texts: Vec<Vec<String>> = targets.iter().map(text).collect();
    let jobs: Vec<Job<'_>> = targets
        .iter()
        .zip(&target_texts)
        .map(|(target, lines)| Job {
            texts: vec![
                align::Text {
                    lang: source.document.lang,
                    segments: source_text.iter().map(String::as_str).collect(),
                },
                align::Text {
                    lang: target.document.lang,
                    segments: lines.iter().map(String::as_str).collect(),
                },
            ],
        })
        .collect();
    let bar = progress::bar("aligning", jobs.len() * PASSES);
    let results = align::align(&jobs, Options { lexicon, passes: PASSES, progress: &|| bar.inc(1) });
    bar.finish_and_clear();
    results
        .into_iter()
        .map(|mut r| if r.pairs.is_empty() { Alignment::default() } else { r.pairs.remove(0).2 })
        .collect()
}

/// The beads with both sides, as groups of sentences of all texts.
fn groups(beads: &[Alignment], source: u32) -> Vec<terms::Group> {
    let linked = |b: &&Bead| !b.source.is_empty() && !b.target.is_empty();
    beads
        .iter()
        .enumerate()
        .flat_map(|(n, alignment)| {
            alignment.beads().iter().filter(linked).map(move |b| {
                let sources = b.source.iter().map(|&s| (source, s));
                sources.chain(b.target.iter().map(|&t| (n as u32, t))).collect()
            })
        })
        .collect()
}
