//! The rows of every job, its languages side by side.

use super::{In, Page, escaped, percent, plural, put, summary};
use crate::export::Job;
use crate::export::rows::RowStatus;
use crate::lang::names;
use crate::model::{Article, Row, Tag};

pub(super) fn section(page: &Page<'_>, out: &mut String) {
    out.push_str(
        "<section id=\"rows\" aria-labelledby=\"h-rows\" tabindex=\"-1\">\n<h2 id=\"h-rows\">Rows</h2>\n",
    );
    if page.jobs.is_empty() {
        out.push_str("<p class=\"quiet\">Nothing was aligned.</p>\n");
    }
    for (j, job) in page.jobs.iter().enumerate() {
        table(page, j, job, out);
    }
    out.push_str("<p class=\"none\" hidden>No row fits the filter.</p>\n</section>\n");
}

fn table(page: &Page<'_>, j: usize, job: &Job<'_>, out: &mut String) {
    put(out, format_args!("<section class=\"job\" id=\"j{j}\" aria-labelledby=\"h-j{j}\">\n"));
    let class = if page.jobs.len() > 1 { "" } else { " class=\"hush\"" };
    put(out, format_args!("<h3 id=\"h-j{j}\"{class}>{}</h3>\n", escaped(job.id)));
    if page.jobs.len() > 1 {
        out.push_str("<details class=\"about\"><summary>Texts and 100 % matches</summary>\n");
        summary::about(job, out);
        out.push_str("</details>\n");
    }
    if job.rows.iter().all(|row| RowStatus::of(row) == RowStatus::Alone) {
        let word = if job.articles.len() > 1 { "these texts" } else { "this text" };
        put(
            out,
            format_args!(
                "<p class=\"quiet\">No sentence of {word} has a counterpart. The sentences are listed under \
                <a href=\"#left\">Left out</a>, their names and terms in the <a href=\"#glossary\">glossary</a>.</p>\n</section>\n"
            ),
        );
        return;
    }
    put(
        out,
        format_args!(
            "<table class=\"wide\"><caption class=\"hush\">{}: {} row{}</caption>\n<thead><tr><th scope=\"col\" class=\"edge\">Row</th>",
            escaped(job.id),
            job.rows.len(),
            plural(job.rows.len()),
        ),
    );
    for article in job.articles {
        let lang = article.document.lang;
        put(
            out,
            format_args!(
                "<th scope=\"col\" {}>{}</th>",
                In(lang),
                escaped(names::own(lang).unwrap_or(lang.code()))
            ),
        );
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (i, row) in job.rows.iter().enumerate() {
        push_row(page, (j, job), (i, row), out);
    }
    out.push_str("</tbody></table>\n</section>\n");
}

fn push_row(page: &Page<'_>, (j, job): (usize, &Job<'_>), (i, row): (usize, &Row), out: &mut String) {
    let status = RowStatus::of(row);
    put(out, format_args!("<tr id=\"j{j}r{i}\" data-s=\"{}\" tabindex=\"-1\">", status.name()));
    put(
        out,
        format_args!(
            "<th scope=\"row\" class=\"edge\"><a href=\"#j{j}r{i}\" title=\"unit {}.{i} of the memory\">{}</a>",
            escaped(job.id),
            i + 1
        ),
    );
    match status {
        RowStatus::Sure => put(out, format_args!("<span class=\"score\">{} %</span>", percent(row.score))),
        RowStatus::Doubtful => {
            put(out, format_args!("<span class=\"badge\">doubtful {} %</span>", percent(row.score)));
        }
        RowStatus::Alone => out.push_str("<span class=\"badge\">no counterpart</span>"),
    }
    out.push_str("</th>");
    for (k, article) in job.articles.iter().enumerate() {
        let cell = row.cells.get(k).map_or(&[] as &[u32], Vec::as_slice);
        put(out, format_args!("<td {}>", In(article.document.lang)));
        for (n, &sentence) in cell.iter().enumerate() {
            let Some(sentence) = article.sentences.get(sentence as usize) else { continue };
            let class = match tag(article, sentence.block) {
                Some(Tag::Head) => " class=\"head\"",
                Some(Tag::Caption) => " class=\"caption\"",
                _ => "",
            };
            put(out, format_args!("{}<p{class}>", if n > 0 { "\n" } else { "" }));
            page.names.text(out, page.names.document(j, k), article, sentence.span);
            out.push_str("</p>");
        }
        if cell.is_empty() {
            out.push_str("<span class=\"gap\" title=\"nothing in this language\">–</span>");
        }
        out.push_str("</td>");
    }
    out.push_str("</tr>\n");
}

fn tag(article: &Article, block: u32) -> Option<Tag> {
    article.document.blocks.get(block as usize).map(|b| b.tag)
}
