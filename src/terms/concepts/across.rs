//! One thing in two languages: by spelling, by the lexicon, word by word.

use super::{COMPOSED, Type, Work};
use crate::model::{Kind, Lang};
use crate::terms::evidence::coverage;
use crate::terms::names::marks_differ;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

impl Work<'_> {
    /// Types that meet under a key of spelling or of the lexicon.
    pub(super) fn spellings(&mut self) {
        let mut index: BTreeMap<&str, Vec<(usize, f32)>> = BTreeMap::new();
        for (t, ty) in self.types.iter().enumerate() {
            for key in &ty.keys {
                index.entry(&key.text).or_default().push((t, key.score));
            }
        }
        let mut edges: Vec<(f32, usize, usize)> = Vec::new();
        for list in index.values().filter(|l| l.len() < 200) {
            for (i, &(a, sa)) in list.iter().enumerate() {
                for &(b, sb) in &list[i + 1..] {
                    let score = sa.min(sb);
                    if a != b && self.kinds_meet(a, b, score) {
                        edges.push((score, a.min(b), a.max(b)));
                    }
                }
            }
        }
        self.take(edges, 0.93);
    }

    pub(super) fn kinds_meet(&self, a: usize, b: usize, score: f32) -> bool {
        let (x, y) = (self.types[a].kind, self.types[b].kind);
        if x == y {
            return true;
        }
        let soft = |k| matches!(k, Kind::Org | Kind::Loc | Kind::Per | Kind::Law | Kind::Event);
        soft(x) && soft(y) && score > 0.97
    }

    pub(super) fn take(&mut self, mut edges: Vec<(f32, usize, usize)>, least: f32) {
        edges.retain(|e| e.0 >= least);
        edges.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.1, p.2).cmp(&(q.1, q.2))));
        edges.dedup();
        for (score, a, b) in edges {
            if marks_differ(&self.types[a].lemma, &self.types[b].lemma) {
                continue;
            }
            if self.types[a].lang == self.types[b].lang
                && score >= 0.96
                && self.types[a].kind == self.types[b].kind
            {
                self.same.insert((a, b));
            }
            self.join(a, b, score);
        }
    }

    /// Types of two languages that say the same word by word.
    pub(super) fn composed(&mut self) {
        let mut by_word: BTreeMap<(Kind, Lang), FxHashMap<String, Vec<usize>>> = BTreeMap::new();
        let compositional = |k: Kind| !matches!(k, Kind::Per | Kind::Loc);
        for (t, ty) in self.types.iter().enumerate().filter(|(_, t)| compositional(t.kind)) {
            let index = by_word.entry((ty.kind, ty.lang)).or_default();
            for word in &ty.content {
                index.entry(word.key.clone()).or_default().push(t);
            }
        }
        let edges: Vec<(f32, usize, usize)> = (0..self.types.len())
            .into_par_iter()
            .filter(|&t| compositional(self.types[t].kind))
            .flat_map_iter(|t| {
                let ty = &self.types[t];
                let mut out = Vec::new();
                for (&(kind, lang), index) in &by_word {
                    if kind != ty.kind || lang <= ty.lang {
                        continue;
                    }
                    for other in self.candidates(ty, lang, index) {
                        let o = &self.types[other];
                        let (a, b) = coverage(&ty.content, ty.lang, &o.content, o.lang, self.lexicon);
                        let score = a.min(b);
                        if score >= COMPOSED && ty.content.len().max(o.content.len()) > 1 {
                            out.push((0.5 * (score + a.max(b)) * 0.95, t.min(other), t.max(other)));
                        }
                    }
                }
                out.into_iter()
            })
            .collect();
        self.take(edges, 0.0);
    }

    /// Types of another language that share a translated word.
    pub(super) fn candidates(
        &self,
        ty: &Type,
        lang: Lang,
        index: &FxHashMap<String, Vec<usize>>,
    ) -> Vec<usize> {
        let mut out = FxHashSet::default();
        for word in &ty.content {
            if let Some(list) = index.get(&word.key).or_else(|| index.get(&word.folded)) {
                out.extend(list.iter().copied().take(200));
            }
            let Some(id) = self.lexicon.id(&word.key, ty.lang) else { continue };
            for (t, _) in self.lexicon.translations(id, ty.lang, lang) {
                if let Some(list) = index.get(self.lexicon.key_of(t, lang)) {
                    out.extend(list.iter().copied().take(200));
                }
            }
        }
        let mut out: Vec<usize> = out.into_iter().collect();
        out.sort_unstable();
        out
    }
}
