//! Making a unit or header valid without losing what it says: values that TMX refuses become properties, languages
//! are guessed, inline codes are paired. Every change is told.

use crate::date;
use crate::language;
use crate::model::{Attributes, Header, HeaderItem, Remark, Unit, Variant};
use crate::parse::Element;
use crate::problem::Code;
use crate::validate::rules;

mod codes;

/// Is told the code and what was done.
pub(crate) type Tell<'t> = dyn FnMut(Code, String) + 't;

/// What may be changed although it is valid.
#[derive(Clone, Copy, Default)]
pub(crate) struct Wishes {
    /// ISO dates in other forms become the recommended one.
    pub dates: bool,
}

/// Attributes that an element may not have, or not with that value: taken away, and told.
fn attributes(
    element: Element,
    all: &mut Attributes,
    wishes: Wishes,
    tell: &mut Tell<'_>,
) -> Vec<(String, String)> {
    let known = rules::attributes(element);
    let name = element.name();
    let mut dates = Vec::new();
    let gone = all.split_off(|n, value| {
        if !known.contains(&n) {
            if n == "xmlns" {
                tell(Code::Namespace, format!("xmlns=\"{value}\" taken away"));
            } else {
                tell(
                    Code::UnknownAttribute,
                    format!("<{name}> has no attribute {n}; its value was {value:?}"),
                );
            }
            return false;
        }
        if rules::is_date(n) {
            match date::form(value) {
                date::Form::Other => {
                    tell(
                        Code::DateFormat,
                        format!("{n}={value:?} is not a date; it becomes a property or goes"),
                    );
                    return false;
                }
                date::Form::Iso if wishes.dates => {
                    dates.extend(date::recommended(value).map(|d| (n.to_owned(), d)));
                }
                _ => {}
            }
        }
        if let Err(want) = rules::value(n, value) {
            tell(Code::AttributeValue, format!("{n}={value:?} must be {want}; it is taken away"));
            return false;
        }
        true
    });
    for (n, value) in dates {
        tell(Code::DateFormat, format!("{n} is now {value}"));
        all.set(&n, value);
    }
    gone.into_iter().filter(|(n, _)| n != "xmlns").collect()
}

/// Attributes without a place become properties.
fn into_props(gone: Vec<(String, String)>) -> impl Iterator<Item = Remark> {
    gone.into_iter().map(|(n, value)| Remark::extra(&n, value))
}

fn language_code(what: &str, code: &str, tell: &mut Tell<'_>) -> Option<String> {
    if language::is_code(code) {
        return None;
    }
    let guess = language::guess(code).unwrap_or_else(|| "und".to_owned());
    tell(Code::LangCode, format!("{what} {code:?} is now {guess}"));
    Some(guess)
}

fn remark(remark: &mut Remark, wishes: Wishes, tell: &mut Tell<'_>) {
    let element = match remark {
        Remark::Note { .. } => Element::Note,
        Remark::Prop { .. } => Element::Prop,
    };
    let (all, _) = remark.parts_mut();
    if all.is_empty() && element == Element::Note {
        return;
    }
    attributes(element, all, wishes, tell);
    if let Some(lang) = all.remove("lang") {
        if all.get("xml:lang").is_none() {
            all.set("xml:lang", lang);
        }
        tell(Code::LangAttribute, format!("lang of <{}> is written xml:lang", element.name()));
    }
    if let Some(code) = all.get("xml:lang").and_then(|l| language_code("the language", l, tell)) {
        all.set("xml:lang", code);
    }
    if element == Element::Prop && all.get("type").is_none() {
        tell(Code::AttributeMissing, "a property without type gets the type x-untyped".into());
        all.set("type", "x-untyped");
    }
}

/// What stands in for required attributes of the header that are missing.
const DEFAULTS: [(&str, &str); 7] = [
    ("creationtool", "unknown"),
    ("creationtoolversion", "unknown"),
    ("segtype", "sentence"),
    ("o-tmf", "unknown"),
    ("adminlang", "en"),
    ("srclang", "*all*"),
    ("datatype", "unknown"),
];

/// Makes a header valid.
pub(crate) fn header(header: &mut Header, present: bool, wishes: Wishes, tell: &mut Tell<'_>) {
    if !present {
        tell(Code::HeaderMissing, "a header was made".into());
    }
    let gone = attributes(Element::Header, &mut header.attributes, wishes, tell);
    header.items.extend(into_props(gone).map(HeaderItem::Remark));
    for (name, value) in DEFAULTS {
        if header.attributes.get(name).is_none() {
            if present {
                tell(Code::HeaderAttribute, format!("the missing {name} is now {value:?}"));
            }
            header.attributes.set(name, value);
        }
    }
    for name in ["adminlang", "srclang"] {
        let value = header.attributes.get(name).unwrap_or_default();
        if value != "*all*"
            && let Some(mut code) = language_code(name, value, tell)
        {
            if code == "und" {
                code = if name == "srclang" { "*all*".into() } else { "en".into() };
            }
            header.attributes.set(name, code);
        }
    }
    header.items.retain_mut(|item| match item {
        HeaderItem::Remark(r) => {
            remark(r, wishes, tell);
            true
        }
        HeaderItem::Ude(ude) => {
            attributes(Element::Ude, &mut ude.attributes, wishes, tell);
            ude.maps.retain_mut(|map| {
                attributes(Element::Map, map, wishes, tell);
                map.get("unicode").is_some() || {
                    tell(Code::AttributeMissing, "a map without unicode is left out".into());
                    false
                }
            });
            let whole = ude.attributes.get("name").is_some() && !ude.maps.is_empty();
            if !whole {
                tell(Code::AttributeMissing, "a ude without name or maps is left out".into());
            }
            whole
        }
    });
}

/// Makes a unit valid; `false`: nothing of it can be kept.
pub(crate) fn unit(unit: &mut Unit, srclang: Option<&str>, wishes: Wishes, tell: &mut Tell<'_>) -> bool {
    if unit.variants.is_empty() {
        return false;
    }
    if !unit.attributes.is_empty() {
        let gone = attributes(Element::Tu, &mut unit.attributes, wishes, tell);
        unit.remarks.extend(into_props(gone));
        if let Some(srclang) = unit.attributes.get("srclang").filter(|s| *s != "*all*")
            && let Some(code) = language_code("srclang", srclang, tell)
        {
            unit.attributes.set("srclang", code);
        }
    }
    for r in &mut unit.remarks {
        remark(r, wishes, tell);
    }
    for n in 0..unit.variants.len() {
        if unit.variants[n].lang.is_empty() {
            let free = srclang.filter(|s| !unit.variants.iter().any(|v| language::matches(&v.lang, s)));
            let lang = free.unwrap_or("und").to_owned();
            tell(Code::LangMissing, format!("a variant without language is now {lang}"));
            unit.variants[n].lang = lang;
        }
    }
    for variant in &mut unit.variants {
        mend_variant(variant, wishes, tell);
    }
    true
}

fn mend_variant(variant: &mut Variant, wishes: Wishes, tell: &mut Tell<'_>) {
    if let Some(code) = language_code("the language", &variant.lang, tell) {
        if code == "und" {
            variant.remarks.push(Remark::prop("x-lang", variant.lang.clone()));
        }
        variant.lang = code;
    }
    if !variant.attributes.is_empty() {
        let gone = attributes(Element::Tuv, &mut variant.attributes, wishes, tell);
        variant.remarks.extend(into_props(gone));
        if let Some(lang) = variant.attributes.get("lang").filter(|l| !language::is_code(l)) {
            tell(Code::LangCode, format!("lang={lang:?} beside xml:lang is taken away"));
            variant.attributes.remove("lang");
        }
    }
    for r in &mut variant.remarks {
        remark(r, wishes, tell);
    }
    if variant.segment.has_codes() {
        codes::mend(&mut variant.segment, tell);
    }
}
