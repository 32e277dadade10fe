//! The user's own words beside the built-in ones, in any languages: keys, translations, concepts.
//!
//! What is here only holds and finds; [`crate::words::own`] learns it from glossaries and memories.

use crate::model::{Kind, Lang};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Translations of a word: (number of the key, count).
pub type Row = Vec<(u32, f32)>;

/// The user's own words.
#[derive(Clone, Debug, Default)]
pub struct Own {
    keys: BTreeMap<Lang, Keys>,
    /// Rows that stand in the place of the model's.
    rows: FxHashMap<(Lang, Lang), FxHashMap<u32, Row>>,
    phrases: BTreeMap<Lang, FxHashMap<String, Vec<u32>>>,
    /// What kind each concept is, where the user says so.
    kinds: Vec<Option<Kind>>,
    /// Most words of a phrase.
    longest: usize,
}

/// Keys of a language that the model does not have.
#[derive(Clone, Debug, Default)]
struct Keys {
    /// How many the model has: ours are numbered behind them.
    first: u32,
    list: Vec<String>,
    ids: FxHashMap<String, u32>,
}

impl Own {
    /// The number of a key.
    pub(super) fn id(&self, key: &str, lang: Lang) -> Option<u32> {
        self.keys.get(&lang)?.ids.get(key).copied()
    }

    /// The key of a number.
    pub(super) fn key(&self, id: u32, lang: Lang) -> Option<&str> {
        let keys = self.keys.get(&lang)?;
        keys.list.get(id.checked_sub(keys.first)? as usize).map(String::as_str)
    }

    /// How many keys of a language are here only.
    pub(super) fn count(&self, lang: Lang) -> u32 {
        self.keys.get(&lang).map_or(0, |k| k.list.len() as u32)
    }

    /// Numbers a key that the model, which has `first` keys, does not know.
    pub(super) fn add_key(&mut self, key: &str, lang: Lang, first: u32) -> u32 {
        let keys = self.keys.entry(lang).or_insert_with(|| Keys { first, ..Keys::default() });
        if let Some(&id) = keys.ids.get(key) {
            return id;
        }
        let id = first + keys.list.len() as u32;
        keys.list.push(key.to_owned());
        keys.ids.insert(key.to_owned(), id);
        id
    }

    /// The row of a word, if it stands in the place of the model's.
    pub(super) fn row(&self, id: u32, from: Lang, to: Lang) -> Option<&Row> {
        self.rows.get(&(from, to))?.get(&id)
    }

    pub(super) fn set_row(&mut self, id: u32, (from, to): (Lang, Lang), row: Row) {
        self.rows.entry((from, to)).or_default().insert(id, row);
    }

    pub(super) fn add_phrase(&mut self, keys: &[String], lang: Lang, concept: u32) {
        self.longest = self.longest.max(keys.len());
        let list = self.phrases.entry(lang).or_default().entry(keys.join(" ")).or_default();
        if !list.contains(&concept) {
            list.push(concept);
        }
    }

    pub(super) fn add_concept(&mut self, kind: Option<Kind>) -> u32 {
        self.kinds.push(kind);
        self.kinds.len() as u32 - 1
    }

    /// What kind a concept of the user is, where the glossary says so.
    #[must_use]
    pub fn kind(&self, concept: u32) -> Option<Kind> {
        self.kinds.get(concept as usize).copied().flatten()
    }

    /// The concepts of the user that these keys stand for, all of them together.
    #[must_use]
    pub fn concepts(&self, keys: &[String], lang: Lang) -> &[u32] {
        let phrases = self.phrases.get(&lang.primary());
        phrases.and_then(|p| p.get(&keys.join(" "))).map_or(&[], Vec::as_slice)
    }

    /// How many of these keys, from the first, make the longest phrase of the user's concepts; 0 when none.
    #[must_use]
    pub fn phrase_len(&self, keys: &[String], lang: Lang) -> usize {
        let most = self.longest.min(keys.len());
        (1..=most).rev().find(|&n| !self.concepts(&keys[..n], lang).is_empty()).unwrap_or(0)
    }

    /// Whether there are concepts of the user.
    #[must_use]
    pub fn has_concepts(&self) -> bool {
        self.longest > 0
    }
}
