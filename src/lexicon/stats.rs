//! How large the lexicon is.

use super::Lexicon;
use super::tables::all;
use crate::model::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// Sizes of the lexicon.
#[derive(Clone, Debug)]
pub struct Stats {
    /// Rows of each table, in the order of the tables.
    pub tables: Vec<(&'static str, usize)>,
    /// Rows of each part of speech or kind.
    pub kinds: BTreeMap<&'static str, usize>,
    /// Distinct base forms of each home language.
    pub base_forms: [usize; 4],
    /// Irregular forms of each home language.
    pub irregular: [usize; 4],
    /// For every ordered pair of home languages: words with translations, and translations in all.
    pub pairs: Vec<(Lang, Lang, usize, usize)>,
}

impl Stats {
    /// Counts the built-in tables and a lexicon's translations.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let rows = || all().iter().flat_map(|t| &t.rows);
        let mut kinds = BTreeMap::new();
        rows().for_each(|r| *kinds.entry(r.kind.as_str()).or_default() += 1);
        let cells = |l: usize| rows().flat_map(move |r| &r.cells[l]);
        let home = [0, 1, 2, 3];
        let pairs = Lang::HOME.into_iter().flat_map(|f| Lang::HOME.map(|t| (f, t))).filter(|(f, t)| f != t);
        let pairs = pairs.map(|(from, to)| {
            let counts = lexicon.ids(from).map(|id| lexicon.translations(id, from, to).count());
            let (words, all) = counts.fold((0, 0), |(w, a), n| (w + usize::from(n > 0), a + n));
            (from, to, words, all)
        });
        Self {
            tables: all().iter().map(|t| (t.name, t.rows.len())).collect(),
            kinds,
            base_forms: home.map(|l| cells(l).map(|e| e.text.as_str()).collect::<BTreeSet<_>>().len()),
            irregular: home.map(|l| cells(l).map(|e| e.forms.len()).sum()),
            pairs: pairs.collect(),
        }
    }

    /// Rows of all tables.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.tables.iter().map(|t| t.1).sum()
    }
}
