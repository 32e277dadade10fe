//! From events to the model. What the model cannot hold is reported and, where possible, given another place.

use crate::model::{
    Attributes, Code as InlineCode, CodeKind, Content, Header, HeaderItem, Remark, Ude, Unit, Variant,
};
use crate::parse::{Context, Element, Handler, Tag};
use crate::problem::{Code, Severity};
use crate::validate::rules::{self, Version};
use std::collections::VecDeque;

/// Where the notes and properties that are being read belong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Header,
    Unit,
    Variant,
    Nobody,
}

#[derive(Default)]
pub(crate) struct Builder {
    pub header: Option<Header>,
    /// The body has begun (or a unit without one): the header is complete.
    pub body: bool,
    /// Units that are complete.
    pub units: VecDeque<Unit>,
    version: Version,
    in_header: bool,
    unit: Option<Unit>,
    variant: Option<Variant>,
    segments: u32,
    in_segment: bool,
    /// Open inline codes.
    open: Vec<InlineCode>,
    remark: Option<(Owner, Remark)>,
    /// Text directly in a variant: a segment whose tags are missing.
    stray: String,
}

fn attributes(tag: &Tag<'_>) -> Attributes {
    tag.attributes.iter().map(|a| (a.name, a.value.as_ref())).collect()
}

const fn kind(element: Element) -> Option<CodeKind> {
    Some(match element {
        Element::Bpt => CodeKind::Bpt,
        Element::Ept => CodeKind::Ept,
        Element::It => CodeKind::It,
        Element::Ph => CodeKind::Ph,
        Element::Hi => CodeKind::Hi,
        Element::Sub => CodeKind::Sub,
        Element::Ut => CodeKind::Ut,
        _ => return None,
    })
}

impl Handler for Builder {
    fn start(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        if let Some(parent) = tag.parent
            && tag.element != Element::Other
            && !rules::allowed(parent, tag.element, self.version)
            && parent != Element::Other
        {
            cx.report(Code::ElementOrder, tag.at, || {
                format!("<{}> stands in <{}>", tag.element.name(), parent.name())
            });
        }
        match tag.element {
            Element::Tmx => self.root(tag, cx),
            Element::Header => {
                self.in_header = self.header.is_none() && !self.body;
                if self.in_header {
                    self.header = Some(Header { attributes: attributes(tag), items: Vec::new() });
                }
            }
            Element::Body => self.body = true,
            Element::Note => {
                self.remark(Remark::Note { attributes: attributes(tag), text: String::new() }, tag, cx);
            }
            Element::Prop => {
                self.remark(Remark::Prop { attributes: attributes(tag), text: String::new() }, tag, cx);
            }
            Element::Ude | Element::Map => self.encoding(tag),
            Element::Tu => {
                self.finish_unit();
                self.body = true;
                let line = cx.place(tag.at).line;
                self.unit =
                    Some(Unit { attributes: attributes(tag), line, ordinal: cx.units, ..Unit::new() });
            }
            Element::Tuv => self.begin_variant(tag, cx),
            Element::Seg => self.begin_segment(tag, cx),
            Element::Other => self.unknown(tag, cx),
            _ if self.in_segment => {
                if let Some(kind) = kind(tag.element) {
                    self.open.push(InlineCode { kind, attributes: attributes(tag), content: Vec::new() });
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, element: Element, at: usize, cx: &mut Context<'_>) {
        match element {
            Element::Header => self.in_header = false,
            Element::Note | Element::Prop => self.finish_remark(),
            Element::Other if self.remark.is_some() => self.finish_remark(),
            Element::Tu | Element::Body | Element::Tmx => self.finish_unit(),
            Element::Tuv => self.finish_variant(at, cx),
            Element::Seg => {
                while let Some(code) = self.open.pop() {
                    self.push(Content::Code(code));
                }
                if cx.cut {
                    // The text may be incomplete: better no variant than half of one.
                    self.variant = None;
                }
                self.in_segment = false;
            }
            _ if self.in_segment && element.is_inline() => {
                if let Some(code) = self.open.pop() {
                    self.push(Content::Code(code));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, parent: Element, at: usize, cx: &mut Context<'_>) {
        if let Some((_, remark)) = &mut self.remark {
            remark.parts_mut().1.push_str(text);
        } else if self.in_segment {
            let content = match self.open.last_mut() {
                Some(code) => &mut code.content,
                None => match &mut self.variant {
                    Some(variant) => &mut variant.segment.content,
                    None => return,
                },
            };
            match content.last_mut() {
                Some(Content::Text(before)) => before.push_str(text),
                _ => content.push(Content::Text(text.to_owned())),
            }
        } else if !text.trim_matches([' ', '\t', '\n']).is_empty() && parent != Element::Other {
            if self.variant.is_some() && self.segments == 0 {
                self.stray.push_str(text);
            }
            cx.report(Code::StrayText, at, || {
                let start: String = text.trim().chars().take(60).collect();
                format!("text directly inside <{}>: {start:?}", parent.name())
            });
        }
    }
}

impl Builder {
    fn root(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        let version = tag.get("version");
        self.version = Version::of(version);
        match version {
            Some("1.4") => {}
            None => cx.report(Code::AttributeMissing, tag.at, || "the missing version is now 1.4".into()),
            Some(old) if self.version != Version::V14 => {
                cx.report(Code::VersionOld, tag.at, || format!("TMX {old} becomes TMX 1.4"));
            }
            Some(odd) => {
                cx.report(Code::Version, tag.at, || format!("there is no TMX {odd}; it becomes 1.4"));
            }
        }
        for attr in tag.attributes.iter().filter(|a| a.name != "version") {
            let code = if attr.name == "xmlns" { Code::Namespace } else { Code::UnknownAttribute };
            cx.report(code, tag.at, || format!("{}=\"{}\" of <tmx> is taken away", attr.name, attr.value));
        }
    }

    /// Appends to the innermost open code, or to the segment.
    fn push(&mut self, piece: Content) {
        match (self.open.last_mut(), &mut self.variant) {
            (Some(code), _) => code.content.push(piece),
            (None, Some(variant)) => variant.segment.content.push(piece),
            _ => {}
        }
    }

    fn owner(&self) -> Owner {
        if self.in_header {
            Owner::Header
        } else if self.variant.is_some() {
            Owner::Variant
        } else if self.unit.is_some() {
            Owner::Unit
        } else {
            Owner::Nobody
        }
    }

    fn remark(&mut self, remark: Remark, tag: &Tag<'_>, cx: &mut Context<'_>) {
        let late = match tag.parent {
            Some(Element::Tu) => self.unit.as_ref().is_some_and(|u| !u.variants.is_empty()),
            Some(Element::Tuv) => self.segments > 0,
            _ => false,
        };
        if late {
            cx.report(Code::ElementOrder, tag.at, || {
                format!("<{}> is moved to the front", tag.element.name())
            });
        }
        self.remark = Some((self.owner(), remark));
    }

    fn finish_remark(&mut self) {
        let Some((owner, remark)) = self.remark.take() else { return };
        match (owner, &mut self.header, &mut self.unit, &mut self.variant) {
            (Owner::Header, Some(header), ..) => header.items.push(HeaderItem::Remark(remark)),
            (Owner::Variant, _, _, Some(variant)) => variant.remarks.push(remark),
            (Owner::Unit | Owner::Variant, _, Some(unit), _) => unit.remarks.push(remark),
            _ => {}
        }
    }

    fn encoding(&mut self, tag: &Tag<'_>) {
        let Some(header) = self.header.as_mut().filter(|_| self.in_header) else { return };
        if tag.element == Element::Ude {
            header.items.push(HeaderItem::Ude(Ude { attributes: attributes(tag), maps: Vec::new() }));
        } else if let Some(HeaderItem::Ude(ude)) = header.items.last_mut() {
            ude.maps.push(attributes(tag));
        }
    }

    /// An element that TMX does not have: a property where one may stand; inside a segment only its text stays.
    fn unknown(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        let prop =
            matches!(tag.parent, Some(Element::Header | Element::Tu | Element::Tuv)) && self.remark.is_none();
        cx.report(Code::UnknownElement, tag.at, || {
            let fate = if prop { "it becomes a property" } else { "its tags are left out" };
            format!("TMX has no element <{}>; {fate}", tag.name)
        });
        if prop {
            self.remark = Some((self.owner(), Remark::extra(tag.name, "")));
        }
    }

    fn begin_variant(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        self.flush_variant();
        if self.unit.is_none() {
            let line = cx.place(tag.at).line;
            self.unit = Some(Unit { line, ..Unit::new() });
        }
        let mut attributes = attributes(tag);
        let lang = if let Some(lang) = attributes.remove("xml:lang") {
            lang
        } else {
            if self.version >= Version::V13 && tag.get("lang").is_some() {
                cx.report(Code::LangAttribute, tag.at, || "lang is written xml:lang".into());
            }
            attributes.remove("lang").unwrap_or_default()
        };
        self.segments = 0;
        self.stray.clear();
        self.variant = Some(Variant { lang, attributes, ..Variant::default() });
    }

    fn begin_segment(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        self.in_segment = true;
        self.open.clear();
        if self.segments > 0
            && let (Some(variant), Some(unit)) = (&mut self.variant, &mut self.unit)
        {
            cx.report(Code::ElementOrder, tag.at, || "a second segment becomes a variant of its own".into());
            let next = Variant { lang: variant.lang.clone(), ..Variant::default() };
            unit.variants.push(std::mem::replace(variant, next));
        }
        if self.variant.is_none() && self.unit.is_some() {
            self.variant = Some(Variant::default());
        }
        self.segments += 1;
    }

    fn finish_variant(&mut self, at: usize, cx: &mut Context<'_>) {
        let Some(variant) = &mut self.variant else { return };
        if self.segments == 0 {
            if self.stray.trim().is_empty() {
                if !cx.cut {
                    let lang = variant.lang.clone();
                    cx.report(Code::SegMissing, at, || {
                        format!("the variant {lang} has no segment; it is left out")
                    });
                }
                self.variant = None;
                return;
            }
            variant.segment.content.push(Content::Text(self.stray.trim().to_owned()));
            cx.report_as(Code::SegMissing, Severity::Error, at, || {
                "the text of the variant becomes its segment".into()
            });
        }
        self.flush_variant();
    }

    fn flush_variant(&mut self) {
        if let (Some(variant), Some(unit)) = (self.variant.take(), &mut self.unit) {
            unit.variants.push(variant);
        }
        self.in_segment = false;
    }

    fn finish_unit(&mut self) {
        if self.segments > 0 {
            self.flush_variant();
        }
        self.variant = None;
        self.segments = 0;
        self.units.extend(self.unit.take());
    }
}
