//! Quotation marks, and the capitals of headlines.

use super::own;
use crate::check::{Report, Text};
use crate::lang;
use crate::model::{Lang, Place, Span, Tag};
use crate::settings::{Capitals, Profile};
use crate::text::tokens::{TokenKind, tokens};

const ALL: &[char] = &['“', '”', '„', '«', '»', '"', '‟', '‹', '›'];

/// Quotation marks that are not the house's, a finding for every kind.
pub(super) fn quotes(text: &Text<'_>, profile: &Profile, report: &mut Report) {
    let Some(allowed) = &profile.quotes else { return };
    let mut kinds: Vec<(char, Vec<Place>)> = Vec::new();
    for (block, content) in own(text) {
        for (at, mark) in content.match_indices(ALL) {
            let sign = mark.chars().next().unwrap_or('"');
            // 6" is six inches.
            let inch = sign == '"' && content[..at].ends_with(|c: char| c.is_ascii_digit());
            if allowed.contains(sign) || inch {
                continue;
            }
            let place = text.place(Span::new(at, at + mark.len()).shifted(block.span.start as usize));
            match kinds.iter_mut().find(|k| k.0 == sign) {
                Some((_, places)) => places.push(place),
                None => kinds.push((sign, vec![place])),
            }
        }
    }
    for (sign, places) in kinds {
        let message = format!(
            "the quotation mark {sign} is not the house's, which are {allowed} (here {} times)",
            places.len()
        );
        report.add(places[0], message).related.extend(places[1..].iter().take(20));
    }
}

/// Headlines with the capitals of a title where the house writes sentences, and the reverse.
pub(super) fn headlines(text: &Text<'_>, profile: &Profile, report: &mut Report) {
    let Some(wanted) = profile.headlines.filter(|_| text.lang().is_home()) else { return };
    for (block, content) in own(text).filter(|(b, _)| b.tag == Tag::Head) {
        let Some(capitals) = capitals(content, text.lang()) else { continue };
        if capitals == wanted {
            continue;
        }
        let message = match wanted {
            Capitals::Sentence => "the house writes headlines as sentences: capitals for names only",
            Capitals::Title => "the house writes headlines with capitals",
        };
        report.add(text.place(block.span), message);
    }
}

/// How a headline is capitalised; `None` where its words do not tell.
fn capitals(content: &str, lang: Lang) -> Option<Capitals> {
    let function = &lang::of(lang).function_words;
    let list = tokens(content);
    let words: Vec<&str> =
        list.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.text(content)).collect();
    let counted = words.iter().skip(1).filter(|w| {
        w.chars().count() > 1
            && !function.contains(w.to_lowercase().as_str())
            && w.chars().any(char::is_lowercase)
    });
    let first: Vec<bool> = counted.map(|w| w.chars().next().is_some_and(char::is_uppercase)).collect();
    let upper = first.iter().filter(|u| **u).count();
    match first.len() {
        0..4 => None,
        n if upper * 10 >= n * 9 => Some(Capitals::Title),
        n if upper * 2 <= n => Some(Capitals::Sentence),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_by_their_capitals() {
        let title = "Mayor Opens New Bridge over the River before Summer";
        let sentence = "Burmistrz Gdyni otwiera nowy most przed latem";
        assert_eq!(capitals(title, Lang::EN), Some(Capitals::Title));
        assert_eq!(capitals(sentence, Lang::PL), Some(Capitals::Sentence));
        assert_eq!(capitals("Anna Nowak", Lang::PL), None);
    }
}
