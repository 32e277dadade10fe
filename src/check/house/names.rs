//! Vietnamese names with their marks or without.

use crate::check::{Input, Report, Text};
use crate::model::{Kind, Lang};
use crate::settings::{Marks, Profile};
use crate::terms::names::{is_surname, is_syllable};
use crate::text::fold::{fold, fold_name};
use crate::text::normal::nfc;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub(super) fn check(input: &Input<'_>, text: &Text<'_>, profile: &Profile, report: &mut Report) {
    let Some(marks) = profile.names else { return };
    let persons = input.terms.mentions.iter().filter(|m| m.document == text.document && m.kind == Kind::Per);
    for mention in persons {
        let name = nfc(&text.text()[mention.span.range()]).into_owned();
        if !is_vietnamese(&name) {
            continue;
        }
        let marked = !name.is_ascii();
        let wanted = match marks {
            Marks::Plain if marked => Some(plain(&name)),
            Marks::Full if !marked => full(input, text, &name),
            _ => None,
        };
        let Some(wanted) = wanted.filter(|w| *w != name) else { continue };
        let message = match marks {
            Marks::Plain => format!("“{name}”: the house writes Vietnamese names without their marks"),
            Marks::Full => format!("“{name}”: the house writes Vietnamese names with their marks"),
        };
        report.add(text.place(mention.span), message).suggestion = Some(wanted);
    }
}

/// A family name and one to four syllables more; two words without marks may be anybody's (Le Pen).
fn is_vietnamese(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(fold).collect();
    let told = words.len() > 2 || !name.is_ascii();
    told && (2..=5).contains(&words.len()) && is_surname(&words[0]) && words.iter().all(|w| is_syllable(w))
}

/// The name as the source, or another place of the text, writes it with its marks.
fn full(input: &Input<'_>, text: &Text<'_>, name: &str) -> Option<String> {
    let key = fold_name(name);
    let sources =
        input.texts.iter().filter(|t| t.document == text.document || t.lang().primary() == Lang::VI);
    let documents: Vec<u32> = sources.map(|t| t.document).collect();
    let mut found = input
        .terms
        .mentions
        .iter()
        .filter(|m| documents.contains(&m.document))
        .map(|m| nfc(&input.texts[m.document as usize].text()[m.span.range()]).into_owned());
    found.find(|other| !other.is_ascii() && fold_name(other) == key)
}

/// A text without marks, capitals kept: Đỗ Thị Hà → Do Thi Ha.
fn plain(text: &str) -> String {
    let bare = text.nfd().filter(|&c| !is_combining_mark(c));
    bare.map(|c| match c {
        'đ' => 'd',
        'Đ' => 'D',
        c => c,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_capitals_stay() {
        assert_eq!(plain("Đỗ Thị Hà"), "Do Thi Ha");
        assert!(is_vietnamese("Đỗ Thị Hà") && is_vietnamese("Le Van Tam"));
        assert!(!is_vietnamese("Le Pen") && !is_vietnamese("Anna Nowak"));
    }
}
