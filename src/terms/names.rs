//! Keys under which two spellings of one name meet: folded in order, sorted, joined, with Polish endings undone, and the
//! concepts of the lexicon.

use super::known::{Known, NAMES, phrase_lemmas, without_brackets};
use crate::lang::{entries, part};
use crate::model::Lang;
use crate::text::fold::{fold, fold_name, tone_key};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A key with the trust that a meeting under it deserves.
#[derive(Clone, PartialEq, Debug)]
pub struct Key {
    /// `o:` in order, `s:` sorted, `j:` joined, `c:` concept.
    pub text: String,
    /// Trust, 0 to 1.
    pub score: f32,
}

/// Trust in the ways to meet. A meeting counts as the lesser of both sides' keys.
mod trust {
    pub const ORDER: f32 = 1.0;
    pub const JOINED: f32 = 0.99;
    pub const SORTED: f32 = 0.98;
    pub const CONCEPT: f32 = 0.985;
    pub const UNDONE: f32 = 0.97;
}

/// Letters of a key below which only equality in order, or a concept, counts.
const SHORT: usize = 4;

static ONSETS: LazyLock<Vec<String>> = LazyLock::new(|| syllable_parts("onset"));
static RIMES: LazyLock<FxHashSet<String>> = LazyLock::new(|| syllable_parts("rime").into_iter().collect());
static SURNAMES: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| entries(include_str!("../lang/vi/name_surnames.txt")).map(fold).collect());

static WRITTEN_SURNAMES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    entries(include_str!("../lang/vi/name_surnames.txt")).map(|n| tone_key(&n.to_lowercase())).collect()
});

fn syllable_parts(name: &str) -> Vec<String> {
    let mut list: Vec<String> = part(include_str!("../lang/vi/syllables.txt"), name).map(fold).collect();
    list.push(String::new());
    list.sort_by_key(|s| std::cmp::Reverse(s.len()));
    list
}

/// Whether a folded word may be a Vietnamese syllable.
#[must_use]
pub fn is_syllable(folded: &str) -> bool {
    // ng- and g- are written ngh- and gh- before e, i, y; `gi` is an onset.
    if ["nge", "ngi", "ngy", "ge", "gy"].iter().any(|wrong| folded.starts_with(wrong)) {
        return false;
    }
    ONSETS
        .iter()
        .any(|o| folded.strip_prefix(o.as_str()).is_some_and(|rest| !rest.is_empty() && RIMES.contains(rest)))
}

/// Whether a folded word is a Vietnamese family name.
#[must_use]
pub fn is_surname(folded: &str) -> bool {
    SURNAMES.contains(folded)
}

/// Whether a word in small letters is a Vietnamese family name: with its marks where it has any.
#[must_use]
pub fn is_surname_as_written(lower: &str) -> bool {
    if lower.is_ascii() { is_surname(lower) } else { WRITTEN_SURNAMES.contains(&tone_key(lower)) }
}

/// All keys of a name. An undetermined language is taken for any of the four.
#[must_use]
pub fn keys(name: &str, lang: Lang) -> Vec<Key> {
    let mut out: Vec<Key> = Vec::new();
    let mut add = |text: String, score: f32| match out.iter_mut().find(|k| k.text == text) {
        Some(k) => k.score = k.score.max(score),
        None => out.push(Key { text, score }),
    };
    let bare = without_brackets(name);
    for (text, factor) in [(name, 1.0), (bare.as_str(), 0.995)] {
        spellings(&fold_name(text), factor, &mut add);
    }
    if matches!(lang.primary(), Lang::PL | Lang::UND) {
        for lemma in person_lemmas(&bare) {
            spellings(&fold_name(&lemma), trust::UNDONE, &mut add);
        }
    }
    let known = Known::builtin();
    let langs = if lang.is_home() { vec![lang] } else { Lang::HOME.to_vec() };
    for lang in langs {
        for reading in known.find(name, lang) {
            let named = NAMES.contains(&known.concepts[reading.concept as usize].row.kind.as_str());
            let factor = if named { trust::CONCEPT } else { trust::CONCEPT - 0.01 };
            add(format!("c:{}", reading.concept), reading.score * factor);
        }
    }
    out
}

fn spellings(folded: &str, factor: f32, add: &mut impl FnMut(String, f32)) {
    if folded.is_empty() {
        return;
    }
    add(format!("o:{folded}"), trust::ORDER * factor);
    let mut tokens: Vec<&str> = folded.split(' ').collect();
    let joined = tokens.concat();
    if joined.len() < SHORT {
        return;
    }
    add(format!("j:{joined}"), trust::JOINED * factor);
    // Two given names in another order are another person; a family name that moved is not.
    if tokens.len() > 2 || tokens.iter().any(|t| is_surname(t)) {
        tokens.sort_unstable();
        add(format!("s:{}", tokens.join(" ")), trust::SORTED * factor);
    }
}

/// Base forms of a name whose words may all decline, or only the last one (as in Vietnamese names).
fn person_lemmas(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).collect();
    let vietnamese =
        words.len() > 1 && words.iter().filter(|w| is_syllable(&fold(w))).count() + 1 >= words.len();
    let Some((last, head)) = words.split_last() else { return Vec::new() };
    if !vietnamese {
        return phrase_lemmas(name);
    }
    // `Hoa` is a name as it is; `Ana` or `Phongem` can only be a name with an ending.
    let plain = is_syllable(&fold(last));
    let mut out: Vec<String> = Vec::new();
    for ending in ["a", "owi", "iem", "em", "u", "ie", "ego", "emu", "ym", "m"] {
        if let Some(stem) = last.strip_suffix(ending)
            && is_syllable(&fold(stem))
            && !plain
        {
            out.push([head, &[stem]].concat().join(" "));
        }
    }
    for (ending, base) in
        [("y", "a"), ("ę", "a"), ("ą", "a"), ("i", "a"), ("ie", "a"), ("ze", "a"), ("dze", "ga")]
    {
        if let Some(stem) = last.strip_suffix(ending) {
            let lemma = format!("{stem}{base}");
            if is_syllable(&fold(&lemma)) && (!plain || ending != "y") {
                out.push([head, &[lemma.as_str()]].concat().join(" "));
            }
        }
    }
    out
}

/// Whether the marks of two names with equal folded words speak against one name: a word has marks on both sides, and
/// neither side's marks are among the other's (Hà, Hạ; but Trân stands for Trần).
#[must_use]
pub fn marks_differ(a: &str, b: &str) -> bool {
    let sorted = |name: &str| {
        let mut list: Vec<(String, String)> = name
            .split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
            .filter(|w| !w.is_empty())
            .map(|w| (fold(w), marks(w)))
            .collect();
        list.sort();
        list
    };
    let (a, b) = (sorted(a), sorted(b));
    a.len() == b.len()
        && a.iter().zip(&b).any(|((wa, ma), (wb, mb))| {
            let among = |x: &str, y: &str| x.chars().all(|c| y.contains(c));
            wa == wb && !among(ma, mb) && !among(mb, ma)
        })
}

/// The marks of a word, sorted; the stroke of đ and ł among them.
fn marks(word: &str) -> String {
    let mut list: Vec<char> = word
        .nfd()
        .filter_map(|c| match c {
            'đ' | 'Đ' | 'ð' | 'Ð' | 'ł' | 'Ł' => Some('-'),
            // The ogonek is a Polish ending, not a mark of the name (Hoą is a form of Hoa).
            c if is_combining_mark(c) && c != '\u{328}' => Some(c),
            _ => None,
        })
        .collect();
    list.sort_unstable();
    list.into_iter().collect()
}
