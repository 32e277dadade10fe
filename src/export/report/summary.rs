//! The top of the report: what came of it, in numbers and in a few sentences.

use super::{Page, escaped, percent, plural, put};
use crate::export::rows::RowStatus;
use crate::export::{Job, file_name};
use crate::lang::names;
use crate::model::Lang;

/// Rows by status: sure, doubtful, alone.
fn counts(job: &Job<'_>) -> [usize; 3] {
    let of = |status| job.rows.iter().filter(|r| RowStatus::of(r) == status).count();
    [of(RowStatus::Sure), of(RowStatus::Doubtful), of(RowStatus::Alone)]
}

pub(super) fn section(page: &Page<'_>, out: &mut String) {
    out.push_str(
        "<section id=\"summary\" aria-labelledby=\"h-summary\">\n<h2 id=\"h-summary\">Summary</h2>\n",
    );
    tiles(page, out);
    notes(page, out);
    match page.jobs {
        [] => {}
        [job] => about(job, out),
        jobs => overview(jobs, &page.job_langs(), out),
    }
    out.push_str("</section>\n");
}

/// Texts of a job and what a CAT tool will make of them.
pub(super) fn about(job: &Job<'_>, out: &mut String) {
    out.push_str("<div class=\"pair\">\n");
    texts(job, out);
    matches(job, out);
    out.push_str("</div>\n");
}

/// A table of many jobs; what else is to be said of one stands above its rows.
fn overview(jobs: &[Job<'_>], langs: &[Lang], out: &mut String) {
    out.push_str(
        "<div class=\"scroll\"><table class=\"small\"><caption>Articles, with the sentences of each text</caption>\
        <thead><tr><th scope=\"col\">Article</th>",
    );
    for lang in langs {
        put(out, format_args!("<th scope=\"col\" class=\"num\">{lang}</th>"));
    }
    for column in ["sure", "doubtful", "alone"] {
        put(out, format_args!("<th scope=\"col\" class=\"num\">rows {column}</th>"));
    }
    out.push_str("</tr></thead><tbody>\n");
    for (j, job) in jobs.iter().enumerate() {
        put(out, format_args!("<tr><th scope=\"row\"><a href=\"#j{j}\">{}</a></th>", escaped(job.id)));
        for &lang in langs {
            let texts: Vec<usize> =
                job.articles.iter().filter(|a| a.document.lang == lang).map(|a| a.sentences.len()).collect();
            match texts.iter().sum::<usize>() {
                0 if texts.is_empty() => out.push_str("<td class=\"num quiet\">–</td>"),
                sentences => put(out, format_args!("<td class=\"num\">{sentences}</td>")),
            }
        }
        let [sure, doubtful, alone] = counts(job);
        let mark = if doubtful > 0 { " warn" } else { "" };
        put(
            out,
            format_args!(
                "<td class=\"num\">{sure}</td><td class=\"num{mark}\">{doubtful}</td><td class=\"num\">{alone}</td></tr>\n"
            ),
        );
    }
    out.push_str("</tbody></table></div>\n");
}

fn tiles(page: &Page<'_>, out: &mut String) {
    let [sure, doubtful, alone] =
        page.jobs.iter().map(counts).fold([0; 3], |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
    let good = page.entries.entries.iter().filter(|e| !e.doubtful).count();
    let thin = page.entries.entries.len() - good;
    out.push_str("<ul class=\"tiles\">\n");
    let mut tile = |class: &str, number: usize, words: &str| {
        let class = if number > 0 { class } else { "" };
        put(out, format_args!("<li class=\"{class}\"><b>{number}</b> {words}</li>\n"));
    };
    tile("", sure, &format!("sure row{}", plural(sure)));
    tile("doubtful", doubtful, &format!("doubtful row{}", plural(doubtful)));
    tile("alone", alone, &format!("row{} without counterpart", plural(alone)));
    tile("", good, &format!("name{0} and term{0}", plural(good)));
    tile("doubtful", thin, &format!("doubtful entr{}", if thin == 1 { "y" } else { "ies" }));
    out.push_str("</ul>\n");
}

fn notes(page: &Page<'_>, out: &mut String) {
    if page.notes.is_empty() {
        return;
    }
    out.push_str("<ul class=\"notes\">\n");
    for note in page.notes {
        put(out, format_args!("<li>{}</li>\n", escaped(note)));
    }
    out.push_str("</ul>\n");
}

/// The texts of a job: language, file, sentences, what the reader had to guess.
fn texts(job: &Job<'_>, out: &mut String) {
    out.push_str(
        "<div class=\"scroll\"><table class=\"small\"><caption>Texts</caption><thead><tr><th scope=\"col\">Language</th>\
        <th scope=\"col\">File</th><th scope=\"col\" class=\"num\">Sentences</th>\
        <th scope=\"col\" class=\"num\">Linked</th></tr></thead><tbody>\n",
    );
    for (k, article) in job.articles.iter().enumerate() {
        let lang = article.document.lang;
        let linked = job.rows.iter().filter(|r| RowStatus::of(r) != RowStatus::Alone);
        let linked: usize = linked.map(|r| r.cells.get(k).map_or(0, Vec::len)).sum();
        put(
            out,
            format_args!(
                "<tr><th scope=\"row\">{}</th><td>{}",
                escaped(names::english(lang).unwrap_or(lang.code())),
                escaped(file_name(&article.document.file)),
            ),
        );
        for note in &article.document.notes {
            put(out, format_args!("<br><span class=\"quiet\">{}</span>", escaped(note)));
        }
        let all = article.sentences.len();
        put(out, format_args!("</td><td class=\"num\">{all}</td><td class=\"num\">{linked}</td></tr>\n"));
    }
    out.push_str("</tbody></table></div>\n");
}

/// For every ordered pair: how many source sentences are a unit of their own, which a CAT tool matches at 100 %.
fn matches(job: &Job<'_>, out: &mut String) {
    if job.articles.len() < 2 {
        return;
    }
    out.push_str(
        "<div class=\"scroll\"><table class=\"small\"><caption>Source sentences that will match at 100 %</caption>\
        <thead><tr><th scope=\"col\">From</th>",
    );
    for article in job.articles {
        put(out, format_args!("<th scope=\"col\" class=\"num\">to {}</th>", article.document.lang));
    }
    out.push_str("</tr></thead><tbody>\n");
    for (a, article) in job.articles.iter().enumerate() {
        put(out, format_args!("<tr><th scope=\"row\">{}</th>", article.document.lang));
        for b in 0..job.articles.len() {
            let all = article.sentences.len();
            match single(job, a, b) {
                Some(hits) if all > 0 => put(
                    out,
                    format_args!(
                        "<td class=\"num\">{hits} <span class=\"quiet\">{} %</span></td>",
                        percent(hits as f32 / all as f32)
                    ),
                ),
                _ => out.push_str("<td class=\"num quiet\">–</td>"),
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

fn single(job: &Job<'_>, from: usize, to: usize) -> Option<usize> {
    job.pairs.iter().find_map(|(a, b, alignment)| {
        let turned = (*a, *b) == (to, from);
        if from == to || ((*a, *b) != (from, to) && !turned) {
            return None;
        }
        let alone = |b: &&crate::model::Bead| {
            let (source, target) = if turned { (&b.target, &b.source) } else { (&b.source, &b.target) };
            source.len() == 1 && !target.is_empty()
        };
        Some(alignment.beads().iter().filter(alone).count())
    })
}
