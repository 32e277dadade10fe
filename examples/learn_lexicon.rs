//! Learns word translations from the lexicon's tables and writes `src/lexicon/model.bin`.
//!
//!     cargo run --release --example learn_lexicon

use songngu::lexicon::rows::{Fingerprint, concepts, sentences};
use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon");
    let mut fingerprint = Fingerprint::default();
    let (mut rows, mut texts) = (Vec::new(), Vec::new());
    for path in tables(&folder.join("data"))? {
        let text = std::fs::read_to_string(&path)?;
        fingerprint.add(&text);
        rows.extend(concepts(&path.display().to_string(), &text)?);
    }
    for path in tables(&folder.join("sentences"))? {
        let text = std::fs::read_to_string(&path)?;
        fingerprint.add(&text);
        texts.extend(sentences(&path.display().to_string(), &text)?);
    }
    let bytes = songngu::words::seed::model(&rows, &texts, fingerprint.value())?;
    println!("{} concepts, {} sentences, {} bytes", rows.len(), texts.len(), bytes.len());
    std::fs::write(folder.join("model.bin"), bytes)?;
    Ok(())
}

/// The tables of a folder, in the order of their names.
fn tables(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "tsv"))
        .collect();
    out.sort();
    Ok(out)
}
