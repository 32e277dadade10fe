//! What a language's `typography.txt` says: quotation marks, months, hours, scales, currencies, words that may stand twice.

use super::quantities::Value;
use crate::lexicon::rows::column;
use crate::model::Lang;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The typography of one language; words are lower case.
#[derive(Debug, Default)]
pub struct Typography {
    /// Pairs of quotation marks, the usual one first.
    pub quotes: Vec<(char, char)>,
    /// Marks with a space before them.
    pub spaced: Vec<char>,
    /// Month words → 1 to 12.
    pub months: FxHashMap<&'static str, u8>,
    /// The usual form of each month in a date.
    pub month_names: Vec<&'static str>,
    /// Month words that are other words as well.
    pub ambiguous_months: FxHashSet<&'static str>,
    /// Words before the number of a month.
    pub month_word: FxHashSet<&'static str>,
    /// Words before the number of a day.
    pub day_word: FxHashSet<&'static str>,
    /// Words before the number of a year.
    pub year_word: FxHashSet<&'static str>,
    /// Endings of ordinals in figures.
    pub ordinal: FxHashSet<&'static str>,
    /// Words between day and month.
    pub of: FxHashSet<&'static str>,
    /// Words behind or before the hour.
    pub hour: FxHashSet<&'static str>,
    /// Words behind the minute.
    pub minute: FxHashSet<&'static str>,
    /// Words for half an hour or half of a scale.
    pub half: FxHashSet<&'static str>,
    /// Words for halves of the day.
    pub half_day: FxHashSet<&'static str>,
    /// Words for per cent, blanks inside.
    pub percent: Vec<String>,
    /// Scale words.
    pub scale: FxHashMap<&'static str, Value>,
    /// Number words beyond those of the lexicon.
    pub numbers: Vec<(Value, &'static str)>,
    /// Ordinals as words.
    pub ordinals: Vec<(Value, &'static str)>,
    /// Numbers that open an adjective: `czterdziesto`.
    pub prefixes: Vec<(Value, &'static str)>,
    /// Beginnings of what goes on behind them: `letni`.
    pub tails: FxHashSet<&'static str>,
    /// Words that may stand inside a number.
    pub joiner: FxHashSet<&'static str>,
    /// Currency words (blanks inside) and signs → ISO 4217 code.
    pub currency: FxHashMap<String, &'static str>,
    /// Words between the head of a name and its place that come and go.
    pub linker: FxHashSet<&'static str>,
    /// Words for "and".
    pub and: FxHashSet<&'static str>,
    /// Words that may stand twice in a row.
    pub doubled: FxHashSet<&'static str>,
    /// Words that never stand twice in a row, where doubling makes words.
    pub never_doubled: FxHashSet<&'static str>,
    /// Words of days of the week, blanks inside → 0 (Monday) to 6.
    pub weekdays: FxHashMap<String, u8>,
    /// Words of the measures that are not metric.
    pub imperial: FxHashSet<&'static str>,
    /// Pronouns that stand for a person.
    pub pronouns: FxHashSet<&'static str>,
    /// Words that may stand twice with "and" between.
    pub doubled_and: FxHashSet<&'static str>,
}

static ALL: LazyLock<[Typography; 4]> = LazyLock::new(|| {
    [
        include_str!("../lang/vi/typography.txt"),
        include_str!("../lang/en/typography.txt"),
        include_str!("../lang/fr/typography.txt"),
        include_str!("../lang/pl/typography.txt"),
    ]
    .map(Typography::read)
});
static NEUTRAL: LazyLock<Typography> =
    LazyLock::new(|| Typography::read("[quotes]\n“ ”\n« »\n‘ ’\n[currency]\nUSD $\nEUR €\nGBP £\n"));

/// The typography of a language; neutral defaults for those without data.
#[must_use]
pub fn of(lang: Lang) -> &'static Typography {
    column(lang).map_or_else(|| &*NEUTRAL, |at| &ALL[at])
}

impl Typography {
    fn read(data: &'static str) -> Self {
        let lines = |name: &str| lines(data, name);
        let set = |name: &str| lines(name).into_iter().flatten().collect::<FxHashSet<_>>();
        let months = lines("months");
        let keyed = |name: &str| -> Vec<(&'static str, &'static str)> {
            lines(name).iter().flat_map(|l| l[1..].iter().map(|w| (l[0], *w)).collect::<Vec<_>>()).collect()
        };
        let spaced = |word: &str| word.replace('_', " ");
        Self {
            quotes: lines("quotes")
                .iter()
                .filter_map(|l| Some((l.first()?.chars().next()?, l.get(1)?.chars().next()?)))
                .collect(),
            spaced: lines("spaced").iter().flatten().filter_map(|w| w.chars().next()).collect(),
            months: months
                .iter()
                .zip(1u8..)
                .flat_map(|(l, n)| l.iter().filter(|w| **w != "-").map(move |w| (*w, n)))
                .collect(),
            month_names: months.iter().map(|l| l[0]).collect(),
            ambiguous_months: set("ambiguous-months"),
            month_word: set("month-word"),
            day_word: set("day-word"),
            year_word: set("year-word"),
            ordinal: set("ordinal"),
            of: set("of"),
            hour: set("hour"),
            minute: set("minute"),
            half: set("half"),
            half_day: set("half-day"),
            percent: lines("percent").iter().flatten().map(|w| spaced(w)).collect(),
            scale: keyed("scale").into_iter().filter_map(|(v, w)| Some((w, Value::parse(v)?))).collect(),
            numbers: keyed("number-extra")
                .into_iter()
                .filter_map(|(v, w)| Some((Value::parse(v)?, w)))
                .collect(),
            ordinals: keyed("ordinal-word")
                .into_iter()
                .filter_map(|(v, w)| Some((Value::parse(v)?, w)))
                .collect(),
            prefixes: keyed("number-prefix")
                .into_iter()
                .filter_map(|(v, w)| Some((Value::parse(v)?, w)))
                .collect(),
            tails: set("number-tail"),
            joiner: set("joiner"),
            currency: keyed("currency").into_iter().map(|(code, w)| (spaced(w), code)).collect(),
            linker: set("linker"),
            and: set("and"),
            doubled: set("doubled"),
            never_doubled: set("never-doubled"),
            weekdays: lines("weekdays")
                .iter()
                .zip(0u8..)
                .flat_map(|(l, n)| l.iter().map(move |w| (spaced(w), n)))
                .collect(),
            imperial: set("imperial"),
            pronouns: set("pronouns"),
            doubled_and: set("doubled-and"),
        }
    }
}

/// The lines below the heading `[name]`, cut at blanks.
fn lines(data: &'static str, name: &str) -> Vec<Vec<&'static str>> {
    let heading = format!("[{name}]");
    let mut inside = false;
    let mut out = Vec::new();
    for line in data.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        if line.starts_with('[') {
            inside = line.trim_end() == heading;
        } else if inside {
            out.push(line.split_whitespace().collect());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_months_scales_and_quotes() {
        for lang in Lang::HOME {
            let data = of(lang);
            assert_eq!(data.month_names.len(), 12, "{lang}");
            assert!(data.scale.len() >= 4, "{lang}");
            assert!(!data.quotes.is_empty() && data.currency.contains_key("€"), "{lang}");
        }
        assert_eq!(of(Lang::PL).months.get("września"), Some(&9));
        assert_eq!(of(Lang::VI).months.get("chạp"), Some(&12));
    }
}
