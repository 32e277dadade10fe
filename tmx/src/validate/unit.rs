//! What a unit looks like as a whole: its languages, its segments, the codes of its variants.

use super::inline::Codes;
use super::is_blank;
use crate::language;
use crate::parse::{Context, Spot, Tag};
use crate::problem::Code;

/// A variant of the current unit.
#[derive(Default)]
struct VariantState {
    lang: String,
    place: Option<Spot>,
    codes: u64,
    segments: u32,
}

/// The unit that is being read. Its memory is used again for the next one.
#[derive(Default)]
pub(super) struct UnitState {
    place: Option<Spot>,
    srclang: Option<String>,
    variants: Vec<VariantState>,
    /// How many of `variants` belong to this unit.
    used: usize,
    codes: Codes,
    seg: Option<Spot>,
    words: bool,
    in_segment: bool,
}

impl UnitState {
    pub(super) fn begin(&mut self, place: Spot, srclang: Option<&str>) {
        self.place = Some(place);
        self.used = 0;
        self.srclang = srclang.map(str::to_owned);
        self.in_segment = false;
    }

    /// The window moves.
    pub(super) fn settle(&mut self, cx: &mut Context<'_>) {
        let Some(place) = &mut self.place else { return };
        place.settle(cx);
        self.variants[..self.used].iter_mut().filter_map(|v| v.place.as_mut()).for_each(|p| p.settle(cx));
        if let (true, Some(seg)) = (self.in_segment, &mut self.seg) {
            seg.settle(cx);
            self.codes.settle(cx);
        }
    }

    pub(super) const fn has_variants(&self) -> bool {
        self.used > 0
    }

    pub(super) fn has_segment(&self) -> bool {
        self.used > 0 && self.variants[self.used - 1].segments > 0
    }

    pub(super) fn variant(&mut self, lang: &str, place: Spot) {
        if self.used == self.variants.len() {
            self.variants.push(VariantState::default());
        }
        let variant = &mut self.variants[self.used];
        variant.lang.clear();
        variant.lang.push_str(lang);
        variant.place = Some(place);
        variant.codes = 0;
        variant.segments = 0;
        self.used += 1;
    }

    pub(super) fn segment(&mut self, place: Spot) {
        self.seg = Some(place);
        self.words = false;
        self.in_segment = true;
        self.codes.clear();
        if let Some(variant) = self.variants[..self.used].last_mut() {
            variant.segments += 1;
        }
    }

    pub(super) fn code(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        if self.in_segment {
            self.words = true;
            self.codes.add(tag, cx);
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.in_segment && !self.words {
            self.words = !is_blank(text);
        }
    }

    pub(super) fn end_flow(&mut self, cx: &mut Context<'_>) {
        if self.in_segment {
            self.codes.end_flow(cx);
        }
    }

    pub(super) fn end_segment(&mut self, cx: &mut Context<'_>) {
        self.in_segment = false;
        if cx.cut {
            return;
        }
        self.codes.end_flow(cx);
        if !self.words
            && let Some(place) = self.seg
        {
            cx.report_at(Code::EmptySegment, place, || "the segment is empty".into());
        }
        if let Some(variant) = self.variants[..self.used].last_mut() {
            variant.codes = self.codes.sum;
        }
    }

    pub(super) fn end_variant(&mut self, cx: &mut Context<'_>) {
        if let Some(variant) = self.variants[..self.used].last()
            && variant.segments == 0
            && !cx.cut
            && let Some(place) = variant.place
        {
            cx.report_at(Code::SegMissing, place, || format!("the variant {} has no <seg>", variant.lang));
        }
    }

    pub(super) fn finish(&mut self, srclang: Option<&str>, cx: &mut Context<'_>) {
        let Some(place) = self.place.take() else { return };
        if cx.cut {
            return;
        }
        let variants = &self.variants[..self.used];
        let mut say = |code: Code, place: Spot, message: String| {
            cx.report_at(code, place, || message);
        };
        let Some(first) = variants.first() else {
            return say(Code::TuEmpty, place, "the unit has no variant".into());
        };
        if variants.len() == 1 {
            say(Code::SingleVariant, place, format!("the only language is {}", first.lang));
        }
        if variants.iter().any(|v| v.codes != first.codes) {
            say(Code::InlineMismatch, place, "the variants carry different inline codes".into());
        }
        let srclang =
            self.srclang.as_deref().filter(|s| *s != "*all*").or(srclang.filter(|_| self.srclang.is_none()));
        if let Some(srclang) = srclang
            && !variants.iter().any(|v| language::matches(&v.lang, srclang))
        {
            say(Code::SrclangAbsent, place, format!("no variant in the source language {srclang}"));
        }
        for (n, variant) in variants.iter().enumerate() {
            if variants[..n].iter().any(|v| v.lang.eq_ignore_ascii_case(&variant.lang)) {
                say(
                    Code::DuplicateLanguage,
                    variant.place.unwrap_or(place),
                    format!("two variants in {}", variant.lang),
                );
            }
        }
    }
}
