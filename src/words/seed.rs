//! Learns the lexicon's model from its concepts and sentences.

use super::ibm1::{Pair, learn};
use super::vocabulary::Vocabulary;
use crate::lang::inflect::{core, forms};
use crate::lang::stem::stem;
use crate::lexicon::Lexicon;
use crate::lexicon::model::{BadModel, Model, Parts};
use crate::lexicon::rows::Row;
use crate::model::Lang;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of concept whose Vietnamese names are put together of words that translate one by one.
const COMPOSED: [&str; 5] = ["org", "law", "event", "phrase", "title"];
/// Most syllables of a compound that is taken as one word.
const LONGEST: usize = 4;
/// What the first equivalents of a concept count against one sentence pair.
const CONCEPT: f32 = 2.0;
/// Rounds of IBM 1.
const ROUNDS: usize = 6;

/// Learns from concepts and sentences (in the order of [`Lang::HOME`]) and gives the bytes of the model.
///
/// # Errors
/// [`BadModel`] when the tables are too large for the format.
pub fn model(concepts: &[Row], sentences: &[[String; 4]], fingerprint: u64) -> Result<Vec<u8>, BadModel> {
    let mut parts = Parts { fingerprint, compounds: compounds(concepts), ..Parts::default() };
    let (irregular, ambiguous) = irregular(concepts);
    parts.irregular = irregular;
    // The forms alone make a lexicon that can cut texts into words; the counts are learnt from texts so cut.
    let forms = Lexicon::from_model(Model::from_vec(parts.write())?);
    let mut vocabularies = Lang::HOME.map(Vocabulary::new);
    let mut examples: [Vec<(Vec<u32>, f32)>; 4] = Default::default();
    let mut groups: Vec<[std::ops::Range<usize>; 4]> = Vec::new();
    for row in concepts {
        let group = std::array::from_fn(|l| {
            let from = examples[l].len();
            for (rank, equivalent) in row.cells[l].iter().enumerate() {
                let weight = 1.0 / (1.0 + rank as f32);
                examples[l].push((vocabularies[l].encode(&equivalent.text, &forms), weight));
                for form in equivalent.forms.iter().filter(|f| ambiguous[l].contains(*f)) {
                    examples[l].push((vocabularies[l].encode(form, &forms), 0.5 * weight));
                }
            }
            from..examples[l].len()
        });
        groups.push(group);
    }
    let texts: Vec<[Vec<u32>; 4]> =
        sentences.iter().map(|s| std::array::from_fn(|l| vocabularies[l].encode(&s[l], &forms))).collect();
    let orders = vocabularies.each_ref().map(sorted_ids);
    for (l, vocabulary) in vocabularies.iter().enumerate() {
        parts.keys[l] = vocabulary.types.iter().map(|t| t.key.to_string()).collect();
        parts.keys[l].sort_unstable();
        if parts.keys[l].len() > usize::from(u16::MAX) {
            return Err(BadModel);
        }
    }
    let pairs: Vec<(usize, usize)> =
        (0..4).flat_map(|f| (0..4).map(move |t| (f, t))).filter(|(f, t)| f != t).collect();
    let learnt: Vec<_> = pairs
        .par_iter()
        .map(|&(f, t)| {
            let mut training: Vec<Pair<'_>> =
                texts.iter().map(|s| Pair { source: &s[f], target: &s[t], weight: 1.0, block: 0 }).collect();
            for group in &groups {
                for (source, w) in &examples[f][group[f].clone()] {
                    for (target, v) in &examples[t][group[t].clone()] {
                        training.push(Pair { source, target, weight: CONCEPT * w * v, block: 0 });
                    }
                }
            }
            let counts = learn(&training, vocabularies[f].types.len(), ROUNDS, |_, _| 1.0);
            let mut rows = vec![Vec::new(); vocabularies[f].types.len()];
            for (s, row) in counts.rows.into_iter().enumerate() {
                let mut row: Vec<_> = row.into_iter().map(|(w, n)| (orders[t][w as usize], n)).collect();
                row.sort_by_key(|e| e.0);
                rows[orders[f][s] as usize] = row;
            }
            rows
        })
        .collect();
    for ((f, t), rows) in pairs.into_iter().zip(learnt) {
        parts.pairs[f * 4 + t] = rows;
    }
    Ok(parts.write())
}

/// For every type its place among the sorted keys.
fn sorted_ids(vocabulary: &Vocabulary) -> Vec<u32> {
    let mut order: Vec<u32> = (0..vocabulary.types.len() as u32).collect();
    order.sort_by(|&a, &b| vocabulary.types[a as usize].key.cmp(&vocabulary.types[b as usize].key));
    let mut place = vec![0; order.len()];
    for (at, id) in order.into_iter().enumerate() {
        place[id as usize] = at as u32;
    }
    place
}

/// Vietnamese equivalents of several syllables that stand for one word.
fn compounds(concepts: &[Row]) -> Vec<String> {
    let words = concepts
        .iter()
        .filter(|row| !COMPOSED.contains(&row.kind.as_str()))
        .flat_map(|row| &row.cells[0])
        .map(|e| e.text.to_lowercase())
        .filter(|text| (2..=LONGEST).contains(&text.split(' ').count()))
        .filter(|text| text.chars().all(|c| c.is_alphabetic() || c == ' '));
    words.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Forms with the key of their base form (`form TAB key` per language), and those that are also a word of their own or
/// belong to two words: the irregular ones of the rows, and the regular ones whose stem is another than their base's.
fn irregular(concepts: &[Row]) -> ([Vec<String>; 4], [BTreeSet<String>; 4]) {
    let mut ambiguous: [BTreeSet<String>; 4] = Default::default();
    let lists = std::array::from_fn(|l| {
        let lang = Lang::HOME[l];
        let bases: BTreeSet<String> = concepts
            .iter()
            .flat_map(|r| &r.cells[l])
            .map(|e| stem(core(&e.text.to_lowercase(), lang), lang))
            .collect();
        let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut regular = keys.clone();
        for (row, equivalent) in concepts.iter().flat_map(|r| r.cells[l].iter().map(move |e| (r, e))) {
            let lower = equivalent.text.to_lowercase();
            let word = core(&lower, lang);
            if word.contains(' ') {
                continue;
            }
            let base = stem(word, lang);
            for form in equivalent.forms.iter().map(|f| core(f, lang)) {
                let form_stem = stem(&form.to_lowercase(), lang);
                if form.contains(' ') || form_stem == base {
                    continue;
                }
                if bases.contains(&form_stem) {
                    ambiguous[l].insert(form.to_owned());
                } else {
                    keys.entry(form.to_lowercase()).or_default().insert(base.clone());
                }
            }
            for form in forms(word, &row.kind, lang) {
                let form_stem = stem(&form, lang);
                if form_stem != base && !bases.contains(&form_stem) {
                    regular.entry(form).or_default().insert(base.clone());
                }
            }
        }
        let mut out = BTreeMap::new();
        for (form, bases) in keys {
            match bases.first() {
                Some(base) if bases.len() == 1 => {
                    out.insert(form, base.clone());
                }
                _ => {
                    ambiguous[l].insert(form);
                }
            }
        }
        for (form, bases) in regular {
            if let (Some(base), 1, false) = (bases.first(), bases.len(), ambiguous[l].contains(&form)) {
                out.entry(form).or_insert_with(|| base.clone());
            }
        }
        out.into_iter().map(|(form, base)| format!("{form}\t{base}")).collect()
    });
    (lists, ambiguous)
}
