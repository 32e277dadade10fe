//! Electronic books: the chapters of the spine, each a web page.

use super::draft::Draft;
use super::error::Problem;
use super::html;
use super::package::{self, Package};
use super::xml::{self, Handler, Open};
use crate::model::Lang;

const FORMAT: &str = "epub";

pub(super) fn knows(bytes: &[u8]) -> bool {
    package::names(bytes, "application/epub+zip")
}

pub(super) fn read(bytes: &[u8]) -> Result<Draft, Problem> {
    let mut package = Package::open(FORMAT, bytes)?;
    let mut book = Book::default();
    xml::read(FORMAT, &package.required("META-INF/container.xml")?, &mut book)?;
    let root = book
        .root
        .clone()
        .ok_or_else(|| Problem::Broken { format: FORMAT, reason: "no root file is named".into() })?;
    xml::read(FORMAT, &package.required(&root)?, &mut book)?;
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut draft =
        Draft { marked_up: true, declared: book.lang.trim().parse::<Lang>().ok(), ..Draft::default() };
    for id in &book.spine {
        let Some((_, href)) = book.manifest.iter().find(|(known, _)| known == id) else { continue };
        let path = if folder.is_empty() { href.clone() } else { format!("{folder}/{href}") };
        match package.part(&path)? {
            Some(page) => html::read_page(&page, &mut draft)?,
            None => draft.notes.push(format!("chapter {href} is missing")),
        }
    }
    Ok(draft)
}

/// What container and package file say.
#[derive(Default)]
struct Book {
    root: Option<String>,
    /// (id, href) of the chapters; tables of contents are left out.
    manifest: Vec<(String, String)>,
    spine: Vec<String>,
    lang: String,
    in_lang: bool,
}

impl Handler for Book {
    fn open(&mut self, name: &str, element: &Open<'_>) {
        match name {
            "rootfile" => self.root = self.root.take().or_else(|| element.get("full-path")),
            "item" if !element.get("properties").is_some_and(|p| p.split(' ').any(|w| w == "nav")) => {
                if let (Some(id), Some(href)) = (element.get("id"), element.get("href")) {
                    self.manifest.push((id, percent_decoded(&href)));
                }
            }
            "itemref" => self.spine.extend(element.get("idref")),
            "language" => self.in_lang = self.lang.is_empty(),
            _ => {}
        }
    }

    fn close(&mut self, _name: &str) {
        self.in_lang = false;
    }

    fn text(&mut self, text: &str) {
        if self.in_lang {
            self.lang.push_str(text);
        }
    }
}

/// `a%20b` as `a b`.
fn percent_decoded(href: &str) -> String {
    let bytes = href.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = (bytes[i] == b'%')
            .then(|| href.get(i + 1..i + 3))
            .flatten()
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(hex.unwrap_or(bytes[i]));
        i += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| href.to_owned())
}
