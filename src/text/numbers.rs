//! Numbers in the notations of the four languages, compared by value: `12.400,5` (vi, fr, pl) = `12,400.5` (en) = `12 400,5`.
//!
//! A separator followed by exactly three digits groups thousands where the language writes it so; else it marks decimals.
//! See CLDR, *Number symbols*: vi groups with a dot, en with a comma, fr and pl with a (no-break) space.

use crate::model::{Lang, Span};

/// A number of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    /// Where it stands, without sign and unit.
    pub span: Span,
    /// Canonical value: digits, and a dot with the decimals if there are any (`12400.5`); leading zeros dropped.
    pub value: String,
}

/// All numbers of a text, left to right. `3/9` and `14:30` are two numbers each.
///
/// ```
/// use songngu::{model::Lang, text::numbers::numbers};
/// let values = |lang, text| numbers(text, lang).into_iter().map(|n| n.value).collect::<Vec<_>>();
/// assert_eq!(values(Lang::VI, "12.400,5 tấn, 3/9"), ["12400.5", "3", "9"]);
/// assert_eq!(values(Lang::EN, "12,400.5 tonnes"), ["12400.5"]);
/// assert_eq!(values(Lang::FR, "12 400,5 tonnes en 2025"), ["12400.5", "2025"]);
/// ```
#[must_use]
pub fn numbers(text: &str, lang: Lang) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + step;
        if let Some(parts) = dotted_date(bytes, start) {
            for (from, to) in parts {
                out.push(Number { span: Span::new(from, to), value: value(&text[from..to], lang) });
                at = to;
            }
            continue;
        }
        let end = number_end(text, start, lang);
        out.push(Number { span: Span::new(start, end), value: value(&text[start..end], lang) });
        at = end;
    }
    out
}

/// The three parts of a date such as `25.10.2025`.
fn dotted_date(bytes: &[u8], start: usize) -> Option<[(usize, usize); 3]> {
    let mut parts = [(0, 0); 3];
    let mut at = start;
    for (i, part) in parts.iter_mut().enumerate() {
        let len = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let fits = if i == 2 { len == 4 } else { (1..=2).contains(&len) };
        if !fits || (i < 2 && bytes.get(at + len) != Some(&b'.')) {
            return None;
        }
        *part = (at, at + len);
        at += len + 1;
    }
    Some(parts)
}

/// Where the number that begins at `start` ends: digits, separators between digits, blanks between groups of three.
fn number_end(text: &str, start: usize, lang: Lang) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = start + digits(start);
    let mut decimals = false;
    loop {
        let rest = &text[end..];
        let Some(mark) = rest.chars().next() else { return end };
        let next = end + mark.len_utf8();
        let group = if next < bytes.len() { digits(next) } else { 0 };
        let head = end - start;
        match mark {
            '.' | ',' if group > 0 => {
                if decimals {
                    return end;
                }
                decimals = group != 3 || !groups(mark, lang, head);
            }
            ' ' | '\u{a0}' | '\u{202f}' if group == 3 && !decimals && lang.primary() != Lang::EN => {
                // A blank groups only behind one to three digits: `2025 400` are two numbers.
                if last_group(&text[start..end]) > 3 {
                    return end;
                }
            }
            _ => return end,
        }
        end = next + group;
    }
}

/// Digits behind the last separator.
fn last_group(number: &str) -> usize {
    number.bytes().rev().take_while(u8::is_ascii_digit).count()
}

/// Whether `mark` before three digits groups thousands in the language.
fn groups(mark: char, lang: Lang, head: usize) -> bool {
    head <= 3 + 4 * 3
        && match lang.primary() {
            Lang::EN => mark == ',',
            // French and Polish texts of the web write the dot as well as the space.
            _ => mark == '.',
        }
}

/// Canonical value of the text of one number.
fn value(number: &str, lang: Lang) -> String {
    let mut whole = String::with_capacity(number.len());
    let mut decimals = String::new();
    let separators = number.bytes().filter(|b| matches!(b, b'.' | b',')).count();
    let mut seen = 0;
    let mut in_decimals = false;
    for (i, c) in number.char_indices() {
        match c {
            '0'..='9' if in_decimals => decimals.push(c),
            '0'..='9' => whole.push(c),
            '.' | ',' => {
                seen += 1;
                let group = number[i + 1..].bytes().take_while(u8::is_ascii_digit).count();
                // Two equal separators can only group: 1,234,567.
                let same = separators > 1 && number.matches(c).count() == separators;
                in_decimals = seen == separators && !same && (group != 3 || !groups(c, lang, i));
            }
            _ => {}
        }
    }
    let whole = whole.trim_start_matches('0');
    let decimals = decimals.trim_end_matches('0');
    match (whole, decimals) {
        ("", "") => "0".to_owned(),
        (w, "") => w.to_owned(),
        ("", d) => format!("0.{d}"),
        (w, d) => format!("{w}.{d}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(lang: Lang, text: &str) -> Vec<String> {
        numbers(text, lang).into_iter().map(|n| n.value).collect()
    }

    #[test]
    fn the_same_value_in_four_notations() {
        assert_eq!(values(Lang::VI, "1.234.567,8 và 3,7%"), ["1234567.8", "3.7"]);
        assert_eq!(values(Lang::EN, "1,234,567.8 and 3.7%"), ["1234567.8", "3.7"]);
        assert_eq!(values(Lang::FR, "1\u{202f}234\u{202f}567,8 et 3,70 %"), ["1234567.8", "3.7"]);
        assert_eq!(values(Lang::PL, "1 234 567,8 i 3,7 proc."), ["1234567.8", "3.7"]);
    }

    #[test]
    fn dates_times_and_sentence_ends() {
        assert_eq!(values(Lang::VI, "Ngày 07/9/2025."), ["7", "9", "2025"]);
        assert_eq!(values(Lang::EN, "In 2025, 300 people"), ["2025", "300"]);
        assert_eq!(values(Lang::FR, "En 2025 400 personnes"), ["2025", "400"]);
        assert_eq!(values(Lang::PL, "25.10.2025 r."), ["25", "10", "2025"]);
        assert_eq!(values(Lang::EN, "at 14:30"), ["14", "30"]);
    }
}
