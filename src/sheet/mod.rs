//! Spreadsheets (XLSX, ECMA-376): tables of texts out and in, a row at a time.
//!
//! ```
//! use songngu::sheet::{self, Writer};
//! let mut out = Vec::new();
//! let mut writer = Writer::new(&mut out);
//! writer.row(&["vi", "en"])?;
//! writer.row(&["sông Hồng", "Red River"])?;
//! writer.finish()?;
//! let rows = sheet::read(&out)?.rows;
//! assert_eq!(rows[1], (2, vec!["sông Hồng".to_owned(), "Red River".to_owned()]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod read;
mod write;

pub use read::{BadSheet, Table, read};
pub use write::Writer;

/// The most characters (UTF-16 units) that a cell holds.
pub const LONGEST: usize = 32_767;

/// Whether a text fits into a cell.
#[must_use]
pub fn fits(text: &str) -> bool {
    // A text of so many bytes cannot have more units.
    text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn what_is_written_is_read() {
        let texts = ["", " a ", "x & <y>\n\"z\"", "_x0041_", "Đà Lạt\u{301}𝄞", "=SUM(A1)", "007", "\t\r\n"];
        let mut out = Vec::new();
        let mut writer = Writer::new(&mut out);
        writer.row(&texts).unwrap();
        writer.row(&[] as &[&str]).unwrap();
        writer.row(&["", "", "c"]).unwrap();
        writer.finish().unwrap();
        let rows = read(&out).unwrap().rows;
        assert_eq!(rows[0].1, texts);
        assert_eq!(rows[1], (3, vec![String::new(), String::new(), "c".to_owned()]));
    }

    #[test]
    fn the_same_table_is_the_same_file() {
        let make = || {
            let mut out = Vec::new();
            let mut writer = Writer::new(&mut out);
            writer.row(&["a"]).unwrap();
            writer.finish().unwrap();
            out
        };
        assert_eq!(make(), make());
    }

    /// A file as spreadsheet programs write it: shared texts, runs of letters, numbers, formulas, gaps.
    #[test]
    fn files_of_other_programs() {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, text) in [
            (
                "xl/workbook.xml",
                "<workbook xmlns:r='r'><sheets><sheet name='T' sheetId='1' r:id='rId7'/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id='rId7' Target='/xl/worksheets/table.xml'/></Relationships>",
            ),
            (
                "xl/sharedStrings.xml",
                "<sst><si><t>one</t></si><si><r><t>tw</t></r><r><t xml:space='preserve'>o </t></r><rPh><t>no</t></rPh></si></sst>",
            ),
            (
                "xl/worksheets/table.xml",
                "<worksheet><sheetData><row r='2'><c r='B2' t='s'><v>1</v></c><c r='D2'><v>4.5</v></c></row>\
                 <row><c t='s'><v>0</v></c><c t='str'><f>A1</f><v>f</v></c><c t='b'><v>1</v></c><c t='s'><v>99</v></c></row></sheetData></worksheet>",
            ),
        ] {
            zip.start_file(name, options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let rows = read(&bytes).unwrap().rows;
        assert_eq!(
            rows,
            [(2, vec!["", "two ", "", "4.5"]), (3, vec!["one", "f", "1"])]
                .map(|(n, cells)| { (n, cells.into_iter().map(str::to_owned).collect::<Vec<_>>()) })
        );
        assert!(read(b"PK\x03\x04no").is_err());
    }
}
