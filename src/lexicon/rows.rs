//! The source tables: concepts, a row each, and parallel sentences.
//!
//! A cell of a concept holds equivalents separated by ` | `, the commonest first; irregular forms stand in parentheses
//! behind their equivalent: `miasto (mieście) | gród`.

use crate::model::Lang;

/// One equivalent of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equivalent {
    /// Base form.
    pub text: String,
    /// Irregular forms.
    pub forms: Vec<String>,
}

/// A concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line of the table, from 1.
    pub line: usize,
    /// Part of speech or kind (`noun`, `city`, `rank` …).
    pub kind: String,
    /// Equivalents in the order of [`Lang::HOME`].
    pub cells: [Vec<Equivalent>; 4],
}

/// What is wrong with a line of a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct BadRow {
    /// The table.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// The fault and its remedy.
    pub what: &'static str,
}

/// Reads a table of concepts.
///
/// # Errors
/// The first line that does not have a kind and four filled cells.
pub fn concepts(file: &str, text: &str) -> Result<Vec<Row>, BadRow> {
    lines(text)
        .map(|(line, content)| {
            let bad = |what| BadRow { file: file.to_owned(), line, what };
            let cells: Vec<&str> = content.split('\t').collect();
            let [kind, vi, en, fr, pl] = cells[..] else {
                return Err(bad("a row has five cells: kind, vi, en, fr, pl, separated by tabs"));
            };
            let cells = [vi, en, fr, pl].map(cell);
            if cells.iter().any(|c| c.is_empty() || c.iter().any(|e| e.text.is_empty())) {
                return Err(bad("an empty cell; write the usual phrase if there is no single word"));
            }
            Ok(Row { line, kind: kind.to_owned(), cells })
        })
        .collect()
}

/// Reads a table of parallel sentences, in the order of [`Lang::HOME`].
///
/// # Errors
/// The first line that does not have four filled cells.
pub fn sentences(file: &str, text: &str) -> Result<Vec<[String; 4]>, BadRow> {
    lines(text)
        .map(|(line, content)| {
            let cells: Vec<&str> = content.split('\t').collect();
            match cells[..] {
                [vi, en, fr, pl] if cells.iter().all(|c| !c.trim().is_empty()) => {
                    Ok([vi, en, fr, pl].map(str::to_owned))
                }
                _ => Err(BadRow {
                    file: file.to_owned(),
                    line,
                    what: "a row has four filled cells: vi, en, fr, pl, separated by tabs",
                }),
            }
        })
        .collect()
}

/// Lines with content behind the header, numbered from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(i, l)| (i + 1, l.trim_end_matches('\r')))
        .filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'))
        .skip(1)
}

fn cell(text: &str) -> Vec<Equivalent> {
    text.split(" | ")
        .map(|part| {
            let (text, forms) = part.split_once('(').map_or((part, ""), |(t, f)| (t, f));
            let forms = forms.trim_end().trim_end_matches(')').split(',').map(str::trim);
            Equivalent {
                text: text.trim().to_owned(),
                forms: forms.filter(|f| !f.is_empty()).map(str::to_owned).collect(),
            }
        })
        .collect()
}

/// A hash of the source tables (FNV-1a), so that a model tells what it was made of.
#[derive(Clone, Copy, Debug)]
pub struct Fingerprint(u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fingerprint {
    /// Adds a table; line ends do not matter.
    pub fn add(&mut self, text: &str) {
        for byte in text.bytes().filter(|&b| b != b'\r') {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// The hash.
    #[must_use]
    pub const fn value(self) -> u64 {
        self.0
    }
}

/// The column of a home language.
#[must_use]
pub fn column(lang: Lang) -> Option<usize> {
    Lang::HOME.iter().position(|&l| l == lang.primary())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_equivalents_and_irregular_forms() {
        let rows = concepts(
            "t",
            "# x\nkind\tvi\ten\tfr\tpl\nnoun\tngười\tman (men) | person\thomme\tczłowiek (ludzie, ludzi)\n",
        );
        let row = rows.map(|r| r[0].clone());
        assert_eq!(row.as_ref().map(|r| r.cells[1][0].forms.clone()), Ok(vec!["men".to_owned()]));
        assert_eq!(row.as_ref().map(|r| r.cells[3][0].forms.len()), Ok(2));
        assert_eq!(row.map(|r| r.cells[1][1].text.clone()), Ok("person".to_owned()));
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = concepts("f.tsv", "kind\tvi\ten\tfr\tpl\nnoun\ta\tb\tc\n");
        assert_eq!(error.map_err(|e| (e.file, e.line)), Err(("f.tsv".to_owned(), 2)));
    }
}
