//! Names and terms that the lexicon's tables know, found again by their folded forms, Polish endings undone.

use super::memo::Memo;
use super::polish;
use crate::lexicon::Lexicon;
use crate::lexicon::rows::{Equivalent, Row, column};
use crate::lexicon::tables::tables;
use crate::model::Lang;
use crate::text::fold::fold_name;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Number of a concept of the tables.
pub type ConceptId = u32;

/// A concept that a form may stand for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reading {
    /// Which.
    pub concept: ConceptId,
    /// How good the form is for it: 1 for the first equivalent as it is, less for later ones and for undone endings.
    pub score: f32,
}

/// A concept with its table.
#[derive(Debug)]
pub struct Concept {
    /// Name of the table.
    pub table: &'static str,
    /// Kind and equivalents.
    pub row: &'static Row,
}

/// The index over all tables.
#[derive(Debug)]
pub struct Known {
    /// All concepts, names first.
    pub concepts: Vec<Concept>,
    forms: [FxHashMap<String, Vec<Reading>>; 4],
    /// Per language: keys of the words of an equivalent, joined by blanks → concepts.
    phrases: [FxHashMap<String, Vec<Reading>>; 4],
    /// Per language: folded names of legal texts.
    laws: [Vec<(String, ConceptId)>; 4],
    /// Per language: the beginnings of longer phrases.
    prefixes: [FxHashSet<String>; 4],
    /// The beginnings of Polish forms, word by word, and the forms.
    polish_starts: FxHashSet<String>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(Known::build);

/// Kinds whose concepts are names (found without their blanks and out of order, too).
pub const NAMES: [&str; 8] = ["country", "city", "org", "law", "event", "name", "abbr", "people"];

impl Known {
    /// The index over the built-in tables.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &KNOWN
    }

    fn build() -> Self {
        let mut concepts = Vec::new();
        let mut forms: [FxHashMap<String, Vec<Reading>>; 4] = Default::default();
        let mut phrases: [FxHashMap<String, Vec<Reading>>; 4] = Default::default();
        let mut prefixes: [FxHashSet<String>; 4] = Default::default();
        let mut laws: [Vec<(String, ConceptId)>; 4] = Default::default();
        for table in tables() {
            for row in &table.rows {
                let concept = concepts.len() as ConceptId;
                for (l, cell) in row.cells.iter().enumerate() {
                    for (rank, equivalent) in cell.iter().enumerate() {
                        add(&mut forms[l], equivalent, concept, rank);
                        if row.kind == "law" {
                            laws[l].push((fold_name(&equivalent.text), concept));
                        }
                        let keys = phrase_keys(&equivalent.text, Lang::HOME[l]);
                        for n in 1..keys.len() {
                            prefixes[l].insert(keys[..n].join(" "));
                        }
                        let score = 1.0 - 0.005 * rank.min(8) as f32;
                        let list = phrases[l].entry(keys.join(" ")).or_default();
                        if !list.iter().any(|r: &Reading| r.concept == concept) {
                            list.push(Reading { concept, score });
                        }
                    }
                }
                concepts.push(Concept { table: table.name, row });
            }
        }
        let mut polish_starts = FxHashSet::default();
        for form in column(Lang::PL).map(|l| forms[l].keys()).into_iter().flatten() {
            polish_starts.extend(form.match_indices(' ').map(|(at, _)| form[..at].to_owned()));
            polish_starts.insert(form.clone());
        }
        Self { concepts, forms, phrases, laws, prefixes, polish_starts }
    }

    /// What a form as it is (folded by [`fold_name`]) may stand for in a language.
    #[must_use]
    pub fn folded(&self, folded: &str, lang: Lang) -> &[Reading] {
        column(lang).and_then(|l| self.forms[l].get(folded)).map_or(&[], Vec::as_slice)
    }

    /// Legal texts of the tables whose names go on behind these words (folded by [`fold_name`]).
    pub fn beginning<'k>(&'k self, folded: &str, lang: Lang) -> impl Iterator<Item = ConceptId> + use<'k> {
        let start = format!("{folded} ");
        let list = column(lang).map_or(&[][..], |l| self.laws[l].as_slice());
        list.iter().filter(move |(name, _)| name.starts_with(&start)).map(|(_, concept)| *concept)
    }

    /// The longest phrase of the tables that these words begin with (alternative keys for each, see [`word_keys`]): its length and
    /// its concepts.
    #[must_use]
    pub fn phrase(&self, words: &[Vec<String>], lang: Lang) -> Option<(usize, Vec<Reading>)> {
        self.phrases(words, lang).pop()
    }

    /// All phrases of the tables that these words begin with, the shortest first.
    #[must_use]
    pub fn phrases(&self, words: &[Vec<String>], lang: Lang) -> Vec<(usize, Vec<Reading>)> {
        let Some(l) = column(lang) else { return Vec::new() };
        let mut open: Vec<String> = vec![String::new()];
        let mut out = Vec::new();
        for (n, keys) in words.iter().enumerate() {
            let mut next = Vec::new();
            let mut found: Vec<Reading> = Vec::new();
            for start in &open {
                for key in keys {
                    let text = if n == 0 { key.clone() } else { format!("{start} {key}") };
                    if let Some(list) = self.phrases[l].get(&text) {
                        found.extend(
                            list.iter()
                                .filter(|r| !found.iter().any(|f| f.concept == r.concept))
                                .copied()
                                .collect::<Vec<_>>(),
                        );
                    }
                    if self.prefixes[l].contains(&text) {
                        next.push(text);
                    }
                }
            }
            if !found.is_empty() {
                out.push((n + 1, found));
            }
            if next.is_empty() {
                break;
            }
            open = next;
        }
        out
    }

    /// What a name may stand for, best first: as it is, without what stands in brackets, and in Polish with endings undone.
    #[must_use]
    pub fn find(&self, name: &str, lang: Lang) -> Vec<Reading> {
        let bare = without_brackets(name);
        let mut out: Vec<Reading> = Vec::new();
        let mut add = |list: &[Reading], factor: f32| {
            for r in list {
                match out.iter_mut().find(|o| o.concept == r.concept) {
                    Some(o) => o.score = o.score.max(r.score * factor),
                    None => out.push(Reading { concept: r.concept, score: r.score * factor }),
                }
            }
        };
        add(self.folded(&fold_name(name), lang), 1.0);
        add(self.folded(&fold_name(&bare), lang), 0.98);
        if lang.primary() == Lang::VI && name.contains('-') {
            add(self.folded(&heard(&fold_name(name)), lang), 0.985);
        }
        if lang.primary() == Lang::PL {
            for folded in self.base_forms(&bare) {
                add(self.folded(&folded, lang), 0.97);
            }
        }
        out.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.concept.cmp(&b.concept)));
        out
    }
}

impl Known {
    /// Base forms of a Polish phrase that the tables hold, folded: the combinations of [`phrase_lemmas`], word by word, as long
    /// as a form begins so.
    fn base_forms(&self, phrase: &str) -> Vec<String> {
        let mut open = vec![String::new()];
        for (i, word) in phrase.split(' ').filter(|w| !w.is_empty()).enumerate() {
            let lemmas = || hyphened(word).iter().map(|l| fold_name(l)).collect();
            let mut options = vec![fold_name(word)];
            if word.chars().count() > 2 && i < 4 {
                options.extend(LEMMAS.with(|memo| memo.get(word, lemmas)));
            }
            let mut next: Vec<String> = Vec::new();
            for start in &open {
                for option in &options {
                    let text = if start.is_empty() { option.clone() } else { format!("{start} {option}") };
                    if next.len() < COMBINATIONS
                        && self.polish_starts.contains(&text)
                        && !next.contains(&text)
                    {
                        next.push(text);
                    }
                }
            }
            open = next;
            if open.is_empty() {
                break;
            }
        }
        open
    }
}

/// One spelling for the sounds that Vietnamese transcriptions write in several ways.
fn heard(folded: &str) -> String {
    folded.replace('x', "s").replace('k', "c").replace("ph", "f").replace('y', "i").replace(' ', "")
}

fn add(
    forms: &mut FxHashMap<String, Vec<Reading>>,
    equivalent: &Equivalent,
    concept: ConceptId,
    rank: usize,
) {
    let score = 1.0 - 0.005 * rank.min(8) as f32;
    let readings =
        std::iter::once((&equivalent.text, score)).chain(equivalent.forms.iter().map(|f| (f, score - 0.01)));
    for (text, score) in readings {
        let folded = fold_name(text);
        // What is written by ear has several spellings: Vác-xa-va, Vác-sa-va.
        let heard = if text.contains('-') { heard(&folded) } else { folded.clone() };
        for form in [folded, heard] {
            let list = forms.entry(form).or_default();
            if !list.iter().any(|r| r.concept == concept) {
                list.push(Reading { concept, score });
            }
        }
    }
}

/// Polish words in their base form: single-word equivalents, first words of phrases, the lists of heads.
static BASES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let equivalents = tables().iter().flat_map(|t| &t.rows).flat_map(|r| &r.cells[3]);
    let first = equivalents.filter_map(|e| e.text.split(' ').next().map(str::to_lowercase));
    first.chain(super::heads::polish_words()).collect()
});

/// The key of a word of a phrase, lower case. English and French: the singular (stems would take words of one family for each
/// other). Polish: its base form if
/// the tables know it (stems alone would take a noun for the adjective made from it).
#[must_use]
pub fn word_key(lower: &str, lang: Lang) -> String {
    match lang.primary() {
        Lang::PL => FIRST.with(|memo| memo.get(lower, || vec![polish_key(lower, lang)])).swap_remove(0),
        Lang::EN => english_singular(lower),
        Lang::FR => french_singular(lower),
        _ => lower.to_owned(),
    }
}

/// The base form of a Polish word if the tables know it, else its stem.
fn polish_key(lower: &str, lang: Lang) -> String {
    let readings = polish::readings(lower);
    let adjective = readings.iter().find(|r| r.adjective && r.ending > 0 && BASES.contains(&r.lemma));
    if BASES.contains(lower) && adjective.is_none() {
        return lower.to_owned();
    }
    let known = readings
        .iter()
        .filter(|r| r.listed || BASES.contains(&r.lemma))
        .max_by_key(|r| (r.listed, r.ending, r.adjective));
    known.map_or_else(|| Lexicon::builtin().key(lower, lang), |r| r.lemma.to_lowercase())
}

fn english_singular(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let cut = |n: usize| word[..word.len() - n].to_owned();
    if word.len() > 4 && word.ends_with("ies") {
        return cut(3) + "y";
    }
    if word.len() > 4 && ["sses", "shes", "ches", "xes"].iter().any(|e| word.ends_with(e)) {
        return cut(2);
    }
    let plural =
        word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|e| word.ends_with(e));
    if plural { cut(1) } else { word.to_owned() }
}

fn french_singular(word: &str) -> String {
    let cut = |n: usize| word[..word.len() - n].to_owned();
    if word.len() > 4 && word.ends_with("aux") && !word.ends_with("eaux") {
        return cut(3) + "al";
    }
    if word.len() > 3 && word.ends_with(['s', 'x']) { cut(1) } else { word.to_owned() }
}

/// All keys that a word may have, [`word_key`] first: a Polish form may belong to several words.
#[must_use]
pub fn word_keys(lower: &str, lang: Lang) -> Vec<String> {
    if lang.primary() == Lang::PL {
        KEYS.with(|memo| memo.get(lower, || all_keys(lower, lang)))
    } else {
        vec![word_key(lower, lang)]
    }
}

thread_local! {
    static FIRST: Memo = Memo::default();
    static KEYS: Memo = Memo::default();
    static LEMMAS: Memo = Memo::default();
}

/// The keys of a Polish word.
fn all_keys(lower: &str, lang: Lang) -> Vec<String> {
    let mut out = vec![word_key(lower, lang)];
    let readings = polish::readings(lower).into_iter().filter(|r| r.listed || BASES.contains(&r.lemma));
    for reading in readings {
        let key = reading.lemma.to_lowercase();
        if !out.contains(&key) {
            out.push(key);
        }
    }
    if !out.iter().any(|k| k == lower) && BASES.contains(lower) {
        out.push(lower.to_owned());
    }
    out
}

/// Keys of the words of a phrase.
#[must_use]
pub fn phrase_keys(phrase: &str, lang: Lang) -> Vec<String> {
    super::token::words(phrase).iter().map(|w| word_key(&w.lower, lang)).collect()
}

/// The name without parts in round brackets.
#[must_use]
pub fn without_brackets(name: &str) -> String {
    let mut depth = 0;
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= i32::from(depth > 0),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if out.trim().is_empty() { name.to_owned() } else { out.trim().to_owned() }
}

/// Most combinations of base forms that are tried for a phrase.
const COMBINATIONS: usize = 400;

/// Base forms of a Polish phrase: every combination of base forms of its words (connectors and words of one letter stay).
#[must_use]
pub fn phrase_lemmas(phrase: &str) -> Vec<String> {
    let words: Vec<&str> = phrase.split(' ').filter(|w| !w.is_empty()).collect();
    let mut out = vec![String::new()];
    for (i, word) in words.iter().enumerate() {
        let mut options = vec![(*word).to_owned()];
        // Words behind the first four are attributes, which stay as they are.
        if word.chars().count() > 2 && i < 4 {
            options.extend(hyphened(word));
        }
        let mut next = Vec::with_capacity(out.len() * options.len());
        'all: for start in &out {
            for option in &options {
                if next.len() >= COMBINATIONS {
                    break 'all;
                }
                next.push(if start.is_empty() { option.clone() } else { format!("{start} {option}") });
            }
        }
        out = next;
    }
    out.retain(|l| l != phrase);
    out
}

/// Base forms of a word; the parts of a compound with a hyphen are undone each.
fn hyphened(word: &str) -> Vec<String> {
    let Some((first, second)) = word.split_once('-') else { return polish::lemmas(word) };
    let all = |w: &str| {
        let mut list = vec![w.to_owned()];
        list.extend(polish::lemmas(w));
        list
    };
    let (firsts, seconds) = (all(first), all(second));
    firsts.iter().flat_map(|f| seconds.iter().map(move |s| format!("{f}-{s}"))).take(COMBINATIONS).collect()
}

impl Known {
    /// Name concepts that a single word (folded) may stand for, Polish endings undone, adjectives of places included.
    #[must_use]
    pub fn find_word(&self, folded: &str, lang: Lang) -> Vec<ConceptId> {
        let mut out: Vec<ConceptId> = self.folded(folded, lang).iter().map(|r| r.concept).collect();
        if lang.primary() == Lang::PL {
            for lemma in polish::lemmas(folded) {
                out.extend(self.folded(&fold_name(&lemma), lang).iter().map(|r| r.concept));
            }
        }
        out.retain(|c| {
            matches!(self.concepts[*c as usize].row.kind.as_str(), "country" | "city" | "adj" | "people")
        });
        out.sort_unstable();
        out.dedup();
        out
    }
}
