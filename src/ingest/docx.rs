//! Word files: body, text boxes once, footnotes and endnotes last, page headers and footers as furniture.
//!
//! Tracked changes are read as if accepted: what was deleted is not part of the text.

use super::draft::Draft;
use super::error::Problem;
use super::package::{self, Package};
use super::paragraph::{Look, Paragraphs, style};
use super::xml::{self, Handler, Open};
use crate::model::{Layout, Tag};
use rustc_hash::FxHashMap;

const FORMAT: &str = "docx";

pub(super) fn knows(bytes: &[u8]) -> bool {
    package::names(bytes, "word/document")
}

pub(super) fn read(bytes: &[u8]) -> Result<Draft, Problem> {
    let mut package = Package::open(FORMAT, bytes)?;
    let main = match package.part("_rels/.rels")? {
        Some(xml) => {
            relations(&xml)?.into_iter().find(|r| r.kind.ends_with("/officeDocument")).map(|r| r.target)
        }
        None => None,
    };
    let main = main.map_or_else(|| "word/document.xml".to_owned(), |m| m.trim_start_matches('/').to_owned());
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
    let inside = |target: &str| match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let relations = match package.part(&inside(&format!("_rels/{name}.rels")))? {
        Some(xml) => relations(&xml)?,
        None => Vec::new(),
    };
    let styles = match package.part(&inside("styles.xml"))? {
        Some(xml) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let mut draft = Draft { marked_up: true, ..Draft::default() };
    let mut parts = |draft: &mut Draft, kind: &str| -> Result<(), Problem> {
        let mut seen = Vec::new();
        for relation in relations.iter().filter(|r| r.kind.ends_with(kind)) {
            let Some(xml) = package.part(&inside(&relation.target))? else { continue };
            // First, odd and even pages often say the same.
            if !seen.contains(&xml) {
                let mut body = Body::new(&styles);
                xml::read(FORMAT, &xml, &mut body)?;
                body.paragraphs.pour(draft, Some(Tag::Boilerplate));
                seen.push(xml);
            }
        }
        Ok(())
    };
    parts(&mut draft, "/header")?;
    let mut after = Draft::default();
    parts(&mut after, "/footer")?;
    let mut body = Body::new(&styles);
    xml::read(FORMAT, &package.required(&main)?, &mut body)?;
    let Body { paragraphs, references, deleted, .. } = body;
    paragraphs.pour(&mut draft, None);
    for (file, element) in [("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")] {
        if let Some(xml) = package.part(&inside(file))? {
            notes(&xml, element, &references, &styles, &mut draft)?;
        }
    }
    for piece in &after.pieces {
        draft.push(&after.text[piece.span.range()], piece.layout, piece.evidence);
    }
    if deleted > 0 {
        draft.notes.push(format!("{deleted} tracked deletions left out"));
    }
    Ok(draft)
}

/// Notes in the order of their references; those nobody refers to come last.
fn notes(
    xml: &str,
    element: &'static str,
    references: &[(bool, String)],
    styles: &Styles,
    draft: &mut Draft,
) -> Result<(), Problem> {
    let mut handler = Notes { element, body: Body::new(styles), finished: Vec::new(), open: None };
    xml::read(FORMAT, xml, &mut handler)?;
    let end = element == "endnote";
    let rank = |id: &str| references.iter().position(|(e, r)| *e == end && r == id).unwrap_or(usize::MAX);
    handler.finished.sort_by_key(|(id, _)| rank(id));
    for (_, paragraphs) in handler.finished {
        paragraphs.pour(draft, None);
    }
    Ok(())
}

struct Relation {
    kind: String,
    target: String,
}

fn relations(xml: &str) -> Result<Vec<Relation>, Problem> {
    struct Collect(Vec<Relation>);
    impl Handler for Collect {
        fn open(&mut self, name: &str, element: &Open<'_>) {
            if name == "Relationship"
                && element.get("TargetMode").as_deref() != Some("External")
                && let (Some(kind), Some(target)) = (element.get("Type"), element.get("Target"))
            {
                self.0.push(Relation { kind, target });
            }
        }
        fn close(&mut self, _name: &str) {}
        fn text(&mut self, _text: &str) {}
    }
    let mut collect = Collect(Vec::new());
    xml::read(FORMAT, xml, &mut collect)?;
    Ok(collect.0)
}

/// Paragraph styles: what their names, and those of the styles they are made from, say.
#[derive(Default)]
struct Styles {
    names: FxHashMap<String, String>,
    parents: FxHashMap<String, String>,
    outlined: FxHashMap<String, bool>,
    current: Option<String>,
}

impl Styles {
    fn read(xml: &str) -> Result<Self, Problem> {
        let mut styles = Self::default();
        xml::read(FORMAT, xml, &mut styles)?;
        Ok(styles)
    }

    fn says(&self, id: &str) -> (Option<Tag>, Layout, bool) {
        let mut id = id;
        let mut outlined = false;
        // A ring of parents would never end.
        for _ in 0..10 {
            let said = style(self.names.get(id).map_or(id, String::as_str));
            if said.0.is_some() || said.1 != Layout::Paragraph {
                return said;
            }
            outlined |= self.outlined.contains_key(id);
            match self.parents.get(id) {
                Some(parent) => id = parent,
                None => break,
            }
        }
        if outlined { (Some(Tag::Head), Layout::Heading, false) } else { (None, Layout::Paragraph, false) }
    }
}

impl Handler for Styles {
    fn open(&mut self, name: &str, element: &Open<'_>) {
        match name {
            "style" => self.current = element.get("styleId"),
            "name" | "basedOn" | "outlineLvl" => {
                if let (Some(id), Some(value)) = (self.current.clone(), element.get("val")) {
                    match name {
                        "name" => drop(self.names.insert(id, value)),
                        "basedOn" => drop(self.parents.insert(id, value)),
                        _ if value != "9" => drop(self.outlined.insert(id, true)),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if name == "style" {
            self.current = None;
        }
    }

    fn text(&mut self, _text: &str) {}
}

/// Body, header or note: paragraphs out of runs.
struct Body<'s> {
    styles: &'s Styles,
    paragraphs: Paragraphs,
    /// (is an endnote, id) in the order of the text.
    references: Vec<(bool, String)>,
    deleted: usize,
    /// Depth inside an element that is passed over.
    skip: usize,
    /// For each open `AlternateContent`, whether its choice was taken.
    choices: Vec<bool>,
    cells: usize,
    /// Cells outside of the open text boxes.
    outer_cells: Vec<usize>,
    links: usize,
    look: Look,
    in_run: bool,
    in_text: bool,
    note: bool,
}

impl<'s> Body<'s> {
    fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            paragraphs: Paragraphs::default(),
            references: Vec::new(),
            deleted: 0,
            skip: 0,
            choices: Vec::new(),
            cells: 0,
            outer_cells: Vec::new(),
            links: 0,
            look: Look::default(),
            in_run: false,
            in_text: false,
            note: false,
        }
    }

    fn push(&mut self, text: &str) {
        let look = Look { link: self.links > 0, ..self.look };
        if let Some(paragraph) = self.paragraphs.current() {
            paragraph.push(text, look);
        }
    }

    fn paragraph_property(&mut self, name: &str, element: &Open<'_>) {
        let said = match name {
            "pStyle" => element.get("val").map(|id| self.styles.says(&id)),
            "outlineLvl" if element.get("val").is_some_and(|v| v != "9") => {
                Some((Some(Tag::Head), Layout::Heading, false))
            }
            "numPr" => Some((None, Layout::Item, false)),
            _ => None,
        };
        if let (Some((tag, layout, headline)), Some(paragraph)) = (said, self.paragraphs.current()) {
            paragraph.tag = tag.or(paragraph.tag);
            paragraph.headline |= headline;
            if paragraph.layout == Layout::Paragraph {
                paragraph.layout = layout;
            }
        }
    }
}

impl Handler for Body<'_> {
    fn open(&mut self, name: &str, element: &Open<'_>) {
        if self.skip > 0 {
            self.skip += 1;
            return;
        }
        match name {
            "AlternateContent" => self.choices.push(false),
            // Two tellings of one thing: the first that we meet is read.
            "Choice" => match self.choices.last_mut() {
                Some(taken @ false) => *taken = true,
                _ => self.skip = 1,
            },
            "Fallback" if self.choices.last() == Some(&true) => self.skip = 1,
            "del" | "moveFrom" => {
                self.skip = 1;
                self.deleted += usize::from(self.paragraphs.is_open() && !self.in_run);
            }
            "delText" | "instrText" | "delInstrText" | "rPrChange" | "pPrChange" | "sectPrChange"
            | "tblPrChange" | "tcPrChange" | "trPrChange" | "tblPrExChange" | "numberingChange" | "sdtPr"
            | "rt" | "tabs" => self.skip = 1,
            "p" => {
                let layout = match (self.note, self.cells) {
                    (true, _) => Layout::Note,
                    (_, 0) => Layout::Paragraph,
                    _ => Layout::Cell,
                };
                self.paragraphs.begin(layout);
            }
            "tc" => self.cells += 1,
            "txbxContent" => self.outer_cells.push(std::mem::take(&mut self.cells)),
            "hyperlink" => self.links += 1,
            "r" => {
                self.in_run = true;
                self.look = Look::default();
            }
            "t" => self.in_text = true,
            "vanish" | "specVanish" if self.in_run => self.look.hidden |= element.is_on(),
            "b" | "i" if self.in_run => self.look.strong |= element.is_on(),
            "tab" | "ptab" if self.in_run => self.push(" "),
            "br" | "cr" if self.in_run => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" => self.push("\u{ad}"),
            "footnoteReference" | "endnoteReference" => {
                self.references.extend(element.get("id").map(|id| (name == "endnoteReference", id)));
            }
            _ => self.paragraph_property(name, element),
        }
    }

    fn close(&mut self, name: &str) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match name {
            "AlternateContent" => drop(self.choices.pop()),
            "p" => self.paragraphs.end(),
            "tc" => self.cells = self.cells.saturating_sub(1),
            "txbxContent" => self.cells = self.outer_cells.pop().unwrap_or(0),
            "hyperlink" => self.links = self.links.saturating_sub(1),
            "r" => self.in_run = false,
            "t" => self.in_text = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skip == 0 && self.in_text {
            self.push(text);
        }
    }
}

/// The part that holds the notes.
struct Notes<'s> {
    element: &'static str,
    body: Body<'s>,
    finished: Vec<(String, Paragraphs)>,
    open: Option<String>,
}

impl Handler for Notes<'_> {
    fn open(&mut self, name: &str, element: &Open<'_>) {
        if name == self.element {
            // Separators have a type; notes have none, or `normal`.
            let real = element.get("type").is_none_or(|t| t == "normal");
            self.open = element.get("id").filter(|_| real);
            self.body = Body::new(self.body.styles);
            self.body.note = true;
        } else if self.open.is_some() {
            self.body.open(name, element);
        }
    }

    fn close(&mut self, name: &str) {
        if name == self.element {
            if let Some(id) = self.open.take() {
                self.finished.push((id, std::mem::take(&mut self.body.paragraphs)));
            }
        } else if self.open.is_some() {
            self.body.close(name);
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.is_some() {
            self.body.text(text);
        }
    }
}
