//! Which sentences stand in the same place of two texts: by the names and numbers they share, in order.
//!
//! Only a rough alignment, for links between names; [`crate::align`] does it properly and hands its groups in.

use super::{Group, Raw};
use crate::model::{Article, Lang, Span};
use crate::text::numbers::numbers;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A sentence with its mentions.
#[derive(Debug)]
pub(crate) struct Unit {
    pub document: u32,
    pub sentence: u32,
    pub lang: Lang,
    pub mentions: Vec<usize>,
    pub numbers: Vec<String>,
}

/// The sentences of all articles (blocks where an article was not segmented).
pub(crate) fn units(articles: &[Article], raw: &[Raw]) -> Vec<Unit> {
    let mut out = Vec::new();
    for (d, article) in articles.iter().enumerate() {
        let document = &article.document;
        let spans: Vec<(Span, Lang)> = if article.sentences.is_empty() {
            document.blocks.iter().map(|b| (b.span, b.lang)).collect()
        } else {
            article.sentences.iter().map(|s| (s.span, document.blocks[s.block as usize].lang)).collect()
        };
        let first = raw.partition_point(|r| (r.document as usize) < d);
        let mut at = first;
        for (i, (span, lang)) in spans.into_iter().enumerate() {
            while raw.get(at).is_some_and(|r| r.document as usize == d && r.span.start < span.start) {
                at += 1;
            }
            let mut mentions = Vec::new();
            while raw.get(at).is_some_and(|r| r.document as usize == d && r.span.start < span.end) {
                mentions.push(at);
                at += 1;
            }
            let lang = if lang == Lang::UND { document.lang } else { lang }.primary();
            let numbers = numbers(&document.text[span.range()], lang).into_iter().map(|n| n.value).collect();
            out.push(Unit { document: d as u32, sentence: i as u32, lang, mentions, numbers });
        }
    }
    out
}

/// Pairs of units of different languages in the groups given.
pub(crate) fn given(groups: &[Group], units: &[Unit]) -> Vec<(usize, usize)> {
    let index: FxHashMap<(u32, u32), usize> =
        units.iter().enumerate().map(|(i, u)| ((u.document, u.sentence), i)).collect();
    let mut out = Vec::new();
    for group in groups {
        let list: Vec<usize> = group.iter().filter_map(|k| index.get(k).copied()).collect();
        for (i, &a) in list.iter().enumerate() {
            for &b in &list[i + 1..] {
                if units[a].lang != units[b].lang {
                    out.push((a, b));
                }
            }
        }
    }
    out
}

/// Least share of the sentences with names that must find each other for two texts to count as parallel.
const PARALLEL: f32 = 0.5;
/// Most articles whose pairs are all compared.
const MOST: usize = 600;
/// Most pairs of sentences that are weighed for two texts: 5,000 sentences each.
const CELLS: usize = 25_000_000;

/// Pairs of units of parallel articles; `concept` numbers what a mention stands for so far.
pub(crate) fn pairs(
    articles: &[Article],
    units: &[Unit],
    concept: &dyn Fn(usize) -> usize,
) -> Vec<(usize, usize)> {
    if articles.len() > MOST {
        return Vec::new();
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for d in 0..articles.len() {
        let to = from + units[from..].iter().take_while(|u| u.document as usize == d).count();
        ranges.push(from..to);
        from = to;
    }
    let features = features(units, concept);
    let bags: Vec<Vec<u32>> = ranges
        .iter()
        .map(|r| {
            let mut bag: Vec<u32> = features[r.clone()].iter().flatten().copied().collect();
            bag.sort_unstable();
            bag.dedup();
            bag
        })
        .collect();
    let lang = |d: usize| articles[d].document.lang.primary();
    let tasks: Vec<(usize, usize)> = (0..ranges.len())
        .flat_map(|a| (a + 1..ranges.len()).map(move |b| (a, b)))
        .filter(|&(a, b)| lang(a) != lang(b))
        .collect();
    let related = |&&(a, b): &&(usize, usize)| {
        let common = common(&bags[a], &bags[b]) as f32;
        let least = bags[a].len().min(bags[b].len()).max(1) as f32;
        common >= 3.0 && common / least >= 0.35
    };
    let found: Vec<Vec<(usize, usize)>> = tasks
        .par_iter()
        .filter(related)
        .map(|&(a, b)| aligned(&features, ranges[a].clone(), ranges[b].clone()))
        .collect();
    found.concat()
}

/// What stands in a unit: concepts and numbers, each by a number of its own, ascending.
fn features(units: &[Unit], concept: &dyn Fn(usize) -> usize) -> Vec<Vec<u32>> {
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    units
        .iter()
        .map(|u| {
            // Concepts are even, numbers odd.
            let mut list: Vec<u32> = u.mentions.iter().map(|&m| 2 * concept(m) as u32).collect();
            for n in &u.numbers {
                let next = numbers.len() as u32;
                list.push(2 * *numbers.entry(n).or_insert(next) + 1);
            }
            list.sort_unstable();
            list.dedup();
            list
        })
        .collect()
}

/// How many numbers two ascending lists share.
fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|x| b.binary_search(x).is_ok()).count()
}

/// How much every unit of `a` has in common with every one of `b`, row by row: rare things count more.
fn scores(features: &[Vec<u32>], a: &Range<usize>, b: &Range<usize>) -> Vec<f32> {
    let mut count: FxHashMap<u32, f32> = FxHashMap::default();
    let mut places: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for &f in features[a.clone()].iter().flatten() {
        *count.entry(f).or_default() += 1.0;
    }
    for (j, list) in features[b.clone()].iter().enumerate() {
        for &f in list {
            *count.entry(f).or_default() += 1.0;
            places.entry(f).or_default().push(j);
        }
    }
    let m = b.len();
    let mut out = vec![0.0_f32; a.len() * m];
    for (i, list) in features[a.clone()].iter().enumerate() {
        let row = &mut out[i * m..(i + 1) * m];
        let mut touched: Vec<usize> = Vec::new();
        for f in list {
            for &j in places.get(f).map_or(&[][..], Vec::as_slice) {
                row[j] += 2.0 / count[f];
                touched.push(j);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        for j in touched {
            let size = list.len().max(features[b.start + j].len()).max(1) as f32;
            row[j] += 0.5 * row[j] / size;
        }
    }
    out
}

/// Steps of the path: units of the first text, units of the second.
const STEPS: [(usize, usize); 5] = [(1, 1), (1, 0), (0, 1), (1, 2), (2, 1)];

/// The best path through two texts, if enough of them meets.
fn aligned(features: &[Vec<u32>], a: Range<usize>, b: Range<usize>) -> Vec<(usize, usize)> {
    let (n, m) = (a.len(), b.len());
    if n == 0 || m == 0 || n.saturating_mul(m) > CELLS {
        return Vec::new();
    }
    let scores = scores(features, &a, &b);
    let score = |i: usize, j: usize| scores[i * m + j];
    // Skipping costs a little, so that sentences without names stand beside each other.
    let skip = -0.05;
    let width = m + 1;
    let mut best = vec![f32::NEG_INFINITY; (n + 1) * width];
    let mut step = vec![u8::MAX; (n + 1) * width];
    best[0] = 0.0;
    for i in 0..=n {
        for j in 0..=m {
            for (s, &(di, dj)) in STEPS.iter().enumerate() {
                if i < di || j < dj || best[(i - di) * width + j - dj] == f32::NEG_INFINITY {
                    continue;
                }
                let gain = match (di, dj) {
                    (1, 1) => score(i - 1, j - 1) + 0.02,
                    (1, 2) => score(i - 1, j - 2) + score(i - 1, j - 1) - 0.1,
                    (2, 1) => score(i - 2, j - 1) + score(i - 1, j - 1) - 0.1,
                    _ => skip,
                };
                let value = best[(i - di) * width + j - dj] + gain;
                if value > best[i * width + j] {
                    best[i * width + j] = value;
                    step[i * width + j] = s as u8;
                }
            }
        }
    }
    let (mut i, mut j) = (n, m);
    let mut out = Vec::new();
    let mut met = 0.0;
    while let Some(&(di, dj)) = STEPS.get(usize::from(step[i * width + j])) {
        if di > 0 && dj > 0 {
            for x in i - di..i {
                for y in j - dj..j {
                    out.push((a.start + x, b.start + y));
                    met += f32::from(u8::from(score(x, y) > 0.0));
                }
            }
        }
        i -= di;
        j -= dj;
    }
    let named = |r: Range<usize>| features[r].iter().filter(|f| !f.is_empty()).count();
    let named = named(a).min(named(b));
    if met < PARALLEL * named as f32 || named == 0 {
        return Vec::new();
    }
    out.reverse();
    out
}
