//! Articles: read, cut, aligned with their source, checked.

use super::plan::named_language;
use super::telling::Teller;
use super::{Checked, Desk, Failure, habits};
use crate::align::{self, Embeddings, Job, Options, PASSES};
use crate::check::{self, Input, Pair, Text};
use crate::lexicon::Lexicon;
use crate::model::{Article, Bead};
use crate::segment::Cutting;
use crate::{ingest, terms};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Checks articles, perhaps against what they are translations of.
pub(super) fn check(desk: &Desk<'_>, targets: &[PathBuf], source: Option<&Path>) -> Checked {
    let request = desk.request;
    let mut failures = Vec::new();
    let mut articles: Vec<Article> = Vec::new();
    for path in targets {
        articles.extend(read(path, source.is_some(), request.cutting, &mut failures));
    }
    let checked = articles.len();
    let own = source.and_then(|path| read(path, true, request.cutting, &mut failures));
    if source.is_some() && own.is_none() {
        // Without what they are compared with, translations are not called clean.
        return Checked { failures, ..Checked::default() };
    }
    articles.extend(own);
    let has_source = articles.len() > checked;
    let beads: Vec<Vec<Bead>> = if has_source { aligned(&articles, desk.lexicon) } else { Vec::new() };
    let groups = has_source.then(|| groups(&beads, checked as u32));
    let found = terms::analyse(&articles, groups.as_deref(), desk.lexicon);
    let texts: Vec<Text<'_>> = articles
        .iter()
        .enumerate()
        .map(|(n, article)| Text { document: n as u32, article, is_source: has_source && n == checked })
        .collect();
    let pairs = beads
        .iter()
        .enumerate()
        .map(|(n, b)| Pair { source: texts[checked], target: texts[n], beads: b, codes: &[] })
        .collect();
    let memo = check::Memo::new(texts.len(), beads.len());
    let input = Input {
        texts,
        pairs,
        terms: &found,
        glossary: request.glossary,
        profiles: request.profiles,
        lexicon: desk.lexicon,
        memo,
    };
    let mut findings = check::check(&input, request.rules);
    desk.grade(&mut findings);
    let teller = Teller::of_articles(&articles);
    let told = findings.into_iter().map(|f| teller.tell(f)).collect();
    let sentences = articles[..checked].iter().map(|a| a.sentences.len()).sum();
    Checked { findings: habits::summarise(told, sentences), checked, failures, ..Checked::default() }
}

/// Reads a text and cuts all its blocks; the furniture of web pages is left out when it is compared with another text.
fn read(path: &Path, compared: bool, cutting: &Cutting, failures: &mut Vec<Failure>) -> Option<Article> {
    let mut failure = |why: String| {
        failures.push(Failure { file: path.display().to_string(), why });
        None
    };
    let read = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        if let Err(error) = std::io::stdin().lock().read_to_end(&mut bytes) {
            return failure(error.to_string());
        }
        ingest::read_bytes("stdin.txt", &bytes)
    } else {
        ingest::read(path)
    };
    match read {
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

/// Every text but the last against the last: beads with the sentences of the source first, in the order of both texts.
fn aligned(articles: &[Article], lexicon: &Lexicon) -> Vec<Vec<Bead>> {
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
    let options = Options {
        lexicon,
        embeddings: &Embeddings::default(),
        passes: PASSES,
        progress: &|| {},
        explain: false,
    };
    let results = align::align(&jobs, options);
    results.into_iter().map(|r| r.pairs.first().map(|p| in_order(p.2.beads())).unwrap_or_default()).collect()
}

/// Puts sentences that stand alone where they stand in the text: those of the target behind what is translated before them.
fn in_order(beads: &[Bead]) -> Vec<Bead> {
    let (mut alone, mut rest): (Vec<&Bead>, Vec<&Bead>) = beads.iter().partition(|b| b.source.is_empty());
    alone.sort_by_key(|b| b.target.first().copied());
    rest.sort_by_key(|b| b.source.first().copied());
    let mut alone = alone.into_iter().peekable();
    let mut out = Vec::with_capacity(beads.len());
    for bead in rest {
        if let Some(first) = bead.target.first() {
            while let Some(one) = alone.next_if(|a| a.target.first() < Some(first)) {
                out.push(one.clone());
            }
        }
        out.push(bead.clone());
    }
    out.extend(alone.cloned());
    out
}

/// The beads with both sides, as groups of sentences of all texts.
fn groups(beads: &[Vec<Bead>], source: u32) -> Vec<terms::Group> {
    let linked = |b: &&Bead| !b.source.is_empty() && !b.target.is_empty();
    beads
        .iter()
        .enumerate()
        .flat_map(|(n, list)| {
            list.iter().filter(linked).map(move |b| {
                let sources = b.source.iter().map(|&s| (source, s));
                sources.chain(b.target.iter().map(|&t| (n as u32, t))).collect()
            })
        })
        .collect()
}
