//! From text to well-nested events, whatever the text is like.
//!
//! quick-xml cuts a block of text into tokens; this module keeps it going where the text is not XML, and
//! [`nesting::Nesting`] makes the result well-nested. All who read TMX in this crate (reader, validator, repair) are
//! [`Handler`]s of the same events and see the same problems.
//!
//! Blocks: the text that is not consumed yet is the *window*. A token that the window's end cuts waits for the next
//! block, so memory depends on the longest tag or comment and never on the size of the file.

mod attributes;
mod element;
mod entities;
mod nesting;
mod parallel;

pub(crate) use element::{Attr, Element, Tag};
use nesting::Nesting;
pub(crate) use parallel::{Block, Division, Fork};

use crate::log::{Log, Place, Places};
use crate::problem::{Code, Severity};
use crate::source::Source;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::io::{self, Read};

/// The longest tag, comment or declaration that is waited for.
const MAX_TOKEN: usize = 16 * 1024 * 1024;

/// Receives the events of a document. Every start is followed by its end.
pub(crate) trait Handler {
    /// A start tag (or an empty tag; its end follows at once).
    fn start(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>);
    /// An end tag, written or supplied.
    fn end(&mut self, element: Element, at: usize, cx: &mut Context<'_>);
    /// A piece of text, references resolved; one text may come in many pieces.
    fn text(&mut self, text: &str, parent: Element, at: usize, cx: &mut Context<'_>);
    /// The window is about to move: offsets that are kept must become places.
    fn moving(&mut self, _: &mut Context<'_>) {}
}

/// Where something began: an offset as long as the window stays, a place afterwards. Most places are never asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Spot {
    At(usize),
    Known(Place),
}

impl Spot {
    pub(crate) fn place(self, cx: &mut Context<'_>) -> Place {
        match self {
            Self::At(at) => cx.place(at),
            Self::Known(place) => place,
        }
    }

    pub(crate) fn settle(&mut self, cx: &mut Context<'_>) {
        *self = Self::Known(self.place(cx));
    }
}

/// What a handler may know beside the event: where it is and whom to tell.
pub(crate) struct Context<'c> {
    pub window: &'c str,
    pub places: &'c mut Places,
    pub log: &'c mut Log,
    /// Units begun so far.
    pub units: u64,
    /// The file has ended inside the document and the open elements are being closed.
    pub cut: bool,
}

impl Context<'_> {
    pub(crate) fn place(&mut self, at: usize) -> Place {
        self.places.of(self.window, at)
    }

    pub(crate) fn report(&mut self, code: Code, at: usize, message: impl FnOnce() -> String) {
        self.report_as(code, code.severity(), at, message);
    }

    /// Reports at a spot that was kept.
    pub(crate) fn report_at(&mut self, code: Code, spot: Spot, message: impl FnOnce() -> String) {
        let place = spot.place(self);
        self.log.report(code, code.severity(), place, message);
    }

    pub(crate) fn report_as(
        &mut self,
        code: Code,
        severity: Severity,
        at: usize,
        message: impl FnOnce() -> String,
    ) {
        let place = self.place(at);
        self.log.report(code, severity, place, message);
    }
}

/// Reads a stream and feeds a handler, a block at a time.
pub(crate) struct Parser<R> {
    source: Source<R>,
    window: String,
    places: Places,
    pub log: Log,
    nesting: Nesting,
    done: bool,
}

impl<R: Read> Parser<R> {
    pub(crate) fn new(read: R, keep: u64) -> Self {
        Self {
            source: Source::new(read),
            window: String::new(),
            places: Places::new(),
            log: Log::new(keep),
            nesting: Nesting::default(),
            done: false,
        }
    }

    pub(crate) const fn units(&self) -> u64 {
        self.nesting.units
    }

    pub(crate) const fn bytes(&self) -> u64 {
        self.source.bytes()
    }

    /// Reads and handles one block; `false` when the file is done with (or not worth going on).
    pub(crate) fn pump<H: Handler>(&mut self, handler: &mut H) -> io::Result<bool> {
        if self.done {
            return Ok(false);
        }
        let last = !self.source.fill(&mut self.window, &mut self.places, &mut self.log)?;
        self.scan(handler, self.window.len(), last);
        self.done = last || self.log.fatal();
        Ok(!self.done)
    }

    /// Handles the window up to `end`.
    fn scan<H: Handler>(&mut self, handler: &mut H, end: usize, last: bool) {
        let mut cx = Context {
            window: &self.window[..end],
            places: &mut self.places,
            log: &mut self.log,
            units: self.nesting.units,
            cut: false,
        };
        let consumed = Scan::new(&mut self.nesting, &mut *handler, last).window(&mut cx);
        if last && !cx.log.fatal() {
            self.nesting.finish(handler, &mut cx);
        }
        handler.moving(&mut cx);
        self.nesting.offset += consumed as u64;
        self.places.advance(&self.window, consumed);
        self.window.drain(..consumed);
    }
}

/// One pass over the window.
struct Scan<'s, H> {
    nesting: &'s mut Nesting,
    handler: &'s mut H,
    last: bool,
    /// In this window there is no end for a comment or CDATA / for an instruction any more: do not look again.
    hopeless: [bool; 2],
    /// After a fault every token is looked at before quick-xml is, until a good tag comes: else text that is nothing
    /// but faults would be searched to its end once for each of them.
    careful: bool,
}

/// What to do after a token.
enum Next {
    /// The tokens go on.
    Token,
    /// Tokens must start afresh at this offset.
    Restart(usize),
    /// The token at this offset needs more text.
    More(usize),
}

impl<'s, H: Handler> Scan<'s, H> {
    const fn new(nesting: &'s mut Nesting, handler: &'s mut H, last: bool) -> Self {
        Self { nesting, handler, last, hopeless: [false; 2], careful: false }
    }

    /// Handles what is complete in the window; returns how many bytes that is.
    fn window(&mut self, cx: &mut Context<'_>) -> usize {
        let window = cx.window;
        let mut base = 0;
        'afresh: loop {
            if let Some(next) = self.before_tokens(base, cx) {
                match next {
                    Next::Restart(at) => base = at,
                    _ => return base,
                }
                continue;
            }
            let mut reader = Reader::from_str(&window[base..]);
            let config = reader.config_mut();
            config.check_end_names = false;
            config.allow_unmatched_ends = true;
            config.allow_dangling_amp = true;
            loop {
                let at = base + reader.buffer_position() as usize;
                let event = reader.read_event();
                let end = base + reader.buffer_position() as usize;
                if matches!(event, Ok(Event::Eof)) || cx.log.fatal() {
                    return window.len();
                }
                match self.token(&event, at, end, cx) {
                    Next::Token if self.careful => {
                        self.careful = matches!(event, Ok(Event::Text(_)));
                        base = end;
                        continue 'afresh;
                    }
                    Next::Token => {}
                    Next::Restart(from) => {
                        base = from;
                        continue 'afresh;
                    }
                    Next::More(from) => return from,
                }
            }
        }
    }

    fn token(
        &mut self,
        event: &quick_xml::Result<Event<'_>>,
        at: usize,
        end: usize,
        cx: &mut Context<'_>,
    ) -> Next {
        let window = cx.window;
        match event {
            Ok(Event::Text(_)) => {
                let text = &window[at..end];
                if text.starts_with('&') {
                    if !self.last && end == window.len() && text.len() < 64 {
                        return Next::More(at);
                    }
                    cx.report(Code::RawAmpersand, at, || "an ampersand in text is written &amp;".into());
                }
                self.nesting.text(text, at, self.handler, cx);
            }
            Ok(Event::Start(_) | Event::Empty(_)) => return self.tag(&window[at + 1..end - 1], at, cx),
            Ok(Event::End(_)) => {
                let content = &window[at + 2..end - 1];
                if let Some(cut) = memchr::memchr(b'<', content.as_bytes()) {
                    return self.broken(at, at + 2 + cut, cx);
                }
                self.nesting.end(content.trim_end(), at, self.handler, cx);
            }
            Ok(Event::GeneralRef(_)) => {
                self.nesting.reference(&window[at + 1..end - 1], at, self.handler, cx);
            }
            Ok(Event::CData(_)) => {
                self.nesting.text(&window[at + 9..end - 3], at + 9, self.handler, cx);
            }
            Ok(Event::DocType(_)) => self.nesting.doctype(&window[at..end], at, cx),
            Ok(Event::Decl(_)) => self.nesting.declaration(&window[at + 5..end - 2], at, cx),
            Ok(Event::Comment(_) | Event::PI(_)) => Nesting::aside(&window[at..end], at, cx),
            Ok(Event::Eof) => {}
            Err(_) => return self.unfinished(at, cx),
        }
        Next::Token
    }

    /// A start or empty tag; `content` is what stands between the angle brackets.
    fn tag(&mut self, content: &str, at: usize, cx: &mut Context<'_>) -> Next {
        if let Some(cut) = memchr::memchr(b'<', content.as_bytes()) {
            // A bracket in a complete tag is an unescaped one in a value, unless a TMX tag begins there.
            let rest = &content[cut..];
            if rest.split('<').skip(1).any(begins_tag) {
                return self.broken(at, at + 1 + cut, cx);
            }
            cx.report(Code::RawLessThan, at + 1 + cut, || "a < in an attribute value is written &lt;".into());
        }
        if !begins_name(content) {
            return self.less_than(at, cx);
        }
        let (content, empty) = content.strip_suffix('/').map_or((content, false), |c| (c, true));
        self.nesting.tag(content, empty, at, self.handler, cx);
        Next::Token
    }

    /// A tag in which another one begins, at `cut`.
    fn broken(&mut self, at: usize, cut: usize, cx: &mut Context<'_>) -> Next {
        self.careful = true;
        let content = &cx.window[at + 1..cut];
        if !begins_tag(content) {
            return self.less_than(at, cx);
        }
        // A > that quick-xml took for a part of a value ends the tag: a quote is missing.
        let (content, cut) = match memchr::memchr(b'>', content.as_bytes()) {
            Some(end) => (&content[..end], at + end + 2),
            None => (content.trim_end(), cut),
        };
        cx.report(Code::XmlSyntax, at, || {
            let name: String = content.chars().take_while(|c| !c.is_whitespace()).take(20).collect();
            format!("the tag <{name} lacks a quote, or its >, before the next one begins")
        });
        if let Some(name) = content.strip_prefix('/') {
            self.nesting.end(name.split_whitespace().next().unwrap_or_default(), at, self.handler, cx);
        } else {
            let (content, empty) = content.strip_suffix('/').map_or((content, false), |c| (c, true));
            self.nesting.tag(content, empty, at, self.handler, cx);
        }
        Next::Restart(cut)
    }

    /// A `<` that begins no tag.
    fn less_than(&mut self, at: usize, cx: &mut Context<'_>) -> Next {
        self.careful = true;
        cx.report(Code::RawLessThan, at, || "a < in text is written &lt;".into());
        self.nesting.text("<", at, self.handler, cx);
        Next::Restart(at + 1)
    }

    /// quick-xml found no end for what begins at `at`.
    fn unfinished(&mut self, at: usize, cx: &mut Context<'_>) -> Next {
        let rest = &cx.window[at..];
        let bang = rest.starts_with("<!");
        let wait = bang || rest.starts_with("<?");
        if !wait && let Some(cut) = memchr::memchr(b'<', &rest.as_bytes()[1..]) {
            return self.broken(at, at + 1 + cut, cx);
        }
        let known =
            rest.starts_with("<!--") || rest.starts_with("<![CDATA[") || rest.starts_with("<!DOCTYPE");
        let short = rest.len() < 9;
        if !self.last && rest.len() < MAX_TOKEN && (!bang || known || short) {
            return Next::More(at);
        }
        if self.last && !rest[1..].contains('<') {
            cx.report(Code::Truncated, at, || "the file ends inside a tag".into());
            return Next::Restart(cx.window.len());
        }
        if wait && (known || !bang) {
            self.hopeless[usize::from(!bang)] = true;
            cx.report(Code::XmlSyntax, at, || "this comment, CDATA section or instruction never ends".into());
        }
        self.less_than(at, cx)
    }

    /// Faults that are dealt with before quick-xml looks at the text, so that no text is searched twice.
    fn before_tokens(&mut self, at: usize, cx: &mut Context<'_>) -> Option<Next> {
        let rest = &cx.window[at..];
        if rest.starts_with('\u{FEFF}') {
            self.nesting.text("\u{FEFF}", at, self.handler, cx);
            return Some(Next::Restart(at + 3));
        }
        let bytes = rest.as_bytes();
        if bytes.first() != Some(&b'<') {
            return None;
        }
        match bytes.get(1)? {
            b'!' if self.hopeless[0] => return Some(self.less_than(at, cx)),
            b'?' if self.hopeless[1] => return Some(self.less_than(at, cx)),
            b'!' | b'?' => return None,
            _ => {}
        }
        let next = memchr::memchr2(b'<', b'>', &bytes[1..])?;
        (bytes[1 + next] == b'<').then(|| self.broken(at, at + 1 + next, cx))
    }
}

/// Could a tag's name begin here?
fn begins_name(text: &str) -> bool {
    text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b':') || b >= 0x80)
}

/// Does the text after a `<` begin a tag of TMX (or the end of one, or a comment)?
fn begins_tag(text: &str) -> bool {
    let name = text.strip_prefix('/').unwrap_or(text);
    let len = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b':').count();
    name.starts_with('!') || name.starts_with('?') || Element::meant(&name[..len]) != Element::Other
}
