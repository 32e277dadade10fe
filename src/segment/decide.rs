//! Decides whether a run of marks ends a segment.

use super::context::{
    Begins, Next, close_after, earlier_word, goes_on, is_first, is_initials, is_number, is_quantity,
    is_roman, open_before, word_before,
};
use super::marks::{Run, char_at, char_before, is_terminator};
use super::reason::Reason;
use crate::lang::{Abbreviations, Kinds, Language};
use crate::model::Lang;

/// How long an embedded quotation or bracket may be for its inner marks to end nothing, in bytes.
const EMBEDDED: usize = 240;

/// Ends of host names that may be written with a capital (Example.Com).
const DOMAINS: [&str; 12] = ["com", "net", "org", "gov", "edu", "info", "vn", "pl", "fr", "uk", "io", "eu"];

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
    /// The marks.
    pub run: Run,
    /// What follows.
    pub next: Next<'a>,
}

impl Judge<'_> {
    /// Decides a run with white space behind it.
    pub fn decide(&self, c: &Candidate) -> Verdict {
        let verdict = match c.next.begins {
            Begins::Nothing => (false, Reason::NothingFollows),
            Begins::Lower => self.before_small(c),
            _ => self.before_large(c),
        };
        if verdict.0 && self.enclosed(c) {
            return (false, Reason::Enclosed);
        }
        verdict
    }

    /// Decides a run with a letter straight behind it: a blank is missing, or it is a host or file name.
    pub fn decide_glued(&self, c: &Candidate) -> Verdict {
        let Candidate { run, next, .. } = c;
        let keep = (false, Reason::Glued);
        let straight = char_at(self.text, run.end).is_some_and(char::is_alphabetic);
        let word = word_before(self.text, run.start, c.from);
        let ordinary = word.chars().nth(2).is_some() && word.chars().all(char::is_alphabetic);
        let letters = next.word.chars().count();
        // A further mark inside the next word: www.example.com, a.b?c=d.
        let sealed = char_at(self.text, next.end).is_some_and(|b| {
            matches!(b, '/' | '=' | '&' | '@' | '_' | '(' | ':')
                || (is_terminator(b) && !self.ends_word(next.end))
        });
        if !straight || !ordinary || (letters < 2 && next.word != "I") || sealed {
            return keep;
        }
        let capital =
            next.begins == Begins::Upper && next.word.chars().nth(1).is_some_and(char::is_lowercase);
        let single = run.end == run.start + 1 && !run.strong;
        let cut = if single {
            capital
                && word.chars().skip(1).all(char::is_lowercase)
                && self.kinds(word).is_none()
                && !DOMAINS.contains(&next.word.to_lowercase().as_str())
        } else {
            !run.closed && (capital || next.word == "I" || (!run.ellipsis && !run.double && self.opens(next)))
        };
        (cut, Reason::Glued)
    }

    /// Whether white space or nothing follows the mark at `at`.
    fn ends_word(&self, at: usize) -> bool {
        let mark = char_at(self.text, at).map_or(0, char::len_utf8);
        char_at(self.text, at + mark).is_none_or(|c| c.is_whitespace() || is_terminator(c))
    }

    /// A small letter follows.
    fn before_small(&self, c: &Candidate) -> Verdict {
        let Candidate { run, next, .. } = c;
        let strong = run.strong || run.ellipsis;
        if next.dash {
            let polish = self.language.lang == Lang::PL;
            let speaker = run.quote
                || self.speaks(next, 3)
                || (strong && !(polish && (run.double || self.opens(next))));
            return if speaker { (false, Reason::Speaker) } else { self.before_plain(c) };
        }
        if next.bullet && !run.quote {
            return (true, Reason::Stop);
        }
        if run.strong {
            let omission = run.double && self.language.lang != Lang::PL;
            if run.closed || omission || self.is_marked_name(c) || self.speaks(next, 2) {
                return (false, Reason::LowerCase);
            }
            return (true, Reason::NoCapitals);
        }
        if run.ellipsis || run.quote && !next.opened {
            return (false, Reason::LowerCase);
        }
        self.before_plain(c)
    }

    /// A full stop before a small letter: an end when the word before it is no abbreviation.
    fn before_plain(&self, c: &Candidate) -> Verdict {
        let Candidate { run, next, .. } = c;
        if run.strong {
            return (true, Reason::NoCapitals);
        }
        let word = word_before(self.text, run.start, c.from);
        // No sentence ends with a conjunction or preposition (English ones do).
        if self.language.lang != Lang::EN && self.language.joiners.contains(word) {
            return (false, Reason::LowerCase);
        }
        let address = matches!(next.word, "www" | "http" | "https") && !run.closed;
        let behind_closing = word.is_empty()
            && matches!(char_before(self.text, run.start), Some(')' | '"' | '”' | '»'))
            && self.opens(next);
        if address || behind_closing || (!word.is_empty() && !run.closed && self.is_plain(word, next)) {
            return (true, Reason::PlainWord);
        }
        (false, Reason::LowerCase)
    }

    /// A capital or digit follows, or a letter without case.
    fn before_large(&self, c: &Candidate) -> Verdict {
        let Candidate { run, next, .. } = c;
        if run.strong {
            if self.is_marked_name(c) && !self.starts(next) {
                return (false, Reason::MarkedName);
            }
            // “Where?” Martin asked.
            if run.quote && run.closed && !next.opened && !next.dash && self.speaks(next, 3) {
                return (false, Reason::Speaker);
            }
            return (true, Reason::Mark);
        }
        if run.ellipsis {
            // A pause before a number.
            if next.begins == Begins::Digit && !run.closed && !next.opened && !next.dash {
                return (false, Reason::Omission);
            }
            let omitted = run.closed && matches!(char_before(self.text, run.start), Some('(' | '['));
            return if omitted { (false, Reason::Omission) } else { (true, Reason::Mark) };
        }
        self.after_stop(c)
    }

    /// Whether the run is the mark of a name (Yahoo!).
    fn is_marked_name(&self, c: &Candidate) -> bool {
        let run = &c.run;
        let word = word_before(self.text, run.start, c.from);
        run.end == run.start + 1
            && self.language.marked_names.contains(&self.text[run.start - word.len()..run.end])
    }

    /// One full stop, and a capital or digit (or a letter without case) follows.
    fn after_stop(&self, c: &Candidate) -> Verdict {
        let Candidate { run, next, .. } = c;
        let word = word_before(self.text, run.start, c.from);
        let start = run.start - word.len();
        if word.is_empty() || self.text[..start].ends_with('°') {
            return (true, Reason::Stop);
        }
        if is_number(word) {
            return self.after_number(c, word, start);
        }
        let kinds = self.kinds(word);
        // (… etc.) A new sentence.
        if run.closed && !kinds.is_none() && self.starts(next) {
            return (true, Reason::FinalAbbreviation);
        }
        let measure = kinds.any(Kinds::UNIT) && is_quantity(earlier_word(self.text, start, c.from));
        if kinds.any(Kinds::TITLE.with(Kinds::HARD)) && !measure {
            return (false, Reason::Abbreviation);
        }
        // The pronoun is no numeral: no. I am late.
        let roman = is_roman(next.word) && !(next.word == "I" && self.goes_small(next));
        if kinds.any(Kinds::NUMBER) && (next.begins == Begins::Digit || roman) {
            return (false, Reason::BeforeNumber);
        }
        if self.numbers_item(c, word, start) {
            return (false, Reason::ListNumber);
        }
        if self.numbers_heading(c, word, start) {
            return (false, Reason::HeadingNumber);
        }
        if kinds.any(Kinds::SOFT.with(Kinds::PLACE).with(Kinds::UNIT)) {
            return self.after_soft(c, kinds, start);
        }
        if is_initials(word) {
            return if self.starts_after_initials(next) {
                (true, Reason::FinalAbbreviation)
            } else {
                (false, Reason::Initials)
            };
        }
        (true, Reason::Stop)
    }

    /// An abbreviation that may be final.
    fn after_soft(&self, c: &Candidate, kinds: Kinds, start: usize) -> Verdict {
        let starts = self.starts(&c.next);
        let full_clause = || {
            kinds.any(Kinds::UNIT)
                && c.next.begins == Begins::Upper
                && !c.next.opened
                && !self.language.followers.contains(c.next.word)
                && self.has_verb(c.from, start)
        };
        if starts || full_clause() {
            return (true, Reason::FinalAbbreviation);
        }
        (false, Reason::OpenAbbreviation)
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
            // A telephone number: (84. 4).
            let bracket = open_before(self.text, c.from, start).is_some_and(|(_, mark)| mark == '(');
            if groups || date || bracket {
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

    /// Whether the place lies inside a short quotation or bracket that opened in mid-sentence and that the sentence goes on after.
    fn enclosed(&self, c: &Candidate) -> bool {
        let Some((at, mark)) = open_before(self.text, c.from, c.run.end) else { return false };
        if c.run.end - at > EMBEDDED || is_first(self.text, c.from, at) {
            return false;
        }
        let reach = EMBEDDED - (c.run.end - at);
        close_after(self.text, c.run.end, mark, reach, self.soft)
            .is_some_and(|end| goes_on(self.text, end, self.soft))
    }
}
