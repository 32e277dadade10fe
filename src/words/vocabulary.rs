//! Word types: every distinct key of one language of a collection, numbered.
//!
//! The key of a word is its stem (so the forms of a word meet), a number's is its value, a Vietnamese compound of the
//! lexicon is one word. Marks that say nothing about content are dropped.

use crate::lexicon::Lexicon;
use crate::model::Lang;
use crate::text::fold::fold;
use crate::text::normal::nfc;
use crate::text::numbers::numbers;
use crate::text::tokens::{TokenKind, tokens};
use rustc_hash::FxHashMap;

/// What a word type is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TypeKind {
    /// A word.
    Word,
    /// A number, compared by value.
    Number,
    /// A punctuation mark.
    Mark,
}

/// A distinct word of one language.
#[derive(Clone, Debug)]
pub struct WordType {
    /// What equal words share: stem, value or mark.
    pub key: Box<str>,
    /// Folded surface of its first occurrence, for copies.
    pub folded: Box<str>,
    /// What it is made of.
    pub kind: TypeKind,
    /// How often it occurs.
    pub count: u32,
}

/// The word types of one language.
#[derive(Debug)]
pub struct Vocabulary {
    /// The language.
    pub lang: Lang,
    /// The types, in order of first occurrence.
    pub types: Vec<WordType>,
    /// Occurrences in all.
    pub total: u64,
    index: FxHashMap<Box<str>, u32>,
}

impl Vocabulary {
    /// An empty vocabulary.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang, types: Vec::new(), total: 0, index: FxHashMap::default() }
    }

    /// The number of a key, if it occurs.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<u32> {
        self.index.get(key).copied()
    }

    /// Counts n(s, t) that the lexicon vouches for, from the types of this vocabulary to those of another.
    #[must_use]
    pub fn lexicon_counts(&self, target: &Self, lexicon: &Lexicon) -> Vec<Vec<(u32, f32)>> {
        let mut ids: FxHashMap<u32, u32> = FxHashMap::default();
        for (t, word) in target.types.iter().enumerate() {
            if let Some(id) = lexicon.id(&word.key, target.lang) {
                ids.insert(id, t as u32);
            }
        }
        let row = |word: &WordType| -> Vec<(u32, f32)> {
            let Some(id) = lexicon.id(&word.key, self.lang) else { return Vec::new() };
            let found = lexicon.translations(id, self.lang, target.lang);
            found.filter_map(|(t, n)| ids.get(&t).map(|&t| (t, n))).collect()
        };
        self.types.iter().map(row).collect()
    }

    /// Smoothed share of a type among all occurrences.
    #[must_use]
    pub fn unigram(&self, id: u32) -> f32 {
        let types = self.types.len() as f64;
        ((f64::from(self.types[id as usize].count) + 0.5) / (self.total as f64 + 0.5 * types)) as f32
    }

    /// Cuts a text into content words and counts them.
    pub fn encode(&mut self, text: &str, lexicon: &Lexicon) -> Vec<u32> {
        words(text, self.lang, lexicon).iter().map(|w| self.add(w)).collect()
    }

    /// Counts an occurrence of a word and gives its type.
    pub fn add(&mut self, word: &Word) -> u32 {
        let id = if let Some(&id) = self.index.get(word.key.as_str()) {
            id
        } else {
            let id = self.types.len() as u32;
            let key: Box<str> = word.key.as_str().into();
            self.index.insert(key.clone(), id);
            self.types.push(WordType { key, folded: word.folded.as_str().into(), kind: word.kind, count: 0 });
            id
        };
        self.types[id as usize].count += 1;
        self.total += 1;
        id
    }
}

/// A word of a text, ready for comparison.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// What equal words share.
    pub key: String,
    /// Folded surface.
    pub folded: String,
    /// What it is made of.
    pub kind: TypeKind,
}

/// The content words of a text: stems, values of numbers, telling marks; Vietnamese compounds joined.
#[must_use]
pub fn words(text: &str, lang: Lang, lexicon: &Lexicon) -> Vec<Word> {
    let text = nfc(text);
    let mut values = numbers(&text, lang).into_iter().peekable();
    let mut out = Vec::new();
    let mut covered = 0;
    for token in tokens(&text) {
        while let Some(number) = values.next_if(|n| n.span.start < token.span.end) {
            covered = covered.max(number.span.end);
            out.push(Word { folded: number.value.clone(), key: number.value, kind: TypeKind::Number });
        }
        if token.span.start < covered {
            continue;
        }
        let surface = token.text(&text);
        match token.kind {
            TokenKind::Word => {
                let lower = surface.to_lowercase();
                out.push(Word { key: lower, folded: fold(surface), kind: TypeKind::Word });
            }
            TokenKind::Mark => {
                if let Some(mark) = telling_mark(surface) {
                    out.push(Word { key: mark.to_owned(), folded: mark.to_owned(), kind: TypeKind::Mark });
                }
            }
            TokenKind::Number => {}
        }
    }
    for word in &mut out {
        if word.kind == TypeKind::Word {
            word.key = lexicon.key(&word.key, lang);
        }
    }
    if lang.primary() == Lang::VI { join_compounds(out, lexicon) } else { out }
}

/// Joins the syllables of Vietnamese compounds, the longest first, from left to right.
fn join_compounds(words: Vec<Word>, lexicon: &Lexicon) -> Vec<Word> {
    let keys: Vec<&str> = words.iter().map(|w| w.key.as_str()).collect();
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let n = lexicon.compound_len(&keys[at..], Lang::VI);
        if n == 1 {
            out.push(words[at].clone());
        } else {
            let folded = words[at..at + n].iter().map(|w| w.folded.as_str()).collect::<String>();
            out.push(Word { key: keys[at..at + n].join(" "), folded, kind: TypeKind::Word });
        }
        at += n;
    }
    out
}

/// Marks that a translation keeps; quotation marks of all kinds count as one.
fn telling_mark(mark: &str) -> Option<&str> {
    match mark {
        "?" | "!" | "%" | "$" | "€" | "£" | ":" | "(" | ";" => Some(mark),
        "\"" | "“" | "«" | "„" => Some("\""),
        _ => None,
    }
}
