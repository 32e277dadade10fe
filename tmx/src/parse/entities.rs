//! References in text, and the entities that a DOCTYPE declares.
//!
//! Entities are where XML files attack: nothing outside the file is ever read, and what is declared inside may grow
//! only within bounds.

use crate::characters::is_xml;
use crate::problem::Code;
use std::collections::BTreeMap;

/// The longest text that one entity may stand for.
const MAX_ENTITY: usize = 64 * 1024;
/// How deep entities may refer to entities.
const MAX_DEPTH: usize = 4;

/// The most entities that a file may declare.
const MAX_ENTITIES: usize = 5000;

/// What a reference stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Reference<'a> {
    /// A character.
    Char(char),
    /// A declared entity: its text.
    Text(&'a str),
    /// Something is wrong with it; the text to use instead, if any.
    Bad(Code, Option<&'a str>),
}

/// The declared entities, expanded.
#[derive(Default, Debug)]
pub(crate) struct Entities {
    texts: BTreeMap<String, String>,
    external: Vec<String>,
}

impl Entities {
    /// Nothing is declared.
    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.external.is_empty()
    }

    /// Resolves what stands between `&` and `;`.
    pub(crate) fn resolve(&self, name: &str) -> Reference<'_> {
        match name {
            "amp" => return Reference::Char('&'),
            "lt" => return Reference::Char('<'),
            "gt" => return Reference::Char('>'),
            "quot" => return Reference::Char('"'),
            "apos" => return Reference::Char('\''),
            _ => {}
        }
        if let Some(number) = name.strip_prefix('#') {
            let value = match number.strip_prefix(['x', 'X']) {
                Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok(),
                None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse().ok(),
                _ => return Reference::Bad(Code::RawAmpersand, None),
            };
            return match value.and_then(char::from_u32) {
                Some(c) if is_xml(c) => Reference::Char(c),
                _ if number.is_empty() => Reference::Bad(Code::RawAmpersand, None),
                _ => Reference::Bad(Code::IllegalChar, Some("")),
            };
        }
        if let Some(text) = self.texts.get(name) {
            return Reference::Text(text);
        }
        if self.external.iter().any(|e| e == name) {
            return Reference::Bad(Code::ExternalEntity, None);
        }
        if !is_name(name) {
            return Reference::Bad(Code::RawAmpersand, None);
        }
        Reference::Bad(Code::EntityUndeclared, html(name))
    }

    /// Reads the declarations of a DOCTYPE. `problem` is told the code, the offset in `doctype` and a message.
    pub(crate) fn declare(&mut self, doctype: &str, mut problem: impl FnMut(Code, usize, String)) {
        let Some(open) = doctype.find('[') else { return };
        let mut raw: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
        let mut at = open;
        while let Some(step) = doctype[at..].find("<!ENTITY") {
            let start = at + step;
            if raw.len() >= MAX_ENTITIES {
                return problem(Code::EntityExpansion, start, format!("more than {MAX_ENTITIES} entities"));
            }
            at = start + 8;
            let rest = &doctype[at..];
            let mut words = rest.trim_start();
            let parameter = words.strip_prefix('%');
            words = parameter.unwrap_or(words).trim_start();
            let name = words.split(|c: char| c.is_ascii_whitespace() || c == '>').next().unwrap_or_default();
            let value = words[name.len()..].trim_start();
            let Some(quote) = value.chars().next() else { break };
            if matches!(quote, '"' | '\'') {
                let text = value[1..].split(quote).next().unwrap_or_default();
                at += rest.len() - value.len() + 1 + text.len();
                if parameter.is_none() {
                    raw.entry(name).or_insert((text, start));
                }
            } else if value.starts_with("SYSTEM") || value.starts_with("PUBLIC") {
                let what = if parameter.is_some() { "parameter entity" } else { "entity" };
                problem(
                    Code::ExternalEntity,
                    start,
                    format!("{what} {name} points outside the file; it is never read"),
                );
                self.external.push(name.to_owned());
            }
        }
        for (name, (text, start)) in &raw {
            match expand(text, &raw, 0) {
                Ok(text) => {
                    self.texts.insert((*name).to_owned(), text);
                }
                Err(Refusal::Growth) => problem(
                    Code::EntityExpansion,
                    *start,
                    format!("entity {name} grows without bound or refers to itself"),
                ),
                Err(Refusal::Markup) => {
                    problem(
                        Code::XmlSyntax,
                        *start,
                        format!("entity {name} holds markup; it stays a literal reference"),
                    );
                }
            }
        }
    }
}

enum Refusal {
    Growth,
    Markup,
}

fn expand(text: &str, raw: &BTreeMap<&str, (&str, usize)>, depth: usize) -> Result<String, Refusal> {
    if depth > MAX_DEPTH {
        return Err(Refusal::Growth);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        out.push_str(&rest[..at]);
        if rest.as_bytes()[at] == b'<' {
            return Err(Refusal::Markup);
        }
        let Some(end) = rest[at..].find(';') else { return Err(Refusal::Markup) };
        let name = &rest[at + 1..at + end];
        match (raw.get(name), Entities::default().resolve(name)) {
            (Some((inner, _)), _) => out.push_str(&expand(inner, raw, depth + 1)?),
            (None, Reference::Char(c)) => out.push(c),
            (None, _) => out.push_str(&rest[at..=at + end]),
        }
        if out.len() > MAX_ENTITY {
            return Err(Refusal::Growth);
        }
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    if out.len() > MAX_ENTITY { Err(Refusal::Growth) } else { Ok(out) }
}

/// An HTML name that has no business in XML, and yet everybody knows what it means.
fn html(name: &str) -> Option<&'static str> {
    quick_xml::escape::resolve_html5_entity(name)
}

/// Could it be the name of an entity?
pub(crate) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_' || c == ':')
        && name.len() <= 64
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(doctype: &str) -> (Entities, Vec<Code>) {
        let (mut entities, mut codes) = (Entities::default(), Vec::new());
        entities.declare(doctype, |code, _, _| codes.push(code));
        (entities, codes)
    }

    #[test]
    fn characters_and_names() {
        let e = Entities::default();
        assert_eq!(e.resolve("amp"), Reference::Char('&'));
        assert_eq!(e.resolve("#x1EA1"), Reference::Char('ạ'));
        assert_eq!(e.resolve("#233"), Reference::Char('é'));
        assert_eq!(e.resolve("#31"), Reference::Bad(Code::IllegalChar, Some("")));
        assert_eq!(e.resolve("#xD800"), Reference::Bad(Code::IllegalChar, Some("")));
        assert_eq!(e.resolve("nbsp"), Reference::Bad(Code::EntityUndeclared, Some("\u{A0}")));
        assert_eq!(e.resolve("mystery"), Reference::Bad(Code::EntityUndeclared, None));
        assert_eq!(e.resolve(" Sons"), Reference::Bad(Code::RawAmpersand, None));
    }

    #[test]
    fn declared_text_is_expanded_within_bounds() {
        let (e, codes) =
            declared(r#"tmx SYSTEM "tmx14.dtd" [<!ENTITY co "Tom &amp; Co"><!ENTITY full "&co; Ltd">]"#);
        assert!(codes.is_empty());
        assert_eq!(e.resolve("full"), Reference::Text("Tom & Co Ltd"));
    }

    #[test]
    fn attacks_are_refused() {
        let (_, codes) = declared(r#"tmx [<!ENTITY a "&b;"><!ENTITY b "&a;">]"#);
        assert!(codes.contains(&Code::EntityExpansion));
        let (e, codes) =
            declared(r#"tmx [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p PUBLIC "a" "http://x/">]"#);
        assert_eq!(codes, [Code::ExternalEntity, Code::ExternalEntity]);
        assert_eq!(e.resolve("x"), Reference::Bad(Code::ExternalEntity, None));
    }
}
