//! Where names and terms stand in a block of text.
//!
//! Rules propose ([`super::vietnamese`], [`super::european`], [`lexicon_terms`]); what overlaps is settled here: the stronger
//! proposal stays, then the longer one.

use super::heads::Phrases;
use super::known::{Known, Reading, word_key, word_keys};
use super::token::{Word, words};
use super::{european, vietnamese};
use crate::lexicon::Lexicon;
use crate::lexicon::rows::{Equivalent, column};
use crate::model::{Kind, Lang, Span};
use crate::text::fold::{fold_name, tone_key};
use crate::text::tokens::TokenKind;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A proposal: words `start..end` of a block.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Found {
    /// First word.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What kind.
    pub kind: Kind,
    /// Strength of the rule.
    pub weight: u8,
}

/// Strengths of rules.
pub mod weight {
    /// A lexicon term.
    pub const TERM: u8 = 1;
    /// A run of capitals nothing else is known about.
    pub const RUN: u8 = 2;
    /// A name with a head, a title, a person by name.
    pub const NAME: u8 = 3;
    /// A title with the body it belongs to.
    pub const WHOLE: u8 = 4;
}

/// A block with its words.
#[derive(Clone, Debug)]
pub struct Block<'t> {
    /// Its text.
    pub text: &'t str,
    /// Its language.
    pub lang: Lang,
    /// Its words.
    pub words: Vec<Word>,
    /// Keys of the words (see [`word_key`]).
    pub keys: Vec<String>,
    /// All keys that each word may have.
    pub all_keys: Vec<Vec<String>>,
}

impl<'t> Block<'t> {
    /// Reads a block.
    #[must_use]
    pub fn new(text: &'t str, lang: Lang) -> Self {
        let words = words(text);
        let all_keys: Vec<Vec<String>> = words.iter().map(|w| word_keys(&w.lower, lang)).collect();
        let keys = all_keys.iter().map(|k| k[0].clone()).collect();
        Self { text, lang, words, keys, all_keys }
    }

    /// The text of words `start..end`.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> &'t str {
        &self.text[self.span(start, end).range()]
    }

    /// The span of words `start..end`, without a possessive ending.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let from = self.words[start].span.start as usize;
        let mut to = self.words[end - 1].span.end as usize;
        let last = &self.text[from..to];
        if self.lang.primary() == Lang::EN {
            for ending in ["'s", "’s"] {
                if last.ends_with(ending) {
                    to -= ending.len();
                }
            }
        }
        Span::new(from, to)
    }

    /// Word `i`, if there is one.
    #[must_use]
    pub fn word(&self, i: usize) -> Option<&Word> {
        self.words.get(i)
    }

    /// Lower-case words from `i` on.
    pub fn lower_from(&self, i: usize) -> impl Iterator<Item = &str> {
        self.words[i.min(self.words.len())..].iter().map(|w| w.lower.as_str())
    }

    /// Length of the list entry that the words from `i` on begin with; 0 when there is none.
    #[must_use]
    pub fn listed(&self, list: &Phrases, i: usize) -> usize {
        if self.lang.primary() == Lang::PL {
            list.len_at(self.keys[i.min(self.keys.len())..].iter().map(String::as_str))
        } else {
            list.len_at(self.lower_from(i))
        }
    }

    /// Whether only blanks stand between word `i - 1` and word `i`.
    #[must_use]
    pub fn joined(&self, i: usize) -> bool {
        i > 0
            && self.words.get(i).is_some_and(|w| {
                self.text[self.words[i - 1].span.end as usize..w.span.start as usize]
                    .chars()
                    .all(char::is_whitespace)
            })
    }

    /// Concepts of the tables that the words from `i` on are a phrase of, the longest phrase first.
    #[must_use]
    pub fn phrase(&self, i: usize) -> Option<(usize, Vec<Reading>)> {
        let keys = &self.all_keys[i..(i + 10).min(self.all_keys.len())];
        Known::builtin().phrase(keys, self.lang)
    }
}

/// Finds the names and terms of a block, left to right, none inside another. `own` proposes the user's terms.
#[must_use]
pub fn find(block: &Block<'_>, own: Vec<Found>) -> Vec<Found> {
    let mut all = match block.lang.primary() {
        Lang::VI => vietnamese::find(block),
        _ => european::find(block),
    };
    all.extend(lexicon_terms(block));
    all.extend(acronyms(block));
    all.extend(own);
    settle(all)
}

/// Keeps what does not overlap with something stronger or longer.
fn settle(mut all: Vec<Found>) -> Vec<Found> {
    all.retain(|f| f.end > f.start);
    all.sort_by_key(|f| (std::cmp::Reverse((f.weight.max(1), f.end - f.start)), f.start));
    let mut out: Vec<Found> = Vec::new();
    for f in all {
        if !out.iter().any(|o| o.start < f.end && f.start < o.end) {
            out.push(f);
        }
    }
    out.sort_by_key(|f| f.start);
    out
}

/// Kind of a concept of the tables, if it is a name.
#[must_use]
pub fn name_kind(kind: &str) -> Option<Kind> {
    Some(match kind {
        "country" | "city" => Kind::Loc,
        "org" => Kind::Org,
        "law" => Kind::Law,
        "event" => Kind::Event,
        _ => return None,
    })
}

/// Tables whose nouns are terms.
const FIELDS: [&str; 4] = ["law", "security", "administration", "terms"];
/// Tables whose phrases (not single words) are terms.
const PHRASE_FIELDS: [&str; 6] = ["politics", "economy", "infrastructure", "computing", "terms", "bodies"];

/// Concepts (by their first English equivalent) that are terms as single words.
static TERMS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../lang/en/name_terms.txt").lines().filter(|l| !l.starts_with('#')).map(str::trim).collect()
});

/// Whether a single word is an equivalent of the concept, or its plural: stems alone take "appelle" for "appel".
fn same_word(block: &Block<'_>, i: usize, cells: &[Vec<Equivalent>; 4]) -> bool {
    let lower = block.words[i].lower.as_str();
    let cell = column(block.lang).map_or(&cells[1], |l| &cells[l]);
    // Only the first equivalent: the others are looser.
    cell.iter().take(1).any(|e| {
        let base = e.text.to_lowercase();
        let polish =
            block.lang.primary() == Lang::PL && word_key(lower, Lang::PL) == word_key(&base, Lang::PL);
        polish
            || base == lower
            || lower.strip_prefix(&base).is_some_and(|rest| matches!(rest, "s" | "es" | "x"))
    })
}

/// Whether the words are a phrase rather than a single word; two Vietnamese syllables are a word.
fn compound(block: &Block<'_>, i: usize, n: usize) -> bool {
    if block.lang.primary() != Lang::VI {
        return block.words[i..i + n].iter().filter(|w| w.lower.chars().count() > 2).count() > 1;
    }
    n > 2
}

/// Terms of the lexicon: phrases, and the single words that are fixed notions.
fn lexicon_terms(block: &Block<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for i in (0..block.words.len()).filter(|&i| block.words[i].kind == TokenKind::Word) {
        let keys = &block.all_keys[i..(i + 10).min(block.words.len())];
        for (n, readings) in Known::builtin().phrases(keys, block.lang) {
            if !cut(block, i, n) && readings.iter().any(|r| is_term(block, i, n, r.concept)) {
                out.push(Found { start: i, end: i + n, kind: Kind::Term, weight: weight::TERM });
            }
        }
    }
    out
}

/// Whether words `i..i + n`, an equivalent of a concept, are a term.
fn is_term(block: &Block<'_>, i: usize, n: usize, concept: u32) -> bool {
    let concept = &Known::builtin().concepts[concept as usize];
    let noun = matches!(concept.row.kind.as_str(), "noun" | "phrase");
    let field = FIELDS.contains(&concept.table) || PHRASE_FIELDS.contains(&concept.table);
    if !noun || !field {
        return false;
    }
    let english = concept.row.cells[1][0].text.as_str();
    let fixed = TERMS.contains(english) || concept.table == "terms";
    let single = fixed && (n > 1 || same_word(block, i, &concept.row.cells));
    // A fragment that ends with a preposition is none.
    let last = block.words[i + n - 1].lower.as_str();
    let whole = n == 1 || !crate::lang::of(block.lang).function_words.contains(last);
    whole && (single || english.contains([' ', '-']) && compound(block, i, n))
}

/// Whether the phrase cuts a Vietnamese word in two: cắt giảm thuế|quan.
fn cut(block: &Block<'_>, i: usize, n: usize) -> bool {
    block.lang.primary() == Lang::VI && i + n < block.words.len() && block.joined(i + n) && {
        let words: Vec<&str> = block.lower_from(i + n - 1).take(3).collect();
        Lexicon::builtin().compound_len(&words, Lang::VI) > 1
    }
}

/// Short names in capitals, and words with a plus (Erasmus+).
fn acronyms(block: &Block<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for (i, word) in block.words.iter().enumerate() {
        if word.kind != TokenKind::Word || !word.capital {
            continue;
        }
        let plus = block.word(i + 1).is_some_and(|w| w.is("+") && w.span.start == word.span.end);
        if plus {
            out.push(Found { start: i, end: i + 2, kind: Kind::Term, weight: weight::WHOLE });
        } else if word.acronym
            && (2..=12).contains(&word.lower.chars().count())
            && !roman(&word.lower)
            && !word.lower.contains(['-', '+', '/'])
            && !["eur", "usd", "vnd", "pln", "gbp", "gmt", "utc", "vnđ"].contains(&word.lower.as_str())
            && !block.words.iter().all(|w| w.acronym || w.kind != TokenKind::Word)
        {
            out.push(Found { start: i, end: i + 1, kind: Kind::Org, weight: weight::RUN });
        }
    }
    out
}

/// Whether a word is a Roman numeral.
fn roman(lower: &str) -> bool {
    lower.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'))
}

/// Whether word `i` may go on with a name of the tables: behind a blank, or a hyphen, dot or ampersand.
fn glued(block: &Block<'_>, i: usize) -> bool {
    match block.words[i].kind {
        TokenKind::Mark => matches!(block.words[i].lower.as_str(), "-" | "–" | "." | "&" | "'"),
        _ => block.joined(i) || block.words[i - 1].kind == TokenKind::Mark,
    }
}

/// Whether a Vietnamese name is spelt as the tables spell it, marks included (Ảnh is not Anh); without any marks it may stand for
/// a marked one if it is long enough.
fn spelt(text: &str, lang: Lang, known: &Known, concept: u32) -> bool {
    if lang.primary() != Lang::VI {
        return true;
    }
    let key = |t: &str| {
        t.split([' ', '-', '–']).filter(|w| !w.is_empty()).map(tone_key).collect::<Vec<_>>().join(" ")
    };
    let (own, bare) = (key(text), text.is_ascii() && text.len() > 5);
    // Đồ sơn is lacquer work, Đồ Sơn a place.
    let capitals = |t: &str| {
        t.split([' ', '-', '–']).filter(|w| w.chars().next().is_some_and(char::is_uppercase)).count()
    };
    let mut cell = known.concepts[concept as usize].row.cells[0].iter();
    cell.any(|e| {
        key(&e.text) == own && capitals(&e.text) <= capitals(text)
            || bare && fold_name(&e.text) == fold_name(text)
    })
}

/// A place name of the tables at word `i`, the longest; capitalised words only.
#[must_use]
pub fn place_at(block: &Block<'_>, i: usize) -> Option<(usize, Kind)> {
    let known = Known::builtin();
    if !block.word(i)?.capital || block.words[i].kind != TokenKind::Word {
        return None;
    }
    (1..=7.min(block.words.len() - i)).rev().find_map(|n| {
        let last = block.word(i + n - 1)?;
        if last.kind == TokenKind::Mark || (1..n).any(|k| !glued(block, i + k)) {
            return None;
        }
        let text = block.slice(i, i + n);
        let readings = known.find(text, block.lang);
        let best = readings.iter().find(|r| {
            let kind = known.concepts[r.concept as usize].row.kind.as_str();
            name_kind(kind).is_some() && spelt(text, block.lang, known, r.concept)
        })?;
        let kind = name_kind(&known.concepts[best.concept as usize].row.kind)?;
        Some((n, kind))
    })
}
