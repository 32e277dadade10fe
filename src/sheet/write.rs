//! Writing XLSX: one table of texts, streamed; no time stamps, so that the same table is the same file.

use std::io::{self, Write};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{DateTime, ZipWriter};

/// The most rows of a sheet.
const ROWS: u32 = 1_048_576;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Writes a workbook row by row; what is longer than a sheet goes on in the next.
pub struct Writer<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    /// The first row, which every sheet begins with.
    head: String,
    sheets: u32,
    /// Rows of the sheet.
    rows: u32,
    buffer: String,
}

impl<W: Write> Writer<W> {
    /// Begins a workbook.
    pub fn new(write: W) -> Self {
        let zip = ZipWriter::new_stream(write);
        Self { zip, head: String::new(), sheets: 0, rows: 0, buffer: String::new() }
    }

    /// Writes a row; the first one is the header. Texts that do not fit into a cell ([`super::fits`]) are cut.
    ///
    /// # Errors
    /// When writing fails.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> io::Result<()> {
        if self.sheets == 0 || self.rows == ROWS {
            self.begin()?;
        }
        self.rows += 1;
        self.buffer.clear();
        self.buffer.push_str("<row>");
        let style = if self.sheets == 1 && self.rows == 1 { " s=\"1\"" } else { "" };
        for cell in cells {
            push_cell(&mut self.buffer, cell.as_ref(), style);
        }
        self.buffer.push_str("</row>\n");
        if self.sheets == 1 && self.rows == 1 {
            self.head.clone_from(&self.buffer);
        }
        self.zip.write_all(self.buffer.as_bytes())
    }

    fn part(&mut self, name: &str) -> io::Result<()> {
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        Ok(self.zip.start_file(name, options)?)
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.sheets > 0 {
            self.zip.write_all(b"</sheetData></worksheet>")?;
        }
        self.sheets += 1;
        self.part(&format!("xl/worksheets/sheet{}.xml", self.sheets))?;
        // The header stays in view.
        writeln!(
            self.zip,
            "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
             activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>\
             <cols><col min=\"1\" max=\"64\" width=\"32\" customWidth=\"1\"/></cols><sheetData>"
        )?;
        self.rows = u32::from(self.sheets > 1);
        self.zip.write_all(self.head.as_bytes())
    }

    /// Writes what a workbook needs besides.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self) -> io::Result<W> {
        if self.sheets == 0 {
            self.begin()?;
        }
        self.zip.write_all(b"</sheetData></worksheet>")?;
        let each = |piece: &dyn Fn(u32) -> String| (1..=self.sheets).map(piece).collect::<String>();
        let sheets = each(&|n| format!("<sheet name=\"Sheet{n}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"));
        let related = each(&|n| {
            format!(
                "<Relationship Id=\"rId{n}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
            )
        });
        let types = each(&|n| {
            format!(
                "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>"
            )
        });
        let parts = [
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}/relationships\">{related}\
                     <Relationship Id=\"rId0\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
                ),
            ),
            ("xl/styles.xml", STYLES.replace("MAIN", MAIN)),
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" \
                     Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                     ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>\
                     <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>{types}</Types>"
                ),
            ),
        ];
        for (name, text) in parts {
            self.part(name)?;
            self.zip.write_all(HEAD.as_bytes())?;
            self.zip.write_all(text.as_bytes())?;
        }
        Ok(self.zip.finish()?.into_inner())
    }
}

/// Plain cells, and bold ones for the header; every cell is text, at the top, and wraps.
const STYLES: &str = "<styleSheet xmlns=\"MAIN\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
    <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"2\"><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" \
    applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf><xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" \
    xfId=\"0\" applyFont=\"1\"/></cellXfs></styleSheet>";

fn push_cell(out: &mut String, text: &str, style: &str) {
    if text.is_empty() {
        out.push_str("<c/>");
        return;
    }
    let text = cut(text);
    out.push_str("<c t=\"inlineStr\"");
    out.push_str(style);
    out.push_str("><is><t xml:space=\"preserve\">");
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("_x000D_"),
            '\t' | '\n' => out.push(c),
            // `_x0041_` means a character to spreadsheets.
            '_' if text.as_bytes().get(at + 1) == Some(&b'x') => out.push_str("_x005F_"),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("_x{:04X}_", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push_str("</t></is></c>");
}

/// What a cell holds of a text.
fn cut(text: &str) -> &str {
    if super::fits(text) {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > super::LONGEST
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}
