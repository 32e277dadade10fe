//! Matches the quantities of two texts that say the same.

use super::{Date, Meaning, Quantity, Unit, Value, Weight};

/// Quantities without a counterpart, as indices.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Leftovers {
    /// Of the source, each with the one of the target that probably stands for it.
    pub pairs: Vec<(usize, usize)>,
    /// Of the source, without any in the target.
    pub source: Vec<usize>,
    /// Of the target, without any in the source.
    pub target: Vec<usize>,
}

/// Matches by value, then by what tolerance allows; what is left is paired by kind, unit and digits.
#[must_use]
pub fn compare(source: &[Quantity], target: &[Quantity]) -> Leftovers {
    let mut matched = Matched { source, target, s: vec![false; source.len()], t: vec![false; target.len()] };
    matched.pass(|a, b| a.unit == b.unit && equal(a, b));
    matched.pass(equal);
    matched.pass(compatible);
    matched.pass(|a, b| tolerable(a, b) || tolerable(b, a));
    matched.parts();
    matched.repeated();
    matched.grouping();
    matched.leftovers()
}

struct Matched<'a> {
    source: &'a [Quantity],
    target: &'a [Quantity],
    s: Vec<bool>,
    t: Vec<bool>,
}

/// A meaning in common; numbers with different currencies or a currency against a percentage have none.
fn equal(a: &Quantity, b: &Quantity) -> bool {
    let clash = matches!((a.unit, b.unit), (Some(x), Some(y)) if x != y);
    !clash && a.meanings.iter().any(|m| b.meanings.contains(m))
}

/// Dates that share a part and contradict each other in none.
fn compatible(a: &Quantity, b: &Quantity) -> bool {
    let agree = |x: Date, y: Date| {
        let one = |p: Option<u16>, q: Option<u16>| p.zip(q).map(|(p, q)| p == q);
        let parts = [
            one(x.day.map(u16::from), y.day.map(u16::from)),
            one(x.month.map(u16::from), y.month.map(u16::from)),
            one(x.year, y.year),
        ];
        parts.contains(&Some(true)) && !parts.contains(&Some(false))
    };
    dates(a).any(|x| dates(b).any(|y| agree(x, y)))
}

fn dates(q: &Quantity) -> impl Iterator<Item = Date> {
    q.meanings.iter().filter_map(|m| match m {
        Meaning::Date(d) => Some(*d),
        _ => None,
    })
}

/// The nineties and the 1990s; five to six million against 5 million to 6 million; a year of a date.
fn tolerable(a: &Quantity, b: &Quantity) -> bool {
    if let (Some(x), Some(y)) = (a.number(), b.number()) {
        let decade = match (x.to_whole(), y.to_whole()) {
            (Some(x @ 1900..2100), Some(y)) => x % 100 == y,
            _ => false,
        };
        return decade
            || (a.scaled != b.scaled && x.same_but_scale(y) && a.weight.max(b.weight) >= Weight::Some);
    }
    match (a.date(), b.number().and_then(Value::to_whole)) {
        (Some(Date { day: None, month: None, year: Some(year) }), Some(n)) => u64::from(year) == n,
        _ => false,
    }
}

impl Matched<'_> {
    fn pass(&mut self, same: impl Fn(&Quantity, &Quantity) -> bool) {
        for (i, a) in self.source.iter().enumerate() {
            if self.s[i] {
                continue;
            }
            if let Some(j) = (0..self.target.len()).find(|&j| !self.t[j] && same(a, &self.target[j])) {
                (self.s[i], self.t[j]) = (true, true);
            }
        }
    }

    /// `25 and 26 October` against `25/10 and 26/10`: the parts of dates and times are matched one by one.
    fn parts(&mut self) {
        let left = |list: &[Quantity], used: &[bool]| -> Vec<(usize, Part)> {
            let open = list.iter().enumerate().filter(|(i, _)| !used[*i]);
            open.flat_map(|(i, q)| parts(q).into_iter().map(move |p| (i, p))).collect()
        };
        let (a, b) = (left(self.source, &self.s), left(self.target, &self.t));
        let mut taken = vec![false; b.len()];
        let mut done = vec![false; a.len()];
        for (k, (_, part)) in a.iter().enumerate() {
            if let Some(m) = (0..b.len()).find(|&m| !taken[m] && part.meets(&b[m].1)) {
                (done[k], taken[m]) = (true, true);
            }
        }
        let months =
            |list: &[Quantity]| -> Vec<u8> { list.iter().flat_map(dates).filter_map(|d| d.month).collect() };
        let (in_source, in_target) = (months(self.source), months(self.target));
        for (side, list, found, other) in
            [(&mut self.s, &a, &done, &in_target), (&mut self.t, &b, &taken, &in_source)]
        {
            for (i, settled) in side.iter_mut().enumerate() {
                let mine = || list.iter().zip(found).filter(|((at, _), _)| *at == i);
                let fine = |(p, f): (&Part, bool)| {
                    f || p.month && other.iter().any(|m| u64::from(*m) == p.value.to_whole().unwrap_or(0))
                };
                if !*settled && mine().count() > 0 && mine().all(|((_, p), f)| fine((p, *f))) {
                    *settled = true;
                }
            }
        }
    }

    /// A number said twice in one text and once in the other.
    fn repeated(&mut self) {
        for i in 0..self.source.len() {
            self.s[i] |= self.target.iter().any(|t| equal(&self.source[i], t));
        }
        for j in 0..self.target.len() {
            self.t[j] |= self.source.iter().any(|s| equal(s, &self.target[j]));
        }
    }

    /// The same digits in the same order, grouped otherwise: telephone numbers, blanks in English numbers.
    fn grouping(&mut self) {
        regrouped((self.source, &mut self.s), (self.target, &mut self.t));
        regrouped((self.target, &mut self.t), (self.source, &mut self.s));
        let digits = |list: &[Quantity], used: &[bool]| -> String {
            let left = list.iter().zip(used).filter(|(q, used)| !**used && q.weight >= Weight::Some);
            let left = left.filter(|(q, _)| !matches!(q.unit, Some(Unit::Currency(_))));
            left.filter_map(|(q, _)| q.number()).map(|v| v.to_string().replace('.', "")).collect()
        };
        let (a, b) = (digits(self.source, &self.s), digits(self.target, &self.t));
        if a == b && a.len() > 3 {
            self.s.iter_mut().for_each(|s| *s = true);
            self.t.iter_mut().for_each(|t| *t = true);
        }
    }

    fn leftovers(&self) -> Leftovers {
        let mut out = Leftovers::default();
        let mut open: Vec<usize> =
            (0..self.target.len()).filter(|&j| !self.t[j] && self.target[j].weight > Weight::None).collect();
        for i in (0..self.source.len()).filter(|&i| !self.s[i] && self.source[i].weight > Weight::None) {
            let best =
                open.iter().enumerate().max_by_key(|(at, j)| (self.likeness(i, **j), std::cmp::Reverse(*at)));
            match best.filter(|(_, j)| self.likeness(i, **j) > 0).map(|(at, _)| at) {
                Some(at) => out.pairs.push((i, open.remove(at))),
                None => out.source.push(i),
            }
        }
        out.target = open;
        out
    }

    /// How likely quantity `j` of the target stands for quantity `i` of the source; 0 = not.
    fn likeness(&self, i: usize, j: usize) -> u32 {
        let (a, b) = (&self.source[i], &self.target[j]);
        if a.is_calendar() != b.is_calendar() {
            return 0;
        }
        let digits = |q: &Quantity| {
            let mut d: Vec<char> = q.number().map(|v| v.to_string()).unwrap_or_default().chars().collect();
            d.sort_unstable();
            d
        };
        1 + u32::from(a.unit == b.unit)
            + u32::from(a.weight == b.weight)
            + 2 * u32::from(digits(a) == digits(b))
    }
}

/// Matches numbers of one side with several of the other that have their digits.
fn regrouped(one: (&[Quantity], &mut [bool]), many: (&[Quantity], &mut [bool])) {
    for (whole, used) in one.0.iter().zip(one.1).filter(|(_, used)| !**used) {
        if let Some(run) = run_of(whole, many.0, many.1) {
            *used = true;
            many.1[run].fill(true);
        }
    }
}

/// Numbers in a row, none of them used, whose digits together are those of `whole`.
fn run_of(whole: &Quantity, list: &[Quantity], used: &[bool]) -> Option<std::ops::Range<usize>> {
    let digits = |q: &Quantity| q.number().map(|v| v.to_string()).filter(|d| !d.contains('.'));
    let wanted = digits(whole).filter(|d| d.len() > 3 && whole.weight >= Weight::Some)?;
    (0..list.len()).find_map(|from| {
        let mut rest = wanted.as_str();
        let mut to = from;
        while !rest.is_empty() && to < list.len() && !used[to] {
            rest = rest.strip_prefix(digits(&list[to])?.as_str())?;
            to += 1;
        }
        (rest.is_empty() && to > from + 1).then_some(from..to)
    })
}

/// A part of a date or time, or a number.
struct Part {
    value: Value,
    month: bool,
    calendar: bool,
}

impl Part {
    /// A part of a date or time with the same value; a month is nothing but a month.
    fn meets(&self, other: &Self) -> bool {
        self.value == other.value && self.month == other.month && (self.calendar || other.calendar)
    }
}

fn parts(q: &Quantity) -> Vec<Part> {
    let part = |n: u64, month: bool| Part { value: Value::whole(n), month, calendar: true };
    match q.meanings.first() {
        Some(Meaning::Number(value)) => vec![Part { value: *value, month: false, calendar: false }],
        Some(Meaning::Date(d)) => {
            let mut out = Vec::new();
            out.extend(d.day.map(|n| part(n.into(), false)));
            out.extend(d.month.map(|n| part(n.into(), true)));
            out.extend(d.year.map(|n| part(n.into(), false)));
            out
        }
        Some(Meaning::Time(t)) => {
            let mut out = vec![part(u64::from(t / 60), false)];
            out.extend((t % 60 > 0).then(|| part(u64::from(t % 60), false)));
            out
        }
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;
    use crate::model::Lang;

    fn left(source: (Lang, &str), target: (Lang, &str)) -> (usize, usize, usize) {
        let left = compare(&find(source.1, source.0), &find(target.1, target.0));
        (left.pairs.len(), left.source.len(), left.target.len())
    }

    #[test]
    fn notations_agree() {
        for (source, target) in [
            ((Lang::EN, "on October 25 and 26, 2025"), (Lang::VI, "ngày 25/10 và 26/10/2025")),
            ((Lang::EN, "the 1990s"), (Lang::PL, "lata 90.")),
            ((Lang::EN, "5 to 6 million people"), (Lang::FR, "5 millions à 6 millions de personnes")),
            ((Lang::EN, "call 024 3934 1234"), (Lang::PL, "tel. 024 3934 1234")),
            ((Lang::EN, "call 0700 444 222 or 17"), (Lang::VI, "gọi 0700 444 222 hoặc 17")),
            ((Lang::EN, "fifteen boats left at 8 p.m."), (Lang::FR, "15 bateaux sont partis à 20 h")),
            ((Lang::VI, "họp lúc 20 giờ 15"), (Lang::EN, "met at 8.15 p.m.")),
            ((Lang::EN, "until 4.30 p.m."), (Lang::PL, "do 16.30")),
            ((Lang::VI, "thế kỷ 21"), (Lang::FR, "le XXIe siècle")),
            ((Lang::VI, "hơn 1,2 tỷ đồng"), (Lang::EN, "more than 1.2 billion dong")),
        ] {
            assert_eq!(left(source, target), (0, 0, 0), "{source:?} {target:?}");
        }
    }

    #[test]
    fn differences_are_left() {
        assert_eq!(left((Lang::VI, "ngày 7/9 có mưa"), (Lang::PL, "9 lipca padało")), (1, 0, 0));
        assert_eq!(left((Lang::EN, "5 million people"), (Lang::VI, "5 tỷ người")), (1, 0, 0));
        assert_eq!(left((Lang::EN, "it costs $40"), (Lang::PL, "kosztuje 40 euro")), (1, 0, 0));
        assert_eq!(left((Lang::EN, "it cost 3,500 euros"), (Lang::VI, "tốn 3.500 đô la")), (1, 0, 0));
        assert_eq!(left((Lang::EN, "fifteen boats"), (Lang::FR, "50 bateaux")), (1, 0, 0));
        assert_eq!(left((Lang::EN, "340 boats"), (Lang::FR, "des bateaux")), (0, 1, 0));
    }
}
