//! Rules about a translation that give findings; one file per family, one line per rule in [`RULES`].
//!
//! A rule sees the texts of a call, the beads between a source and its translations, the names and terms found in them, and
//! perhaps a glossary. Rules that compare need a source; the others look at every text of the call.

mod acronyms;
mod addresses;
mod codes;
mod completeness;
mod glossary;
mod house;
mod memo;
mod names;
mod numbers;
mod omissions;
mod pairs;
mod persons;
mod quantities;
mod repeats;
mod rules;
mod segments;
mod senses;
mod spacing;
mod spelling;
mod style;
mod terms;
mod tones;
pub mod typography;
mod unicode;
mod variants;
mod weekdays;
mod words;

pub use glossary::Glossary;
pub use house::profiles;
pub use memo::Memo;
pub use rules::{RULES, Rule, is_of_form, is_of_whole};

use crate::lexicon::Lexicon;
use crate::model::{Article, Bead, Block, Finding, Lang, Place, Severity, Span};
use crate::settings::Profile;
use crate::terms::Terms;

/// One text of a call.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Its number in the call.
    pub document: u32,
    /// The article, all its blocks cut into sentences.
    pub article: &'a Article,
    /// Whether it is the source of translations of the call: rules about form leave it alone.
    pub is_source: bool,
}

impl<'a> Text<'a> {
    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.article.document.text
    }

    /// The main language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.article.document.lang
    }

    /// The language of a block; that of the text where it is not known.
    #[must_use]
    pub fn lang_of(&self, block: &Block) -> Lang {
        if block.lang == Lang::UND { self.lang() } else { block.lang }
    }

    /// A place in it.
    #[must_use]
    pub const fn place(&self, span: Span) -> Place {
        Place { document: self.document, span }
    }

    /// Blocks with their language and text.
    pub fn blocks(&self) -> impl Iterator<Item = (&'a Block, Lang, &'a str)> {
        let text = *self;
        self.article.document.blocks.iter().map(move |b| (b, text.lang_of(b), &text.text()[b.span.range()]))
    }

    /// Sentences: place and text.
    pub fn sentences(&self) -> impl Iterator<Item = (Span, &'a str)> {
        let text = *self;
        self.article.sentences.iter().map(move |s| (s.span, &text.text()[s.span.range()]))
    }
}

/// A source and a translation of it.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The source.
    pub source: Text<'a>,
    /// The translation.
    pub target: Text<'a>,
    /// The beads between them.
    pub beads: &'a [Bead],
    /// The inline codes of both sides of every bead; empty where the texts have none.
    pub codes: &'a [[Vec<String>; 2]],
}

impl<'a> Pair<'a> {
    /// Whether it is a bilingual file: what has no translation there was not aligned wrongly.
    #[must_use]
    pub const fn is_bitext(&self) -> bool {
        !self.codes.is_empty()
    }

    /// The beads with the texts of both sides, in order.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'a>> {
        let pair = *self;
        let mut last = (0, 0);
        self.beads.iter().map(move |bead| {
            let cover = |article: &Article, list: &[u32], from: u32| {
                let span = |i: u32| article.sentences[i as usize].span;
                match (list.first(), list.last()) {
                    (Some(&a), Some(&b)) => Span { start: span(a).start, end: span(b).end },
                    _ => Span { start: from, end: from },
                }
            };
            let source = cover(pair.source.article, &bead.source, last.0);
            let target = cover(pair.target.article, &bead.target, last.1);
            last = (source.end, target.end);
            Segment { pair, bead, source, target }
        })
    }
}

/// A bead with its places.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// The pair it belongs to.
    pub pair: Pair<'a>,
    /// The bead.
    pub bead: &'a Bead,
    /// From the first to the last sentence of the source; empty when there is none.
    pub source: Span,
    /// The same of the target.
    pub target: Span,
}

impl<'a> Segment<'a> {
    /// The text of the source side.
    #[must_use]
    pub fn source_text(&self) -> &'a str {
        &self.pair.source.text()[self.source.range()]
    }

    /// The text of the target side.
    #[must_use]
    pub fn target_text(&self) -> &'a str {
        &self.pair.target.text()[self.target.range()]
    }

    /// A place in the source, by its span in the whole text.
    #[must_use]
    pub const fn source_place(&self, span: Span) -> Place {
        self.pair.source.place(span)
    }

    /// A place in the target, by its span in the whole text.
    #[must_use]
    pub const fn target_place(&self, span: Span) -> Place {
        self.pair.target.place(span)
    }

    /// Whether both sides have sentences.
    #[must_use]
    pub const fn is_linked(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }
}

/// What the rules look at.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// All texts of the call by number.
    pub texts: Vec<Text<'a>>,
    /// Sources with their translations.
    pub pairs: Vec<Pair<'a>>,
    /// Names and terms of the texts.
    pub terms: &'a Terms,
    /// The user's glossary.
    pub glossary: Option<&'a Glossary>,
    /// House styles.
    pub profiles: &'a [&'a Profile],
    /// Translations of words.
    pub lexicon: &'a Lexicon,
    /// What the rules share.
    pub memo: Memo<'a>,
}

impl<'a> Input<'a> {
    /// The texts that are looked at for their form: all but sources.
    pub fn checked(&self) -> impl Iterator<Item = &Text<'a>> {
        self.texts.iter().filter(|t| !t.is_source)
    }
}

/// Collects the findings of one rule.
#[derive(Debug)]
pub struct Report {
    rule: &'static str,
    severity: Severity,
    confidence: f32,
    findings: Vec<Finding>,
}

impl Report {
    /// Adds a finding; evidence and suggestion are put into what comes back.
    pub fn add(&mut self, place: Place, message: impl Into<String>) -> &mut Finding {
        self.findings.push(Finding {
            rule: self.rule,
            severity: self.severity,
            confidence: self.confidence,
            place,
            message: message.into(),
            related: Vec::new(),
            suggestion: None,
        });
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }
}

/// Factor of the confidence of findings that a rule takes for less grave than usual.
const LESSER: f32 = 0.7;

/// Runs the rules that `wanted` lets through; findings in the order of texts, places and rules.
#[must_use]
pub fn check(input: &Input<'_>, wanted: &dyn Fn(&Rule) -> bool) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in RULES.iter().filter(|r| wanted(r)) {
        let (name, severity, confidence) = (rule.name, rule.severity, rule.confidence);
        let mut report = Report { rule: name, severity, confidence, findings: Vec::new() };
        (rule.check)(input, &mut report);
        // What a rule itself takes for less grave it is less sure of.
        for finding in report.findings.iter_mut().filter(|f| f.severity > severity) {
            finding.confidence *= LESSER;
        }
        all.extend(report.findings);
    }
    let order = |f: &Finding| (f.place.document, f.place.span.start, f.place.span.end);
    all.sort_by_key(|a| order(a));
    settle(all)
}

/// One rule per fault: what another rule says better about the same place goes.
fn settle(all: Vec<Finding>) -> Vec<Finding> {
    let beaten = |f: &Finding| {
        let by = rules::beaten_by(f.rule);
        !by.is_empty()
            && all.iter().any(|o| {
                by.contains(&o.rule)
                    && std::iter::once(&o.place)
                        .chain(&o.related)
                        .any(|p| p.document == f.place.document && p.span.overlaps(f.place.span))
            })
    };
    let keep: Vec<bool> = all.iter().map(|f| !beaten(f)).collect();
    all.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(f, _)| f).collect()
}
