//! Marks: which characters end, close and open, and how far a run of them goes.

/// What a byte may begin, for the fast search.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Plain,
    /// `.`, `!`, `?`
    Ascii,
    /// Emoticons begin so.
    Face,
    /// Line ends in ASCII.
    Line,
    /// First byte of a mark or line end beyond ASCII, maybe.
    Lead,
}

pub(super) const CLASSES: [Class; 256] = {
    let mut table = [Class::Plain; 256];
    table[b'.' as usize] = Class::Ascii;
    table[b'!' as usize] = Class::Ascii;
    table[b'?' as usize] = Class::Ascii;
    table[b':' as usize] = Class::Face;
    table[b';' as usize] = Class::Face;
    table[b'\n' as usize] = Class::Line;
    table[b'\r' as usize] = Class::Line;
    table[0x0B] = Class::Line;
    table[0x0C] = Class::Line;
    // U+0085; … ‼ ⁇ and the line separators; 。; ！？．; ؟ ۔; । ॥
    table[0xC2] = Class::Lead;
    table[0xE2] = Class::Lead;
    table[0xE3] = Class::Lead;
    table[0xEF] = Class::Lead;
    table[0xD8] = Class::Lead;
    table[0xDB] = Class::Lead;
    table[0xE0] = Class::Lead;
    table
};

/// Marks that end a sentence in scripts that write no space behind them.
pub(super) const fn is_wide(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '．')
}

pub(super) const fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।' | '॥') || is_wide(c)
}

pub(super) const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

pub(super) const fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '»' | '’' | '\'' | ')' | ']' | '}' | '›' | '“' | '「' | '」' | '』' | '）' | '″')
}

pub(super) const fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '„'
            | '«'
            | '‹'
            | '‘'
            | '‚'
            | '\''
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '”'
            | '「'
            | '『'
            | '（'
            | '»'
    )
}

pub(super) const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−' | '‒')
}

pub(super) const fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '*' | '·' | '●' | '■' | '▪' | '◦' | '‣' | '→' | '>' | '#' | '+')
}

/// A superscript digit: a footnote mark.
pub(super) const fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '\u{2070}'..='\u{2079}' | '†' | '‡')
}

/// A run of marks, with what closes after them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    /// First byte of the first mark.
    pub start: usize,
    /// One past the last closing mark.
    pub end: usize,
    /// How many full stops.
    pub stops: u32,
    /// Whether there is a mark that no abbreviation carries: `!`, `?`, or two of anything.
    pub strong: bool,
    /// Whether it is two full stops.
    pub double: bool,
    /// Whether it ends with an omission: `…` or three stops.
    pub ellipsis: bool,
    /// Whether a quotation mark closes after the mark.
    pub quote: bool,
    /// Whether a bracket closes after the mark.
    pub bracket: bool,
    /// Whether a closing mark is the last.
    pub closed: bool,
    /// Whether a footnote mark follows.
    pub note: bool,
    /// Whether the last mark is of a script without spaces.
    pub wide: bool,
}

/// The character at byte `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    let bytes = text.as_bytes();
    match bytes.get(at) {
        Some(&b) if b < 0x80 => Some(b as char),
        Some(_) => text[at..].chars().next(),
        None => None,
    }
}

/// The character that ends at byte `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    match at.checked_sub(1).map(|i| text.as_bytes()[i]) {
        Some(b) if b < 0x80 => Some(b as char),
        Some(_) => text[..at].chars().next_back(),
        None => None,
    }
}

/// First byte at or after `at` that is not white space; line ends count as white space only when `soft`.
pub(super) fn skip_space(text: &str, mut at: usize, soft: bool) -> usize {
    while let Some(c) = char_at(text, at) {
        if !c.is_whitespace() || (!soft && is_line_end(c)) {
            break;
        }
        at += c.len_utf8();
    }
    at
}

impl Run {
    /// Reads the run that begins with the mark at `at`.
    pub fn read(text: &str, at: usize, soft: bool, parity: &mut Parity) -> Self {
        let mut run = Self { start: at, end: at, ..Self::default() };
        let mut marks = 0u32;
        let mut alone = false;
        let mut i = at;
        while let Some(c) = char_at(text, i) {
            let after = i + c.len_utf8();
            if is_terminator(c) {
                marks += 1;
                let adjoins = i == run.end;
                run.stops = if c == '.' && adjoins { run.stops + 1 } else { u32::from(c == '.') };
                run.strong |= c != '.' && c != '…';
                run.ellipsis = c == '…'
                    || (c == '.' && run.stops >= 3)
                    || (c == '.' && run.ellipsis && adjoins && !run.closed);
                run.closed = false;
                run.wide = is_wide(c);
                run.end = after;
                i = after;
            } else if c == '/' && text[after..].starts_with('.') {
                // ./. closes Vietnamese official texts.
                i = after;
            } else if is_closer(c) && (alone || run.closes(text, c, i, after)) {
                run.quote |= !matches!(c, ')' | ']' | '}' | '）');
                run.bracket |= matches!(c, ')' | ']' | '}' | '）');
                run.closed = true;
                run.end = after;
                i = after;
            } else if let Some(end) = footnote(text, i, c).or_else(|| emoticon(text, i)) {
                run.note = true;
                run.end = end;
                i = end;
            } else if c.is_whitespace() && (soft || !is_line_end(c)) {
                match spaced(text, i, soft, parity) {
                    Some(next) => {
                        i = next;
                        alone = true;
                        continue;
                    }
                    None => break,
                }
            } else {
                break;
            }
            alone = false;
        }
        run.double = marks == 2 && run.stops == 2;
        run.strong |= marks > 1 && !run.ellipsis;
        run
    }

    /// Whether the mark `c` at `i` closes something, rather than opening or being an apostrophe.
    fn closes(&self, text: &str, c: char, i: usize, after: usize) -> bool {
        match c {
            '"' | '\'' | '’' | '“' | '″' => {
                let next = char_at(text, after);
                // Straight after the mark, and no letter behind: `."Next` opens.
                i == self.end && !next.is_some_and(char::is_alphanumeric)
            }
            _ => true,
        }
    }
}

/// A blank inside a run: before a mark that closes (`? »`), a further mark, a footnote mark. Answers where that stands.
fn spaced(text: &str, i: usize, soft: bool, parity: &mut Parity) -> Option<usize> {
    let next = skip_space(text, i, soft);
    let c = char_at(text, next)?;
    let behind = char_at(text, next + c.len_utf8());
    let free = behind.is_none_or(|n| !n.is_alphanumeric());
    let alone = behind.is_none_or(|n| n.is_whitespace() || is_terminator(n));
    let inside = match c {
        '»' | '›' | '!' | '?' => free,
        // An opening mark is never followed by a blank, except in texts where every mark stands alone: there the count decides.
        '\'' | '’' | '”' => alone,
        '"' => alone && (parity.strict || parity.is_odd(text, next)),
        ':' | ';' => emoticon(text, next).is_some(),
        '[' => footnote(text, next, c).is_some_and(|end| char_at(text, end).is_none_or(char::is_whitespace)),
        _ => false,
    };
    inside.then_some(next)
}

/// The end of an emoticon that stands at `i` with white space behind it: `:-)`, `;)`.
pub(super) fn emoticon(text: &str, i: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[i..];
    if !matches!(bytes.first(), Some(b':' | b';')) {
        return None;
    }
    let nose = usize::from(matches!(bytes.get(1), Some(b'-' | b'\'')));
    let mouths = bytes[1 + nose..].iter().take_while(|b| matches!(b, b')' | b'(')).count();
    let mouths =
        if mouths == 0 { usize::from(matches!(bytes.get(1 + nose), Some(b'D' | b'P'))) } else { mouths };
    let end = i + 1 + nose + mouths;
    (mouths > 0 && char_at(text, end).is_none_or(char::is_whitespace)).then_some(end)
}

/// Whether the number of straight quotation marks in the line so far is odd, counted as the scan goes on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parity {
    at: usize,
    odd: bool,
    /// Marks that open are never followed by a blank in this language.
    strict: bool,
}

impl Parity {
    /// Nothing counted yet, from `at` on.
    pub const fn new(at: usize, strict: bool) -> Self {
        Self { at, odd: false, strict }
    }

    fn is_odd(&mut self, text: &str, at: usize) -> bool {
        if at > self.at {
            self.odd ^= memchr::memchr_iter(b'"', &text.as_bytes()[self.at..at]).count() % 2 == 1;
            self.at = at;
        }
        self.odd
    }
}

/// The end of a footnote mark that stands at `i`: `[3]`, `¹`.
fn footnote(text: &str, i: usize, c: char) -> Option<usize> {
    if is_superscript(c) {
        return Some(i + c.len_utf8());
    }
    if c != '[' {
        return None;
    }
    let inside = &text.as_bytes()[i + 1..];
    let digits = inside.iter().take_while(|b| b.is_ascii_digit()).count();
    (1..=3).contains(&digits).then_some(())?;
    (inside.get(digits) == Some(&b']')).then_some(i + digits + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> usize {
        let at = text.find(is_terminator).expect("a mark");
        Run::read(text, at, false, &mut Parity::new(0, false)).end
    }

    #[test]
    fn runs_take_what_closes() {
        for (text, rest) in [
            ("a. B", " B"),
            ("a.” B", " B"),
            ("a ? » B", " B"),
            ("a!\").) B", " B"),
            ("a./. B", " B"),
            ("a.[3] B", " B"),
            ("a.¹² B", " B"),
            ("a.\"B", "\"B"),
            ("a. « B", " « B"),
            ("a ? ! B", " B"),
            ("a.’s", "’s"),
            ("a. [17] B", " B"),
            ("a. :-) B", " B"),
            ("\" a. \" B", " B"),
            ("a. \" b \"", " \" b \""),
        ] {
            assert_eq!(&text[end(text)..], rest, "{text}");
        }
    }
}
