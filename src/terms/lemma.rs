//! Base forms of whole names and terms: Polish by agreement between the words, the other languages as they are.

use super::heads::{GIVEN, of};
use super::known::{Known, phrase_lemmas, word_key};
use super::names::is_syllable;
use super::polish::{self, Gender, Reading, case, inflect};
use crate::lexicon::rows::column;
use crate::lexicon::tables::tables;
use crate::model::{Kind, Lang};
use crate::text::fold::{fold, fold_name};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Polish base forms that the tables know: single words and the first nouns of phrases.
static NOUNS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    tables()
        .iter()
        .flat_map(|t| &t.rows)
        .filter(|r| !matches!(r.kind.as_str(), "adj" | "verb" | "adv"))
        .flat_map(|r| &r.cells[3])
        .filter_map(|e| e.text.split(' ').next())
        .map(str::to_lowercase)
        .chain(super::heads::polish_words())
        .collect()
});

/// Polish adjectives of the tables, masculine.
static ADJECTIVES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    tables()
        .iter()
        .flat_map(|t| &t.rows)
        .filter(|r| r.kind == "adj")
        .flat_map(|r| &r.cells[3])
        .map(|e| e.text.to_lowercase())
        .collect()
});

/// Phrases of the tables by the keys of their words, for every language.
static PHRASES: LazyLock<[FxHashMap<String, &'static str>; 4]> = LazyLock::new(|| {
    Lang::HOME.map(|lang| {
        let mut out = FxHashMap::default();
        let Some(column) = column(lang) else { return out };
        for e in tables().iter().flat_map(|t| &t.rows).flat_map(|r| &r.cells[column]) {
            out.entry(super::known::phrase_keys(&e.text, lang).join(" ")).or_insert(e.text.as_str());
        }
        out
    })
});

/// The base form of a name or term.
///
/// ```
/// use songngu::{model::{Kind, Lang}, terms::lemma::lemma};
/// assert_eq!(lemma("Najwyższego Trybunału Morskiego", Kind::Org, Lang::PL, &|_| false), "Najwyższy Trybunał Morski");
/// ```
#[must_use]
pub fn lemma(text: &str, kind: Kind, lang: Lang, seen: &dyn Fn(&str) -> bool) -> String {
    if lang.primary() != Lang::PL {
        let listed = if kind == Kind::Term { term(text, lang.primary()) } else { None };
        return listed.unwrap_or_else(|| text.to_owned());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    match kind {
        Kind::Per => person(&words, seen),
        Kind::Loc => place(text).unwrap_or_else(|| phrase(&words, kind, seen)),
        Kind::Term => term(text, Lang::PL).unwrap_or_else(|| phrase(&words, kind, seen)),
        _ => phrase(&words, kind, seen),
    }
}

/// The table's form of a place.
fn place(text: &str) -> Option<String> {
    let known = Known::builtin();
    let folded = fold_name(text);
    let places = |f: &str| -> Vec<&'static crate::lexicon::rows::Row> {
        let list = known.folded(f, Lang::PL).iter().map(|r| known.concepts[r.concept as usize].row);
        list.filter(|r| matches!(r.kind.as_str(), "country" | "city")).collect()
    };
    if !places(&folded).is_empty() && !text.ends_with(['ą', 'ę', 'u']) {
        // Its own base form, unless the tables list it as an irregular form of another.
        let own = |t: &str| fold_name(t) == folded;
        let bases: Vec<&str> = known
            .folded(&folded, Lang::PL)
            .iter()
            .map(|r| known.concepts[r.concept as usize].row)
            .filter(|r| matches!(r.kind.as_str(), "country" | "city"))
            .flat_map(|r| &r.cells[3])
            .filter(|e| own(&e.text) || e.forms.iter().any(|f| own(f)))
            .map(|e| e.text.as_str())
            .collect();
        if bases.iter().any(|b| own(b)) {
            return Some(text.to_owned());
        }
        if let Some(base) = bases.first() {
            return Some((*base).to_owned());
        }
    }
    phrase_lemmas(text).into_iter().find_map(|l| {
        let folded = fold_name(&l);
        let row = places(&folded).into_iter().next()?;
        // Folded forms also hide endings: the table's own spelling is the base form.
        let listed = row.cells[3].iter().find(|e| fold_name(&e.text) == folded);
        Some(listed.map_or(l, |e| e.text.clone()))
    })
}

/// The table's form of a term: that whose words have the same keys.
fn term(text: &str, lang: Lang) -> Option<String> {
    let phrases = &PHRASES[column(lang)?];
    let words = super::token::words(text);
    let mut open = vec![String::new()];
    for (i, word) in words.iter().enumerate() {
        let keys = super::known::word_keys(&word.lower, lang);
        let longer = |s: &String| {
            keys.iter().map(|k| if i == 0 { k.clone() } else { format!("{s} {k}") }).collect::<Vec<_>>()
        };
        open = open.iter().flat_map(longer).take(64).collect();
    }
    open.iter().find_map(|k| phrases.get(k)).map(|t| (*t).to_owned())
}

/// A person: all words of a European name decline, of a Vietnamese one only the last.
fn person(words: &[&str], seen: &dyn Fn(&str) -> bool) -> String {
    let text = words.join(" ");
    let vietnamese = words.len() > 1 && words[..words.len() - 1].iter().all(|w| is_syllable(&fold(w)));
    let Some((last, head)) = words.split_last() else { return text };
    if vietnamese || (words.len() == 1 && is_syllable(&fold(last))) {
        if is_syllable(&fold(last)) {
            return text;
        }
        let bases = polish::lemmas(last).into_iter().filter(|l| is_syllable(&fold(l)));
        let base = bases.min_by_key(|l| usize::from(!seen(l)));
        return base.map_or(text, |b| [head, &[b.as_str()]].concat().join(" "));
    }
    // A given name in the nominative settles the rest.
    let given = |w: &str| GIVEN.contains(&w.to_lowercase());
    if given(words[0])
        && words.len() > 1
        && !(polish::lemmas(words[0]).iter().any(|l| given(l)) && inflected(last))
    {
        return text;
    }
    let mut gender = None;
    let mut out = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let candidates = polish::readings(word);
        let best = candidates
            .iter()
            .filter(|r| !r.plural)
            .filter(|r| i == 0 || gender.is_none_or(|g| g == r.gender || r.cases == case::ALL))
            .max_by_key(|r| {
                let name = lemma_of(r, gender.unwrap_or(r.gender));
                let mut score = 0;
                score += 4 * i32::from(given(&name) && i == 0);
                score += 3 * i32::from(seen(&name));
                score += 2 * i32::from(r.listed);
                score += i32::from(r.ending == 0 && (i == 0 || words.len() == 1));
                // Behind an inflected given name the surname is inflected as well.
                score += i32::from(r.ending > 0 && i > 0 && out.first().is_some_and(|f| f != words[0]));
                score += i32::from(r.adjective && surname(&name));
                (score, std::cmp::Reverse(r.ending == 0 && i > 0))
            });
        match best {
            Some(r) if i == 0 || out.first().is_some_and(|f: &String| f != words[0]) => {
                let name = lemma_of(r, gender.unwrap_or(r.gender));
                if gender.is_none() {
                    gender = Some(if name.ends_with('a') { Gender::F } else { Gender::M });
                }
                // Foreign women's surnames that end in a consonant take no ending.
                let foreign =
                    gender == Some(Gender::F) && i > 0 && !word.ends_with(['a', 'y', 'ę', 'ą', 'j']);
                out.push(if foreign { (*word).to_owned() } else { name });
            }
            _ => out.push((*word).to_owned()),
        }
    }
    out.join(" ")
}

fn lemma_of(r: &Reading, gender: Gender) -> String {
    if r.adjective { inflect(&r.lemma, gender, false) } else { r.lemma.clone() }
}

fn surname(name: &str) -> bool {
    ["ski", "ska", "cki", "cka", "dzki", "dzka"].iter().any(|e| name.ends_with(e))
}

/// Whether a surname shows an ending that no base form has.
fn inflected(word: &str) -> bool {
    ["ego", "emu", "iej", "owi", "em", "ą", "ę"].iter().any(|e| word.ends_with(e))
}

/// A phrase: the head word and its adjectives to the nominative, the rest stays.
fn phrase(words: &[&str], kind: Kind, seen: &dyn Fn(&str) -> bool) -> String {
    // Two nouns side by side: each to its base form.
    if let [a, "i", b] = words
        && NOUNS.contains(&word_key(&a.to_lowercase(), Lang::PL))
        && NOUNS.contains(&word_key(&b.to_lowercase(), Lang::PL))
    {
        return format!("{} i {}", phrase(&[a], kind, seen), phrase(&[b], kind, seen));
    }
    let heads = of(Lang::PL);
    let listed = |w: &str| {
        ["org", "law", "event", "loc", "office", "rank"]
            .iter()
            .any(|p| heads.part(p).has(&word_key(&w.to_lowercase(), Lang::PL)))
    };
    let limit = words
        .iter()
        .position(|w| matches!(*w, "w" | "z" | "o" | "do" | "na" | "przeciwko" | "ds."))
        .unwrap_or(words.len());
    let head = (0..limit.min(4)).find(|&i| listed(words[i])).or_else(|| {
        (0..limit).find(|&i| {
            polish::readings(words[i]).iter().any(|r| !r.adjective && NOUNS.contains(&r.lemma.to_lowercase()))
        })
    });
    let Some(head) = head.or_else(|| (limit > 0).then_some(0)) else { return words.join(" ") };
    let mut best: Option<(i32, Vec<String>)> = None;
    for r in polish::readings(words[head]) {
        if r.adjective && (words.len() != 1) {
            continue;
        }
        let (score, text) = attempt(words, head, &r, kind, seen);
        if best.as_ref().is_none_or(|b| score > b.0) {
            best = Some((score, text));
        }
    }
    best.map_or_else(|| words.join(" "), |b| b.1.join(" "))
}

/// The phrase with the head read so, and how good that is.
fn attempt(
    words: &[&str],
    head: usize,
    r: &Reading,
    kind: Kind,
    seen: &dyn Fn(&str) -> bool,
) -> (i32, Vec<String>) {
    let name = !matches!(kind, Kind::Term | Kind::Title);
    let heads = of(Lang::PL);
    let lower = r.lemma.to_lowercase();
    let mut score = 0;
    let in_lists = ["org", "law", "event", "loc"]
        .iter()
        .any(|p| heads.part(p).has(&word_key(&lower, Lang::PL)) && NOUNS.contains(&lower));
    // Endings that no base form has.
    let odd = ["u", "ą", "ę", "ów", "om", "ach", "ami", "ego", "owi"].iter().any(|e| lower.ends_with(e));
    score -= 3 * i32::from(odd);
    score += 4 * i32::from(NOUNS.contains(&lower)) + 2 * i32::from(in_lists) + 3 * i32::from(r.listed);
    score += i32::from(seen(&r.lemma)) * 3;
    score += i32::from(!r.plural);
    score += i32::from(r.cases & case::N != 0 && r.ending == 0);
    let mut cases = r.cases;
    let mut out: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
    let plural = r.plural && name;
    out[head] = if plural { plural_of(r) } else { r.lemma.clone() };
    // Adjectives before the head must agree; those right behind it may.
    for (i, word) in words.iter().enumerate() {
        let before = i < head;
        if i == head {
            continue;
        }
        let fit = polish::readings(word)
            .into_iter()
            .filter(|a| a.adjective && a.plural == r.plural && a.cases & cases != 0)
            .filter(|a| {
                a.plural
                    || a.gender == r.gender
                    || (a.ending == 0 && r.gender == Gender::M && a.gender == Gender::M)
            })
            .max_by_key(|a| (ADJECTIVES.contains(&a.lemma.to_lowercase()), likely(&a.lemma)));
        match fit {
            Some(a) if before || likely(&a.lemma) || ADJECTIVES.contains(&a.lemma.to_lowercase()) => {
                cases &= a.cases;
                out[i] = inflect(&a.lemma, r.gender, plural);
                score += 3;
            }
            // A word before the head that does not agree: the head is somewhere else.
            _ if before => score -= 4,
            // Behind the head, the first word that is no adjective ends the agreement.
            _ => break,
        }
    }
    if cases & (case::N | case::V) != 0 && r.ending == 0 {
        score += 1;
    }
    (score, out)
}

/// Whether a base form looks like an adjective.
fn likely(lemma: &str) -> bool {
    let lower = lemma.to_lowercase();
    ["owy", "ny", "ski", "cki", "zki", "szy", "ły", "czy", "ący", "ony", "any", "ty", "wy", "ży"]
        .iter()
        .any(|e| lower.ends_with(e))
}

/// The nominative plural of a noun read as a plural.
fn plural_of(r: &Reading) -> String {
    let lemma = &r.lemma;
    match lemma.chars().last() {
        Some('y' | 'e' | 'i') => lemma.clone(),
        Some('a') if r.gender == Gender::F => {
            let stem = &lemma[..lemma.len() - 1];
            let ending = match stem.chars().last() {
                Some('k' | 'g') => "i",
                Some('j' | 'i' | 'l' | 'c') => "e",
                _ => "y",
            };
            format!("{stem}{ending}")
        }
        Some('o') => format!("{}a", &lemma[..lemma.len() - 1]),
        Some('k' | 'g') => format!("{lemma}i"),
        Some('ć') => format!("{}ci", &lemma[..lemma.len() - 'ć'.len_utf8()]),
        _ => format!("{lemma}y"),
    }
}
