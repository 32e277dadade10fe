//! Sentences with their cuts, written for this project: tests that linguists can edit, and the measure of what an export loses.

use crate::model::Lang;

/// The files, in the order of their languages.
pub(super) const FILES: [(&str, &str); 5] = [
    ("en", include_str!("cases/en.txt")),
    ("fr", include_str!("cases/fr.txt")),
    ("pl", include_str!("cases/pl.txt")),
    ("vi", include_str!("cases/vi.txt")),
    ("und", include_str!("cases/und.txt")),
];

/// A case line to its text and its segments.
pub(super) fn case(line: &str) -> (String, Vec<String>) {
    let line = line.replace('␣', "\u{a0}").replace('⍽', "\u{202f}");
    let text = line.replace(" |¶ ", "\n").replace("。 | ", "。").replace(" | ", " ");
    let segments = line.replace(" |¶ ", " | ").split(" | ").map(str::to_owned).collect();
    (text, segments)
}

/// The lines of a file that are cases.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|l| !l.is_empty() && !l.starts_with("# "))
}

/// The texts of the cases of a language.
#[must_use]
pub fn texts(lang: Lang) -> Vec<String> {
    let file = FILES.iter().find(|f| f.0 == lang.code()).map_or("", |f| f.1);
    lines(file).map(|l| case(l).0).collect()
}
