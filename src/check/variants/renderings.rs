//! What stands for one name of the source in the beads where it occurs.

use super::Way;
use super::concepts::content;
use crate::check::words::{Word, same};
use crate::check::{Input, Pair, Report, Segment, typography};
use crate::lang;
use crate::lexicon::Lexicon;
use crate::model::{Kind, Lang, Mention, Span};
use crate::terms::detect::Block;
use crate::terms::evidence::{self, Content, Looked};
use crate::terms::heads::of;
use crate::terms::known::Known;
use crate::text::fold::fold_name;
use crate::text::tokens::TokenKind;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Least mean share of translated words for a phrase to stand for a name.
const RENDERS: f32 = 0.55;

/// A rendering of a source name.
#[derive(Clone, Debug)]
pub(in crate::check) struct Rendering {
    words: Vec<Word>,
    /// Of a treaty or law.
    law: bool,
    /// The name of the source, left as it is.
    copied: bool,
    text: String,
    span: Span,
    source: Span,
}

/// One name of the source in two renderings.
pub(super) fn names(input: &Input<'_>, report: &mut Report) {
    for (number, pair) in input.pairs.iter().enumerate() {
        let lang = pair.target.lang();
        for list in input.renderings(number) {
            let mut ways: Vec<(Vec<Word>, Way, Vec<Span>)> = Vec::new();
            for r in list {
                match ways.iter_mut().find(|w| alike(&w.0, &r.words, lang)) {
                    Some((_, way, sources)) => {
                        way.spans.push(r.span);
                        sources.push(r.source);
                    }
                    None => ways.push((
                        r.words.clone(),
                        Way { text: r.text.clone(), spans: vec![r.span] },
                        vec![r.source],
                    )),
                }
            }
            // A longer name with the same words holds more than the source name; a shorter one is for `name-truncated`.
            ways.sort_by_key(|w| std::cmp::Reverse(w.1.spans.len()));
            let Some((usual, rest)) = ways.split_first() else { continue };
            for (words, way, sources) in
                rest.iter().filter(|w| !within(&w.0, &usual.0, lang) && !within(&usual.0, &w.0, lang))
            {
                // A name may be given once as it is in the source, beside its translation.
                let original = |span: Span| list.iter().any(|r| r.span == span && r.copied);
                let shortened = spelled_out(words, &usual.0, lang) || spelled_out(&usual.0, words, lang);
                if words.len() < 2 || shortened || original(way.spans[0]) && way.spans.len() == 1 {
                    continue;
                }
                let message = format!(
                    "“{}” here ({}), “{}” elsewhere ({}) for one name of the source",
                    way.text,
                    way.spans.len(),
                    usual.1.text,
                    usual.1.spans.len()
                );
                let finding = report.add(pair.target.place(way.spans[0]), message);
                finding.related.extend(
                    way.spans[1..].iter().chain(&usual.1.spans).take(20).map(|s| pair.target.place(*s)),
                );
                finding.related.push(pair.source.place(sources[0]));
            }
        }
    }
}

/// Whether one rendering has acronyms where the other has words.
fn spelled_out(short: &[Word], long: &[Word], lang: Lang) -> bool {
    let acronym = |w: &Word| w.text.chars().count() > 1 && w.text.chars().all(char::is_uppercase);
    let mut own = short.iter().filter(|w| !long.iter().any(|o| same(w, o, lang))).peekable();
    own.peek().is_some() && own.all(acronym)
}

/// A rendering that lacks words which the usual one has, where the source has the whole name.
pub(super) fn truncated(input: &Input<'_>, report: &mut Report) {
    for (number, pair) in input.pairs.iter().enumerate() {
        let lang = pair.target.lang();
        for list in input.renderings(number) {
            let Some(longest) = list.iter().max_by_key(|r| (r.words.len(), std::cmp::Reverse(r.span.start)))
            else {
                continue;
            };
            if longest.words.len() < 4 {
                continue;
            }
            let short = |r: &&Rendering| {
                r.words.len() < longest.words.len()
                    && r.words.len() * 2 >= longest.words.len()
                    && (r.words.len() > 2 || r.law && r.words.len() > 1)
                    && within(&r.words, &longest.words, lang)
                    && (same(&r.words[0], &longest.words[0], lang) || !is_list(&longest.text, lang))
            };
            for r in list.iter().filter(short) {
                let message = format!(
                    "“{}” has lost words of “{}”, which the source has here as well",
                    r.text, longest.text
                );
                let finding = report.add(pair.target.place(r.span), message);
                finding.related.extend([pair.target.place(longest.span), pair.source.place(r.source)]);
                finding.suggestion = Some(longest.text.clone());
            }
        }
    }
}

/// Whether a phrase joins names with "and": a part of it has lost nothing.
fn is_list(text: &str, lang: Lang) -> bool {
    let and = &typography::of(lang).and;
    text.split_whitespace().any(|w| and.contains(w))
}

/// A place of a name of the source.
struct Origin<'a> {
    segment: Segment<'a>,
    span: Span,
    law: bool,
}

/// For every name of the source that occurs twice, what stands for it in its beads.
pub(in crate::check) fn renderings(input: &Input<'_>, pair: &Pair<'_>) -> Vec<Vec<Rendering>> {
    let mut out = Vec::new();
    for places in repeated(input, pair) {
        let found: Vec<Option<Rendering>> = places.iter().map(|o| rendering(input, pair, o)).collect();
        let mut list: Vec<Rendering> = found.iter().flatten().cloned().collect();
        let usual = usual(&list, pair.target.lang()).cloned();
        if let Some(usual) = usual {
            let open = places.iter().zip(&found).filter(|(_, f)| f.is_none());
            list.extend(open.filter_map(|(origin, _)| instead(input, pair, origin, &usual)));
        }
        if list.len() > 1 {
            list.sort_by_key(|r| r.span);
            out.push(list);
        }
    }
    out.sort_by_key(|l: &Vec<Rendering>| l[0].span.start);
    out
}

/// The names of the source that occur twice or more, with their places.
fn repeated<'a>(input: &Input<'_>, pair: &Pair<'a>) -> Vec<Vec<Origin<'a>>> {
    let from = pair.source.lang();
    let mut names: BTreeMap<String, Vec<Origin<'a>>> = BTreeMap::new();
    let mut mentions = names_of(input, pair).peekable();
    for segment in pair.segments().filter(Segment::is_linked) {
        while mentions.next_if(|m| m.span.start < segment.source.start).is_some() {}
        while let Some(mention) = mentions.next_if(|m| m.span.start < segment.source.end) {
            if !segment.source.contains(mention.span) {
                continue;
            }
            let text = &pair.source.text()[mention.span.range()];
            let key: Vec<String> = content(text, from).into_iter().map(|w| w.key).collect();
            if key.len() > 1 && !text.contains('(') {
                let origin = Origin { segment, span: mention.span, law: mention.kind == Kind::Law };
                names.entry(key.join(" ")).or_default().push(origin);
            }
        }
    }
    let mut out: Vec<Vec<Origin<'_>>> = names.into_values().filter(|p| p.len() > 1).collect();
    out.iter_mut().for_each(|places| extend(pair.source.text(), places));
    out
}

/// Takes in what stands behind a name at all of its places, up to the last capital: the search for names stops at a common word
/// (Quỹ Bảo vệ | rừng Tây Nguyên).
fn extend(text: &str, places: &mut [Origin<'_>]) {
    let behind = |o: &Origin<'_>| &text[o.span.end as usize..o.segment.source.end as usize];
    let Some((first, rest)) = places.split_first() else { return };
    let all = behind(first);
    let same = rest.iter().map(|o| {
        all.char_indices()
            .zip(behind(o).chars())
            .find(|((_, a), b)| a != b)
            .map_or(all.len().min(behind(o).len()), |((at, _), _)| at)
    });
    let mut shared = same.min().unwrap_or(0);
    while !all.is_char_boundary(shared) {
        shared -= 1;
    }
    let mut end = 0;
    let mut at = 0;
    for word in all[..shared].split_inclusive(' ') {
        let bare = word.trim_end();
        let open = at + bare.len() == shared && all[shared..].starts_with(char::is_alphanumeric);
        if open || !bare.chars().all(char::is_alphabetic) {
            break;
        }
        if bare.starts_with(char::is_uppercase) {
            end = at + bare.len();
        }
        at += word.len();
    }
    for place in places {
        place.span.end += end as u32;
    }
}

/// Bodies, legal texts and events of the source, in order.
fn names_of<'i>(input: &'i Input<'_>, pair: &Pair<'_>) -> impl Iterator<Item = &'i Mention> {
    let document = pair.source.document;
    let kinds = |k| matches!(k, Kind::Org | Kind::Law | Kind::Event);
    input.terms.mentions.iter().filter(move |m| m.document == document && kinds(m.kind))
}

/// What stands for a name: the phrase whose words translate it best.
fn rendering(input: &Input<'_>, pair: &Pair<'_>, origin: &Origin<'_>) -> Option<Rendering> {
    let (from, to) = (pair.source.lang(), pair.target.lang());
    let name = evidence::content(&pair.source.text()[origin.span.range()], from);
    let phrases: Vec<(Span, usize, Vec<Content>)> = candidates(&origin.segment, to)
        .into_iter()
        .map(|(span, n)| (span, n, evidence::content(&pair.target.text()[span.range()], to)))
        .collect();
    let name = Looked::all(&name, from, to, input.lexicon);
    // The phrases are made of the same few words.
    let mut words: FxHashMap<&Content, Looked<'_>> = FxHashMap::default();
    for word in phrases.iter().flat_map(|p| &p.2) {
        words.entry(word).or_insert_with(|| Looked::new(word, to, from, input.lexicon));
    }
    let best = phrases
        .iter()
        .map(|(span, n, phrase)| {
            let phrase: Vec<&Looked<'_>> = phrase.iter().map(|w| &words[w]).collect();
            let (a, b) = evidence::covered(&name, &phrase);
            (f32::midpoint(a, b), *n, *span, phrase)
        })
        // A name begins and ends with words of its own: no "Trump at a first summit" for a summit.
        .filter(|(.., phrase)| {
            let own = |w: Option<&&Looked<'_>>| w.is_some_and(|w| name.iter().any(|n| w.may_be(n)));
            own(phrase.first()) && own(phrase.last())
        })
        .map(|(score, n, span, _)| (score, n, span))
        .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)).then(y.2.cmp(&x.2)));
    best.filter(|b| b.0 >= RENDERS).map(|(_, _, span)| made(pair, span, origin))
}

fn made(pair: &Pair<'_>, span: Span, origin: &Origin<'_>) -> Rendering {
    let text = pair.target.text()[span.range()].to_owned();
    let copied = fold_name(&text) == fold_name(&pair.source.text()[origin.span.range()]);
    let words = content(&text, pair.target.lang());
    Rendering { words, law: origin.law, copied, text, span, source: origin.span }
}

/// The rendering that two places or more agree on.
fn usual(list: &[Rendering], lang: Lang) -> Option<&Rendering> {
    let votes = |r: &&Rendering| list.iter().filter(|o| alike(&r.words, &o.words, lang)).count();
    let best = list.iter().max_by_key(|r| (votes(r), std::cmp::Reverse(r.span)))?;
    (votes(&best) > 1).then_some(best)
}

/// Where the lexicon finds no rendering: a phrase with the head of a name that shares a proper word with the usual one, in a
/// sentence that has neither the usual one nor another name of the source to explain it.
fn instead(input: &Input<'_>, pair: &Pair<'_>, origin: &Origin<'_>, usual: &Rendering) -> Option<Rendering> {
    let (from, to) = (pair.source.lang(), pair.target.lang());
    let others =
        names_of(input, pair).filter(|m| m.span != origin.span && origin.segment.source.contains(m.span));
    let others: Vec<_> =
        others.map(|m| evidence::content(&pair.source.text()[m.span.range()], from)).collect();
    let proper = |w: &Word| w.text.chars().next().is_some_and(char::is_uppercase);
    let shared = |words: &[Word]| {
        words.iter().skip(1).filter(|w| proper(w) && usual.words.iter().any(|u| same(w, u, to))).count()
    };
    let fits = |span: Span| {
        let words = content(&pair.target.text()[span.range()], to);
        let phrase = evidence::content(&pair.target.text()[span.range()], to);
        let taken = others.iter().any(|o| evidence::coverage(o, from, &phrase, to, input.lexicon).0 >= 0.5);
        (!taken && words.len().abs_diff(usual.words.len()) < 2 && shared(&words) > 0).then_some(words)
    };
    let candidates: Vec<(Span, Vec<Word>)> = candidates(&origin.segment, to)
        .into_iter()
        .filter_map(|(span, _)| Some((span, fits(span)?)))
        .collect();
    if candidates.iter().any(|(_, w)| within(w, &usual.words, to) || within(&usual.words, w, to)) {
        return None;
    }
    let best = candidates
        .into_iter()
        .max_by_key(|(span, w)| (shared(w), std::cmp::Reverse(w.len()), std::cmp::Reverse(span.start)));
    best.map(|(span, _)| made(pair, span, origin))
}

/// Phrases of the target side that may be names: from a capital or a head on, over small words and words behind heads.
fn candidates(segment: &Segment<'_>, lang: Lang) -> Vec<(Span, usize)> {
    let text = segment.target_text();
    let read = Block::new(text, lang);
    let between = of(lang).part("between");
    let mut out = Vec::new();
    for i in 0..read.words.len() {
        if read.words[i].kind != TokenKind::Word || !read.words[i].capital {
            continue;
        }
        let vietnamese = lang.primary() == Lang::VI;
        let function = |w: &str| lang::of(lang).function_words.contains(w);
        if !vietnamese && function(&read.words[i].lower) && !read.words[i].lower.ends_with('\'') {
            continue;
        }
        for j in i + 1..read.words.len().min(i + 14) {
            let (word, last) = (&read.words[j], &read.words[j - 1]);
            let elided = last.lower.ends_with('\'');
            if word.kind == TokenKind::Mark || !(read.joined(j) || elided) {
                break;
            }
            // A verb or pronoun: the name is over.
            let other = !word.capital && !between.has(&word.lower) && !word.lower.ends_with('\'');
            if other
                && if vietnamese { PREDICATES.contains(&word.lower.as_str()) } else { function(&word.lower) }
            {
                break;
            }
            // The last word must not be the first half of a longer one.
            let lower: Vec<&str> = read.lower_from(j).take(4).collect();
            let half = |lower: &[&str]| {
                Lexicon::builtin().compound_len(lower, lang) > 1 || word.capital && begins_name(lower)
            };
            if vietnamese && half(&lower) {
                continue;
            }
            let key = if lang.primary() == Lang::PL { &read.keys[j] } else { &word.lower };
            let small = between.has(key) || word.lower.ends_with('\'');
            if !small && word.lower.chars().count() > 1 {
                out.push((read.span(i, j + 1).shifted(segment.target.start as usize), j + 1 - i));
            }
        }
    }
    out
}

/// Whether these Vietnamese words begin with a name of the tables that is longer than the first: Liên | Hợp Quốc.
fn begins_name(lower: &[&str]) -> bool {
    let known = Known::builtin();
    (2..=lower.len()).any(|n| {
        let phrase = lower[..n].join(" ");
        // Folded names have no tone marks.
        let is_it = |c: u32| {
            let row = &known.concepts[c as usize].row;
            let cell = crate::lexicon::rows::column(Lang::VI).map(|at| &row.cells[at]);
            row.kind != "noun" && cell.into_iter().flatten().any(|e| e.text.to_lowercase() == phrase)
        };
        known.folded(&fold_name(&phrase), Lang::VI).iter().any(|r| is_it(r.concept))
    })
}

/// Vietnamese words that begin what is said of a name.
const PREDICATES: [&str; 12] =
    ["là", "được", "bị", "đã", "đang", "sẽ", "không", "có", "này", "đó", "cũng", "đạt"];

/// The same words, in any order.
fn alike(a: &[Word], b: &[Word], lang: Lang) -> bool {
    a.len() == b.len() && within(a, b, lang)
}

/// Whether all words of one phrase stand in the other.
fn within(a: &[Word], b: &[Word], lang: Lang) -> bool {
    a.iter().all(|x| b.iter().any(|y| same(x, y, lang)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Pair, Text};
    use crate::model::{Article, Bead, Document};

    #[test]
    fn names_go_on_where_all_their_places_do() {
        let text = "Quỹ Trồng rừng Tây Bắc mở. Quỹ Trồng rừng Tây Bắc.";
        let document = Document {
            file: String::new(),
            lang: Lang::VI,
            text: text.to_owned(),
            blocks: vec![],
            notes: vec![],
        };
        let article = Article { document, sentences: Vec::new() };
        let text_of = Text { document: 0, article: &article, is_source: true };
        let pair = Pair { source: text_of, target: text_of, beads: &[], codes: &[] };
        let bead = Bead::default();
        let whole = Span::new(0, text.len());
        let segment = Segment { pair, bead: &bead, source: whole, target: whole };
        let mut places: Vec<Origin<'_>> = text
            .match_indices("Quỹ Trồng")
            .map(|(at, m)| Origin { segment, span: Span::new(at, at + m.len()), law: false })
            .collect();
        extend(text, &mut places);
        assert!(places.iter().all(|p| &text[p.span.range()] == "Quỹ Trồng rừng Tây Bắc"));
    }
}
