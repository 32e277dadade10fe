//! What is known before a text is read, as pseudo-counts of pairs of stems: lexicon, numbers, copies, cognates, marks.
//!
//! They stay in every round, so that data can overrule them but need not find them out.

use super::copies::copies;
use super::table::Table;
use super::units::{Side, Stem};
use super::vocabulary::TypeKind;
use crate::lexicon::Lexicon;
use crate::model::Lang;
use rustc_hash::FxHashMap;

/// How many occurrences each kind of knowledge is worth.
#[derive(Clone, Copy, Debug)]
pub struct Strength {
    /// Factor of the lexicon's counts.
    pub lexicon: f32,
    /// Share of that for a part of a hyphenated word.
    pub part: f32,
    /// A word of four letters or more that both languages write alike; less for likeness.
    pub copy: f32,
    /// A number of equal value.
    pub number: f32,
    /// The same mark.
    pub mark: f32,
    /// Another mark that does the same: ends a sentence, or makes a pause.
    pub mark_like: f32,
    /// Any pair.
    pub floor: f32,
    /// Factor of `floor` for a mark and a word.
    pub unlike: f32,
    /// Factor of `floor` for a grammar word and another.
    pub grammar: f32,
}

/// What is known of every pair of stems of the table.
#[derive(Debug)]
pub struct Priors {
    /// Pseudo-count.
    pub worth: Vec<f32>,
    /// Whether both are the same number, or written alike (four letters or more): a fixed point of the alignment.
    pub same: Vec<bool>,
}

/// Finds what is known of every pair of stems of the table.
#[must_use]
pub fn priors(source: &Side, target: &Side, table: &Table, lexicon: &Lexicon, strength: Strength) -> Priors {
    let mut rows = vec![Vec::new(); source.stems.len()];
    for (s, known) in lexicon_rows(source, target, lexicon, strength).into_iter().enumerate() {
        rows[s].extend(known);
    }
    for (t, known) in lexicon_rows(target, source, lexicon, strength).into_iter().enumerate() {
        for (s, n) in known {
            rows[s as usize].push((t as u32, n));
        }
    }
    let mut alike = vec![FxHashMap::<u32, f32>::default(); source.stems.len()];
    for (s, row) in copies(&source.vocabulary, &target.vocabulary).into_iter().enumerate() {
        let worth = match source.vocabulary.types[s].kind {
            TypeKind::Word => strength.copy,
            TypeKind::Number => strength.number,
            TypeKind::Mark => 2.0 * strength.mark,
        };
        for (t, v) in row {
            let best = alike[source.stem_of[s] as usize].entry(target.stem_of[t as usize]).or_default();
            *best = best.max(worth * v);
        }
    }
    let mut worth = vec![0.0; target.stems.len()];
    let mut out = Priors { worth: Vec::with_capacity(table.stem_pairs.len()), same: Vec::new() };
    let mut pairs = table.stem_pairs.iter().peekable();
    for (s, row) in rows.iter_mut().enumerate() {
        row.extend(alike[s].iter().map(|(&t, &n)| (t, n)));
        row.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for &(t, n) in row.iter() {
            worth[t as usize] += n;
        }
        while let Some(&(_, t)) = pairs.next_if(|e| e.0 == s as u32) {
            let (from, to) = (&source.stems[s], &target.stems[t as usize]);
            let least = if from.kind == TypeKind::Number { strength.number } else { strength.copy };
            let content = from.kind != TypeKind::Mark && !from.grammar && !to.grammar;
            out.same.push(content && alike[s].get(&t).is_some_and(|&n| n >= least));
            out.worth.push(worth[t as usize] + floor(from, to, strength));
        }
        for &(t, _) in row.iter() {
            worth[t as usize] = 0.0;
        }
    }
    out
}

fn floor(s: &Stem, t: &Stem, strength: Strength) -> f32 {
    let marks = usize::from(s.kind == TypeKind::Mark) + usize::from(t.kind == TypeKind::Mark);
    match marks {
        2 if s.end && t.end || s.pause && t.pause => strength.mark_like,
        1 => strength.floor * strength.unlike,
        0 if s.grammar != t.grammar => strength.floor * strength.grammar,
        _ => strength.floor,
    }
}

/// For each stem of one side, the stems of the other that the lexicon knows as its translations, with half the counts.
fn lexicon_rows(from: &Side, to: &Side, lexicon: &Lexicon, strength: Strength) -> Vec<Vec<(u32, f32)>> {
    let langs: (Lang, Lang) = (from.vocabulary.lang, to.vocabulary.lang);
    let share =
        |k: usize| if k == 0 { 0.5 * strength.lexicon } else { 0.5 * strength.lexicon * strength.part };
    let mut known: FxHashMap<u32, Vec<(u32, f32)>> = FxHashMap::default();
    for (t, stem) in to.stems.iter().enumerate() {
        for (k, key) in stem.keys.iter().enumerate() {
            if let Some(id) = lexicon.id(key, langs.1) {
                known.entry(id).or_default().push((t as u32, if k == 0 { 1.0 } else { strength.part }));
            }
        }
    }
    let row = |stem: &Stem| {
        let mut out = Vec::new();
        for (k, key) in stem.keys.iter().enumerate() {
            let Some(id) = lexicon.id(key, langs.0) else { continue };
            for (t, n) in lexicon.translations(id, langs.0, langs.1) {
                for &(t, part) in known.get(&t).map_or(&[][..], Vec::as_slice) {
                    out.push((t, n * part * share(k)));
                }
            }
        }
        out
    };
    from.stems.iter().map(row).collect()
}
