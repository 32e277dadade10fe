//! `OpenDocument` text: body, tables, frames, notes last, page headers and footers as furniture.

use super::draft::Draft;
use super::error::Problem;
use super::package::{self, Package};
use super::paragraph::{Look, Paragraphs, style};
use super::xml::{self, Handler, Open};
use crate::model::{Layout, Tag};
use rustc_hash::FxHashMap;

const FORMAT: &str = "odt";

pub(super) fn knows(bytes: &[u8]) -> bool {
    package::names(bytes, "application/vnd.oasis.opendocument.text")
}

pub(super) fn read(bytes: &[u8]) -> Result<Draft, Problem> {
    let mut package = Package::open(FORMAT, bytes)?;
    let mut draft = Draft { marked_up: true, ..Draft::default() };
    let mut body = Body::default();
    let mut footer = Paragraphs::default();
    if let Some(xml) = package.part("styles.xml")? {
        xml::read(FORMAT, &xml, &mut body)?;
        std::mem::take(&mut body.header).pour(&mut draft, Some(Tag::Boilerplate));
        footer = std::mem::take(&mut body.footer);
    }
    xml::read(FORMAT, &package.required("content.xml")?, &mut body)?;
    let Body { paragraphs, notes, deleted, .. } = body;
    paragraphs.pour(&mut draft, None);
    notes.pour(&mut draft, None);
    footer.pour(&mut draft, Some(Tag::Boilerplate));
    if deleted > 0 {
        draft.notes.push(format!("{deleted} tracked deletions left out"));
    }
    Ok(draft)
}

/// What is known of a style.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    hidden: bool,
    strong: bool,
}

/// Where paragraphs go.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    #[default]
    Body,
    Note,
    Header,
    Footer,
}

#[derive(Default)]
struct Body {
    paragraphs: Paragraphs,
    notes: Paragraphs,
    header: Paragraphs,
    footer: Paragraphs,
    styles: FxHashMap<String, Style>,
    current: Option<String>,
    place: Place,
    /// Place outside of the open notes.
    outer: Vec<Place>,
    skip: usize,
    deleted: usize,
    cells: usize,
    items: usize,
    links: usize,
    contents: usize,
    /// Looks of the open paragraphs and spans.
    looks: Vec<Look>,
    /// White space was the last that came.
    blank: bool,
}

impl Body {
    fn target(&mut self) -> &mut Paragraphs {
        match self.place {
            Place::Body => &mut self.paragraphs,
            Place::Note => &mut self.notes,
            Place::Header => &mut self.header,
            Place::Footer => &mut self.footer,
        }
    }

    fn push(&mut self, text: &str) {
        let look = Look { link: self.links > 0, ..self.looks.last().copied().unwrap_or_default() };
        if let Some(paragraph) = self.target().current() {
            paragraph.push(text, look);
        }
    }

    /// What a style and those it is made from say.
    fn says(&self, name: &str) -> (Option<Tag>, Layout, bool, Look) {
        let mut look = Look::default();
        let mut name = name;
        for _ in 0..10 {
            let known = self.styles.get(name);
            look.hidden |= known.is_some_and(|s| s.hidden);
            look.strong |= known.is_some_and(|s| s.strong);
            let (tag, layout, headline) = style(name);
            if tag.is_some() {
                return (tag, layout, headline, look);
            }
            match known.and_then(|s| s.parent.as_deref()) {
                Some(parent) => name = parent,
                None => break,
            }
        }
        (None, Layout::Paragraph, false, look)
    }

    fn begin(&mut self, heading: bool, element: &Open<'_>) {
        let layout = match (self.place, self.cells, self.items) {
            (Place::Note, ..) => Layout::Note,
            (_, 0, 0) => Layout::Paragraph,
            (_, 0, _) => Layout::Item,
            _ => Layout::Cell,
        };
        let said = element.get("style-name").map(|s| self.says(&s));
        let contents = self.contents > 0;
        self.target().begin(layout);
        let first = heading && element.get("outline-level").is_none_or(|l| l == "1");
        if let Some(paragraph) = self.target().current() {
            if let Some((tag, layout, headline, _)) = said {
                paragraph.tag = tag;
                paragraph.headline = headline;
                if paragraph.layout == Layout::Paragraph {
                    paragraph.layout = layout;
                }
            }
            if heading {
                (paragraph.tag, paragraph.layout) = (Some(Tag::Head), Layout::Heading);
                paragraph.headline = first;
            }
            if contents {
                paragraph.tag = Some(Tag::Boilerplate);
            }
        }
        self.looks.push(said.map_or_else(Look::default, |s| s.3));
        self.blank = true;
    }

    fn open_style(&mut self, name: &str, element: &Open<'_>) {
        match name {
            "style" => {
                self.current = element.get("name");
                if let Some(id) = self.current.clone() {
                    self.styles
                        .insert(id, Style { parent: element.get("parent-style-name"), ..Style::default() });
                }
            }
            "text-properties" => {
                if let Some(known) = self.current.as_ref().and_then(|id| self.styles.get_mut(id)) {
                    known.hidden |= element.get("display").as_deref() == Some("none");
                    known.strong |= element.get("font-weight").as_deref() == Some("bold")
                        || element.get("font-style").as_deref() == Some("italic");
                }
            }
            _ => {}
        }
    }
}

impl Handler for Body {
    fn open(&mut self, name: &str, element: &Open<'_>) {
        if self.skip > 0 {
            self.skip += 1;
            return;
        }
        match name {
            "annotation" | "note-citation" | "ruby-text" | "title" | "desc" | "forms" | "script"
            | "binary-data" | "tracked-changes" => self.skip = 1,
            "change" => self.deleted += 1,
            "p" => self.begin(false, element),
            "h" => self.begin(true, element),
            "span" => {
                let outer = self.looks.last().copied().unwrap_or_default();
                let own = element.get("style-name").map_or_else(Look::default, |s| self.says(&s).3);
                self.looks.push(Look {
                    hidden: outer.hidden || own.hidden,
                    strong: outer.strong || own.strong,
                    link: false,
                });
            }
            "hidden-text" => self.looks.push(Look { hidden: true, ..Look::default() }),
            "a" => self.links += 1,
            "s" => {
                self.push(" ");
                self.blank = true;
            }
            "tab" => self.push(" "),
            "line-break" => {
                self.push("\n");
                self.blank = true;
            }
            "table-cell" | "covered-table-cell" => self.cells += 1,
            "list-item" | "list-header" => self.items += 1,
            "table-of-content" | "alphabetical-index" | "illustration-index" => self.contents += 1,
            "note-body" => {
                self.outer.push(self.place);
                self.place = Place::Note;
            }
            "header" | "header-left" | "header-first" => self.place = Place::Header,
            "footer" | "footer-left" | "footer-first" => self.place = Place::Footer,
            _ => self.open_style(name, element),
        }
    }

    fn close(&mut self, name: &str) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match name {
            "p" | "h" => {
                self.target().end();
                self.looks.pop();
            }
            "span" | "hidden-text" => drop(self.looks.pop()),
            "a" => self.links = self.links.saturating_sub(1),
            "table-cell" | "covered-table-cell" => self.cells = self.cells.saturating_sub(1),
            "list-item" | "list-header" => self.items = self.items.saturating_sub(1),
            "table-of-content" | "alphabetical-index" | "illustration-index" => {
                self.contents = self.contents.saturating_sub(1);
            }
            "note-body" => {
                self.place = self.outer.pop().unwrap_or_default();
                self.blank = false;
            }
            "header" | "header-left" | "header-first" | "footer" | "footer-left" | "footer-first" => {
                self.place = Place::Body;
            }
            "style" => self.current = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skip > 0 || !self.target().is_open() {
            return;
        }
        // White space of the file is one blank; more is written with elements of its own.
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let white = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !white {
                out.push(c);
            } else if !self.blank {
                out.push(' ');
            }
            self.blank = white;
        }
        self.push(&out);
    }
}
