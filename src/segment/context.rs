//! What stands before and after a candidate.

use super::marks::{char_at, char_before, is_bullet, is_dash, is_opener, is_terminator, skip_space};

/// What the next word begins with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Begins {
    Upper,
    Lower,
    Digit,
    /// A letter without case.
    Uncased,
    /// No word before the end of the line.
    Nothing,
}

/// What follows a candidate, behind opening marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next<'t> {
    /// How it begins.
    pub begins: Begins,
    /// The word.
    pub word: &'t str,
    /// One past the word.
    pub end: usize,
    /// Whether a quotation mark or bracket opens before it.
    pub opened: bool,
    /// Whether that is a quotation mark.
    pub quote: bool,
    /// Whether a dash stands before it.
    pub dash: bool,
    /// Whether a bullet stands before it.
    pub bullet: bool,
    /// Whether an omission stands before it.
    pub omission: bool,
}

/// How far what stands around a candidate is looked at, in bytes: marks without words behind it, one word before it, the sentence
/// before it. No text needs more, and without a limit some would take for ever.
const MARKS: usize = 64;
const WORD: usize = 192;
const SENTENCE: usize = 4096;

/// The start of the segment, or a place near enough.
pub(super) fn near(text: &str, from: usize, at: usize) -> usize {
    let mut near = from.max(at.saturating_sub(SENTENCE));
    while !text.is_char_boundary(near) {
        near += 1;
    }
    near
}

const fn joins(c: char) -> bool {
    matches!(c, '\'' | '’')
}

impl<'t> Next<'t> {
    /// Reads what stands at `at`.
    pub fn read(text: &'t str, at: usize, soft: bool) -> Self {
        let mut next = Self {
            begins: Begins::Nothing,
            word: "",
            end: at,
            opened: false,
            quote: false,
            dash: false,
            bullet: false,
            omission: false,
        };
        let mut i = at;
        while let Some(c) = char_at(text, i).filter(|_| i - at < MARKS) {
            if c.is_alphanumeric() {
                next.take_word(text, i, c);
                break;
            }
            if is_dash(c) {
                next.dash = true;
            } else if is_opener(c) {
                next.opened = true;
                next.quote |= !matches!(c, '(' | '[' | '{' | '（');
            } else if is_bullet(c) {
                next.bullet = true;
            } else if c == '…' || c == '.' {
                next.omission = true;
            } else if !c.is_whitespace() && super::marks::is_line_end(c) {
                break;
            }
            let after = i + c.len_utf8();
            i = if c.is_whitespace() { skip_space(text, i, soft) } else { after };
            if i < after && c.is_whitespace() {
                break;
            }
        }
        next
    }

    fn take_word(&mut self, text: &'t str, start: usize, first: char) {
        let mut end = start;
        while let Some(c) = char_at(text, end) {
            let stays = c.is_alphanumeric() || ('\u{300}'..'\u{370}').contains(&c) || joins(c);
            if !stays {
                break;
            }
            end += c.len_utf8();
        }
        self.word = &text[start..end];
        self.end = end;
        self.begins = if first.is_numeric() {
            Begins::Digit
        } else if first.is_uppercase() || first.is_ascii_uppercase() {
            Begins::Upper
        } else if first.is_lowercase() {
            Begins::Lower
        } else {
            Begins::Uncased
        };
    }

    /// The word up to its apostrophe (`L’` of `L’annexe`), or all of it.
    pub fn head(&self) -> (&'t str, bool) {
        match self.word.find(joins) {
            Some(at) if at <= 3 => (&self.word[..at], true),
            _ => (self.word, false),
        }
    }
}

/// The word that ends at `at`, with its inner stops, hyphens and slashes.
pub(super) fn word_before(text: &str, at: usize, from: usize) -> &str {
    let mut start = at;
    while start > from && at - start < WORD {
        let Some(c) = char_before(text, start) else { break };
        let stays = c.is_alphanumeric()
            || matches!(c, '.' | '-' | '\'' | '’' | '/' | '&' | '@' | '_' | '§' | '°' | ',' | '%')
            || ('\u{300}'..'\u{370}').contains(&c);
        if !stays {
            break;
        }
        start -= c.len_utf8();
    }
    text[start..at].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '§')
}

/// The word before the one that starts at `at`, and whether only white space stands between.
pub(super) fn earlier_word(text: &str, at: usize, from: usize) -> &str {
    let rest = text[from..at].trim_end();
    let end = from + rest.len();
    if end == at {
        return "";
    }
    word_before(text, end, from)
}

/// Whether only opening marks, bullets and blanks stand in `from..at`.
pub(super) fn is_first(text: &str, from: usize, at: usize) -> bool {
    text[from..at].chars().all(|c| c.is_whitespace() || is_opener(c) || is_dash(c) || is_bullet(c))
}

/// Whether a word is a number: digits with inner stops and commas.
pub(super) fn is_number(word: &str) -> bool {
    word.as_bytes().first().is_some_and(u8::is_ascii_digit)
        && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
}

/// Whether a word is a number or a range of numbers (5-7).
pub(super) fn is_quantity(word: &str) -> bool {
    word.split(['-', '–', '/']).all(is_number)
}

/// Whether a word is a Roman numeral in capitals.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 7
        && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
}

/// Whether a word is initials: single capitals between stops or hyphens, or a capital with `h` or `z` behind it.
pub(super) fn is_initials(word: &str) -> bool {
    !word.is_empty()
        && word.split(['.', '-']).filter(|p| !p.is_empty()).all(|piece| {
            let mut chars = piece.chars();
            chars.next().is_some_and(char::is_uppercase)
                && match chars.next() {
                    None => true,
                    Some(c) => {
                        matches!(c, 'h' | 'z')
                            && chars.next().is_none()
                            && piece.starts_with(['C', 'D', 'G', 'K', 'N', 'P', 'R', 'S', 'T'])
                    }
                }
        })
}

/// A quotation mark or bracket that is still open at `at` and stands behind the start of the segment.
pub(super) fn open_before(text: &str, from: usize, at: usize) -> Option<(usize, char)> {
    let mut stack: [(usize, char); 8] = [(0, ' '); 8];
    let mut depth = 0;
    let bytes = text.as_bytes();
    let mut i = from;
    while i < at {
        let b = bytes[i];
        if b < 0x80 && !matches!(b, b'"' | b'(' | b')' | b'[' | b']') {
            i += 1;
            continue;
        }
        let Some(c) = char_at(text, i) else { break };
        let after = i + c.len_utf8();
        let closes = depth > 0
            && match (stack[depth - 1].1, c) {
                ('“', '”') | ('«', '»') | ('(', ')') | ('[', ']') => true,
                ('„', '”' | '“') => true,
                ('"', '"') => true,
                _ => false,
            };
        if closes {
            depth -= 1;
        } else if matches!(c, '“' | '«' | '„' | '(' | '[' | '"') && depth < stack.len() {
            // A straight mark straight behind a letter or mark closes what was opened in an earlier segment.
            let behind = char_before(text, i);
            // And a mark with a blank or stop behind it does not open.
            let stray = c == '"'
                && (behind.is_some_and(|p| !p.is_whitespace() && !is_opener(p) && !is_dash(p))
                    || !char_at(text, after)
                        .is_some_and(|n| n.is_alphanumeric() || is_opener(n) || n == '…'));
            if !stray {
                stack[depth] = (i, c);
                depth += 1;
            }
        }
        i = after;
    }
    (depth > 0).then(|| stack[depth - 1])
}

/// Where what `open` opened closes, searched from `from` within one line. A straight mark that opens again shows that the first
/// never closes.
pub(super) fn close_after(text: &str, from: usize, open: char, limit: usize, soft: bool) -> Option<usize> {
    let mut depth = 0usize;
    let mut i = from;
    while let Some(c) = char_at(text, i) {
        if i - from > limit || (!soft && super::marks::is_line_end(c)) {
            return None;
        }
        let closes = match open {
            '“' => c == '”',
            '«' => c == '»',
            '„' => c == '”' || c == '“',
            '(' => c == ')',
            '[' => c == ']',
            _ => c == '"',
        };
        if closes {
            if depth == 0 {
                if c == '"' && opens_straight(text, i) {
                    return None;
                }
                return Some(i + c.len_utf8());
            }
            depth -= 1;
        } else if c == open && open != '"' {
            depth += 1;
        }
        i += c.len_utf8();
    }
    None
}

/// Whether a straight quotation mark at `at` opens: a blank before it and a letter or digit behind it.
fn opens_straight(text: &str, at: usize) -> bool {
    char_before(text, at).is_none_or(|c| c.is_whitespace() || is_opener(c))
        && char_at(text, at + 1).is_some_and(char::is_alphanumeric)
}

/// Whether the sentence goes on behind a closing mark that ends at `at`: a small letter, a comma, a dash with a small letter.
pub(super) fn goes_on(text: &str, at: usize, soft: bool) -> bool {
    let mut i = skip_space(text, at, soft);
    let mut dashes = 0;
    while let Some(c) = char_at(text, i) {
        if c.is_lowercase() {
            return true;
        }
        if matches!(c, ',' | ';') {
            return true;
        }
        if is_terminator(c) || !(is_dash(c) && dashes == 0) {
            return false;
        }
        dashes += 1;
        i = skip_space(text, i + c.len_utf8(), soft);
    }
    false
}
