//! Units as JSON, without loss in either direction.
//!
//! ```json
//! {"attributes":{"tuid":"7"},"remarks":[{"prop":"x-score","text":"0.9"},{"note":"checked"}],
//!  "variants":[{"lang":"vi","seg":"Hà Nội"},{"lang":"en","seg":["Ha",{"code":"ph","attributes":{"x":"1"},"content":["<br>"]},"noi"]}]}
//! ```

use crate::model::{Attributes, Code, CodeKind, Content, Remark, Segment, Unit, Variant};
use serde_json::{Map, Value, json};

fn attributes(all: &Attributes) -> Value {
    Value::Object(all.iter().map(|(n, v)| (n.to_owned(), v.into())).collect())
}

fn remark(remark: &Remark) -> Value {
    let (all, text) = remark.parts();
    let mut rest = all.clone();
    let mut out = Map::new();
    match remark {
        Remark::Note { .. } => {
            out.insert("note".into(), text.as_str().into());
        }
        Remark::Prop { .. } => {
            out.insert("prop".into(), rest.remove("type").unwrap_or_default().into());
            out.insert("text".into(), text.as_str().into());
        }
    }
    if !rest.is_empty() {
        out.insert("attributes".into(), attributes(&rest));
    }
    Value::Object(out)
}

fn content(pieces: &[Content]) -> Value {
    match pieces {
        [] => "".into(),
        [Content::Text(text)] => text.as_str().into(),
        _ => pieces
            .iter()
            .map(|piece| match piece {
                Content::Text(text) => text.as_str().into(),
                Content::Code(code) => {
                    let mut out = Map::new();
                    out.insert("code".into(), code.kind.name().into());
                    if !code.attributes.is_empty() {
                        out.insert("attributes".into(), attributes(&code.attributes));
                    }
                    if !code.content.is_empty() {
                        out.insert("content".into(), content(&code.content));
                    }
                    Value::Object(out)
                }
            })
            .collect(),
    }
}

/// A unit as a JSON object.
pub(crate) fn to_json(unit: &Unit) -> Value {
    let mut out = Map::new();
    if !unit.attributes.is_empty() {
        out.insert("attributes".into(), attributes(&unit.attributes));
    }
    if !unit.remarks.is_empty() {
        out.insert("remarks".into(), unit.remarks.iter().map(remark).collect());
    }
    let variants = unit.variants.iter().map(|variant| {
        let mut out = Map::new();
        out.insert("lang".into(), variant.lang.as_str().into());
        if !variant.attributes.is_empty() {
            out.insert("attributes".into(), attributes(&variant.attributes));
        }
        if !variant.remarks.is_empty() {
            out.insert("remarks".into(), variant.remarks.iter().map(remark).collect());
        }
        out.insert("seg".into(), content(&variant.segment.content));
        Value::Object(out)
    });
    out.insert("variants".into(), variants.collect());
    Value::Object(out)
}

fn read_attributes(value: Option<&Value>) -> Result<Attributes, String> {
    let Some(value) = value else { return Ok(Attributes::new()) };
    let object = value.as_object().ok_or("attributes must be an object")?;
    object
        .iter()
        .map(|(n, v)| Ok((n.as_str(), v.as_str().ok_or_else(|| format!("attribute {n} must be a string"))?)))
        .collect()
}

fn read_remarks(value: Option<&Value>) -> Result<Vec<Remark>, String> {
    let Some(value) = value else { return Ok(Vec::new()) };
    value.as_array().ok_or("remarks must be an array")?.iter().map(read_remark).collect()
}

fn read_remark(value: &Value) -> Result<Remark, String> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let attributes = read_attributes(value.get("attributes"))?;
    if let Some(note) = text("note") {
        return Ok(Remark::Note { attributes, text: note });
    }
    let kind = text("prop").ok_or("a remark needs note or prop")?;
    let all = std::iter::once(("type", kind.as_str())).chain(attributes.iter()).collect();
    Ok(Remark::Prop { attributes: all, text: text("text").unwrap_or_default() })
}

fn read_content(value: &Value) -> Result<Vec<Content>, String> {
    match value {
        Value::String(text) if text.is_empty() => Ok(Vec::new()),
        Value::String(text) => Ok(vec![Content::Text(text.clone())]),
        Value::Array(pieces) => pieces.iter().map(read_piece).collect(),
        _ => Err("seg must be a string or an array".into()),
    }
}

fn read_piece(value: &Value) -> Result<Content, String> {
    if let Value::String(text) = value {
        return Ok(Content::Text(text.clone()));
    }
    let kind = match value.get("code").and_then(Value::as_str) {
        Some("bpt") => CodeKind::Bpt,
        Some("ept") => CodeKind::Ept,
        Some("it") => CodeKind::It,
        Some("ph") => CodeKind::Ph,
        Some("hi") => CodeKind::Hi,
        Some("sub") => CodeKind::Sub,
        Some("ut") => CodeKind::Ut,
        other => return Err(format!("{other:?} is not an inline code")),
    };
    let attributes = read_attributes(value.get("attributes"))?;
    let content = value.get("content").map(read_content).transpose()?.unwrap_or_default();
    Ok(Content::Code(Code { kind, attributes, content }))
}

/// A unit out of a JSON object.
pub(crate) fn from_json(text: &str) -> Result<Unit, String> {
    let value: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    let variants = value.get("variants").and_then(Value::as_array).ok_or("variants are missing")?;
    let variants: Result<Vec<_>, String> = variants
        .iter()
        .map(|v| {
            Ok(Variant {
                lang: v.get("lang").and_then(Value::as_str).ok_or("lang is missing")?.to_owned(),
                attributes: read_attributes(v.get("attributes"))?,
                remarks: read_remarks(v.get("remarks"))?,
                segment: Segment { content: read_content(v.get("seg").unwrap_or(&json!("")))? },
            })
        })
        .collect();
    Ok(Unit {
        attributes: read_attributes(value.get("attributes"))?,
        remarks: read_remarks(value.get("remarks"))?,
        variants: variants?,
        ..Unit::new()
    })
}
