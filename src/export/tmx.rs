//! Translation memories: TMX 1.4, one file in all languages of a job and one per pair.
//!
//! A unit carries its evidence as properties, so that a memory can be filtered later: `x-songngu-score` (0 to 1),
//! `x-songngu-row` or `x-songngu-bead` (place in the job, from 0), `x-songngu-sentences` (which sentences of which text),
//! `x-songngu-tag` (`HEAD`, `BODY`, `CAPTION`). No time stamps: the same input gives the same bytes.

use super::rows::RowStatus;
use super::{Export, FORBIDDEN, Job, Tally, comma_list, side};
use crate::model::{Article, Bead, Lang};
use ::tmx::model::{Attributes, Header, Remark, Segment, Unit, Variant};
use ::tmx::{Error, Writer};

/// The memory of a job in all its languages: units are the rows in which at least two texts say something.
///
/// `srclang` is `*all*`. Text is NFC, the sentences of a cell joined by a space.
#[must_use]
pub fn multi(job: &Job<'_>) -> Export {
    let mut tally = Tally::default();
    let mut units = Vec::new();
    for (i, row) in job.rows.iter().enumerate() {
        let mut variants = Vec::new();
        let mut sentences = Vec::new();
        let mut tag = None;
        for (article, cell) in job.articles.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty()) {
            let lang = article.document.lang;
            if let Some(variant) = variant(article, lang, cell, &mut tally) {
                variants.push(variant);
                sentences.push(format!("{lang} {}", comma_list(cell)));
                tag = tag.or_else(|| tag_of(article, cell));
            }
        }
        if variants.len() < 2 {
            continue;
        }
        let remarks = vec![
            Remark::prop("x-songngu-score", format!("{:.4}", row.score)),
            Remark::prop("x-songngu-status", RowStatus::of(row).name()),
            Remark::prop("x-songngu-row", i.to_string()),
            Remark::prop("x-songngu-sentences", sentences.join("; ")),
        ];
        units.push(unit(&format!("{}.{i}", job.id), remarks, tag, variants));
    }
    tally.export(render(&Header::new("*all*"), &units))
}

/// The memory of one pair of texts (indices into the job's articles), source first: units are the beads with both sides.
///
/// A pair that was aligned the other way round is turned; a pair that was not aligned gives a memory without units.
#[must_use]
pub fn pair(job: &Job<'_>, source: usize, target: usize) -> Export {
    let mut tally = Tally::default();
    let mut units = Vec::new();
    let (from, to) = (&job.articles[source], &job.articles[target]);
    let (source_lang, target_lang) = (from.document.lang, to.document.lang);
    let mut beads: Vec<Bead> = Vec::new();
    for (a, b, alignment) in job.pairs {
        if (*a, *b) == (source, target) {
            beads.extend_from_slice(alignment.beads());
        } else if (*b, *a) == (source, target) {
            beads.extend(alignment.beads().iter().cloned().map(|bead| Bead {
                source: bead.target,
                target: bead.source,
                score: bead.score,
            }));
        }
    }
    for (i, bead) in beads.iter().enumerate() {
        if bead.source.is_empty() || bead.target.is_empty() {
            continue;
        }
        let variants = [
            variant(from, source_lang, &bead.source, &mut tally),
            variant(to, target_lang, &bead.target, &mut tally),
        ];
        let [Some(first), Some(second)] = variants else { continue };
        let (s, t) = (comma_list(&bead.source), comma_list(&bead.target));
        let remarks = vec![
            Remark::prop("x-songngu-score", format!("{:.4}", bead.score)),
            Remark::prop("x-songngu-bead", i.to_string()),
            Remark::prop("x-songngu-sentences", format!("{source_lang} {s}; {target_lang} {t}")),
        ];
        units.push(unit(
            &format!("{}.{source_lang}-{target_lang}.{i}", job.id),
            remarks,
            tag_of(from, &bead.source),
            vec![first, second],
        ));
    }
    tally.export(render(&Header::new(source_lang.code()), &units))
}

/// The variant of one text; `None` when nothing of it can be written.
fn variant(article: &Article, lang: Lang, sentences: &[u32], tally: &mut Tally) -> Option<Variant> {
    let (text, gone) = side(article, sentences);
    tally.add(gone, FORBIDDEN.0, FORBIDDEN.1);
    (!text.is_empty()).then(|| Variant::new(lang.code(), Segment::from(text.as_str())))
}

fn unit(id: &str, mut remarks: Vec<Remark>, tag: Option<&'static str>, variants: Vec<Variant>) -> Unit {
    remarks.extend(tag.map(|tag| Remark::prop("x-songngu-tag", tag)));
    let attributes: Attributes = [("tuid", super::written(id).0)].into_iter().collect();
    Unit { attributes, remarks, variants, ..Unit::new() }
}

/// What the first sentence is for.
fn tag_of(article: &Article, sentences: &[u32]) -> Option<&'static str> {
    let sentence = article.sentences.get(*sentences.first()? as usize)?;
    article.document.blocks.get(sentence.block as usize).map(|block| super::tag_name(block.tag))
}

fn render(header: &Header, units: &[Unit]) -> String {
    let write = || -> Result<Vec<u8>, Error> {
        let mut writer = Writer::new(Vec::new(), header)?;
        for unit in units {
            writer.write(unit)?;
        }
        writer.finish()
    };
    // Writing to memory cannot fail, and the units hold only what a file may hold: codes from `Lang`, text from `written`.
    let file = write();
    debug_assert!(file.is_ok(), "{file:?}");
    file.ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn rows_with_two_languages_become_units() {
        let sample = Sample::new();
        let export = multi(&sample.job());
        assert_eq!(export.text.matches("<tu ").count(), 3);
        assert!(export.text.contains("srclang=\"*all*\""));
        assert!(export.text.contains("<prop type=\"x-songngu-row\">2</prop>"));
        assert!(export.text.contains("<prop type=\"x-songngu-status\">doubtful</prop>"));
        assert!(export.text.contains("<prop type=\"x-songngu-tag\">HEAD</prop>"));
        assert_eq!(export.left_out.len(), 1);
        assert_eq!(export.left_out[0].to_string(), "1 control characters (XML forbids them)");
    }

    #[test]
    fn nfd_controls_and_marks_are_written_well() {
        let sample = Sample::new();
        let text = pair(&sample.job(), 0, 1).text;
        // The Vietnamese sentence is NFD in the sample, broken over two lines and has a control character.
        assert!(text.contains("<seg>Hội nghị ở Đà Lạt &amp; Huế kết thúc hôm thứ Sáu.</seg>"), "{text}");
        assert!(text.contains("&lt;over&gt;"));
        assert!(!text.contains('\u{7}') && !text.contains('\u{301}'));
    }

    #[test]
    fn a_pair_follows_its_beads_and_joins_sentences() {
        let sample = Sample::new();
        let job = sample.job();
        let there = pair(&job, 0, 3).text;
        assert!(there.contains("<prop type=\"x-songngu-sentences\">vi 1; pl 1,2</prop>"), "{there}");
        assert!(there.contains("w piątek. Żadnych"), "{there}");
        assert!(there.find("xml:lang=\"vi\"") < there.find("xml:lang=\"pl\""));
        let back = pair(&job, 3, 0).text;
        assert!(back.contains("srclang=\"pl\""));
        assert!(back.find("xml:lang=\"pl\"") < back.find("xml:lang=\"vi\""));
        assert_eq!(there.matches("<tu ").count(), back.matches("<tu ").count());
    }
}
