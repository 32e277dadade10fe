//! Converting to other formats, and saying what they could not hold.

use super::json::to_json;
use super::{Input, Tally};
use crate::error::Error;
use crate::mend::Wishes;
use crate::model::Unit;
use crate::parse::{Context, Element, Handler, Parser, Tag};
use crate::repair::Dropped;
use crate::source_units::{SourceUnits, Taken};
use serde::Serialize;
use std::io::{Read, Write};

/// A table or a list of objects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A column a language, tabs; `\t`, `\n` and `\\` stand for tab, line break and backslash in texts.
    Tsv,
    /// A column a language, commas, quotes as in RFC 4180.
    Csv,
    /// An object a line; nothing is lost.
    Jsonl,
}

/// What a table could not hold.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct LeftBehind {
    /// Segments whose inline codes are not in the output (their text is).
    pub segments_with_codes: u64,
    /// Second variants of a language, and languages without a column.
    pub variants: u64,
    /// Notes and properties of units and variants.
    pub notes_and_props: u64,
    /// Attributes of units and variants (ids, dates, authors).
    pub attributes: u64,
    /// Line breaks that became blanks.
    pub line_breaks: u64,
}

/// What is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// The format.
    pub format: Format,
    /// The columns of a table; empty: all languages of the file in the order they first occur.
    pub langs: Vec<String>,
}

/// The languages of the first `units` units of a file in the order they first occur.
///
/// # Errors
/// When reading fails.
pub fn languages<R: Read>(input: &Input<'_, R>, units: u64) -> Result<Vec<String>, Error> {
    let mut parser = Parser::new((input.open)()?, 1);
    let mut languages = Languages::default();
    while parser.pump(&mut languages)? && parser.units() < units {}
    Ok(languages.0)
}

#[derive(Default)]
struct Languages(Vec<String>);

impl Handler for Languages {
    fn start(&mut self, tag: &Tag<'_>, _: &mut Context<'_>) {
        if tag.element == Element::Tuv {
            let lang = tag.get("xml:lang").or_else(|| tag.get("lang")).unwrap_or("und");
            if !self.0.iter().any(|l| l.eq_ignore_ascii_case(lang)) {
                self.0.push(lang.to_owned());
            }
        }
    }

    fn end(&mut self, _: Element, _: usize, _: &mut Context<'_>) {}

    fn text(&mut self, _: &str, _: Element, _: usize, _: &mut Context<'_>) {}
}

/// How many units are looked at for the columns of a table before it is begun.
const LOOK_AHEAD: u64 = 20_000;

/// Converts a file. `attempt` gets a function that writes everything into the output it is given and returns `None`
/// when a language turned up that has no column yet: then the output is worthless, and `attempt` is called again.
///
/// # Errors
/// When the file cannot be read or is not TMX, or writing fails.
pub fn convert<R: Read, E: From<Error>>(
    input: &Input<'_, R>,
    options: &Options,
    mut attempt: impl FnMut(&mut Attempt<'_>) -> Result<Option<(Tally, LeftBehind)>, E>,
    mut progress: impl FnMut(u64),
) -> Result<(Tally, LeftBehind), E> {
    let fixed = !options.langs.is_empty() || options.format == Format::Jsonl;
    let mut langs = if fixed { options.langs.clone() } else { languages(input, LOOK_AHEAD)? };
    loop {
        let mut new = None;
        let done = attempt(&mut |write, dropped| {
            let columns = Columns { langs: &langs, fixed };
            match pass(input, write, options.format, &columns, dropped, &mut progress)? {
                Ok(done) => Ok(Some(done)),
                Err(lang) => {
                    new = Some(lang);
                    Ok(None)
                }
            }
        })?;
        match (done, new) {
            (Some(done), _) => return Ok(done),
            (None, Some(lang)) => langs.push(lang),
            (None, None) => return Ok(Default::default()),
        }
    }
}

/// Writes the conversion to an output and tells the second argument the units that are left out.
pub type Attempt<'a> = dyn FnMut(
        &mut dyn Write,
        &mut dyn FnMut(&Dropped) -> Result<(), Error>,
    ) -> Result<Option<(Tally, LeftBehind)>, Error>
    + 'a;

struct Columns<'c> {
    langs: &'c [String],
    /// Other languages are left out, not an obstacle.
    fixed: bool,
}

fn pass<R: Read>(
    input: &Input<'_, R>,
    write: &mut dyn Write,
    format: Format,
    columns: &Columns<'_>,
    dropped: &mut dyn FnMut(&Dropped) -> Result<(), Error>,
    progress: &mut dyn FnMut(u64),
) -> Result<Result<(Tally, LeftBehind), String>, Error> {
    let langs = columns.langs;
    let mut units = SourceUnits::new((input.open)()?, Wishes::default())?;
    let mut line = String::new();
    let mut left = LeftBehind::default();
    let mut tally = Tally::default();
    if format != Format::Jsonl {
        for (n, lang) in langs.iter().enumerate() {
            cell(&mut line, n, lang, format);
        }
        line.push('\n');
        write.write_all(line.as_bytes())?;
    }
    while let Some(taken) = units.next()? {
        tally.units_in += 1;
        progress(units.bytes());
        let unit = match taken {
            Taken::Unit(unit) => unit,
            Taken::Lost(lost) => {
                tally.dropped += 1;
                dropped(&lost)?;
                continue;
            }
        };
        line.clear();
        if format == Format::Jsonl {
            line.push_str(&to_json(&unit).to_string());
        } else {
            let known = |lang: &str| langs.iter().any(|l| l.eq_ignore_ascii_case(lang));
            if !columns.fixed
                && let Some(new) = unit.variants.iter().find(|v| !known(&v.lang))
            {
                return Ok(Err(new.lang.clone()));
            }
            for (n, text) in texts(&unit, langs, &mut left).iter().enumerate() {
                cell(&mut line, n, text, format);
            }
        }
        line.push('\n');
        write.write_all(line.as_bytes())?;
        tally.units_out += 1;
    }
    write.flush()?;
    tally.mended = units.mended();
    Ok(Ok((tally, left)))
}

/// Tells the cells of a table row by row: the languages first, then the texts of each unit in them.
///
/// # Errors
/// When the file cannot be read or is not TMX, or a closure fails.
pub fn rows<R: Read>(
    read: R,
    langs: &[String],
    mut put: impl FnMut(&[String]) -> Result<(), Error>,
    mut dropped: impl FnMut(&Dropped) -> Result<(), Error>,
    mut progress: impl FnMut(u64),
) -> Result<(Tally, LeftBehind), Error> {
    let mut units = SourceUnits::new(read, Wishes::default())?;
    let mut left = LeftBehind::default();
    let mut tally = Tally::default();
    put(langs)?;
    while let Some(taken) = units.next()? {
        tally.units_in += 1;
        progress(units.bytes());
        match taken {
            Taken::Unit(unit) => {
                put(&texts(&unit, langs, &mut left))?;
                tally.units_out += 1;
            }
            Taken::Lost(lost) => {
                tally.dropped += 1;
                dropped(&lost)?;
            }
        }
    }
    tally.mended = units.mended();
    Ok((tally, left))
}

/// The texts of a unit in the languages of the columns; the rest is counted.
fn texts(unit: &Unit, langs: &[String], left: &mut LeftBehind) -> Vec<String> {
    left.attributes += unit.attributes.iter().count() as u64;
    left.notes_and_props += unit.remarks.len() as u64;
    for variant in &unit.variants {
        left.attributes += variant.attributes.iter().count() as u64;
        left.notes_and_props += variant.remarks.len() as u64;
        left.segments_with_codes += u64::from(variant.segment.has_codes());
    }
    let of = |lang: &String| unit.variants.iter().find(|v| v.lang.eq_ignore_ascii_case(lang));
    let found: Vec<_> = langs.iter().map(of).collect();
    left.variants += (unit.variants.len() - found.iter().flatten().count()) as u64;
    found.iter().map(|v| v.map(|v| v.segment.text()).unwrap_or_default()).collect()
}

fn cell(line: &mut String, column: usize, text: &str, format: Format) {
    if format == Format::Csv {
        if column > 0 {
            line.push(',');
        }
        if text.contains(['"', ',', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
            line.push('"');
            line.push_str(&text.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(text);
        }
        return;
    }
    if column > 0 {
        line.push('\t');
    }
    let mut rest = text;
    while let Some(at) = rest.find(['\t', '\n', '\r', '\\']) {
        line.push_str(&rest[..at]);
        line.push_str(match rest.as_bytes()[at] {
            b'\t' => "\\t",
            b'\n' => "\\n",
            b'\r' => "\\r",
            _ => "\\\\",
        });
        rest = &rest[at + 1..];
    }
    line.push_str(rest);
}

/// Writes two parallel texts, a segment a line (the form of Moses): line breaks become blanks. Units without one of
/// the languages are told to `dropped` as `language-missing`, those with an empty side as `empty`.
///
/// # Errors
/// When the file cannot be read or is not TMX, or writing fails.
pub fn parallel<R: Read, W: Write>(
    read: R,
    langs: (&str, &str),
    mut write: (W, W),
    mut dropped: impl FnMut(&Dropped) -> Result<(), Error>,
    mut progress: impl FnMut(u64),
) -> Result<(Tally, LeftBehind), Error> {
    let mut units = SourceUnits::new(read, Wishes::default())?;
    let mut left = LeftBehind::default();
    let mut tally = Tally::default();
    while let Some(taken) = units.next()? {
        tally.units_in += 1;
        progress(units.bytes());
        let lost = match taken {
            Taken::Lost(lost) => lost,
            Taken::Unit(unit) => match (unit.variant(langs.0), unit.variant(langs.1)) {
                (Some(a), Some(b)) => {
                    let mut one_line = |text: String| {
                        let breaks = text.matches(['\n', '\r', '\u{85}', '\u{2028}']).count() as u64;
                        left.line_breaks += breaks;
                        if breaks > 0 { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text }
                    };
                    let (x, y) = (one_line(a.segment.text()), one_line(b.segment.text()));
                    if !x.trim().is_empty() && !y.trim().is_empty() {
                        left.segments_with_codes +=
                            u64::from(a.segment.has_codes()) + u64::from(b.segment.has_codes());
                        left.notes_and_props += unit.remarks.len() as u64;
                        left.attributes += unit.attributes.iter().count() as u64;
                        writeln!(write.0, "{x}")?;
                        writeln!(write.1, "{y}")?;
                        tally.units_out += 1;
                        continue;
                    }
                    Dropped::new(&unit, "empty")
                }
                _ => Dropped::new(&unit, "language-missing"),
            },
        };
        tally.dropped += 1;
        dropped(&lost)?;
    }
    write.0.flush()?;
    write.1.flush()?;
    tally.mended = units.mended();
    Ok((tally, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_in_their_line() {
        let mut line = String::new();
        cell(&mut line, 0, "a\tb\nc\\", Format::Tsv);
        cell(&mut line, 1, "đ", Format::Tsv);
        assert_eq!(line, "a\\tb\\nc\\\\\tđ");
        line.clear();
        cell(&mut line, 0, "say \"a, b\"", Format::Csv);
        assert_eq!(line, "\"say \"\"a, b\"\"\"");
    }
}
