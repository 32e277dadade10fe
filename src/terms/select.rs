//! What of the names and terms found belongs into a glossary: short and right rather than long and noisy.
//!
//! [`super::analyse`] tells everything it saw; a glossary leaves out what only stands in the furniture of a page, fragments of
//! longer names, heads without their names ("the Convention") and what nothing but a capital letter speaks for. What has no
//! counterpart in a text of several languages is less sure than what has one.

use super::Terms;
use super::concepts::is_bare;
use super::detect::weight;
use crate::model::{Article, Concept, Form, Kind, Lang, Mention, Status, Tag};
use crate::text::fold::fold_name;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A concept below this is doubtful.
pub const SURE: f32 = 0.7;

/// The share of its sureness that a concept keeps when no other language of the texts has it.
const ALONE: f32 = 0.8;

/// Names and terms for a glossary, and what was left out.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Selection {
    /// Mentions of the concepts kept; [`Mention::concept`] counts these.
    pub mentions: Vec<Mention>,
    /// The concepts, the best first: sure before doubtful, more languages first, more frequent first.
    pub concepts: Vec<Concept>,
    /// How many concepts are too unsure, or no names and terms by themselves.
    pub left_out: usize,
}

impl Selection {
    /// Keeps the concepts for which `keep` says so, with their mentions.
    pub fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        let mut number: Vec<Option<u32>> = Vec::with_capacity(self.concepts.len());
        let mut next = 0;
        for i in 0..self.concepts.len() {
            number.push(keep(i).then(|| {
                next += 1;
                next - 1
            }));
        }
        let mut i = 0;
        self.concepts.retain(|_| {
            i += 1;
            number[i - 1].is_some()
        });
        self.mentions.retain_mut(|m| match number[m.concept as usize] {
            Some(new) => {
                m.concept = new;
                true
            }
            None => false,
        });
    }
}

/// Chooses what a glossary of these articles should hold; `least` is the least sureness of a concept, 0 to 1.
#[must_use]
pub fn select(terms: &Terms, articles: &[Article], least: f32) -> Selection {
    let kept: Vec<&Mention> =
        terms.mentions.iter().filter(|m| is_text(&articles[m.document as usize], m)).collect();
    let mut counts: Vec<FxHashMap<(Lang, &str), u32>> = vec![FxHashMap::default(); terms.concepts.len()];
    for m in &kept {
        let article = &articles[m.document as usize];
        *counts[m.concept as usize].entry((language(article, m), text(article, m))).or_default() += 1;
    }
    let langs: BTreeSet<Lang> = kept.iter().map(|m| language(&articles[m.document as usize], m)).collect();
    let mut chosen: Vec<(usize, Concept)> = Vec::new();
    for (i, concept) in terms.concepts.iter().enumerate() {
        let mut concept = concept.clone();
        recount(&mut concept, &counts[i]);
        trim(&mut concept);
        if !concept.forms.is_empty() {
            concept.score =
                sureness(&concept, terms.strength.get(i).copied().unwrap_or(weight::NAME), langs.len());
            chosen.push((i, concept));
        }
    }
    let longer = phrases(&chosen);
    chosen.retain(|(_, c)| c.score >= least && !is_noise(c, &longer));
    chosen.sort_by_cached_key(|(_, c)| order(c));
    let number: FxHashMap<u32, u32> =
        chosen.iter().enumerate().map(|(new, (old, _))| (*old as u32, new as u32)).collect();
    let mentions = kept
        .into_iter()
        .filter_map(|m| Some(Mention { concept: *number.get(&m.concept)?, ..m.clone() }))
        .collect();
    let left_out = terms.concepts.len() - chosen.len();
    Selection { mentions, concepts: chosen.into_iter().map(|c| c.1).collect(), left_out }
}

/// Whether a mention stands in the text proper rather than in menus, share links and lines about the author.
fn is_text(article: &Article, m: &Mention) -> bool {
    let block = article.document.block_at(m.span);
    block.is_none_or(|b| !matches!(b.tag, Tag::Boilerplate | Tag::Byline))
}

fn language(article: &Article, m: &Mention) -> Lang {
    let block = article.document.block_at(m.span).map(|b| b.lang);
    block.filter(|l| *l != Lang::UND).unwrap_or(article.document.lang).primary()
}

fn text<'a>(article: &'a Article, m: &Mention) -> &'a str {
    &article.document.text[m.span.range()]
}

/// Counts of the forms in the text proper; forms that do not stand there go.
fn recount(concept: &mut Concept, counts: &FxHashMap<(Lang, &str), u32>) {
    for form in &mut concept.forms {
        let seen = counts.iter().filter(|((lang, text), _)| {
            *lang == form.lang.primary() && *crate::text::normal::nfc(text) == *form.text
        });
        form.count = seen.map(|(_, n)| n).sum();
    }
    concept.forms.retain(|f| f.count > 0);
}

/// Takes out forms that name nothing by themselves: bare heads, a person by a part of the name, beside the full form.
fn trim(concept: &mut Concept) {
    let words: Vec<(Lang, Vec<String>)> = concept
        .forms
        .iter()
        .map(|f| (f.lang, fold_name(&f.lemma).split(' ').map(str::to_owned).collect()))
        .collect();
    let part = |a: &(Lang, Vec<String>)| {
        words.iter().any(|b| a.0 == b.0 && a.1.len() < b.1.len() && a.1.iter().all(|w| b.1.contains(w)))
    };
    let others = |f: &Form, all: &[Form]| all.iter().any(|o| o.lang == f.lang && o.lemma != f.lemma);
    let drop: Vec<bool> = concept
        .forms
        .iter()
        .zip(&words)
        .map(|(f, w)| {
            is_bare(&f.lemma, concept.kind, f.lang) && others(f, &concept.forms)
                || concept.kind == Kind::Per && part(w)
        })
        .collect();
    let mut i = 0;
    concept.forms.retain(|_| {
        i += 1;
        !drop[i - 1]
    });
    let mut last = None;
    for form in &mut concept.forms {
        if last != Some(form.lang) && form.status == Status::Variant {
            form.status = Status::Preferred;
        }
        last = Some(form.lang);
    }
}

/// How sure a concept is: of its links, or, in one language alone, of being a name or term at all.
fn sureness(concept: &Concept, strength: u8, langs: usize) -> f32 {
    let own: BTreeSet<Lang> = concept.forms.iter().map(|f| f.lang).collect();
    if own.len() > 1 {
        return concept.score;
    }
    let count: u32 = concept.forms.iter().map(|f| f.count).sum();
    let rule: f32 = if strength == weight::RUN { 0.5 } else { 0.75 };
    let seen = (rule + 0.05 * count.saturating_sub(1).min(4) as f32).min(1.0);
    concept.score.min(if langs > 1 { seen * ALONE } else { seen })
}

/// All runs of words of the forms, by language, that are shorter than their form.
fn phrases(chosen: &[(usize, Concept)]) -> FxHashSet<(Lang, String)> {
    let mut out = FxHashSet::default();
    for form in chosen.iter().flat_map(|(_, c)| &c.forms) {
        let folded = fold_name(&form.text);
        let words: Vec<&str> = folded.split(' ').collect();
        for n in 1..words.len() {
            words.windows(n).for_each(|w| {
                out.insert((form.lang, w.join(" ")));
            });
        }
    }
    out
}

/// Whether an entry would only be in the way: a concept of one language that is a part of a longer name, grammar, a number,
/// a head alone, or a capital nobody knows anything about.
fn is_noise(concept: &Concept, longer: &FxHashSet<(Lang, String)>) -> bool {
    let langs: BTreeSet<Lang> = concept.forms.iter().map(|f| f.lang).collect();
    if langs.len() > 1 {
        return false;
    }
    let fragment = concept.kind != Kind::Loc
        && concept.forms.iter().all(|f| longer.contains(&(f.lang, fold_name(&f.text))));
    let bare = concept.forms.iter().all(|f| is_bare(&f.lemma, concept.kind, f.lang));
    let empty = |f: &Form| {
        let lower = f.text.to_lowercase();
        lower.chars().filter(|c| c.is_alphabetic()).count() < 2
            || crate::lang::of(f.lang).function_words.contains(lower.as_str())
            || lower.trim_end_matches('e').chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'))
    };
    fragment || bare || concept.score < 0.5 || concept.forms.iter().all(empty)
}

/// Sure before doubtful, more languages first, more frequent first, then by kind and id.
fn order(c: &Concept) -> impl Ord + use<> {
    let langs: BTreeSet<Lang> = c.forms.iter().map(|f| f.lang).collect();
    let count: u32 = c.forms.iter().map(|f| f.count).sum();
    (c.score < SURE, Reverse(langs.len()), Reverse(count), c.kind, c.id.clone())
}
