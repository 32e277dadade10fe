//! Splitting: one file into several, by number of units, by size, or by the value of a property.

use super::Tally;
use crate::error::Error;
use crate::mend::Wishes;
use crate::model::Header;
use crate::repair::Dropped;
use crate::source_units::{SourceUnits, Taken};
use crate::writer::Writer;
use std::collections::BTreeMap;
use std::io::{Read, Write};

/// How many files may be open at a time when the values of a property decide.
const MAX_OPEN: usize = 200;
/// Where units go when there are more values than files.
const OTHERS: &str = "others";
/// Where units without the property go.
const NONE: &str = "none";

/// Where to cut.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum By {
    /// At most so many units a part.
    Units(u64),
    /// A new part once one has so many bytes.
    Bytes(u64),
    /// A part for each value of this property of the units.
    Prop(String),
}

/// Splits a file. `create` opens the part of the given name (`001`, or the property's value with all but letters,
/// digits and hyphens made `_`); `finished` gets each complete part back with its number of units.
///
/// # Errors
/// When the file cannot be read or is not TMX, or writing fails.
pub fn split<R: Read, W: Write>(
    read: R,
    by: &By,
    mut create: impl FnMut(&str) -> Result<W, Error>,
    mut finished: impl FnMut(&str, W, u64) -> Result<(), Error>,
    mut dropped: impl FnMut(&Dropped) -> Result<(), Error>,
    mut progress: impl FnMut(u64),
) -> Result<Tally, Error> {
    let mut units = SourceUnits::new(read, Wishes::default())?;
    let header: Header = units.header().clone();
    let mut open: BTreeMap<String, Writer<W>> = BTreeMap::new();
    let mut tally = Tally::default();
    let mut part = 1;
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
        let mut name = match by {
            By::Prop(kind) => unit.prop(kind).map_or_else(|| NONE.to_owned(), file_name),
            _ => format!("{part:03}"),
        };
        let full = open.get(&name).is_some_and(|writer| match by {
            By::Units(n) => writer.units() >= *n,
            By::Bytes(n) => writer.bytes() >= *n && writer.units() > 0,
            By::Prop(_) => false,
        });
        if full {
            if let Some(writer) = open.remove(&name) {
                let units = writer.units();
                finished(&name, writer.finish()?, units)?;
            }
            part += 1;
            name = format!("{part:03}");
        }
        if !open.contains_key(&name) {
            if open.len() >= MAX_OPEN {
                OTHERS.clone_into(&mut name);
            }
            if !open.contains_key(&name) {
                open.insert(name.clone(), Writer::new(create(&name)?, &header)?);
            }
        }
        if let Some(writer) = open.get_mut(&name) {
            writer.write(&unit)?;
            tally.units_out += 1;
        }
    }
    for (name, writer) in open {
        let units = writer.units();
        finished(&name, writer.finish()?, units)?;
    }
    tally.mended = units.mended();
    Ok(tally)
}

fn file_name(value: &str) -> String {
    let name: String =
        value.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).take(80).collect();
    if name.is_empty() { NONE.to_owned() } else { name }
}
