//! The user's own words join the lexicon: concepts of glossaries and dictionaries, sentences of earlier work.
//!
//! A one-word entry says what a word becomes: what was built in keeps a fifth of the row, and a collection must see
//! another translation more than [`ENTRY`] times to outvote it. Entries of several words and sentences are cut into
//! words by IBM 1, which starts from what is known already.

use super::ibm1::{Pair, learn};
use super::vocabulary::Vocabulary;
use crate::lang;
use crate::lexicon::Lexicon;
use crate::model::{Kind, Lang};
use crate::text::normal::clean;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// A term of a concept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// Its language.
    pub lang: Lang,
    /// Its base form.
    pub text: String,
    /// Its inflected forms.
    pub forms: Vec<String>,
}

/// A concept of the user.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Concept {
    /// What kind, where it is known.
    pub kind: Option<Kind>,
    /// Its terms; of a language the best first.
    pub terms: Vec<Term>,
}

/// What the user brings.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Concepts.
    pub concepts: Vec<Concept>,
    /// Parallel sentences.
    pub sentences: Vec<Vec<(Lang, String)>>,
}

/// How many occurrences in a text an entry is worth.
const ENTRY: f32 = 20.0;
/// What was built in keeps at most this share of the weight of the user's entries for the same word.
const BUILTIN: f32 = 0.25;
/// How much a word pair of the lexicon helps to cut entries and sentences into words.
const KNOWN: f32 = 4.0;
/// Rounds of IBM 1.
const ROUNDS: usize = 5;
/// Most syllables of a Vietnamese term that is taken as one word.
const LONGEST: usize = 4;
/// Counts below this are forgotten.
const FAINT: f32 = 0.05;

/// Joins the user's words with a lexicon.
///
/// ```
/// use songngu::{lexicon::Lexicon, model::Lang, words::own::{Concept, Sources, Term, join}};
/// let term = |lang, text: &str| Term { lang, text: text.to_owned(), forms: Vec::new() };
/// let mine = Sources {
///     concepts: vec![Concept { terms: vec![term(Lang::EN, "widget"), term(Lang::PL, "wihajster")], kind: None }],
///     ..Sources::default()
/// };
/// let lexicon = join(Lexicon::builtin().clone(), &mine);
/// let id = lexicon.id(&lexicon.key("widgets", Lang::EN), Lang::EN).unwrap();
/// let (polish, _) = lexicon.believed(id, Lang::EN, Lang::PL)[0];
/// assert_eq!(lexicon.key_of(polish, Lang::PL), lexicon.key("wihajster", Lang::PL));
/// ```
#[must_use]
pub fn join(mut lexicon: Lexicon, sources: &Sources) -> Lexicon {
    let terms = || sources.concepts.iter().flat_map(|c| &c.terms);
    for term in terms() {
        forms(&mut lexicon, term);
    }
    for term in terms().filter(|t| t.lang.primary() == Lang::VI) {
        compound(&mut lexicon, &term.text);
    }
    for concept in &sources.concepts {
        let number = lexicon.add_concept(concept.kind);
        for term in &concept.terms {
            for text in std::iter::once(&term.text).chain(&term.forms) {
                let keys = keys(text, term.lang, &lexicon);
                if !keys.is_empty() {
                    lexicon.add_phrase(&keys, term.lang, number);
                }
            }
        }
    }
    let examples = Examples::new(sources, &lexicon);
    let learnt: Vec<_> = examples.pairs().into_par_iter().map(|p| (p, examples.learn(p, &lexicon))).collect();
    for ((from, to), rows) in learnt {
        for (source, row) in rows {
            let id = lexicon.add_key(&source, from);
            let row = row.into_iter().map(|(t, n)| (lexicon.add_key(&t, to), n)).collect();
            lexicon.set_translations(id, from, to, row);
        }
    }
    lexicon
}

/// The keys of the words of a text, as the lexicon's phrases have them: every word alone, numbers and marks left out.
#[must_use]
pub fn keys(text: &str, lang: Lang, lexicon: &Lexicon) -> Vec<String> {
    let lower = clean(text).to_lowercase();
    let words = crate::text::tokens::tokens(&lower).into_iter();
    let words = words.filter(|t| t.kind == crate::text::tokens::TokenKind::Word);
    words.map(|t| lexicon.key(t.text(&lower), lang)).collect()
}

/// Inflected forms of a one-word term lead to it.
fn forms(lexicon: &mut Lexicon, term: &Term) {
    let base = clean(&term.text).to_lowercase();
    if base.contains(' ') {
        return;
    }
    let key = lexicon.key(&base, term.lang);
    for form in &term.forms {
        let form = clean(form).to_lowercase();
        if !form.contains(' ') {
            lexicon.add_form(&form, &key, term.lang);
        }
    }
}

/// A Vietnamese term is one word unless compounds that are known are a part of it.
fn compound(lexicon: &mut Lexicon, text: &str) {
    let lower = clean(text).to_lowercase();
    let syllables: Vec<&str> = lower.split(' ').collect();
    if !(2..=LONGEST).contains(&syllables.len())
        || !lower.chars().all(|c| c.is_alphabetic() || c == ' ')
        || syllables.len() == lexicon.compound_len(&syllables, Lang::VI)
    {
        return;
    }
    let mut at = 0;
    let mut loose = true;
    while at < syllables.len() {
        let n = lexicon.compound_len(&syllables[at..], Lang::VI);
        loose &= n == 1;
        at += n;
    }
    if loose {
        lexicon.add_compound(&lower);
    }
}

/// An entry or sentence as word types of one language.
type Side = (Lang, Vec<u32>, f32);

/// What is learnt from, as word types.
struct Examples {
    vocabularies: BTreeMap<Lang, Vocabulary>,
    /// Terms of each concept; the first of a language weighs most.
    concepts: Vec<Vec<Side>>,
    sentences: Vec<Vec<Side>>,
}

impl Examples {
    fn new(sources: &Sources, lexicon: &Lexicon) -> Self {
        let mut vocabularies: BTreeMap<Lang, Vocabulary> = BTreeMap::new();
        let mut encode = |lang: Lang, text: &str| {
            let lang = lang.primary();
            vocabularies.entry(lang).or_insert_with(|| Vocabulary::new(lang)).encode(text, lexicon)
        };
        let concepts = sources.concepts.iter().map(|concept| {
            let mut rank: BTreeMap<Lang, u8> = BTreeMap::new();
            let side = |term: &Term| {
                let rank = rank.entry(term.lang.primary()).or_default();
                *rank = rank.saturating_add(1);
                (term.lang.primary(), encode(term.lang, &term.text), 1.0 / f32::from(*rank))
            };
            concept.terms.iter().map(side).collect()
        });
        let concepts: Vec<Vec<Side>> = concepts.collect();
        let sentences = sources.sentences.iter().map(|variants| {
            variants.iter().map(|(lang, text)| (lang.primary(), encode(*lang, text), 1.0)).collect()
        });
        let sentences = sentences.collect();
        Self { vocabularies, concepts, sentences }
    }

    /// Ordered pairs of languages that meet.
    fn pairs(&self) -> BTreeSet<(Lang, Lang)> {
        let mut out = BTreeSet::new();
        for sides in self.concepts.iter().chain(&self.sentences) {
            for a in sides {
                out.extend(sides.iter().filter(|b| b.0 != a.0).map(|b| (a.0, b.0)));
            }
        }
        out
    }

    /// The rows that take the place of the lexicon's.
    fn learn(&self, (from, to): (Lang, Lang), lexicon: &Lexicon) -> Vec<(String, Vec<(String, f32)>)> {
        let (source, target) = (&self.vocabularies[&from], &self.vocabularies[&to]);
        let known = source.lexicon_counts(target, lexicon);
        let prior = |s: u32, t: u32| {
            let row = &known[s as usize];
            let count = row.iter().find(|e| e.0 == t).map_or(0.0, |e| e.1);
            1.0 + KNOWN * count.min(5.0)
        };
        let learn = |list: &[Vec<Side>], weight: f32| {
            let mut pairs = Vec::new();
            for sides in list {
                for a in sides.iter().filter(|s| s.0 == from) {
                    for b in sides.iter().filter(|s| s.0 == to) {
                        pairs.push(Pair { source: &a.1, target: &b.1, weight: weight * a.2 * b.2, block: 0 });
                    }
                }
            }
            learn(&pairs, source.types.len(), ROUNDS, prior).rows
        };
        let entries = learn(&self.concepts, ENTRY);
        let sentences = learn(&self.sentences, 1.0);
        let firm = self.firm(from, to);
        let function = &lang::of(from).function_words;
        let key = |v: &Vocabulary, t: u32| v.types[t as usize].key.to_string();
        let mut out = Vec::new();
        for s in 0..source.types.len() {
            let word = key(source, s as u32);
            let mut row: BTreeMap<String, f32> = BTreeMap::new();
            let own: f32 = entries[s].iter().map(|e| e.1).sum();
            // Grammar words of an entry of several words say nothing.
            let entries = if firm.contains(&(s as u32)) || !function.contains(word.as_str()) {
                entries[s].as_slice()
            } else {
                &[]
            };
            for &(t, n) in entries.iter().chain(&sentences[s]) {
                *row.entry(key(target, t)).or_default() += n;
            }
            if row.is_empty() {
                continue;
            }
            if let Some(id) = lexicon.id(&word, from) {
                let model: Vec<(u32, f32)> = lexicon.translations(id, from, to).collect();
                let total: f32 = model.iter().map(|e| e.1).sum();
                let share = if firm.contains(&(s as u32)) && total > 0.0 {
                    (BUILTIN * own / total).min(1.0)
                } else {
                    1.0
                };
                for (t, n) in model {
                    *row.entry(lexicon.key_of(t, to).to_owned()).or_default() += share * n;
                }
            }
            out.push((word, row.into_iter().filter(|e| e.1 >= FAINT).collect()));
        }
        out
    }

    /// Words of one language that are an entry of their own, with one word on the other side.
    fn firm(&self, from: Lang, to: Lang) -> FxHashSet<u32> {
        let mut out = FxHashSet::default();
        for sides in &self.concepts {
            let single = |lang: Lang| sides.iter().filter(move |s| s.0 == lang && s.1.len() == 1);
            if single(to).next().is_some() {
                out.extend(single(from).map(|s| s.1[0]));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::copies::copies;
    use crate::words::evidence::{Evidence, Mix};

    fn concept(terms: &[(Lang, &str)]) -> Concept {
        let term = |&(lang, text): &(Lang, &str)| Term { lang, text: text.to_owned(), forms: Vec::new() };
        Concept { terms: terms.iter().map(term).collect(), kind: None }
    }

    fn best(lexicon: &Lexicon, word: &str, from: Lang, to: Lang) -> Option<String> {
        let id = lexicon.id(&lexicon.key(word, from), from)?;
        lexicon.believed(id, from, to).first().map(|e| lexicon.key_of(e.0, to).to_owned())
    }

    #[test]
    fn own_entries_go_before_what_is_built_in() {
        let (en, pl) = (Lang::EN, Lang::PL);
        let builtin = Lexicon::builtin();
        assert_eq!(best(builtin, "bank", en, pl), Some(builtin.key("bank", pl)));
        let mine = Sources { concepts: vec![concept(&[(en, "bank"), (pl, "brzeg")])], ..Sources::default() };
        let joined = join(builtin.clone(), &mine);
        assert_eq!(best(&joined, "banks", en, pl), Some(joined.key("brzegu", pl)));
        let id = joined.id(&joined.key("bank", en), en).expect("a word");
        let money = joined.id(&joined.key("bank", pl), pl);
        assert!(
            joined.translations(id, en, pl).any(|e| Some(e.0) == money),
            "the built-in sense is still there"
        );
        assert_eq!(
            best(builtin, "bank", en, pl),
            Some(builtin.key("bank", pl)),
            "the built-in one is as it was"
        );
    }

    #[test]
    fn thin_evidence_of_a_text_does_not_outvote_an_entry() {
        let (en, pl) = (Lang::EN, Lang::PL);
        let mine =
            Sources { concepts: vec![concept(&[(en, "widget"), (pl, "wihajster")])], ..Sources::default() };
        let lexicon = join(Lexicon::empty(), &mine);
        let (mut s, mut t) = (Vocabulary::new(en), Vocabulary::new(pl));
        s.encode("widget", &lexicon);
        t.encode("wihajster gadżet", &lexicon);
        let seed = s.lexicon_counts(&t, &lexicon);
        let mix = Mix { unseen: 1.0, leave_out: 0.8, lexicon: 1.0 };
        let top = |seen: f32| {
            let learnt =
                learn(&[Pair { source: &[0], target: &[1], weight: seen, block: 0 }], 1, 1, |_, _| 1.0);
            let evidence = Evidence::new(&s, &t, &copies(&s, &t), &seed, &learnt, mix);
            evidence.row(0).iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|e| e.0)
        };
        assert_eq!(top(5.0), Some(0));
        assert_eq!(top(100.0), Some(1), "but many sentences do");
    }

    #[test]
    fn entries_of_several_words_teach_their_words() {
        let (vi, fr) = (Lang::VI, Lang::FR);
        let mine = Sources {
            concepts: vec![
                concept(&[(vi, "bộ gá xoáy"), (fr, "trifouillette")]),
                concept(&[(vi, "công ước Zut"), (fr, "convention de Zut")]),
            ],
            ..Sources::default()
        };
        let lexicon = join(Lexicon::builtin().clone(), &mine);
        assert_eq!(lexicon.compound_len(&["bộ", "gá", "xoáy", "này"], vi), 3);
        assert_eq!(best(&lexicon, "bộ gá xoáy", vi, fr), Some(lexicon.key("trifouillette", fr)));
        assert_eq!(best(&lexicon, "công ước", vi, fr), Some(lexicon.key("convention", fr)));
        assert_eq!(best(&lexicon, "zut", vi, fr), Some(lexicon.key("zut", fr)));
    }

    #[test]
    fn sentences_of_earlier_work_teach_and_any_language_will_do() {
        let de = Lang::parse("de-AT").expect("a code");
        let pair = |en: &str, ger: &str| vec![(Lang::EN, en.to_owned()), (de, ger.to_owned())];
        let mine = Sources {
            sentences: vec![
                pair("the green valve", "das grüne Ventil"),
                pair("a red valve", "ein rotes Ventil"),
                pair("the red door", "die rote Tür"),
                pair("close the valve", "Ventil schließen"),
            ],
            ..Sources::default()
        };
        let lexicon = join(Lexicon::empty(), &mine);
        assert_eq!(best(&lexicon, "valve", Lang::EN, de).as_deref(), Some("ventil"));
    }

    #[test]
    fn listed_forms_and_phrases_are_found() {
        let (en, pl) = (Lang::EN, Lang::PL);
        let mut terms = concept(&[(en, "yeoman"), (pl, "wolniak polny")]);
        terms.terms[0].forms.push("yeomen".to_owned());
        let mine = Sources { concepts: vec![terms], ..Sources::default() };
        let lexicon = join(Lexicon::builtin().clone(), &mine);
        assert_eq!(lexicon.key("yeomen", en), lexicon.key("yeoman", en));
        let found = keys("wolniakiem polnym jest", pl, &lexicon);
        assert_eq!(lexicon.own().phrase_len(&found, pl), 2);
        assert_eq!(lexicon.own().concepts(&keys("Yeomen", en, &lexicon), en), [0]);
    }
}
