//! What several rules read from the same texts, read once a call.

use super::quantities::{self, Quantity};
use super::variants::Rendering;
use super::{Input, Pair, Segment, Text};
use crate::model::{Lang, Span};
use crate::terms::detect;
use std::sync::OnceLock;

/// A block with its words.
#[derive(Clone, Debug)]
pub(super) struct ReadBlock<'a> {
    /// Where it stands.
    pub span: Span,
    /// Its language.
    pub lang: Lang,
    /// Its words.
    pub words: detect::Block<'a>,
}

/// The quantities of a bead.
#[derive(Clone, Debug)]
pub(super) struct Amounts {
    /// Of the source side, by places in it.
    pub source: Vec<Quantity>,
    /// Of the target side.
    pub target: Vec<Quantity>,
}

/// Filled by the rules that ask first.
#[derive(Clone, Debug, Default)]
pub struct Memo<'a> {
    blocks: Vec<OnceLock<Vec<ReadBlock<'a>>>>,
    amounts: Vec<OnceLock<Vec<Amounts>>>,
    renderings: Vec<OnceLock<Vec<Vec<Rendering>>>>,
}

impl Memo<'_> {
    /// Room for so many texts and pairs.
    #[must_use]
    pub fn new(texts: usize, pairs: usize) -> Self {
        Self {
            blocks: vec![OnceLock::new(); texts],
            amounts: vec![OnceLock::new(); pairs],
            renderings: vec![OnceLock::new(); pairs],
        }
    }
}

impl<'a> Input<'a> {
    /// The blocks of a text with their words.
    pub(super) fn read(&self, text: &Text<'_>) -> &[ReadBlock<'a>] {
        let number = text.document as usize;
        let text = self.texts[number];
        self.memo.blocks[number].get_or_init(|| {
            text.blocks()
                .map(|(block, lang, content)| ReadBlock {
                    span: block.span,
                    lang,
                    words: detect::Block::new(content, lang),
                })
                .collect()
        })
    }

    /// The quantities of every bead of a pair.
    pub(super) fn amounts(&self, pair: usize) -> &[Amounts] {
        let find = |s: Segment<'_>, p: &Pair<'_>| Amounts {
            source: quantities::find(s.source_text(), p.source.lang()),
            target: quantities::find(s.target_text(), p.target.lang()),
        };
        self.memo.amounts[pair].get_or_init(|| {
            let pair = &self.pairs[pair];
            pair.segments().map(|s| find(s, pair)).collect()
        })
    }

    /// What stands for the names of the source of a pair.
    pub(super) fn renderings(&self, pair: usize) -> &[Vec<Rendering>] {
        self.memo.renderings[pair].get_or_init(|| super::variants::renderings(self, &self.pairs[pair]))
    }
}
