//! Learns the words and letters of each language from the lexicon's sentences and words and from our own samples and lists of
//! common words, and writes `src/lang/identify/model.bin`.
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
    // Sentences tell how often words are used, the tables which there are.
    for (folder, skipped, times) in [("lexicon/sentences", 0, 4), ("lexicon/data", 1, 1)] {
        for path in files(&root.join(folder), "tsv")? {
            let text = std::fs::read_to_string(&path)?;
            for line in text.lines().filter(|l| !l.starts_with('#')).skip(1) {
                for (cell, class) in line.split('\t').skip(skipped).zip(&mut classes) {
                    let cell = cell.replace(['|', '(', ')'], " ") + "\n";
                    class.1.push_str(&cell.repeat(times));
                }
            }
        }
    }
    let samples = root.join("lang/identify/samples");
    for path in files(&samples, "txt")? {
        let text = std::fs::read_to_string(&path)?;
        let kept = text.lines().filter(|l| !l.starts_with('#'));
        class(&mut classes, &path).extend(kept.flat_map(|line| [line, "\n"]));
    }
    for path in files(&samples, "words")? {
        let text = std::fs::read_to_string(&path)?;
        let class = class(&mut classes, &path);
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let (times, words) = line.split_once(' ').ok_or_else(|| format!("{}: {line}", path.display()))?;
            let times: usize = times.parse()?;
            words.split(' ').for_each(|word| class.push_str(&format!("{word}\n").repeat(times)));
        }
    }
    classes[4].1 = fold(&classes[0].1);
    classes[5..].sort();
    let bytes = learn::model(&classes);
    println!("{} classes, {} bytes", classes.len(), bytes.len());
    std::fs::write(root.join("lang/identify/model.bin"), bytes)?;
    Ok(())
}

/// The text of the class that a file is named after.
fn class<'a>(classes: &'a mut Vec<(String, String)>, path: &Path) -> &'a mut String {
    let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let at = classes.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
        classes.push((name, String::new()));
        classes.len() - 1
    });
    &mut classes[at].1
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
