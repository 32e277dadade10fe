//! `<id>.beads.tsv`: the beads of every pair of texts of a job, a row a bead.

use crate::model::{Alignment, Lang};
use std::fmt::Write;

/// The table of one job: header `source_lang target_lang source target score`, indices from 0, empty = no counterpart.
#[must_use]
pub fn table<'a>(pairs: impl IntoIterator<Item = (Lang, Lang, &'a Alignment)>) -> String {
    let mut out = String::from("source_lang\ttarget_lang\tsource\ttarget\tscore\n");
    for (from, to, alignment) in pairs {
        for bead in alignment.beads() {
            let list = |side: &[u32]| side.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
            let (source, target) = (list(&bead.source), list(&bead.target));
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{from}\t{to}\t{source}\t{target}\t{:.4}", bead.score);
        }
    }
    out
}
