//! `<id>.rows.jsonl`: the rows of a job with their atomic sentences, a row a line.

use super::{Job, SURE, rounded};
use crate::model::{Lang, Row};
use crate::text::offsets::ScalarOffsets;
use serde::Serialize;

/// How far a row can be trusted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RowStatus {
    /// Two languages or more, and rather right than wrong.
    Sure,
    /// Two languages or more, below [`SURE`].
    Doubtful,
    /// One language: its sentences have no counterpart.
    Alone,
}

impl RowStatus {
    /// The status of a row.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        if row.cells.iter().filter(|c| !c.is_empty()).count() < 2 {
            Self::Alone
        } else if row.score < SURE {
            Self::Doubtful
        } else {
            Self::Sure
        }
    }

    /// As written: `sure`, `doubtful`, `alone`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Doubtful => "doubtful",
            Self::Alone => "alone",
        }
    }
}

#[derive(Serialize)]
struct Line<'a> {
    row: usize,
    cells: Vec<Cell<'a>>,
    score: f64,
    status: RowStatus,
}

#[derive(Serialize)]
struct Cell<'a> {
    lang: Lang,
    sentences: Vec<Atom<'a>>,
}

#[derive(Serialize)]
struct Atom<'a> {
    index: u32,
    start: usize,
    end: usize,
    text: &'a str,
}

/// `{"row","cells":[{"lang","sentences":[{"index","start","end","text"}]}],"score","status":"sure|doubtful|alone"}` per line.
///
/// A cell for every text of the job, empty ones too. `start` and `end` are Unicode scalar values of the document's text;
/// `text` is that stretch as given, not normalised.
#[must_use]
pub fn jsonl(job: &Job<'_>) -> String {
    let offsets: Vec<_> = job.articles.iter().map(|a| ScalarOffsets::new(&a.document.text)).collect();
    let mut out = String::new();
    for (i, row) in job.rows.iter().enumerate() {
        let cells = job.articles.iter().zip(&offsets).zip(&row.cells).map(|((article, offsets), cell)| {
            let sentences = cell.iter().map(|&index| {
                let (start, end) = offsets.span(article.sentences[index as usize].span);
                Atom { index, start, end, text: article.sentence(index as usize) }
            });
            Cell { lang: article.document.lang, sentences: sentences.collect() }
        });
        let line =
            Line { row: i, cells: cells.collect(), score: rounded(row.score), status: RowStatus::of(row) };
        // Plain data with string keys: serialising it cannot fail.
        out.push_str(&serde_json::to_string(&line).unwrap_or_default());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn offsets_count_scalar_values_and_text_is_as_given() {
        let sample = Sample::new();
        let text = jsonl(&sample.job());
        let lines: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(lines.len(), sample.rows.len());
        let mut seen = 0;
        for line in &lines {
            for (cell, article) in line["cells"].as_array().unwrap().iter().zip(&sample.articles) {
                let scalars: Vec<char> = article.document.text.chars().collect();
                for s in cell["sentences"].as_array().unwrap() {
                    let at = |key: &str| s[key].as_u64().unwrap() as usize;
                    let cut: String = scalars[at("start")..at("end")].iter().collect();
                    assert_eq!(s["text"], cut);
                    seen += 1;
                }
            }
        }
        assert_eq!(seen, sample.articles.iter().map(|a| a.sentences.len()).sum::<usize>());
        assert_eq!(lines[0]["status"], "sure");
        assert_eq!(lines[2]["status"], "doubtful");
        assert_eq!(lines[3]["status"], "alone");
        assert_eq!(lines[2]["score"], 0.41);
    }
}
