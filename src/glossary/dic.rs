//! hunalign's dictionaries: `target phrase @ source phrase` a line; the languages stand in the name (`en-pl.dic`, source first).

use super::gather::Gatherer;
use super::{Glossary, Term};
use crate::model::Lang;

const MARK: &str = " @ ";

/// Whether the text is such a dictionary: every line with content has the mark, and none has columns.
pub(super) fn knows(text: &str) -> bool {
    let mut lines = text.lines().filter(|l| !l.trim().is_empty()).take(200).peekable();
    lines.peek().is_some() && lines.all(|l| l.contains(MARK) && !l.contains('\t'))
}

/// Reads a dictionary; `None` when its languages are not known.
pub(super) fn read(text: &str, pair: Option<(Lang, Lang)>) -> Option<Glossary> {
    let (from, to) = pair?;
    let mut out = Gatherer::new("hunalign");
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let number = n as u32 + 1;
        let Some((target, source)) = line.split_once(MARK) else {
            out.problem(number, "the line has no ` @ ` between target and source".to_owned());
            continue;
        };
        out.begin(number, "");
        for (lang, text) in [(from, source), (to, target)] {
            if !text.trim().is_empty() {
                out.add(Term::new(lang, text), None);
            }
        }
        out.end();
    }
    Some(out.finish())
}
