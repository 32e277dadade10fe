//! Which characters may stand in a TMX file, and which deserve a remark. Fast for the text that has none of them.

/// What a look at a piece of text found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Remark {
    /// XML 1.0 forbids it.
    Illegal(char),
    /// A C1 control.
    C1(char),
    /// Zero-width, soft hyphen or direction character.
    Invisible(char),
}

/// Lead bytes behind which a character with a remark may hide.
const fn suspicious(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0B..=0x1F | 0x7F | 0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xEF | 0xF3)
}

/// Byte classes: 1 = may lead to a remark, 2 = the text may not be NFC.
static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        // Letters that compose, and all scripts with compositions: U+0300 and up, but not the Latin of U+1E00–1EFF.
        let marks = matches!(byte, 0xCC..=0xDF | 0xE0 | 0xE3..=0xED | 0xEF | 0xF0..=0xF4);
        table[b] = suspicious(byte) as u8 | (marks as u8) << 1;
        b += 1;
    }
    table
};

/// Is the character allowed in XML 1.0?
#[must_use]
pub(crate) const fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

fn remark(c: char) -> Option<Remark> {
    if !is_xml(c) {
        Some(Remark::Illegal(c))
    } else if matches!(c, '\u{7F}'..='\u{9F}') {
        Some(Remark::C1(c))
    } else {
        is_invisible(c).then_some(Remark::Invisible(c))
    }
}

/// Calls `found` for each character that deserves a remark; returns whether the text is (or may be) not NFC.
pub(crate) fn inspect(text: &str, mut found: impl FnMut(usize, Remark)) -> bool {
    let mut seen = 0;
    for byte in text.as_bytes() {
        seen |= CLASS[usize::from(*byte)];
    }
    if seen & 1 != 0 {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(step) = bytes[at..].iter().position(|b| suspicious(*b)) {
            at += step;
            let Some(c) = text[at..].chars().next() else { break };
            if let Some(remark) = remark(c) {
                found(at, remark);
            }
            at += c.len_utf8();
        }
    }
    let greek = || text.as_bytes().windows(2).any(|w| w[0] == 0xE1 && !(0xB8..=0xBB).contains(&w[1]));
    let signs = || text.as_bytes().windows(2).any(|w| w[0] == 0xE2 && !(0x80..=0x81).contains(&w[1]));
    (seen & 2 != 0 || (seen & 1 != 0 && (greek() || signs())))
        && unicode_normalization::is_nfc_quick(text.chars()) != unicode_normalization::IsNormalized::Yes
        && !unicode_normalization::is_nfc(text)
}

/// The text without the characters that XML forbids.
pub(crate) fn without_illegal(text: &str) -> String {
    text.chars().filter(|c| is_xml(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(text: &str) -> (Vec<(usize, Remark)>, bool) {
        let mut all = Vec::new();
        let odd = inspect(text, |at, r| all.push((at, r)));
        (all, odd)
    }

    #[test]
    fn plain_text_has_no_remarks() {
        for text in [
            "Nguyễn Ái Quốc",
            "« Être »\u{A0}: l’œuvre",
            "Żółć – „gęś”",
            "a\tb\nc",
            "Ελλάδα",
            "한국어",
            "한국",
            "𝄞",
        ] {
            assert_eq!(remarks(text), (vec![], false), "{text}");
        }
    }

    #[test]
    fn remarks_are_placed() {
        assert_eq!(
            remarks("a\u{B}b\u{FFFE}").0,
            vec![(1, Remark::Illegal('\u{B}')), (3, Remark::Illegal('\u{FFFE}'))]
        );
        assert_eq!(remarks("é\u{85}").0, vec![(2, Remark::C1('\u{85}'))]);
        assert_eq!(remarks("a\u{AD}\u{200B}\u{202E}").0.len(), 3);
    }

    #[test]
    fn decomposed_letters_are_seen() {
        assert!(remarks("Ha\u{300} No\u{323}\u{302}i").1);
        assert!(remarks("\u{212B}").1, "the Angstrom sign is not NFC");
    }
}
