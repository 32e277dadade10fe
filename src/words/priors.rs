//! What is known before a text is read, as pseudo-counts of word pairs: lexicon, numbers, copies, cognates, marks.
//!
//! They stay in every round, so that data can overrule them but need not find them out.

use super::copies::copies;
use super::table::Table;
use super::units::Side;
use super::vocabulary::TypeKind;
use crate::lexicon::Lexicon;

/// How many occurrences each kind of knowledge is worth.
#[derive(Clone, Copy, Debug)]
pub struct Strength {
    /// Factor of the lexicon's counts.
    pub lexicon: f32,
    /// A word of four letters or more that both languages write alike; less for likeness.
    pub copy: f32,
    /// A number of equal value.
    pub number: f32,
    /// The same mark.
    pub mark: f32,
    /// Taken as a share of a pair of unlike kinds (a word and a mark).
    pub unlike: f32,
}

/// Pseudo-count of every entry of the table; negative where the pair should not be.
#[must_use]
pub fn priors(
    source: &Side,
    target: &Side,
    table: &Table,
    lexicon: &Lexicon,
    strength: Strength,
) -> Vec<f32> {
    let (from, to) = (&source.vocabulary, &target.vocabulary);
    let onward = from.lexicon_counts(to, lexicon);
    let mut rows: Vec<Vec<(u32, f32)>> = copies(from, to);
    for (row, s) in rows.iter_mut().zip(&from.types) {
        let worth = match s.kind {
            TypeKind::Word => strength.copy,
            TypeKind::Number => strength.number,
            TypeKind::Mark => 2.0 * strength.mark,
        };
        row.iter_mut().for_each(|e| e.1 *= worth);
    }
    for (row, known) in rows.iter_mut().zip(onward) {
        row.extend(known.into_iter().map(|(t, n)| (t, 0.5 * strength.lexicon * n)));
    }
    for (t, known) in to.lexicon_counts(from, lexicon).into_iter().enumerate() {
        for (s, n) in known {
            rows[s as usize].push((t as u32, 0.5 * strength.lexicon * n));
        }
    }
    let mut worth = vec![0.0; to.types.len()];
    let mut out = Vec::with_capacity(table.targets.len());
    let mut entries = table.sources.iter().zip(&table.targets).peekable();
    for (s, row) in rows.iter().enumerate() {
        row.iter().for_each(|&(t, n)| worth[t as usize] += n);
        while let Some((_, &t)) = entries.next_if(|e| *e.0 == s as u32) {
            out.push(worth[t as usize]);
        }
        row.iter().for_each(|&(t, _)| worth[t as usize] = 0.0);
    }
    out
}
