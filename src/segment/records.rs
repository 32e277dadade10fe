//! Letters and lists of addresses whose lines have run together: greetings, closing formulas, time stamps, labels.

use super::context::{Begins, Next, is_first, word_before};
use super::decide::Judge;
use super::marks::{char_at, skip_space};
use super::reason::Reason;
use super::scan::Decision;

/// How long what stands before a time stamp or behind a label may be, in bytes.
const SHORT: usize = 80;

/// How long an address may be, in characters.
const LONGEST: usize = 2000;

fn cut(end: usize, next: usize, reason: Reason) -> Decision {
    Decision { end, next, cut: true, reason }
}

/// The greeting (Dear Ann, We have …) or the closing formula (Best regards, Ann) of a letter at the start of a segment.
pub(super) fn formula(judge: &Judge, from: usize) -> Option<Decision> {
    let rest = judge.text.get(from..)?;
    let comma = memchr::memchr(b',', &rest.as_bytes()[..rest.len().min(SHORT)])?;
    if !rest.starts_with(char::is_uppercase) {
        return None;
    }
    let end = from + comma + 1;
    let at = skip_space(judge.text, end, judge.soft);
    let next = Next::read(judge.text, at, judge.soft);
    if at == end || next.begins != Begins::Upper {
        return None;
    }
    let head = rest[..comma].to_lowercase();
    let closes = judge.language.closings.contains(&head);
    let first = head.split(' ').next().unwrap_or_default();
    let greets = judge.language.greetings.contains(first)
        && head.split(' ').count() <= 4
        && !head.contains(['.', '!', '?', ':', '"'])
        && judge.starts(&next);
    (closes || greets).then(|| cut(end, at, Reason::Formula))
}

/// What a colon at `at` belongs to: a time stamp, a label, an address. Reports the cuts around it, in order; answers where to go on.
pub(super) fn colon(judge: &Judge, from: usize, at: usize, report: &mut impl FnMut(Decision)) -> usize {
    let text = judge.text;
    if text[at..].starts_with("://") {
        return address(judge, at, report);
    }
    if let Some((start, end)) = stamp(text, from, at) {
        return around_stamp(judge, from, (start, end), report);
    }
    label(judge, from, at, report)
}

/// A time stamp `3/14/2015 9:26 PM` around the colon at `at`: where it begins and ends.
fn stamp(text: &str, from: usize, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let digits = |i: usize| bytes[i..].iter().take_while(|b| b.is_ascii_digit()).count();
    if digits(at + 1) != 2 {
        return None;
    }
    let mut end = at + 3;
    if bytes.get(end) == Some(&b':') && digits(end + 1) == 2 {
        end += 3;
    }
    let half = text.get(end..end + 3).filter(|half| matches!(*half, " AM" | " PM"))?;
    end += half.len();
    if bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let head = &text[from..at];
    let hour = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let date_end = hour.strip_suffix(' ')?;
    let date = &date_end[date_end.rfind(' ').map_or(0, |i| i + 1)..];
    let is_date = date.split('/').count() == 3
        && date.split('/').all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    is_date.then(|| (from + date_end.len() - date.len(), end))
}

fn around_stamp(
    judge: &Judge,
    from: usize,
    (start, end): (usize, usize),
    report: &mut impl FnMut(Decision),
) -> usize {
    let text = judge.text;
    let before = text[from..start].trim_end();
    // A name or an address alone: the head of a message.
    let name = |word: &str| word.starts_with(char::is_uppercase) || word.contains('@');
    if !before.is_empty() && before.len() <= SHORT && before.split(' ').all(name) {
        report(cut(from + before.len(), start, Reason::Record));
    }
    let next = skip_space(text, end, judge.soft);
    if next > end && char_at(text, next).is_some_and(char::is_alphanumeric) {
        report(cut(end, next, Reason::Record));
    }
    next
}

/// Where the word that holds `at` ends; none when it is too long for an address.
fn end_of_word(text: &str, at: usize) -> Option<usize> {
    let mut chars = text[at..].char_indices().take(LONGEST);
    match chars.by_ref().find(|(_, c)| c.is_whitespace()) {
        Some((i, _)) => Some(at + i),
        None => (text[at..].chars().nth(LONGEST).is_none()).then_some(text.len()),
    }
}

/// A web address before another one.
fn address(judge: &Judge, at: usize, report: &mut impl FnMut(Decision)) -> usize {
    let Some(end) = end_of_word(judge.text, at) else { return at + 3 };
    let next = skip_space(judge.text, end, judge.soft);
    if next > end && judge.text[next..].starts_with("http") && !judge.text[..end].ends_with([',', ';']) {
        report(cut(end, next, Reason::Record));
        return next;
    }
    at + 3
}

/// A label before its address or number.
fn label(judge: &Judge, from: usize, at: usize, report: &mut impl FnMut(Decision)) -> usize {
    let text = judge.text;
    let word = word_before(text, at, from);
    let start = at - word.len();
    if !word.starts_with(char::is_uppercase) || !text[at + 1..].starts_with(' ') {
        return at + 1;
    }
    let listed = judge.language.labels.contains(word.to_lowercase().as_str());
    let before = text[from..start].trim_end();
    let value = before.rsplit(' ').next().unwrap_or_default();
    let number =
        value.len() > 5 && value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b')'));
    let mail = value.contains('@') || value.contains("://");
    if before.len() < start - from && ((listed && number) || mail) {
        report(cut(from + before.len(), start, Reason::Record));
        return at + 1;
    }
    if listed && is_first(text, from, start) {
        return behind_address(judge, at + 1, report);
    }
    at + 1
}

/// `Email: Ann Lee <ann@example.org>` before a capital.
fn behind_address(judge: &Judge, from: usize, report: &mut impl FnMut(Decision)) -> usize {
    let text = judge.text;
    let room = &text.as_bytes()[from..text.len().min(from + SHORT)];
    let mail = room.iter().take_while(|b| !matches!(b, b'\n' | b'\r')).position(|&b| b == b'@');
    let Some(end) = mail.and_then(|at| end_of_word(text, from + at)) else { return from };
    let next = skip_space(text, end, judge.soft);
    let free = !text[..end].ends_with([',', ';', '.']);
    if next > end && free && char_at(text, next).is_some_and(char::is_uppercase) {
        report(cut(end, next, Reason::Record));
        return next;
    }
    from
}
