//! Learns the letters of each language from the lexicon's sentences and words and from the samples of other languages, and writes
//! `src/lang/identify/model.bin`.
//!
//!     cargo run --release --example learn_languages

use songngu::lang::identify::learn;
use songngu::text::fold::fold;
use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut classes: Vec<(String, String)> =
        ["vi", "en", "fr", "pl", "vs"].map(|name| (name.to_owned(), String::new())).into();
    for (folder, skipped) in [("lexicon/sentences", 0), ("lexicon/data", 1)] {
        for path in files(&root.join(folder), "tsv")? {
            let text = std::fs::read_to_string(&path)?;
            for line in text.lines().filter(|l| !l.starts_with('#')).skip(1) {
                for (cell, class) in line.split('\t').skip(skipped).zip(&mut classes) {
                    class.1.push_str(&cell.replace(['|', '(', ')'], " "));
                    class.1.push('\n');
                }
            }
        }
    }
    classes[4].1 = fold(&classes[0].1);
    for path in files(&root.join("lang/identify/samples"), "txt")? {
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(&path)?;
        classes
            .push((name, text.lines().filter(|l| !l.starts_with('#')).map(|l| format!("{l}\n")).collect()));
    }
    let bytes = learn::model(&classes);
    println!("{} classes, {} bytes", classes.len(), bytes.len());
    std::fs::write(root.join("lang/identify/model.bin"), bytes)?;
    Ok(())
}

/// The files of a folder, in the order of their names.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        out.push(entry?.path());
    }
    out.retain(|path| path.extension().is_some_and(|e| e == ending));
    out.sort();
    Ok(out)
}
