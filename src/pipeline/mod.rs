//! The order of the stages: the only file that knows it.

use crate::align::{self, Job, Options, Text};
use crate::export::beads;
use crate::lexicon::Lexicon;
use crate::model::Lang;
use anyhow::Context;
use std::path::Path;

/// Aligns files of one segment a line and writes `<id>.beads.tsv` for every job.
///
/// # Errors
/// An unreadable table or file, or a folder that cannot be written.
pub fn align_lines(table: &Path, output: &Path, no_lexicon: bool) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(table).with_context(|| table.display().to_string())?;
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let langs: Vec<Lang> = head[1..].iter().map(|l| Lang::parse(l)).collect::<Result<_, _>>()?;
    let base = table.parent().unwrap_or_else(|| Path::new("."));
    let mut names = Vec::new();
    let mut texts: Vec<Vec<(Lang, String)>> = Vec::new();
    for line in lines.filter(|l| !l.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let mut job = Vec::new();
        for (lang, cell) in langs.iter().zip(&cells[1..]).filter(|(_, c)| !c.is_empty()) {
            let path = base.join(cell);
            job.push((*lang, std::fs::read_to_string(&path).with_context(|| path.display().to_string())?));
        }
        names.push(cells[0]);
        texts.push(job);
    }
    let jobs: Vec<Job<'_>> = texts
        .iter()
        .map(|job| Job {
            texts: job
                .iter()
                .map(|(lang, text)| Text { lang: *lang, segments: text.lines().collect() })
                .collect(),
        })
        .collect();
    let empty = Lexicon::empty();
    let lexicon = if no_lexicon { &empty } else { Lexicon::builtin() };
    let results = align::align(&jobs, Options { lexicon, passes: 3 });
    std::fs::create_dir_all(output)?;
    for ((name, job), result) in names.iter().zip(&jobs).zip(&results) {
        let pairs = result.pairs.iter().map(|(a, b, al)| (job.texts[*a].lang, job.texts[*b].lang, al));
        std::fs::write(output.join(format!("{name}.beads.tsv")), beads::table(pairs))?;
    }
    Ok(())
}
