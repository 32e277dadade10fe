//! `<id>.beads.tsv`: the beads of every pair of texts of a job, a row a bead.

use crate::align::Explanation;
use crate::model::{Alignment, Bead, Lang};
use std::fmt::Write;

/// The table of one job: header `source_lang target_lang source target score`, indices from 0, empty = no counterpart.
#[must_use]
pub fn table<'a>(pairs: impl IntoIterator<Item = (Lang, Lang, &'a Alignment)>) -> String {
    let mut out = String::from("source_lang\ttarget_lang\tsource\ttarget\tscore\n");
    for (from, to, alignment) in pairs {
        for bead in alignment.beads() {
            row(&mut out, from, to, bead);
            out.push('\n');
        }
    }
    out
}

/// The same with the evidence of every bead: its features, log-odds (natural logarithms) that add up to `total`, and the
/// words that speak loudest for it.
#[must_use]
pub fn explained<'a>(
    pairs: impl IntoIterator<Item = (Lang, Lang, &'a Alignment, &'a [Explanation])>,
) -> String {
    let mut out = String::from(
        "source_lang\ttarget_lang\tsource\ttarget\tscore\ttotal\tshape\tlength\twords\tembeddings\tother_languages\tfurniture\tbroken\tevidence\n",
    );
    for (from, to, alignment, explanations) in pairs {
        for (bead, why) in alignment.beads().iter().zip(explanations) {
            row(&mut out, from, to, bead);
            let f = why.features;
            let words = why.words.iter().map(|(s, t, odds)| format!("{s} = {t} {odds:.1}"));
            let words = words.collect::<Vec<_>>().join("; ");
            // Writing to a String cannot fail.
            let _ = writeln!(
                out,
                "\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{words}",
                f.total(),
                f.shape,
                f.length,
                f.words,
                f.meaning,
                f.pivot,
                f.furniture,
                f.broken
            );
        }
    }
    out
}

fn row(out: &mut String, from: Lang, to: Lang, bead: &Bead) {
    let list = |side: &[u32]| side.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    let (source, target) = (list(&bead.source), list(&bead.target));
    // Writing to a String cannot fail.
    let _ = write!(out, "{from}\t{to}\t{source}\t{target}\t{:.4}", bead.score);
}
