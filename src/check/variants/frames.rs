//! Two words with and without a link between them, and two words of which one is replaced by a synonym.

use super::{Way, tell};
use crate::check::memo::ReadBlock;
use crate::check::{Input, Report, Text, typography};
use crate::lang;
use crate::lexicon::Lexicon;
use crate::lexicon::rows::column;
use crate::model::{Lang, Span};
use crate::terms::detect::Block;
use crate::terms::heads::of;
use crate::terms::known::Known;
use crate::text::fold::fold_name;
use crate::text::tokens::TokenKind;
use std::collections::BTreeMap;

/// `Konwencja Hanoi` and `Konwencja z Hanoi`: a legal text or event by its place, with and without a link.
pub(super) fn linkers(input: &Input<'_>, text: &Text<'_>, report: &mut Report) {
    let mut groups: BTreeMap<(String, String), Vec<Way>> = BTreeMap::new();
    for ReadBlock { span: block, lang, words: read } in input.read(text) {
        let linker = &typography::of(*lang).linker;
        for i in 0..read.words.len() {
            if !is_head(read, i, &["law", "event"]) || !read.words[i].capital {
                continue;
            }
            let link =
                read.word(i + 1).filter(|w| linker.contains(w.lower.as_str())).map(|w| w.lower.as_str());
            let j = i + 1 + usize::from(link.is_some());
            let Some(place) = read.word(j).filter(|w| w.capital && w.kind == TokenKind::Word) else {
                continue;
            };
            let glued = link.is_some_and(|l| l.ends_with('\''));
            if !(read.joined(j) || glued) || (link.is_some() && !read.joined(i + 1)) || place.acronym {
                continue;
            }
            let span = read.span(i, j + 1);
            let key = (read.keys[i].clone(), read.keys[j].clone());
            let surface = read.text[span.range()].to_owned();
            add(
                groups.entry(key).or_default(),
                link.unwrap_or(""),
                surface,
                span.shifted(block.start as usize),
                linker,
            );
        }
    }
    for ways in groups.into_values().filter(|w| w.len() > 1) {
        tell(text, ways, "one name with and without a link", report);
    }
}

/// Adds a place to the way with the same link; links are told apart by being there or not.
fn add(
    ways: &mut Vec<Way>,
    link: &str,
    surface: String,
    span: Span,
    linker: &rustc_hash::FxHashSet<&'static str>,
) {
    let has_link = |w: &Way| {
        w.text
            .split([' ', '\u{a0}'])
            .any(|p| linker.contains(p.to_lowercase().as_str()) || p.to_lowercase().starts_with("d'"))
    };
    match ways.iter_mut().find(|w| has_link(w) != link.is_empty()) {
        Some(way) => way.spans.push(span),
        None => ways.push(Way { text: surface, spans: vec![span] }),
    }
}

/// Whether word `i` opens names of one of the kinds.
fn is_head(read: &Block<'_>, i: usize, parts: &[&str]) -> bool {
    let heads = of(read.lang);
    let word = &read.words[i];
    let key = if read.lang.primary() == Lang::PL { &read.keys[i] } else { &word.lower };
    word.kind == TokenKind::Word && parts.iter().any(|p| heads.part(p).has(key))
}

/// A word beside fixed ones.
struct Slot {
    key: String,
    text: String,
    span: Span,
}

/// `Partia i Państwo` and `Strona i Państwo`; `ceremonia podpisania` and `uroczystość podpisania`: one word of two is replaced by
/// another that translates the same word of some language.
pub(super) fn synonyms(input: &Input<'_>, text: &Text<'_>, report: &mut Report) {
    let mut groups: BTreeMap<(u8, String), Vec<Slot>> = BTreeMap::new();
    let main = text.lang().primary();
    if !matches!(main, Lang::EN | Lang::FR | Lang::PL) {
        return;
    }
    for ReadBlock { span: block, lang, words: read } in
        input.read(text).iter().filter(|b| b.lang.primary() == main)
    {
        let lang = *lang;
        let data = typography::of(lang);
        let function = &lang::of(lang).function_words;
        let base = block.start as usize;
        for i in 0..read.words.len() {
            let word = &read.words[i];
            if word.kind != TokenKind::Word || function.contains(word.lower.as_str()) {
                continue;
            }
            let slot = |to: usize| Slot {
                key: read.keys[i].clone(),
                text: read.slice(i, to).to_owned(),
                span: read.span(i, to).shifted(base),
            };
            // The Party and the State.
            let and = read.word(i + 1).is_some_and(|w| data.and.contains(w.lower.as_str()));
            let article = read.word(i + 2).is_some_and(|w| function.contains(w.lower.as_str()) && !w.capital);
            let j = i + 2 + usize::from(article);
            let inside = i > 0 && read.joined(i) && read.words[i - 1].capital;
            let whole = !inside && !word.acronym;
            if and
                && whole
                && word.capital
                && read.word(j).is_some_and(|w| w.capital && w.kind == TokenKind::Word)
            {
                groups.entry((0, read.keys[j].clone())).or_default().push(slot(j + 1));
            }
            // A ceremony and what it is for.
            let link = read.word(i + 1).is_some_and(|w| data.linker.contains(w.lower.as_str()));
            let j = i + 1 + usize::from(link);
            let next = read.word(j).filter(|w| w.kind == TokenKind::Word && w.lower.chars().count() > 4);
            let joined = (i + 1..=j).all(|k| read.joined(k));
            if is_head(read, i, &["event", "law"])
                && joined
                && next.is_some_and(|w| !function.contains(w.lower.as_str()))
            {
                groups.entry((1, read.keys[j].clone())).or_default().push(slot(j + 1));
            }
            // English puts it before: signing ceremony.
            if lang.primary() == Lang::EN
                && i > 0
                && is_head(read, i, &["event", "law"])
                && read.joined(i)
                && !function.contains(read.words[i - 1].lower.as_str())
            {
                let slot = Slot {
                    key: read.keys[i].clone(),
                    text: read.slice(i - 1, i + 1).to_owned(),
                    span: read.span(i - 1, i + 1).shifted(base),
                };
                groups.entry((2, read.keys[i - 1].clone())).or_default().push(slot);
            }
        }
    }
    for slots in groups.into_values() {
        replaced(text, slots, main, input.lexicon, report);
    }
}

/// Ways of one frame whose words are synonyms of the commonest one.
fn replaced(text: &Text<'_>, slots: Vec<Slot>, lang: Lang, lexicon: &Lexicon, report: &mut Report) {
    let mut by_key: Vec<(String, Way)> = Vec::new();
    for slot in slots {
        match by_key.iter_mut().find(|w| w.0 == slot.key) {
            Some((_, way)) => way.spans.push(slot.span),
            None => by_key.push((slot.key, Way { text: slot.text, spans: vec![slot.span] })),
        }
    }
    by_key.sort_by_key(|w| (std::cmp::Reverse(w.1.spans.len()), w.1.spans[0].start));
    while by_key.len() > 1 {
        let (key, usual) = by_key.remove(0);
        let (alike, rest): (Vec<_>, Vec<_>) =
            by_key.into_iter().partition(|(k, _)| are_synonyms(&key, k, lang, lexicon));
        by_key = rest;
        // Once each is no habit that is broken.
        if usual.spans.len() > 1 && !alike.is_empty() {
            let ways = std::iter::once(usual).chain(alike.into_iter().map(|a| a.1)).collect();
            tell(text, ways, "one term in two renderings", report);
        }
    }
}

/// Least share of a word's translations that must go to the common one, on both sides.
const SHARED: f32 = 0.08;

/// Whether two words translate one word of another home language.
pub(super) fn are_synonyms(a: &str, b: &str, lang: Lang, lexicon: &Lexicon) -> bool {
    if share_equivalent(a, b, lang) {
        return true;
    }
    let id = |key: &str| lexicon.id(key, lang).or_else(|| lexicon.id(&lexicon.key(key, lang), lang));
    let (Some(x), Some(y)) = (id(a), id(b)) else { return false };
    Lang::HOME.iter().filter(|l| **l != lang).any(|&to| {
        let strong = |id: u32| -> Vec<u32> {
            let row: Vec<(u32, f32)> = lexicon.translations(id, lang, to).collect();
            let total: f32 = row.iter().map(|r| r.1).sum();
            let mut list: Vec<u32> = row.iter().filter(|r| r.1 >= SHARED * total).map(|r| r.0).collect();
            list.sort_unstable();
            list
        };
        let (p, q) = (strong(x), strong(y));
        p.iter().any(|t| q.binary_search(t).is_ok() && !is_function(lexicon.key_of(*t, to), to))
    })
}

/// Whether the tables hold concepts of the two words that have a word of another language in common: what a translator who went
/// through that language takes for each other (Partia and Strona are both Party).
fn share_equivalent(a: &str, b: &str, lang: Lang) -> bool {
    let (known, own) = (Known::builtin(), column(lang));
    let nouns = |word: &str| {
        let list = known.folded(&fold_name(word), lang).iter();
        list.map(|r| known.concepts[r.concept as usize].row).filter(|r| r.kind == "noun").collect::<Vec<_>>()
    };
    let (left, right) = (nouns(a), nouns(b));
    let others = || (0..Lang::HOME.len()).filter(|c| Some(*c) != own);
    left.iter().any(|x| {
        right
            .iter()
            .any(|y| others().any(|c| x.cells[c].iter().any(|e| y.cells[c].iter().any(|f| e.text == f.text))))
    })
}

fn is_function(word: &str, lang: Lang) -> bool {
    lang::of(lang).function_words.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_one_word_of_another_language_stands_for() {
        for (a, b, lang) in [("partia", "strona", Lang::PL), ("ceremonia", "uroczystość", Lang::PL)] {
            assert!(share_equivalent(a, b, lang), "{a} {b}");
        }
        assert!(!share_equivalent("partia", "państwo", Lang::PL));
        assert!(!share_equivalent("river", "bridge", Lang::EN));
    }
}
