//! Base forms that a Polish word may come from, each with what the form would be.
//!
//! Candidates are cheap and many; who asks decides by agreement between the words of a name ([`super::lemma`]), by a
//! counterpart in another language, or by a list of known words.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Grammatical gender.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Gender {
    /// Masculine.
    M,
    /// Feminine.
    F,
    /// Neuter.
    N,
}

/// Cases as bits.
pub mod case {
    /// Nominative.
    pub const N: u8 = 1;
    /// Genitive.
    pub const G: u8 = 2;
    /// Dative.
    pub const D: u8 = 4;
    /// Accusative.
    pub const A: u8 = 8;
    /// Instrumental.
    pub const I: u8 = 16;
    /// Locative.
    pub const L: u8 = 32;
    /// Vocative.
    pub const V: u8 = 64;
    /// Any.
    pub const ALL: u8 = 127;
}

/// One way to read a form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// Base form; an adjective's is the masculine singular.
    pub lemma: String,
    /// Whether it declines as an adjective.
    pub adjective: bool,
    /// Gender.
    pub gender: Gender,
    /// Whether the form is plural.
    pub plural: bool,
    /// Cases the form may be, bits of [`case`].
    pub cases: u8,
    /// Letters of the form's ending: a longer one is rarer and so surer.
    pub ending: u8,
    /// From the list of irregular forms.
    pub listed: bool,
}

struct Rule {
    base: &'static str,
    adjective: bool,
    gender: Gender,
    plural: bool,
    cases: u8,
}

struct Rules {
    by_ending: FxHashMap<&'static str, Vec<Rule>>,
    irregular: FxHashMap<String, Vec<(&'static str, Rule)>>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let mut rules = Rules { by_ending: FxHashMap::default(), irregular: FxHashMap::default() };
    for line in include_str!("../lang/pl/name_endings.txt").lines().filter(|l| !l.starts_with(['#', '['])) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        if let [ending, base, tags, cases] = cells[..] {
            let ending = if ending == "-" { "" } else { ending };
            let base = if base == "-" { "" } else { base };
            rules.by_ending.entry(ending).or_default().push(rule(base, tags, cases));
        }
    }
    for line in include_str!("../lang/pl/name_irregular.txt").lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        if let [form, base, tags, cases] = cells[..] {
            rules.irregular.entry(form.to_lowercase()).or_default().push((base, rule(base, tags, cases)));
        }
    }
    rules
});

fn rule(base: &'static str, tags: &str, cases: &str) -> Rule {
    let cases = cases.chars().fold(0, |all, c| {
        all | match c {
            'n' => case::N,
            'g' => case::G,
            'd' => case::D,
            'a' => case::A,
            'i' => case::I,
            'l' => case::L,
            'v' => case::V,
            _ => 0,
        }
    });
    let gender = match tags.chars().nth(1) {
        Some('f') => Gender::F,
        Some('n') => Gender::N,
        _ => Gender::M,
    };
    Rule { base, adjective: tags.starts_with('a'), gender, plural: tags.ends_with('p'), cases }
}

/// Longest ending in letters.
const LONGEST: usize = 5;
/// Fewest letters that an ending may leave.
const LEAST: usize = 2;

/// All readings of a word, the word as its own base form among them; upper-case beginnings are kept.
///
/// ```
/// use songngu::terms::polish::readings;
/// let lemmas = |w| readings(w).into_iter().map(|r| r.lemma).collect::<Vec<_>>();
/// assert!(lemmas("Szkocji").contains(&"Szkocja".to_owned()));
/// assert!(lemmas("Price’a").contains(&"Price".to_owned()));
/// ```
#[must_use]
pub fn readings(word: &str) -> Vec<Reading> {
    let mut out = Vec::new();
    if let Some(stem) = apostrophe(word) {
        let reading = Reading {
            lemma: stem.to_owned(),
            adjective: false,
            gender: Gender::M,
            plural: false,
            cases: case::ALL & !case::N,
            ending: 2,
            listed: true,
        };
        return vec![reading];
    }
    let lower = word.to_lowercase();
    if let Some(list) = RULES.irregular.get(&lower) {
        for (base, rule) in list {
            out.push(reading(cased(base, word), rule, 3, true));
        }
    }
    out.extend(nominative(word));
    let letters = word.chars().count();
    for length in 0..=LONGEST.min(letters.saturating_sub(LEAST)) {
        let cut = lower.char_indices().rev().nth(length.wrapping_sub(1)).map_or(lower.len(), |(at, _)| at);
        // Lower case may change the length of a few letters; those words are not Polish.
        let (Some(ending), Some(stem)) = (lower.get(cut..), word.get(..cut)) else { continue };
        for rule in RULES.by_ending.get(ending).into_iter().flatten() {
            let lemma = format!("{stem}{}", rule.base);
            if possible(&lemma, ending, rule) {
                out.push(reading(lemma, rule, length as u8, false));
            }
        }
    }
    out
}

fn reading(lemma: String, rule: &Rule, ending: u8, listed: bool) -> Reading {
    Reading {
        lemma,
        adjective: rule.adjective,
        gender: rule.gender,
        plural: rule.plural,
        cases: rule.cases,
        ending,
        listed,
    }
}

/// The readings of a form as its own base form.
fn nominative(word: &str) -> Vec<Reading> {
    let own = |adjective, gender, plural, cases| Reading {
        lemma: word.to_owned(),
        adjective,
        gender,
        plural,
        cases,
        ending: 0,
        listed: false,
    };
    let lower = word.to_lowercase();
    let mut out = Vec::new();
    match lower.chars().last() {
        Some('a') => {
            let gender = if male_in_a(&lower) { Gender::M } else { Gender::F };
            out.push(own(false, gender, false, case::N));
        }
        Some('o' | 'ę') => out.push(own(false, Gender::N, false, case::N | case::A | case::V)),
        Some('e') => {
            out.push(own(false, Gender::N, false, case::N | case::A | case::V));
            out.push(own(false, Gender::M, true, case::N | case::A | case::V));
        }
        Some('y' | 'i') => {
            out.push(own(true, Gender::M, false, case::N | case::V));
            // The accusative of things is like the nominative.
            out.push(own(true, Gender::M, false, case::A));
            out.push(own(false, Gender::M, true, case::N | case::A | case::V));
            out.push(own(false, Gender::M, false, case::ALL));
        }
        _ if lower.ends_with("um") => {
            out.push(own(false, Gender::N, false, case::ALL));
            out.push(own(false, Gender::M, false, case::N | case::A));
        }
        _ => {
            let soft = ["ść", "ź", "ew", "ń", "ć", "moc", "noc", "śl", "ól", "ródź", "ądź"];
            if soft.iter().any(|e| lower.ends_with(e)) {
                out.push(own(false, Gender::F, false, case::N | case::A));
            }
            out.push(own(false, Gender::M, false, case::N | case::A));
        }
    }
    out
}

/// Masculine nouns in -a that name men by their work.
fn male_in_a(lower: &str) -> bool {
    ["sta", "wca", "dca", "sędzia", "kolega", "zca", "rca", "nca", "poeta", "atleta"]
        .iter()
        .any(|e| lower.ends_with(e))
        && !["miasta", "lista", "kasta", "pasta"].contains(&lower)
}

/// Whether a base form is spelt as Polish spells, and the ending could stand behind its stem.
fn possible(lemma: &str, ending: &str, rule: &Rule) -> bool {
    let lower = lemma.to_lowercase();
    let letters: Vec<char> = lower.chars().collect();
    if letters.len() < 2 {
        return false;
    }
    let last = letters[letters.len() - 1];
    let before = letters[letters.len() - 2];
    let soft_only = matches!(last, 'k' | 'g');
    if rule.adjective {
        // -i stands only behind k, g and soft consonants; -y behind hard ones.
        return match last {
            'y' => !matches!(before, 'k' | 'g' | 'j' | 'l' | 'i') && !is_vowel(before),
            'i' => {
                matches!(before, 'k' | 'g' | 'ć' | 'n' | 'p' | 'b' | 'w' | 'm' | 's' | 'z' | 'l')
                    && (before == 'k' || before == 'g' || ending.starts_with('i'))
            }
            _ => false,
        };
    }
    if last == 'i' && rule.base.is_empty() && rule.gender == Gender::M && !rule.plural {
        // Foreign names such as Hariri take endings of their own; a cut in the middle of a Polish stem is no name.
        return false;
    }
    if rule.base.is_empty() {
        if is_vowel(last) && !ending.is_empty() {
            // Vowel before an ending: only foreign names in -o, -e, -i, -u, and those rarely.
            return false;
        }
        return match ending {
            "em" => !soft_only,
            "iem" => {
                soft_only || matches!(last, 'm' | 'n' | 'b' | 'p' | 'w' | 'f' | 's' | 'z' | 'd' | 'r' | 't')
            }
            "ie" => !soft_only && !matches!(last, 'l' | 'j' | 'c' | 'r' | 'd' | 't'),
            "y" => !soft_only && last != 'j' && last != 'l',
            "i" if rule.plural => matches!(last, 'k' | 'g' | 'l' | 'j' | 'ń'),
            "i" => matches!(last, 'l' | 'j' | 'w' | 'p' | 'b' | 'm'),
            _ => true,
        };
    }
    match (ending, rule.base) {
        // The stem before -y and -i of feminines.
        ("y", "a") => !matches!(before, 'k' | 'g' | 'j' | 'l' | 'i'),
        ("i", "a") => matches!(before, 'k' | 'g' | 'j' | 'l'),
        ("i", "ia") => letters.len() > 3 && !is_vowel(letters[letters.len() - 3]),
        ("ie", "a") => !matches!(before, 'k' | 'g' | 'r' | 'l' | 'd' | 't' | 'i'),
        ("e", "a") => matches!(before, 'c' | 'l' | 'j' | 'ż' | 'z' | 'i'),
        ("", "a" | "o" | "e" | "y") => {
            !(is_vowel(before) || matches!(before, 'ć' | 'ś' | 'ź' | 'ń') || soft_only && rule.base == "y")
        }
        ("ów" | "om" | "ami" | "ach", "y") => !matches!(before, 'k' | 'g' | 'l' | 'j' | 'i'),
        ("ów" | "om" | "ami" | "ach", "i") => matches!(before, 'k' | 'g'),
        ("ów" | "om" | "ami" | "ach" | "i", "e") => matches!(before, 'l' | 'j' | 'c' | 'z' | 'ż' | 'i'),
        ("em", "o") => !matches!(before, 'k' | 'g' | 'i'),
        ("a" | "u" | "em", "e") => matches!(before, 'c' | 'l' | 'j' | 'z' | 'ż' | 'i'),
        ("iem", "o") => matches!(before, 'k' | 'g'),
        _ => true,
    }
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ą' | 'ę' | 'ó')
}

/// The name before an apostrophe and a Polish ending: Price’a, Andy’ego.
fn apostrophe(word: &str) -> Option<&str> {
    let at = word.rfind(['\'', '’'])?;
    let tail = word[at..].chars().skip(1).collect::<String>();
    let endings = ["a", "owi", "em", "u", "ego", "emu", "m", "ie", "y", "ów", "om", "go", "mu"];
    (at > 1 && endings.contains(&tail.as_str())).then(|| &word[..at])
}

/// `base` with the case of `model`'s beginning.
fn cased(base: &str, model: &str) -> String {
    let upper = model.chars().next().is_some_and(char::is_uppercase);
    let mut letters = base.chars();
    match letters.next() {
        Some(first) if upper => first.to_uppercase().chain(letters).collect(),
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Base forms that differ from the word, without repetition, in the order of the rules.
#[must_use]
pub fn lemmas(word: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for reading in readings(word) {
        let lemma = if reading.adjective && reading.gender == Gender::F {
            feminine(&reading.lemma)
        } else {
            reading.lemma
        };
        if lemma != word && !out.contains(&lemma) {
            out.push(lemma);
        }
    }
    out
}

/// The feminine of an adjective in -y or -i.
#[must_use]
pub fn feminine(adjective: &str) -> String {
    inflect(adjective, Gender::F, false)
}

/// The nominative of an adjective (base form in -y or -i) in a gender and number; the plural is that of things.
#[must_use]
pub fn inflect(adjective: &str, gender: Gender, plural: bool) -> String {
    let Some(last) = adjective.chars().last() else { return String::new() };
    if !matches!(last, 'y' | 'i') || (!plural && gender == Gender::M) {
        return adjective.to_owned();
    }
    let stem = &adjective[..adjective.len() - 1];
    let hard = !matches!(stem.chars().last(), Some('k' | 'g'));
    let soft = last == 'i' && hard;
    let vowel = if !plural && gender == Gender::F { "a" } else { "e" };
    let glide = if soft || (last == 'i' && vowel == "e") { "i" } else { "" };
    format!("{stem}{glide}{vowel}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_forms_find_their_base() {
        for (form, base) in [
            ("Francji", "Francja"),
            ("Kanady", "Kanada"),
            ("Hiszpanią", "Hiszpania"),
            ("Egipcie", "Egipt"),
            ("Londynem", "Londyn"),
            ("Budapesztem", "Budapeszt"),
            ("Warszawie", "Warszawa"),
            ("Bolonii", "Bolonia"),
            ("Maroku", "Maroko"),
            ("Krakowa", "Kraków"),
            ("Szwajcarów", "Szwajcar"),
            ("ustawie", "ustawa"),
            ("ministerstwem", "ministerstwo"),
            ("rzecznika", "rzecznik"),
            ("posiedzeniu", "posiedzenie"),
            ("przestępczością", "przestępczość"),
            ("Andów", "Andy"),
            ("Kowalskiego", "Kowalski"),
            ("Kowalskiej", "Kowalska"),
            ("sędziego", "sędzia"),
            ("Mekongiem", "Mekong"),
            ("dostawców", "dostawca"),
            ("Hue’em", "Hue"),
            ("Niemczech", "Niemcy"),
        ] {
            assert!(lemmas(form).iter().any(|l| l == base), "{form}: {:?}", lemmas(form));
        }
    }

    #[test]
    fn adjectives_agree() {
        assert_eq!(inflect("najwyższy", Gender::F, false), "najwyższa");
        assert_eq!(inflect("polski", Gender::N, false), "polskie");
        assert_eq!(inflect("tani", Gender::F, false), "tania");
        assert_eq!(inflect("ludowy", Gender::M, true), "ludowe");
    }
}
