//! The one pass over a text: finds candidates, asks the judge, reports.

use super::context::{Begins, Next, is_first, near, word_before};
use super::decide::{Candidate, Judge};
use super::marks::{
    CLASSES, Class, Parity, Run, char_at, char_before, emoticon, is_line_end, is_terminator, skip_space,
};
use super::reason::Reason;
use super::records;
use crate::model::Lang;

/// A candidate and what became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Byte after the last mark.
    pub end: usize,
    /// Byte where what follows begins.
    pub next: usize,
    /// Whether a segment ends here.
    pub cut: bool,
    /// Why.
    pub reason: Reason,
}

/// Reports every candidate of the text in order.
pub(super) fn scan(judge: &Judge, mut report: impl FnMut(Decision)) {
    let text = judge.text;
    let bytes = text.as_bytes();
    // Where the segment begins.
    let mut from = skip_space(text, 0, true);
    let strict = judge.language.lang != Lang::FR;
    let mut parity = Parity::new(from, strict);
    let mut i = from;
    if let Some(d) = opening(judge, from, false) {
        from = d.next;
        i = d.next;
        report(d);
    }
    loop {
        while i < bytes.len() && CLASSES[bytes[i] as usize] == Class::Plain {
            i += 1;
        }
        if i >= bytes.len() {
            return;
        }
        let Some(c) = char_at(text, i) else { return };
        if is_line_end(c) {
            let mut next = skip_space(text, i, true);
            if !judge.soft {
                if next < bytes.len() {
                    report(Decision { end: i, next, cut: true, reason: Reason::LineBreak });
                }
                if let Some(d) = opening(judge, next, false) {
                    next = d.next;
                    report(d);
                }
                from = next;
                parity = Parity::new(next, strict);
            }
            i = next;
            continue;
        }
        if CLASSES[bytes[i] as usize] == Class::Face {
            let at = i;
            i = face(judge, &mut from, at, &mut report);
            if bytes[at] == b':' && i == at + 1 && !judge.soft {
                i = records::colon(judge, from, at, &mut |d: Decision| {
                    from = d.next;
                    report(d);
                });
            }
            continue;
        }
        if !is_terminator(c) {
            if let Some(d) = (c == '—').then(|| broken_off(judge, from, i)).flatten() {
                report(d);
                from = d.next;
            }
            i += c.len_utf8();
            continue;
        }
        let mut run = Run::read(text, i, judge.soft, &mut parity);
        if let Some(end) = note_number(judge, from, &run) {
            run.end = end;
            run.note = true;
        }
        let next_at = skip_space(text, run.end, judge.soft);
        i = run.end.max(i + c.len_utf8());
        if next_at >= bytes.len() || (!judge.soft && char_at(text, next_at).is_some_and(is_line_end)) {
            continue;
        }
        let next = Next::read(text, next_at, judge.soft);
        let candidate = Candidate { from: near(text, from, run.start), run, next };
        let (cut, reason) = if next_at > run.end || run.wide {
            judge.decide(&candidate)
        } else {
            judge.decide_glued(&candidate)
        };
        if !cut && reason == Reason::Glued {
            continue;
        }
        report(Decision { end: run.end, next: next_at, cut, reason });
        if cut {
            from = next_at;
            if let Some(d) = opening(judge, from, true) {
                report(d);
                from = d.next;
            }
            i = from;
        }
    }
}

/// What the start of a line or of a segment inside a line may hold: the greeting or close of a letter, a headline that runs into
/// the text.
fn opening(judge: &Judge, from: usize, inside: bool) -> Option<Decision> {
    if judge.soft {
        return None;
    }
    let runs_in = |d: &Decision| !inside || is_noun_phrase(judge, &judge.text[from..d.end]);
    records::formula(judge, from).or_else(|| headline(judge, from).filter(runs_in))
}

/// How long a heading inside a line may be, in bytes.
const HEADING: usize = 90;

/// Whether a text can be a heading inside a line: short, in one piece, without the words that only clauses have.
fn is_noun_phrase(judge: &Judge, head: &str) -> bool {
    let pieces = |c: char| matches!(c, ',' | ';' | ':' | '"' | '“' | '«' | '„' | '–' | '—');
    let clause = |word: &str| {
        let word = word.to_lowercase();
        word.split(['\'', '’', '-']).any(|piece| judge.language.clause_words.contains(piece))
    };
    head.len() <= HEADING && !head.contains(pieces) && !head.split_whitespace().any(clause)
}

/// The number of a footnote that was raised once, behind its mark: `… rights.4 Even so`, `… rights. 4 Even so`. A capitalised word
/// that begins sentences follows it, so it counts nothing. Answers where the number ends.
fn note_number(judge: &Judge, from: usize, run: &Run) -> Option<usize> {
    let (text, bytes) = (judge.text, judge.text.as_bytes());
    let at = skip_space(text, run.end, judge.soft);
    let end = at + bytes[at..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let next_at = skip_space(text, end, judge.soft);
    if end == at || end > at + 3 || next_at == end {
        return None;
    }
    let vietnamese = judge.language.lang == Lang::VI;
    if run.ellipsis || (vietnamese && at > run.end) {
        return None;
    }
    let next = Next::read(text, next_at, judge.soft);
    let straight = next.end == next_at + next.word.len();
    let word = word_before(text, run.start, from);
    let plain = word.chars().nth(2).is_some()
        && word.chars().all(char::is_alphabetic)
        && (judge.kinds(word).is_none() || vietnamese);
    (straight && plain && judge.starts(&next) && !judge.language.headings.contains(word)).then_some(end)
}

/// A speaker who breaks off: a dash behind a grammar word or half a word, and a capitalised word that begins sentences (English only:
/// elsewhere dashes open what somebody says).
fn broken_off(judge: &Judge, from: usize, at: usize) -> Option<Decision> {
    let text = judge.text;
    let end = at + '—'.len_utf8();
    let next_at = skip_space(text, end, judge.soft);
    if judge.language.lang != Lang::EN || next_at == end {
        return None;
    }
    let head = text[from..at].trim_end();
    let word = word_before(text, from + head.len(), from);
    let (stem, _) = word.split_once(['\'', '’']).unwrap_or((word, ""));
    if !head.ends_with('-') && !judge.language.openers.contains(stem) && !matches!(stem, "uh" | "um" | "er") {
        return None;
    }
    let next = Next::read(text, next_at, judge.soft);
    let fresh = next.end == next_at + next.word.len() && next.word != "I" && judge.starts(&next);
    fresh.then_some(Decision { end, next: next_at, cut: true, reason: Reason::BrokenOff })
}

/// An emoticon that no mark stands before: what begins with a capital behind it is a new segment.
fn face(judge: &Judge, from: &mut usize, at: usize, report: &mut impl FnMut(Decision)) -> usize {
    let text = judge.text;
    let Some(end) = emoticon(text, at).filter(|_| text[*from..at].ends_with(char::is_whitespace)) else {
        return at + 1;
    };
    let next = skip_space(text, end, judge.soft);
    if next < text.len() && char_at(text, next).is_some_and(char::is_uppercase) {
        report(Decision { end, next, cut: true, reason: Reason::Emoticon });
        *from = next;
    }
    next.max(end)
}

/// How long a headline that runs into its text may be, in bytes.
const HEADLINE: usize = 220;

/// A headline at the start of a line that runs into the first sentence: a capitalised grammar word in mid-sentence, without a
/// mark before it and with a small letter behind it, before any mark that ends sentences.
fn headline(judge: &Judge, from: usize) -> Option<Decision> {
    let text = judge.text;
    let bytes = text.as_bytes();
    let limit = bytes.len().min(from + HEADLINE);
    let room = &bytes[from.min(limit)..limit];
    let mut words = 0;
    for at in memchr::memchr_iter(b' ', room).map(|i| from + i) {
        words += 1;
        let first = *bytes.get(at + 1)?;
        if words < 3 || !(first.is_ascii_uppercase() || first >= 0xC0) {
            continue;
        }
        if !char_before(text, at)
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '\'' | '"' | '’' | '”' | '»'))
        {
            continue;
        }
        let next = Next::read(text, at + 1, judge.soft);
        let straight = next.end == at + 1 + next.word.len();
        if !straight || next.begins != Begins::Upper || !judge.starts_headline_text(&next) {
            continue;
        }
        let before = word_before(text, at, from);
        let named = before.starts_with(char::is_uppercase);
        if (named && judge.joins(&next)) || judge.is_grammar(before) {
            continue;
        }
        let head = &bytes[from..at];
        let ended = head.iter().any(|&b| matches!(b, b'!' | b'?' | b'\n')) || has_stop(head);
        if ended || is_first(text, from, at) {
            return None;
        }
        return Some(Decision { end: at, next: at + 1, cut: true, reason: Reason::Headline });
    }
    None
}

/// Whether a full stop with a blank behind it is among the bytes.
fn has_stop(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'.', bytes).any(|i| bytes.get(i + 1).is_none_or(|b| !b.is_ascii_alphanumeric()))
}
