//! Are the inline codes of a segment in pairs, and the same in every variant?

use crate::parse::{Context, Element, Spot, Tag};
use crate::problem::Code;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A `bpt` that was seen.
struct Begin {
    i: String,
    place: Spot,
    closed: bool,
}

/// The codes of the segment that is being read.
#[derive(Default)]
pub(super) struct Codes {
    begins: Vec<Begin>,
    /// Where the flows begin in `begins`: the segment itself, then each open `sub`, which is a text of its own.
    flows: Vec<usize>,
    /// Sum of the codes' fingerprints: equal for equal codes in any order.
    pub sum: u64,
}

impl Codes {
    pub(super) fn clear(&mut self) {
        self.begins.clear();
        self.flows.clear();
        self.flows.push(0);
        self.sum = 0;
    }

    pub(super) fn settle(&mut self, cx: &mut Context<'_>) {
        self.begins.iter_mut().for_each(|b| b.place.settle(cx));
    }

    pub(super) fn add(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        let mut hasher = FxHasher::default();
        (tag.element as u8).hash(&mut hasher);
        tag.get("x").hash(&mut hasher);
        self.sum = self.sum.wrapping_add(hasher.finish() | 1);
        match tag.element {
            Element::Bpt => self.begin(tag, cx),
            Element::Ept => self.close(tag, cx),
            Element::Sub => self.flows.push(self.begins.len()),
            Element::Ut => {
                cx.report(Code::UtDeprecated, tag.at, || "<ut> is deprecated; <ph> or <it> say more".into());
            }
            _ => {}
        }
    }

    fn flow(&mut self) -> &mut [Begin] {
        let from = self.flows.last().copied().unwrap_or_default();
        &mut self.begins[from..]
    }

    fn begin(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        let i = tag.get("i").unwrap_or_default();
        if !i.is_empty() && self.flow().iter().any(|b| b.i == i) {
            cx.report(Code::InlineUnbalanced, tag.at, || format!("two bpt with i=\"{i}\" in one segment"));
        }
        self.begins.push(Begin { i: i.to_owned(), place: Spot::At(tag.at), closed: false });
    }

    fn close(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        let i = tag.get("i").unwrap_or_default();
        match self.flow().iter_mut().find(|b| b.i == i && !b.closed) {
            Some(begin) => begin.closed = true,
            None => {
                cx.report(Code::InlineUnbalanced, tag.at, || format!("ept i=\"{i}\" has no bpt before it"));
            }
        }
    }

    /// The segment or a `sub` ends.
    pub(super) fn end_flow(&mut self, cx: &mut Context<'_>) {
        let Some(from) = self.flows.pop() else { return };
        for begin in self.begins.drain(from..).filter(|b| !b.closed) {
            cx.report_at(Code::InlineUnbalanced, begin.place, || format!("bpt i=\"{}\" has no ept", begin.i));
        }
    }
}
