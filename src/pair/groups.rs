//! From links between documents to groups with at most one document a language.

use super::Group;
use crate::model::Lang;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A likely pair of documents.
#[derive(Clone, Debug)]
pub struct Link {
    /// The two documents.
    pub documents: (usize, usize),
    /// Cosine of their bags.
    pub score: f32,
    /// Words they share.
    pub evidence: Vec<String>,
}

/// Links weaker than this are never believed. Fitted with the margin on the development set for pairing.
const LEAST: f32 = 0.14;
/// A link must be this many times as strong as the next best of either document in the other's language.
const MARGIN: f32 = 1.12;

/// Grows groups from the strongest links on.
pub fn grow(count: usize, langs: &[Lang], links: Vec<Link>) -> Vec<Group> {
    let rivals = Rivals::new(langs, &links);
    let by_pair: FxHashMap<(usize, usize), usize> =
        links.iter().enumerate().map(|(n, l)| (l.documents, n)).collect();
    let mut order: Vec<usize> = (0..links.len()).filter(|&n| links[n].score >= LEAST).collect();
    order.sort_by(|&a, &b| {
        links[b].score.total_cmp(&links[a].score).then(links[a].documents.cmp(&links[b].documents))
    });
    let mut group_of: Vec<usize> = (0..count).collect();
    let mut groups: Vec<(Vec<usize>, f32, Vec<usize>)> =
        (0..count).map(|d| (vec![d], f32::INFINITY, Vec::new())).collect();
    for n in order {
        let link = &links[n];
        let (a, b) = (group_of[link.documents.0], group_of[link.documents.1]);
        if a == b || !rivals.clear(link, langs) {
            continue;
        }
        let clash = groups[a].0.iter().any(|&x| groups[b].0.iter().any(|&y| langs[x] == langs[y]));
        if clash || mean_score(&groups[a].0, &groups[b].0, &links, &by_pair) < LEAST {
            continue;
        }
        let joined = std::mem::take(&mut groups[b]);
        for &d in &joined.0 {
            group_of[d] = a;
        }
        groups[a].0.extend(joined.0);
        groups[a].1 = groups[a].1.min(joined.1).min(link.score);
        groups[a].2.extend(joined.2);
        groups[a].2.push(n);
    }
    let mut out: Vec<Group> = groups
        .into_iter()
        .filter(|g| !g.0.is_empty())
        .map(|(mut documents, score, used)| {
            documents.sort_unstable();
            let mut words: BTreeMap<&str, usize> = BTreeMap::new();
            for word in used.iter().flat_map(|&n| &links[n].evidence) {
                *words.entry(word).or_default() += 1;
            }
            let mut evidence: Vec<(&str, usize)> = words.into_iter().collect();
            evidence.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
            Group {
                documents,
                score: if score.is_finite() { score.min(1.0) } else { 0.0 },
                evidence: evidence.into_iter().take(super::SHOWN).map(|e| e.0.to_owned()).collect(),
            }
        })
        .collect();
    out.sort_by_key(|g| g.documents[0]);
    out
}

/// Mean score over all pairs of two groups; a pair that was not even a candidate counts nothing.
fn mean_score(a: &[usize], b: &[usize], links: &[Link], by_pair: &FxHashMap<(usize, usize), usize>) -> f32 {
    let score = |x: usize, y: usize| {
        let found = by_pair.get(&(x, y)).or_else(|| by_pair.get(&(y, x)));
        found.map_or(0.0, |&n| links[n].score)
    };
    let sum: f32 = a.iter().flat_map(|&x| b.iter().map(move |&y| score(x, y))).sum();
    sum / (a.len() * b.len()) as f32
}

/// The two best scores of every document in every other language.
struct Rivals(FxHashMap<(usize, Lang), [(f32, usize); 2]>);

impl Rivals {
    fn new(langs: &[Lang], links: &[Link]) -> Self {
        let mut best: FxHashMap<(usize, Lang), [(f32, usize); 2]> = FxHashMap::default();
        for link in links {
            let (a, b) = link.documents;
            for (from, to) in [(a, b), (b, a)] {
                let slot = best.entry((from, langs[to])).or_insert([(0.0, usize::MAX); 2]);
                if link.score > slot[0].0 {
                    slot[1] = slot[0];
                    slot[0] = (link.score, to);
                } else if link.score > slot[1].0 {
                    slot[1] = (link.score, to);
                }
            }
        }
        Self(best)
    }

    /// Whether each document of the link is the clear best of the other.
    fn clear(&self, link: &Link, langs: &[Lang]) -> bool {
        let (a, b) = link.documents;
        [(a, b), (b, a)].into_iter().all(|(from, to)| {
            let [first, second] = self.0[&(from, langs[to])];
            first.1 == to && first.0 >= MARGIN * second.0
        })
    }
}
