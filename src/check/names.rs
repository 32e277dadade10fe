//! Names that are missing in the translation, or written with and without their marks.

use super::memo::ReadBlock;
use super::words::Word;
use super::{Input, Pair, Report, Segment, Text, typography};
use crate::lang;
use crate::lexicon::Lexicon;
use crate::model::{Kind, Lang, Mention, Severity, Span};
use crate::terms::detect::Block;
use crate::terms::known::{Known, Reading};
use crate::terms::lemma::lemma;
use crate::terms::names::{is_surname, is_surname_as_written, is_syllable, marks_differ};
use crate::text::fold::{fold, fold_name};
use crate::text::normal::nfc;
use crate::text::tokens::TokenKind;
use std::collections::BTreeMap;

/// A run of capitalised words.
struct Run {
    text: String,
    span: Span,
}

/// `name-diacritics`.
pub(super) fn diacritics(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        let mut groups: BTreeMap<String, Vec<Run>> = BTreeMap::new();
        for run in runs(input, text) {
            groups.entry(fold_name(&run.text)).or_default().push(run);
        }
        // The whole name first: its parts need not be told of as well.
        let mut groups: Vec<(String, Vec<Run>)> = groups.into_iter().collect();
        groups.sort_by_key(|(key, _)| std::cmp::Reverse(key.split(' ').count()));
        for (key, list) in groups {
            unequal_marks(text, &key, &list, report);
        }
    }
}

/// Capitalised words in a row, whole and in all shorter runs of two words or more; single words too.
fn runs(input: &Input<'_>, text: &Text<'_>) -> Vec<Run> {
    let mut out = Vec::new();
    for ReadBlock { span: block, lang, words: read } in input.read(text) {
        let (lang, content, base) = (*lang, read.text, block.start as usize);
        let part = |i: usize| read.words[i].capital && read.words[i].kind == TokenKind::Word;
        let mut i = 0;
        while i < read.words.len() {
            if !part(i) {
                i += 1;
                continue;
            }
            let mut end = i + 1;
            while end < read.words.len() && part(end) && read.joined(end) {
                end += 1;
            }
            for from in i..end {
                for to in from + 1..=end.min(from + 5) {
                    let span = read.span(from, to);
                    let surface =
                        nfc(&content[span.range()]).split_whitespace().collect::<Vec<_>>().join(" ");
                    let surface = if lang.primary() == Lang::PL && to - from > 1 {
                        lemma(&surface, Kind::Per, lang, &|_| false)
                    } else {
                        surface
                    };
                    out.push(Run { text: surface, span: span.shifted(base) });
                }
            }
            i = end;
        }
    }
    out
}

/// Tells of forms with fewer marks than the fullest one.
fn unequal_marks(text: &Text<'_>, key: &str, list: &[Run], report: &mut Report) {
    let lower = |r: &Run| r.text.to_lowercase();
    let Some(full) = list.iter().max_by_key(|r| (marks(&r.text), std::cmp::Reverse(r.span.start))) else {
        return;
    };
    let words = key.split(' ').count();
    // Letters that Vietnamese alone has; a French or Polish mark may be an ending or a capital without accent.
    let vietnamese = full.text.chars().any(is_vietnamese);
    let poorer: Vec<&Run> =
        list.iter().filter(|r| marks(&r.text) < marks(&full.text) && lower(r) != lower(full)).collect();
    let Some(first) = poorer.first() else { return };
    let doubtful = if words == 1 {
        // Thanh and Thành are two names; Huế in an English text is Hue with its marks.
        text.lang().primary() == Lang::VI || key.len() < 3 || !full.text.chars().any(is_vietnamese)
    } else if vietnamese {
        marks_differ(&first.text, &full.text)
    } else {
        // An accent of the text's own language may be an ending or go with a capital; a foreign one does not come and go.
        !lacks_foreign(&first.text, &full.text, text.lang())
    };
    let other_name = text.lang().primary() == Lang::VI
        && marks(&first.text) > 0
        && !lost_on_common(&first.text, &full.text);
    if doubtful || other_name || first.text.chars().all(|c| !c.is_lowercase()) {
        return;
    }
    // The whole name was told of: its parts need not be.
    if report.findings.iter().any(|f| f.place.document == text.document && f.place.span.overlaps(first.span))
        && words == 1
    {
        return;
    }
    let known = |span: Span| {
        report.findings.iter().any(|f| f.place.document == text.document && f.place.span.overlaps(span))
    };
    if known(first.span) || known(full.span) {
        return;
    }
    let message = format!("“{}” here, “{}” elsewhere in this text", first.text, full.text);
    let finding = report.add(text.place(first.span), message);
    finding.related.extend(poorer[1..].iter().map(|r| text.place(r.span)));
    finding
        .related
        .extend(list.iter().filter(|r| lower(r) == lower(full)).take(10).map(|r| text.place(r.span)));
}

/// Whether a name written without any marks has, in its full form, letters that the language of the text does not use.
fn lacks_foreign(poor: &str, full: &str, lang: Lang) -> bool {
    let own = match lang.primary() {
        Lang::FR => "àâæçéèêëîïôœùûüÿ",
        Lang::PL => "ąćęłńóśźż",
        Lang::EN => "",
        _ => return false,
    };
    marks(poor) == 0
        && full.to_lowercase().chars().any(|c| c.is_alphabetic() && !c.is_ascii() && !own.contains(c))
}

/// Number of letters with marks.
fn marks(text: &str) -> usize {
    text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count()
}

const fn is_vietnamese(c: char) -> bool {
    matches!(c, 'ơ' | 'ư' | 'ă' | 'đ' | 'Ơ' | 'Ư' | 'Ă' | 'Đ' | '\u{1EA0}'..='\u{1EF9}')
}

/// Whether the poorer form lost the marks of a family name or of Văn or Thị, which have them always.
fn lost_on_common(poor: &str, full: &str) -> bool {
    poor.split(' ').zip(full.split(' ')).any(|(p, f)| {
        p != f && p.is_ascii() && (is_surname(&fold(f)) || matches!(fold(f).as_str(), "van" | "thi"))
    })
}

/// `name-case`: one name of two words or more with different capitals inside.
pub(super) fn case(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        let mut groups: BTreeMap<String, Vec<(String, Span)>> = BTreeMap::new();
        let mentions = input.terms.mentions.iter().filter(|m| m.document == text.document);
        for mention in
            mentions.filter(|m| matches!(m.kind, Kind::Org | Kind::Law | Kind::Event | Kind::Title))
        {
            let surface = nfc(&text.text()[mention.span.range()]).into_owned();
            if surface.contains(' ') && surface.chars().any(char::is_lowercase) {
                let key: Vec<String> =
                    surface.split_whitespace().map(|w| Word::new(w, text.lang()).key).collect();
                groups.entry(key.join(" ")).or_default().push((surface, mention.span));
            }
        }
        for list in groups.into_values() {
            // The first letter depends on the sentence.
            let shape = |t: &str| {
                t.split_whitespace()
                    .skip(1)
                    .map(|w| w.chars().next().is_some_and(char::is_uppercase))
                    .collect::<Vec<_>>()
            };
            let usual = shape(&list[0].0);
            if let Some((surface, span)) = list.iter().find(|l| shape(&l.0) != usual) {
                let message = format!("“{surface}” here, “{}” elsewhere", list[0].0);
                report.add(text.place(*span), message).related.push(text.place(list[0].1));
            }
        }
    }
}

/// A name of the source in a bead.
struct Wanted<'a> {
    mention: &'a Mention,
    text: &'a str,
}

/// `name-missing`: persons and places of the source that nothing in the translation of the sentence can stand for.
pub(super) fn missing(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        let segments: Vec<Segment<'_>> = pair.segments().collect();
        for (n, segment) in segments.iter().enumerate().filter(|(_, s)| s.is_linked() && s.bead.score >= 0.3)
        {
            let near: Vec<&str> = segments[n.saturating_sub(1)..(n + 2).min(segments.len())]
                .iter()
                .map(Segment::target_text)
                .collect();
            let names = wanted(input, pair, segment);
            let lost: Vec<&Wanted<'_>> =
                names.iter().filter(|w| !is_there(input, pair, segment, w, &near)).collect();
            if lost.is_empty() || strangers(pair, segment, &names) > 0 {
                continue;
            }
            for name in lost {
                let message = format!("“{}” has no counterpart in the translation", name.text);
                let finding = report.add(pair.source.place(name.mention.span), message);
                if name.mention.kind == Kind::Per && stands_for(segment, name) {
                    finding.severity = Severity::Info;
                }
                finding.related.push(pair.target.place(segment.target));
            }
        }
    }
}

/// Whether a pronoun of the translation may stand for a person whom it names further up.
fn stands_for(segment: &Segment<'_>, name: &Wanted<'_>) -> bool {
    let target = segment.pair.target;
    let pronouns = &typography::of(target.lang()).pronouns;
    let said = |w: &str| pronouns.contains(w.to_lowercase().as_str());
    let Some(last) = name.text.split_whitespace().last().map(fold_name) else { return false };
    let stem: String = last
        .split(['\'', '’'])
        .next()
        .unwrap_or_default()
        .chars()
        .take(last.chars().count().max(5) - 1)
        .collect();
    segment.target_text().split(|c: char| !c.is_alphanumeric()).any(said)
        && fold_name(&target.text()[..segment.target.start as usize]).contains(&stem)
}

/// Persons and places of a bead's source side.
fn wanted<'a>(input: &'a Input<'_>, pair: &Pair<'a>, segment: &Segment<'_>) -> Vec<Wanted<'a>> {
    let mine = |m: &&Mention| {
        m.document == pair.source.document
            && segment.source.contains(m.span)
            && matches!(m.kind, Kind::Per | Kind::Loc)
    };
    input
        .terms
        .mentions
        .iter()
        .filter(mine)
        .filter(|m| is_name(pair.source.text(), segment.source, m, pair.source.lang()))
        .map(|mention| Wanted { mention, text: &pair.source.text()[mention.span.range()] })
        .collect()
}

/// Endings of Polish names of nations and inhabitants in the plural, which no country has.
const NATIONS: [&str; 4] = ["anie", "czycy", "jczyków", "owie"];

/// Whether a mention is surely a name: a place the tables know that is not part of a longer phrase (Chủ Nhật is Sunday, not
/// Japan), or a person with a word that is no common one.
fn is_name(text: &str, sentence: Span, mention: &Mention, lang: Lang) -> bool {
    let name = &text[mention.span.range()];
    let known = Known::builtin();
    let vietnamese = lang.primary() == Lang::VI;
    if is_abbreviation(name, vietnamese) || (vietnamese && is_cut(text, sentence, mention.span)) {
        return false;
    }
    let kinds: Vec<&str> =
        known.find(name, lang).iter().map(|r| known.concepts[r.concept as usize].row.kind.as_str()).collect();
    let place = kinds.iter().any(|k| matches!(*k, "country" | "city"));
    // A translator says "they" for the Spaniards; Hiszpanie has the stem of Hiszpania.
    let nation = lang.primary() == Lang::PL && NATIONS.iter().any(|e| name.ends_with(e));
    let people = |r: &Reading| known.concepts[r.concept as usize].row.kind == "people";
    let nation = nation
        || vietnamese
            && !place
            && known.folded(&format!("nguoi {}", fold_name(name)), lang).iter().any(people);
    if nation || !place && kinds.iter().any(|k| matches!(*k, "people" | "adj")) {
        return false;
    }
    if mention.kind == Kind::Loc && place {
        let before = text[sentence.start as usize..mention.span.start as usize].trim_end();
        let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        return last.is_empty() || known.folded(&fold_name(&format!("{last} {name}")), lang).is_empty();
    }
    let list: Vec<&str> = name.split_whitespace().collect();
    let lexicon = Lexicon::builtin();
    if vietnamese {
        // Khu vực Quốc hội: a head and a common word; Do Thái: a common word.
        let known_word = |words: &[&str]| lexicon.id(&words.join(" ").to_lowercase(), lang).is_some();
        let common =
            list.len() > 1 && (known_word(&list) || list.len() > 2 && known_word(&list[list.len() - 2..]));
        return match mention.kind {
            Kind::Loc => !common,
            _ => list.len() == 1 || is_surname_as_written(&list[0].to_lowercase()),
        };
    }
    // English words in a French or Polish text are no stranger than its own.
    let listed = |lower: &str, l: Lang| lexicon.id(&lexicon.key(lower, l), l).is_some();
    list.iter().any(|w| {
        let lower = w.to_lowercase();
        w.chars().any(char::is_lowercase) && !listed(&lower, lang) && !listed(&lower, Lang::EN)
    })
}

/// Initials, abbreviated words and acronyms (St, SMS-ie): no names of persons or places. A Vietnamese name may have two letters.
fn is_abbreviation(name: &str, vietnamese: bool) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).all(|w| {
        let short = w.chars().count() < 3 && !(vietnamese && is_syllable(&fold(w)));
        short || w.chars().count() > 1 && w.chars().take(2).all(char::is_uppercase)
    })
}

/// Whether a capital stands right before or behind a Vietnamese mention, so that it may be a part of something else (Chủ | Nhật).
fn is_cut(text: &str, sentence: Span, span: Span) -> bool {
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    let behind = text[span.end as usize..sentence.end as usize].strip_prefix(' ');
    let before = text[sentence.start as usize..span.start as usize].strip_suffix(' ');
    let last = before.and_then(|b| b.rsplit_once(' ')).map(|(_, w)| w);
    behind.is_some_and(capital) || last.is_some_and(capital)
}

/// Whether something in the target, or right beside it, may stand for the name.
fn is_there(
    input: &Input<'_>,
    pair: &Pair<'_>,
    segment: &Segment<'_>,
    name: &Wanted<'_>,
    near: &[&str],
) -> bool {
    let concept = name.mention.concept;
    let reach = near.iter().map(|t| t.len()).sum::<usize>() as u32;
    let around = Span { start: segment.target.start.saturating_sub(reach), end: segment.target.end + reach };
    let linked =
        |m: &Mention| m.document == pair.target.document && m.concept == concept && m.span.overlaps(around);
    if input.terms.mentions.iter().any(linked) {
        return true;
    }
    let (from, to) = (pair.source.lang(), pair.target.lang());
    let target: Vec<String> =
        near.iter().flat_map(|t| fold_name(t).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    let alike = |word: &str| target.iter().any(|t| near_word(word, t));
    let folded = fold_name(name.text);
    let joined = folded.replace(' ', "");
    if folded.split(' ').any(|w| w.chars().count() > 1 && alike(w)) || alike(&joined) {
        return true;
    }
    if translated(input, name.text, from, &target, near, to) {
        return true;
    }
    let known = Known::builtin();
    let readings = known.find(name.text, from);
    if readings.iter().any(|r| belongs(r.concept, &target, to)) {
        return true;
    }
    let column = crate::lexicon::rows::column(to);
    let forms = readings
        .iter()
        .filter_map(|r| Some(&known.concepts[r.concept as usize].row.cells[column?]))
        .flatten();
    let listed: Vec<String> =
        forms.flat_map(|e| std::iter::once(&e.text).chain(&e.forms)).map(|t| fold_name(t)).collect();
    listed
        .iter()
        .any(|f| f.split(' ').any(|w| w.chars().count() > 2 && alike(w)) || alike(&f.replace(' ', "")))
}

/// Whether a word of the target is the people or the adjective of a place, by their likeness in one of the languages: Britain,
/// British, hence britannique.
fn belongs(place: u32, target: &[String], to: Lang) -> bool {
    let known = Known::builtin();
    let forms = |concept: u32| {
        known.concepts[concept as usize]
            .row
            .cells
            .each_ref()
            .map(|cell| cell.iter().map(|e| fold_name(&e.text)).collect::<Vec<_>>())
    };
    let own = forms(place);
    let alike = |concept: u32| {
        forms(concept).iter().zip(&own).any(|(theirs, mine)| {
            theirs.iter().any(|t| mine.iter().flat_map(|m| m.split(' ')).any(|m| shares_stem(m, t)))
        })
    };
    // The plural and the feminine of French have the masculine in the tables.
    let named = |w: &str| {
        known
            .find_word(w, to)
            .iter()
            .any(|&c| matches!(known.concepts[c as usize].row.kind.as_str(), "adj" | "people") && alike(c))
    };
    target.iter().any(|w| ["", "s", "e", "es"].iter().filter_map(|e| w.strip_suffix(e)).any(named))
}

/// Whether two words share four letters or more from the beginning, and most of the shorter one.
fn shares_stem(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    common >= 4 && common + 3 >= a.chars().count().min(b.chars().count())
}

/// Whether a word of the target translates the name: the people or the adjective of a country.
fn translated(input: &Input<'_>, name: &str, from: Lang, folded: &[String], near: &[&str], to: Lang) -> bool {
    let lower = name.to_lowercase();
    let key = if from.primary() == Lang::VI { lower } else { input.lexicon.key(&lower, from) };
    let Some(id) = input.lexicon.id(&key, from) else { return false };
    let row: Vec<(u32, f32)> = input.lexicon.translations(id, from, to).collect();
    let total: f32 = row.iter().map(|r| r.1).sum();
    let words: Vec<String> = near.iter().flat_map(|t| super::words::words(t, to)).map(|w| w.0.key).collect();
    row.iter().filter(|r| r.1 >= 0.03 * total).any(|(t, _)| {
        let key = input.lexicon.key_of(*t, to);
        !lang::of(to).function_words.contains(key)
            && (words.iter().any(|w| w == key) || folded.contains(&fold_name(key)))
    })
}

/// Whether two folded words may be spellings of one: equal, or alike from the beginning on.
pub(super) fn near_word(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (n, m) = (a.chars().count(), b.chars().count());
    (common >= 3 && common * 2 >= n.min(m))
        || (n.min(m) >= 4 && strsim::jaro_winkler(a, b) > 0.84)
        || (n.min(m) >= 8 && strsim::normalized_levenshtein(a, b) > 0.55)
}

/// Capitalised words of the target, not at its beginning, that no name of the source explains: one may be the rendering.
fn strangers(pair: &Pair<'_>, segment: &Segment<'_>, names: &[Wanted<'_>]) -> usize {
    let text = segment.target_text();
    let lang = pair.target.lang();
    let source = fold_name(segment.source_text());
    let read = Block::new(text, lang);
    let function = &lang::of(lang).function_words;
    read.words
        .iter()
        .filter(|w| {
            w.capital && !w.initial && w.kind == TokenKind::Word && !function.contains(w.lower.as_str())
        })
        .filter(|w| {
            let explained = source.split(' ').any(|s| near_word(&w.folded, s))
                || known_to(&w.folded, lang, &source, pair.source.lang());
            let named = names.iter().any(|n| fold_name(n.text).split(' ').any(|s| near_word(&w.folded, s)));
            !explained && !named
        })
        .count()
}

/// Whether a word of the target and one of the source are names of one place: Cracovie and Kraków.
fn known_to(word: &str, to: Lang, source: &str, from: Lang) -> bool {
    let known = Known::builtin();
    let here = known.find_word(word, to);
    // Names of several words: Hajfong and Hải Phòng.
    let named = |concept: u32| {
        let cell = crate::lexicon::rows::column(from).map(|c| &known.concepts[concept as usize].row.cells[c]);
        cell.into_iter().flatten().any(|e| {
            let name = fold_name(&e.text);
            name.contains(' ') && format!(" {source} ").contains(&format!(" {name} "))
        })
    };
    here.iter().any(|&c| named(c))
        || source.split(' ').any(|s| known.find_word(s, from).iter().any(|c| here.contains(c)))
}
