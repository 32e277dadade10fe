//! Merging: the units of several files in one, equal ones once.

use super::fingerprint::{self, Print};
use super::{Input, Tally};
use crate::error::Error;
use crate::mend::Wishes;
use crate::model::HeaderItem;
use crate::repair::Dropped;
use crate::source_units::{SourceUnits, Taken};
use crate::writer::Writer;
use rustc_hash::FxHashMap;
use std::io::{Read, Write};

/// Merges files in the given order. The header is the first file's; notes and properties of the others' headers are
/// added, and the source language becomes `*all*` when they do not agree.
///
/// # Errors
/// When a file cannot be read or is not TMX, or writing fails.
pub fn merge<R: Read, W: Write>(
    inputs: &[Input<'_, R>],
    write: W,
    mut dropped: impl FnMut(&Dropped) -> Result<(), Error>,
    mut progress: impl FnMut(u64),
) -> Result<Tally, Error> {
    let mut header = None;
    for input in inputs {
        let units = SourceUnits::new((input.open)()?, Wishes::default())?;
        let other = units.header().clone();
        let Some(header) = &mut header else {
            header = Some(other);
            continue;
        };
        if header.srclang() != other.srclang() {
            header.attributes.set("srclang", "*all*");
        }
        for item in other.items {
            if matches!(item, HeaderItem::Remark(_)) && !header.items.contains(&item) {
                header.items.push(item);
            }
        }
    }
    let mut writer = Writer::new(write, &header.unwrap_or_default())?;
    let mut seen: FxHashMap<Print, (u32, u32)> = FxHashMap::default();
    let mut tally = Tally::default();
    let mut before = 0;
    for (n, input) in inputs.iter().enumerate() {
        let mut units = SourceUnits::new((input.open)()?, Wishes::default())?;
        while let Some(taken) = units.next()? {
            tally.units_in += 1;
            progress(before + units.bytes());
            let lost = match taken {
                Taken::Lost(lost) => lost,
                Taken::Unit(unit) => {
                    let (file, ordinal) = *seen
                        .entry(fingerprint::variants(&unit))
                        .or_insert_with(|| (n as u32, unit.ordinal as u32));
                    if (file as usize, u64::from(ordinal)) == (n, unit.ordinal) {
                        writer.write(&unit)?;
                        continue;
                    }
                    let of = Some(format!("{}#{ordinal}", inputs[file as usize].name));
                    Dropped { of, ..Dropped::new(&unit, "duplicate") }
                }
            };
            tally.dropped += 1;
            dropped(&Dropped { file: Some(input.name.clone()), ..lost })?;
        }
        before += units.bytes();
        tally.mended += units.mended();
    }
    tally.units_out = writer.units();
    writer.finish()?;
    Ok(tally)
}
