//! XLIFF 1.2 and 2 to TMX. Sources: OASIS XLIFF 1.2 and XLIFF 2.1, core.
//!
//! A segment with its translation is a unit: segments inside a `<trans-unit>` (`<mrk mtype="seg">`) or a `<unit>` each their
//! own. Inline codes become those of TMX, notes notes, the state a property. What has no translation is listed as
//! `untranslated`. Suggestions (`<alt-trans>`), what stands between segments and other modules' elements are not read.

mod inline;

use self::inline::{Inline, Piece};
use super::Tally;
use super::sink::Sink;
use crate::error::{Error, InputFault};
use crate::language;
use crate::model::{Content, Header, Remark, Segment, Unit, Variant};
use crate::repair::Dropped;
use crate::source::Utf8;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Read, Write};

/// Elements nested deeper than this are no document.
const DEEPEST: usize = 200;
/// Text of a unit may have this many bytes.
const LONGEST: usize = 64 << 20;

/// Reads XLIFF and writes TMX. Languages are `langs` (source, target), where they are given, else those of the file.
///
/// # Errors
/// When reading or writing fails, the file is no XLIFF, or nobody says the language of the translations.
pub fn from_xliff<R: Read, W: Write>(
    read: R,
    write: W,
    langs: (Option<&str>, Option<&str>),
    dropped: impl FnMut(&Dropped) -> Result<(), Error>,
) -> Result<Tally, Error> {
    let mut state = State::new(langs);
    let mut output = Output { waiting: Some((write, dropped)), sink: None };
    let mut reader = Reader::from_reader(BufReader::new(Utf8::new(read)));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut lines = 1;
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        let fault = |fault| Error::Input { line: lines, fault };
        let event = event.map_err(|e| match e {
            quick_xml::Error::Io(e) => Error::Io(std::io::Error::new(e.kind(), e.to_string())),
            e => fault(InputFault::Markup(e.to_string())),
        })?;
        match &event {
            Event::Start(tag) => state.open(tag, lines, false).map_err(fault)?,
            Event::Empty(tag) => state.open(tag, lines, true).map_err(fault)?,
            Event::End(_) => state.close(),
            Event::Text(text) => state.text(&text.xml10_content()).map_err(fault)?,
            Event::CData(text) => state.text(&text.xml10_content()).map_err(fault)?,
            Event::GeneralRef(name) => match (name.resolve_char_ref(), &**name) {
                (Ok(Some(c)), _) => state.text(c.encode_utf8(&mut [0; 4])).map_err(fault)?,
                (_, "amp") => state.text("&").map_err(fault)?,
                (_, "lt") => state.text("<").map_err(fault)?,
                (_, "gt") => state.text(">").map_err(fault)?,
                (_, "quot") => state.text("\"").map_err(fault)?,
                (_, "apos") => state.text("'").map_err(fault)?,
                // Nothing is ever read from elsewhere, and nothing grows.
                (_, other) => state.text(&format!("&{other};")).map_err(fault)?,
            },
            Event::Eof => break,
            _ => {}
        }
        if state.nobody {
            return Err(fault(InputFault::TargetLanguage));
        }
        for (unit, line, translated) in state.done.drain(..) {
            output.put(unit, line, translated)?;
        }
        lines += memchr::memchr_iter(b'\n', &buffer).count() as u64;
    }
    if !state.seen {
        return Err(Error::Input { line: 1, fault: InputFault::NotThat("an XLIFF file") });
    }
    if !state.path.is_empty() {
        let what = "the file ends inside an element; was it copied whole?".to_owned();
        return Err(Error::Input { line: lines, fault: InputFault::Markup(what) });
    }
    output.finish(state.source.as_deref())
}

/// The output, begun when the source language is known.
struct Output<W: Write, D> {
    waiting: Option<(W, D)>,
    sink: Option<Sink<W, D>>,
}

impl<W: Write, D: FnMut(&Dropped) -> Result<(), Error>> Output<W, D> {
    fn begin(&mut self, source: Option<&str>) -> Result<(), Error> {
        if let Some((write, dropped)) = self.waiting.take() {
            self.sink = Some(Sink::new(write, &Header::new(source.unwrap_or("*all*")), dropped)?);
        }
        Ok(())
    }

    fn put(&mut self, unit: Unit, line: u64, translated: bool) -> Result<(), Error> {
        self.begin(unit.variants.first().map(|v| v.lang.as_str()))?;
        match &mut self.sink {
            Some(sink) if translated => sink.put(unit, line),
            Some(sink) => sink.refuse(unit, line, "untranslated"),
            None => Ok(()),
        }
    }

    fn finish(mut self, source: Option<&str>) -> Result<Tally, Error> {
        self.begin(source)?;
        self.sink.map_or_else(|| Ok(Tally::default()), Sink::finish)
    }
}

/// An open element that matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// `<file>`, `<group>`, `<body>` …
    Outside,
    /// `<trans-unit>` or `<unit>`.
    Unit,
    /// `<segment>` of XLIFF 2.
    Segment,
    /// `<source>`, `<seg-source>`, `<target>`.
    Text(Side),
    /// An element inside such a text.
    Inside,
    Note,
    /// `<data>` of XLIFF 2.
    Data,
    /// Its content is not read.
    Unread,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    /// `<seg-source>`: the source, cut.
    Cut,
    Target,
}

/// A segment of a unit.
#[derive(Default)]
struct Pair {
    id: String,
    state: Option<String>,
    source: Vec<Piece>,
    cut: Vec<Piece>,
    target: Vec<Piece>,
    target_lang: Option<String>,
}

struct State {
    given: (Option<String>, Option<String>),
    source: Option<String>,
    target: Option<String>,
    seen: bool,
    path: Vec<Place>,
    file: String,
    unit: String,
    line: u64,
    pairs: Vec<Pair>,
    notes: Vec<String>,
    note: String,
    inline: Inline,
    size: usize,
    /// There is a translation, and nobody says in which language.
    nobody: bool,
    /// Units with their lines and whether they are translated.
    done: Vec<(Unit, u64, bool)>,
}

impl State {
    fn new((source, target): (Option<&str>, Option<&str>)) -> Self {
        let given = (source.map(str::to_owned), target.map(str::to_owned));
        Self {
            source: given.0.clone(),
            target: given.1.clone(),
            given,
            seen: false,
            path: Vec::new(),
            file: String::new(),
            unit: String::new(),
            line: 0,
            pairs: Vec::new(),
            notes: Vec::new(),
            note: String::new(),
            inline: Inline::default(),
            size: 0,
            nobody: false,
            done: Vec::new(),
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, line: u64, empty: bool) -> Result<(), InputFault> {
        let name = tag.local_name();
        let name = name.into_inner();
        if self.path.is_empty() && !self.seen {
            if name != "xliff" {
                return Err(InputFault::NotThat("an XLIFF file"));
            }
            self.seen = true;
        }
        if self.path.len() >= DEEPEST {
            return Err(InputFault::TooLarge("elements are nested more than 200 deep"));
        }
        let here = self.path.last().copied().unwrap_or(Place::Outside);
        let place = match (here, name) {
            (Place::Unread, _) => Place::Unread,
            (Place::Text(_) | Place::Inside, _) => {
                self.inline.open(name, &|attribute| get(tag, attribute));
                Place::Inside
            }
            (_, "xliff" | "file") => {
                self.languages(tag);
                if name == "file" {
                    self.file = get(tag, "original").or_else(|| get(tag, "id")).unwrap_or_default();
                }
                Place::Outside
            }
            (Place::Outside, "trans-unit" | "unit") => {
                self.begin(tag, line, name == "trans-unit");
                Place::Unit
            }
            (Place::Unit, "segment") => {
                let id = get(tag, "id").unwrap_or_default();
                let state = get(tag, "subState").or_else(|| get(tag, "state"));
                self.pairs.push(Pair { id, state, ..Pair::default() });
                Place::Segment
            }
            (Place::Unit, "notes" | "originalData") => Place::Unit,
            (Place::Unit, "note") => Place::Note,
            (Place::Unit, "data") => {
                self.inline.data(get(tag, "id").unwrap_or_default());
                Place::Data
            }
            (Place::Unit | Place::Segment, "source" | "seg-source" | "target") => self.begin_text(tag, name),
            (Place::Outside, "body" | "group" | "header" | "notes") => Place::Outside,
            _ => Place::Unread,
        };
        self.path.push(place);
        if empty {
            self.close();
        }
        Ok(())
    }

    fn begin(&mut self, tag: &BytesStart<'_>, line: u64, old: bool) {
        self.unit = get(tag, "id").unwrap_or_default();
        self.line = line;
        self.size = 0;
        self.notes.clear();
        self.pairs.clear();
        self.inline = Inline::default();
        if old {
            self.pairs.push(Pair::default());
        }
    }

    fn begin_text(&mut self, tag: &BytesStart<'_>, name: &str) -> Place {
        self.inline.begin();
        let Some(pair) = self.pairs.last_mut() else { return Place::Unread };
        match name {
            "source" => Place::Text(Side::Source),
            "seg-source" => Place::Text(Side::Cut),
            _ => {
                pair.state = pair.state.take().or_else(|| get(tag, "state"));
                pair.target_lang = get(tag, "lang");
                Place::Text(Side::Target)
            }
        }
    }

    fn languages(&mut self, tag: &BytesStart<'_>) {
        let code = |names: [&str; 2]| {
            let value = names.iter().find_map(|n| get(tag, n))?;
            language::guess(&value)
        };
        if self.given.0.is_none() {
            self.source = code(["srcLang", "source-language"]).or(self.source.take());
        }
        if self.given.1.is_none() {
            self.target = code(["trgLang", "target-language"]).or(self.target.take());
        }
    }

    fn close(&mut self) {
        let last = self.path.iter().rev().nth(1).copied();
        match self.path.pop() {
            Some(Place::Inside) => self.inline.close(),
            Some(Place::Text(side)) => {
                let pieces = self.inline.finish();
                if let Some(pair) = self.pairs.last_mut() {
                    match side {
                        Side::Source => pair.source = pieces,
                        Side::Cut => pair.cut = pieces,
                        Side::Target => pair.target = pieces,
                    }
                }
            }
            Some(Place::Note) => {
                let note = std::mem::take(&mut self.note);
                if !note.trim().is_empty() {
                    self.notes.push(note.trim().to_owned());
                }
            }
            // `<notes>` and `<originalData>` count as the unit itself.
            Some(Place::Unit) if last != Some(Place::Unit) => self.end_unit(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) -> Result<(), InputFault> {
        match self.path.last() {
            Some(Place::Text(_) | Place::Inside | Place::Data) => self.inline.text(text),
            Some(Place::Note) => self.note.push_str(text),
            _ => return Ok(()),
        }
        self.size += text.len();
        if self.size > LONGEST { Err(InputFault::TooLarge("a unit over 64 MB")) } else { Ok(()) }
    }

    fn end_unit(&mut self) {
        let pairs = std::mem::take(&mut self.pairs);
        let many = pairs.len() > 1;
        for pair in pairs {
            // A source that is cut into segments, and a target that is cut the same way.
            let cut = if pair.cut.iter().any(|p| p.segment.is_some()) { &pair.cut } else { &pair.source };
            let ids: Vec<&String> = cut.iter().filter_map(|p| p.segment.as_ref()).collect();
            let of = |pieces: &[Piece], id: &String| {
                pieces.iter().find(|p| p.segment.as_ref() == Some(id)).map(|p| p.content.clone())
            };
            if ids.is_empty() || !ids.iter().all(|id| of(&pair.target, id).is_some()) {
                let id = if many && !pair.id.is_empty() {
                    format!("{}/{}", self.unit, pair.id)
                } else {
                    self.unit.clone()
                };
                self.end_segment(id, whole(&pair.source), whole(&pair.target), &pair);
                continue;
            }
            for id in ids {
                let (source, target) = (of(cut, id), of(&pair.target, id));
                let name = format!("{}/{id}", self.unit);
                self.end_segment(name, source.unwrap_or_default(), target.unwrap_or_default(), &pair);
            }
        }
    }

    fn end_segment(&mut self, id: String, source: Vec<Content>, target: Vec<Content>, pair: &Pair) {
        let mut unit = Unit::new();
        if !id.is_empty() {
            unit.attributes.set("tuid", id);
        }
        unit.remarks = self.notes.iter().map(Remark::note).collect();
        if !self.file.is_empty() {
            unit.remarks.push(Remark::prop("x-file", &self.file));
        }
        if let Some(state) = &pair.state {
            unit.remarks.push(Remark::prop("x-state", state));
        }
        let lang = pair.target_lang.as_deref().filter(|_| self.given.1.is_none());
        let lang = lang.and_then(language::guess).or_else(|| self.target.clone());
        let (source, target) = (Segment { content: source }, Segment { content: target });
        let translated = !target.is_blank();
        self.nobody |= translated && lang.is_none();
        unit.variants.push(Variant::new(self.source.as_deref().unwrap_or("und"), source));
        unit.variants.push(Variant::new(lang.as_deref().unwrap_or("und"), target));
        self.done.push((unit, self.line, translated));
    }
}

/// The content of all pieces.
fn whole(pieces: &[Piece]) -> Vec<Content> {
    let mut out = Vec::new();
    pieces.iter().flat_map(|p| &p.content).cloned().for_each(|c| inline::push(&mut out, c));
    out
}

/// The value of an attribute, by its name without prefix.
fn get(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.attributes().flatten().find(|a| a.key.local_name().into_inner() == name)?;
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned))
}

#[cfg(test)]
mod tests;
