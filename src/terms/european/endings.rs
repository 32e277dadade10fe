//! What the ending of a Polish word lets expect of it.

use crate::model::Lang;
use crate::terms::polish;

/// A Polish word that may be a genitive or an adjective behind its noun.
pub(super) fn genitive(lower: &str) -> bool {
    !polish_verb(lower)
        && !crate::lang::of(Lang::PL).function_words.contains(lower)
        && polish::readings(lower).iter().any(|r| {
            r.cases & polish::case::G != 0 && r.ending > 0
                || r.listed
                || r.adjective && polish_adjective(lower)
        })
}

pub(super) fn polish_adjective(lower: &str) -> bool {
    let endings = [
        "owy", "owa", "owe", "owego", "owej", "owym", "ową", "ny", "na", "ne", "nego", "nej", "nym", "ną",
        "nych", "nymi", "ski", "ska", "skie", "skiego", "skiej", "skim", "ską", "skich", "cki", "cka",
        "ckie", "ckiego", "ckiej", "ckim", "cką", "ckich", "ły", "ła", "łe", "łego", "łej", "łym", "czy",
        "cza", "cze", "czego", "czej", "czym", "szy", "sza", "sze", "szego", "szej", "szym", "szą", "jący",
        "jąca", "jące", "jącego", "jącej", "owych", "owymi", "ony", "ona", "one", "onego", "onej", "any",
        "ana", "ane", "anego", "anej", "ży", "że", "żego", "żej", "żym", "lny", "karny", "wy", "wa", "we",
        "wego", "wej", "wym", "wą", "ty", "ta", "te", "tego", "tej", "tym", "dy", "my",
    ];
    lower.chars().count() > 4 && endings.iter().any(|e| lower.ends_with(e))
}

/// An adjective in -ski, -cki: of a place.
pub(super) fn city_adjective(lower: &str) -> bool {
    let endings = [
        "ski", "ska", "skie", "skiego", "skiej", "skim", "ską", "skiemu", "cki", "cka", "ckie", "ckiego",
        "ckiej", "ckim", "cką",
    ];
    lower.chars().count() > 5 && endings.iter().any(|e| lower.ends_with(e))
}

/// A Polish word that looks like a verb.
pub(super) fn polish_verb(lower: &str) -> bool {
    let endings = [
        "ał", "ił", "ył", "ała", "iła", "yła", "ało", "iło", "yło", "ali", "ili", "yli", "ały", "iły", "yły",
        "ć", "uje", "ują", "ano", "ono", "ęła", "ęli", "ął", "owie", "nie",
    ];
    let verbs = [
        "jest",
        "są",
        "będzie",
        "będą",
        "ma",
        "mają",
        "może",
        "mogą",
        "mówi",
        "dodaje",
        "wini",
        "odbędzie",
        "odbyła",
        "bierze",
        "zbierze",
    ];
    verbs.contains(&lower)
        || lower.chars().count() > 3
            && endings.iter().any(|e| lower.ends_with(e))
            && !lower.ends_with("nie")
            && !lower.ends_with("owie")
            && !lower.ends_with("ość")
}
