//! Names in running text: links to their concept, coloured by it.

use super::{Escaped, escaped, put};
use crate::export::{Entries, Glossary, Job};
use crate::model::{Article, Kind, Mention, Span};

/// The mentions of every text, ready to be looked up by place.
pub(super) struct Names<'a> {
    /// Mentions of each article of the glossary, by place.
    by_document: Vec<Vec<&'a Mention>>,
    /// For each concept whether it has an entry, and whether that is doubtful.
    doubtful: Vec<Option<bool>>,
    /// For each job and article the article's place in the glossary.
    documents: Vec<Vec<Option<usize>>>,
}

/// Degrees between the hues of neighbouring concepts: the golden angle keeps any run of them apart.
const GOLDEN: f64 = 137.507_764;

impl<'a> Names<'a> {
    pub(super) fn new(jobs: &[Job<'_>], glossary: &Glossary<'a>, entries: &Entries) -> Self {
        let mut doubtful = vec![None; glossary.concepts.len()];
        for entry in &entries.entries {
            doubtful[entry.index] = Some(entry.doubtful);
        }
        let mut by_document = vec![Vec::new(); glossary.articles.len()];
        for mention in glossary.mentions {
            if let Some(list) = by_document.get_mut(mention.document as usize) {
                list.push(mention);
            }
        }
        for list in &mut by_document {
            // The longer of two that begin together comes first and wins.
            list.sort_by_key(|m: &&Mention| (m.span.start, std::cmp::Reverse(m.span.end), m.concept));
        }
        let mut base = 0;
        let mut documents = Vec::new();
        for job in jobs {
            let place = |(k, article): (usize, &Article)| find(glossary, article, base + k);
            documents.push(job.articles.iter().enumerate().map(place).collect());
            base += job.articles.len();
        }
        Self { by_document, doubtful, documents }
    }

    /// Place in the glossary of an article of a job.
    pub(super) fn document(&self, job: usize, place: usize) -> Option<usize> {
        self.documents[job][place]
    }

    /// A stretch of an article as HTML; `document` is the article's place in the glossary.
    pub(super) fn text(&self, out: &mut String, document: Option<usize>, article: &Article, span: Span) {
        let text = &article.document.text;
        let mut at = span.start;
        let mentions = document.map_or(&[] as &[_], |d| &self.by_document[d]);
        let first = mentions.partition_point(|m| m.span.start < span.start);
        for mention in mentions[first..].iter().take_while(|m| m.span.start < span.end) {
            let Some(doubtful) = self.doubtful.get(mention.concept as usize).copied().flatten() else {
                continue;
            };
            if mention.span.start < at || mention.span.end > span.end || mention.span.is_empty() {
                continue;
            }
            put(out, format_args!("{}", piece(text, at, mention.span.start)));
            let class = match mention.kind {
                _ if doubtful => "n doubt",
                Kind::Term => "n word",
                _ => "n",
            };
            let hue = hue(mention.concept as usize);
            let name = piece(text, mention.span.start, mention.span.end);
            put(
                out,
                format_args!(
                    "<a class=\"{class}\" href=\"#c{}\" style=\"--h:{hue}\">{name}</a>",
                    mention.concept
                ),
            );
            at = mention.span.end;
        }
        put(out, format_args!("{}", piece(text, at, span.end)));
    }
}

/// The colour of a concept: degrees on the colour circle.
pub(super) fn hue(concept: usize) -> u32 {
    (concept as f64).mul_add(GOLDEN, 20.0).rem_euclid(360.0) as u32
}

fn piece(text: &str, start: u32, end: u32) -> Escaped<'_> {
    escaped(text.get(start as usize..end as usize).unwrap_or_default())
}

/// The same article in the glossary: where it is expected, else by its file.
fn find(glossary: &Glossary<'_>, article: &Article, expected: usize) -> Option<usize> {
    let same = |other: &Article| {
        other.document.file == article.document.file
            && other.document.text.len() == article.document.text.len()
    };
    if glossary.articles.get(expected).is_some_and(same) {
        return Some(expected);
    }
    glossary.articles.iter().position(same)
}
