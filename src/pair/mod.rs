//! Which documents of a folder belong together: articles of one story in several languages.
//!
//! Every document becomes a weighted bag of words; the bag of one language is carried into another by the lexicon and by
//! copies (numbers, names, cognates), and compared there by its cosine. An inverted index over the heaviest words keeps
//! the work far from all-against-all. Groups then grow from the best links, at most one document a language.

mod groups;

use crate::lexicon::Lexicon;
use crate::model::Lang;
use crate::words::copies::copies;
use crate::words::evidence::{Evidence, Mix};
use crate::words::ibm1::Counts;
use crate::words::sparse::add_up;
use crate::words::vocabulary::{TypeKind, Vocabulary};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A document to be grouped.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its language.
    pub lang: Lang,
    /// Its kept text.
    pub text: &'a str,
}

/// Documents that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Their numbers in the input, ascending; one for a document without partner.
    pub documents: Vec<usize>,
    /// How sure the group is: the weakest of the links that joined it, 0 to 1; 0 for a single document.
    pub score: f32,
    /// Rare words that its documents share, most telling first.
    pub evidence: Vec<String>,
}

/// Words of a document that are looked up in the index, heaviest first.
const PROBES: usize = 80;
/// Words in more documents than this (and in more than a fifth of them) are not looked up.
const COMMON: usize = 60;
/// Candidates of a document in each other language that are compared in full.
const CANDIDATES: usize = 8;
/// Words shown as evidence.
const SHOWN: usize = 8;

/// Groups documents.
#[must_use]
pub fn group(inputs: &[Input<'_>], lexicon: &Lexicon) -> Vec<Group> {
    let bags = Bags::new(inputs, lexicon);
    let langs: Vec<Lang> = bags.languages.keys().copied().collect();
    let pairs: Vec<(Lang, Lang)> =
        langs.iter().flat_map(|&a| langs.iter().filter(move |&&b| a < b).map(move |&b| (a, b))).collect();
    let links: Vec<groups::Link> =
        pairs.par_iter().flat_map_iter(|&(a, b)| bags.links(a, b, lexicon)).collect();
    groups::grow(inputs.len(), &bags.document_langs, links)
}

/// Documents as weighted bags of word types.
struct Bags {
    languages: BTreeMap<Lang, Language>,
    document_langs: Vec<Lang>,
}

struct Language {
    vocabulary: Vocabulary,
    /// (number in the input, bag) of every document of the language.
    documents: Vec<(usize, Bag)>,
    /// Per type: in how many documents.
    spread: Vec<u32>,
}

/// Types with weights, sorted by type; length 1.
type Bag = Vec<(u32, f32)>;

impl Bags {
    fn new(inputs: &[Input<'_>], lexicon: &Lexicon) -> Self {
        let mut languages: BTreeMap<Lang, Language> = BTreeMap::new();
        let document_langs: Vec<Lang> = inputs.iter().map(|d| d.lang.primary()).collect();
        for (n, (input, &lang)) in inputs.iter().zip(&document_langs).enumerate() {
            let entry = languages.entry(lang).or_insert_with(|| Language {
                vocabulary: Vocabulary::new(lang),
                documents: Vec::new(),
                spread: Vec::new(),
            });
            let mut words = entry.vocabulary.encode(input.text, lexicon);
            words.sort_unstable();
            let bag = words.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as f32)).collect();
            entry.documents.push((n, bag));
        }
        languages.values_mut().for_each(Language::weigh);
        Self { languages, document_langs }
    }

    /// Links between the documents of two languages.
    fn links(&self, a: Lang, b: Lang, lexicon: &Lexicon) -> Vec<groups::Link> {
        let (source, target) = (&self.languages[&a], &self.languages[&b]);
        let there = carried(source, target, lexicon);
        let back = carried(target, source, lexicon);
        let forward = candidates(&there, target);
        let backward = candidates(&back, source);
        let mut wanted: Vec<(usize, usize)> = forward
            .iter()
            .enumerate()
            .flat_map(|(i, list)| list.iter().map(move |&j| (i, j)))
            .chain(backward.iter().enumerate().flat_map(|(j, list)| list.iter().map(move |&i| (i, j))))
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
            .into_iter()
            .map(|(i, j)| {
                let (s, t) = (&source.documents[i], &target.documents[j]);
                let cosine = 0.5 * (dot(&there[i], &t.1) + dot(&back[j], &s.1));
                groups::Link {
                    documents: (s.0, t.0),
                    score: cosine,
                    evidence: shared(&there[i], &t.1, &target.vocabulary),
                }
            })
            .collect()
    }
}

impl Language {
    /// Turns counts into weights: frequent in the document, rare in the collection.
    fn weigh(&mut self) {
        let mut spread = vec![0_u32; self.vocabulary.types.len()];
        for (_, bag) in &self.documents {
            for &(t, _) in bag {
                spread[t as usize] += 1;
            }
        }
        let total = self.documents.len() as f32;
        for (_, bag) in &mut self.documents {
            for (t, weight) in bag.iter_mut() {
                let rarity = (1.0 + total / spread[*t as usize] as f32).ln();
                let kind = match self.vocabulary.types[*t as usize].kind {
                    TypeKind::Mark => 0.0,
                    TypeKind::Number => 1.2,
                    TypeKind::Word => 1.0,
                };
                *weight = (1.0 + weight.ln()) * rarity * kind;
            }
            normalise(bag);
        }
        self.spread = spread;
    }
}

fn normalise(bag: &mut Bag) {
    let length = bag.iter().map(|e| e.1 * e.1).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    bag.iter_mut().for_each(|e| e.1 /= length);
}

/// The bags of `source` in the words of `target`.
fn carried(source: &Language, target: &Language, lexicon: &Lexicon) -> Vec<Bag> {
    let (s, t) = (&source.vocabulary, &target.vocabulary);
    let mix = Mix { unseen: 0.5, leave_out: 0.0, lexicon: 1.0 };
    let seed = s.lexicon_counts(t, lexicon);
    let evidence = Evidence::new(s, t, &copies(s, t), &seed, &Counts::default(), mix);
    let total = target.documents.len() as f32;
    source
        .documents
        .par_iter()
        .map(|(_, bag)| {
            let mut out: Bag = Vec::new();
            for &(s, weight) in bag {
                for &(t, ratio) in evidence.row(s) {
                    let rarity = (1.0 + total / target.spread[t as usize].max(1) as f32).ln();
                    out.push((t, weight * ratio * target.vocabulary.unigram(t) * rarity));
                }
            }
            add_up(&mut out);
            normalise(&mut out);
            out
        })
        .collect()
}

/// For every bag the documents of `target` that share most of its heaviest words.
fn candidates(bags: &[Bag], target: &Language) -> Vec<Vec<usize>> {
    let most = COMMON.max(target.documents.len() / 5);
    let mut index: Vec<Vec<(u32, f32)>> = vec![Vec::new(); target.vocabulary.types.len()];
    for (j, (_, bag)) in target.documents.iter().enumerate() {
        for &(t, weight) in bag.iter().filter(|e| target.spread[e.0 as usize] as usize <= most) {
            index[t as usize].push((j as u32, weight));
        }
    }
    bags.par_iter()
        .map_init(
            || vec![0.0_f32; target.documents.len()],
            |scores, bag| {
                let mut heavy: Vec<(u32, f32)> =
                    bag.iter().copied().filter(|e| !index[e.0 as usize].is_empty()).collect();
                heavy.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                let mut touched = Vec::new();
                for (t, weight) in heavy.into_iter().take(PROBES) {
                    for &(j, w) in &index[t as usize] {
                        if scores[j as usize] == 0.0 {
                            touched.push(j);
                        }
                        scores[j as usize] += weight * w;
                    }
                }
                let mut best: Vec<(u32, f32)> =
                    touched.into_iter().map(|j| (j, std::mem::take(&mut scores[j as usize]))).collect();
                best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                best.into_iter().take(CANDIDATES).map(|e| e.0 as usize).collect()
            },
        )
        .collect()
}

/// Sum of products of two sorted bags.
fn dot(a: &Bag, b: &Bag) -> f32 {
    overlap(a, b).map(|e| e.1).sum()
}

/// The types of both bags with the product of their weights.
fn overlap<'a>(a: &'a Bag, b: &'a Bag) -> impl Iterator<Item = (u32, f32)> + 'a {
    let mut rest = b.as_slice();
    a.iter().filter_map(move |&(t, w)| {
        let at = rest.partition_point(|e| e.0 < t);
        rest = &rest[at..];
        rest.first().filter(|e| e.0 == t).map(|e| (t, w * e.1))
    })
}

/// The most telling shared words.
fn shared(a: &Bag, b: &Bag, vocabulary: &Vocabulary) -> Vec<String> {
    let mut list: Vec<(u32, f32)> = overlap(a, b).collect();
    list.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    list.into_iter().take(SHOWN).map(|e| vocabulary.types[e.0 as usize].folded.to_string()).collect()
}
