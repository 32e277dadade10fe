//! What is not in the memory, and why: furniture of pages, bylines, sentences without counterpart.

use super::{In, Page, escaped, put};
use crate::export::rows::RowStatus;
use crate::export::{Job, file_name};
use crate::lang::names;
use crate::model::{Article, Span, Tag};
use std::collections::BTreeSet;

/// A reason and the stretches of text it holds for.
struct Reason {
    title: &'static str,
    why: &'static str,
    pieces: Vec<Span>,
}

pub(super) fn section(page: &Page<'_>, out: &mut String) {
    out.push_str(
        "<section id=\"left\" aria-labelledby=\"h-left\" tabindex=\"-1\">\n<h2 id=\"h-left\">Left out of the memory</h2>\n",
    );
    let mut any = false;
    for (j, job) in page.jobs.iter().enumerate() {
        for (k, article) in job.articles.iter().enumerate() {
            let document = page.names.document(j, k);
            any |= push_article(page, document, article, &reasons(Some((job, k)), article), out);
        }
    }
    // Behind the jobs' articles stand those that are in no job.
    let aligned: usize = page.jobs.iter().map(|j| j.articles.len()).sum();
    for (d, article) in page.glossary.articles.iter().enumerate().skip(aligned) {
        any |= push_article(page, Some(d), article, &reasons(None, article), out);
    }
    if !any {
        out.push_str("<p class=\"quiet\">Nothing.</p>\n");
    }
    out.push_str("</section>\n");
}

fn push_article(
    page: &Page<'_>,
    document: Option<usize>,
    article: &Article,
    reasons: &[Reason],
    out: &mut String,
) -> bool {
    if reasons.is_empty() {
        return false;
    }
    let lang = article.document.lang;
    put(
        out,
        format_args!(
            "<section class=\"file\">\n<h3>{} <span class=\"quiet\">{}</span></h3>\n",
            escaped(file_name(&article.document.file)),
            escaped(names::english(lang).unwrap_or(lang.code())),
        ),
    );
    for reason in reasons {
        let count = reason.pieces.len();
        put(
            out,
            format_args!(
                "<details{}><summary>{} <span class=\"times\">{count}</span> <span class=\"quiet\">{}</span></summary>\n<ul class=\"pieces\">\n",
                if count <= 8 { " open" } else { "" },
                reason.title,
                reason.why,
            ),
        );
        for &piece in &reason.pieces {
            put(out, format_args!("<li {}>", In(lang)));
            page.names.text(out, document, article, piece);
            out.push_str("</li>\n");
        }
        out.push_str("</ul></details>\n");
    }
    out.push_str("</section>\n");
    true
}

fn reasons(place: Option<(&Job<'_>, usize)>, article: &Article) -> Vec<Reason> {
    let blocks = |tag: Tag| {
        let of = article.document.blocks.iter().filter(move |b| b.tag == tag);
        of.map(|b| b.span).collect::<Vec<_>>()
    };
    let (captions, sentences) = without_counterpart(place, article);
    let linked = place.is_some_and(|(job, _)| job.articles.len() > 1);
    let why = if linked { "no other text says it" } else { "the text has no counterpart" };
    let reason = |title, why, pieces| Reason { title, why, pieces };
    let mut out = vec![
        reason("Sentences without counterpart", why, sentences),
        reason("Captions without counterpart", why, captions),
        reason("Bylines", "authors, agencies and dates are not translated", blocks(Tag::Byline)),
        reason("Furniture of the page", "menus, counters, comments, related links", blocks(Tag::Boilerplate)),
    ];
    out.retain(|r| !r.pieces.is_empty());
    out
}

/// Captions, and other sentences, that stand alone in their row.
fn without_counterpart(place: Option<(&Job<'_>, usize)>, article: &Article) -> (Vec<Span>, Vec<Span>) {
    let mut linked = BTreeSet::new();
    if let Some((job, k)) = place {
        for row in job.rows.iter().filter(|r| RowStatus::of(r) != RowStatus::Alone) {
            linked.extend(row.cells.get(k).into_iter().flatten().map(|&i| i as usize));
        }
    }
    let (mut captions, mut sentences) = (Vec::new(), Vec::new());
    for (_, sentence) in article.sentences.iter().enumerate().filter(|(i, _)| !linked.contains(i)) {
        let caption =
            article.document.blocks.get(sentence.block as usize).is_some_and(|b| b.tag == Tag::Caption);
        if caption { &mut captions } else { &mut sentences }.push(sentence.span);
    }
    (captions, sentences)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn reasons_are_told_apart() {
        let sample = Sample::new();
        let job = sample.job();
        let vietnamese = reasons(Some((&job, 0)), &sample.articles[0]);
        let titles: Vec<_> = vietnamese.iter().map(|r| (r.title, r.pieces.len())).collect();
        assert_eq!(titles, [("Bylines", 1), ("Furniture of the page", 1)]);
        let english = reasons(Some((&job, 1)), &sample.articles[1]);
        assert_eq!(english[0].pieces, [sample.articles[1].sentences[3].span]);
        assert_eq!(reasons(None, &sample.articles[1])[0].pieces.len(), 4);
    }
}
