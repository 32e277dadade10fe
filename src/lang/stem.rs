//! Light stems: keys under which the forms of a word meet. Compared, never written.
//!
//! Endings are data (`<language>/endings.txt`); a handful of consonant changes that an ending list cannot say are code.
//! Precision matters less than for a search engine: a wrong meeting costs a little evidence, a missed one costs all of it.

use crate::model::Lang;
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
        self.0.iter().find(|e| word.len() >= e.len() + MIN_STEM && word.ends_with(e)).map_or(0, Vec::len)
    }
}

static EN: LazyLock<Endings> = LazyLock::new(|| Endings::parse(include_str!("en/endings.txt")));
static FR: LazyLock<Endings> = LazyLock::new(|| Endings::parse(include_str!("fr/endings.txt")));
static PL: LazyLock<Endings> = LazyLock::new(|| Endings::parse(include_str!("pl/endings.txt")));

/// The stem of a lower-case word. Vietnamese syllables and words of other languages come back as they are.
///
/// ```
/// use songngu::{lang::stem::stem, model::Lang};
/// assert_eq!(stem("konwencji", Lang::PL), stem("konwencja", Lang::PL));
/// assert_eq!(stem("signed", Lang::EN), stem("signing", Lang::EN));
/// assert_eq!(stem("internationaux", Lang::FR), stem("internationale", Lang::FR));
/// ```
#[must_use]
pub fn stem(word: &str, lang: Lang) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    match lang.primary() {
        Lang::EN => english(&mut letters),
        Lang::FR => french(&mut letters),
        Lang::PL => polish(&mut letters),
        _ => {}
    }
    letters.into_iter().collect()
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
    if w.len() > 4 && w.ends_with(&['a', 'u', 'x']) {
        w.truncate(w.len() - 2);
        w.push('l');
    }
    let cut = FR.longest(w);
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
}

fn polish(w: &mut Vec<char>) {
    let cut = PL.longest(w);
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
            (Lang::EN, "city cities city's"),
            (Lang::EN, "plan plans planned planning"),
            (Lang::EN, "decide decides decided deciding"),
            (Lang::FR, "national nationaux nationale nationales"),
            (Lang::FR, "signer signé signée signés signait signent"),
            (Lang::FR, "ancien ancienne anciens anciennes"),
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
        ] {
            assert_ne!(stem(a, lang), stem(b, lang));
        }
    }
}
