//! Markdown: headings, paragraphs, items, tables, quotations; footnotes last; a picture alone in its paragraph is a caption.

use super::draft::{Draft, Evidence};
use super::encoding;
use super::error::Problem;
use super::html;
use crate::model::{Layout, Tag};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag as Mark, TagEnd};

pub(super) fn read(bytes: &[u8]) -> Result<Draft, Problem> {
    let decoded = encoding::decode(bytes, None)?;
    if is_crowded(&decoded.text) {
        return Err(Problem::Crowded);
    }
    let mut writer = Writer { draft: Draft { marked_up: true, ..Draft::default() }, ..Writer::default() };
    writer.draft.notes.extend(decoded.note);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    for event in Parser::new_ext(&decoded.text, options) {
        writer.take(event)?;
    }
    writer.flush();
    for (text, evidence) in std::mem::take(&mut writer.notes) {
        writer.draft.push(&text, Layout::Note, evidence);
    }
    Ok(writer.draft)
}

/// Whether marks make up an eighth of a large text: the parser keeps a node for each.
fn is_crowded(text: &str) -> bool {
    const MANY: usize = 1 << 20;
    let marks = text.bytes().filter(|b| b"[]*_`><!~|\\&\n-+".contains(b)).count();
    marks > MANY && marks > text.len() / 8
}

#[derive(Default)]
struct Writer {
    draft: Draft,
    /// The block as it is gathered.
    text: String,
    /// Substitute texts of pictures in it.
    pictures: String,
    html: String,
    letters: usize,
    strong: usize,
    linked: usize,
    heading: Option<HeadingLevel>,
    items: usize,
    cell: bool,
    note: bool,
    /// Depths of open emphasis, links, pictures, front matter.
    emphases: usize,
    links: usize,
    images: usize,
    front: bool,
    notes: Vec<(String, Evidence)>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) -> Result<(), Problem> {
        match event {
            Event::Start(mark) => self.start(&mark),
            Event::End(mark) => self.end(mark)?,
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text);
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Html(html) => self.html.push_str(&html),
            Event::Rule => self.flush(),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if self.front {
            return;
        }
        if self.images > 0 {
            self.pictures.push_str(text);
            return;
        }
        self.text.push_str(text);
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.letters += letters;
        self.strong += if self.emphases > 0 { letters } else { 0 };
        self.linked += if self.links > 0 { letters } else { 0 };
    }

    fn start(&mut self, mark: &Mark<'_>) {
        match mark {
            Mark::Emphasis | Mark::Strong => self.emphases += 1,
            Mark::Link { .. } => self.links += 1,
            Mark::Image { .. } => self.images += 1,
            Mark::Strikethrough | Mark::Superscript | Mark::Subscript => {}
            block => {
                self.flush();
                match block {
                    Mark::Heading { level, .. } => self.heading = Some(*level),
                    Mark::Item | Mark::DefinitionListDefinition => self.items += 1,
                    Mark::TableCell => self.cell = true,
                    Mark::FootnoteDefinition(_) => self.note = true,
                    Mark::MetadataBlock(_) => self.front = true,
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, mark: TagEnd) -> Result<(), Problem> {
        match mark {
            TagEnd::Emphasis | TagEnd::Strong => self.emphases = self.emphases.saturating_sub(1),
            TagEnd::Link => self.links = self.links.saturating_sub(1),
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            block => {
                self.flush();
                match block {
                    TagEnd::Heading(_) => self.heading = None,
                    TagEnd::Item | TagEnd::DefinitionListDefinition => {
                        self.items = self.items.saturating_sub(1);
                    }
                    TagEnd::TableCell => self.cell = false,
                    TagEnd::FootnoteDefinition => self.note = false,
                    TagEnd::MetadataBlock(_) => {
                        self.front = false;
                        self.draft.notes.push("front matter left out".to_owned());
                    }
                    TagEnd::HtmlBlock => html::read_page(&std::mem::take(&mut self.html), &mut self.draft)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Ends the block.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let pictures = std::mem::take(&mut self.pictures);
        let (letters, strong, linked) = (self.letters.max(1) as f32, self.strong as f32, self.linked as f32);
        let emphasis = self.letters > 0 && self.strong == self.letters;
        (self.letters, self.strong, self.linked) = (0, 0, 0);
        debug_assert!(strong <= letters);
        let mut evidence = Evidence { links: linked / letters, emphasis, ..Evidence::default() };
        if text.trim().is_empty() {
            evidence.tag = Some(Tag::Caption);
            self.draft.push(&pictures, Layout::Paragraph, evidence);
            return;
        }
        if self.note {
            self.notes.push((text, evidence));
            return;
        }
        let layout = match (self.heading, self.cell, self.items) {
            (Some(level), ..) => {
                evidence.tag = Some(Tag::Head);
                evidence.headline = level == HeadingLevel::H1;
                Layout::Heading
            }
            (_, true, _) => Layout::Cell,
            (.., 0) => Layout::Paragraph,
            _ => Layout::Item,
        };
        self.draft.push(&text, layout, evidence);
    }
}
