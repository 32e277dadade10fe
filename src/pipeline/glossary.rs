//! The glossary in every usual format.

use super::PipelineError;
use super::output::OutputFolder;
use crate::export::{self, Exporter};

/// Writes a file and lists what its format could not hold.
pub(super) fn write_export(
    folder: &OutputFolder,
    name: String,
    export: &export::Export,
    left_out: &mut Vec<(String, String)>,
) -> Result<(), PipelineError> {
    folder.write(&name, export.text.as_bytes())?;
    let notes = export.left_out.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    if !notes.is_empty() {
        left_out.push((name, notes));
    }
    Ok(())
}

/// Writes the glossary files; gives the number of entries and how many of them are doubtful.
pub(super) fn write(
    glossary: &export::Glossary<'_>,
    folder: &OutputFolder,
    left_out: &mut Vec<(String, String)>,
) -> Result<(usize, usize), PipelineError> {
    let entries = export::Entries::new(glossary);
    for format in export::GLOSSARY.iter().filter(|f| f.usual) {
        let mut write = |name: String, export: export::Export| write_export(folder, name, &export, left_out);
        match format.write {
            Exporter::All(make) => write(format!("glossary.{}", format.ending), make(&entries))?,
            Exporter::Book(make) => {
                folder.write(&format!("glossary.{}", format.ending), &make(&entries).bytes)?;
            }
            Exporter::Pair(make) => {
                for (a, b) in entries.pairs() {
                    write(format!("glossary.{a}-{b}.{}", format.ending), make(&entries, a, b))?;
                }
            }
        }
    }
    Ok((entries.entries.len(), entries.entries.iter().filter(|e| e.doubtful).count()))
}
