//! Comparing two memories: what was added, what is gone, which targets and which metadata changed.
//!
//! Units are matched by all their languages and segments first, then by tuid, then by the segment in the source
//! language. An index of the first file is held: about 150 bytes a unit.

use super::Input;
use super::fingerprint::{self, Print};
use crate::error::Error;
use crate::mend::Wishes;
use crate::model::Unit;
use crate::source_units::{SourceUnits, Taken};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Read;

/// One difference.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Difference {
    /// Only in the second file.
    Added {
        /// The unit.
        tu: String,
        /// Its line in the second file.
        line: u64,
        /// Its texts by language.
        texts: BTreeMap<String, String>,
    },
    /// Only in the first file.
    Removed {
        /// The unit.
        tu: String,
        /// Its line in the first file.
        line: u64,
        /// Its texts by language.
        texts: BTreeMap<String, String>,
    },
    /// The same unit with another text in some language.
    Changed {
        /// The unit in the second file.
        tu: String,
        /// Its line in the first file.
        old_line: u64,
        /// Its line in the second file.
        line: u64,
        /// The texts that differ, codes included, before and after; `None` where there is no such variant.
        texts: BTreeMap<String, (Option<String>, Option<String>)>,
    },
    /// The same texts with other attributes, notes or properties.
    Metadata {
        /// The unit in the second file.
        tu: String,
        /// Its line in the first file.
        old_line: u64,
        /// Its line in the second file.
        line: u64,
    },
}

/// How many units fell into which class.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct DiffTally {
    /// Units of the first file.
    pub old: u64,
    /// Units of the second file.
    pub new: u64,
    /// Equal in everything.
    pub equal: u64,
    /// Only in the second.
    pub added: u64,
    /// Only in the first.
    pub removed: u64,
    /// With other texts.
    pub changed: u64,
    /// With other metadata.
    pub metadata: u64,
}

struct Entry {
    meta: Print,
    ordinal: u64,
    line: u64,
    taken: bool,
}

#[derive(Default)]
struct Index {
    entries: Vec<Entry>,
    by_all: FxHashMap<Print, Vec<u32>>,
    by_id: FxHashMap<Print, u32>,
    by_source: FxHashMap<Print, Vec<u32>>,
}

impl Index {
    fn add(&mut self, unit: &Unit, srclang: Option<&str>) {
        let n = self.entries.len() as u32;
        self.by_all.entry(fingerprint::variants(unit)).or_default().push(n);
        if let Some(id) = unit.tuid() {
            self.by_id.entry(fingerprint::string(id)).or_insert(n);
        }
        if let Some(source) = source(unit, srclang) {
            self.by_source.entry(source).or_default().push(n);
        }
        self.entries.push(Entry {
            meta: fingerprint::metadata(unit),
            ordinal: unit.ordinal,
            line: unit.line,
            taken: false,
        });
    }

    fn free(&self, all: Option<&Vec<u32>>) -> Option<u32> {
        all?.iter().copied().find(|n| !self.entries[*n as usize].taken)
    }

    /// Takes the unit with the same texts, one with the same metadata before others.
    fn take_equal(&mut self, unit: &Unit) -> Option<&Entry> {
        let all = self.by_all.get(&fingerprint::variants(unit))?;
        let meta = fingerprint::metadata(unit);
        let same = |n: &u32| !self.entries[*n as usize].taken && self.entries[*n as usize].meta == meta;
        let n = all.iter().copied().find(same).or_else(|| self.free(Some(all)))?;
        self.entries[n as usize].taken = true;
        Some(&self.entries[n as usize])
    }

    /// Takes the unit with the same id or source.
    fn take_similar(&mut self, unit: &Unit, srclang: Option<&str>) -> Option<&Entry> {
        let by_id = unit.tuid().and_then(|id| self.by_id.get(&fingerprint::string(id))).copied();
        let by_id = by_id.filter(|n| !self.entries[*n as usize].taken);
        let n = by_id.or_else(|| self.free(self.by_source.get(&source(unit, srclang)?)))?;
        self.entries[n as usize].taken = true;
        Some(&self.entries[n as usize])
    }
}

fn source(unit: &Unit, srclang: Option<&str>) -> Option<Print> {
    let own = unit.attributes.get("srclang").filter(|s| *s != "*all*").or(srclang);
    let variant = own.and_then(|lang| unit.variant(lang)).or_else(|| unit.variants.first());
    variant.map(fingerprint::variant)
}

fn texts(unit: &Unit) -> BTreeMap<String, String> {
    unit.variants.iter().map(|v| (v.lang.clone(), v.segment.text())).collect()
}

/// Compares two files. Differences come in this order: metadata and additions in the order of the second file, then
/// removals and changes in the order of the first.
///
/// # Errors
/// When a file cannot be read or is not TMX, or `tell` fails.
pub fn diff<R: Read>(
    old: &Input<'_, R>,
    new: &Input<'_, R>,
    mut tell: impl FnMut(&Difference) -> Result<(), Error>,
    mut progress: impl FnMut(u64),
) -> Result<DiffTally, Error> {
    let mut tally = DiffTally::default();
    let mut index = Index::default();
    let mut units = SourceUnits::new((old.open)()?, Wishes::default())?;
    let srclang = units.header().srclang().map(str::to_owned);
    while let Some(taken) = units.next()? {
        progress(units.bytes());
        let Taken::Unit(unit) = taken else { continue };
        index.add(&unit, srclang.as_deref());
        tally.old += 1;
    }
    let before = units.bytes();

    // Equal units first, in a pass of their own: else a similar unit would take the partner of an equal one.
    let mut rest = Vec::new();
    let mut units = SourceUnits::new((new.open)()?, Wishes::default())?;
    while let Some(taken) = units.next()? {
        progress(before + units.bytes());
        let Taken::Unit(unit) = taken else { continue };
        tally.new += 1;
        let Some(entry) = index.take_equal(&unit) else {
            rest.push(unit);
            continue;
        };
        if entry.meta == fingerprint::metadata(&unit) {
            tally.equal += 1;
        } else {
            tally.metadata += 1;
            let old_line = entry.line;
            tell(&Difference::Metadata { tu: unit.name(), old_line, line: unit.line })?;
        }
    }
    let mut changed: BTreeMap<u64, Unit> = BTreeMap::new();
    for unit in rest {
        if let Some(entry) = index.take_similar(&unit, srclang.as_deref()) {
            changed.insert(entry.ordinal, unit);
        } else {
            tally.added += 1;
            tell(&Difference::Added { tu: unit.name(), line: unit.line, texts: texts(&unit) })?;
        }
    }
    let removed: std::collections::BTreeSet<u64> =
        index.entries.iter().filter(|e| !e.taken).map(|e| e.ordinal).collect();
    drop(index);
    if changed.is_empty() && removed.is_empty() {
        return Ok(tally);
    }
    let mut units = SourceUnits::new((old.open)()?, Wishes::default())?;
    while let Some(taken) = units.next()? {
        let Taken::Unit(unit) = taken else { continue };
        if removed.contains(&unit.ordinal) {
            tally.removed += 1;
            tell(&Difference::Removed { tu: unit.name(), line: unit.line, texts: texts(&unit) })?;
        } else if let Some(after) = changed.get(&unit.ordinal) {
            tally.changed += 1;
            tell(&Difference::Changed {
                tu: after.name(),
                old_line: unit.line,
                line: after.line,
                texts: changes(&unit, after),
            })?;
        }
    }
    Ok(tally)
}

fn changes(old: &Unit, new: &Unit) -> BTreeMap<String, (Option<String>, Option<String>)> {
    let full = |unit: &Unit, lang: &str| {
        unit.variants
            .iter()
            .find(|v| v.lang == lang)
            .map(|v| (v.segment.full_text(), fingerprint::segment(&v.segment)))
    };
    let langs = old.variants.iter().chain(&new.variants).map(|v| v.lang.clone());
    langs
        .map(|lang| {
            let pair = (full(old, &lang), full(new, &lang));
            (lang, pair)
        })
        .filter(|(_, (a, b))| a.as_ref().map(|x| x.1) != b.as_ref().map(|x| x.1))
        .map(|(lang, (a, b))| (lang, (a.map(|x| x.0), b.map(|x| x.0))))
        .collect()
}
