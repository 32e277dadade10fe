//! Events of an XML part by local names: what opens, what closes, and text with its entities resolved.

use super::error::Problem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements nested deeper than this are no document.
const DEEPEST: usize = 1000;

/// The start of an element.
pub(super) struct Open<'e> {
    start: &'e BytesStart<'e>,
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
pub(super) trait Handler {
    fn open(&mut self, name: &str, element: &Open<'_>);
    fn close(&mut self, name: &str);
    fn text(&mut self, text: &str);
}

/// Reads a part from start to end; an element without content opens and closes.
pub(super) fn read(format: &'static str, xml: &str, handler: &mut impl Handler) -> Result<(), Problem> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0;
    loop {
        let event = reader.read_event().map_err(|e| Problem::Broken {
            format,
            reason: format!("XML at byte {}: {e}", reader.error_position()),
        })?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Problem::TooDeep(DEEPEST));
                }
                handler.open(start.local_name().into_inner(), &Open { start: &start });
            }
            Event::Empty(start) => {
                handler.open(start.local_name().into_inner(), &Open { start: &start });
                handler.close(start.local_name().into_inner());
            }
            Event::End(end) => {
                depth -= 1;
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
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
