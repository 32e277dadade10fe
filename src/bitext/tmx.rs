//! TMX: every language of the units beside the source language.

use super::{BadBitext, Bitext, Sources, Wanted};
use crate::model::Lang;
use std::io::Read;
use std::sync::Arc;
use tmx::model::{Code, CodeKind, Content, Segment};

/// Reads a memory; the source is the wanted language, else that of the header, else that of the first variant.
pub(super) fn read(file: &str, bytes: impl Read, wanted: Wanted) -> Result<Vec<Bitext>, BadBitext> {
    let reader = tmx::Reader::new(bytes)?;
    let lang = |code: &str| Lang::parse(code).unwrap_or(Lang::UND);
    let header = reader.header().srclang().filter(|c| *c != "*all*").map(lang);
    let mut source = wanted.from.or(header);
    let mut out: Vec<Bitext> = Vec::new();
    let mut sources = Sources::default();
    let mut seen: Vec<Lang> = Vec::new();
    for unit in reader {
        let unit = unit?;
        let langs: Vec<Lang> = unit.variants.iter().map(|v| lang(&v.lang)).collect();
        for l in &langs {
            if !seen.contains(l) {
                seen.push(*l);
            }
        }
        let from = *source.get_or_insert_with(|| langs.first().copied().unwrap_or(Lang::UND));
        let Some(at) = langs.iter().position(|l| l.primary() == from.primary()) else { continue };
        let row = sources.names.len() as u32;
        let mut used = false;
        for (n, to) in langs.iter().enumerate().filter(|(n, _)| *n != at) {
            if wanted.to.is_some_and(|w| w.primary() != to.primary()) {
                continue;
            }
            let known = out.iter().position(|b| b.target == *to);
            let bitext = known.unwrap_or_else(|| {
                out.push(Bitext::new(file, langs[at], *to));
                out.len() - 1
            });
            let segment = &unit.variants[n].segment;
            out[bitext].targets.push(&segment.text(), &codes(segment));
            out[bitext].rows.push(row);
            used = true;
        }
        if used {
            let segment = &unit.variants[at].segment;
            sources.names.push(&unit.name());
            sources.segments.push(&segment.text(), &codes(segment));
        }
    }
    if out.is_empty() && !seen.is_empty() {
        let all: Vec<String> = seen.iter().map(ToString::to_string).collect();
        let asked = match (source, wanted.to) {
            (Some(from), Some(to)) => format!("in {from} with {to}"),
            (Some(from), None) => format!("in {from} with another language"),
            (None, _) => "in two languages".to_owned(),
        };
        return Err(BadBitext::Languages(asked, all.join(", ")));
    }
    let sources = Arc::new(sources);
    out.iter_mut().for_each(|b| b.sources = Arc::clone(&sources));
    Ok(out)
}

/// The inline codes of a segment.
fn codes(segment: &Segment) -> Vec<String> {
    let code = |piece: &Content| match piece {
        Content::Code(code) => Some(name(code)),
        Content::Text(_) => None,
    };
    segment.content.iter().filter_map(code).collect()
}

/// A code by its native text, or by its element and number. Highlighting has no code of its own.
fn name(code: &Code) -> String {
    let native: String = code
        .content
        .iter()
        .filter_map(|c| match c {
            Content::Text(text) => Some(text.as_str()),
            Content::Code(_) => None,
        })
        .collect();
    if !native.trim().is_empty() && code.kind != CodeKind::Hi {
        return native.trim().to_owned();
    }
    let number = code.attributes.get("x").or_else(|| code.attributes.get("i")).unwrap_or_default();
    format!("<{} {number}>", code.kind)
}
