//! Ids of findings that stay the same while the rest of the text changes, so that a team can keep a list of ignored ones.

use crate::model::{Article, Finding};
use crate::text::normal::clean;
use rustc_hash::FxHashMap;

/// Letters of context on both sides that go into an id.
const CONTEXT: usize = 24;

/// The id of every finding: twelve hexadecimal digits of rule, file name, marked text and the words around it; a number behind
/// it when several are alike.
#[must_use]
pub fn ids(findings: &[Finding], articles: &[Article]) -> Vec<String> {
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    findings
        .iter()
        .map(|f| {
            let document = &articles[f.place.document as usize].document;
            let (text, span) = (&document.text, f.place.span.range());
            let before: String = text[..span.start]
                .chars()
                .rev()
                .take(CONTEXT)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            let after: String = text[span.end..].chars().take(CONTEXT).collect();
            let name = document.file.rsplit(['/', '\\']).next().unwrap_or_default();
            let mut hash = 0xcbf2_9ce4_8422_2325_u64;
            for part in [f.rule, name, &clean(&before), &clean(&text[span]), &clean(&after)] {
                for byte in part.bytes().chain([0]) {
                    hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                }
            }
            let hash = hash >> 16;
            let n = seen.entry(hash).or_default();
            *n += 1;
            if *n == 1 { format!("{hash:012x}") } else { format!("{hash:012x}-{n}") }
        })
        .collect()
}
