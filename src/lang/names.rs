//! What languages are called: in English for tables and headings, in themselves for readers. Source: CLDR, *Language names*.

use crate::model::Lang;

/// Code, English name, own name.
const NAMES: &[(&str, &str, &str)] = &[
    ("vi", "Vietnamese", "Tiếng Việt"),
    ("en", "English", "English"),
    ("fr", "French", "Français"),
    ("pl", "Polish", "Polski"),
    ("cs", "Czech", "Čeština"),
    ("de", "German", "Deutsch"),
    ("es", "Spanish", "Español"),
    ("it", "Italian", "Italiano"),
    ("ja", "Japanese", "日本語"),
    ("km", "Khmer", "ខ្មែរ"),
    ("ko", "Korean", "한국어"),
    ("lo", "Lao", "ລາວ"),
    ("nl", "Dutch", "Nederlands"),
    ("pt", "Portuguese", "Português"),
    ("ru", "Russian", "Русский"),
    ("th", "Thai", "ไทย"),
    ("uk", "Ukrainian", "Українська"),
    ("zh", "Chinese", "中文"),
];

/// English name of a language, region and script aside; `None` for one that is not in the table.
///
/// ```
/// use songngu::{lang::names, model::Lang};
/// assert_eq!(names::english(Lang::VI), Some("Vietnamese"));
/// ```
#[must_use]
pub fn english(lang: Lang) -> Option<&'static str> {
    find(lang).map(|n| n.1)
}

/// The language's name for itself.
#[must_use]
pub fn own(lang: Lang) -> Option<&'static str> {
    find(lang).map(|n| n.2)
}

fn find(lang: Lang) -> Option<&'static (&'static str, &'static str, &'static str)> {
    let primary = lang.primary();
    NAMES.iter().find(|n| n.0 == primary.code())
}
