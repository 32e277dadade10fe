//! Concepts of the user's own glossary: where their terms stand in a text, and that they are one concept.

use super::detect::{Block, Found, weight};
use super::names::Key;
use crate::lang;
use crate::lexicon::Lexicon;
use crate::model::{Kind, Lang};
use crate::text::tokens::TokenKind;
use crate::words::own::keys;

/// What the user says is sure.
const SURE: f32 = 1.0;

/// The terms of the user's concepts in a block, the longest at each place.
#[must_use]
pub fn found(block: &Block<'_>, lexicon: &Lexicon) -> Vec<Found> {
    let own = lexicon.own();
    if !own.has_concepts() {
        return Vec::new();
    }
    let function = &lang::of(block.lang).function_words;
    let mut out = Vec::new();
    let words: Vec<Option<String>> = block
        .words
        .iter()
        .map(|w| (w.kind == TokenKind::Word).then(|| lexicon.key(&w.lower, block.lang)))
        .collect();
    for start in 0..words.len() {
        let run: Vec<String> = words[start..].iter().map_while(Clone::clone).collect();
        let n = own.phrase_len(&run, block.lang);
        if n == 0 || n == 1 && function.contains(block.words[start].lower.as_str()) {
            continue;
        }
        let kind = own.concepts(&run[..n], block.lang).iter().find_map(|c| own.kind(*c));
        out.push(Found { start, end: start + n, kind: kind.unwrap_or(Kind::Term), weight: weight::RUN });
    }
    out
}

/// Keys that the terms of one concept of the user share, for a base form and a form as written.
#[must_use]
pub fn concept_keys(lemma: &str, written: &str, lang: Lang, lexicon: &Lexicon) -> Vec<Key> {
    let own = lexicon.own();
    if !own.has_concepts() {
        return Vec::new();
    }
    let mut found: Vec<u32> = [lemma, written]
        .iter()
        .flat_map(|text| own.concepts(&keys(text, lang, lexicon), lang).to_vec())
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|c| Key { text: format!("c:own {c}"), score: SURE }).collect()
}
