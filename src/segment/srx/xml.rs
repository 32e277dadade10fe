//! The XML of SRX files.

use super::{Srx, SrxError, Written};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Reads a file: lists of rules, language maps, cascading. Elements that say nothing about rules are left out.
pub(super) fn read(text: &str) -> Result<Srx, SrxError> {
    let mut reader = Reader::from_str(text);
    let mut state = State::default();
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|e| SrxError::Xml { at, reason: e.to_string() })?;
        match event {
            Event::Eof => break,
            Event::Start(e) => state.open(&e),
            Event::Empty(e) => {
                state.open(&e);
                state.close(e.local_name().into_inner());
            }
            Event::End(e) => state.close(e.local_name().into_inner()),
            Event::Text(e) => state.add(&e.xml10_content()),
            Event::CData(e) => state.add(&e.xml10_content()),
            Event::GeneralRef(e) => {
                let name = e.xml10_content();
                let char = e.resolve_char_ref().ok().flatten().map(String::from);
                let entity = quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                match char.or(entity) {
                    Some(text) => state.add(&text),
                    None => {
                        return Err(SrxError::Xml {
                            at,
                            reason: format!("the entity &{name}; is not known"),
                        });
                    }
                }
            }
            _ => {}
        }
    }
    Ok(state.srx)
}

#[derive(Default)]
struct State {
    srx: Srx,
    rules: u32,
    rule: Option<Written>,
    /// Text of the innermost `beforebreak` or `afterbreak`.
    text: Option<String>,
}

fn attribute(e: &BytesStart, name: &str) -> Option<String> {
    let attribute = e.try_get_attribute(name).ok().flatten()?;
    attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

impl State {
    fn open(&mut self, e: &BytesStart) {
        match e.local_name().into_inner() {
            "header" => self.srx.cascade = attribute(e, "cascade").is_some_and(|c| c == "yes"),
            "languagerule" => {
                self.srx.lists.push((attribute(e, "languagerulename").unwrap_or_default(), Vec::new()));
            }
            "rule" => {
                self.rules += 1;
                let cut = attribute(e, "break").is_none_or(|b| b != "no");
                self.rule =
                    Some(Written { number: self.rules, cut, before: String::new(), after: String::new() });
            }
            "languagemap" => {
                let pattern = attribute(e, "languagepattern").unwrap_or_default();
                self.srx.maps.push((pattern, attribute(e, "languagerulename").unwrap_or_default()));
            }
            "beforebreak" | "afterbreak" => self.text = Some(String::new()),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if let Some(slot) = &mut self.text {
            slot.push_str(text);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "beforebreak" => {
                if let (Some(rule), Some(text)) = (&mut self.rule, self.text.take()) {
                    rule.before = text;
                }
            }
            "afterbreak" => {
                if let (Some(rule), Some(text)) = (&mut self.rule, self.text.take()) {
                    rule.after = text;
                }
            }
            "rule" => {
                if let (Some(rule), Some(list)) = (self.rule.take(), self.srx.lists.last_mut()) {
                    list.1.push(rule);
                }
            }
            _ => {}
        }
    }
}
