//! Names and terms: mentions, variants, concepts across languages.
//!
//! [`analyse`] finds mentions block by block ([`detect`]), gives them base forms ([`lemma`]), gathers spellings into types and
//! types into concepts ([`concepts`]): by the lexicon, by spelling ([`names`]), word by word, and by standing in the same place
//! of parallel texts. [`link`] matches two plain lists.

pub mod concepts;
pub mod detect;
mod european;
pub mod evidence;
pub mod heads;
pub mod known;
pub mod lemma;
pub mod link;
mod memo;
pub mod names;
pub mod novelty;
pub mod own;
mod parallel;
pub mod polish;
pub mod select;
pub mod token;
mod vietnamese;

use crate::lexicon::Lexicon;
use crate::model::{Article, Concept, Kind, Lang, Mention, Span};
use rayon::prelude::*;

/// Sentences that say the same: (article, sentence) each.
pub type Group = Vec<(u32, u32)>;

/// What [`analyse`] finds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Terms {
    /// In the order of articles and places.
    pub mentions: Vec<Mention>,
    /// Numbered by [`Mention::concept`].
    pub concepts: Vec<Concept>,
    /// For every concept the strongest rule that found one of its mentions, see [`detect::weight`].
    pub strength: Vec<u8>,
}

/// A mention before it belongs to a concept.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    /// Which article.
    pub document: u32,
    /// Which block of the article.
    pub block: u32,
    /// Where.
    pub span: Span,
    /// What kind.
    pub kind: Kind,
    /// Language of the block.
    pub lang: Lang,
    /// As written.
    pub text: String,
    /// Base form.
    pub lemma: String,
    /// Strength of the rule that found it, see [`detect::weight`].
    pub weight: u8,
    /// Opens a sentence, so that its capital says nothing.
    pub initial: bool,
}

/// Finds the names and terms of articles and links them across languages.
///
/// `groups` are sentences known to be translations of each other; without them parallel texts are recognised by the names and
/// numbers they share. An empty `lexicon` switches off word-by-word translation.
#[must_use]
pub fn analyse(articles: &[Article], groups: Option<&[Group]>, lexicon: &Lexicon) -> Terms {
    let mut raw: Vec<Raw> = articles
        .par_iter()
        .enumerate()
        .flat_map_iter(|(d, article)| {
            let found = mentions(d, article, lexicon);
            found.into_iter()
        })
        .collect();
    concepts::lemmatise(&mut raw);
    concepts::gather(articles, raw, groups, lexicon)
}

/// The mentions of one article.
fn mentions(d: usize, article: &Article, lexicon: &Lexicon) -> Vec<Raw> {
    let document = &article.document;
    let mut out: Vec<Raw> = Vec::new();
    for (b, block) in document.blocks.iter().enumerate() {
        let lang = if block.lang == Lang::UND { document.lang } else { block.lang };
        let read = detect::Block::new(document.block_text(block), lang);
        for found in detect::find(&read, own::found(&read, lexicon)) {
            let span = read.span(found.start, found.end);
            out.push(Raw {
                document: d as u32,
                block: b as u32,
                span: span.shifted(block.span.start as usize),
                kind: found.kind,
                lang,
                text: read.text[span.range()].to_owned(),
                lemma: String::new(),
                weight: found.weight,
                initial: read.words[found.start].initial,
            });
        }
    }
    out
}
