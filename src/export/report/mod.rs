//! `report.html`: one file for people, to read what was aligned and linked, what is doubtful, and what was left out.
//!
//! A page without scripts is complete: rows, glossary and lists are plain HTML with links between them. `report.js` adds the
//! filter, the keys and the cards on names; `report.css` is for screens light and dark, and for paper. A content security policy
//! in the page forbids every request.

use super::{Entries, Glossary, Job, forbidden};
use crate::model::Lang;
use crate::text::normal::nfc;
use names::Names;
use std::fmt::{self, Write};

mod glossary;
mod left;
mod names;
mod rows;
mod summary;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// What the parts of the page share.
struct Page<'a> {
    jobs: &'a [Job<'a>],
    glossary: &'a Glossary<'a>,
    entries: Entries,
    names: Names<'a>,
    notes: &'a [String],
}

/// The whole report of a call, self-contained: no network, no other file.
///
/// `glossary.articles` are the articles of the jobs in order, those in no job behind them. `notes` is what else a reader should
/// know, a sentence each: files that could not be read, texts that are not translations, what a format could not hold.
#[must_use]
pub fn html(jobs: &[Job<'_>], glossary: &Glossary<'_>, notes: &[String]) -> String {
    let entries = Entries::new(glossary);
    let names = Names::new(jobs, glossary, &entries);
    let page = Page { jobs, glossary, entries, names, notes };
    let mut out = String::with_capacity(64 * 1024);
    page.head(&mut out);
    page.tools(&mut out);
    out.push_str("<main>\n");
    summary::section(&page, &mut out);
    rows::section(&page, &mut out);
    glossary::section(&page, &mut out);
    left::section(&page, &mut out);
    out.push_str("</main>\n");
    Page::foot(&mut out);
    out
}

impl Page<'_> {
    /// The languages of the jobs' texts, in the order of first use.
    fn job_langs(&self) -> Vec<Lang> {
        let mut langs = Vec::new();
        for article in self.jobs.iter().flat_map(|j| j.articles) {
            if !langs.contains(&article.document.lang) {
                langs.push(article.document.lang);
            }
        }
        langs
    }

    /// The languages of the jobs and of the glossary: columns that can be hidden.
    fn langs(&self) -> Vec<Lang> {
        let mut langs = self.job_langs();
        langs.extend(&self.entries.langs);
        let mut seen = std::collections::BTreeSet::new();
        langs.retain(|lang| seen.insert(*lang));
        langs
    }

    fn title(&self) -> String {
        match self.jobs {
            [] => "Names and terms".to_owned(),
            [job] => job.id.to_owned(),
            [job, rest @ ..] => {
                format!("{} and {} other article{}", job.id, rest.len(), plural(rest.len()))
            }
        }
    }

    fn head(&self, out: &mut String) {
        let title = self.title();
        let title = escaped(&title);
        put(
            out,
            format_args!(
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
            <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
            <meta name=\"color-scheme\" content=\"light dark\">\n\
            <meta name=\"generator\" content=\"songngu {}\">\n\
            <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
            script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
            <title>{title} · songngu</title>\n<style>\n{STYLE}",
                env!("CARGO_PKG_VERSION"),
            ),
        );
        for lang in self.langs() {
            put(out, format_args!(".hide-{lang} .l-{lang}{{display:none}}\n"));
        }
        put(
            out,
            format_args!(
                "</style>\n</head>\n<body>\n\
            <a class=\"skip\" href=\"#rows\">Skip to the rows</a>\n\
            <a class=\"skip\" href=\"#glossary\">Skip to the glossary</a>\n\
            <a class=\"skip\" href=\"#left\">Skip to what was left out</a>\n\
            <header class=\"top\">\n<p class=\"brand\">song<span>ngữ</span></p>\n<h1>{title}</h1>\n</header>\n"
            ),
        );
    }

    /// The bar with links, filter and columns; it needs the script, so it is shown by it.
    fn tools(&self, out: &mut String) {
        out.push_str(
            "<div class=\"bar\">\n<nav aria-label=\"Sections\"><a href=\"#summary\">Summary</a>\
            <a href=\"#rows\">Rows</a><a href=\"#glossary\">Glossary</a><a href=\"#left\">Left out</a></nav>\n\
            <form class=\"tools\" role=\"search\" hidden>\n\
            <input id=\"find\" type=\"search\" placeholder=\"Filter\" aria-label=\"Filter rows, glossary and lists by text\" \
            aria-keyshortcuts=\"/\" autocomplete=\"off\" spellcheck=\"false\">\n\
            <select id=\"which\" aria-label=\"Which rows and entries\"><option value=\"\">All</option>\
            <option value=\"doubtful\">Doubtful</option><option value=\"alone\">Without counterpart</option></select>\n\
            <fieldset class=\"langs\"><legend>Columns</legend>",
        );
        for lang in self.langs() {
            let name = crate::lang::names::english(lang).unwrap_or(lang.code());
            put(
                out,
                format_args!(
                    "<label title=\"{}\"><input type=\"checkbox\" value=\"{lang}\" checked> {lang}</label>",
                    escaped(name)
                ),
            );
        }
        out.push_str(
            "</fieldset>\n<output id=\"count\" aria-live=\"polite\"></output>\n\
            <button id=\"keys\" type=\"button\" aria-expanded=\"false\" aria-controls=\"help\" title=\"Keys (?)\">?</button>\n\
            </form>\n\
            <div id=\"help\" class=\"help\" role=\"region\" aria-label=\"Keys\" hidden><dl>\
            <div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous row; arrow keys inside the table</dd></div>\
            <div><dt><kbd>n</kbd> <kbd>p</kbd></dt><dd>next, previous doubtful row</dd></div>\
            <div><dt><kbd>/</kbd></dt><dd>filter; marks and case do not matter</dd></div>\
            <div><dt><kbd>d</kbd></dt><dd>doubtful only, or all</dd></div>\
            <div><dt><kbd>g</kbd></dt><dd>glossary</dd></div>\
            <div><dt><kbd>Esc</kbd></dt><dd>close, clear</dd></div></dl></div>\n</div>\n",
        );
    }

    fn foot(out: &mut String) {
        put(
            out,
            format_args!(
                "<footer><p>Written by songngu {}. Scores are the program’s own estimate that a row or entry is right. \
                Rows below {} % are marked doubtful, and so are entries below it or with thin evidence for every form.</p></footer>\n\
            <div id=\"card\" class=\"card\" role=\"tooltip\" hidden></div>\n\
            <script>\n{SCRIPT}</script>\n</body>\n</html>\n",
                env!("CARGO_PKG_VERSION"),
                percent(super::SURE),
            ),
        );
    }
}

/// Appends formatted text; writing to a String cannot fail.
fn put(out: &mut String, text: fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

/// Text as HTML content or attribute value: NFC, escaped, without forbidden characters.
struct Escaped<'a>(&'a str);

const fn escaped(text: &str) -> Escaped<'_> {
    Escaped(text)
}

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in nfc(self.0).chars().filter(|&c| !forbidden(c)) {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// `lang` attribute and class of what is written in a language; direction by content where it is not one of ours.
struct In(Lang);

impl fmt::Display for In {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = if self.0.is_home() { "" } else { " dir=\"auto\"" };
        write!(f, "lang=\"{0}\" class=\"l-{0}\"{direction}", self.0)
    }
}

const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn percent(score: f32) -> u32 {
    (score.clamp(0.0, 1.0) * 100.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    fn page() -> String {
        let sample = Sample::new();
        html(&[sample.job()], &sample.glossary(), &["<b>One</b> file could not be read.".to_owned()])
    }

    #[test]
    fn everything_is_escaped_and_nothing_is_fetched() {
        let text = page();
        assert!(text.contains("&lt;b&gt;One&lt;/b&gt;"));
        assert!(text.contains("was &lt;over&gt; on Friday"));
        assert!(!text.contains("<over>") && !text.contains('\u{7}') && !text.contains('\u{1}'));
        let outside = text.replace("http-equiv", "");
        for request in ["http:", "https:", "src=", "@import", "url(", "fetch(", "innerHTML"] {
            assert!(!outside.contains(request), "{request}");
        }
    }

    #[test]
    fn ids_are_unique_and_links_have_targets() {
        let text = page();
        let mut ids: Vec<&str> = text.split(" id=\"").skip(1).filter_map(|t| t.split('"').next()).collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all);
        for link in text.split(" href=\"#").skip(1).filter_map(|t| t.split('"').next()) {
            assert!(ids.binary_search(&link).is_ok(), "{link}");
        }
    }

    #[test]
    fn elements_are_balanced() {
        let text = page();
        for name in ["table", "tr", "td", "th", "section", "details", "ul", "li", "p", "a", "div", "span"] {
            let open =
                text.matches(&format!("<{name} ")).count() + text.matches(&format!("<{name}>")).count();
            assert_eq!(open, text.matches(&format!("</{name}>")).count(), "{name}");
        }
    }

    #[test]
    fn names_link_to_their_concepts() {
        let text = page();
        assert!(text.contains("class=\"n\" href=\"#c0\" style=\"--h:"), "{text}");
        assert!(text.contains(">Đà Lạt</a>"));
        assert!(text.contains("class=\"n doubt\" href=\"#c1\""));
    }

    #[test]
    fn empty_calls_give_a_page() {
        let empty = Glossary { articles: &[], mentions: &[], concepts: &[] };
        let text = html(&[], &empty, &[]);
        assert!(text.contains("<h1>Names and terms</h1>") && text.ends_with("</html>\n"));
    }
}
