//! Well-nested events out of tags that need not be: missing end tags are supplied, superfluous ones dropped, several
//! documents in one file joined, and everything out of the ordinary reported.

use super::attributes::RawAttributes;
use super::entities::{Entities, Reference};
use super::{Attr, Context, Element, Handler, Tag};
use crate::characters::{self, Remark};
use crate::problem::Code;
use std::borrow::Cow;

/// The deepest nesting of elements. Honest files stay below 20.
const MAX_DEPTH: usize = 200;
/// The largest unit, in bytes of the file. The largest honest segment seen is 12 MB.
const MAX_UNIT: u64 = 64 * 1024 * 1024;
/// All text that declared entities may add.
const MAX_EXPANSION: usize = 1024 * 1024;
/// The most variants of a unit, and the most codes of a segment.
const MAX_CHILDREN: u32 = 10_000;

#[derive(Default)]
pub(crate) struct Nesting {
    stack: Vec<Element>,
    /// Names of the open elements that TMX does not have, in order.
    foreign: Vec<String>,
    pub units: u64,
    /// Bytes of text before the window.
    pub offset: u64,
    roots: u32,
    entities: Entities,
    expanded: usize,
    /// Where the unit, or whatever is open, began.
    mark: u64,
    stray_reported: bool,
    /// Elements since the segment began.
    children: u32,
    /// Variants of the unit so far.
    variants: u32,
    /// An empty list whose memory the attributes of the next tag take.
    spare: Vec<Attr<'static>>,
}

/// The same memory for things of another life time.
// `filter` cannot change the life time.
#[allow(clippy::unnecessary_filter_map)]
fn reuse<'t>(spare: Vec<Attr<'_>>) -> Vec<Attr<'t>> {
    spare.into_iter().filter_map(|_| None).collect()
}

impl Nesting {
    /// The state inside the body, between two units.
    pub(super) fn inside() -> Self {
        Self { stack: vec![Element::Tmx, Element::Body], roots: 1, ..Self::default() }
    }

    /// Is this that state? A file with entities of its own never counts: their growth must be watched as a whole.
    pub(super) fn between_units(&self) -> bool {
        self.stack == [Element::Tmx, Element::Body] && self.entities.is_empty()
    }

    /// Another parser has parsed so many units and bytes.
    pub(super) const fn pass(&mut self, units: u64, bytes: u64) {
        self.units += units;
        self.offset += bytes;
        self.mark = self.offset;
    }

    /// Text, references resolved.
    pub(super) fn text<H: Handler>(&mut self, text: &str, at: usize, handler: &mut H, cx: &mut Context<'_>) {
        let legal = Self::inspect(text, at, cx);
        let text = legal.as_deref().unwrap_or(text);
        let Some(&parent) = self.stack.last() else {
            return self.outside(text, at, cx);
        };
        if self.offset + at as u64 > self.mark + MAX_UNIT {
            cx.report(Code::LimitExceeded, at, || {
                format!("a unit of more than {} MB; no program will load it", MAX_UNIT >> 20)
            });
            return;
        }
        if cx.log.fatal() {
            return;
        }
        handler.text(text, parent, at, cx);
    }

    /// Reports odd characters; returns the text without the forbidden ones when it has any.
    fn inspect(text: &str, at: usize, cx: &mut Context<'_>) -> Option<String> {
        // Forbidden characters in a row are one problem; `illegal` is where the last one ended.
        let mut illegal = None;
        let decomposed = characters::inspect(text, |i, remark| {
            let at = at + i;
            match remark {
                Remark::Illegal(c) => {
                    let goes_on = illegal == Some(at);
                    illegal = Some(at + c.len_utf8());
                    if goes_on {
                        return;
                    }
                    cx.report(Code::IllegalChar, at, || {
                        format!("the character U+{:04X} may not stand in XML; it is left out", u32::from(c))
                    });
                }
                Remark::C1(c) => {
                    cx.report(Code::C1Char, at, || format!("the control character U+{:04X}", u32::from(c)));
                }
                Remark::Invisible(c) => {
                    cx.report(Code::InvisibleChar, at, || {
                        format!("the invisible character U+{:04X}", u32::from(c))
                    });
                }
            }
        });
        if decomposed {
            cx.report(Code::NotNfc, at, || "letters are decomposed (not NFC)".into());
        }
        illegal.map(|_| characters::without_illegal(text))
    }

    /// Text before the first root or after the last.
    fn outside(&mut self, text: &str, at: usize, cx: &mut Context<'_>) {
        if self.roots == 0 && self.offset + at as u64 > MAX_UNIT / 32 {
            return cx.report(Code::NotTmx, at, || "there is no <tmx> in the first megabytes".into());
        }
        let Some(lead) = text.find(|c: char| !matches!(c, ' ' | '\t' | '\n' | '\r')) else { return };
        if self.roots > 0 {
            if !self.stray_reported {
                cx.report(Code::TextAfterRoot, at + lead, || {
                    "the document has ended; this is cut off".into()
                });
            }
        } else if !self.stray_reported {
            cx.report(Code::TextBeforeDeclaration, at + lead, || "text before the document".into());
        }
        self.stray_reported = true;
    }

    /// A reference; `name` is what stands between `&` and `;`.
    pub(super) fn reference<H: Handler>(
        &mut self,
        name: &str,
        at: usize,
        handler: &mut H,
        cx: &mut Context<'_>,
    ) {
        let entities = std::mem::take(&mut self.entities);
        match entities.resolve(name) {
            Reference::Char(c) => self.text(c.encode_utf8(&mut [0; 4]), at, handler, cx),
            Reference::Text(text) => {
                self.expand(text.len(), at, cx);
                self.text(text, at, handler, cx);
            }
            Reference::Bad(code, instead) => {
                report_reference(code, name, instead, at, cx);
                let literal = &cx.window[at..at + name.len() + 2];
                self.text(instead.unwrap_or(literal), at, handler, cx);
            }
        }
        self.entities = entities;
    }

    fn expand(&mut self, len: usize, at: usize, cx: &mut Context<'_>) {
        self.expanded += len;
        if self.expanded > MAX_EXPANSION {
            cx.report(Code::EntityExpansion, at, || "entities have added more than a megabyte".into());
        }
    }

    /// A comment or processing instruction.
    pub(super) fn aside(text: &str, at: usize, cx: &mut Context<'_>) {
        characters::inspect(text, |i, remark| {
            if let Remark::Illegal(c) = remark {
                cx.report(Code::IllegalChar, at + i, || {
                    format!("U+{:04X} may not stand in XML", u32::from(c))
                });
            }
        });
        if let Some(body) = text.strip_prefix("<!--").and_then(|t| t.strip_suffix("-->"))
            && let Some(i) = body.find("--").or_else(|| body.ends_with('-').then(|| body.len() - 1))
        {
            cx.report(Code::XmlSyntax, at + 4 + i, || "two hyphens inside a comment".into());
        }
    }

    /// The XML declaration; `content` is what follows `<?xml`.
    pub(super) fn declaration(&mut self, content: &str, at: usize, cx: &mut Context<'_>) {
        if self.roots > 0 {
            return self.second_document(at, cx);
        }
        if self.offset + at as u64 > 0 && !self.stray_reported {
            cx.report(Code::TextBeforeDeclaration, 0, || {
                "the XML declaration is not the very first thing in the file".into()
            });
        }
        if let Some(version) = RawAttributes::new(content).find(|a| a.name == "version")
            && version.value != "1.0"
        {
            cx.report(Code::XmlVersion, at, || format!("XML {}; most programs read 1.0 only", version.value));
        }
    }

    fn second_document(&mut self, at: usize, cx: &mut Context<'_>) {
        self.stray_reported = true;
        cx.report(Code::ExtraRoot, at, || "a second document begins here".into());
    }

    /// A document type declaration, brackets included.
    pub(super) fn doctype(&mut self, doctype: &str, at: usize, cx: &mut Context<'_>) {
        if self.roots > 0 {
            self.second_document(at, cx);
        }
        self.entities.declare(doctype, |code, i, message| cx.report(code, at + i, || message));
    }

    /// A start tag: name and attributes.
    pub(super) fn tag<H: Handler>(
        &mut self,
        content: &str,
        empty: bool,
        at: usize,
        handler: &mut H,
        cx: &mut Context<'_>,
    ) {
        let len = content.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(content.len());
        let (name, rest) = content.split_at(len);
        let element = Self::element(name, at, cx);
        self.make_room(element, at, handler, cx);
        if self.stack.is_empty() && !self.root(element, name, at, cx) {
            return;
        }
        if self.stack.len() >= MAX_DEPTH {
            return cx.report(Code::LimitExceeded, at, || format!("elements nested deeper than {MAX_DEPTH}"));
        }
        let attributes = self.attributes(rest, at + 1 + len, cx);
        let parent = self.stack.last().copied();
        let tag = Tag { element, name, attributes: &attributes, parent, at };
        if element == Element::Tu {
            self.units += 1;
            cx.units = self.units;
            cx.log.enter(self.units, tag.get("tuid"));
        }
        if element.rank() <= 2 {
            self.mark = self.offset + at as u64;
        }
        self.children = if matches!(element, Element::Tu | Element::Seg) { 0 } else { self.children + 1 };
        if element == Element::Tuv {
            self.variants += 1;
        } else if element == Element::Tu {
            self.variants = 0;
        }
        let crowd = self.variants.max(if element.is_inline() { self.children } else { 0 });
        if crowd > MAX_CHILDREN {
            return cx.report(Code::LimitExceeded, at, || {
                format!("more than {MAX_CHILDREN} variants in a unit, or codes in a segment")
            });
        }
        self.stack.push(element);
        if element == Element::Other {
            self.foreign.push(name.to_owned());
        }
        handler.start(&tag, cx);
        self.spare = reuse(attributes);
        if empty {
            self.close(at, handler, cx);
        }
    }

    fn element(name: &str, at: usize, cx: &mut Context<'_>) -> Element {
        let element = Element::exact(name);
        if element != Element::Other {
            return element;
        }
        let meant = Element::meant(name);
        if meant != Element::Other {
            if name.contains(':') {
                cx.report(Code::Namespace, at, || format!("<{name}> is written <{}> in TMX", meant.name()));
            } else {
                cx.report(Code::ElementCase, at, || format!("<{name}> is written <{}>", meant.name()));
            }
        }
        meant
    }

    /// The first element, or one after the document.
    fn root(&mut self, element: Element, name: &str, at: usize, cx: &mut Context<'_>) -> bool {
        match element {
            Element::Tmx => {
                if self.roots > 0 {
                    self.second_document(at, cx);
                }
            }
            Element::Header | Element::Body | Element::Tu if self.roots == 0 => {
                cx.report(Code::XmlSyntax, at, || "the root element <tmx> is missing".into());
                self.stack.push(Element::Tmx);
                if element == Element::Tu {
                    self.stack.push(Element::Body);
                }
            }
            _ if self.roots == 0 => {
                cx.report(Code::NotTmx, at, || format!("the root element is <{name}>, not <tmx>"));
                return false;
            }
            // Units after the end of the document belong to it all the same.
            Element::Tu => {
                cx.report(Code::ExtraRoot, at, || "a unit after the end of the document".into());
                self.stack.extend([Element::Tmx, Element::Body]);
            }
            _ => {
                cx.report(Code::ExtraRoot, at, || format!("<{name}> after the end of the document"));
                self.stack.push(Element::Tmx);
            }
        }
        self.roots += 1;
        true
    }

    /// Closes what must be closed before `element` may begin.
    fn make_room<H: Handler>(&mut self, element: Element, at: usize, handler: &mut H, cx: &mut Context<'_>) {
        let rank = element.rank();
        let closes = |open: Element| match element {
            Element::Tmx => true,
            Element::Body => matches!(open, Element::Header | Element::Body),
            Element::Header => open == Element::Header,
            Element::Tu => (2..=4).contains(&open.rank()) || open == Element::Header,
            Element::Tuv | Element::Seg => open.rank() <= 4 && open.rank() >= rank,
            _ => false,
        };
        if rank > 4 {
            return;
        }
        let Some(keep) = self.stack.iter().position(|open| closes(*open)) else { return };
        let missing = self.stack[keep];
        cx.report(Code::XmlSyntax, at, || {
            format!("<{}> begins before </{}> was written", element.name(), missing.name())
        });
        while self.stack.len() > keep {
            self.close(at, handler, cx);
        }
    }

    /// An end tag.
    pub(super) fn end<H: Handler>(&mut self, name: &str, at: usize, handler: &mut H, cx: &mut Context<'_>) {
        let mut element = Element::exact(name);
        if element == Element::Other {
            element = Element::meant(name);
        }
        if self.stack.last() == Some(&element) && element != Element::Other {
            return self.close(at, handler, cx);
        }
        let mut foreign = self.foreign.iter().rev();
        let keep = self.stack.iter().rposition(|open| {
            *open == element && (element != Element::Other || foreign.next().is_some_and(|f| f == name))
        });
        match keep {
            Some(keep) => {
                if keep + 1 < self.stack.len() {
                    let missing = self.stack[self.stack.len() - 1];
                    cx.report(Code::XmlSyntax, at, || {
                        format!("</{name}> stands where </{}> is missing", missing.name())
                    });
                }
                while self.stack.len() > keep {
                    self.close(at, handler, cx);
                }
            }
            None if element.is_inline() && self.stack.last().is_some_and(|open| open.is_inline()) => {
                cx.report(Code::XmlSyntax, at, || format!("</{name}> closes another element"));
                self.close(at, handler, cx);
            }
            None => {
                cx.report(Code::XmlSyntax, at, || format!("</{name}> has no start tag; it is ignored"));
            }
        }
    }

    fn close<H: Handler>(&mut self, at: usize, handler: &mut H, cx: &mut Context<'_>) {
        let Some(element) = self.stack.pop() else { return };
        if element == Element::Other {
            self.foreign.pop();
        }
        handler.end(element, at, cx);
        if element.rank() <= 2 {
            self.mark = self.offset + at as u64;
        }
        if element == Element::Tu {
            cx.log.leave();
        }
        if self.stack.is_empty() {
            self.stray_reported = false;
        }
    }

    /// The end of the file.
    pub(super) fn finish<H: Handler>(&mut self, handler: &mut H, cx: &mut Context<'_>) {
        let at = cx.window.trim_end().len();
        if self.roots == 0 {
            return cx.report(Code::NotTmx, 0, || "there is no <tmx> element in the file".into());
        }
        if let Some(open) = self.stack.last() {
            cx.report(Code::Truncated, at, || format!("the file ends inside <{}>", open.name()));
            cx.cut = true;
        }
        while !self.stack.is_empty() {
            self.close(at, handler, cx);
        }
    }

    fn attributes<'t>(&mut self, text: &'t str, at: usize, cx: &mut Context<'_>) -> Vec<Attr<'t>> {
        let mut all = reuse(std::mem::take(&mut self.spare));
        for raw in RawAttributes::new(text) {
            let at = at + raw.at;
            if let Some(fault) = raw.fault {
                cx.report(Code::XmlSyntax, at, || format!("attribute {}: {fault}", raw.name));
                if raw.name.is_empty() {
                    continue;
                }
            }
            if all.iter().any(|a| a.name == raw.name) {
                cx.report(Code::XmlSyntax, at, || {
                    format!("attribute {} stands twice; the first counts", raw.name)
                });
                continue;
            }
            let plain = raw.value.bytes().all(|b| (b' '..0x7F).contains(&b));
            let legal = if plain { None } else { Self::inspect(raw.value, at, cx) };
            let value = match legal {
                None => self.value(raw.value, at, cx),
                Some(legal) => Cow::Owned(self.value(&legal, at, cx).into_owned()),
            };
            all.push(Attr { name: raw.name, value });
        }
        all
    }

    /// The value of an attribute: references resolved, white space made blanks.
    fn value<'t>(&mut self, raw: &'t str, at: usize, cx: &mut Context<'_>) -> Cow<'t, str> {
        if !raw.bytes().any(|b| matches!(b, b'&' | b'\n' | b'\t')) {
            return Cow::Borrowed(raw);
        }
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(i) = rest.find(['&', '\n', '\t']) {
            out.push_str(&rest[..i]);
            rest = &rest[i..];
            if !rest.starts_with('&') {
                out.push(' ');
                rest = &rest[1..];
                continue;
            }
            let name = rest[1..].find([';', '&', '<']).map(|end| &rest[1..=end]);
            let Some(name) = name.filter(|n| rest.as_bytes()[n.len() + 1] == b';') else {
                cx.report(Code::RawAmpersand, at, || "an ampersand in an attribute is written &amp;".into());
                out.push('&');
                rest = &rest[1..];
                continue;
            };
            match self.entities.resolve(name) {
                Reference::Char(c) => out.push(c),
                Reference::Text(text) => {
                    out.push_str(text);
                    self.expanded += text.len();
                }
                Reference::Bad(code, instead) => {
                    report_reference(code, name, instead, at, cx);
                    match instead {
                        Some(text) => out.push_str(text),
                        None => out.push_str(&rest[..name.len() + 2]),
                    }
                }
            }
            rest = &rest[name.len() + 2..];
        }
        self.expand(0, at, cx);
        out.push_str(rest);
        Cow::Owned(out)
    }
}

fn report_reference(code: Code, name: &str, instead: Option<&str>, at: usize, cx: &mut Context<'_>) {
    let name: String = name.chars().take(40).collect();
    cx.report(code, at, || match (code, instead) {
        (Code::IllegalChar, _) => {
            format!("&{name}; is a character that may not stand in XML; it is left out")
        }
        (Code::ExternalEntity, _) => format!("&{name}; points outside the file; it stays literal text"),
        (Code::EntityUndeclared, Some(text)) => {
            let points: Vec<_> = text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
            format!("&{name}; is not declared; HTML calls {} so", points.join(" "))
        }
        (Code::EntityUndeclared, None) => format!("&{name}; is not declared; it stays literal text"),
        _ => "an ampersand in text is written &amp;".into(),
    });
}
