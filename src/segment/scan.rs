//! The one pass over a text: finds candidates, asks the judge, reports.

use super::context::{Begins, Next, is_first, word_before};
use super::decide::{Candidate, Judge};
use super::marks::{
    CLASSES, Class, Parity, Run, char_at, char_before, emoticon, is_line_end, is_terminator, skip_space,
};
use super::reason::Reason;
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
    if let Some(d) = headline(judge, from) {
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
                if let Some(d) = headline(judge, next) {
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
            i = face(judge, &mut from, i, &mut report);
            continue;
        }
        if !is_terminator(c) {
            i += c.len_utf8();
            continue;
        }
        let run = Run::read(text, i, judge.soft, &mut parity);
        let next_at = skip_space(text, run.end, judge.soft);
        i = run.end.max(i + c.len_utf8());
        if next_at >= bytes.len() || (!judge.soft && char_at(text, next_at).is_some_and(is_line_end)) {
            continue;
        }
        let next = Next::read(text, next_at, judge.soft);
        let candidate = Candidate { from, run, next };
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
            i = next_at;
        }
    }
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
    if judge.soft {
        return None;
    }
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
