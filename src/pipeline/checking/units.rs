//! Bilingual files: in stretches of units, so that a memory of any length needs little room; what was translated in two ways is
//! looked for in the whole file.

use super::telling::Teller;
use super::{Checked, Desk, Failure, habits};
use crate::bitext::{self, Bitext};
use crate::check::{self, Input, Pair, Rule, Text};
use crate::export::findings::Told;
use crate::model::{Article, Bead, Block, Document, Lang, Layout, Sentence, Span, Tag};
use crate::terms::{self, Terms};
use rayon::prelude::*;
use std::ops::Range;
use std::path::Path;

/// Units that are checked together: names and terms are compared within them.
const STRETCH: usize = 256;
/// Stretches whose findings are gathered at once.
const AT_ONCE: usize = 64;

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
    for bitext in bitexts {
        let units = bitext.len();
        // First, while there are few findings to be kept beside the texts.
        let of_whole = stretch(desk, &bitext, 0..units, false, &check::is_of_whole);
        let mut all: Vec<(usize, Told)> = Vec::new();
        for from in (0..units).step_by(AT_ONCE * STRETCH) {
            let parts: Vec<Vec<(usize, Told)>> = (from..units.min(from + AT_ONCE * STRETCH))
                .into_par_iter()
                .step_by(STRETCH)
                .map(|at| {
                    let part = at..units.min(at + STRETCH);
                    stretch(desk, &bitext, part, true, &|r| !check::is_of_whole(r))
                })
                .collect();
            all.extend(parts.into_iter().flatten());
        }
        drop(bitext);
        all.extend(of_whole);
        all.sort_by_key(|(unit, t)| (*unit, t.place.start, t.place.end));
        findings.extend(habits::summarise(all.into_iter().map(|(_, t)| t).collect(), units));
    }
    Checked { findings, checked: 1, ..Checked::default() }
}

/// The findings of some units by some rules, each with the number of its unit.
fn stretch(
    desk: &Desk<'_>,
    bitext: &Bitext,
    units: Range<usize>,
    with_terms: bool,
    which: &(dyn Fn(&Rule) -> bool + Sync),
) -> Vec<(usize, Told)> {
    let request = desk.request;
    if !check::RULES.iter().any(|r| which(r) && (request.rules)(r)) {
        return Vec::new();
    }
    let first = units.start;
    let sheets = Sheets::new(bitext, units.clone(), with_terms);
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
    let names: Vec<&str> = units.map(|n| bitext.unit(n).name).collect();
    let teller = Teller::of_units(&sheets.articles, &sheets.starts, &names);
    findings.into_iter().map(|f| (first + teller.unit(f.place), teller.tell(f))).collect()
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
    /// The units, with their codes where a rule looks at them.
    fn new(bitext: &Bitext, units: Range<usize>, with_codes: bool) -> Self {
        let mut out = Self {
            articles: [bitext.target, bitext.source].map(|lang| empty(&bitext.file, lang)).to_vec(),
            starts: [Vec::with_capacity(units.len()), Vec::with_capacity(units.len())],
            beads: Vec::with_capacity(units.len()),
            codes: Vec::new(),
        };
        for unit in units.map(|n| bitext.unit(n)) {
            let target = out.add(0, unit.target.text);
            let source = out.add(1, unit.source.text);
            if target.is_none() && source.is_none() {
                continue;
            }
            let list = |i: Option<u32>| i.into_iter().collect();
            out.beads.push(Bead { source: list(source), target: list(target), score: 1.0 });
            if with_codes {
                out.codes.push([unit.source, unit.target].map(|s| s.codes().map(str::to_owned).collect()));
            }
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
