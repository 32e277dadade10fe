//! The seed lexicon: concepts in four languages, and its lookup.

use crate::lang::stem::stem;
use crate::model::Lang;

/// Words of the four languages and their translations.
#[derive(Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// A lexicon that knows nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self {}
    }

    /// The key under which the forms of a lower-case word meet.
    #[must_use]
    pub fn key(&self, word: &str, lang: Lang) -> String {
        stem(word, lang)
    }

    /// Counts n(s, t) that the lexicon vouches for, over the types of two vocabularies.
    #[must_use]
    pub fn counts(
        &self,
        source: &crate::words::vocabulary::Vocabulary,
        _target: &crate::words::vocabulary::Vocabulary,
    ) -> Vec<Vec<(u32, f32)>> {
        vec![Vec::new(); source.types.len()]
    }

    /// Joins the syllables of known compounds.
    pub fn join_compounds(&self, _words: &mut [crate::words::vocabulary::Word], _lang: Lang) {}
}
