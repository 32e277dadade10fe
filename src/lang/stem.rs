//! Light stems: keys under which the forms of a word meet. Compared, never written.
//!
//! Endings are data (`<language>/endings.txt`); a handful of consonant changes that an ending list cannot say are code.
//! Precision matters less than for a search engine: a wrong meeting costs a little evidence, a missed one costs all of it.

use crate::model::Lang;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The shortest stem that a longer ending may leave, in letters.
const MIN_STEM: usize = 3;

struct Endings(Vec<Vec<char>>);

impl Endings {
    fn parse(data: &str) -> Self {
        let mut list: Vec<Vec<char>> = data
            .lines()
            .filter(|l| !l.starts_with('#'))
            .flat_map(str::split_whitespace)
            .map(|e| e.chars().collect())
            .collect();
        list.sort_by_key(|e| std::cmp::Reverse(e.len()));
        Self(list)
    }

    /// Length of the longest ending of `word` that leaves a stem.
    fn longest(&self, word: &[char]) -> usize {
        self.longest_that(word, |_| true)
    }

    /// Length of the longest ending of `word` that leaves a stem and is allowed.
    fn longest_that(&self, word: &[char], allowed: impl Fn(&[char]) -> bool) -> usize {
        // The last letter first: most endings fall out by it.
        let last = word.last();
        let fits = |e: &&Vec<char>| {
            e.last() == last && word.len() >= e.len() + MIN_STEM && word.ends_with(e) && allowed(e)
        };
        self.0.iter().find(fits).map_or(0, Vec::len)
    }
}

static EN: LazyLock<Endings> = LazyLock::new(|| Endings::parse(include_str!("en/endings.txt")));
static FR: LazyLock<Endings> = LazyLock::new(|| Endings::parse(include_str!("fr/endings.txt")));
static PL: LazyLock<Endings> = LazyLock::new(|| Endings::parse(include_str!("pl/endings.txt")));

/// The stem of a lower-case word. Vietnamese syllables come back in one spelling, words of other languages as they are.
///
/// ```
/// use songngu::{lang::stem::stem, model::Lang};
/// assert_eq!(stem("konwencji", Lang::PL), stem("konwencja", Lang::PL));
/// assert_eq!(stem("signed", Lang::EN), stem("signing", Lang::EN));
/// assert_eq!(stem("internationaux", Lang::FR), stem("internationale", Lang::FR));
/// ```
#[must_use]
pub fn stem(word: &str, lang: Lang) -> String {
    if lang.primary() == Lang::VI {
        return spelling(word).into_owned();
    }
    let mut letters: Vec<char> = word.chars().collect();
    match lang.primary() {
        Lang::EN => english(&mut letters),
        Lang::FR => french(&mut letters),
        Lang::PL => polish(&mut letters),
        _ => {}
    }
    letters.into_iter().collect()
}

/// One spelling for Vietnamese syllables that are written in two ways: hoà = hòa, thuỷ = thủy, kĩ = kỹ, qui = quy.
///
/// ```
/// use songngu::lang::stem::spelling;
/// assert_eq!(spelling("kĩ thuật"), "kỹ thuật");
/// assert_eq!(spelling("khoá"), "khóa");
/// assert_eq!(spelling("khoán"), "khoán");
/// ```
#[must_use]
pub fn spelling(words: &str) -> Cow<'_, str> {
    let may = |syllable: &str| {
        let mut last = syllable.chars().rev();
        let (end, before) = (last.next(), last.next());
        end.is_some_and(|c| "iìíỉĩị".contains(c))
            || end.is_some_and(|c| "àáảãạèéẻẽẹỳýỷỹỵ".contains(c)) && matches!(before, Some('o' | 'u'))
            || end == Some('y') && before.is_some_and(|c| TONES_OF_U.contains(c))
    };
    if !words.split(' ').any(may) {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len());
    for syllable in words.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        respell(syllable, &mut out);
    }
    Cow::Owned(out)
}

/// Vowels without tone and with each, in one order.
const TONES: [(char, &str); 5] =
    [('a', "àáảãạ"), ('e', "èéẻẽẹ"), ('i', "ìíỉĩị"), ('y', "ỳýỷỹỵ"), ('o', "òóỏõọ")];
const TONES_OF_U: &str = "ùúủũụ";

/// The vowel with the tone of that number.
fn toned(base: char, tone: usize) -> Option<char> {
    let list = if base == 'u' { TONES_OF_U } else { TONES.iter().find(|t| t.0 == base)?.1 };
    list.chars().nth(tone)
}

/// The bare vowel and its tone.
fn bare(c: char) -> Option<(char, usize)> {
    if let Some(tone) = TONES_OF_U.chars().position(|x| x == c) {
        return Some(('u', tone));
    }
    TONES.iter().find_map(|(base, list)| Some((*base, list.chars().position(|x| x == c)?)))
}

fn respell(syllable: &str, out: &mut String) {
    let letters: Vec<char> = syllable.chars().collect();
    let n = letters.len();
    let head = |k: usize| letters[..n - k].iter().collect::<String>();
    if n >= 2 {
        let (first, last) = (letters[n - 2], letters[n - 1]);
        let behind_q = n >= 3 && letters[n - 3] == 'q';
        // oà → òa, uỳ → ùy; behind q the u is no vowel: qùy → quỳ.
        if let Some((base, tone)) = bare(last)
            && (first == 'o' && matches!(base, 'a' | 'e') || first == 'u' && base == 'y' && !behind_q)
        {
            out.push_str(&head(2));
            out.extend(toned(first, tone));
            out.push(base);
            return;
        }
        if let Some(('u', tone)) = bare(first)
            && behind_q
            && last == 'y'
        {
            out.push_str(&head(2));
            out.push('u');
            out.extend(toned('y', tone));
            return;
        }
        // kĩ → kỹ where nothing but i follows the consonant.
        let onset = matches!(head(1).as_str(), "h" | "k" | "l" | "m" | "s" | "t" | "qu");
        if onset {
            let y = if last == 'i' {
                Some('y')
            } else {
                bare(last).filter(|b| b.0 == 'i').and_then(|b| toned('y', b.1))
            };
            if let Some(y) = y {
                out.push_str(&head(1));
                out.push(y);
                return;
            }
        }
    }
    out.push_str(syllable);
}

fn english(w: &mut Vec<char>) {
    if let Some(at) = w.iter().position(|&c| c == '\'' || c == '’') {
        w.truncate(at);
    }
    let cut = EN.longest(w);
    let changed_y = w.ends_with(&['i', 'e', 's']) || w.ends_with(&['i', 'e', 'd']);
    w.truncate(w.len() - cut);
    if cut == 3 && changed_y {
        w.push('i');
    }
    // stopped, planning: the doubled consonant of the ending's making.
    if cut >= 2 && w.len() > MIN_STEM && w[w.len() - 1] == w[w.len() - 2] && !"lsz".contains(w[w.len() - 1]) {
        w.pop();
    }
    if w.len() > MIN_STEM && w.ends_with(&['e']) {
        w.pop();
    }
    if let Some(last) = w.last_mut()
        && *last == 'y'
    {
        *last = 'i';
    }
}

fn french(w: &mut Vec<char>) {
    if let Some(at) = w.iter().rposition(|&c| c == '\'' || c == '’') {
        w.drain(..=at);
    }
    if w.len() > 4 && w.ends_with(&['e', 'a', 'u', 'x']) {
        w.pop();
    } else if w.len() > 4 && w.ends_with(&['a', 'u', 'x']) {
        w.truncate(w.len() - 2);
        w.push('l');
    }
    // A plural goes the way of its singular; -ons is an ending of verbs.
    if w.len() > 4 && w.ends_with(&['s']) && !w.ends_with(&['s', 's']) && !w.ends_with(&['o', 'n', 's']) {
        w.pop();
    }
    let cut = french_cut(w);
    w.truncate(w.len() - cut);
    // actuel(le), ancien(ne), net(te)
    if w.len() > MIN_STEM && w[w.len() - 1] == w[w.len() - 2] {
        w.pop();
    }
    for c in w.iter_mut() {
        *c = match *c {
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ç' => 'c',
            'â' | 'à' => 'a',
            'ô' => 'o',
            'û' | 'ù' => 'u',
            c => c,
        };
    }
    // active goes with actif
    if w.len() > MIN_STEM && w.ends_with(&['i', 'v']) {
        w.pop();
        w.push('f');
    }
}

/// How many letters of a French word are its ending: the longest of the list, and what a list cannot say.
fn french_cut(w: &[char]) -> usize {
    let ends = |end: &str| w.ends_with(&end.chars().collect::<Vec<_>>());
    let plural = usize::from(w.ends_with(&['s']));
    // opérations and raisons are no forms of a verb, heureuse goes with heureux, identifie with identifier.
    if ends("ions") || ["aisons", "çons"].iter().any(|e| ends(e)) && !ends("faisons") {
        return 1;
    }
    if w.len() > 5 && (ends("euse") || ends("euses")) {
        return 2 + plural;
    }
    if w.len() > 4 && ["fie", "cie", "die", "pie", "ublie"].iter().any(|e| ends(e) || ends(&format!("{e}s")))
    {
        return 1 + plural;
    }
    // communique goes with communiquer, constitue with constituer; but battue with battre.
    let of_uer = ["que", "gue", "tue", "bue", "inue"].iter().any(|e| ends(e) || ends(&format!("{e}s")));
    if w.len() > 5 && of_uer && !["ttue", "ttues", "êtue", "êtues"].iter().any(|e| ends(e)) {
        return 1 + plural;
    }
    // -re is an ending of some verbs only: prendre, but déclare.
    let infinitive = ["dre", "ttre", "ître", "pre", "aire", "oire", "uire", "ivre", "ncre", "clure"];
    // récente goes with récent, but présente is a form of présenter.
    let adjective = |ending: &[char]| "cdglnr".contains(w[w.len() - ending.len() - 1]);
    FR.longest_that(w, |ending| match ending {
        ['r', 'e'] => infinitive.iter().any(|e| ends(e)),
        ['e', 'n', 't', 'e'] | ['e', 'n', 't', 'e', 's'] => adjective(ending),
        // française, chinoise; but fraise, crise
        ['a', 'i', 's', 'e'] => w.len() >= 8,
        ['i', 's', 'e'] => w.len() >= 7 && ends("oise"),
        _ => true,
    })
}

/// Letters that a Polish stem must have before the ending `-eń`: dzień and uczeń have none.
const BEFORE_EN: usize = 3;

fn polish(w: &mut Vec<char>) {
    // największy goes with większy.
    let superlative = ["ej", "szy", "sza", "sze", "szego", "szej", "szych", "szym", "szą", "szymi", "szemu"];
    let text: String = w.iter().collect();
    if w.len() > 8 && text.starts_with("naj") && superlative.iter().any(|e| text.ends_with(e)) {
        w.drain(..3);
    }
    let loose = w.len() <= 2 + BEFORE_EN || w.len() < 8 && w[w.len() - 3] == 'i';
    let cut = PL.longest_that(w, |ending| ending != ['e', 'ń'] || !loose);
    w.truncate(w.len() - cut);
    for c in w.iter_mut() {
        *c = match *c {
            'ó' => 'o',
            'ą' => 'ę',
            c => c,
        };
    }
    if w.len() > 2 && w.ends_with(&['i']) {
        w.pop();
    }
    harden(w);
}

/// Undoes the softening of the last consonant before an ending: Polsce, Polska → polsk; kobiecie, kobieta → kobiet.
fn harden(w: &mut Vec<char>) {
    let pairs: [(&[char], &[char]); 16] = [
        (&['ś', 'c'], &['s', 't']),
        (&['ź', 'd', 'z'], &['z', 'd']),
        (&['r', 'z'], &['r']),
        (&['c', 'z'], &['k']),
        (&['s', 'z'], &['c', 'h']),
        (&['d', 'z'], &['d']),
        (&['d', 'ź'], &['d']),
        (&['d', 'ż'], &['d']),
        (&['ż'], &['g']),
        (&['c'], &['t']),
        (&['k'], &['t']),
        (&['ć'], &['t']),
        (&['ś'], &['s']),
        (&['ź'], &['z']),
        (&['ń'], &['n']),
        (&['ł'], &['l']),
    ];
    if let Some((soft, hard)) = pairs.iter().find(|(soft, _)| w.len() > soft.len() && w.ends_with(soft)) {
        w.truncate(w.len() - soft.len());
        w.extend_from_slice(hard);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_meet() {
        let sets = [
            (Lang::PL, "polska polsce polską polskę polski polskiego"),
            (Lang::PL, "kobieta kobiecie kobiety kobietą kobietom"),
            (Lang::PL, "współpraca współpracy współpracę współpracą"),
            (Lang::PL, "podpisać podpisał podpisała podpisano podpisany podpisanie podpisania"),
            (Lang::PL, "organizować organizuje organizował organizowany organizują"),
            (Lang::PL, "granica granicy granic granicach"),
            (Lang::PL, "oskarżenie oskarżeń oskarżenia oskarżeniami"),
            (Lang::PL, "wygrać wygrał wygraliśmy wygrałam wygrałby"),
            (Lang::PL, "wykonywać wykonywany wykonywanych wykonują wykonujących"),
            (Lang::PL, "najczęściej częściej"),
            (Lang::PL, "największy największym większych"),
            (Lang::EN, "city cities city's"),
            (Lang::EN, "plan plans planned planning"),
            (Lang::EN, "decide decides decided deciding"),
            (Lang::FR, "national nationaux nationale nationales"),
            (Lang::FR, "signer signé signée signés signait signent"),
            (Lang::FR, "ancien ancienne anciens anciennes"),
            (Lang::FR, "opération opérations"),
            (Lang::FR, "victoire victoires"),
            (Lang::FR, "humanitaire humanitaires"),
            (Lang::FR, "espoir espoirs"),
            (Lang::FR, "entreprise entreprises"),
            (Lang::FR, "français française françaises"),
            (Lang::FR, "chinois chinoise chinoises"),
            (Lang::FR, "actif active actifs actives"),
            (Lang::FR, "récent récents récente récentes"),
            (Lang::FR, "présenter présente présentent"),
            (Lang::FR, "raison raisons"),
            (Lang::FR, "déclarer déclare déclarent déclaré"),
            (Lang::FR, "changement changements"),
            (Lang::FR, "identifier identifie identifié identifient"),
            (Lang::FR, "niveau niveaux"),
            (Lang::FR, "premier premiers première premières"),
            (Lang::FR, "heureux heureuse heureuses"),
            (Lang::FR, "produire produit produits produisent"),
            (Lang::VI, "hòa hoà"),
            (Lang::VI, "quý qúy quí"),
            (Lang::VI, "kỹ kĩ"),
            (Lang::VI, "thủy thuỷ"),
        ];
        for (lang, forms) in sets {
            let stems: std::collections::BTreeSet<String> = forms.split(' ').map(|f| stem(f, lang)).collect();
            assert_eq!(stems.len(), 1, "{forms}: {stems:?}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (lang, a, b) in [
            (Lang::PL, "policja", "polityka"),
            (Lang::EN, "nation", "native"),
            (Lang::FR, "porte", "port-au-prince"),
            (Lang::FR, "heure", "heureux"),
            (Lang::FR, "métier", "mettre"),
            (Lang::PL, "dzień", "dział"),
            (Lang::VI, "hoa", "hóa"),
            (Lang::VI, "tai", "tay"),
        ] {
            assert_ne!(stem(a, lang), stem(b, lang));
        }
    }
}
