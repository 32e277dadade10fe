//! Words that are probably slips of the keyboard, and one word written in two ways.

use super::{Input, Report, Text};
use crate::lang;
use crate::lexicon::Lexicon;
use crate::model::{Lang, Place, Span};
use crate::text::fold::{fold, tone_key};
use crate::text::tokens::{Token, TokenKind, tokens};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// `spelling`.
pub(super) fn check(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        match text.lang().primary() {
            Lang::VI => vietnamese(text, input.lexicon, report),
            Lang::EN | Lang::FR | Lang::PL => european(text, input.lexicon, report),
            _ => {}
        }
    }
}

/// Two syllables that are no word, where one letter would make a word of the lexicon that the text uses.
fn vietnamese(text: &Text<'_>, lexicon: &Lexicon, report: &mut Report) {
    let blocks: Vec<(usize, &str, Vec<Token>, Vec<String>)> = text
        .blocks()
        .filter(|b| b.1.primary() == Lang::VI)
        .map(|(b, _, content)| {
            let list = tokens(content);
            let lower = list.iter().map(|t| t.text(content).to_lowercase()).collect();
            (b.span.start as usize, content, list, lower)
        })
        .collect();
    let mut pairs: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for (_, content, list, lower) in &blocks {
        for i in 1..list.len() {
            if joined(content, list, i) {
                *pairs.entry((&lower[i - 1], &lower[i])).or_default() += 1;
            }
        }
    }
    let compound = |a: &str, b: &str| lexicon.compound_len(&[a, b], Lang::VI) == 2;
    let grammar = &lang::of(Lang::VI).function_words;
    let mut by_first: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (a, b) in pairs.keys().filter(|(a, b)| compound(a, b)) {
        by_first.entry(a).or_default().push(b);
    }
    for list in by_first.values_mut() {
        list.sort_unstable();
    }
    for (at, content, list, lower) in &blocks {
        for i in 1..list.len() {
            let (a, b) = (lower[i - 1].as_str(), lower[i].as_str());
            if !joined(content, list, i) || pairs[&(a, b)] > 1 || compound(a, b) || list[i].text(content) != b
            {
                continue;
            }
            // A grammar word may follow anything: đội mình, our team.
            if grammar.contains(b) {
                continue;
            }
            // The syllables may belong to their neighbours.
            let before = i > 1 && joined(content, list, i - 1) && compound(&lower[i - 2], a);
            let after = i + 1 < list.len()
                && joined(content, list, i + 1)
                && lexicon.compound_len(&[b, &lower[i + 1]], Lang::VI) == 2;
            if before || after {
                continue;
            }
            let Some(right) = by_first.get(a).and_then(|l| l.iter().find(|c| one_consonant(b, c))) else {
                continue;
            };
            let span = Span { start: list[i - 1].span.start, end: list[i].span.end };
            let first = list[i - 1].text(content);
            let finding = report.add(
                text.place(span.shifted(*at)),
                format!("“{first} {b}” is no word the lexicon knows; the text has “{a} {right}”"),
            );
            finding.suggestion = Some(format!("{first} {right}"));
        }
    }
}

/// Whether only a blank stands between token `i` and the word before it.
fn joined(content: &str, list: &[Token], i: usize) -> bool {
    list[i].kind == TokenKind::Word
        && list[i - 1].kind == TokenKind::Word
        && &content[list[i - 1].span.end as usize..list[i].span.start as usize] == " "
}

/// Whether two syllables differ in one consonant at their beginning only, tone and vowels alike: neighbours on the keyboard.
fn one_consonant(a: &str, b: &str) -> bool {
    let mut x = a.chars();
    let mut y = b.chars();
    let (Some(p), Some(q)) = (x.next(), y.next()) else { return false };
    p != q
        && x.as_str() == y.as_str()
        && !"aeiouy".contains(p)
        && p.is_ascii()
        && q.is_ascii()
        && x.as_str().chars().count() > 0
}

/// A word that occurs once, one letter away from one that occurs often; endings aside, and in no list.
fn european(text: &Text<'_>, lexicon: &Lexicon, report: &mut Report) {
    let lang = text.lang();
    let mut places: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (block, _, content) in text.blocks().filter(|b| b.1.primary() == lang.primary()) {
        for token in tokens(content).into_iter().filter(|t| t.kind == TokenKind::Word) {
            let word = token.text(content);
            if word.chars().count() >= 7 && word.chars().all(char::is_lowercase) {
                places
                    .entry(word.to_owned())
                    .or_default()
                    .push(token.span.shifted(block.span.start as usize));
            }
        }
    }
    let listed = |w: &str| lexicon.id(&lexicon.key(w, lang), lang).is_some();
    let frequent: Vec<&String> = places.iter().filter(|(_, p)| p.len() > 2).map(|(w, _)| w).collect();
    for (word, list) in places.iter().filter(|(w, p)| p.len() == 1 && !listed(w)) {
        let right = frequent.iter().find(|f| slip(word, f, lang, lexicon));
        if let Some(right) = right {
            let finding = report.add(
                text.place(list[0]),
                format!("“{word}” is close to “{right}”, which the text uses {} times", places[*right].len()),
            );
            finding.related.push(text.place(places[*right][0]));
            finding.suggestion = Some((*right).clone());
        }
    }
}

/// Whether one word is the other with one letter changed, lost, doubled or two letters swapped, within its first letters.
fn slip(word: &str, right: &str, lang: Lang, lexicon: &Lexicon) -> bool {
    let (n, m) = (word.chars().count(), right.chars().count());
    if n.abs_diff(m) > 1 || lexicon.key(word, lang) == lexicon.key(right, lang) {
        return false;
    }
    let common = word.chars().zip(right.chars()).take_while(|(a, b)| a == b).count();
    // A difference in the last four letters is an ending, in the first three another prefix.
    let inside = common >= 2 && common + 4 < n.min(m);
    inside && fold(word) != fold(right) && strsim::damerau_levenshtein(word, right) == 1
}

/// `spelling-variant`: with and without hyphen, space or comma; tone marks in the old and the new place.
pub(super) fn variants(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        let mut ways: BTreeMap<String, Vec<(String, Span)>> = BTreeMap::new();
        for (block, lang, content) in text.blocks() {
            let list = tokens(content);
            let at = block.span.start as usize;
            for i in 0..list.len() {
                let word = list[i].text(content);
                if list[i].kind == TokenKind::Word && lang.primary() == Lang::VI && !word.is_ascii() {
                    let lower = word.to_lowercase();
                    ways.entry(format!("t{}", tone_key(&lower)))
                        .or_default()
                        .push((lower, list[i].span.shifted(at)));
                }
                hyphens(content, &list, i, at, &mut ways);
                if lang.primary() == Lang::VI {
                    commas(content, &list, i, at, input.lexicon, &mut ways);
                }
            }
        }
        for list in ways.values() {
            tell(text, list, report);
        }
    }
}

/// `co-operate` and `cooperate`, under one key.
fn hyphens(
    content: &str,
    list: &[Token],
    i: usize,
    at: usize,
    ways: &mut BTreeMap<String, Vec<(String, Span)>>,
) {
    let glued = |k: usize| list[k].span.end == list[k + 1].span.start;
    let word =
        |k: usize| list.get(k).filter(|t| t.kind == TokenKind::Word).map(|t| t.text(content).to_lowercase());
    let Some(first) = word(i) else { return };
    let bound = i > 0 && list[i - 1].span.end == list[i].span.start;
    if let (true, Some(second)) = (
        list.get(i + 1).is_some_and(|t| t.text(content) == "-")
            && glued(i)
            && i + 2 < list.len()
            && glued(i + 1),
        word(i + 2),
    ) {
        let span = Span { start: list[i].span.start, end: list[i + 2].span.end };
        ways.entry(format!("h{first}{second}"))
            .or_default()
            .push((format!("{first}-{second}"), span.shifted(at)));
    } else if first.chars().count() >= 5 && !bound {
        ways.entry(format!("h{first}")).or_default().push((first, list[i].span.shifted(at)));
    }
}

/// `phòng chống` and `phòng, chống`: a compound with and without a comma.
fn commas(
    content: &str,
    list: &[Token],
    i: usize,
    at: usize,
    lexicon: &Lexicon,
    ways: &mut BTreeMap<String, Vec<(String, Span)>>,
) {
    let lower = |k: usize| list[k].text(content).to_lowercase();
    let comma = list.get(i + 1).is_some_and(|t| t.text(content) == ",");
    let second = if comma { i + 2 } else { i + 1 };
    if second >= list.len() || list[i].kind != TokenKind::Word || list[second].kind != TokenKind::Word {
        return;
    }
    let (a, b) = (lower(i), lower(second));
    if (comma || joined(content, list, second))
        && lexicon.compound_len(&[a.as_str(), b.as_str()], Lang::VI) == 2
    {
        let span = Span { start: list[i].span.start, end: list[second].span.end };
        let way = if comma { format!("{a}, {b}") } else { format!("{a} {b}") };
        ways.entry(format!("c{a} {b}")).or_default().push((way, span.shifted(at)));
    }
}

fn tell(text: &Text<'_>, list: &[(String, Span)], report: &mut Report) {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (way, _) in list {
        match counts.iter_mut().find(|c| c.0 == way) {
            Some(c) => c.1 += 1,
            None => counts.push((way, 1)),
        }
    }
    counts.sort_by_key(|c| std::cmp::Reverse(c.1));
    let Some(((usual, _), rarer)) = counts.split_first() else { return };
    let usual_place: Option<Place> = list.iter().find(|w| w.0 == *usual).map(|w| text.place(w.1));
    for (way, n) in rarer {
        let places: Vec<Place> = list.iter().filter(|w| w.0 == *way).map(|w| text.place(w.1)).collect();
        let finding =
            report.add(places[0], format!("“{way}” here ({n}), “{usual}” elsewhere ({})", counts[0].1));
        finding.related.extend(places.iter().skip(1).take(10).chain(&usual_place));
        finding.suggestion = Some((*usual).to_owned());
    }
}
