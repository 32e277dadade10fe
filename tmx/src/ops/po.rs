//! PO files of GNU gettext to TMX. Source: GNU gettext manual, "The Format of PO Files".
//!
//! A message is a unit; its context, comments and references go along. A message with plural forms is a unit for the
//! singular and one for each further form. What is not a finished translation is listed: `untranslated`, `fuzzy`,
//! `obsolete`.

use super::Tally;
use super::sink::Sink;
use crate::error::{Error, InputFault};
use crate::language;
use crate::model::{Header, Remark, Segment, Unit, Variant};
use crate::repair::Dropped;
use encoding_rs::{Encoding, UTF_8};
use std::io::{BufRead, Read, Write};

/// A message may have this many bytes.
const LONGEST: usize = 16 << 20;
const TOO_LONG: InputFault = InputFault::TooLarge("a message over 16 MB");

/// Reads PO and writes TMX. Languages are `langs` (source, target), where they are given; else the source is the header's
/// `X-Source-Language` or English, the target its `Language`.
///
/// # Errors
/// When reading or writing fails, the file is no PO, or nobody says the language of the translations.
pub fn from_po<R: BufRead, W: Write>(
    read: R,
    write: W,
    langs: (Option<&str>, Option<&str>),
    dropped: impl FnMut(&Dropped) -> Result<(), Error>,
) -> Result<Tally, Error> {
    let mut messages = Messages { read, encoding: UTF_8, number: 0, current: Message::default(), end: false };
    let Some(first) = messages.next()? else {
        return Err(Error::Input { line: 1, fault: InputFault::NotThat("a PO file") });
    };
    let head = if first.is_header() { first.translations.concat() } else { String::new() };
    let (source, target) = languages(&head, langs)?;
    let mut sink = Sink::new(write, &Header::new(&source), dropped)?;
    let mut next = Some(first);
    while let Some(message) = next {
        message.put(&mut sink, &source, &target)?;
        next = messages.next()?;
    }
    sink.finish()
}

/// The messages of a file.
struct Messages<R> {
    read: R,
    encoding: &'static Encoding,
    number: u64,
    current: Message,
    end: bool,
}

impl<R: BufRead> Messages<R> {
    fn next(&mut self) -> Result<Option<Message>, Error> {
        let mut raw = Vec::new();
        while !self.end {
            raw.clear();
            self.number += 1;
            let got = self.read.by_ref().take(LONGEST as u64).read_until(b'\n', &mut raw)?;
            if got == LONGEST {
                return Err(Error::Input { line: self.number, fault: TOO_LONG });
            }
            self.end = got == 0;
            let complete = self.end || self.current.is_complete_before(&String::from_utf8_lossy(&raw));
            let done = if complete { std::mem::take(&mut self.current) } else { Message::default() };
            if done.is_header() {
                self.encoding = charset(&done.translations.concat());
            }
            let (line, _) = self.encoding.decode_without_bom_handling(&raw);
            self.current.line(line.trim_start_matches('\u{feff}').trim(), self.number)?;
            if done.source.is_some() {
                return Ok(Some(done));
            }
        }
        Ok(None)
    }
}

/// The value of a line `Name: value` of the header.
fn field<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let value = head.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(':'))?.trim();
    (!value.is_empty()).then_some(value)
}

fn charset(head: &str) -> &'static Encoding {
    let label = field(head, "Content-Type").and_then(|v| v.split("charset=").nth(1));
    label.and_then(|l| Encoding::for_label(l.trim().as_bytes())).unwrap_or(UTF_8)
}

fn languages(head: &str, (source, target): (Option<&str>, Option<&str>)) -> Result<(String, String), Error> {
    // `pt_BR`, `sr@latin`
    let code = |value: &str| language::guess(value.split(['@', '.']).next().unwrap_or_default());
    let source = source.map(str::to_owned).or_else(|| field(head, "X-Source-Language").and_then(code));
    let target = target.map(str::to_owned).or_else(|| field(head, "Language").and_then(code));
    let target = target.ok_or(Error::Input { line: 1, fault: InputFault::TargetLanguage })?;
    Ok((source.unwrap_or_else(|| "en".to_owned()), target))
}

/// Which part of a message a continued string belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    None,
    Context,
    Source,
    Plural,
    Translation,
    /// The text before a change, which nobody needs.
    Previous,
}

#[derive(Default)]
struct Message {
    line: u64,
    part: Part,
    context: Option<String>,
    source: Option<String>,
    plural: Option<String>,
    translations: Vec<String>,
    notes: Vec<String>,
    references: Vec<String>,
    fuzzy: bool,
    obsolete: bool,
    bytes: usize,
}

impl Message {
    /// Whether this line begins the next message.
    fn is_complete_before(&self, line: &str) -> bool {
        let begun = self.source.is_some() && !self.translations.is_empty();
        let line = line.strip_prefix("#~").map_or(line, str::trim_start);
        begun && (line.starts_with("msgctxt") || line.starts_with("msgid ") || line.starts_with('#'))
    }

    /// `msgid ""` without a context.
    fn is_header(&self) -> bool {
        self.source.as_deref() == Some("") && self.context.is_none() && !self.obsolete
    }

    fn line(&mut self, line: &str, number: u64) -> Result<(), Error> {
        let mut line = line;
        if let Some(rest) = line.strip_prefix("#~") {
            self.obsolete = true;
            line = rest.trim_start();
        }
        let mut comment = |list: fn(&mut Self) -> &mut Vec<String>, text: &str| {
            if !text.trim().is_empty() {
                list(self).push(text.trim().to_owned());
            }
        };
        match line.get(..2) {
            Some("#,") => self.fuzzy |= line[2..].split(',').any(|flag| flag.trim() == "fuzzy"),
            Some("#:") => comment(|m| &mut m.references, &line[2..]),
            Some("#.") => comment(|m| &mut m.notes, &line[2..]),
            Some("#|") => self.part = Part::Previous,
            _ if line.starts_with('#') => comment(|m| &mut m.notes, &line[1..]),
            _ if line.is_empty() || line.starts_with('|') => {}
            _ => self.string(line, number)?,
        }
        Ok(())
    }

    /// A line with a string in quotes, behind its keyword or alone.
    fn string(&mut self, line: &str, number: u64) -> Result<(), Error> {
        let bad = || Error::Input {
            line: number,
            fault: InputFault::Markup(format!(
                "a line of PO begins with msgid, msgstr, msgctxt, # or a quote, not with {:?}",
                line.chars().take(20).collect::<String>()
            )),
        };
        let quote = line.find('"').ok_or_else(bad)?;
        let text = line[quote + 1..]
            .strip_suffix('"')
            .ok_or(Error::Input { line: number, fault: InputFault::Quote })?;
        let text = unescape(text);
        self.bytes += text.len();
        if self.bytes > LONGEST {
            return Err(Error::Input { line: number, fault: TOO_LONG });
        }
        match line[..quote].trim() {
            "msgctxt" => (self.part, self.context) = (Part::Context, Some(String::new())),
            "msgid" => (self.part, self.source, self.line) = (Part::Source, Some(String::new()), number),
            "msgid_plural" => (self.part, self.plural) = (Part::Plural, Some(String::new())),
            "" if self.part != Part::None => {}
            keyword if keyword.starts_with("msgstr") => {
                self.part = Part::Translation;
                self.translations.push(String::new());
            }
            _ => return Err(bad()),
        }
        let place = match self.part {
            Part::Context => self.context.as_mut(),
            Part::Source => self.source.as_mut(),
            Part::Plural => self.plural.as_mut(),
            Part::Translation => self.translations.last_mut(),
            Part::None | Part::Previous => None,
        };
        if let Some(place) = place {
            place.push_str(&text);
        }
        Ok(())
    }

    /// Its units.
    fn put<W: Write, D: FnMut(&Dropped) -> Result<(), Error>>(
        self,
        sink: &mut Sink<W, D>,
        source: &str,
        target: &str,
    ) -> Result<(), Error> {
        if self.source.is_none() || self.is_header() {
            return Ok(());
        }
        let singular = self.source.as_deref().unwrap_or_default();
        for n in 0..self.translations.len().max(1) {
            let mut unit = Unit::new();
            let mut remarks: Vec<Remark> = self.notes.iter().map(Remark::note).collect();
            remarks.extend(self.context.iter().map(|c| Remark::prop("x-context", c)));
            remarks.extend(self.references.iter().map(|r| Remark::prop("x-reference", r)));
            if self.plural.is_some() {
                remarks.push(Remark::prop("x-plural-form", n.to_string()));
            }
            unit.remarks = remarks;
            let text = if n == 0 { singular } else { self.plural.as_deref().unwrap_or(singular) };
            let translation = self.translations.get(n).map_or("", String::as_str);
            unit.variants.push(Variant::new(source, Segment::from(text)));
            unit.variants.push(Variant::new(target, Segment::from(translation)));
            let reason = match () {
                () if self.obsolete => "obsolete",
                () if self.fuzzy => "fuzzy",
                () if translation.trim().is_empty() => "untranslated",
                () => {
                    sink.put(unit, self.line)?;
                    continue;
                }
            };
            sink.refuse(unit, self.line, reason)?;
        }
        Ok(())
    }
}

/// The escapes of C strings.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;

    const FILE: &str = r#"# Translators of the shop
msgid ""
msgstr ""
"Language: vi_VN\n"
"Content-Type: text/plain; charset=UTF-8\n"

#. On the button
#: src/cart.rs:12
msgctxt "cart"
msgid "Pay \"now\""
msgstr ""
"Trả tiền "
"\"ngay\""

msgid "one item"
msgid_plural "%d items"
msgstr[0] "một món"
msgstr[1] "%d món"

#, fuzzy
#| msgid "Old"
msgid "New"
msgstr "Cũ"

msgid "Missing"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Đi rồi"
"#;

    #[test]
    fn messages_become_units_and_the_rest_is_listed() {
        let (mut out, mut lost) = (Vec::new(), Vec::new());
        let tally = from_po(FILE.as_bytes(), &mut out, (None, None), |d| {
            lost.push((d.line, d.reason));
            Ok(())
        })
        .unwrap();
        assert_eq!((tally.units_in, tally.units_out, tally.dropped), (6, 3, 3));
        assert_eq!(lost, [(22, "fuzzy"), (25, "untranslated"), (28, "obsolete")]);
        let units: Vec<Unit> = Reader::new(out.as_slice()).unwrap().map(Result::unwrap).collect();
        assert_eq!(units[0].variant("vi-VN").unwrap().segment.text(), "Trả tiền \"ngay\"");
        assert_eq!(units[0].prop("x-context"), Some("cart"));
        assert_eq!(units[2].variant("en").unwrap().segment.text(), "%d items");
        assert_eq!(units[2].prop("x-plural-form"), Some("1"));
    }

    #[test]
    fn what_is_no_po_is_refused() {
        for (text, wanted) in
            [("", "not a PO file"), ("hello\n", "begins with"), ("msgid \"a\nmsgstr", "not closed")]
        {
            let error = from_po(text.as_bytes(), Vec::new(), (None, Some("vi")), |_| Ok(())).unwrap_err();
            assert!(error.to_string().contains(wanted), "{error}");
        }
        let error = from_po("msgid \"a\"\nmsgstr \"b\"\n".as_bytes(), Vec::new(), (None, None), |_| Ok(()));
        assert!(error.unwrap_err().to_string().contains("translated into"));
    }

    #[test]
    fn other_encodings() {
        let head =
            b"msgid \"\"\nmsgstr \"Language: pl\\nContent-Type: text/plain; charset=ISO-8859-2\\n\"\n\n";
        let file = [&head[..], b"msgid \"glass\"\nmsgstr \"szk\xB3o\"\n"].concat();
        let mut out = Vec::new();
        from_po(file.as_slice(), &mut out, (None, None), |_| Ok(())).unwrap();
        assert!(String::from_utf8(out).unwrap().contains("szkło"));
    }
}
