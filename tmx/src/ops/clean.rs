//! Cleaning: duplicates and useless units out, codes and letters in one form; nothing goes without being listed.

use super::fingerprint::{self, Print};
use super::{Input, Tally};
use crate::error::Error;
use crate::language;
use crate::mend::Wishes;
use crate::model::{Content, Header, Unit, Variant};
use crate::repair::Dropped;
use crate::source_units::{SourceUnits, Taken};
use crate::writer::Writer;
use rustc_hash::FxHashMap;
use std::io::{Read, Write};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What makes two units duplicates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Same {
    /// All languages and segments, codes included.
    Variants,
    /// The segment in the source language.
    Source,
    /// The text in all languages, codes, case and blanks aside.
    Text,
}

/// Which of several duplicates stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Keep {
    /// The first in the file.
    #[default]
    First,
    /// The one with the latest change (or creation) date; the file is read twice.
    Latest,
}

/// What to clean.
#[derive(Clone, Debug, Default)]
// Each switch is independent of the others.
#[allow(clippy::struct_excessive_bools)]
pub struct Options {
    /// Drop duplicates.
    pub dedupe: Option<Same>,
    /// Which duplicate stays.
    pub keep: Keep,
    /// Drop units with a language that is empty (`empty`), leaving none with text in fewer than two languages.
    pub empty: bool,
    /// Drop units whose variants all have the same text (`same-as-source`).
    pub same: bool,
    /// Drop units without a letter in any language (`no-letters`).
    pub numbers: bool,
    /// Drop units with a variant that this tells to be in another language than it says, given its code and text
    /// (`wrong-language`). This crate knows no languages.
    pub wrong_language: Option<fn(&str, &str) -> bool>,
    /// Drop units whose variants carry different codes (`codes-differ`).
    pub codes: bool,
    /// Drop units in which one text is so many times longer than another (`length-ratio`); texts under 20 characters
    /// are left alone.
    pub ratio: Option<f64>,
    /// Write language codes in their usual form (`en-GB`).
    pub canonical: bool,
    /// Write texts in NFC.
    pub nfc: bool,
}

/// Cleans a file; `dropped` is told each unit that does not come out.
///
/// # Errors
/// When the file cannot be read or is not TMX, or writing fails.
pub fn clean<R: Read, W: Write>(
    input: &Input<'_, R>,
    write: W,
    options: &Options,
    mut dropped: impl FnMut(&Dropped) -> Result<(), Error>,
    mut progress: impl FnMut(u64),
) -> Result<Tally, Error> {
    let latest = match (options.dedupe, options.keep) {
        (Some(same), Keep::Latest) => Some(find_latest(input, same, &mut progress)?),
        _ => None,
    };
    let mut units = SourceUnits::new((input.open)()?, Wishes::default())?;
    let mut header = units.header().clone();
    if options.canonical {
        canonical_header(&mut header);
    }
    let mut writer = Writer::new(write, &header)?;
    let mut seen: FxHashMap<Print, u32> = FxHashMap::default();
    let mut tally = Tally::default();
    while let Some(taken) = units.next()? {
        tally.units_in += 1;
        progress(units.bytes());
        let mut unit = match taken {
            Taken::Unit(unit) => unit,
            Taken::Lost(lost) => {
                tally.dropped += 1;
                dropped(&lost)?;
                continue;
            }
        };
        normalise(&mut unit, options);
        let reason = useless(&unit, options).or_else(|| {
            let print = key(&unit, options.dedupe?, header.srclang());
            let first = match &latest {
                Some(latest) => latest.get(&print).map_or(unit.ordinal as u32, |(ordinal, _)| *ordinal),
                None => *seen.entry(print).or_insert(unit.ordinal as u32),
            };
            (u64::from(first) != unit.ordinal).then(|| ("duplicate", Some(format!("#{first}"))))
        });
        match reason {
            Some((reason, of)) => {
                tally.dropped += 1;
                dropped(&Dropped { of, ..Dropped::new(&unit, reason) })?;
            }
            None => writer.write(&unit)?,
        }
    }
    tally.units_out = writer.units();
    writer.finish()?;
    tally.mended = units.mended();
    Ok(tally)
}

/// For each fingerprint the unit with the latest date.
fn find_latest<R: Read>(
    input: &Input<'_, R>,
    same: Same,
    progress: &mut impl FnMut(u64),
) -> Result<FxHashMap<Print, (u32, String)>, Error> {
    let mut units = SourceUnits::new((input.open)()?, Wishes::default())?;
    let srclang = units.header().srclang().map(str::to_owned);
    let mut latest: FxHashMap<Print, (u32, String)> = FxHashMap::default();
    while let Some(taken) = units.next()? {
        progress(units.bytes());
        let Taken::Unit(unit) = taken else { continue };
        let date = date(&unit).to_owned();
        let ordinal = unit.ordinal as u32;
        let best =
            latest.entry(key(&unit, same, srclang.as_deref())).or_insert_with(|| (ordinal, date.clone()));
        if date > best.1 {
            *best = (ordinal, date);
        }
    }
    Ok(latest)
}

/// The latest change (or creation) of a unit or its variants.
fn date(unit: &Unit) -> &str {
    let all = std::iter::once(&unit.attributes).chain(unit.variants.iter().map(|v| &v.attributes));
    all.filter_map(|a| a.get("changedate").or_else(|| a.get("creationdate"))).max().unwrap_or_default()
}

fn source<'u>(unit: &'u Unit, srclang: Option<&str>) -> Option<&'u Variant> {
    let own = unit.attributes.get("srclang").filter(|s| *s != "*all*").or(srclang);
    own.and_then(|lang| unit.variant(lang)).or_else(|| unit.variants.first())
}

fn key(unit: &Unit, same: Same, srclang: Option<&str>) -> Print {
    match same {
        Same::Variants => fingerprint::variants(unit),
        Same::Source => source(unit, srclang).map(fingerprint::variant).unwrap_or_default(),
        Same::Text => {
            let mut texts: Vec<String> = unit
                .variants
                .iter()
                .map(|v| {
                    let text: String = v.segment.text().nfc().collect::<String>().to_lowercase();
                    format!(
                        "{}\t{}",
                        v.lang.to_lowercase(),
                        text.split_whitespace().collect::<Vec<_>>().join(" ")
                    )
                })
                .collect();
            texts.sort_unstable();
            fingerprint::string(&texts.join("\n"))
        }
    }
}

type Reason = (&'static str, Option<String>);

fn useless(unit: &Unit, options: &Options) -> Option<Reason> {
    let any = options.empty
        || options.same
        || options.numbers
        || options.codes
        || options.ratio.is_some()
        || options.wrong_language.is_some();
    if !any {
        return None;
    }
    let texts: Vec<String> = unit.variants.iter().map(|v| v.segment.text()).collect();
    let reason = if options.empty && texts.iter().filter(|t| !t.trim().is_empty()).count() < 2 {
        "empty"
    } else if options.same && texts.len() > 1 && texts.iter().all(|t| *t == texts[0]) {
        "same-as-source"
    } else if options.numbers && texts.iter().all(|t| !t.chars().any(char::is_alphabetic)) {
        "no-letters"
    } else if options
        .wrong_language
        .is_some_and(|wrong| unit.variants.iter().zip(&texts).any(|(v, text)| wrong(&v.lang, text)))
    {
        "wrong-language"
    } else if options.codes && differ(unit) {
        "codes-differ"
    } else if options.ratio.is_some_and(|ratio| uneven(&texts, ratio)) {
        "length-ratio"
    } else {
        return None;
    };
    Some((reason, None))
}

fn differ(unit: &Unit) -> bool {
    let codes = |v: &Variant| {
        let mut all: Vec<_> = v
            .segment
            .content
            .iter()
            .filter_map(|c| match c {
                Content::Code(code) => Some((code.kind, code.attributes.get("x").map(str::to_owned))),
                Content::Text(_) => None,
            })
            .collect();
        all.sort();
        all
    };
    unit.variants.first().is_some_and(|first| {
        let first = codes(first);
        unit.variants.iter().any(|v| codes(v) != first)
    })
}

fn uneven(texts: &[String], ratio: f64) -> bool {
    let lengths = texts.iter().map(|t| t.chars().count()).filter(|n| *n > 0);
    match (lengths.clone().min(), lengths.max()) {
        (Some(short), Some(long)) => long >= 20 && long as f64 > ratio * short as f64,
        _ => false,
    }
}

fn canonical_header(header: &mut Header) {
    for name in ["srclang", "adminlang"] {
        if let Some(code) =
            header.attributes.get(name).filter(|c| language::is_code(c)).map(language::canonical)
        {
            header.attributes.set(name, code);
        }
    }
}

fn normalise(unit: &mut Unit, options: &Options) {
    if options.canonical
        && let Some(code) =
            unit.attributes.get("srclang").filter(|c| language::is_code(c)).map(language::canonical)
    {
        unit.attributes.set("srclang", code);
    }
    for variant in &mut unit.variants {
        if options.canonical {
            variant.lang = language::canonical(&variant.lang);
        }
        if options.nfc {
            nfc(&mut variant.segment.content);
        }
    }
}

fn nfc(content: &mut [Content]) {
    for piece in content {
        match piece {
            Content::Text(text) if !is_nfc(text) => *text = text.nfc().collect(),
            Content::Text(_) => {}
            Content::Code(code) => nfc(&mut code.content),
        }
    }
}
