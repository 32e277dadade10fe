//! Language codes: is it one (BCP 47), do two name the same language, and what was meant by one that is none.

/// Is `code` well-formed by BCP 47 (RFC 5646)? Registered languages of 5 to 8 letters do not exist, so such a
/// "code" is a name.
///
/// ```
/// assert!(tmx::language::is_code("zh-Hant-TW"));
/// assert!(!tmx::language::is_code("vi_VN"));
/// assert!(!tmx::language::is_code("vietnamese"));
/// ```
#[must_use]
pub fn is_code(code: &str) -> bool {
    let mut parts = code.split('-');
    let Some(first) = parts.next() else { return false };
    let alpha = |s: &str| s.bytes().all(|b| b.is_ascii_alphabetic());
    let alnum = |s: &str| s.bytes().all(|b| b.is_ascii_alphanumeric());
    let mut private = first.eq_ignore_ascii_case("x") || first.eq_ignore_ascii_case("i");
    let language = (2..=3).contains(&first.len()) && alpha(first);
    if !private && !language {
        return false;
    }
    let (mut any, mut dangling) = (false, private);
    for part in parts {
        any = true;
        if !alnum(part) || part.is_empty() || part.len() > 8 {
            return false;
        }
        if private {
            dangling = false;
            continue;
        }
        match part.len() {
            1 => {
                private = part.eq_ignore_ascii_case("x");
                dangling = true;
            }
            _ => dangling = false,
        }
    }
    !dangling && (any || !private)
}

/// Do the two codes name one language, region and script aside when only one of them has them?
///
/// ```
/// assert!(tmx::language::matches("en", "en-GB"));
/// assert!(!tmx::language::matches("en-US", "en-GB"));
/// ```
#[must_use]
pub fn matches(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (Some(head), rest) = (long.get(..short.len()), long.as_bytes().get(short.len())) else {
        return false;
    };
    head.eq_ignore_ascii_case(short) && matches!(rest, None | Some(b'-' | b'_'))
}

/// The usual form of a code: `en-GB`, `zh-Hant`, `x-klingon`.
///
/// ```
/// assert_eq!(tmx::language::canonical("EN-gb"), "en-GB");
/// assert_eq!(tmx::language::canonical("zh-hant-tw"), "zh-Hant-TW");
/// ```
#[must_use]
pub fn canonical(code: &str) -> String {
    let mut single = false;
    let parts = code.split('-').enumerate().map(|(i, part)| {
        let lower = part.to_ascii_lowercase();
        let shaped = match part.len() {
            _ if i == 0 || single => lower.clone(),
            2 => part.to_ascii_uppercase(),
            4 if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                lower[..1].to_ascii_uppercase() + &lower[1..]
            }
            _ => lower.clone(),
        };
        single |= part.len() == 1;
        shaped
    });
    parts.collect::<Vec<_>>().join("-")
}

/// English (and own) names that stand where a code belongs. Source: IETF language subtag registry, descriptions.
const NAMES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("bulgarian", "bg"),
    ("chinese", "zh"),
    ("croatian", "hr"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("english", "en"),
    ("estonian", "et"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("francais", "fr"),
    ("français", "fr"),
    ("german", "de"),
    ("deutsch", "de"),
    ("greek", "el"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("indonesian", "id"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("khmer", "km"),
    ("korean", "ko"),
    ("lao", "lo"),
    ("latvian", "lv"),
    ("lithuanian", "lt"),
    ("malay", "ms"),
    ("norwegian", "no"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("polski", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("serbian", "sr"),
    ("slovak", "sk"),
    ("slovenian", "sl"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("thai", "th"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("vietnamese", "vi"),
    ("tiếng việt", "vi"),
];

/// The code that was probably meant: `vi_VN` is `vi-VN`, `vietnamese` is `vi`; `None` when nobody can tell.
///
/// ```
/// assert_eq!(tmx::language::guess("vi_VN").as_deref(), Some("vi-VN"));
/// assert_eq!(tmx::language::guess("Polish").as_deref(), Some("pl"));
/// assert_eq!(tmx::language::guess("?"), None);
/// ```
#[must_use]
pub fn guess(code: &str) -> Option<String> {
    let trimmed = code.trim();
    let name = trimmed.to_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(n, _)| *n == name) {
        return Some((*code).to_owned());
    }
    let dashed: String =
        trimmed.chars().map(|c| if matches!(c, '_' | ' ' | '.') { '-' } else { c }).collect();
    if is_code(&dashed) {
        return Some(canonical(&dashed));
    }
    let first = dashed.split(['-', '(']).next().unwrap_or_default();
    let known = NAMES.iter().find(|(n, _)| *n == first.trim().to_lowercase());
    known.map(|(_, code)| (*code).to_owned()).or_else(|| is_code(first).then(|| canonical(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_all_shapes() {
        for good in [
            "vi",
            "en-GB",
            "EN-US",
            "sr-Latn-RS",
            "es-419",
            "de-1996",
            "x-own",
            "i-klingon",
            "en-u-ca-gregory",
        ] {
            assert!(is_code(good), "{good}");
        }
        for bad in [
            "",
            "v",
            "vi_VN",
            "vietnamese",
            "en-",
            "en--US",
            "*all*",
            "en US",
            "x",
            "en-toolongpart1",
            "tiếng",
        ] {
            assert!(!is_code(bad), "{bad}");
        }
    }

    #[test]
    fn guesses() {
        assert_eq!(guess("English (United States)").as_deref(), Some("en"));
        assert_eq!(guess("EN_us").as_deref(), Some("en-US"));
    }
}
