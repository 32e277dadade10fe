//! What of the names and terms found a glossary knows already, and what is new.

use super::concepts::spelling_key;
use crate::glossary::Glossary;
use crate::model::{Concept, Form, Lang};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What a glossary knows of a concept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Novelty {
    /// Nothing.
    New,
    /// The concept of this number, but not these forms of ours.
    More(usize, Vec<usize>),
    /// The concept of this number with all forms.
    Known(usize),
}

/// The forms of a glossary by language.
#[derive(Debug)]
pub struct Index {
    forms: FxHashMap<(Lang, String), Vec<usize>>,
}

impl Index {
    /// Looks through a glossary; its forbidden terms count: they are known, too.
    #[must_use]
    pub fn new(glossary: &Glossary) -> Self {
        let mut forms: FxHashMap<(Lang, String), Vec<usize>> = FxHashMap::default();
        for (i, concept) in glossary.concepts.iter().enumerate() {
            for term in &concept.terms {
                let lang = term.lang.primary();
                for form in term.all_forms() {
                    let list = forms.entry((lang, spelling_key(form, lang))).or_default();
                    if !list.contains(&i) {
                        list.push(i);
                    }
                }
            }
        }
        Self { forms }
    }

    /// What the glossary knows of a concept: the entry that shares most languages with it, then most forms.
    #[must_use]
    pub fn novelty(&self, concept: &Concept) -> Novelty {
        let mut votes: BTreeMap<usize, BTreeMap<Lang, usize>> = BTreeMap::new();
        for form in &concept.forms {
            for entry in self.entries(form) {
                *votes.entry(entry).or_default().entry(form.lang).or_default() += 1;
            }
        }
        let weight = |langs: &BTreeMap<Lang, usize>| (langs.len(), langs.values().sum::<usize>());
        let best = votes.iter().max_by_key(|(i, langs)| (weight(langs), std::cmp::Reverse(**i)));
        let Some((&entry, _)) = best else { return Novelty::New };
        let unknown = |f: &Form| !self.entries(f).contains(&entry);
        let more: Vec<usize> =
            concept.forms.iter().enumerate().filter(|(_, f)| unknown(f)).map(|(i, _)| i).collect();
        if more.is_empty() { Novelty::Known(entry) } else { Novelty::More(entry, more) }
    }

    /// Entries that hold a form, as written or by its base form.
    fn entries(&self, form: &Form) -> Vec<usize> {
        let lang = form.lang.primary();
        let found = [&form.text, &form.lemma]
            .into_iter()
            .filter_map(|t| self.forms.get(&(lang, spelling_key(t, lang))));
        let mut out: Vec<usize> = found.flatten().copied().collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Status};

    fn concept(forms: &[(Lang, &str, &str)]) -> Concept {
        let form = |&(lang, lemma, text): &(Lang, &str, &str)| Form {
            lang,
            lemma: lemma.to_owned(),
            text: text.to_owned(),
            count: 1,
            status: Status::Preferred,
        };
        Concept { id: String::new(), kind: Kind::Loc, forms: forms.iter().map(form).collect(), score: 1.0 }
    }

    #[test]
    fn endings_and_case_are_known_other_names_are_not() -> Result<(), crate::glossary::BadGlossary> {
        let table = "vi\tpl\nsông Hồng\tRzeka Czerwona\nsông Đà\tRzeka Czarna\n";
        let index = Index::new(&crate::glossary::read_bytes("rivers.tsv", table.as_bytes(), None)?);
        let red =
            concept(&[(Lang::VI, "Sông Hồng", "Sông Hồng"), (Lang::PL, "Rzeka Czerwona", "Rzeki Czerwonej")]);
        assert_eq!(index.novelty(&red), Novelty::Known(0));
        let black = concept(&[(Lang::VI, "sông Đà", "sông Đà"), (Lang::EN, "Black River", "Black River")]);
        assert_eq!(index.novelty(&black), Novelty::More(1, vec![1]));
        assert_eq!(index.novelty(&concept(&[(Lang::VI, "sông Lô", "sông Lô")])), Novelty::New);
        // Marks tell names apart.
        assert_eq!(index.novelty(&concept(&[(Lang::VI, "sông Đa", "sông Đa")])), Novelty::New);
        Ok(())
    }
}
