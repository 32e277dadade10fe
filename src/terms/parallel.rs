//! Which sentences stand in the same place of two texts: by the names and numbers they share, in order.
//!
//! Only a rough alignment, for links between names; [`crate::align`] does it properly and hands its groups in.

use super::{Group, Raw};
use crate::model::{Article, Lang, Span};
use crate::text::numbers::numbers;
use rustc_hash::{FxHashMap, FxHashSet};

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

/// Pairs of units of parallel articles; `concept` numbers what a mention stands for so far.
pub(crate) fn pairs(
    articles: &[Article],
    units: &[Unit],
    concept: &dyn Fn(usize) -> usize,
) -> Vec<(usize, usize)> {
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    let mut from = 0;
    for d in 0..articles.len() {
        let to = from + units[from..].iter().take_while(|u| u.document as usize == d).count();
        ranges.push(from..to);
        from = to;
    }
    let features: Vec<Vec<String>> = units
        .iter()
        .map(|u| {
            let mut list: Vec<String> = u.mentions.iter().map(|&m| format!("c{}", concept(m))).collect();
            list.extend(u.numbers.iter().map(|n| format!("n{n}")));
            list.sort_unstable();
            list.dedup();
            list
        })
        .collect();
    let mut out = Vec::new();
    if articles.len() > MOST {
        return out;
    }
    let bags: Vec<FxHashSet<&str>> =
        ranges.iter().map(|r| features[r.clone()].iter().flatten().map(String::as_str).collect()).collect();
    for a in 0..ranges.len() {
        for b in a + 1..ranges.len() {
            let (ra, rb) = (&ranges[a], &ranges[b]);
            if ra.is_empty()
                || rb.is_empty()
                || articles[a].document.lang.primary() == articles[b].document.lang.primary()
            {
                continue;
            }
            let common = bags[a].intersection(&bags[b]).count() as f32;
            let least = bags[a].len().min(bags[b].len()).max(1) as f32;
            if common < 3.0 || common / least < 0.35 {
                continue;
            }
            out.extend(aligned(&features, ra.clone(), rb.clone()));
        }
    }
    out
}

/// The best path through two texts, if enough of them meets.
fn aligned(
    features: &[Vec<String>],
    a: std::ops::Range<usize>,
    b: std::ops::Range<usize>,
) -> Vec<(usize, usize)> {
    let mut count: FxHashMap<&str, f32> = FxHashMap::default();
    for f in features[a.clone()].iter().chain(&features[b.clone()]).flatten() {
        *count.entry(f).or_default() += 1.0;
    }
    let score = |i: usize, j: usize| -> f32 {
        let common: f32 =
            features[i].iter().filter(|f| features[j].contains(f)).map(|f| 2.0 / count[f.as_str()]).sum();
        let size = features[i].len().max(features[j].len()).max(1) as f32;
        common + 0.5 * common / size
    };
    let (n, m) = (a.len(), b.len());
    // Skipping costs a little, so that sentences without names stand beside each other.
    let skip = -0.05;
    let mut best = vec![vec![f32::NEG_INFINITY; m + 1]; n + 1];
    let mut step = vec![vec![(0_usize, 0_usize); m + 1]; n + 1];
    best[0][0] = 0.0;
    for i in 0..=n {
        for j in 0..=m {
            for (di, dj) in [(1, 1), (1, 0), (0, 1), (1, 2), (2, 1)] {
                if i < di || j < dj || best[i - di][j - dj] == f32::NEG_INFINITY {
                    continue;
                }
                let gain = match (di, dj) {
                    (1, 1) => score(a.start + i - 1, b.start + j - 1) + 0.02,
                    (1, 2) => {
                        score(a.start + i - 1, b.start + j - 2) + score(a.start + i - 1, b.start + j - 1)
                            - 0.1
                    }
                    (2, 1) => {
                        score(a.start + i - 2, b.start + j - 1) + score(a.start + i - 1, b.start + j - 1)
                            - 0.1
                    }
                    _ => skip,
                };
                let value = best[i - di][j - dj] + gain;
                if value > best[i][j] {
                    best[i][j] = value;
                    step[i][j] = (di, dj);
                }
            }
        }
    }
    let (mut i, mut j) = (n, m);
    let mut out = Vec::new();
    let mut met = 0.0;
    while i > 0 || j > 0 {
        let (di, dj) = step[i][j];
        if di > 0 && dj > 0 {
            for x in i - di..i {
                for y in j - dj..j {
                    out.push((a.start + x, b.start + y));
                    met += f32::from(u8::from(score(a.start + x, b.start + y) > 0.0));
                }
            }
        }
        i -= di;
        j -= dj;
        if di == 0 && dj == 0 {
            break;
        }
    }
    let named = features[a]
        .iter()
        .filter(|f| !f.is_empty())
        .count()
        .min(features[b].iter().filter(|f| !f.is_empty()).count());
    if met < PARALLEL * named as f32 || named == 0 {
        return Vec::new();
    }
    out.reverse();
    out
}
