//! What stands for one name of the source in the beads where it occurs.

use super::Way;
use super::concepts::content;
use crate::check::words::{Word, same};
use crate::check::{Input, Pair, Report, Segment};
use crate::model::{Kind, Lang, Span};
use crate::terms::detect::Block;
use crate::terms::evidence;
use crate::terms::heads::of;
use crate::text::tokens::TokenKind;
use std::collections::BTreeMap;

/// Least mean share of translated words for a phrase to stand for a name.
const RENDERS: f32 = 0.55;

/// A rendering of a source name.
struct Rendering {
    words: Vec<Word>,
    text: String,
    span: Span,
    source: Span,
}

/// One name of the source in two renderings.
pub(super) fn names(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        let lang = pair.target.lang();
        for list in renderings(input, pair) {
            let mut ways: Vec<(Vec<Word>, Way, Vec<Span>)> = Vec::new();
            for r in &list {
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
                if words.len() < 2 {
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

/// A rendering that lacks words which the usual one has, where the source has the whole name.
pub(super) fn truncated(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        let lang = pair.target.lang();
        for list in renderings(input, pair) {
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
                    && r.words.len() > 2
                    && within(&r.words, &longest.words, lang)
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

/// For every name of the source that occurs twice, what stands for it in its beads.
fn renderings(input: &Input<'_>, pair: &Pair<'_>) -> Vec<Vec<Rendering>> {
    let (from, to) = (pair.source.lang(), pair.target.lang());
    let mut names: BTreeMap<String, Vec<(Segment<'_>, Span)>> = BTreeMap::new();
    let mentions: Vec<_> = input
        .terms
        .mentions
        .iter()
        .filter(|m| {
            m.document == pair.source.document && matches!(m.kind, Kind::Org | Kind::Law | Kind::Event)
        })
        .collect();
    for segment in pair.segments().filter(Segment::is_linked) {
        for mention in mentions.iter().filter(|m| segment.source.contains(m.span)) {
            let text = &pair.source.text()[mention.span.range()];
            let key: Vec<String> = content(text, from).into_iter().map(|w| w.key).collect();
            if key.len() > 1 && !text.contains('(') {
                names.entry(key.join(" ")).or_default().push((segment, mention.span));
            }
        }
    }
    let mut out = Vec::new();
    for places in names.into_values().filter(|p| p.len() > 1) {
        let mut list = Vec::new();
        for (segment, source) in places {
            let name = evidence::content(&pair.source.text()[source.range()], from);
            let best = candidates(&segment, to)
                .into_iter()
                .map(|(span, n)| {
                    let phrase = evidence::content(&pair.target.text()[span.range()], to);
                    let (a, b) = evidence::coverage(&name, from, &phrase, to, input.lexicon);
                    (f32::midpoint(a, b), n, span)
                })
                .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)).then(y.2.cmp(&x.2)));
            if let Some((_, _, span)) = best.filter(|b| b.0 >= RENDERS) {
                let text = pair.target.text()[span.range()].to_owned();
                list.push(Rendering { words: content(&text, to), text, span, source });
            }
        }
        if list.len() > 1 {
            out.push(list);
        }
    }
    out.sort_by_key(|l: &Vec<Rendering>| l[0].span.start);
    out
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
        for j in i + 1..read.words.len().min(i + 14) {
            let (word, last) = (&read.words[j], &read.words[j - 1]);
            let elided = last.lower.ends_with('\'');
            if word.kind == TokenKind::Mark || !(read.joined(j) || elided) {
                break;
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

/// The same words, in any order.
fn alike(a: &[Word], b: &[Word], lang: Lang) -> bool {
    a.len() == b.len() && within(a, b, lang)
}

/// Whether all words of one phrase stand in the other.
fn within(a: &[Word], b: &[Word], lang: Lang) -> bool {
    a.iter().all(|x| b.iter().any(|y| same(x, y, lang)))
}
