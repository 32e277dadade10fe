//! From bytes to text: the encoding of a file is found, declared or not, and the file is decoded block by block.
//!
//! TMX files come as UTF-8 with or without byte order mark, UTF-16 of either order, and in the code page that their
//! declaration names. Some lie about it. What is not text in the encoding is reported and read as the Windows code
//! page that the file most likely mixes in (1252, or 1258 when that gives Vietnamese syllables), else as U+FFFD.
//! Line ends become `\n` here, once, as XML demands.

use crate::log::{Log, Place, Places};
use crate::problem::Code;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// How much is read at a time. Larger blocks were not faster; smaller ones cost system calls.
const BLOCK: usize = 512 * 1024;

enum Decoding {
    /// Nothing read yet.
    Unknown,
    Utf8,
    Other(Box<Decoder>),
}

/// A file (or any stream of bytes) as text.
pub(crate) struct Source<R> {
    read: R,
    /// Read and not yet decoded; at most one incomplete character remains between calls.
    raw: Vec<u8>,
    decoding: Decoding,
    /// The last character was a carriage return: a line feed that follows belongs to it.
    after_return: bool,
    /// The code page for bytes that are not UTF-8, chosen at the first such byte.
    fallback: Option<&'static Encoding>,
    end: bool,
    scratch: String,
    bytes: u64,
}

impl<R: Read> Source<R> {
    pub(crate) fn new(read: R) -> Self {
        Self {
            read,
            raw: Vec::with_capacity(BLOCK),
            decoding: Decoding::Unknown,
            after_return: false,
            fallback: None,
            end: false,
            scratch: String::new(),
            bytes: 0,
        }
    }

    /// Bytes read so far.
    pub(crate) const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Appends the next block of text to `window`; `false` at the end of the file.
    pub(crate) fn fill(
        &mut self,
        window: &mut String,
        places: &mut Places,
        log: &mut Log,
    ) -> io::Result<bool> {
        if self.end {
            return Ok(false);
        }
        self.read_block()?;
        if matches!(self.decoding, Decoding::Unknown) && !self.detect(log) {
            self.end = true;
            return Ok(false);
        }
        match self.decoding {
            Decoding::Other(_) => self.decode_other(window, places, log),
            _ => self.decode_utf8(window, places, log),
        }
        Ok(true)
    }

    fn read_block(&mut self) -> io::Result<()> {
        let want = BLOCK.saturating_sub(self.raw.len()) as u64;
        let got = self.read.by_ref().take(want).read_to_end(&mut self.raw)?;
        self.bytes += got as u64;
        self.end = (got as u64) < want;
        Ok(())
    }

    /// Finds the encoding from the first block. `false`: not text at all.
    fn detect(&mut self, log: &mut Log) -> bool {
        if let Some(what) = archive(&self.raw) {
            let place = Place::START;
            log.report(Code::NotTmx, Code::NotTmx.severity(), place, || {
                format!("this is {what}; unpack it and give the .tmx file inside")
            });
            return false;
        }
        let report = |log: &mut Log, code: Code, message: String| {
            log.report(code, code.severity(), Place::START, || message);
        };
        let (wide, mark) = match self.raw.as_slice() {
            [0xFF, 0xFE, ..] => (Some(UTF_16LE), 2),
            [0xFE, 0xFF, ..] => (Some(UTF_16BE), 2),
            [0xEF, 0xBB, 0xBF, ..] => (None, 3),
            [b'<', 0, ..] => (Some(UTF_16LE), 0),
            [0, b'<', ..] => (Some(UTF_16BE), 0),
            _ => (None, 0),
        };
        if let Some(encoding) = wide {
            if mark == 0 {
                report(log, Code::Utf16NoBom, format!("{} without a byte order mark", encoding.name()));
            }
            let head = &self.raw[mark..self.raw.len().min(512)];
            let (head, _) = encoding.decode_without_bom_handling(&head[..head.len() & !1]);
            if let Some(label) = declared(head.as_bytes())
                && !label.to_ascii_lowercase().starts_with("utf-16")
            {
                report(
                    log,
                    Code::EncodingDeclaration,
                    format!("the declaration says {label}, the bytes are {}", encoding.name()),
                );
            }
            self.raw.drain(..mark);
            self.decoding = Decoding::Other(Box::new(encoding.new_decoder_without_bom_handling()));
            return true;
        }
        self.raw.drain(..mark);
        self.decoding = Decoding::Utf8;
        let Some(label) = declared(&self.raw) else { return true };
        match Encoding::for_label(label.as_bytes()) {
            None => {
                report(
                    log,
                    Code::EncodingDeclaration,
                    format!("no encoding is called {label}; read as UTF-8"),
                );
            }
            Some(e) if e == UTF_16LE || e == UTF_16BE => report(
                log,
                Code::EncodingDeclaration,
                format!("the declaration says {label}, the bytes are not; read as UTF-8"),
            ),
            Some(e) if e == UTF_8 => {}
            Some(e) if mark == 3 => report(
                log,
                Code::EncodingDeclaration,
                format!("the declaration says {}, the byte order mark says UTF-8", e.name()),
            ),
            Some(e) => self.decoding = Decoding::Other(Box::new(e.new_decoder_without_bom_handling())),
        }
        true
    }

    fn decode_utf8(&mut self, window: &mut String, places: &mut Places, log: &mut Log) {
        let raw = std::mem::take(&mut self.raw);
        let mut rest = raw.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.push(window, text);
                    rest = &[];
                    break;
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    self.push(window, std::str::from_utf8(good).unwrap_or_default());
                    if error.error_len().is_none() && !self.end {
                        rest = bad;
                        break;
                    }
                    let used = self.mend_bytes(bad, window, places, log);
                    rest = &bad[used..];
                }
            }
        }
        let keep = raw.len() - rest.len();
        self.raw = raw;
        self.raw.drain(..keep);
    }

    /// Reads bytes that are not UTF-8 as what they probably are; returns how many.
    fn mend_bytes(&mut self, bad: &[u8], window: &mut String, places: &mut Places, log: &mut Log) -> usize {
        let place = places.of(window, window.len());
        let (text, used, what) = if let Some((c, used)) = surrogates(bad) {
            (c.to_string(), used, "half of a UTF-16 pair".to_owned())
        } else {
            let page = *self.fallback.get_or_insert_with(|| guess_page(bad));
            let c = legacy(page, bad[0]);
            (c.to_string(), 1, format!("byte {:02X} is not UTF-8", bad[0]))
        };
        log.report(Code::BadBytes, Code::BadBytes.severity(), place, || {
            format!("{what}; read as {}", if text == "\u{FFFD}" { "U+FFFD" } else { text.as_str() })
        });
        for c in text.chars() {
            match window
                .chars()
                .next_back()
                .and_then(|before| unicode_normalization::char::compose(before, c))
            {
                Some(composed) if is_mark(c) => {
                    window.pop();
                    window.push(composed);
                }
                _ => window.push(c),
            }
        }
        self.after_return = false;
        used
    }

    fn decode_other(&mut self, window: &mut String, places: &mut Places, log: &mut Log) {
        let Decoding::Other(mut decoder) = std::mem::replace(&mut self.decoding, Decoding::Utf8) else {
            return;
        };
        let raw = std::mem::take(&mut self.raw);
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut rest = raw.as_slice();
        let page = decoder.encoding();
        loop {
            scratch.clear();
            scratch.reserve(rest.len().saturating_mul(2).clamp(64, 2 * BLOCK));
            let (result, used) = decoder.decode_to_string_without_replacement(rest, &mut scratch, self.end);
            rest = &rest[used..];
            if page == encoding_rs::WINDOWS_1258 {
                let composed: String =
                    unicode_normalization::UnicodeNormalization::nfc(scratch.as_str()).collect();
                self.push(window, &composed);
            } else {
                self.push(window, &scratch);
            }
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    let place = places.of(window, window.len());
                    log.report(Code::BadBytes, Code::BadBytes.severity(), place, || {
                        format!("bytes that are not {}; read as U+FFFD", page.name())
                    });
                    window.push('\u{FFFD}');
                    self.after_return = false;
                }
            }
        }
        self.scratch = scratch;
        self.raw = raw;
        self.raw.clear();
        self.decoding = Decoding::Other(decoder);
    }

    /// Appends text with its line ends made `\n`.
    fn push(&mut self, window: &mut String, mut text: &str) {
        if text.is_empty() {
            return;
        }
        if self.after_return {
            text = text.strip_prefix('\n').unwrap_or(text);
            self.after_return = false;
        }
        while let Some(at) = memchr::memchr(b'\r', text.as_bytes()) {
            window.push_str(&text[..at]);
            window.push('\n');
            text = &text[at + 1..];
            if text.is_empty() {
                self.after_return = true;
            } else {
                text = text.strip_prefix('\n').unwrap_or(text);
            }
        }
        window.push_str(text);
    }
}

/// The text of a file as bytes of UTF-8, for parsers of other formats.
pub(crate) struct Utf8<R> {
    source: Source<R>,
    window: String,
    at: usize,
    places: Places,
    log: Log,
}

impl<R: Read> Utf8<R> {
    pub(crate) fn new(read: R) -> Self {
        let (places, log) = (Places::new(), Log::new(0));
        Self { source: Source::new(read), window: String::new(), at: 0, places, log }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.window.len() {
            self.window.clear();
            self.at = 0;
            if !self.source.fill(&mut self.window, &mut self.places, &mut self.log)? {
                return Ok(0);
            }
        }
        let n = out.len().min(self.window.len() - self.at);
        out[..n].copy_from_slice(&self.window.as_bytes()[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

/// What a file that is no text at all seems to be.
fn archive(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xFD7zXZ", "an xz archive"),
        (b"\x28\xB5\x2F\xFD", "a zstd archive"),
        (b"SQLite format 3", "an SQLite database (a Trados .sdltm is one)"),
        (b"%PDF", "a PDF file"),
    ];
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| *what)
}

/// The encoding named in the XML declaration, if there is one.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(1024)];
    let start = memchr::memmem::find(head, b"<?xml")?;
    let end = start + memchr::memmem::find(&head[start..], b"?>")?;
    let text = std::str::from_utf8(&head[start..end]).ok()?;
    let value = text[text.find("encoding")? + 8..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// UTF-16 halves written as if they were characters: a pair is a character, a single half is U+FFFD.
fn surrogates(bytes: &[u8]) -> Option<(char, usize)> {
    fn half(bytes: &[u8]) -> Option<u32> {
        match *bytes {
            [0xED, b @ 0xA0..=0xBF, c @ 0x80..=0xBF, ..] => {
                Some(0xD000 | (u32::from(b) & 0x3F) << 6 | (u32::from(c) & 0x3F))
            }
            _ => None,
        }
    }
    let first = half(bytes)?;
    if let (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) = (first, half(&bytes[3..]))
        && let Some(c) = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    {
        return Some((c, 6));
    }
    Some(('\u{FFFD}', 3))
}

/// Windows-1252 or Windows-1258? In 1258 tone marks are bytes of their own that follow a vowel.
fn guess_page(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let high = sample.iter().filter(|b| **b >= 0xC0).count();
    let tones = sample
        .windows(2)
        .filter(|w| {
            let vowel = matches!(w[0].to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
                || matches!(w[0] | 0x20, 0xE2 | 0xE3 | 0xEA | 0xF4 | 0xF5 | 0xFD);
            vowel && matches!(w[1], 0xCC | 0xD2 | 0xDE | 0xEC | 0xF2)
        })
        .count();
    if tones * 4 > high { encoding_rs::WINDOWS_1258 } else { encoding_rs::WINDOWS_1252 }
}

/// One byte of a code page; what the page leaves undefined is U+FFFD.
fn legacy(page: &'static Encoding, byte: u8) -> char {
    let bytes = [byte];
    let (text, _) = page.decode_without_bom_handling(&bytes);
    text.chars().next().filter(|c| !c.is_control()).unwrap_or('\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<(Code, u64)>) {
        let (mut window, mut places, mut log) = (String::new(), Places::new(), Log::new(100));
        let mut source = Source::new(bytes);
        while source.fill(&mut window, &mut places, &mut log).unwrap() {}
        (window, log.problems.iter().map(|p| (p.code, p.line)).collect())
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn utf8_and_line_ends() {
        assert_eq!(read("\u{FEFF}a\r\nđ\rc\n".as_bytes()), ("a\nđ\nc\n".into(), vec![]));
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let text = "<?xml version='1.0' encoding='utf-16'?>đ𝄞";
        let bytes = utf16(text);
        assert_eq!(read(&bytes), (text.to_owned(), vec![(Code::Utf16NoBom, 1)]));
        let marked = [&[0xFF, 0xFE], bytes.as_slice()].concat();
        assert_eq!(read(&marked), (text.to_owned(), vec![]));
    }

    #[test]
    fn utf16_cut_in_the_middle_of_a_unit() {
        let mut bytes = utf16("<a>\n");
        bytes.push(0x41);
        assert_eq!(read(&bytes).0, "<a>\n\u{FFFD}");
        assert_eq!(read(&bytes).1, vec![(Code::Utf16NoBom, 1), (Code::BadBytes, 2)]);
    }

    #[test]
    fn a_declaration_that_lies() {
        let bytes = utf16("<?xml version='1.0' encoding='UTF-8'?><a/>");
        assert!(read(&bytes).1.contains(&(Code::EncodingDeclaration, 1)));
        assert_eq!(read(b"<?xml version='1.0' encoding='klingon'?>").1, vec![(Code::EncodingDeclaration, 1)]);
    }

    #[test]
    fn declared_code_pages() {
        assert_eq!(
            read(b"<?xml version='1.0' encoding='ISO-8859-2'?>\xB3").0,
            "<?xml version='1.0' encoding='ISO-8859-2'?>ł"
        );
        assert!(read(b"<?xml encoding='windows-1258'?>Ha\xCC").0.ends_with("Hà"));
    }

    #[test]
    fn stray_bytes_are_read_as_the_likely_code_page() {
        assert_eq!(read(b"mus\xE9e"), ("musée".into(), vec![(Code::BadBytes, 1)]));
        assert_eq!(read(b"a\nHa\xCC No\xF2i").0, "a\nHà Nọi");
        assert_eq!(read(b"x\xED\xA0\x80y").0, "x\u{FFFD}y");
        assert_eq!(read(b"x\xED\xA0\xB4\xED\xB4\x9Ey").0, "x𝄞y");
        assert_eq!(read(b"cut \xC3").0, "cut Ã");
    }

    #[test]
    fn archives_are_named() {
        assert_eq!(read(b"PK\x03\x04....").1, vec![(Code::NotTmx, 1)]);
    }
}
