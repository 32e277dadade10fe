//! The seed lexicon: concepts in four languages, and its lookup.
//!
//! The sources are tables a linguist can edit: `data/*.tsv` (concepts by field, [`rows`]) and `sentences/*.tsv`
//! (parallel sentences of our own). `cargo run --release --example learn_lexicon` learns word translations from both
//! and writes `model.bin`, which is built into the program ([`model`]). The user's own words ([`own`]) join it.

pub mod coverage;
pub mod lookup;
pub mod model;
pub mod own;
pub mod rows;
pub mod stats;
pub mod tables;

use crate::lang::furniture;
use crate::lang::stem::{spelling, stem};
use crate::model::{Kind, Lang};
use model::Model;
use own::{Own, Row};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// A translation is believed when at least this much vouches for it …
const LEAST_COUNT: f32 = 0.3;
/// … and at least this share of all that the word may become.
const LEAST_SHARE: f32 = 0.05;

/// Words of the four languages and how often each translates each.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    model: Option<Model>,
    /// Per home language: irregular form → key of its base form.
    irregular: [FxHashMap<String, String>; 4],
    /// Vietnamese compounds, syllables joined by blanks.
    compounds: FxHashSet<String>,
    /// Most syllables of a compound that begins so.
    longest: FxHashMap<String, usize>,
    own: Own,
}

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
    // A damaged model can only come from a damaged binary: go on without it.
    Model::from_static(include_bytes!("model.bin")).map(Lexicon::from_model).unwrap_or_default()
});

impl Lexicon {
    /// The lexicon that is built into the program.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// A lexicon that knows nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Whether it has a general vocabulary: the user's own words alone do not tell what texts have in common.
    #[must_use]
    pub const fn is_general(&self) -> bool {
        self.model.is_some()
    }

    /// Whether the whole line is a set phrase beside the story: a button, a notice, a pointer to other articles, a credit.
    /// They are general vocabulary: a lexicon without that knows none.
    #[must_use]
    pub fn is_furniture(&self, line: &str) -> bool {
        self.is_general() && furniture::is_furniture(line)
    }

    /// The user's own concepts.
    #[must_use]
    pub const fn own(&self) -> &Own {
        &self.own
    }

    /// Makes a lexicon of a model.
    #[must_use]
    pub fn from_model(model: Model) -> Self {
        let mut out = Self::default();
        for (slot, lang) in out.irregular.iter_mut().zip(Lang::HOME) {
            *slot = model.irregular(lang).map(|(f, k)| (f.to_owned(), k.to_owned())).collect();
        }
        for compound in model.compounds() {
            out.add_compound(compound);
        }
        out.model = Some(model);
        out
    }

    /// Adds a Vietnamese compound: lower-case syllables joined by blanks.
    pub fn add_compound(&mut self, compound: &str) {
        let compound = spelling(compound);
        let syllables = compound.split(' ').count();
        let first = compound.split(' ').next().unwrap_or_default();
        let longest = self.longest.entry(first.to_owned()).or_default();
        *longest = (*longest).max(syllables);
        self.compounds.insert(compound.into_owned());
    }

    /// Says that a lower-case form belongs to the base form with this key; home languages only.
    pub fn add_form(&mut self, form: &str, key: &str, lang: Lang) {
        if let Some(at) = rows::column(lang)
            && self.key(form, lang) != key
        {
            self.irregular[at].insert(form.to_owned(), key.to_owned());
        }
    }

    /// The number of a key; it gets one if it has none.
    pub fn add_key(&mut self, key: &str, lang: Lang) -> u32 {
        let lang = lang.primary();
        let first = self.model.as_ref().map_or(0, |m| m.count(lang));
        self.id(key, lang).unwrap_or_else(|| self.own.add_key(key, lang, first))
    }

    /// Puts a row in the place of what word `id` translated as.
    pub fn set_translations(&mut self, id: u32, from: Lang, to: Lang, row: Row) {
        self.own.set_row(id, (from.primary(), to.primary()), row);
    }

    /// Begins a concept of the user.
    pub fn add_concept(&mut self, kind: Option<Kind>) -> u32 {
        self.own.add_concept(kind)
    }

    /// Adds an equivalent of a concept of the user: the keys of its words.
    pub fn add_phrase(&mut self, keys: &[String], lang: Lang, concept: u32) {
        self.own.add_phrase(keys, lang.primary(), concept);
    }

    /// The key under which the forms of a lower-case word meet: that of its base form if it is irregular, else its stem.
    #[must_use]
    pub fn key(&self, word: &str, lang: Lang) -> String {
        let lang = lang.primary();
        let known = Lang::HOME.iter().position(|&l| l == lang).and_then(|at| self.irregular[at].get(word));
        known.cloned().unwrap_or_else(|| stem(word, lang))
    }

    /// How many of these lower-case words, from the first, make one compound; 1 when none is known.
    #[must_use]
    pub fn compound_len(&self, words: &[&str], lang: Lang) -> usize {
        if lang.primary() != Lang::VI {
            return 1;
        }
        let Some(&longest) = words.first().and_then(|w| self.longest.get(spelling(w).as_ref())) else {
            return 1;
        };
        let known = |n: &usize| self.compounds.contains(spelling(&words[..*n].join(" ")).as_ref());
        (2..=longest.min(words.len())).rev().find(known).unwrap_or(1)
    }

    /// Number of a key of a language, if the lexicon has translations for it.
    #[must_use]
    pub fn id(&self, key: &str, lang: Lang) -> Option<u32> {
        let lang = lang.primary();
        let key = if lang == Lang::VI { spelling(key) } else { key.into() };
        let known = self.model.as_ref().and_then(|m| m.id(&key, lang));
        known.or_else(|| self.own.id(&key, lang))
    }

    /// The numbers of all keys of a language.
    pub fn ids(&self, lang: Lang) -> impl Iterator<Item = u32> + use<> {
        let lang = lang.primary();
        0..self.model.as_ref().map_or(0, |m| m.count(lang)) + self.own.count(lang)
    }

    /// The key of a number.
    #[must_use]
    pub fn key_of(&self, id: u32, lang: Lang) -> &str {
        let lang = lang.primary();
        let own = self.own.key(id, lang);
        own.unwrap_or_else(|| self.model.as_ref().map_or("", |m| m.key(id, lang)))
    }

    /// The words of `to` that word `id` of `from` translates as, with the counts that vouch for them.
    pub fn translations(&self, id: u32, from: Lang, to: Lang) -> impl Iterator<Item = (u32, f32)> {
        let (from, to) = (from.primary(), to.primary());
        let own = self.own.row(id, from, to);
        let model = self.model.as_ref().filter(|m| own.is_none() && id < m.count(from));
        let row = model.map(|m| m.row(id, from, to));
        row.into_iter().flatten().chain(own.into_iter().flatten().copied())
    }

    /// The translations that can be believed, with their shares of all that the word may become, the likeliest first.
    #[must_use]
    pub fn believed(&self, id: u32, from: Lang, to: Lang) -> Vec<(u32, f32)> {
        let mut row: Vec<(u32, f32)> = self.translations(id, from, to).collect();
        let total: f32 = row.iter().map(|e| e.1).sum();
        row.retain(|e| e.1 >= LEAST_COUNT && e.1 >= LEAST_SHARE * total);
        row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        row.iter_mut().for_each(|e| e.1 /= total);
        row
    }
}
