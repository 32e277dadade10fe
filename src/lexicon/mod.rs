//! The seed lexicon: concepts in four languages, and its lookup.
//!
//! The sources are tables a linguist can edit: `data/*.tsv` (concepts by field, [`rows`]) and `sentences/*.tsv`
//! (parallel sentences of our own). `cargo run --release --example learn_lexicon` learns word translations from both
//! and writes `model.bin`, which is built into the program ([`model`]).

pub mod coverage;
pub mod lookup;
pub mod model;
pub mod rows;
pub mod stats;
pub mod tables;

use crate::lang::stem::stem;
use crate::model::Lang;
use model::Model;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// A translation is believed when at least this much vouches for it …
const LEAST_COUNT: f32 = 0.3;
/// … and at least this share of all that the word may become.
const LEAST_SHARE: f32 = 0.05;

/// Words of the four languages and how often each translates each.
#[derive(Debug, Default)]
pub struct Lexicon {
    model: Option<Model>,
    /// Per home language: irregular form → key of its base form.
    irregular: [FxHashMap<String, String>; 4],
    /// Vietnamese compounds, syllables joined by blanks.
    compounds: FxHashSet<String>,
    /// Most syllables of a compound that begins so.
    longest: FxHashMap<String, usize>,
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

    /// Whether it knows nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.model.is_none()
    }

    /// Makes a lexicon of a model.
    #[must_use]
    pub fn from_model(model: Model) -> Self {
        let mut out = Self::default();
        for (slot, lang) in out.irregular.iter_mut().zip(Lang::HOME) {
            *slot = model.irregular(lang).map(|(f, k)| (f.to_owned(), k.to_owned())).collect();
        }
        for compound in model.compounds() {
            let syllables = compound.split(' ').count();
            let first = compound.split(' ').next().unwrap_or_default();
            let longest = out.longest.entry(first.to_owned()).or_default();
            *longest = (*longest).max(syllables);
            out.compounds.insert(compound.to_owned());
        }
        out.model = Some(model);
        out
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
        let Some(&longest) = words.first().and_then(|w| self.longest.get(*w)) else { return 1 };
        (2..=longest.min(words.len()))
            .rev()
            .find(|&n| self.compounds.contains(&words[..n].join(" ")))
            .unwrap_or(1)
    }

    /// Number of a key of a language, if the lexicon has translations for it.
    #[must_use]
    pub fn id(&self, key: &str, lang: Lang) -> Option<u32> {
        self.model.as_ref()?.id(key, lang.primary())
    }

    /// The numbers of all keys of a language.
    pub fn ids(&self, lang: Lang) -> impl Iterator<Item = u32> + use<> {
        0..self.model.as_ref().map_or(0, |m| m.count(lang.primary()))
    }

    /// The key of a number.
    #[must_use]
    pub fn key_of(&self, id: u32, lang: Lang) -> &str {
        self.model.as_ref().map_or("", |m| m.key(id, lang.primary()))
    }

    /// The words of `to` that word `id` of `from` translates as, with the counts that vouch for them.
    pub fn translations(&self, id: u32, from: Lang, to: Lang) -> impl Iterator<Item = (u32, f32)> {
        let row = self.model.as_ref().map(|m| m.row(id, from.primary(), to.primary()));
        row.into_iter().flatten()
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
