//! Decides whether a run of marks ends a segment.

use super::context::{
    Begins, Next, close_after, earlier_word, goes_on, is_first, is_initials, is_number, is_roman,
    open_before, word_before,
};
use super::marks::{Run, char_at, char_before, skip_space};
use super::reason::Reason;
use crate::lang::{Abbreviations, Kinds, Language};
use crate::model::Lang;

/// How far behind a candidate the end of a quotation is looked for, in bytes.
const REACH: usize = 600;

/// The verdict on a candidate.
pub(super) type Verdict = (bool, Reason);

/// What the decisions need to know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judge<'a> {
    pub text: &'a str,
    pub language: &'a Language,
    pub extra: Option<&'a Abbreviations>,
    pub soft: bool,
}

/// A candidate in its surroundings.
pub(super) struct Candidate<'a> {
    /// Where the segment begins that would end here.
    pub from: usize,
    /// Where the line begins.
    pub line: usize,
    /// The marks.
    pub run: Run,
    /// What follows.
    pub next: Next<'a>,
    /// Where it follows.
    pub next_at: usize,
}

impl Judge<'_> {
    fn kinds(&self, word: &str) -> Kinds {
        let own = self.language.abbreviations.kinds(word);
        self.extra.map_or(own, |e| own.with(e.kinds(word)))
    }

    /// The kinds of a word or, when it has none, of its last piece (`l’art`, `BS.CKII`, `TS-BS`).
    fn kinds_of(&self, word: &str) -> Kinds {
        let whole = self.kinds(word);
        if !whole.is_none() {
            return whole;
        }
        match word.rfind(['-', '/', '\'', '’', '.', ',']) {
            Some(at) => {
                let after = at + word[at..].chars().next().map_or(1, char::len_utf8);
                let piece = &word[after..];
                // A single letter behind a stop is an initial, not the abbreviation r. or s.
                if piece.chars().nth(1).is_none() && word.as_bytes()[at] == b'.' {
                    Kinds::default()
                } else {
                    self.kinds(piece)
                }
            }
            None => whole,
        }
    }

    /// Decides a run with white space behind it.
    pub fn decide(&self, c: &Candidate) -> Verdict {
        let verdict = self.plain(c);
        if verdict.0 && self.enclosed(c) {
            return (false, Reason::Enclosed);
        }
        verdict
    }

    fn plain(&self, c: &Candidate) -> Verdict {
        let Candidate { run, next, .. } = c;
        match next.begins {
            Begins::Nothing => return (false, Reason::NothingFollows),
            Begins::Lower => return self.before_small(c),
            _ => {}
        }
        if run.strong {
            let word = word_before(self.text, run.start, c.from);
            let marked = !run.quote
                && run.end == run.start + 1
                && self.language.marked_names.contains(&self.text[run.start - word.len()..run.end])
                && !self.starts(c);
            return if marked { (false, Reason::MarkedName) } else { (true, Reason::Mark) };
        }
        if run.ellipsis {
            let omitted = matches!(char_before(self.text, run.start), Some('(' | '['));
            return if omitted { (false, Reason::Omission) } else { (true, Reason::Mark) };
        }
        self.after_stop(c)
    }

    /// A small letter follows.
    fn before_small(&self, c: &Candidate) -> Verdict {
        let Candidate { run, next, .. } = c;
        if next.dash && (run.strong || run.quote || run.ellipsis) {
            return (false, Reason::Speaker);
        }
        (false, Reason::LowerCase)
    }

    /// One full stop, and a capital or digit (or a letter without case) follows.
    fn after_stop(&self, c: &Candidate) -> Verdict {
        let Candidate { run, next, .. } = c;
        let word = word_before(self.text, run.start, c.from);
        let start = run.start - word.len();
        if word.is_empty() {
            return (true, Reason::Stop);
        }
        if is_number(word) {
            return self.after_number(c, word, start);
        }
        let digit = next.begins == Begins::Digit;
        let kinds = self.kinds_of(word);
        if kinds.any(Kinds::TITLE.with(Kinds::HARD)) {
            return (false, Reason::Abbreviation);
        }
        if kinds.any(Kinds::NUMBER) && (digit || is_roman(next.word)) {
            return (false, Reason::BeforeNumber);
        }
        if self.numbers_item(c, word, start) {
            return (false, Reason::ListNumber);
        }
        if self.numbers_heading(c, word, start) {
            return (false, Reason::HeadingNumber);
        }
        if kinds.any(Kinds::SOFT.with(Kinds::PLACE).with(Kinds::UNIT)) {
            return if self.starts(c) {
                (true, Reason::FinalAbbreviation)
            } else {
                (false, Reason::OpenAbbreviation)
            };
        }
        if is_initials(word) {
            return if self.starts(c) {
                (true, Reason::FinalAbbreviation)
            } else {
                (false, Reason::Initials)
            };
        }
        (true, Reason::Stop)
    }

    /// A number and a full stop.
    fn after_number(&self, c: &Candidate, word: &str, start: usize) -> Verdict {
        let next = &c.next;
        if self.numbers_item(c, word, start) {
            return (false, Reason::ListNumber);
        }
        if self.numbers_heading(c, word, start) {
            return (false, Reason::HeadingNumber);
        }
        let short = word.len() <= 3 && !word.contains([',', '.']);
        if next.begins == Begins::Digit && short && !next.opened && !next.dash {
            let groups = next.word.len() == 3 && next.word.bytes().all(|b| b.is_ascii_digit());
            let date = word.len() <= 2 && char_at(self.text, next.end) == Some('.') && next.word.len() <= 2;
            if groups || date {
                return (false, Reason::Digits);
            }
        }
        if short && next.begins == Begins::Upper && !next.opened && !next.dash {
            let noun = next.word.to_lowercase();
            if self.language.ordinal_nouns.contains(noun.as_str()) {
                return (false, Reason::Ordinal);
            }
            // German, Czech and others write ordinals so.
            if self.language.lang == Lang::UND && word.len() <= 2 {
                return (false, Reason::Ordinal);
            }
        }
        (true, Reason::Stop)
    }

    /// Whether `word` is the number or letter of a list item: first in its segment, or behind a colon or semicolon.
    fn numbers_item(&self, c: &Candidate, word: &str, start: usize) -> bool {
        let number = if is_number(word) {
            word.split('.').all(|n| n.len() <= 3) && !word.contains(',')
        } else {
            is_roman(word) || (word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic())
        };
        if !number {
            return false;
        }
        if is_first(self.text, c.from, start) {
            return true;
        }
        let before = self.text[c.from..start].trim_end();
        is_number(word) && before.len() < start - c.from && before.ends_with([':', ';'])
    }

    /// Whether `word` numbers a heading: a heading word opens the segment, the number follows it.
    fn numbers_heading(&self, c: &Candidate, word: &str, start: usize) -> bool {
        if !(is_number(word) || is_roman(word) || word.chars().nth(1).is_none()) {
            return false;
        }
        let head = earlier_word(self.text, start, c.from);
        if head.is_empty() {
            return false;
        }
        let at = self.text[..start].trim_end().len() - head.len();
        is_first(self.text, c.from, at)
            && self.language.headings.contains(head.trim_end_matches('.').to_lowercase().as_str())
    }

    /// Whether the next word begins a sentence more often than it goes on with one.
    fn starts(&self, c: &Candidate) -> bool {
        let next = &c.next;
        match next.begins {
            Begins::Digit | Begins::Lower | Begins::Nothing => return false,
            Begins::Uncased => return true,
            Begins::Upper => {}
        }
        if next.bullet || next.dash {
            return true;
        }
        if self.language.lang == Lang::VI {
            // Vietnamese names have two capitals or more; a capital before a small letter begins a sentence.
            let after = skip_space(self.text, next.end, self.soft);
            return after > next.end && char_at(self.text, after).is_some_and(char::is_lowercase);
        }
        let (head, elided) = next.head();
        if self.language.starters.contains(head) {
            return true;
        }
        if elided {
            let mut with = head.to_owned();
            with.push('\'');
            return self.language.starters.contains(with.as_str());
        }
        false
    }

    /// Whether the place lies inside a quotation or bracket that opened in mid-sentence and that the sentence goes on after.
    fn enclosed(&self, c: &Candidate) -> bool {
        let Some((at, mark)) = open_before(self.text, c.from, c.run.end) else { return false };
        if is_first(self.text, c.from, at) {
            return false;
        }
        match close_after(self.text, c.run.end, mark, REACH, self.soft) {
            Some(end) => goes_on(self.text, end, self.soft),
            None => false,
        }
    }
}
