//! One name in one language: short forms behind long ones, acronyms, the same content words.

use super::{Work, is_country};
use crate::model::{Article, Kind, Lang};
use crate::terms::Raw;
use crate::terms::evidence::Content;
use crate::terms::heads::{of, phrase_key};
use crate::terms::known::Known;
use crate::terms::names::marks_differ;
use crate::text::fold::tone_key;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

impl Work<'_> {
    /// A short form behind its long form in the same article: a surname, Ponts for Ponts SA, Comité mixte for the whole name.
    pub(super) fn parts(&mut self) {
        let mut by_document: BTreeMap<(u32, Lang), Vec<usize>> = BTreeMap::new();
        for (m, r) in self.raw.iter().enumerate() {
            by_document.entry((r.document, r.lang.primary())).or_default().push(m);
        }
        let mut found = Vec::new();
        let mut open = Vec::new();
        for list in by_document.values() {
            // Distinct types in the order of their first mention.
            let mut order: Vec<usize> = Vec::new();
            let mut seen: FxHashSet<usize> = FxHashSet::default();
            order.extend(list.iter().map(|&m| self.of_mention[m]).filter(|t| seen.insert(*t)));
            seen.clear();
            for (at, &m) in list.iter().enumerate() {
                let short = self.of_mention[m];
                if !seen.insert(short) {
                    continue;
                }
                let (before, behind) = order.split_at(seen.len() - 1);
                let mut long: Vec<usize> =
                    before.iter().copied().filter(|&l| self.is_part(short, l)).collect();
                // A headline is shorter than what follows.
                if long.is_empty() && self.types[short].content.len() > 1 {
                    let behind = behind.iter().copied();
                    long = behind.filter(|&l| self.is_part(short, l) && self.adds_place(short, l)).collect();
                    long.truncate(usize::from(long.len() <= 1));
                }
                if long.iter().any(|&l| self.spelt_in(short, l)) {
                    long.retain(|&l| self.spelt_in(short, l));
                }
                long.sort_unstable();
                long.dedup();
                match long[..] {
                    [one] => found.push((list[at], one)),
                    // Two people of one name: what other languages say decides; either way it is no contradiction.
                    _ if long.iter().any(|&l| self.types[l].kind == Kind::Per) => {
                        open.extend(long.iter().map(|&l| (short.min(l), short.max(l))));
                    }
                    [] => {}
                    _ => {
                        let last =
                            list[..at].iter().rev().map(|&l| self.of_mention[l]).find(|l| long.contains(l));
                        found.extend(last.map(|l| (list[at], l)));
                    }
                }
            }
        }
        self.same.extend(open);
        self.settle(&found);
    }

    /// Joins short forms with their long ones. A short form that stands for several in several articles is several.
    fn settle(&mut self, found: &[(usize, usize)]) {
        let mut longs: BTreeMap<usize, BTreeMap<usize, Vec<u32>>> = BTreeMap::new();
        for &(m, long) in found {
            let documents = longs.entry(self.of_mention[m]).or_default().entry(long).or_default();
            documents.push(self.raw[m].document);
        }
        for (short, longs) in longs {
            let mut longs = longs.into_iter();
            let Some((first, _)) = longs.next() else { continue };
            if longs.len() > 0 {
                // What stands for several things is no evidence for any of them elsewhere.
                self.types[short].keys.clear();
                self.types[short].known.clear();
            }
            for (long, documents) in longs {
                let new = self.split(short, |r| documents.contains(&r.document));
                self.declare(new, long);
            }
            self.types[short].short = true;
            self.declare(short, first);
        }
    }

    /// Whether the words of a short form stand in the long one with the same marks.
    pub(super) fn spelt_in(&self, short: usize, long: usize) -> bool {
        let words = |t: usize| self.types[t].lemma.split_whitespace().map(tone_key).collect::<Vec<_>>();
        let long = words(long);
        words(short).iter().all(|w| long.contains(w))
    }

    /// Whether all that a long name says more than the short one is where.
    fn adds_place(&self, short: usize, long: usize) -> bool {
        let (s, l) = (&self.types[short].content, &self.types[long]);
        let place = |folded: &str| {
            let list = Known::builtin().find_word(folded, l.lang);
            list.iter().any(|&c| Known::builtin().concepts[c as usize].row.kind == "city")
        };
        l.content.iter().filter(|w| !s.contains(w)).all(|w| place(&w.folded))
    }

    /// Whether `short` is a shorter way to write `long`.
    pub(super) fn is_part(&self, short: usize, long: usize) -> bool {
        let (s, l) = (&self.types[short], &self.types[long]);
        let (a, b) = (&s.words, &l.words);
        if a.len() >= b.len() || a.is_empty() {
            return false;
        }
        let person = matches!(s.kind, Kind::Per | Kind::Org | Kind::Loc) && l.kind == Kind::Per;
        if person {
            // The last word (given name in Vietnam, family name elsewhere), or the first.
            return a.len() == 1
                && b.len() > 1
                && (b.last() == a.first() || s.kind == Kind::Per && b.first() == a.first());
        }
        if s.kind != l.kind || matches!(s.kind, Kind::Term | Kind::Loc | Kind::Event) {
            return false;
        }
        if s.kind == Kind::Title {
            // A bare office after the full one, next to the same person: see `offices`.
            return false;
        }
        // Ministry, Ministry of some country: when the article names no other country's.
        let mut rest = b.iter();
        let ordered = a.iter().all(|w| rest.any(|x| x == w));
        let lone = a.len() == 1 && s.kind == Kind::Org;
        // The head of an English name stands last.
        let last = s.lang == Lang::EN && (s.kind == Kind::Law || a.len() > 1);
        let head = a[0] == b[0] || last && a.last() == b.last();
        ordered && head && !(lone && of(s.lang).part("org").has(&phrase_key(&a[0], s.lang)))
    }

    /// Long form (SHORT), and SHORT, the long form.
    pub(super) fn short_forms(&mut self, articles: &[Article]) {
        let mut found = Vec::new();
        for (m, pair) in self.raw.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            if a.document != b.document || a.block != b.block || b.span.start < a.span.end {
                continue;
            }
            let text = &articles[a.document as usize].document.text;
            let gap = text[a.span.end as usize..b.span.start as usize].trim();
            let behind = text[b.span.end as usize..].trim_start();
            let short =
                |r: &Raw| r.text.chars().filter(|c| c.is_uppercase()).count() > 1 && !r.text.contains(' ');
            let bracket = gap.starts_with('(')
                && gap.chars().filter(|c| *c == '(').count() == 1
                && gap.len() <= 8
                && !gap.contains([',', '.', ')']);
            let long = |r: &Raw| {
                matches!(r.kind, Kind::Org | Kind::Law | Kind::Event | Kind::Loc) && r.text.contains(' ')
            };
            let initials = a.kind != Kind::Loc || is_initials(&b.text, &a.text);
            let closed = behind.starts_with(')');
            let apposed = matches!(gap, ", the" | ", la" | ", le" | ", l'" | ", l’" | ", czyli" | ", tức");
            if bracket && closed && initials && (short(b) && long(a) || (long(a) && b.kind == a.kind))
                || apposed && short(a) && long(b) && a.kind == b.kind
            {
                found.push((self.of_mention[m], self.of_mention[m + 1]));
            }
        }
        for (a, b) in found {
            let (ka, kb) = (&self.known[a], &self.known[b]);
            // The United Nations (UNODC) is a cut long form.
            let other = !ka.is_empty() && !kb.is_empty() && ka.is_disjoint(kb);
            if !other {
                self.declare(a, b);
            }
        }
    }

    /// Names of one language with the same content words (Konwencja Hanoi, Konwencja z Hanoi), and a body named with and without
    /// its country, when only one country occurs with it.
    pub(super) fn same_words(&mut self) {
        let mut index: BTreeMap<(Lang, Kind, Vec<String>), Vec<usize>> = BTreeMap::new();
        for (t, ty) in self
            .types
            .iter()
            .enumerate()
            .filter(|(_, t)| matches!(t.kind, Kind::Org | Kind::Law | Kind::Event | Kind::Title))
        {
            let mut words: Vec<String> = ty.content.iter().map(|c| c.key.clone()).collect();
            words.sort_unstable();
            index.entry((ty.lang, ty.kind, words)).or_default().push(t);
        }
        let mut found = Vec::new();
        let mut abroad: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for ((lang, kind, words), list) in &index {
            found.extend(list.windows(2).map(|w| (w[0], w[1])));
            if *kind != Kind::Org || words.len() < 3 {
                continue;
            }
            let long = &self.types[list[0]];
            let Some((at, len)) = country(&long.content, *lang) else { continue };
            let rest = long.content.iter().enumerate().filter(|(i, _)| !(at..at + len).contains(i));
            let mut rest: Vec<String> = rest.map(|(_, c)| c.key.clone()).collect();
            rest.sort_unstable();
            if let Some(short) = index.get(&(*lang, *kind, rest)) {
                abroad.entry(short[0]).or_default().push(list[0]);
            }
        }
        found.extend(abroad.into_iter().filter(|(_, l)| l.len() == 1).map(|(short, l)| (short, l[0])));
        for (a, b) in found {
            if !marks_differ(&self.types[a].lemma, &self.types[b].lemma) {
                self.declare(a, b);
            }
        }
    }
}

/// Where the country of a body stands in its name: at its end, or, as an adjective, anywhere in French and Polish.
fn country(content: &[Content], lang: Lang) -> Option<(usize, usize)> {
    let n = content.len();
    let anywhere = matches!(lang, Lang::FR | Lang::PL);
    let places =
        [2_usize, 1].into_iter().flat_map(|len| (0..(n + 1).saturating_sub(len)).map(move |at| (at, len)));
    let named = |at: usize, len: usize| {
        let folded: Vec<&str> = content[at..at + len].iter().map(|c| c.folded.as_str()).collect();
        is_country(&folded.join(" "), lang)
    };
    places.filter(|&(at, len)| at + len == n || anywhere && at > 0).find(|&(at, len)| named(at, len))
}

/// Whether a short form is made of the first letters of the words of the long one.
fn is_initials(short: &str, long: &str) -> bool {
    let of_words = long.split([' ', '-']).filter_map(|w| w.chars().next()).flat_map(char::to_lowercase);
    of_words.eq(short.chars().flat_map(char::to_lowercase))
}
