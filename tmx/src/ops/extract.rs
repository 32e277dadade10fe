//! Extracting: the units, and the languages of them, that somebody needs.

use super::Tally;
use crate::error::Error;
use crate::language;
use crate::mend::Wishes;
use crate::model::Unit;
use crate::repair::Dropped;
use crate::source_units::{SourceUnits, Taken};
use crate::writer::Writer;
use std::io::{Read, Write};

/// Which units to take; all conditions must hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Only these languages, the first one as source. `en` takes `en-GB` too; a unit that lacks one of them is left
    /// out (`language-missing`), other variants are dropped from their units.
    pub languages: Vec<String>,
    /// The text in any language contains this (`text`), case aside.
    pub text: Option<String>,
    /// Has this property with this value, or with any when it is empty (`prop`).
    pub prop: Option<(String, String)>,
    /// Last changed on or after this date (`date`).
    pub since: Option<String>,
    /// Last changed before this date (`date`).
    pub before: Option<String>,
    /// Has one of these tuids (`tuid`).
    pub tuids: Vec<String>,
    /// Takes what the conditions refuse, and the reverse (`matches`); languages are not part of it.
    pub invert: bool,
}

/// Writes the units that a filter takes; `left_out` is told the others.
///
/// # Errors
/// When the file cannot be read or is not TMX, or writing fails.
pub fn extract<R: Read, W: Write>(
    read: R,
    write: W,
    filter: &Filter,
    mut left_out: impl FnMut(&Dropped) -> Result<(), Error>,
    mut progress: impl FnMut(u64),
) -> Result<Tally, Error> {
    let mut units = SourceUnits::new(read, Wishes::default())?;
    let mut header = units.header().clone();
    if let Some(first) = filter.languages.first() {
        let source = header.srclang().filter(|s| filter.languages.iter().any(|l| language::matches(l, s)));
        let source = source.unwrap_or(first).to_owned();
        header.attributes.set("srclang", source);
    }
    let mut writer = Writer::new(write, &header)?;
    let mut tally = Tally::default();
    while let Some(taken) = units.next()? {
        tally.units_in += 1;
        progress(units.bytes());
        let lost = match taken {
            Taken::Lost(lost) => lost,
            Taken::Unit(mut unit) => match refuse(&mut unit, filter) {
                None => {
                    writer.write(&unit)?;
                    continue;
                }
                Some(reason) => Dropped::new(&unit, reason),
            },
        };
        tally.dropped += 1;
        left_out(&lost)?;
    }
    tally.units_out = writer.units();
    writer.finish()?;
    tally.mended = units.mended();
    Ok(tally)
}

fn refuse(unit: &mut Unit, filter: &Filter) -> Option<&'static str> {
    let refused = condition(unit, filter);
    match (refused, filter.invert) {
        (Some(reason), false) => return Some(reason),
        (None, true) => return Some("matches"),
        _ => {}
    }
    if filter.languages.is_empty() {
        return None;
    }
    let wanted =
        |lang: &str| filter.languages.iter().any(|l| l.len() <= lang.len() && language::matches(l, lang));
    unit.variants.retain(|v| wanted(&v.lang));
    let missing = |l: &&String| !unit.variants.iter().any(|v| language::matches(l, &v.lang));
    if filter.languages.iter().any(|l| missing(&l)) {
        return Some("language-missing");
    }
    if unit.attributes.get("srclang").is_some_and(|s| s != "*all*" && !wanted(s)) {
        unit.attributes.remove("srclang");
    }
    None
}

fn condition(unit: &Unit, filter: &Filter) -> Option<&'static str> {
    if !filter.tuids.is_empty() && !unit.tuid().is_some_and(|id| filter.tuids.iter().any(|t| t == id)) {
        return Some("tuid");
    }
    if let Some((kind, value)) = &filter.prop {
        let all = unit.remarks.iter().chain(unit.variants.iter().flat_map(|v| &v.remarks));
        if !all.filter_map(|r| r.as_prop(kind)).any(|v| value.is_empty() || v == value) {
            return Some("prop");
        }
    }
    if filter.since.is_some() || filter.before.is_some() {
        let all = std::iter::once(&unit.attributes).chain(unit.variants.iter().map(|v| &v.attributes));
        let date = all.filter_map(|a| a.get("changedate").or_else(|| a.get("creationdate"))).max();
        let date = date.map(digits).unwrap_or_default();
        let early = filter.since.as_deref().is_some_and(|since| date < digits(since));
        let late = filter.before.as_deref().is_some_and(|before| date >= digits(before));
        if early || late || date.is_empty() {
            return Some("date");
        }
    }
    if let Some(text) = &filter.text {
        let text = text.to_lowercase();
        if !unit.variants.iter().any(|v| v.segment.text().to_lowercase().contains(&text)) {
            return Some("text");
        }
    }
    None
}

/// The digits of a date: ISO dates in any form compare by them.
fn digits(date: &str) -> String {
    date.chars().filter(char::is_ascii_digit).collect()
}
