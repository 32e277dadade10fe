//! The wrong sense of a known word: `Strona` for Đảng, because both are "party".
//!
//! A word of the source has concepts in the tables; a concept that shares a word of some language with one of them and is another
//! thing is a trap. A translation falls into it where it has the trap's word, none of the right ones, nothing else in the source that
//! the trap's word could stand for, and the right word elsewhere.

use super::words::{Word, words};
use super::{Input, Pair, Report, Segment};
use crate::lang;
use crate::lexicon::Lexicon;
use crate::lexicon::rows::{Equivalent, column};
use crate::model::{Lang, Span};
use crate::terms::evidence::{Content, content};
use crate::terms::known::Known;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Places with the right word that make a rule of it.
const ELSEWHERE: usize = 2;

/// Keys of the nouns of the tables, by concept and language.
static KEYS: LazyLock<FxHashMap<u32, [Vec<String>; 4]>> = LazyLock::new(|| {
    let nouns = (0u32..).zip(&Known::builtin().concepts).filter(|(_, c)| c.row.kind == "noun");
    let of_cells = |cells: &[Vec<Equivalent>; 4]| {
        let mut at = 0..;
        cells.each_ref().map(|cell| keys(cell, Lang::HOME[at.next().unwrap_or_default()]))
    };
    nouns.map(|(id, c)| (id, of_cells(&c.row.cells))).collect()
});

/// Nouns of the tables by language and key.
static NOUNS: LazyLock<[FxHashMap<&'static str, Vec<u32>>; 4]> = LazyLock::new(|| {
    let mut out: [FxHashMap<&'static str, Vec<u32>>; 4] = Default::default();
    let mut concepts: Vec<_> = KEYS.iter().collect();
    concepts.sort_unstable_by_key(|c| c.0);
    for (id, cells) in concepts {
        for (at, cell) in cells.iter().enumerate() {
            for key in cell {
                let list = out[at].entry(key).or_default();
                if list.last() != Some(id) {
                    list.push(*id);
                }
            }
        }
    }
    out
});

/// Keys of the forms of a cell that texts have as one word.
fn keys(cell: &[Equivalent], lang: Lang) -> Vec<String> {
    let forms = cell.iter().flat_map(|e| std::iter::once(&e.text).chain(&e.forms));
    let kept = forms.filter(|f| lang == Lang::VI || !f.contains([' ', '-']));
    kept.map(|f| key(&f.to_lowercase(), lang)).collect()
}

fn key(lower: &str, lang: Lang) -> String {
    if lang == Lang::VI { lower.to_owned() } else { Lexicon::builtin().key(lower, lang) }
}

/// What may and must not stand for a word of the source.
struct Senses {
    right: FxHashSet<String>,
    traps: Vec<Trap>,
}

/// A word that translates another sense.
struct Trap {
    key: &'static str,
    /// The words of the source language with that sense.
    sources: &'static [String],
}

impl Senses {
    fn of(word: &str, from: Lang, to: Lang, lexicon: &Lexicon) -> Option<Self> {
        let (a, b) = (column(from)?, column(to)?);
        let known = Known::builtin();
        let own = NOUNS[a].get(word)?;
        let small = |key: &str| lang::of(to).function_words.contains(key);
        let mut right: FxHashSet<String> = own
            .iter()
            .flat_map(|&id| known.concepts[id as usize].row.cells[b].iter())
            .flat_map(|e| e.text.split([' ', '-']))
            .map(|w| key(&w.to_lowercase(), to))
            .collect();
        if let Some(id) = lexicon.id(word, from) {
            let row: Vec<(u32, f32)> = lexicon.translations(id, from, to).collect();
            right.extend(row.iter().map(|r| lexicon.key_of(r.0, to).to_owned()));
        }
        right.retain(|k| !small(k));
        let mut traps: Vec<Trap> = Vec::new();
        for &id in own {
            let row = known.concepts[id as usize].row;
            for c in (0..Lang::HOME.len()).filter(|&c| c != b) {
                for shared in &KEYS[&id][c] {
                    for &other in
                        NOUNS[c].get(shared.as_str()).into_iter().flatten().filter(|o| !own.contains(o))
                    {
                        let cells = &known.concepts[other as usize].row.cells;
                        // Concepts with words in common in two languages are neighbours, no homonyms.
                        if shared_columns(&row.cells, cells) != 1 {
                            continue;
                        }
                        let theirs = &KEYS[&other];
                        for key in theirs[b].iter().filter(|k| !right.contains(*k)) {
                            traps.push(Trap { key, sources: &theirs[a] });
                        }
                    }
                }
            }
        }
        (!traps.is_empty()).then_some(Self { right, traps })
    }
}

/// In how many languages two concepts have a form in common.
fn shared_columns(a: &[Vec<Equivalent>; 4], b: &[Vec<Equivalent>; 4]) -> usize {
    let meets =
        |(x, y): (&Vec<Equivalent>, &Vec<Equivalent>)| x.iter().any(|e| y.iter().any(|f| e.text == f.text));
    a.iter().zip(b).filter(|p| meets(*p)).count()
}

/// Whether a word is written with a capital inside a sentence: an institution, whose name has one rendering.
fn is_institution<'t>(word: &str, texts: impl Iterator<Item = &'t str>, lang: Lang) -> bool {
    let mut texts = texts;
    texts.any(|text| {
        crate::terms::token::words(text).iter().any(|w| {
            w.capital && !w.initial && !w.acronym && (w.lower == word || key(&w.lower, lang) == word)
        })
    })
}

/// A bead with its words.
struct Read<'a> {
    segment: Segment<'a>,
    source: Vec<Content>,
    target: Vec<(Word, Span)>,
}

/// Adds to `term-variant`.
pub(super) fn wrong(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        let (from, to) = (pair.source.lang().primary(), pair.target.lang().primary());
        if from != to && from.is_home() && matches!(to, Lang::EN | Lang::FR | Lang::PL) {
            compare(input, pair, from, to, report);
        }
    }
}

fn compare(input: &Input<'_>, pair: &Pair<'_>, from: Lang, to: Lang, report: &mut Report) {
    let read: Vec<Read<'_>> = pair
        .segments()
        .filter(|s| s.is_linked() && s.bead.score >= 0.5)
        .map(|segment| Read {
            segment,
            source: content(segment.source_text(), from),
            target: words(segment.target_text(), to),
        })
        .collect();
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (n, r) in read.iter().enumerate() {
        for word in &r.source {
            let list = places.entry(&word.key).or_default();
            if list.last() != Some(&n) {
                list.push(n);
            }
        }
    }
    let mut words: Vec<(&str, Vec<usize>)> =
        places.into_iter().filter(|(_, p)| p.len() > ELSEWHERE).collect();
    words.sort_unstable();
    for (word, places) in words {
        let Some(senses) = Senses::of(word, from, to, input.lexicon) else { continue };
        let right =
            |n: &usize| read[*n].target.iter().find(|t| senses.right.contains(&t.0.key)).map(|t| (*n, t.1));
        let usual: Vec<(usize, Span)> = places.iter().filter_map(right).collect();
        // One place that departs from a rule; more of them are the translator's freedom.
        if usual.len() < ELSEWHERE
            || usual.len() + 1 != places.len()
            || !is_institution(word, places.iter().map(|n| read[*n].segment.source_text()), from)
        {
            continue;
        }
        // The stem of a small word (entre) is that of another (entrée).
        if lang::of(from).function_words.iter().any(|w| key(w, from) == word) {
            continue;
        }
        for n in places.iter().filter(|n| right(n).is_none()) {
            let Some(at) = fallen(input, &read[*n], &senses, word, from, to) else { continue };
            let segment = &read[*n].segment;
            let place = |n: usize, span: Span| {
                let segment = &read[n].segment;
                segment.target_place(span.shifted(segment.target.start as usize))
            };
            let (first, span) = usual[0];
            let text = |n: usize, span: Span| &read[n].segment.target_text()[span.range()];
            let message = format!(
                "“{}” for “{word}” of the source, which is “{}” elsewhere: another sense of the word?",
                text(*n, at),
                text(first, span)
            );
            let finding = report.add(place(*n, at), message);
            finding.related.push(place(first, span));
            finding.related.push(segment.source_place(segment.source));
        }
    }
}

/// The word of a trap in a translation that nothing else in the source explains.
fn fallen(
    input: &Input<'_>,
    read: &Read<'_>,
    senses: &Senses,
    word: &str,
    from: Lang,
    to: Lang,
) -> Option<Span> {
    let function = &lang::of(to).function_words;
    read.target.iter().filter(|t| !function.contains(t.0.lower.as_str())).find_map(|(target, span)| {
        let trap = senses.traps.iter().find(|t| t.key == target.key)?;
        let said = |w: &Content| {
            w.key != word && (trap.sources.contains(&w.key) || translates(input, w, target, from, to))
        };
        (!read.source.iter().any(said)).then_some(*span)
    })
}

/// Whether the lexicon or the tables have the target's word for one of the source.
fn translates(input: &Input<'_>, source: &Content, target: &Word, from: Lang, to: Lang) -> bool {
    let lexicon = input.lexicon;
    let id = |key: &str, lang| lexicon.id(key, lang);
    let linked = id(&source.key, from)
        .zip(id(&target.key, to))
        .is_some_and(|(s, t)| lexicon.translations(s, from, to).any(|r| r.0 == t));
    let known = Known::builtin();
    linked
        || column(from).zip(column(to)).is_some_and(|(a, b)| {
            NOUNS[a]
                .get(source.key.as_str())
                .into_iter()
                .flatten()
                .any(|&c| keys(&known.concepts[c as usize].row.cells[b], to).contains(&target.key))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_that_is_a_side() {
        let senses = Senses::of("đảng", Lang::VI, Lang::PL, Lexicon::builtin()).expect("a homonym");
        let strona = key("strona", Lang::PL);
        assert!(senses.traps.iter().any(|t| t.key == strona));
        assert!(senses.right.contains(&key("partii", Lang::PL)) && !senses.right.contains(&strona));
    }
}
