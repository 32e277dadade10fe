//! Reading XLSX: the texts of the first sheet.

use crate::ingest::package::Package;
use crate::ingest::xml::{Fault, Handler, Open, events};

/// A sheet may unpack to so many bytes.
const LARGEST: u64 = 512 << 20;
/// Columns of a sheet (ECMA-376).
const COLUMNS: usize = 16_384;
/// Cells of a sheet, gaps counted.
const CELLS: usize = 20_000_000;

/// Why a file is not read as a spreadsheet.
#[derive(Debug, thiserror::Error)]
pub enum BadSheet {
    /// The container or a part of it is broken.
    #[error("the spreadsheet cannot be read ({0}); open it in its program and save it again")]
    Broken(String),
    /// No sheet in it.
    #[error("there is no sheet in the file; only .xlsx files are read")]
    Empty,
    /// More cells than any table.
    #[error("the sheet has over 20 million cells; save it as CSV")]
    TooLarge,
}

/// What is read of a workbook.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// The rows of the first sheet that hold anything, each with its number from 1; cells without a value are empty.
    pub rows: Vec<(u64, Vec<String>)>,
    /// The names of the other sheets, which are not read.
    pub unread: Vec<String>,
}

/// Reads the first sheet of a workbook. Numbers are as stored, formulas give their last value.
///
/// # Errors
/// [`BadSheet`].
pub fn read(bytes: &[u8]) -> Result<Table, BadSheet> {
    let broken = |e: crate::ingest::Problem| BadSheet::Broken(e.to_string());
    let mut package = Package::with_limit("xlsx", bytes, LARGEST).map_err(broken)?;
    let mut part = |name: &str| package.part(name).map_err(broken);
    let mut book = Book::default();
    run(&part("xl/workbook.xml")?.ok_or(BadSheet::Empty)?, &mut book)?;
    let (_, id) = book.sheets.first().ok_or(BadSheet::Empty)?;
    let mut relations = Relations { id, target: None };
    run(&part("xl/_rels/workbook.xml.rels")?.unwrap_or_default(), &mut relations)?;
    let target = relations.target.unwrap_or_else(|| "worksheets/sheet1.xml".to_owned());
    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let mut shared = Shared::default();
    if let Some(xml) = part("xl/sharedStrings.xml")? {
        run(&xml, &mut shared)?;
    }
    let mut sheet = Sheet { shared: &shared.texts, ..Sheet::default() };
    run(&part(&path)?.ok_or(BadSheet::Empty)?, &mut sheet)?;
    if sheet.cells > CELLS {
        return Err(BadSheet::TooLarge);
    }
    Ok(Table { rows: sheet.rows, unread: book.sheets.iter().skip(1).map(|(name, _)| name.clone()).collect() })
}

fn run(xml: &str, handler: &mut impl Handler) -> Result<(), BadSheet> {
    match events(xml, handler) {
        Ok(_) => Ok(()),
        Err(Fault::Syntax { reason, .. }) => Err(BadSheet::Broken(reason)),
        Err(Fault::TooDeep) => Err(BadSheet::Broken("elements are nested too deep".to_owned())),
    }
}

/// Names of sheets, and the ids of their parts.
#[derive(Default)]
struct Book {
    sheets: Vec<(String, String)>,
}

impl Handler for Book {
    fn open(&mut self, name: &str, element: &Open<'_>) {
        if let Some(id) = element.get("id").filter(|_| name == "sheet") {
            self.sheets.push((element.get("name").unwrap_or_default(), id));
        }
    }
    fn close(&mut self, _: &str) {}
    fn text(&mut self, _: &str) {}
}

struct Relations<'i> {
    id: &'i str,
    target: Option<String>,
}

impl Handler for Relations<'_> {
    fn open(&mut self, name: &str, element: &Open<'_>) {
        if name == "Relationship" && element.get("Id").as_deref() == Some(self.id) {
            self.target = element.get("Target");
        }
    }
    fn close(&mut self, _: &str) {}
    fn text(&mut self, _: &str) {}
}

/// `<si>`: texts that cells refer to.
#[derive(Default)]
struct Shared {
    texts: Vec<String>,
    text: String,
    inside: bool,
    /// How to say an ideograph, which is not part of the text.
    phonetic: bool,
}

impl Handler for Shared {
    fn open(&mut self, name: &str, _: &Open<'_>) {
        match name {
            "si" => self.text.clear(),
            "t" => self.inside = !self.phonetic,
            "rPh" => self.phonetic = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "si" => self.texts.push(unescape(&self.text)),
            "t" => self.inside = false,
            "rPh" => self.phonetic = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.inside {
            self.text.push_str(text);
        }
    }
}

#[derive(Default)]
struct Sheet<'s> {
    shared: &'s [String],
    rows: Vec<(u64, Vec<String>)>,
    row: Vec<String>,
    number: u64,
    column: usize,
    kind: String,
    text: String,
    inside: bool,
    phonetic: bool,
    cells: usize,
}

impl Handler for Sheet<'_> {
    fn open(&mut self, name: &str, element: &Open<'_>) {
        match name {
            "row" => {
                self.number = element.get("r").and_then(|r| r.parse().ok()).unwrap_or(self.number + 1);
                self.column = 0;
            }
            "c" => {
                self.column = element.get("r").and_then(|r| column(&r)).unwrap_or(self.column);
                self.kind = element.get("t").unwrap_or_default();
                self.text.clear();
            }
            "v" | "t" => self.inside = !self.phonetic,
            "rPh" => self.phonetic = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "v" | "t" => self.inside = false,
            "rPh" => self.phonetic = false,
            "c" => {
                let value = if self.kind == "s" {
                    let shared = self.text.trim().parse().ok().and_then(|n: usize| self.shared.get(n));
                    shared.cloned().unwrap_or_default()
                } else {
                    unescape(&self.text)
                };
                let gap = (self.column + 1).saturating_sub(self.row.len());
                if !value.is_empty() && self.column < COLUMNS && self.cells + gap <= CELLS + 1 {
                    self.cells += gap;
                    self.row.resize(self.row.len().max(self.column + 1), String::new());
                    self.row[self.column] = value;
                }
                self.column += 1;
            }
            "row" if !self.row.is_empty() => {
                self.rows.push((self.number, std::mem::take(&mut self.row)));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.inside {
            self.text.push_str(text);
        }
    }
}

/// The column of a reference, from 0: `B3` is 1.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let n = letters.take(4).fold(0, |n, b| n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    n.checked_sub(1)
}

/// `_x000D_` stands for a character that XML cannot hold.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, code) = rest.split_at(at);
        out.push_str(before);
        let hex = code.get(2..6).filter(|_| code.as_bytes().get(6) == Some(&b'_'));
        if let Some(c) = hex.and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32) {
            out.push(c);
            rest = &code[7..];
        } else {
            out.push_str("_x");
            rest = &code[2..];
        }
    }
    out.push_str(rest);
    out
}
