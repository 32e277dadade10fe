//! Folding: forms that are only compared, never written.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Lower case without diacritics; letters that decomposition does not split (đ, ł, ø, ß, æ, œ, ı) are replaced.
///
/// ```
/// use songngu::text::fold::fold;
/// assert_eq!(fold("Đà Nẵng"), "da nang");
/// assert_eq!(fold("Łódź"), "lodz");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
        return out;
    }
    // Letter by letter: only the order of marks, which go anyway, depends on their neighbours.
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if let Some(&[first, second]) = LATIN.get(latin(c)) {
            out.push(first);
            out.extend((second != '\0').then_some(second));
        } else {
            push_folded(&mut out, c);
        }
    }
    out
}

/// Place of a Latin letter in [`LATIN`]; past its end for other characters.
const fn latin(c: char) -> usize {
    match c {
        '\u{c0}'..='\u{24f}' => c as usize - 0xc0,
        '\u{1e00}'..='\u{1eff}' => c as usize - 0x1e00 + 0x190,
        _ => usize::MAX,
    }
}

/// The Latin letters beyond ASCII folded, once: names are folded over and over.
static LATIN: LazyLock<Vec<[char; 2]>> = LazyLock::new(|| {
    ('\u{c0}'..='\u{24f}')
        .chain('\u{1e00}'..='\u{1eff}')
        .map(|c| {
            let mut text = String::new();
            push_folded(&mut text, c);
            let mut letters = text.chars();
            [letters.next().unwrap_or('\0'), letters.next().unwrap_or('\0')]
        })
        .collect()
});

/// Folds one character.
fn push_folded(out: &mut String, c: char) {
    decompose_canonical(c, |c| {
        if !is_combining_mark(c) {
            push_lower(out, c);
        }
    });
}

/// A letter without marks in lower case, those that decomposition does not split replaced.
fn push_lower(out: &mut String, c: char) {
    for l in c.to_lowercase() {
        match l {
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ı' => out.push('i'),
            '’' | 'ʼ' | '‘' => out.push('\''),
            l if is_combining_mark(l) => {}
            l => out.push(l),
        }
    }
}

/// [`fold`] for names: hyphens, dots and apostrophes are blanks, blanks are single, ends trimmed.
#[must_use]
pub fn fold_name(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Lower case with full marks, the Vietnamese tone of every word moved behind it: hoà = hòa, Quý = Qúy, NFD = NFC.
///
/// ```
/// use songngu::text::fold::tone_key;
/// assert_eq!(tone_key("hoà"), tone_key("hòa"));
/// assert_ne!(tone_key("hà"), tone_key("hạ"));
/// ```
#[must_use]
pub fn tone_key(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut tone = None;
    for c in text.nfd().flat_map(char::to_lowercase) {
        if is_tone(c) {
            tone = Some(c);
            continue;
        }
        if !c.is_alphabetic()
            && !is_combining_mark(c)
            && let Some(t) = tone.take()
        {
            out.push(t);
        }
        out.push(c);
    }
    out.extend(tone);
    out
}

/// Whether a combining mark is one of the five Vietnamese tones.
const fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_folds_as_the_rules_do() {
        for c in '\u{80}'..='\u{2fff}' {
            let mut slow = String::new();
            push_folded(&mut slow, c);
            assert_eq!(fold(&c.to_string()), slow, "{c:?}");
        }
    }
}
