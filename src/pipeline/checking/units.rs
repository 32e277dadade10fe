//! Bilingual files: in stretches of units, so that a memory of any length needs little room; what was translated in two ways is
//! looked for in the whole file.

use super::telling::Teller;
use super::{Checked, Desk, Failure, habits};
use crate::bitext::{self, Bitext, Unit};
use crate::check::{self, Input, Pair, Rule, Text};
use crate::export::findings::Told;
use crate::model::{Article, Bead, Block, Document, Lang, Layout, Sentence, Span, Tag};
use crate::terms::{self, Terms};
use rayon::prelude::*;
use std::path::Path;

/// Units that are checked together: names and terms are compared within them.
const STRETCH: usize = 256;

/// Checks a bilingual file.
pub(super) fn check(desk: &Desk<'_>, path: &Path) -> Checked {
    let bitexts = match bitext::read(path, desk.request.wanted) {
        Ok(bitexts) => bitexts,
        Err(error) => {
            let failure = Failure { file: path.display().to_string(), why: error.to_string() };
            return Checked { failures: vec![failure], ..Checked::default() };
        }
    };
    let mut findings = Vec::new();
    for bitext in &bitexts {
        let stretches: Vec<&[Unit]> = bitext.units.chunks(STRETCH).collect();
        let mut all: Vec<(usize, Told)> = stretches
            .into_par_iter()
            .enumerate()
            .flat_map_iter(|(n, units)| {
                let told = stretch(desk, bitext, units, true, &|r| !check::is_of_whole(r));
                told.into_iter().map(move |(at, t)| (n * STRETCH + at, t))
            })
            .collect();
        all.extend(stretch(desk, bitext, &bitext.units, false, &check::is_of_whole));
        all.sort_by_key(|(unit, t)| (*unit, t.place.start, t.place.end));
        findings.extend(habits::summarise(all.into_iter().map(|(_, t)| t).collect(), bitext.units.len()));
    }
    Checked { findings, checked: 1, failures: Vec::new() }
}

/// The findings of some units by some rules, each with the number of its unit.
fn stretch(
    desk: &Desk<'_>,
    bitext: &Bitext,
    units: &[Unit],
    with_terms: bool,
    which: &(dyn Fn(&Rule) -> bool + Sync),
) -> Vec<(usize, Told)> {
    let request = desk.request;
    let sheets = Sheets::new(bitext, units);
    let groups: Vec<terms::Group> = sheets
        .beads
        .iter()
        .filter(|b| !b.source.is_empty() && !b.target.is_empty())
        .map(|b| vec![(1, b.source[0]), (0, b.target[0])])
        .collect();
    let found = if with_terms {
        terms::analyse(&sheets.articles, Some(&groups), desk.lexicon)
    } else {
        Terms::default()
    };
    let texts: Vec<Text<'_>> = sheets
        .articles
        .iter()
        .enumerate()
        .map(|(n, article)| Text { document: n as u32, article, is_source: n == 1 })
        .collect();
    let pair = Pair { source: texts[1], target: texts[0], beads: &sheets.beads, codes: &sheets.codes };
    let memo = check::Memo::new(texts.len(), 1);
    let input = Input {
        texts,
        pairs: vec![pair],
        terms: &found,
        glossary: request.glossary,
        profiles: request.profiles,
        lexicon: desk.lexicon,
        memo,
    };
    let mut findings = check::check(&input, &|r| which(r) && (request.rules)(r));
    desk.grade(&mut findings);
    let names: Vec<&str> = units.iter().map(|u| u.name.as_str()).collect();
    let teller = Teller::of_units(&sheets.articles, &sheets.starts, &names);
    findings.into_iter().map(|f| (teller.unit(f.place), teller.tell(f))).collect()
}

/// Units as two texts with a line for each: the translation first.
struct Sheets {
    articles: Vec<Article>,
    /// Where every unit begins in both texts.
    starts: [Vec<u32>; 2],
    beads: Vec<Bead>,
    codes: Vec<[Vec<String>; 2]>,
}

impl Sheets {
    fn new(bitext: &Bitext, units: &[Unit]) -> Self {
        let mut out = Self {
            articles: [bitext.target, bitext.source].map(|lang| empty(&bitext.file, lang)).to_vec(),
            starts: [Vec::with_capacity(units.len()), Vec::with_capacity(units.len())],
            beads: Vec::with_capacity(units.len()),
            codes: Vec::with_capacity(units.len()),
        };
        for unit in units {
            let target = out.add(0, &unit.target.text);
            let source = out.add(1, &unit.source.text);
            if target.is_none() && source.is_none() {
                continue;
            }
            let list = |i: Option<u32>| i.into_iter().collect();
            out.beads.push(Bead { source: list(source), target: list(target), score: 1.0 });
            out.codes.push([unit.source.codes.clone(), unit.target.codes.clone()]);
        }
        out
    }

    /// Adds a text to one side; its sentence, if it has content.
    fn add(&mut self, side: usize, text: &str) -> Option<u32> {
        let article = &mut self.articles[side];
        let document = &mut article.document;
        let start = document.text.len();
        self.starts[side].push(start as u32);
        document.text.push_str(text);
        document.text.push('\n');
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return None;
        }
        let from = start + text.len() - text.trim_start().len();
        let span = Span::new(from, from + trimmed.len());
        let lang = document.lang;
        document.blocks.push(Block { span, tag: Tag::Body, layout: Layout::Paragraph, lang });
        article.sentences.push(Sentence { span, block: document.blocks.len() as u32 - 1 });
        Some(article.sentences.len() as u32 - 1)
    }
}

fn empty(file: &str, lang: Lang) -> Article {
    let document =
        Document { file: file.to_owned(), lang, text: String::new(), blocks: Vec::new(), notes: Vec::new() };
    Article { document, sentences: Vec::new() }
}
