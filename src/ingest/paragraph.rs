//! Paragraphs of word processor files: text gathered run by run, put out in the order in which paragraphs begin.

use super::draft::{Draft, Evidence};
use crate::model::{Layout, Tag};

/// A paragraph as it is gathered.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    slot: usize,
    text: String,
    hidden: String,
    letters: usize,
    strong: usize,
    linked: usize,
    pub layout: Layout,
    pub tag: Option<Tag>,
    pub headline: bool,
}

/// How a run of text looks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub hidden: bool,
    pub strong: bool,
    pub link: bool,
}

impl Paragraph {
    pub fn push(&mut self, text: &str, look: Look) {
        if look.hidden {
            self.hidden.push_str(text);
            return;
        }
        self.text.push_str(text);
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.letters += letters;
        self.strong += if look.strong { letters } else { 0 };
        self.linked += if look.link { letters } else { 0 };
    }
}

/// Finished paragraphs in reading order; one that stands inside another (a text box) comes after it.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    slots: Vec<Option<Paragraph>>,
    open: Vec<Paragraph>,
}

impl Paragraphs {
    pub fn begin(&mut self, layout: Layout) {
        self.open.push(Paragraph { slot: self.slots.len(), layout, ..Paragraph::default() });
        self.slots.push(None);
    }

    pub fn current(&mut self) -> Option<&mut Paragraph> {
        self.open.last_mut()
    }

    pub fn end(&mut self) {
        if let Some(done) = self.open.pop() {
            let slot = done.slot;
            self.slots[slot] = Some(done);
        }
    }

    /// Whether a paragraph is open.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Puts all paragraphs into the draft; `tag` overrides what the paragraphs say of themselves.
    pub fn pour(mut self, draft: &mut Draft, tag: Option<Tag>) {
        while self.is_open() {
            self.end();
        }
        for paragraph in self.slots.into_iter().flatten() {
            let share = |n: usize| n as f32 / paragraph.letters.max(1) as f32;
            let evidence = Evidence {
                tag: tag.or(paragraph.tag),
                links: share(paragraph.linked),
                emphasis: paragraph.letters > 0 && paragraph.strong == paragraph.letters,
                headline: paragraph.headline,
                ..Evidence::default()
            };
            draft.push(&tidy(&paragraph.text), paragraph.layout, evidence);
            draft.push(&tidy(&paragraph.hidden), paragraph.layout, Evidence::of(Tag::Boilerplate));
        }
    }
}

/// White space around soft breaks goes; tabs are blanks.
fn tidy(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|l| l.replace('\t', " ").trim_matches(' ').to_owned())
        .filter(|l| !l.is_empty())
        .collect();
    lines.join("\n")
}

/// What the name of a paragraph style says: `heading 1`, `Title`, `Caption`, `toc 2`, `Author`.
pub(super) fn style(name: &str) -> (Option<Tag>, Layout, bool) {
    let name = name.to_lowercase().replace("_20_", " ").replace(['_', '-'], " ");
    let first = name.split(' ').next().unwrap_or("");
    if matches!(first, "heading" | "title" | "subtitle" | "headline" | "subheading") {
        let headline = matches!(name.as_str(), "title" | "headline" | "heading 1");
        return (Some(Tag::Head), Layout::Heading, headline);
    }
    if ["caption", "illustration", "figure", "drawing", "legend"].iter().any(|w| name.contains(w)) {
        return (Some(Tag::Caption), Layout::Paragraph, false);
    }
    if matches!(first, "byline" | "author" | "by") {
        return (Some(Tag::Byline), Layout::Paragraph, false);
    }
    if matches!(first, "toc" | "contents" | "header" | "footer") || name.starts_with("table of ") {
        return (Some(Tag::Boilerplate), Layout::Paragraph, false);
    }
    if first == "list" {
        return (None, Layout::Item, false);
    }
    (None, Layout::Paragraph, false)
}
