//! Mentions to types (one name in one language), types to concepts (one thing in all languages).
//!
//! Links are taken from the surest to the least sure. A link that would put two different names of one language into one concept
//! is refused: this is what keeps a ministry and its provincial branch, or two conventions, apart.

use super::evidence::{Content, content, coverage};
use super::heads::of;
use super::known::Known;
use super::lemma::lemma;
use super::names::{Key, keys, marks_differ};
use super::parallel::{self, Unit};
use super::{Group, Raw, Terms};
use crate::lexicon::Lexicon;
use crate::model::{Article, Concept, Form, Kind, Lang, Mention, Status};
use crate::text::fold::{fold, fold_name, tone_key};
use crate::text::normal::nfc;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// One name or term in one language.
#[derive(Debug)]
pub(crate) struct Type {
    pub lang: Lang,
    pub kind: Kind,
    pub lemma: String,
    pub mentions: Vec<usize>,
    pub content: Vec<Content>,
    pub keys: Vec<Key>,
}

/// Least share of content words that must have a counterpart for a link word by word. Fitted, like the other scores here, on
/// the development half of the terms benchmark.
const COMPOSED: f32 = 0.85;

/// Least trust in a reading of the lexicon that makes two forms one name (the first equivalents, Polish endings undone).
const KNOWN: f32 = 0.91;

/// Gives every mention its base form.
pub(crate) fn lemmatise(raw: &mut [Raw]) {
    let seen: FxHashSet<String> = raw
        .iter()
        .filter(|r| r.lang.primary() != Lang::PL)
        .flat_map(|r| r.text.split_whitespace().map(str::to_owned))
        .collect();
    let folded: FxHashSet<String> = seen.iter().map(|w| fold(w)).collect();
    let known = |word: &str| seen.contains(word) || folded.contains(&fold(word));
    raw.par_iter_mut().for_each(|r| {
        let text = nfc(&r.text).split_whitespace().collect::<Vec<_>>().join(" ");
        r.lemma = lemma(&text, r.kind, r.lang, &known);
    });
}

/// Sets that grow together.
#[derive(Debug)]
pub(crate) struct Sets(Vec<usize>);

impl Sets {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    pub fn root(&self, mut i: usize) -> usize {
        while self.0[i] != i {
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

struct Work<'a> {
    raw: &'a [Raw],
    types: Vec<Type>,
    of_mention: Vec<usize>,
    sets: Sets,
    members: Vec<Vec<usize>>,
    /// Pairs of types of one language that are one name.
    same: FxHashSet<(usize, usize)>,
    /// Per set: concepts of the lexicon that its members are names of.
    known: Vec<FxHashSet<String>>,
    /// Least score of the links of a set.
    score: Vec<f32>,
    lexicon: &'a Lexicon,
}

/// Gathers mentions into concepts.
pub(crate) fn gather(
    articles: &[Article],
    raw: Vec<Raw>,
    groups: Option<&[Group]>,
    lexicon: &Lexicon,
) -> Terms {
    let mut work = Work::new(&raw, lexicon);
    work.parts();
    work.short_forms(articles);
    work.same_words();
    work.spellings();
    work.composed();
    work.offices(articles);
    // Twice: names linked in the first round are anchors of the second.
    for round in 0..2 {
        let units = parallel::units(articles, &raw);
        let pairs = match groups {
            Some(groups) => parallel::given(groups, &units),
            None => parallel::pairs(articles, &units, &|m| work.sets.root(work.of_mention[m])),
        };
        work.places(&units, &pairs, round);
    }
    work.finish()
}

fn type_key(r: &Raw) -> String {
    let lemma = nfc(&r.lemma).to_lowercase();
    match (r.lang.primary(), r.kind) {
        (Lang::VI, _) => lemma.split_whitespace().map(tone_key).collect::<Vec<_>>().join(" "),
        (lang, Kind::Term) => super::known::phrase_keys(&lemma, lang).join(" "),
        _ => fold_name(&lemma),
    }
}

impl<'a> Work<'a> {
    fn new(raw: &'a [Raw], lexicon: &'a Lexicon) -> Self {
        let mut index: FxHashMap<(Lang, Kind, String), usize> = FxHashMap::default();
        let mut types: Vec<Type> = Vec::new();
        let mut of_mention = Vec::with_capacity(raw.len());
        for (m, r) in raw.iter().enumerate() {
            let key = (r.lang.primary(), r.kind, type_key(r));
            let id = *index.entry(key).or_insert_with(|| {
                types.push(Type {
                    lang: r.lang.primary(),
                    kind: r.kind,
                    lemma: r.lemma.clone(),
                    mentions: Vec::new(),
                    content: Vec::new(),
                    keys: Vec::new(),
                });
                types.len() - 1
            });
            types[id].mentions.push(m);
            of_mention.push(id);
        }
        types.par_iter_mut().for_each(|t| {
            t.content = content(&t.lemma, t.lang);
            t.keys = keys(&t.lemma, t.lang);
        });
        let n = types.len();
        let known = types
            .iter()
            .map(|t| {
                t.keys
                    .iter()
                    .filter(|k| k.text.starts_with("c:") && k.score > KNOWN)
                    .map(|k| k.text.clone())
                    .collect()
            })
            .collect();
        Self {
            known,
            raw,
            types,
            of_mention,
            sets: Sets::new(n),
            members: (0..n).map(|i| vec![i]).collect(),
            same: FxHashSet::default(),
            score: vec![1.0; n],
            lexicon,
        }
    }

    /// Joins the sets of two types; refused when two different names of one language would meet.
    fn join(&mut self, a: usize, b: usize, score: f32) -> bool {
        let (ra, rb) = (self.sets.root(a), self.sets.root(b));
        if ra == rb {
            return true;
        }
        let one =
            self.types[a].kind != Kind::Term && self.known[ra].intersection(&self.known[rb]).next().is_some();
        for &x in &self.members[ra] {
            for &y in &self.members[rb] {
                if !one && self.types[x].lang == self.types[y].lang && !self.compatible(x, y) {
                    return false;
                }
            }
        }
        self.sets.join(ra, rb);
        let (keep, gone) = (ra.min(rb), ra.max(rb));
        let moved = std::mem::take(&mut self.members[gone]);
        self.members[keep].extend(moved);
        let moved = std::mem::take(&mut self.known[gone]);
        self.known[keep].extend(moved);
        self.score[keep] = self.score[ra].min(self.score[rb]).min(score);
        true
    }

    /// Whether two types of one language may be one concept.
    fn compatible(&self, x: usize, y: usize) -> bool {
        if self.same.contains(&(x.min(y), x.max(y))) {
            return true;
        }
        let (a, b) = (&self.types[x], &self.types[y]);
        // A person by a part of the name; which person, the links have settled.
        if a.kind == Kind::Per && b.kind == Kind::Per && (self.is_part(x, y) || self.is_part(y, x)) {
            return true;
        }
        let (ka, kb) = (fold_name(&a.lemma), fold_name(&b.lemma));
        if ka.replace(' ', "") == kb.replace(' ', "") {
            return !marks_differ(&a.lemma, &b.lemma);
        }
        false
    }

    fn declare(&mut self, a: usize, b: usize) {
        self.same.insert((a.min(b), a.max(b)));
        self.join(a, b, 0.97);
    }

    /// A short form behind its long form in the same article: a surname, Ponts for Ponts SA, Comité mixte for the whole name.
    fn parts(&mut self) {
        let mut by_document: BTreeMap<(u32, Lang), Vec<usize>> = BTreeMap::new();
        for (m, r) in self.raw.iter().enumerate() {
            by_document.entry((r.document, r.lang.primary())).or_default().push(m);
        }
        let mut found = Vec::new();
        let mut open = Vec::new();
        for list in by_document.values() {
            let mut first: FxHashMap<usize, usize> = FxHashMap::default();
            for (at, &m) in list.iter().enumerate() {
                let short = self.of_mention[m];
                let fresh = !first.contains_key(&short);
                first.entry(short).or_insert(at);
                if !fresh {
                    continue;
                }
                let before = list[..at].iter().rev().map(|&l| self.of_mention[l]);
                let mut long: Vec<usize> = before.filter(|&l| l != short && self.is_part(short, l)).collect();
                if long.iter().any(|&l| self.spelt_in(short, l)) {
                    long.retain(|&l| self.spelt_in(short, l));
                }
                long.sort_unstable();
                long.dedup();
                match long[..] {
                    [one] => found.push((short, one)),
                    // Two people of one name: what other languages say decides; either way it is no contradiction.
                    _ if long.iter().any(|&l| self.types[l].kind == Kind::Per) => {
                        open.extend(long.iter().map(|&l| (short.min(l), short.max(l))));
                    }
                    [] => {}
                    _ => {
                        let last =
                            list[..at].iter().rev().map(|&l| self.of_mention[l]).find(|l| long.contains(l));
                        found.extend(last.map(|l| (short, l)));
                    }
                }
            }
        }
        self.same.extend(open);
        for (short, long) in found {
            self.declare(short, long);
        }
    }

    /// Whether the words of a short form stand in the long one with the same marks.
    fn spelt_in(&self, short: usize, long: usize) -> bool {
        let words = |t: usize| self.types[t].lemma.split_whitespace().map(tone_key).collect::<Vec<_>>();
        let long = words(long);
        words(short).iter().all(|w| long.contains(w))
    }

    /// Whether `short` is a shorter way to write `long`.
    fn is_part(&self, short: usize, long: usize) -> bool {
        let (s, l) = (&self.types[short], &self.types[long]);
        let (a, b) = (fold_name(&s.lemma), fold_name(&l.lemma));
        let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
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
        let head = a[0] == b[0] || s.lang == Lang::EN && s.kind == Kind::Law && a.last() == b.last();
        ordered && head && !(lone && of(s.lang).part("org").has(&super::heads::phrase_key(a[0], s.lang)))
    }

    /// Long form (SHORT), and SHORT, the long form.
    fn short_forms(&mut self, articles: &[Article]) {
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
            let closed = behind.starts_with(')');
            let apposed = matches!(gap, ", the" | ", la" | ", le" | ", l'" | ", l’" | ", czyli" | ", tức");
            if bracket && closed && (short(b) && long(a) || (long(a) && b.kind == a.kind))
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
    fn same_words(&mut self) {
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
            for (i, word) in long.content.iter().enumerate().filter(|(_, w)| is_country(&w.folded, *lang)) {
                let mut rest: Vec<String> =
                    long.content.iter().map(|c| c.key.clone()).filter(|k| *k != word.key).collect();
                rest.sort_unstable();
                if let (true, Some(short)) = (i + 1 == long.content.len(), index.get(&(*lang, *kind, rest))) {
                    abroad.entry(short[0]).or_default().push(list[0]);
                }
            }
        }
        found.extend(abroad.into_iter().filter(|(_, l)| l.len() == 1).map(|(short, l)| (short, l[0])));
        for (a, b) in found {
            if !marks_differ(&self.types[a].lemma, &self.types[b].lemma) {
                self.declare(a, b);
            }
        }
    }

    /// Types that meet under a key of spelling or of the lexicon.
    fn spellings(&mut self) {
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

    fn kinds_meet(&self, a: usize, b: usize, score: f32) -> bool {
        let (x, y) = (self.types[a].kind, self.types[b].kind);
        if x == y {
            return true;
        }
        let soft = |k| matches!(k, Kind::Org | Kind::Loc | Kind::Per | Kind::Law | Kind::Event);
        soft(x) && soft(y) && score > 0.97
    }

    fn take(&mut self, mut edges: Vec<(f32, usize, usize)>, least: f32) {
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
    fn composed(&mut self) {
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
    fn candidates(&self, ty: &Type, lang: Lang, index: &FxHashMap<String, Vec<usize>>) -> Vec<usize> {
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

    /// Offices beside the same person: a bare office stands for the full one, and offices of two languages for each other.
    fn offices(&mut self, articles: &[Article]) {
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

    fn is_rank(&self, t: usize) -> bool {
        let ty = &self.types[t];
        of(ty.lang).part("rank").has(&super::heads::phrase_key(&ty.lemma, ty.lang))
    }

    /// Whether the words of office `short` all stand in office `long`.
    fn office_part(&self, short: usize, long: usize) -> bool {
        let (s, l) = (&self.types[short].content, &self.types[long].content);
        s.len() < l.len() && s.iter().all(|w| l.iter().any(|x| x.key == w.key))
    }

    /// Types that stand in the same place of parallel texts.
    fn places(&mut self, units: &[Unit], pairs: &[(usize, usize)], round: usize) {
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
            if sure {
                edges.push((0.5 + 0.15 * vote.min(2.0) / 2.0 + 0.15 * low + 0.1 * high, x, y));
            }
        }
        self.take(edges, 0.0);
    }

    /// Types of a unit whose concept has no form in `lang` yet.
    fn unlinked(&self, unit: &Unit, kind: Kind, lang: Lang) -> Vec<usize> {
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

    fn finish(self) -> Terms {
        let mut number: FxHashMap<usize, u32> = FxHashMap::default();
        let mut roots = Vec::new();
        for m in 0..self.raw.len() {
            let root = self.sets.root(self.of_mention[m]);
            number.entry(root).or_insert_with(|| {
                roots.push(root);
                roots.len() as u32 - 1
            });
        }
        let mut used: FxHashMap<String, u32> = FxHashMap::default();
        let concepts: Vec<Concept> = roots.iter().map(|&root| self.concept(root, &mut used)).collect();
        let mentions = self
            .raw
            .iter()
            .enumerate()
            .map(|(m, r)| {
                let concept = number[&self.sets.root(self.of_mention[m])];
                Mention { document: r.document, span: r.span, kind: concepts[concept as usize].kind, concept }
            })
            .collect();
        Terms { mentions, concepts }
    }

    fn concept(&self, root: usize, used: &mut FxHashMap<String, u32>) -> Concept {
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        let mut forms: BTreeMap<(usize, String, String), u32> = BTreeMap::new();
        let column = |l: Lang| Lang::HOME.iter().position(|&h| h == l).unwrap_or(9);
        for &t in &self.members[root] {
            let ty = &self.types[t];
            *kinds.entry(ty.kind).or_default() += ty.mentions.len();
            for &m in &ty.mentions {
                let r = &self.raw[m];
                *forms.entry((column(ty.lang), r.lemma.clone(), nfc(&r.text).into_owned())).or_default() += 1;
            }
        }
        let kind =
            kinds.iter().max_by_key(|(k, n)| (**n, std::cmp::Reverse(**k))).map_or(Kind::Term, |(k, _)| *k);
        let score = self.score[root];
        let mut out: Vec<Form> = Vec::new();
        for ((l, lemma, text), count) in forms {
            let lang = Lang::HOME.get(l).copied().unwrap_or(Lang::UND);
            let status = if score < 0.7 { Status::Doubtful } else { Status::Variant };
            out.push(Form { lang, lemma, text, count, status });
        }
        out.sort_by(|a, b| {
            column(a.lang)
                .cmp(&column(b.lang))
                .then(b.count.cmp(&a.count))
                .then((a.lemma != a.text).cmp(&(b.lemma != b.text)))
                .then(a.text.cmp(&b.text))
        });
        let mut last = None;
        for form in &mut out {
            if last != Some(form.lang) && form.status == Status::Variant {
                form.status = Status::Preferred;
            }
            last = Some(form.lang);
        }
        let named = out.iter().find(|f| f.lang == Lang::EN).or_else(|| out.first());
        let mut id = named.map_or_else(String::new, |f| slug(kind, &f.lemma));
        let n = used.entry(id.clone()).or_default();
        *n += 1;
        if *n > 1 {
            id = format!("{id}-{n}");
        }
        Concept { id, kind, forms: out, score }
    }
}

/// A readable id: kind and folded name.
fn slug(kind: Kind, name: &str) -> String {
    let kind = match kind {
        Kind::Per => "per",
        Kind::Loc => "loc",
        Kind::Org => "org",
        Kind::Title => "title",
        Kind::Event => "event",
        Kind::Law => "law",
        Kind::Term => "term",
    };
    format!("{kind}.{}", fold_name(name).replace(' ', "-"))
}

/// Whether a word is a country of the tables.
fn is_country(folded: &str, lang: Lang) -> bool {
    let known = Known::builtin();
    known.find_word(folded, lang).iter().any(|&c| known.concepts[c as usize].row.kind == "country")
}
