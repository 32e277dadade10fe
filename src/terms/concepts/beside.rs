//! Links from where names stand: offices beside the same person, names in the same place of parallel texts.

use super::Work;
use crate::model::{Article, Kind, Lang};
use crate::terms::evidence::coverage;
use crate::terms::heads::{of, phrase_key};
use crate::terms::parallel::Unit;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

impl Work<'_> {
    /// Offices beside the same person: a bare office stands for the full one, and offices of two languages for each other.
    pub(super) fn offices(&mut self, articles: &[Article]) {
        let mut of_person: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (m, pair) in self.raw.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            if a.document != b.document || a.block != b.block || b.span.start < a.span.end {
                continue;
            }
            let gap = articles[a.document as usize].document.text[a.span.end as usize..b.span.start as usize]
                .trim();
            if !matches!(gap, "" | "," | ", ông" | ", bà" | "Mr" | "Ms" | "(" | ", GS" | ", TS") {
                continue;
            }
            let (title, person) = match (a.kind, b.kind) {
                (Kind::Title, Kind::Per) => (m, m + 1),
                (Kind::Per, Kind::Title) if gap.starts_with(',') => (m + 1, m),
                _ => continue,
            };
            let root = self.sets.root(self.of_mention[person]);
            let title = self.of_mention[title];
            let list = of_person.entry(root).or_default();
            if !list.contains(&title) && !self.is_rank(title) {
                list.push(title);
            }
        }
        for list in of_person.into_values() {
            for (i, &a) in list.iter().enumerate() {
                for &b in &list[i + 1..] {
                    if self.types[a].lang == self.types[b].lang
                        && (self.office_part(a, b) || self.office_part(b, a))
                    {
                        self.declare(a, b);
                    }
                }
            }
            for (i, &a) in list.iter().enumerate() {
                for &b in &list[i + 1..] {
                    let alone = |l: Lang| {
                        list.iter()
                            .map(|&t| (self.types[t].lang, self.sets.root(t)))
                            .filter(|t| t.0 == l)
                            .collect::<FxHashSet<_>>()
                            .len()
                            == 1
                    };
                    let (la, lb) = (self.types[a].lang, self.types[b].lang);
                    if la != lb && alone(la) && alone(lb) {
                        self.join(a, b, 0.9);
                    }
                }
            }
        }
    }

    pub(super) fn is_rank(&self, t: usize) -> bool {
        let ty = &self.types[t];
        of(ty.lang).part("rank").has(&phrase_key(&ty.lemma, ty.lang))
    }

    /// Whether the words of office `short` all stand in office `long`.
    pub(super) fn office_part(&self, short: usize, long: usize) -> bool {
        let (s, l) = (&self.types[short].content, &self.types[long].content);
        s.len() < l.len() && s.iter().all(|w| l.iter().any(|x| x.key == w.key))
    }

    /// Types that stand in the same place of parallel texts.
    pub(super) fn places(&mut self, units: &[Unit], pairs: &[(usize, usize)], round: usize) {
        let mut votes: BTreeMap<(usize, usize), f32> = BTreeMap::new();
        for &(u, v) in pairs {
            let (a, b) = (&units[u], &units[v]);
            for kind in [Kind::Per, Kind::Loc, Kind::Org, Kind::Title, Kind::Event, Kind::Law, Kind::Term] {
                let left = self.unlinked(a, kind, b.lang);
                let right = self.unlinked(b, kind, a.lang);
                for &x in &left {
                    for &y in &right {
                        let n = left.len().max(right.len()) as f32;
                        *votes.entry((x.min(y), x.max(y))).or_default() += 1.0 / n;
                    }
                }
            }
        }
        let mut edges = Vec::new();
        for (&(x, y), &vote) in &votes {
            let (a, b) = (&self.types[x], &self.types[y]);
            let (rx, ry) = (self.sets.root(x), self.sets.root(y));
            let (kx, ky) = (&self.known[rx], &self.known[ry]);
            // Two things that the lexicon tells apart.
            let other = !kx.is_empty() && !ky.is_empty() && kx.is_disjoint(ky);
            if a.lang == b.lang || other {
                continue;
            }
            let (ca, cb) = coverage(&a.content, a.lang, &b.content, b.lang, self.lexicon);
            let (low, high) = (ca.min(cb), ca.max(cb));
            let sure = match a.kind {
                Kind::Per | Kind::Loc => vote >= 0.99 && low > 0.3,
                Kind::Term => low >= 0.5 || (vote >= 0.99 && (low > 0.0 || round > 0)),
                _ => high >= 0.6 || vote >= 0.99,
            };
            // Where only the place speaks, two lone names may meet, but no concept of several languages is spoilt.
            let linked =
                |root: usize| self.members[root].iter().any(|&m| self.types[m].lang != self.types[root].lang);
            let thin = low == 0.0 && high < 0.3;
            let lone = thin && a.kind == Kind::Org && a.content.len().min(b.content.len()) < 2;
            if sure && !lone && !(thin && (linked(rx) || linked(ry))) {
                edges.push((0.5 + 0.15 * vote.min(2.0) / 2.0 + 0.15 * low + 0.1 * high, x, y));
            }
        }
        self.take(edges, 0.0);
    }

    /// Types of a unit whose concept has no form in `lang` yet.
    pub(super) fn unlinked(&self, unit: &Unit, kind: Kind, lang: Lang) -> Vec<usize> {
        let mut out: Vec<usize> = unit
            .mentions
            .iter()
            .map(|&m| self.of_mention[m])
            .filter(|&t| self.types[t].kind == kind)
            .filter(|&t| !self.members[self.sets.root(t)].iter().any(|&o| self.types[o].lang == lang))
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}
