//! Sentences of another language inside an article: a caption left in the original, a quotation with its translation.
//!
//! They would be wrong in the memory under the article's language, so they become a text of their own, which is
//! compared with the article it stands in.

use super::articles::Aligned;
use crate::align::{self, JobAlignment};
use crate::model::{Alignment, Article, Bead, Lang};
use crate::text::tokens::{TokenKind, tokens};
use std::collections::BTreeSet;
use std::path::Path;

/// Shorter sentences are left where they are: their language is a guess.
const LEAST_WORDS: usize = 5;

/// A counterpart must be this probable. With the gain that is asked for, of 120 sentences of the example articles put into
/// a translation of theirs four in five find their counterpart, and 9 find a wrong one where it was taken out.
const PROBABLE: f32 = 0.6;

/// A text of sentences taken out of an article.
pub(super) struct Guest {
    /// Job and article that they stood in.
    host: (usize, usize),
    pub text: Article,
}

/// Takes the sentences of other languages out of the articles of all jobs.
pub(super) fn take(jobs: &mut [(String, Vec<Article>)]) -> Vec<Guest> {
    let mut guests = Vec::new();
    for (n, (_, articles)) in jobs.iter_mut().enumerate() {
        for (k, article) in articles.iter_mut().enumerate() {
            let own = article.document.lang.primary();
            let langs: BTreeSet<Lang> = article.document.blocks.iter().map(|b| b.lang.primary()).collect();
            for lang in langs.into_iter().filter(|l| *l != own && l.is_home()) {
                let (out, stay): (Vec<usize>, Vec<usize>) = (0..article.sentences.len()).partition(|&i| {
                    let block = article.sentences[i].block as usize;
                    article.document.blocks[block].lang.primary() == lang
                        && words(article.sentence(i)) >= LEAST_WORDS
                });
                if out.is_empty() || stay.is_empty() {
                    continue;
                }
                let mut text = reduced(article, &out);
                text.document.lang = lang;
                *article = reduced(article, &stay);
                guests.push(Guest { host: (n, k), text });
            }
        }
    }
    guests
}

/// A job for every guest: its text and the article it was taken from.
pub(super) fn jobs(guests: &[Guest], aligned: &[Aligned]) -> Vec<(String, Vec<Article>)> {
    let mut taken: BTreeSet<String> = aligned.iter().map(|job| job.id.clone()).collect();
    let job = |guest: &Guest| {
        let host = &aligned[guest.host.0].articles[guest.host.1];
        let stem = Path::new(&host.document.file).file_stem().unwrap_or_default().to_string_lossy();
        let id = format!("{stem}.{}", guest.text.document.lang);
        // An article has at most one guest a language, so only a job of the same name can be in the way.
        let id = std::iter::once(id.clone())
            .chain((2..=aligned.len() + 2).map(|n| format!("{id}-{n}")))
            .find(|id| taken.insert(id.clone()))
            .unwrap_or(id);
        (id, vec![guest.text.clone(), host.clone()])
    };
    guests.iter().map(job).collect()
}

/// Leaves only those sentences of the host in a guest's job that have a probable counterpart.
pub(super) fn only_counterparts(mut job: Aligned) -> Aligned {
    let guests = job.articles[0].sentences.len();
    let (sure, rest): (Vec<Bead>, Vec<Bead>) = job
        .pairs
        .pop()
        .map_or_else(Vec::new, |(_, _, alignment)| alignment.beads().to_vec())
        .into_iter()
        .partition(|b| !b.source.is_empty() && !b.target.is_empty() && b.score >= PROBABLE);
    let keep: Vec<usize> = sure.iter().flat_map(|b| b.target.iter().map(|&j| j as usize)).collect();
    if keep.is_empty() {
        job.articles.truncate(1);
        job.related.clear();
    } else {
        let alone = rest.into_iter().flat_map(|b| {
            b.source.into_iter().map(move |i| Bead { source: vec![i], target: vec![], score: b.score })
        });
        let mut beads: Vec<Bead> = sure.into_iter().chain(alone).collect();
        beads.iter_mut().flat_map(|b| &mut b.target).zip(0..).for_each(|(j, at)| *j = at);
        let alignment = Alignment::new(beads, guests, keep.len());
        job.articles[1] = reduced(&job.articles[1], &keep);
        job.pairs.push((0, 1, alignment.unwrap_or_else(|_| Alignment::empty(guests, keep.len()))));
    }
    in_home_order(&mut job);
    let sizes: Vec<usize> = job.articles.iter().map(|a| a.sentences.len()).collect();
    let result = JobAlignment { pairs: job.pairs, ..JobAlignment::default() };
    job.rows = align::rows(&result, &sizes);
    job.pairs = result.pairs;
    job
}

/// Turns the pair round if the host's language comes before the guest's.
fn in_home_order(job: &mut Aligned) {
    let place = |a: &Article| Lang::HOME.iter().position(|&h| h == a.document.lang.primary());
    let [guest, host] = &job.articles[..] else { return };
    if place(host).unwrap_or(usize::MAX) >= place(guest).unwrap_or(usize::MAX) {
        return;
    }
    let turned = |b: &Bead| Bead { source: b.target.clone(), target: b.source.clone(), score: b.score };
    for (_, _, alignment) in &mut job.pairs {
        let beads = alignment.beads().iter().map(turned).collect();
        let (n, m) = (host.sentences.len(), guest.sentences.len());
        *alignment = Alignment::new(beads, n, m).unwrap_or_else(|_| Alignment::empty(n, m));
    }
    job.articles.reverse();
}

fn words(text: &str) -> usize {
    tokens(text).iter().filter(|t| t.kind == TokenKind::Word).count()
}

/// The article with some of its sentences only.
fn reduced(article: &Article, keep: &[usize]) -> Article {
    let sentences = keep.iter().map(|&i| article.sentences[i]).collect();
    Article { document: article.document.clone(), sentences }
}
