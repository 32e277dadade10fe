//! Validation: what the DTD, the XSD, `OmegaT` and the specification check, and what they miss, in one pass.
//!
//! ```
//! use tmx::{validate, Code, Verdict};
//!
//! let text = r#"<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x"
//!   adminlang="en" srclang="en" datatype="plaintext"/><body>
//!   <tu><tuv xml:lang="en"><seg>Tom & Jerry</seg></tuv><tuv xml:lang="vi"><seg>Tom và Jerry</seg></tuv></tu>
//! </body></tmx>"#;
//! let report = validate(text.as_bytes())?;
//! assert_eq!(report.verdict, Verdict::Repairable);
//! assert_eq!((report.problems[0].code, report.problems[0].line), (Code::RawAmpersand, 3));
//! # Ok::<(), std::io::Error>(())
//! ```

mod ids;
mod inline;
pub(crate) mod rules;
mod unit;

use crate::date;
use crate::language;
use crate::log::Place;
use crate::parse::{Block, Context, Division, Element, Fork, Handler, Parser, Spot, Tag};
use crate::problem::{Code, Problem, Severity, Verdict};
use ids::{Ids, Seen};
use rules::Version;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Read};
use unit::UnitState;

/// How many problems of one code a report lists, unless asked otherwise.
pub const LISTED: u64 = 1000;

/// What validation found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Report {
    /// The file as a whole.
    pub verdict: Verdict,
    /// Start tags of units.
    pub tus: u64,
    /// Every problem in the order of the file; at most [`Options::keep`] of one code.
    pub problems: Vec<Problem>,
    /// How often each code occurred, listed or not.
    pub counts: BTreeMap<String, u64>,
}

/// How to validate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// How many problems of one code are listed.
    pub keep: u64,
    /// How many threads parse; `None`: as many as the machine has, up to eight. The report is the same.
    pub threads: Option<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Self { keep: LISTED, threads: None }
    }
}

/// Validates a file of any size in constant memory.
///
/// # Errors
/// Only when reading fails; whatever is wrong with the file is in the report.
pub fn validate(read: impl Read) -> io::Result<Report> {
    validate_with(read, Options::default(), |_| {})
}

/// Validates, and tells `progress` after every block how many bytes have been read.
///
/// # Errors
/// Only when reading fails.
pub fn validate_with(read: impl Read, options: Options, mut progress: impl FnMut(u64)) -> io::Result<Report> {
    let mut division = Division::default();
    if let Some(threads) = options.threads {
        division.threads = threads;
    }
    divided(read, options, division, &mut progress)
}

fn divided(
    read: impl Read,
    options: Options,
    division: Division,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Report> {
    let mut parser = Parser::new(read, options.keep);
    let mut validator = Validator::default();
    parser.run(&mut validator, division, progress)?;
    let tus = parser.units();
    let mut log = parser.log;
    if validator.ids.full {
        log.report(Code::ReportLimit, Severity::Info, Place::START, || {
            "too many different tuids to remember them all; some duplicates may be missing from this report"
                .into()
        });
    }
    let counts = log.counts.iter().map(|(code, n)| (code.name().to_owned(), *n)).collect();
    Ok(Report { verdict: log.verdict(), tus, problems: log.problems, counts })
}

#[derive(Default)]
struct Validator {
    version: Version,
    root: Option<Place>,
    header: bool,
    body: bool,
    srclang: Option<String>,
    unit: UnitState,
    ids: Ids,
    /// In a block: the ids are looked at when the blocks are joined.
    collected: Option<Collected>,
    /// Codes that were found good, so that they are not looked at again.
    good_codes: Vec<String>,
    stray: bool,
}

/// The ids of a block, in one piece of memory.
#[derive(Default)]
struct Collected {
    text: String,
    /// Where the unit begins, and where its id ends in `text`.
    ids: Vec<(usize, usize)>,
}

impl Fork for Validator {
    fn fork(&self) -> Self {
        Self {
            version: self.version,
            header: true,
            body: true,
            srclang: self.srclang.clone(),
            good_codes: self.good_codes.clone(),
            collected: Some(Collected::default()),
            ..Self::default()
        }
    }

    fn join(&mut self, part: Self, block: &mut Block<'_>) {
        let Some(collected) = part.collected else { return };
        let mut from = 0;
        for (at, end) in collected.ids {
            let id = &collected.text[from..end];
            from = end;
            if self.ids.add(id) == Seen::Before {
                block.report(Code::DuplicateTuid, at, id, || duplicate(id));
            }
        }
    }
}

fn duplicate(id: &str) -> String {
    format!("the tuid {id} occurred before")
}

impl Handler for Validator {
    fn start(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        self.stray = false;
        if tag.element == Element::Other {
            cx.report(Code::UnknownElement, tag.at, || format!("TMX has no element <{}>", tag.name));
            return;
        }
        if tag.element == Element::Hi && self.version == Version::V11 {
            cx.report(Code::UnknownElement, tag.at, || "<hi> came with TMX 1.2".into());
        }
        self.position(tag, cx);
        if !tag.attributes.is_empty() {
            self.attributes(tag, cx);
        }
        Self::required(tag, cx);
        match tag.element {
            Element::Tmx => self.root(tag, cx),
            Element::Header => {
                self.header = true;
                self.srclang = tag.get("srclang").filter(|s| *s != "*all*").map(str::to_owned);
            }
            Element::Body => {
                self.body = true;
                if !self.header
                    && let Some(place) = self.root
                {
                    cx.log.report(Code::HeaderMissing, Severity::Error, place, || {
                        "the required <header> is missing".into()
                    });
                }
            }
            Element::Tu => {
                if !self.header && !self.body {
                    // The beginning of the file is lost.
                    self.body = true;
                    cx.report(Code::HeaderMissing, tag.at, || "the required <header> is missing".into());
                }
                self.unit.begin(Spot::At(tag.at), tag.get("srclang"));
                if let Some(id) = tag.get("tuid").filter(|id| !id.is_empty()) {
                    if let Some(collected) = &mut self.collected {
                        collected.text.push_str(id);
                        collected.ids.push((tag.at, collected.text.len()));
                    } else if self.ids.add(id) == Seen::Before {
                        cx.report(Code::DuplicateTuid, tag.at, || duplicate(id));
                    }
                }
            }
            Element::Tuv => {
                let lang = self.language(tag, cx);
                self.unit.variant(lang, Spot::At(tag.at));
            }
            Element::Seg => self.unit.segment(Spot::At(tag.at)),
            element if element.is_inline() => self.unit.code(tag, cx),
            _ => {}
        }
    }

    fn end(&mut self, element: Element, at: usize, cx: &mut Context<'_>) {
        self.stray = false;
        match element {
            Element::Tu => self.unit.finish(self.srclang.as_deref(), cx),
            Element::Tuv => self.unit.end_variant(cx),
            Element::Seg => self.unit.end_segment(cx),
            Element::Sub => self.unit.end_flow(cx),
            Element::Tmx if !self.body && !cx.cut => {
                cx.report(Code::XmlSyntax, at, || "the document has no <body>".into());
            }
            _ => {}
        }
    }

    fn moving(&mut self, cx: &mut Context<'_>) {
        self.unit.settle(cx);
    }

    fn text(&mut self, text: &str, parent: Element, at: usize, cx: &mut Context<'_>) {
        if parent.holds_text() {
            self.unit.text(text);
        } else if parent != Element::Other && !self.stray && !is_blank(text) {
            self.stray = true;
            cx.report(Code::StrayText, at, || format!("text directly inside <{}>", parent.name()));
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
}

impl Validator {
    /// Is the element where it may be?
    fn position(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        let Some(parent) = tag.parent else { return };
        let element = tag.element;
        if !rules::allowed(parent, element, self.version) {
            if parent != Element::Other {
                cx.report(Code::ElementOrder, tag.at, || {
                    format!("<{}> may not stand in <{}>", element.name(), parent.name())
                });
            }
            return;
        }
        let late = match (parent, element) {
            (Element::Tmx, Element::Header) => self.header || self.body,
            (Element::Tmx, Element::Body) => self.body,
            (Element::Tu, Element::Note | Element::Prop) => self.unit.has_variants(),
            (Element::Tuv, Element::Note | Element::Prop | Element::Seg) => self.unit.has_segment(),
            _ => false,
        };
        if late {
            cx.report(Code::ElementOrder, tag.at, || match element {
                Element::Note | Element::Prop => {
                    let before = if parent == Element::Tu { "variants" } else { "segment" };
                    format!("<{}> stands before the {before}", element.name())
                }
                _ => format!("a second or late <{}>", element.name()),
            });
        }
    }

    fn root(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        self.root = Some(cx.place(tag.at));
        (self.header, self.body) = (false, false);
        let Some(version) = tag.get("version") else { return };
        self.version = Version::of(Some(version));
        if self.version != Version::V14 {
            cx.report(Code::VersionOld, tag.at, || format!("TMX {version}; programs expect 1.4"));
        } else if version != "1.4" {
            cx.report(Code::Version, tag.at, || format!("there is no TMX {version}; write 1.4"));
        }
    }

    fn attributes(&mut self, tag: &Tag<'_>, cx: &mut Context<'_>) {
        let known = rules::attributes(tag.element);
        for attr in tag.attributes {
            let (name, value) = (attr.name, attr.value.as_ref());
            if !known.contains(&name) {
                if name == "xmlns" {
                    cx.report(Code::Namespace, tag.at, || {
                        format!("TMX has no namespace; take xmlns=\"{value}\" away")
                    });
                } else {
                    cx.report(Code::UnknownAttribute, tag.at, || {
                        format!("<{}> has no attribute {name} in TMX", tag.element.name())
                    });
                }
                continue;
            }
            match name {
                "xml:lang" | "lang" | "adminlang" => self.check_code(name, value, tag.at, cx),
                "srclang" if value != "*all*" => self.check_code(name, value, tag.at, cx),
                _ if rules::is_date(name) => check_date(name, value, tag.at, cx),
                _ => match rules::value(name, value) {
                    Ok(None) => {}
                    Ok(Some(want)) => cx.report_as(Code::AttributeValue, Severity::Warning, tag.at, || {
                        format!("{name}=\"{value}\" should be {want}")
                    }),
                    Err(want) => {
                        cx.report(Code::AttributeValue, tag.at, || {
                            format!("{name}=\"{value}\" must be {want}")
                        });
                    }
                },
            }
            if name == "lang" && tag.element != Element::Tuv && self.version >= Version::V13 {
                cx.report_as(Code::LangAttribute, Severity::Warning, tag.at, || {
                    "lang is deprecated; write xml:lang".into()
                });
            }
        }
    }

    fn required(tag: &Tag<'_>, cx: &mut Context<'_>) {
        for name in rules::required(tag.element) {
            if tag.get(name).is_none() {
                let code = if tag.element == Element::Header {
                    Code::HeaderAttribute
                } else {
                    Code::AttributeMissing
                };
                cx.report(code, tag.at, || format!("<{}> lacks the attribute {name}", tag.element.name()));
            }
        }
    }

    fn check_code(&mut self, name: &str, code: &str, at: usize, cx: &mut Context<'_>) {
        if self.good_codes.iter().any(|good| good == code) {
            return;
        }
        if language::is_code(code) {
            if self.good_codes.len() < 64 {
                self.good_codes.push(code.to_owned());
            }
            return;
        }
        cx.report(Code::LangCode, at, || match language::guess(code) {
            Some(guess) => format!("{name}=\"{code}\" is not a language code; {guess} is"),
            None => format!("{name}=\"{code}\" is not a language code"),
        });
    }

    /// The language of a variant.
    fn language<'t>(&self, tag: &'t Tag<'_>, cx: &mut Context<'_>) -> &'t str {
        let (xml, plain) = (tag.get("xml:lang"), tag.get("lang"));
        if xml.is_none() && plain.is_none() {
            cx.report(Code::LangMissing, tag.at, || "a variant must say its language: xml:lang=\"…\"".into());
        } else if self.version == Version::V11 && plain.is_none() {
            cx.report(Code::LangAttribute, tag.at, || "TMX 1.1 writes lang, not xml:lang".into());
        } else if self.version >= Version::V13 && xml.is_none() {
            cx.report(Code::LangAttribute, tag.at, || "write xml:lang, not lang".into());
        }
        xml.or(plain).unwrap_or_default()
    }
}

fn check_date(name: &str, value: &str, at: usize, cx: &mut Context<'_>) {
    match date::form(value) {
        date::Form::Recommended => {}
        date::Form::Iso => cx.report_as(Code::DateFormat, Severity::Warning, at, || {
            format!("{name}=\"{value}\" is better written YYYYMMDDThhmmssZ")
        }),
        date::Form::Other => {
            cx.report(Code::DateFormat, at, || {
                format!("{name}=\"{value}\" is not a date like 20260301T101500Z")
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every way to divide the work must give the same report.
    #[test]
    fn the_number_of_threads_does_not_matter() {
        let head = "<tmx version=\"1.4\"><header srclang=\"vi\"/>\n<body>\n";
        let good = "<tu tuid=\"N\"><tuv xml:lang=\"vi\"><seg>một</seg></tuv>\n<tuv xml:lang=\"en\"><seg>one</seg></tuv></tu>\n";
        let odd = [
            "<tu><tuv xml:lang=\"vi\"><seg>a & b</seg></tuv></tu>\n",
            "<!-- </tu> <tu> -->\n",
            "<tu><tuv xml:lang=\"vi\"><seg>a</tuv></tu>\n",
            "<tu><tuv xml:lang=\"vi\"><seg>a</seg></tuv>\n",
            "<tu><prop type=\"</tu>\">x</prop></tu>\n",
            "<tu tuid=\"3\"><tuv xml:lang=\"vi\"><seg>a<bpt i=\"1\"/></seg></tuv></tu>\n",
            "</body></tmx>\n<tmx version=\"1.4\"><body>\n",
            "",
        ];
        for (n, odd) in odd.iter().enumerate() {
            for at in [0, 7, 30] {
                let mut text = head.to_owned();
                for i in 0..40 {
                    if i == at {
                        text.push_str(odd);
                    }
                    text.push_str(&good.replace('N', &(i % 33).to_string()));
                }
                text.push_str("</body></tmx>");
                let with = |threads, block| {
                    divided(text.as_bytes(), Options::default(), Division { threads, block }, &mut |_| {})
                        .unwrap()
                };
                let one = with(1, 0);
                assert!(one.tus >= 40);
                for block in [1, 150, 400, 2000] {
                    assert_eq!(with(3, block), one, "case {n} at {at}, blocks of {block}");
                }
            }
        }
    }
}
