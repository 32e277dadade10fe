//! Writing: files that every program takes, or an error, never an invalid file.
//!
//! UTF-8 without byte order mark, TMX 1.4, one element a line outside segments and nothing added inside them. What a
//! valid file cannot hold is refused as [`Error::Invalid`] before a byte of the unit is written.
//!
//! ```
//! use tmx::{Writer, model::{Header, Segment, Unit, Variant}};
//!
//! let mut unit = Unit::new();
//! unit.variants.push(Variant::new("en", Segment::from("Tom & Jerry")));
//! unit.variants.push(Variant::new("vi", Segment::from("Tom và Jerry")));
//! let mut writer = Writer::new(Vec::new(), &Header::new("en"))?;
//! writer.write(&unit)?;
//! let file = String::from_utf8(writer.finish()?).unwrap();
//! assert!(file.contains("<seg>Tom &amp; Jerry</seg>"));
//! # Ok::<(), tmx::Error>(())
//! ```

use crate::characters::is_xml;
use crate::error::{Error, Fault};
use crate::language;
use crate::model::{Attributes, CodeKind, Content, Header, HeaderItem, Remark, Unit, Variant};
use crate::parse::Element;
use crate::validate::rules::{self, Version};
use std::io::Write;

/// Writes a TMX file unit by unit.
pub struct Writer<W: Write> {
    out: W,
    /// The unit being written; it goes out whole.
    buffer: String,
    units: u64,
    bytes: u64,
}

impl<W: Write> Writer<W> {
    /// Writes everything before the first unit.
    ///
    /// # Errors
    /// When writing fails or the header is not valid.
    pub fn new(out: W, header: &Header) -> Result<Self, Error> {
        let mut writer = Self { out, buffer: String::new(), units: 0, bytes: 0 };
        let text = &mut writer.buffer;
        text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n");
        put_header(text, header).map_err(|fault| Error::Invalid { unit: "header".into(), fault })?;
        text.push_str("<body>\n");
        writer.flush_buffer()?;
        Ok(writer)
    }

    /// Writes a unit.
    ///
    /// # Errors
    /// [`Error::Invalid`] when no valid file can hold the unit; nothing of it is written then.
    pub fn write(&mut self, unit: &Unit) -> Result<(), Error> {
        self.buffer.clear();
        if let Err(fault) = put_unit(&mut self.buffer, unit) {
            return Err(Error::Invalid { unit: unit.name(), fault });
        }
        self.flush_buffer()?;
        self.units += 1;
        Ok(())
    }

    /// Units written.
    pub const fn units(&self) -> u64 {
        self.units
    }

    /// Bytes written.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Writes what follows the last unit and hands the output back.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self) -> Result<W, Error> {
        self.buffer.clear();
        self.buffer.push_str("</body>\n</tmx>\n");
        self.flush_buffer()?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn flush_buffer(&mut self) -> Result<(), Error> {
        self.out.write_all(self.buffer.as_bytes())?;
        self.bytes += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }
}

fn put_header(out: &mut String, header: &Header) -> Result<(), Fault> {
    out.push_str("<header");
    put_attributes(out, Element::Header, &header.attributes)?;
    if header.items.is_empty() {
        out.push_str("/>\n");
        return Ok(());
    }
    out.push_str(">\n");
    for item in &header.items {
        match item {
            HeaderItem::Remark(remark) => put_remark(out, remark)?,
            HeaderItem::Ude(ude) => {
                out.push_str("<ude");
                put_attributes(out, Element::Ude, &ude.attributes)?;
                out.push('>');
                for map in &ude.maps {
                    out.push_str("<map");
                    put_attributes(out, Element::Map, map)?;
                    out.push_str("/>");
                }
                out.push_str("</ude>\n");
            }
        }
    }
    out.push_str("</header>\n");
    Ok(())
}

fn put_unit(out: &mut String, unit: &Unit) -> Result<(), Fault> {
    if unit.variants.is_empty() {
        return Err(Fault::NoVariant);
    }
    out.push_str("<tu");
    put_attributes(out, Element::Tu, &unit.attributes)?;
    out.push_str(">\n");
    for remark in &unit.remarks {
        put_remark(out, remark)?;
    }
    for variant in &unit.variants {
        put_variant(out, variant)?;
    }
    out.push_str("</tu>\n");
    Ok(())
}

fn put_variant(out: &mut String, variant: &Variant) -> Result<(), Fault> {
    if !language::is_code(&variant.lang) {
        return Err(Fault::Language(variant.lang.clone()));
    }
    out.push_str("<tuv xml:lang=\"");
    out.push_str(&variant.lang);
    out.push('"');
    put_attributes(out, Element::Tuv, &variant.attributes)?;
    out.push('>');
    for remark in &variant.remarks {
        put_remark(out, remark)?;
    }
    out.push_str("<seg>");
    put_content(out, Element::Seg, &variant.segment.content)?;
    out.push_str("</seg></tuv>\n");
    Ok(())
}

fn put_remark(out: &mut String, remark: &Remark) -> Result<(), Fault> {
    let element = match remark {
        Remark::Note { .. } => Element::Note,
        Remark::Prop { .. } => Element::Prop,
    };
    let (attributes, text) = remark.parts();
    out.push('<');
    out.push_str(element.name());
    put_attributes(out, element, attributes)?;
    out.push('>');
    escape(out, text, false)?;
    out.push_str("</");
    out.push_str(element.name());
    out.push_str(">\n");
    Ok(())
}

/// The element of an inline code.
pub(crate) const fn element(kind: CodeKind) -> Element {
    match kind {
        CodeKind::Bpt => Element::Bpt,
        CodeKind::Ept => Element::Ept,
        CodeKind::It => Element::It,
        CodeKind::Ph => Element::Ph,
        CodeKind::Hi => Element::Hi,
        CodeKind::Sub => Element::Sub,
        CodeKind::Ut => Element::Ut,
    }
}

fn put_content(out: &mut String, parent: Element, content: &[Content]) -> Result<(), Fault> {
    for piece in content {
        match piece {
            Content::Text(text) => escape(out, text, false)?,
            Content::Code(code) => {
                let element = element(code.kind);
                if !rules::allowed(parent, element, Version::V14) {
                    return Err(Fault::Place { child: element.name(), parent: parent.name() });
                }
                out.push('<');
                out.push_str(element.name());
                put_attributes(out, element, &code.attributes)?;
                if code.content.is_empty() {
                    out.push_str("/>");
                    continue;
                }
                out.push('>');
                put_content(out, element, &code.content)?;
                out.push_str("</");
                out.push_str(element.name());
                out.push('>');
            }
        }
    }
    Ok(())
}

fn put_attributes(out: &mut String, element: Element, attributes: &Attributes) -> Result<(), Fault> {
    let known = rules::attributes(element);
    for (name, value) in attributes.iter() {
        if !known.contains(&name) || (element == Element::Tuv && name == "xml:lang") {
            return Err(Fault::Attribute { element: element.name(), name: name.to_owned() });
        }
        if let Err(want) = rules::value(name, value) {
            return Err(Fault::Value { name: name.to_owned(), value: value.to_owned(), want });
        }
        if matches!(name, "xml:lang" | "lang") && !language::is_code(value) {
            return Err(Fault::Language(value.to_owned()));
        }
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(out, value, true)?;
        out.push('"');
    }
    for name in rules::required(element) {
        if attributes.get(name).is_none() {
            return Err(Fault::Missing { element: element.name(), name });
        }
    }
    Ok(())
}

/// Appends text with what XML demands escaped, and no more than that.
fn escape(out: &mut String, text: &str, attribute: bool) -> Result<(), Fault> {
    let special = |c: char| {
        matches!(c, '&' | '<' | '>' | '\r' | '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
            || (attribute && matches!(c, '"' | '\n' | '\t'))
    };
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let Some(c) = tail.chars().next() else { break };
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            _ => {
                debug_assert!(!is_xml(c));
                return Err(Fault::Character(c));
            }
        }
        rest = &tail[c.len_utf8()..];
    }
    out.push_str(rest);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Segment;

    fn unit(lang: &str, text: &str) -> Unit {
        Unit { variants: vec![Variant::new(lang, Segment::from(text))], ..Unit::new() }
    }

    #[test]
    fn refuses_what_no_file_may_hold() {
        let mut writer = Writer::new(Vec::new(), &Header::new("*all*")).unwrap();
        assert!(matches!(
            writer.write(&unit("vietnamese", "a")),
            Err(Error::Invalid { fault: Fault::Language(_), .. })
        ));
        assert!(matches!(
            writer.write(&unit("vi", "a\u{1}")),
            Err(Error::Invalid { fault: Fault::Character('\u{1}'), .. })
        ));
        assert!(matches!(writer.write(&Unit::new()), Err(Error::Invalid { fault: Fault::NoVariant, .. })));
        let mut odd = unit("vi", "a");
        odd.attributes.set("colour", "red");
        assert!(matches!(writer.write(&odd), Err(Error::Invalid { fault: Fault::Attribute { .. }, .. })));
        writer.write(&unit("vi", "a")).unwrap();
        assert_eq!(writer.units(), 1);
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        assert_eq!(text.matches("<tu>").count(), 1);
        assert!(!text.contains("colour"));
    }

    #[test]
    fn a_header_must_be_complete() {
        assert!(Writer::new(Vec::new(), &Header::default()).is_err());
    }

    #[test]
    fn escapes() {
        let mut out = String::new();
        escape(&mut out, "a<b>&\"c\"\r\n\t𝄞", false).unwrap();
        assert_eq!(out, "a&lt;b&gt;&amp;\"c\"&#13;\n\t𝄞");
        out.clear();
        escape(&mut out, "\"\n", true).unwrap();
        assert_eq!(out, "&quot;&#10;");
    }
}
