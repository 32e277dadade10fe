//! Web and mail addresses: where they stand, and whether the translation has the same ones.

use super::{Input, Report, Segment};
use crate::model::{Lang, Place, Span};

/// The addresses of a text, left to right: `https://…`, `www.…`, `name@host.tld`, and bare hosts with a path or a usual ending.
#[must_use]
pub fn find(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    for piece in text.split(|c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '„' | '|')
    }) {
        let start = at;
        at += piece.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        // Most pieces are words.
        if !piece.bytes().any(|b| matches!(b, b'.' | b'@' | b'/')) {
            continue;
        }
        if let Some((from, to)) = address(piece) {
            out.push(Span::new(start + from, start + to));
        }
    }
    out
}

/// Where in a piece without blanks an address stands.
fn address(piece: &str) -> Option<(usize, usize)> {
    let from = ["http://", "https://", "ftp://", "www."]
        .iter()
        .filter_map(|p| piece.find(p))
        .min()
        .or_else(|| piece.find(|c: char| c.is_ascii_alphanumeric()))?;
    let body = piece[from..].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*']);
    let mut end = from + body.len();
    for (open, close) in [('(', ')'), ('[', ']')] {
        while piece[from..end].ends_with(close)
            && piece[from..end].matches(close).count() > piece[from..end].matches(open).count()
        {
            end -= 1;
        }
    }
    let body = piece[from..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let end = from + body.len();
    let known = body.contains("://") || body.starts_with("www.") && body.len() > 6;
    (known || is_mail(body) || is_host(body)).then_some((from, end))
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(&b))
            && host.split('.').count() > 1
            && host
                .split('.')
                .all(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    })
}

/// `example.org` or `example.org/path`: lower case, and an ending that is hardly ever the start of a sentence.
fn is_host(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    labels.len() > 1
        && labels.iter().all(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        && matches!(
            labels[labels.len() - 1],
            "com" | "org" | "net" | "vn" | "fr" | "pl" | "eu" | "uk" | "info" | "edu" | "gov" | "int"
        )
}

/// `url-mismatch`: an address of the source that the translation has otherwise or not at all.
pub(super) fn check(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        let all = |text: &str| find(text).into_iter().map(|s| key(&text[s.range()])).collect::<Vec<_>>();
        // A host without a dot is a place to be filled in.
        let (in_source, in_target) = (all(pair.source.text()), all(pair.target.text()));
        if in_source.is_empty() {
            continue;
        }
        for segment in pair.segments() {
            let mut source = places(segment.source_text(), segment.source, &in_target);
            let mut target = places(segment.target_text(), segment.target, &in_source);
            // An address that names the language may name the other one in the translation.
            source.retain(|s| {
                let twin = target.iter().position(|t| {
                    localised(
                        &pair.source.text()[s.range()],
                        pair.source.lang(),
                        &pair.target.text()[t.range()],
                        pair.target.lang(),
                    )
                });
                twin.map(|at| target.remove(at)).is_none()
            });
            tell(&segment, &source, &target, report);
        }
    }
}

/// The addresses of a segment that do not stand anywhere in the other text.
fn places(text: &str, at: Span, other: &[String]) -> Vec<Span> {
    find(text)
        .into_iter()
        .filter(|s| is_real(&text[s.range()]))
        .filter(|s| !other.contains(&key(&text[s.range()])))
        .map(|s| s.shifted(at.start as usize))
        .collect()
}

fn tell(segment: &Segment<'_>, source: &[Span], target: &[Span], report: &mut Report) {
    for (i, span) in source.iter().enumerate() {
        let source_place = segment.source_place(*span);
        let text = &segment.pair.source.text()[span.range()];
        let (place, message) = match target.get(i) {
            Some(t) => {
                (segment.target_place(*t), format!("the address differs from the source, which has {text}"))
            }
            None => (source_place, format!("the address {text} is missing in the translation")),
        };
        let finding = report.add(place, message);
        if target.get(i).is_some() {
            finding.suggestion = Some(text.to_owned());
            finding.related.push(source_place);
        } else if !segment.target.is_empty() {
            finding.related.push(Place { document: segment.pair.target.document, span: segment.target });
        }
    }
}

/// Whether an address may exist: `http://yourproxy:3128` is a place for the reader to fill in.
fn is_real(address: &str) -> bool {
    let host =
        address.split_once("://").map_or(address, |a| a.1).split(['/', ':']).next().unwrap_or_default();
    host.contains('.') || host == "localhost" || address.contains('@')
}

fn key(address: &str) -> String {
    address.trim_end_matches('/').to_lowercase()
}

/// Whether two addresses differ in the language only: `/en/`, `?lang=en`, `en.example.org`, `users-french@example.org`.
fn localised(source: &str, from: Lang, target: &str, to: Lang) -> bool {
    let names = |lang: Lang| -> &'static [&'static str] {
        match lang.primary() {
            Lang::VI => &["vi", "vietnamese", "vn"],
            Lang::EN => &["en", "english", "gb", "us"],
            Lang::FR => &["fr", "french", "francais"],
            Lang::PL => &["pl", "polish", "polski"],
            _ => &[],
        }
    };
    let parts = |text: &str| -> Vec<String> {
        text.split(['/', '.', '=', '?', '&', '-', '_', '@']).map(str::to_lowercase).collect()
    };
    let said = |text: &str, lang: Lang| names(lang).contains(&text) || text == lang.primary().code();
    let (a, b) = (parts(source), parts(target));
    let same = a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| x == y || (said(x, from) && said(y, to)));
    let bare = |list: &[String], lang: Lang| -> Vec<String> {
        list.iter().filter(|p| !said(p, lang)).cloned().collect()
    };
    same || (a.len() != b.len() && bare(&a, from) == bare(&b, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let text = "See (https://example.org/a_(b)), www.example.net/x?y=1. Write to me@example.org; v1.2 of this.That is no host.";
        let found: Vec<&str> = find(text).iter().map(|s| &text[s.range()]).collect();
        assert_eq!(found, ["https://example.org/a_(b)", "www.example.net/x?y=1", "me@example.org"]);
    }

    #[test]
    fn the_language_in_an_address_may_change() {
        assert!(localised("https://example.org/en/a", Lang::EN, "https://example.org/pl/a", Lang::PL));
        assert!(!localised("https://example.org/en/a", Lang::EN, "https://example.org/pl/b", Lang::PL));
        assert!(localised("users@example.org", Lang::EN, "users-french@example.org", Lang::FR));
        assert!(!is_real("http://myproxy:80") && is_real("https://example.org"));
    }
}
