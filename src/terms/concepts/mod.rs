//! Mentions to types (one name in one language), types to concepts (one thing in all languages).
//!
//! Links are taken from the surest to the least sure. A link that would put two different names of one language into one concept
//! is refused: this is what keeps a ministry and its provincial branch, or two conventions, apart.

mod across;
mod beside;
mod finish;
mod within;

use super::evidence::{Content, content};
use super::heads::{of, phrase_key};
use super::known::Known;
use super::lemma::lemma;
use super::names::{Key, keys, marks_differ};
use super::parallel;
use super::{Group, Raw, Terms};
use crate::lexicon::Lexicon;
use crate::model::{Article, Kind, Lang};
use crate::text::fold::{fold, fold_name, tone_key};
use crate::text::normal::nfc;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// One name or term in one language.
#[derive(Debug)]
pub(crate) struct Type {
    pub lang: Lang,
    pub kind: Kind,
    pub lemma: String,
    pub mentions: Vec<usize>,
    pub content: Vec<Content>,
    /// The words of the base form, folded.
    pub words: Vec<String>,
    pub keys: Vec<Key>,
    /// Concepts of the lexicon that it is a name of.
    pub known: FxHashSet<String>,
    /// A short form behind a longer one ("the Convention"): it goes where the longer one goes and vetoes nothing.
    pub short: bool,
    /// A head without anything that tells which body or text is meant ("the Convention").
    pub bare: bool,
}

/// Least share of content words that must have a counterpart for a link word by word. Fitted, like the other scores here, on
/// the development half of the terms benchmark.
const COMPOSED: f32 = 0.85;

/// Least trust in a reading of the lexicon that makes two forms one name (the first equivalents, Polish endings undone).
const KNOWN: f32 = 0.91;

/// Trust in a name of the lexicon that is cut short.
const CUT_SHORT: f32 = 0.95;

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
        if r.initial && r.kind == Kind::Title && matches!(r.lang.primary(), Lang::FR | Lang::PL) {
            r.lemma = small_initial(&r.lemma);
        }
    });
}

/// With a small first letter, unless the word is written large throughout.
fn small_initial(text: &str) -> String {
    let mut letters = text.chars();
    let (Some(first), rest) = (letters.next(), letters.as_str()) else { return text.to_owned() };
    let loud = rest.chars().next().is_some_and(char::is_uppercase);
    if loud { text.to_owned() } else { first.to_lowercase().chain(rest.chars()).collect() }
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
    match (r.lang.primary(), r.kind) {
        (lang, Kind::Term) if lang != Lang::VI => {
            super::known::phrase_keys(&nfc(&r.lemma).to_lowercase(), lang).join(" ")
        }
        (lang, _) => spelling_key(&r.lemma, lang),
    }
}

/// Under which key two spellings of a base form are one in a language: case aside, in Vietnamese with its marks, elsewhere without.
pub(super) fn spelling_key(lemma: &str, lang: Lang) -> String {
    let lemma = nfc(lemma).to_lowercase();
    match lang {
        Lang::VI => lemma.split_whitespace().map(tone_key).collect::<Vec<_>>().join(" "),
        _ => fold_name(&lemma),
    }
}

impl<'a> Work<'a> {
    fn new(raw: &'a [Raw], lexicon: &'a Lexicon) -> Self {
        let mut index: FxHashMap<(Lang, Kind, String, Option<u32>), usize> = FxHashMap::default();
        let mut types: Vec<Type> = Vec::new();
        let mut of_mention = Vec::with_capacity(raw.len());
        for (m, r) in raw.iter().enumerate() {
            // "The Convention" of another article is another one.
            let bare = is_bare(&r.lemma, r.kind, r.lang);
            let key = (r.lang.primary(), r.kind, type_key(r), bare.then_some(r.document));
            let id = *index.entry(key).or_insert_with(|| {
                types.push(Type {
                    lang: r.lang.primary(),
                    kind: r.kind,
                    lemma: r.lemma.clone(),
                    mentions: Vec::new(),
                    content: Vec::new(),
                    words: Vec::new(),
                    keys: Vec::new(),
                    known: FxHashSet::default(),
                    short: false,
                    bare,
                });
                types.len() - 1
            });
            types[id].mentions.push(m);
            of_mention.push(id);
        }
        types.par_iter_mut().for_each(|t| {
            t.content = content(&t.lemma, t.lang);
            t.words = fold_name(&t.lemma).split(' ').map(str::to_owned).collect();
            t.keys = keys(&t.lemma, t.lang);
            let written = t.mentions.first().map_or("", |&m| raw[m].text.as_str());
            t.keys.extend(crate::terms::own::concept_keys(&t.lemma, written, t.lang, lexicon));
            t.keys.extend(beginning(t));
            let sure = t.keys.iter().filter(|k| k.text.starts_with("c:") && k.score > KNOWN);
            t.known = sure.map(|k| k.text.clone()).collect();
        });
        let n = types.len();
        let known = types.iter().map(|t| t.known.clone()).collect();
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
        for &x in &self.members[ra] {
            for &y in &self.members[rb] {
                if self.types[x].lang == self.types[y].lang && !self.compatible(x, y) {
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
        if a.short || b.short {
            return true;
        }
        // Two names that the lexicon has for one thing; ranks are loose there, and terms have neighbours.
        if !matches!(a.kind, Kind::Term | Kind::Title) && !a.known.is_disjoint(&b.known) {
            return true;
        }
        // A person by a part of the name; which person, the links have settled.
        if a.kind == Kind::Per && b.kind == Kind::Per && (self.is_part(x, y) || self.is_part(y, x)) {
            return true;
        }
        let letters = |t: &Type| t.words.iter().map(String::len).sum::<usize>();
        letters(a) == letters(b) && a.words.concat() == b.words.concat() && !marks_differ(&a.lemma, &b.lemma)
    }

    /// Another type for some mentions of a type.
    fn split(&mut self, t: usize, mentions: impl Fn(&Raw) -> bool) -> usize {
        let new = self.types.len();
        let (moved, kept) = self.types[t].mentions.iter().partition(|&&m| mentions(&self.raw[m]));
        self.types[t].mentions = kept;
        let moved: Vec<usize> = moved;
        moved.iter().for_each(|&m| self.of_mention[m] = new);
        let old = &self.types[t];
        self.types.push(Type {
            lang: old.lang,
            kind: old.kind,
            lemma: old.lemma.clone(),
            mentions: moved,
            content: old.content.clone(),
            words: old.words.clone(),
            keys: Vec::new(),
            known: FxHashSet::default(),
            short: true,
            bare: old.bare,
        });
        self.sets.0.push(new);
        self.members.push(vec![new]);
        self.known.push(FxHashSet::default());
        self.score.push(1.0);
        new
    }

    fn declare(&mut self, a: usize, b: usize) {
        self.same.insert((a.min(b), a.max(b)));
        // A treaty known by its short name is known by the long one too; a body's branches have names of their own.
        let treaty = [a, b].iter().all(|&t| self.types[t].kind == Kind::Law && !self.types[t].bare);
        if treaty && self.types[a].known.is_empty() != self.types[b].known.is_empty() {
            let both: FxHashSet<String> = self.types[a].known.union(&self.types[b].known).cloned().collect();
            self.types[a].known.clone_from(&both);
            self.types[b].known = both;
        }
        self.join(a, b, 0.97);
    }
}

/// A treaty whose name is cut short: the only one of the lexicon that begins so.
fn beginning(t: &Type) -> Option<Key> {
    let listed = t.keys.iter().any(|k| k.text.starts_with("c:"));
    if t.kind != Kind::Law || listed || t.content.len() < 4 {
        return None;
    }
    let known = Known::builtin();
    let mut found = known.beginning(&t.words.join(" "), t.lang);
    let first = found.next()?;
    found.all(|c| c == first).then(|| Key { text: format!("c:{first}"), score: CUT_SHORT })
}

/// Whether a name is nothing but the word that heads it.
pub(crate) fn is_bare(lemma: &str, kind: Kind, lang: Lang) -> bool {
    let part = match kind {
        Kind::Org => "org",
        Kind::Law => "law",
        Kind::Event => "event",
        _ => return false,
    };
    let (lemma, lang) = (lemma.to_lowercase(), lang.primary());
    of(lang).part(part).has(&phrase_key(&lemma, lang)) && (lang == Lang::VI || !lemma.contains(' '))
}

/// Whether a word is a country of the tables.
fn is_country(folded: &str, lang: Lang) -> bool {
    let known = Known::builtin();
    known.find_word(folded, lang).iter().any(|&c| known.concepts[c as usize].row.kind == "country")
}
