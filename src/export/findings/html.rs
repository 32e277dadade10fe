//! Findings as one page without requests: complete without its script, which adds filters and keys.

use super::{Spot, Told, counts, name};
use std::collections::BTreeSet;

const STYLE: &str = include_str!("findings.css");
const SCRIPT: &str = include_str!("findings.js");

/// Evidence shown of a finding.
const RELATED: usize = 8;

/// The page.
#[must_use]
pub fn html(findings: &[&Told]) -> String {
    let [errors, warnings, remarks] = counts(findings);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <title>Findings · songngu</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header><h1>Findings</h1>\n<p class=\"quiet\">{errors} errors, {warnings} warnings, {remarks} remarks</p></header>\n"
    );
    tools(&mut out, findings);
    out.push_str("<main>\n<ol>\n");
    for told in findings {
        finding(&mut out, told);
    }
    out.push_str(&format!(
        "</ol>\n</main>\n<footer><p>Written by songngu {}. Keys: <kbd>j</kbd> <kbd>k</kbd> next and previous, <kbd>/</kbd> filter, \
         <kbd>e</kbd> errors, <kbd>w</kbd> warnings, <kbd>a</kbd> all, <kbd>Esc</kbd> clear. To leave a finding out for good: \
         <code>songngu check … --ignore ID</code></p></footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    ));
    out
}

/// The filters; the script shows them.
fn tools(out: &mut String, findings: &[&Told]) {
    out.push_str(
        "<form class=\"bar\" role=\"search\" hidden>\n<input id=\"find\" type=\"search\" placeholder=\"Filter\" \
         aria-label=\"Filter by text; marks and case do not matter\" aria-keyshortcuts=\"/\" autocomplete=\"off\" spellcheck=\"false\">\n",
    );
    let rules: BTreeSet<&str> = findings.iter().map(|t| t.rule).collect();
    let files: BTreeSet<&str> = findings.iter().map(|t| &*t.place.file).collect();
    choice(out, "level", "All severities", ["error", "warning", "info"].into_iter());
    choice(out, "rule", "All rules", rules.into_iter());
    choice(out, "file", "All files", files.into_iter());
    out.push_str("<output id=\"count\" aria-live=\"polite\"></output>\n</form>\n");
}

fn choice<'v>(out: &mut String, id: &str, all: &str, values: impl Iterator<Item = &'v str>) {
    out.push_str(&format!("<select id=\"{id}\" aria-label=\"{all}\"><option value=\"\">{all}</option>"));
    for value in values {
        out.push_str(&format!("<option>{}</option>", escaped(value)));
    }
    out.push_str("</select>\n");
}

fn finding(out: &mut String, told: &Told) {
    let level = name(told.severity);
    out.push_str(&format!(
        "<li class=\"f {level}\" id=\"{id}\" tabindex=\"0\" data-level=\"{level}\" data-rule=\"{rule}\" data-file=\"{file}\">\n\
         <p><span class=\"level\">{level}</span> <b>{rule}</b>: {message}</p>\n",
        id = told.id,
        rule = told.rule,
        file = escaped(&told.place.file),
        message = escaped(&told.message),
    ));
    place(out, &told.place);
    if let Some(text) = &told.suggestion {
        out.push_str(&format!("<p class=\"write\">Write: <b>{}</b></p>\n", escaped(text)));
    }
    if !told.related.is_empty() {
        out.push_str(&format!("<details><summary>Evidence: {}</summary>\n", told.related.len()));
        told.related.iter().take(RELATED).for_each(|spot| place(out, spot));
        out.push_str("</details>\n");
    }
    out.push_str(&format!("<p class=\"where\">id <code>{}</code></p>\n</li>\n", told.id));
}

fn place(out: &mut String, spot: &Spot) {
    out.push_str(&format!(
        "<blockquote><span class=\"where\">{}</span><br><span lang=\"{}\">{}<mark>{}</mark>{}</span></blockquote>\n",
        escaped(&spot.address()),
        spot.lang,
        escaped(&spot.lead),
        escaped(&spot.text),
        escaped(&spot.tail)
    ));
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::super::sample;

    #[test]
    fn the_page_needs_nothing_else_and_escapes_what_it_shows() {
        let list = sample();
        let page = super::html(&list.iter().collect::<Vec<_>>());
        assert_eq!(page.matches("<li class=\"f ").count(), 3);
        assert!(page.contains("source &amp; &lt;more&gt;") && !page.contains("<more>"));
        assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("src="));
        assert!(
            page.contains("<option>number-mismatch</option>") && page.contains("prefers-color-scheme: dark")
        );
    }
}
