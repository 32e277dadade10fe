//! Documents to sentences: candidates from marks, decisions from the data of the language.
//!
//! One pass: [`marks`] finds runs of marks with what closes after them, [`decide`] looks at the words around, [`reason`]
//! names the rule. Segments are trimmed, in order, and only white space stands between them.
//!
//! ```
//! use songngu::{model::Lang, segment::{Breaks, segment}};
//! let text = "Mr. Smith left. He was late.";
//! let cut: Vec<_> = segment(text, Lang::EN, Breaks::Hard).iter().map(|s| &text[s.range()]).collect();
//! assert_eq!(cut, ["Mr. Smith left.", "He was late."]);
//! ```

pub mod cases;
mod context;
mod cutting;
mod decide;
mod marks;
mod overlay;
mod reason;
mod records;
mod scan;
pub mod srx;
#[cfg(test)]
mod tests;
mod words;

pub use cutting::{Cutting, CuttingError};
pub use reason::Reason;
pub use scan::Decision;

use crate::lang::{self, Abbreviations, Language};
use crate::model::{Lang, Span};

/// What a line break inside a text means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Breaks {
    /// It ends a segment.
    #[default]
    Hard,
    /// It is a space: lines of one paragraph were wrapped.
    Soft,
}

/// Cuts texts of one language.
#[derive(Clone, Copy, Debug)]
pub struct Segmenter<'a> {
    language: &'a Language,
    extra: Option<&'a Abbreviations>,
    own: Option<&'a srx::Ruleset>,
    srx: Option<&'a srx::Ruleset>,
    breaks: Breaks,
}

impl<'a> Segmenter<'a> {
    /// A segmenter with the data of a language.
    #[must_use]
    pub fn new(lang: Lang, breaks: Breaks) -> Self {
        Self { language: lang::of(lang), extra: None, own: None, srx: None, breaks }
    }

    /// The same with abbreviations of the user's.
    #[must_use]
    pub const fn with_abbreviations(mut self, extra: &'a Abbreviations) -> Self {
        self.extra = Some(extra);
        self
    }

    /// The same with rules of the user's that go before our own.
    #[must_use]
    pub const fn with_rules(mut self, own: &'a srx::Ruleset) -> Self {
        self.own = Some(own);
        self
    }

    /// The same with the rules of an SRX file instead of our own.
    #[must_use]
    pub const fn with_srx(mut self, rules: &'a srx::Ruleset) -> Self {
        self.srx = Some(rules);
        self
    }

    /// Reports every candidate in order, those that were refused too.
    pub fn decisions(&self, text: &str, mut report: impl FnMut(Decision)) {
        let Some(own) = self.own else { return self.ours(text, report) };
        let mut overlay = overlay::Overlay::new(own, text, self.breaks == Breaks::Soft);
        self.ours(text, |d| overlay.pass(d, &mut report));
        overlay.finish(&mut report);
    }

    /// The same without the rules of the user's.
    fn ours(&self, text: &str, report: impl FnMut(Decision)) {
        if let Some(rules) = self.srx {
            rules.scan(text, self.breaks == Breaks::Soft, report);
            return;
        }
        let judge = decide::Judge {
            text,
            language: self.language,
            extra: self.extra,
            soft: self.breaks == Breaks::Soft,
        };
        scan::scan(&judge, report);
    }

    /// Reports the trimmed segments in order; between them stands white space only.
    pub fn each(&self, text: &str, mut report: impl FnMut(Span)) {
        let mut start = text.len() - text.trim_start().len();
        self.decisions(text, |d| {
            if d.cut {
                let stop = start + text[start..d.end].trim_end().len();
                if stop > start {
                    report(Span::new(start, stop));
                }
                start = d.next;
            }
        });
        let end = text.trim_end().len();
        if end > start {
            report(Span::new(start, end));
        }
    }

    /// Cuts a text into trimmed segments, in order; between them stands white space only.
    #[must_use]
    pub fn segment(&self, text: &str) -> Vec<Span> {
        let mut out = Vec::new();
        self.each(text, |span| out.push(span));
        out
    }
}

/// Cuts a text into trimmed segments, in order; between them stands white space only.
#[must_use]
pub fn segment(text: &str, lang: Lang, breaks: Breaks) -> Vec<Span> {
    Segmenter::new(lang, breaks).segment(text)
}
