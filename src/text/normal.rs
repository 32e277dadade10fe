//! Normal forms: NFC for everything written, white space collapsed.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text in Unicode normal form C (UAX #15).
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// NFC, trimmed, every run of white space as one blank; a lone no-break space stays what it is.
///
/// This is how a sentence is written into a memory: line breaks of the layout go, no-break spaces stay.
///
/// ```
/// assert_eq!(songngu::text::normal::clean(" a \n b\u{a0}! "), "a b\u{a0}!");
/// ```
#[must_use]
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in nfc(text).trim().chars() {
        if c.is_whitespace() {
            run.push(c);
            continue;
        }
        match run.as_str() {
            "" => {}
            "\u{a0}" | "\u{202f}" => out.push_str(&run),
            _ => out.push(' '),
        }
        run.clear();
        out.push(c);
    }
    out
}
