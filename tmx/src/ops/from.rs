//! Converting from other formats to TMX.

use super::Tally;
use super::json::from_json;
use super::sink::Sink;
use crate::error::{Error, InputFault};
use crate::language;
use crate::model::{Header, Segment, Unit, Variant};
use crate::repair::Dropped;
use std::io::{BufRead, Write};

/// What is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A header of language codes, then a unit a line; `\t`, `\n` and `\\` as [`super::convert::Format::Tsv`] writes.
    Tsv,
    /// The same with commas and quotes.
    Csv,
    /// Objects as [`super::convert::Format::Jsonl`] writes.
    Jsonl,
}

/// Reads a table or JSON lines and writes TMX. The source language is the first column, or `srclang`.
///
/// # Errors
/// When reading or writing fails, or the input does not have the form it should have.
pub fn from<R: BufRead, W: Write>(
    mut read: R,
    write: W,
    format: Format,
    srclang: Option<&str>,
    dropped: impl FnMut(&Dropped) -> Result<(), Error>,
) -> Result<Tally, Error> {
    if format == Format::Jsonl {
        let mut sink = Sink::new(write, &Header::new(srclang.unwrap_or("*all*")), dropped)?;
        for (n, line) in read.lines().enumerate() {
            let (line, n) = (line?, n as u64 + 1);
            if !line.trim().is_empty() {
                let unit =
                    from_json(&line).map_err(|e| Error::Input { line: n, fault: InputFault::Json(e) })?;
                sink.put(unit, n)?;
            }
        }
        return sink.finish();
    }
    let mut at = 1;
    let rows = std::iter::from_fn(|| {
        let line = at;
        record(&mut read, format, &mut at).transpose().map(|cells| Ok((line, cells?)))
    });
    from_rows(rows, write, srclang, dropped)
}

/// Turns the rows of a table into TMX: a first row of language codes, then a unit a row, each with its line. The source
/// language is the first column, or `srclang`.
///
/// # Errors
/// When a row is an error, writing fails, or the first row does not name at least two languages.
pub fn from_rows<W: Write>(
    rows: impl IntoIterator<Item = Result<(u64, Vec<String>), Error>>,
    write: W,
    srclang: Option<&str>,
    dropped: impl FnMut(&Dropped) -> Result<(), Error>,
) -> Result<Tally, Error> {
    let mut rows = rows.into_iter();
    let (_, head) = rows.next().transpose()?.unwrap_or_default();
    let mut langs: Vec<String> =
        head.iter().map(|l| l.trim_start_matches('\u{FEFF}').trim().to_owned()).collect();
    while langs.last().is_some_and(String::is_empty) {
        langs.pop();
    }
    if langs.len() < 2 {
        return Err(Error::Input { line: 1, fault: InputFault::Languages });
    }
    if let Some(odd) = langs.iter().find(|l| !language::is_code(l)) {
        return Err(Error::Input { line: 1, fault: InputFault::Header(odd.clone()) });
    }
    let mut sink = Sink::new(write, &Header::new(srclang.unwrap_or(&langs[0])), dropped)?;
    for row in rows {
        let (line, cells) = row?;
        let mut unit = Unit::new();
        for (lang, text) in langs.iter().zip(&cells).filter(|(_, text)| !text.is_empty()) {
            unit.variants.push(Variant::new(lang, Segment::from(text.as_str())));
        }
        sink.put(unit, line)?;
    }
    sink.finish()
}

/// Reads two parallel texts, a segment a line.
///
/// # Errors
/// When reading or writing fails, or one text is longer than the other.
pub fn from_parallel<R: BufRead, W: Write>(
    read: (R, R),
    langs: (&str, &str),
    write: W,
    dropped: impl FnMut(&Dropped) -> Result<(), Error>,
) -> Result<Tally, Error> {
    let mut sink = Sink::new(write, &Header::new(langs.0), dropped)?;
    let (mut a, mut b) = (read.0.lines(), read.1.lines());
    for line in 1.. {
        let (x, y) = match (a.next(), b.next()) {
            (None, None) => break,
            (Some(x), Some(y)) => (x?, y?),
            _ => return Err(Error::Input { line, fault: InputFault::Uneven }),
        };
        let mut unit = Unit::new();
        for (lang, text) in [(langs.0, x), (langs.1, y)] {
            if !text.trim().is_empty() {
                unit.variants.push(Variant::new(lang, Segment::from(text.as_str())));
            }
        }
        sink.put(unit, line)?;
    }
    sink.finish()
}

/// The next row of a table; `at` counts lines.
fn record(read: &mut impl BufRead, format: Format, at: &mut u64) -> Result<Option<Vec<String>>, Error> {
    let mut text = String::new();
    if read.read_line(&mut text)? == 0 {
        return Ok(None);
    }
    let first = *at;
    *at += 1;
    if format == Format::Csv {
        while text.matches('"').count() % 2 == 1 {
            if read.read_line(&mut text)? == 0 {
                return Err(Error::Input { line: first, fault: InputFault::Quote });
            }
            *at += 1;
        }
    }
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    Ok(Some(match format {
        Format::Csv => split_csv(text),
        _ => text.split('\t').map(unescape).collect(),
    }))
}

fn split_csv(text: &str) -> Vec<String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            _ => field.push(c),
        }
    }
    fields.push(field);
    fields
}

fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.clone().next() } else { None }) {
            (_, Some(next @ ('t' | 'n' | 'r' | '\\'))) => {
                chars.next();
                out.push(match next {
                    't' => '\t',
                    'n' => '\n',
                    'r' => '\r',
                    _ => '\\',
                });
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        assert_eq!(split_csv("a,\"b, \"\"c\"\"\",,d"), ["a", "b, \"c\"", "", "d"]);
        assert_eq!(unescape("a\\tb\\\\n\\x"), "a\tb\\n\\x");
    }

    #[test]
    fn a_table_becomes_units_and_empty_rows_are_listed() {
        let (mut out, mut lost) = (Vec::new(), Vec::new());
        let table = "vi,en\n\"một\nhai\",\"one\ntwo\"\n,\nba,\n";
        let tally = from(table.as_bytes(), &mut out, Format::Csv, None, |d| {
            lost.push((d.line, d.reason));
            Ok(())
        })
        .unwrap();
        assert_eq!((tally.units_in, tally.units_out, tally.dropped), (3, 2, 1));
        assert_eq!(lost, [(5, "empty")]);
        assert!(String::from_utf8(out).unwrap().contains("<seg>một\nhai</seg>"));
    }
}
