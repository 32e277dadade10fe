//! The one pass over a text: finds candidates, asks the judge, reports.

use super::context::Next;
use super::decide::{Candidate, Judge};
use super::marks::{CLASSES, Class, Parity, Run, char_at, emoticon, is_line_end, is_terminator, skip_space};
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
    loop {
        while i < bytes.len() && CLASSES[bytes[i] as usize] == Class::Plain {
            i += 1;
        }
        if i >= bytes.len() {
            return;
        }
        let Some(c) = char_at(text, i) else { return };
        if is_line_end(c) {
            let next = skip_space(text, i, true);
            if !judge.soft {
                if next < bytes.len() {
                    report(Decision { end: i, next, cut: true, reason: Reason::LineBreak });
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
