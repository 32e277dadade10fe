//! Findings with their texts.

use crate::export::findings::{Spot, Told};
use crate::model::{Article, Finding, Place};
use crate::text::offsets::ScalarOffsets;
use std::sync::Arc;

/// Letters kept around a place.
const AROUND: usize = 60;

/// Tells the findings of some articles, or of the units of a bilingual file.
pub(super) struct Teller<'a> {
    articles: &'a [Article],
    files: Vec<Arc<str>>,
    offsets: Vec<ScalarOffsets<'a>>,
    /// Where lines or units begin, by article.
    starts: Vec<Vec<u32>>,
    names: Vec<Arc<str>>,
}

impl<'a> Teller<'a> {
    /// Places are told by line.
    pub(super) fn of_articles(articles: &'a [Article]) -> Self {
        let lines = |a: &Article| {
            let text = &a.document.text;
            std::iter::once(0)
                .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i as u32 + 1))
                .collect()
        };
        Self::new(articles, articles.iter().map(lines).collect(), &[])
    }

    /// Places are told by unit.
    pub(super) fn of_units(articles: &'a [Article], starts: &[Vec<u32>; 2], names: &[&str]) -> Self {
        Self::new(articles, starts.to_vec(), names)
    }

    fn new(articles: &'a [Article], starts: Vec<Vec<u32>>, names: &[&str]) -> Self {
        Self {
            articles,
            files: articles.iter().map(|a| a.document.file.as_str().into()).collect(),
            offsets: articles.iter().map(|a| ScalarOffsets::new(&a.document.text)).collect(),
            starts,
            names: names.iter().map(|n| Arc::from(*n)).collect(),
        }
    }

    /// The number of the line or unit of a place, from 0.
    pub(super) fn unit(&self, place: Place) -> usize {
        self.starts[place.document as usize].partition_point(|s| *s <= place.span.start).saturating_sub(1)
    }

    pub(super) fn tell(&self, finding: Finding) -> Told {
        Told {
            id: String::new(),
            rule: finding.rule,
            severity: finding.severity,
            confidence: finding.confidence,
            place: self.spot(finding.place),
            message: finding.message,
            related: finding.related.into_iter().map(|p| self.spot(p)).collect(),
            suggestion: finding.suggestion,
        }
    }

    fn spot(&self, place: Place) -> Spot {
        let n = place.document as usize;
        let document = &self.articles[n].document;
        let text = &document.text;
        let line = self.unit(place);
        let from = self.starts[n].get(line).map_or(0, |s| *s as usize);
        let (start, end) = self.offsets[n].span(place.span);
        let base = self.offsets[n].at(from);
        let named = self.names.get(line);
        let skip = if named.is_some() { base } else { 0 };
        let range = place.span.range();
        let before = &text[from..range.start];
        let lead = before.char_indices().rev().take(AROUND).last().map_or(0, |(i, _)| i);
        let tail = text[range.end..].chars().take_while(|c| *c != '\n').take(AROUND).collect();
        Spot {
            file: self.files[n].clone(),
            unit: named.cloned(),
            lang: document.lang,
            start: start - skip,
            end: end - skip,
            text: text[range].to_owned(),
            line: line + 1,
            column: start - base + 1,
            lead: before[lead..].to_owned(),
            tail,
        }
    }
}
