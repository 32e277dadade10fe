//! Languages of a table: in its header, or in its file name.

use crate::model::Lang;

/// The languages of ISO 639-1. Source: ISO 639-1 code table of the Library of Congress.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg \
    ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny \
    oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to \
    tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Whether the main part of a code is a two-letter language.
fn known(lang: Lang) -> bool {
    TWO_LETTERS.split_whitespace().any(|code| code == lang.primary().code())
}

/// The language that the name of a column says: a code (`vi`, `en-GB`, `en_GB`) or a name (`Vietnamese`, `Tiếng Việt`).
pub(super) fn named(column: &str) -> Option<Lang> {
    let column = column.trim();
    if let Ok(lang) = Lang::parse(column) {
        return known(lang).then_some(lang);
    }
    let name = column.split(['(', ',']).next().unwrap_or_default().trim().to_lowercase();
    // A single word of more than three letters is a code to nobody, so what is guessed from it is a name.
    let word = name.chars().count() > 3 && name.chars().all(char::is_alphabetic);
    let guessed = word.then(|| tmx::language::guess(&name)).flatten();
    guessed.and_then(|code| Lang::parse(&code).ok()).or_else(|| own_name(&name))
}

/// The language that calls itself so.
fn own_name(name: &str) -> Option<Lang> {
    let called = |lang: &Lang| crate::lang::names::own(*lang).is_some_and(|own| own.to_lowercase() == name);
    TWO_LETTERS.split_whitespace().filter_map(|code| Lang::parse(code).ok()).find(called)
}

/// The pair that a file name says: `terms.en-vi.utf8`, `EN_PL.csv`, `en-US_vi-VN.txt`.
#[must_use]
pub fn pair_in_name(file: &str) -> Option<(Lang, Lang)> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let parts: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let mut found: Vec<(usize, Lang)> = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let lang = Lang::parse(parts[at]).ok().filter(|&l| parts[at].len() == 2 && known(l));
        let Some(lang) = lang else {
            at += 1;
            continue;
        };
        // `pt-BR` is one language, `en-vi` and `EN-VI` are two.
        let region = parts.get(at + 1).filter(|r| {
            r.len() == 2
                && r.bytes().all(|b| b.is_ascii_uppercase())
                && parts[at].bytes().all(|b| b.is_ascii_lowercase())
        });
        let whole = region.and_then(|r| Lang::parse(&format!("{}-{r}", parts[at])).ok());
        found.push((at, whole.unwrap_or(lang)));
        at += 1 + usize::from(whole.is_some());
    }
    // The last two that stand side by side: a name may hold other short words.
    found.windows(2).rev().find_map(|pair| {
        let ((a, from), (b, to)) = (pair[0], pair[1]);
        let near = b == a + 1 || (b == a + 2 && from.code().contains('-'));
        (near && from.primary() != to.primary()).then_some((from, to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns() {
        let code = |name: &str| named(name).map(|l| l.code().to_owned());
        for (name, wanted) in [
            ("vi", Some("vi")),
            ("EN_gb", Some("en-GB")),
            ("Vietnamese", Some("vi")),
            ("polski", Some("pl")),
            ("Tiếng Việt", Some("vi")),
            ("French (France)", Some("fr")),
            ("Français", Some("fr")),
            ("한국어", Some("ko")),
            ("term", None),
            ("note", None),
            ("Status", None),
            ("Client", None),
            ("kde", None),
            ("Entry_ID", None),
            ("", None),
        ] {
            assert_eq!(code(name).as_deref(), wanted, "{name}");
        }
    }

    #[test]
    fn names_of_files() {
        let pair = |name: &str| pair_in_name(name).map(|(a, b)| format!("{a} {b}"));
        for (name, wanted) in [
            ("folder.en-fr/glossary.en-vi.utf8", Some("en vi")),
            ("EN_PL.csv", Some("en pl")),
            ("terms-en-US-vi-VN.txt", Some("en-US vi-VN")),
            ("terms.pt-BR_en.tab", Some("pt-BR en")),
            ("pt-BR.csv", None),
            ("glossary.txt", None),
            ("en.txt", None),
            ("terms of la mer.en-pl.txt", Some("en pl")),
        ] {
            assert_eq!(pair(name).as_deref(), wanted, "{name}");
        }
    }
}
