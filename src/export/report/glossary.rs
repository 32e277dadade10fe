//! The glossary: a concept a row, its languages side by side, with variants, forms, counts and sentences.

use super::{In, Page, escaped, names, percent, plural, put};
use crate::export::entries::{Entry, InLanguage, Term};
use crate::glossary::Status;
use crate::lang::names as languages;

pub(super) fn section(page: &Page<'_>, out: &mut String) {
    out.push_str(
        "<section id=\"glossary\" aria-labelledby=\"h-glossary\" tabindex=\"-1\">\n<h2 id=\"h-glossary\">Glossary</h2>\n",
    );
    let entries = &page.entries.entries;
    let sure = entries.partition_point(|e| !e.doubtful);
    if entries.is_empty() {
        out.push_str("<p class=\"quiet\">No names or terms were found.</p>\n");
    }
    out.push_str("<div class=\"part\">\n");
    table(page, &entries[..sure], "Names and terms", out);
    out.push_str("</div>\n");
    if sure < entries.len() {
        out.push_str(
            "<div class=\"part\">\n<h3>Doubtful entries</h3>\n<p class=\"quiet\">Linked on thin evidence. They are in no glossary that has no status.</p>\n",
        );
        table(page, &entries[sure..], "Doubtful names and terms", out);
        out.push_str("</div>\n");
    }
    out.push_str("<p class=\"none\" hidden>No entry fits the filter.</p>\n</section>\n");
}

fn table(page: &Page<'_>, entries: &[Entry], caption: &str, out: &mut String) {
    if entries.is_empty() {
        return;
    }
    put(
        out,
        format_args!(
            "<table class=\"wide\"><caption class=\"hush\">{caption}: {} entr{}</caption>\n<thead><tr><th scope=\"col\" class=\"edge\">Kind</th>",
            entries.len(),
            if entries.len() == 1 { "y" } else { "ies" },
        ),
    );
    for &lang in &page.entries.langs {
        put(
            out,
            format_args!(
                "<th scope=\"col\" {}>{}</th>",
                In(lang),
                escaped(languages::own(lang).unwrap_or(lang.code()))
            ),
        );
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for entry in entries {
        push_entry(page, entry, out);
    }
    out.push_str("</tbody></table>\n");
}

fn push_entry(page: &Page<'_>, entry: &Entry, out: &mut String) {
    let status = if entry.doubtful { "doubtful" } else { "sure" };
    put(
        out,
        format_args!(
            "<tr id=\"c{}\" data-e=\"{status}\" tabindex=\"-1\" style=\"--h:{}\"><th scope=\"row\" class=\"edge\">\
        <span class=\"dot\"></span><span class=\"kind\">{}</span>",
            entry.index,
            names::hue(entry.index),
            entry.subject,
        ),
    );
    let class = if entry.doubtful { "badge" } else { "score" };
    let word = if entry.doubtful { "doubtful " } else { "" };
    put(
        out,
        format_args!("<span class=\"{class}\">{word}{} %</span></th>", percent(entry.score.unwrap_or(1.0))),
    );
    for &lang in &page.entries.langs {
        put(out, format_args!("<td {}>", In(lang)));
        match entry.of(lang) {
            Some(language) => push_terms(entry, language, out),
            None => out.push_str("<span class=\"gap\" title=\"not found in this language\">–</span>"),
        }
        out.push_str("</td>");
    }
    out.push_str("</tr>\n");
}

fn push_terms(entry: &Entry, language: &InLanguage, out: &mut String) {
    for (i, term) in language.terms.iter().enumerate() {
        let class = match term.status {
            _ if i == 0 => "term first",
            Status::Doubtful => "term doubt",
            _ => "term",
        };
        put(out, format_args!("<p class=\"{class}\"><span class=\"t\">{}</span>", escaped(&term.text)));
        if term.count > 0 {
            put(
                out,
                format_args!(
                    " <span class=\"times\" title=\"{0} occurrence{1}\">×{0}</span>",
                    term.count,
                    plural(term.count as usize)
                ),
            );
        }
        if term.status == Status::Doubtful && !entry.doubtful {
            out.push_str(" <span class=\"badge\" lang=\"en\">doubtful</span>");
        }
        if !term.inflected.is_empty() {
            let forms: Vec<&str> = term.inflected.iter().map(|(form, _)| form.as_str()).collect();
            put(out, format_args!("<span class=\"forms\">{}</span>", escaped(&forms.join(", "))));
        }
        out.push_str("</p>");
    }
    push_contexts(&language.terms, out);
}

fn push_contexts(terms: &[Term], out: &mut String) {
    let contexts: Vec<_> = terms.iter().flat_map(|t| &t.contexts).collect();
    if contexts.is_empty() {
        return;
    }
    put(
        out,
        format_args!(
            "<details><summary lang=\"en\">{} sentence{}</summary><ul class=\"contexts\">",
            contexts.len(),
            plural(contexts.len())
        ),
    );
    for context in contexts {
        put(out, format_args!("<li>{} <cite>{}</cite></li>", escaped(&context.text), escaped(&context.file)));
    }
    out.push_str("</ul></details>");
}
