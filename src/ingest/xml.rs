//! Events of an XML part by local names: what opens, what closes, and text with its entities resolved.

use super::error::Problem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements nested deeper than this are no document.
const DEEPEST: usize = 1000;

/// The start of an element.
pub(crate) struct Open<'e> {
    start: &'e BytesStart<'e>,
    /// Where the tag ends, in bytes.
    pub at: usize,
}

impl Open<'_> {
    /// The value of an attribute, by its name without prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        self.start.attributes().flatten().find(|a| a.key.local_name().into_inner() == name).map(|a| {
            a.normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_or_else(|_| a.value.to_string(), std::borrow::Cow::into_owned)
        })
    }

    /// A switch such as `<w:b/>`: on unless its value says off.
    pub fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// What takes the events of a part.
pub(crate) trait Handler {
    fn open(&mut self, name: &str, element: &Open<'_>);
    fn close(&mut self, name: &str);
    fn text(&mut self, text: &str);
}

/// Why a part cannot be read to its end.
pub(crate) enum Fault {
    /// XML that breaks the rules, at a byte.
    Syntax { at: usize, reason: String },
    /// More than `DEEPEST` elements inside each other.
    TooDeep,
}

/// Reads a part of a format from start to end; an element without content opens and closes.
pub(super) fn read(format: &'static str, xml: &str, handler: &mut impl Handler) -> Result<(), Problem> {
    events(xml, handler).map(|_| ()).map_err(|fault| match fault {
        Fault::Syntax { at, reason } => {
            Problem::Broken { format, reason: format!("XML at byte {at}: {reason}") }
        }
        Fault::TooDeep => Problem::TooDeep(DEEPEST),
    })
}

/// Reads XML from start to end and says how many elements were left open.
pub(crate) fn events(xml: &str, handler: &mut impl Handler) -> Result<usize, Fault> {
    let mut reader = Reader::from_str(xml);
    let mut depth: usize = 0;
    loop {
        let event = reader
            .read_event()
            .map_err(|e| Fault::Syntax { at: reader.error_position() as usize, reason: e.to_string() })?;
        let at = reader.buffer_position() as usize;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Fault::TooDeep);
                }
                handler.open(start.local_name().into_inner(), &Open { start: &start, at });
            }
            Event::Empty(start) => {
                handler.open(start.local_name().into_inner(), &Open { start: &start, at });
                handler.close(start.local_name().into_inner());
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                handler.close(end.local_name().into_inner());
            }
            Event::Text(text) => handler.text(&text.xml10_content()),
            Event::CData(text) => handler.text(&text.xml10_content()),
            Event::GeneralRef(entity) => match (&*entity, entity.resolve_char_ref()) {
                (_, Ok(Some(c))) => handler.text(c.encode_utf8(&mut [0; 4])),
                ("amp", _) => handler.text("&"),
                ("lt", _) => handler.text("<"),
                ("gt", _) => handler.text(">"),
                ("quot", _) => handler.text("\""),
                ("apos", _) => handler.text("'"),
                ("nbsp", _) => handler.text("\u{a0}"),
                (other, _) => handler.text(&format!("&{other};")),
            },
            Event::Eof => return Ok(depth),
            _ => {}
        }
    }
}
