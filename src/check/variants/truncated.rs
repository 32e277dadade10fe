//! Long names of legal texts that lost a word, seen in one text alone.

use super::concepts::content;
use crate::check::memo::ReadBlock;
use crate::check::words::{Word, same};
use crate::check::{Input, Report, Text};
use crate::lang;
use crate::model::{Kind, Lang, Mention, Span};
use crate::terms::heads::of;
use crate::text::tokens::TokenKind;

/// Words that two names must share from the head on before one can be the other with words lost.
const SHARED: usize = 3;
/// Words looked at behind a head.
const MOST: usize = 12;

/// The name of a legal text, from its head on.
struct Name {
    words: Vec<Word>,
    spans: Vec<Span>,
    /// Something in brackets stands behind it: a short name or an acronym, so that it ends there.
    closed: bool,
    /// A small word stands right behind the word with a number: the name goes on.
    goes_on: Vec<bool>,
}

/// `Convention against Transnational Crime` and `Convention against Crime`; `… przeciwko cyberprzestępczości` and `… przestępczości`.
pub(super) fn alone(input: &Input<'_>, text: &Text<'_>, report: &mut Report) {
    let names = names(input, text);
    let lang = text.lang();
    let mut told: Vec<u32> = Vec::new();
    for long in &names {
        for short in &names {
            if told.contains(&short.spans[0].start) {
                continue;
            }
            let Some((n, m)) = lost(short, long, lang) else { continue };
            told.push(short.spans[0].start);
            let cover =
                |name: &Name, n: usize| Span { start: name.spans[0].start, end: name.spans[n - 1].end };
            let (s, l) = (cover(short, n), cover(long, m));
            let message = format!(
                "“{}” may be “{}” with words lost: it names something else",
                &text.text()[s.range()],
                &text.text()[l.range()]
            );
            let related: Vec<_> = names
                .iter()
                .filter(|o| o.words.len() >= m && (0..m).all(|k| same(&o.words[k], &long.words[k], lang)))
                .take(10)
                .map(|o| text.place(cover(o, m)))
                .collect();
            report.add(text.place(s), message).related = related;
        }
    }
}

/// A legal text that the search for names found whole in one place and without its last words in another, where the source
/// has one and the same name at both.
pub(super) fn against_source(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        let (from, to) = (pair.source.lang(), pair.target.lang());
        let laws = |document: u32| {
            input.terms.mentions.iter().filter(move |m| m.document == document && m.kind == Kind::Law)
        };
        let text = |m: &Mention| &pair.target.text()[m.span.range()];
        let original = |m: &Mention| -> Option<Vec<Word>> {
            let segment = pair.segments().find(|s| s.is_linked() && s.target.contains(m.span))?;
            let mut own = laws(pair.source.document)
                .filter(|o| o.concept == m.concept && segment.source.contains(o.span))
                .map(|o| content(&pair.source.text()[o.span.range()], from));
            own.next().filter(|_| own.next().is_none())
        };
        for short in laws(pair.target.document) {
            let words = content(text(short), to);
            let longer = laws(pair.target.document)
                .filter(|l| l.concept == short.concept && text(l).len() > text(short).len())
                .find(|long| {
                    let whole = content(text(long), to);
                    words.len() >= SHARED
                        && whole.len() > words.len()
                        && words.iter().zip(&whole).all(|(a, b)| same(a, b, to))
                        && !goes_on(&pair.target.text()[short.span.end as usize..], &whole[words.len()], to)
                        && original(short).zip(original(long)).is_some_and(|(a, b)| {
                            a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| same(x, y, from))
                        })
                });
            let place = pair.target.place(short.span);
            let known = report
                .findings
                .iter()
                .any(|f| f.place.document == place.document && f.place.span.overlaps(place.span));
            if let Some(long) = longer.filter(|_| !known) {
                let message = format!(
                    "“{}” has lost words of “{}”, which the source has here as well",
                    text(short),
                    text(long)
                );
                let finding = report.add(place, message);
                finding.related.push(pair.target.place(long.span));
                finding.suggestion = Some(text(long).to_owned());
            }
        }
    }
}

/// Whether a text begins with a word.
fn goes_on(behind: &str, word: &Word, lang: Lang) -> bool {
    content(behind.split(['.', ',', ';', '(', '\n']).next().unwrap_or_default(), lang)
        .first()
        .is_some_and(|w| same(w, word, lang))
}

fn names(input: &Input<'_>, text: &Text<'_>) -> Vec<Name> {
    let mut out = Vec::new();
    let main = text.lang().primary();
    if main == Lang::VI {
        return out;
    }
    for ReadBlock { span: block, lang, words: read } in
        input.read(text).iter().filter(|b| b.lang.primary() == main)
    {
        let lang = *lang;
        for i in 0..read.words.len() {
            let word = &read.words[i];
            let key = if lang.primary() == Lang::PL { &read.keys[i] } else { &word.lower };
            if !word.capital || !of(lang).part("law").has(key) {
                continue;
            }
            let mut name = Name { words: Vec::new(), spans: Vec::new(), closed: false, goes_on: Vec::new() };
            for k in i..read.words.len() {
                let w = &read.words[k];
                let joined = k == i || read.joined(k) || read.words[k - 1].lower.ends_with('\'');
                if w.kind == TokenKind::Mark || !joined || name.words.len() == MOST {
                    break;
                }
                let small = lang::of(lang).function_words.contains(w.lower.as_str())
                    || of(lang).part("between").has(&w.lower);
                let function = small && !w.capital;
                if !function && !w.lower.ends_with('\'') {
                    name.words.extend(content(read.slice(k, k + 1), lang).into_iter().take(1));
                    name.spans.resize(name.words.len(), w.span.shifted(block.start as usize));
                }
                name.goes_on.resize(name.words.len().max(1), false);
                if let Some(last) = name.goes_on.last_mut() {
                    *last = function;
                }
            }
            let end = name.spans.last().map_or(0, |s| s.end as usize);
            name.closed = text.text()[end..].trim_start().starts_with('(');
            if name.words.len() > SHARED {
                out.push(name);
            }
        }
    }
    out
}

/// Whether `short` is `long` without a word or without the first part of one: numbers of their words up to there.
fn lost(short: &Name, long: &Name, lang: Lang) -> Option<(usize, usize)> {
    let shared = short.words.iter().zip(&long.words).take_while(|(a, b)| same(a, b, lang)).count();
    if shared < SHARED {
        return None;
    }
    let next = long.words.get(shared)?;
    // The rest of the long word: cyber|crime. It may stand one or two words further.
    let tail = |w: &Word| {
        let (long, short) = (next.lower.as_str(), w.lower.as_str());
        let stem: String = short.chars().take(short.chars().count().saturating_sub(2)).collect();
        short.chars().count() >= 6
            && long.chars().count() >= short.chars().count() + 3
            && long.find(&stem).is_some_and(|at| at >= 3)
    };
    if let Some(at) = (shared..short.words.len().min(shared + 3)).find(|&k| tail(&short.words[k])) {
        return Some((at + 1, shared + 1));
    }
    // The last word before the bracket is gone, and nothing else of its form stands in its place.
    let ending = |w: &Word| w.lower.chars().rev().take(2).collect::<String>();
    let other = short.words.get(shared).is_some_and(|w| ending(w) == ending(next));
    if long.closed
        && shared > SHARED
        && long.words.len() == shared + 1
        && !short.goes_on.get(shared - 1).copied().unwrap_or(false)
        && !other
    {
        return Some((shared, shared + 1));
    }
    // A word inside is gone, and the name goes on with the next: against (Transnational) Organized Crime.
    let behind = long.words.get(shared + 1)?;
    let here = short.words.get(shared)?;
    let small = |w: &Word| w.text.chars().next().is_some_and(char::is_lowercase);
    (same(here, behind, lang) && shared >= SHARED && !(small(here) && lang.primary() == Lang::EN))
        .then_some((shared + 1, shared + 2))
}
