//! Bytes to text: what a byte order mark, a declaration or the letters themselves say about the encoding.
//!
//! Legacy encodings differ in a handful of letters, so a guess asks which of them yields letters that a home language
//! really has; everything else is left to `chardetng`.

use super::error::Problem;
use crate::model::Lang;
use encoding_rs::{
    Encoding, ISO_8859_2, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252, WINDOWS_1258,
};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A text and how it was read.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub text: String,
    /// For the reader of the document: set when something was guessed, contradicted or lost.
    pub note: Option<String>,
}

/// Reads bytes as text.
///
/// `declared` is what the file says of itself; it loses against a byte order mark, against bytes that are plainly
/// UTF-8, and against letters that make no sense.
pub(crate) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, Problem> {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return finish(encoding, &bytes[skip..], None);
    }
    if let Some(encoding) = wide(bytes) {
        return finish(encoding, bytes, Some("UTF-16 without byte order mark"));
    }
    if std::str::from_utf8(bytes).is_ok() {
        let contradicted = declared.filter(|d| *d != UTF_8 && d.is_single_byte() && !bytes.is_ascii());
        let note = contradicted.map(|d| format!("declared as {}, read as UTF-8", d.name()));
        return finish(UTF_8, bytes, note.as_deref());
    }
    if almost_utf8(bytes) {
        return finish(UTF_8, bytes, None);
    }
    let (best, score) = guess(bytes);
    if let Some(declared) = declared.filter(|d| *d != UTF_8 && *d != UTF_16LE && *d != UTF_16BE) {
        let sensible = sense(declared, bytes);
        if !declared.is_single_byte() || sensible >= 0.0 || score <= 0.0 || best == declared {
            return finish(declared, bytes, None);
        }
        let note = format!("declared as {}, read as {}", declared.name(), best.name());
        return finish(best, bytes, Some(&note));
    }
    if score > 0.0 {
        return finish(best, bytes, Some(&format!("no encoding declared, read as {}", best.name())));
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    finish(encoding, bytes, Some(&format!("no encoding declared, read as {}", encoding.name())))
}

/// The encoding that the head of a page or of an XML file names.
pub(crate) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: Vec<u8> = bytes.iter().take(8192).copied().filter(|b| *b != 0).collect();
    let lower = head.to_ascii_lowercase();
    for key in [&b"charset"[..], b"encoding"] {
        for at in memchr::memmem::find_iter(&lower, key) {
            let rest = &lower[at + key.len()..];
            let rest = rest.trim_ascii_start();
            let Some(rest) = rest.strip_prefix(b"=") else { continue };
            let label: Vec<u8> = rest
                .trim_ascii_start()
                .iter()
                .copied()
                .skip_while(|b| matches!(b, b'"' | b'\''))
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
                .take(40)
                .collect();
            if let Some(encoding) = Encoding::for_label(&label) {
                return Some(encoding);
            }
        }
    }
    None
}

fn finish(encoding: &'static Encoding, bytes: &[u8], note: Option<&str>) -> Result<Decoded, Problem> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let controls = text
        .chars()
        .take(1 << 16)
        .filter(|c| {
            *c == '\0' || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x1b' | '\u{85}'))
        })
        .count();
    let replaced = if broken { text.matches('\u{FFFD}').count() } else { 0 };
    let length = text.chars().count().max(1);
    if controls * 50 > length.min(1 << 16) || replaced * 10 > length {
        return Err(Problem::Binary);
    }
    let mut notes: Vec<String> = note.map(str::to_owned).into_iter().collect();
    if replaced > 0 {
        notes.push(format!("{replaced} places are not valid {} and read as U+FFFD", encoding.name()));
    }
    Ok(Decoded { text, note: (!notes.is_empty()).then(|| notes.join("; ")) })
}

/// UTF-16 without a mark: one byte of nearly every pair is zero, and always the same one.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes[..bytes.len().min(4096)].chunks_exact(2);
    let count = pairs.len();
    let (first, second) =
        pairs.fold((0, 0), |(a, b), p| (a + usize::from(p[0] == 0), b + usize::from(p[1] == 0)));
    if count < 4 {
        return None;
    }
    if second * 10 > count * 3 && first * 50 <= count {
        Some(UTF_16LE)
    } else if first * 10 > count * 3 && second * 50 <= count {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-8 with a few damaged places: far more whole multi-byte letters than broken ones.
fn almost_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 10
}

/// The single-byte encoding of a home language that makes most sense of the bytes, and its score.
fn guess(bytes: &[u8]) -> (&'static Encoding, f32) {
    // Order decides ties: texts that read alike in several of them.
    let candidates: [&'static Encoding; 4] = [WINDOWS_1252, WINDOWS_1250, WINDOWS_1258, ISO_8859_2];
    let mut best = (WINDOWS_1252, f32::MIN);
    for encoding in candidates {
        let score = sense(encoding, bytes);
        if score > best.1 {
            best = (encoding, score);
        }
    }
    best
}

/// How much sense an encoding makes: letters that one home language has, less those that it has not.
fn sense(encoding: &'static Encoding, bytes: &[u8]) -> f32 {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let (text, _): (Cow<'_, str>, bool) = encoding.decode_without_bom_handling(head);
    let text: Vec<char> = text.nfc().collect();
    Lang::HOME.iter().map(|&lang| fit(&text, letters(lang))).fold(f32::MIN, f32::max)
}

/// The letters beyond ASCII of a home language, lower case.
fn letters(lang: Lang) -> &'static str {
    match lang {
        Lang::VI => include_str!("../lang/vi/letters.txt"),
        Lang::FR => include_str!("../lang/fr/letters.txt"),
        Lang::PL => include_str!("../lang/pl/letters.txt"),
        _ => include_str!("../lang/en/letters.txt"),
    }
    .split_once('\n')
    .map_or("", |(_, data)| data)
}

fn fit(text: &[char], alphabet: &str) -> f32 {
    let known: rustc_hash::FxHashSet<char> = alphabet.chars().filter(|c| !c.is_whitespace()).collect();
    let mut score = 0.0;
    let mut before = ' ';
    for (i, &c) in text.iter().enumerate() {
        if !c.is_ascii() {
            // A capital before a figure is a currency sign read wrongly.
            let coin = c.is_uppercase() && text.get(i + 1).is_some_and(char::is_ascii_digit);
            let lower = c.to_lowercase().next().unwrap_or(c);
            let shouting = c.is_uppercase() && before.is_lowercase();
            score += match c {
                _ if known.contains(&lower) && !shouting && !coin => 1.0,
                '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '–' | '—' | '…' | '€' | '£' | '§' | '°' | '©'
                | '\u{a0}' => 0.3,
                // A letter of another language: names from everywhere stand in every text.
                _ if c.is_alphabetic() && !shouting && !coin => -1.0,
                _ => -3.0,
            };
        }
        before = c;
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    const VI: &str = "Ủy ban đã mở lại bến phà sau bốn tháng sửa chữa, người dân rất vui mừng.";
    const PL: &str = "Źródło bije pod dębem; każdy może się z niego napić wody, jeśli chce.";
    const FR: &str = "La mairie a rouvert le théâtre : « Quel succès ! », s’écrie une élève.";

    /// Windows-1258 writes base letters with combining tones.
    fn cp1258(text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        for c in text.nfc() {
            let whole = WINDOWS_1258.encode(&c.to_string()).0.into_owned();
            if whole.starts_with(b"&#") {
                let parts: Vec<char> = c.to_string().nfd().collect();
                let (base, tone) = match parts[..] {
                    [base, tone] => (base.to_string(), tone),
                    // The tone may stand before or after the vowel's own mark in canonical order.
                    [base, a, b] if matches!(b, '\u{302}' | '\u{306}' | '\u{31b}') => {
                        (format!("{base}{b}").nfc().collect(), a)
                    }
                    [base, a, b] => (format!("{base}{a}").nfc().collect(), b),
                    _ => panic!("{c}"),
                };
                out.extend(WINDOWS_1258.encode(&base).0.iter());
                out.extend(WINDOWS_1258.encode(&tone.to_string()).0.iter());
            } else {
                out.extend(whole);
            }
        }
        out
    }

    #[test]
    fn undeclared_legacy_encodings_are_guessed() {
        for (bytes, wanted) in [
            (cp1258(VI), VI),
            (WINDOWS_1250.encode(PL).0.into_owned(), PL),
            (ISO_8859_2.encode(PL).0.into_owned(), PL),
            (WINDOWS_1252.encode(FR).0.into_owned(), FR),
        ] {
            let text = decode(&bytes, None).expect("text").text;
            assert_eq!(text.nfc().collect::<String>(), wanted);
        }
    }

    #[test]
    fn wide_text_is_known_without_a_mark() {
        for little in [true, false] {
            let bytes: Vec<u8> = PL
                .encode_utf16()
                .flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() })
                .collect();
            assert_eq!(decode(&bytes, None).expect("text").text, PL);
        }
    }

    #[test]
    fn a_wrong_declaration_loses() {
        assert_eq!(decode(FR.as_bytes(), Some(WINDOWS_1252)).expect("text").text, FR);
        let polish = WINDOWS_1250.encode(PL).0.into_owned();
        assert_eq!(decode(&polish, Some(UTF_8)).expect("text").text, PL);
    }

    #[test]
    fn binary_is_refused_and_damage_is_told() {
        assert!(matches!(decode(&[0, 1, 2, 3, 0, 0, 7, 9, 200, 1, 1, 2, 3], None), Err(Problem::Binary)));
        let mut damaged = VI.as_bytes().to_vec();
        damaged.push(0xFF);
        let decoded = decode(&damaged, None).expect("text");
        assert!(decoded.note.is_some_and(|n| n.contains("1 places")));
    }

    #[test]
    fn declarations_are_found() {
        assert_eq!(declared(b"<meta charset=\"iso-8859-2\">"), Some(ISO_8859_2));
        assert_eq!(declared(b"<META content='text/html; charset=windows-1258'>"), Some(WINDOWS_1258));
        assert_eq!(declared(b"<?xml version='1.0' encoding='utf-8'?>"), Some(UTF_8));
        assert_eq!(declared(b"<p>no charset here</p>"), None);
    }
}
