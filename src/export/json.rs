//! The glossary as JSON: everything, in the words of the contract of `terms`.

use super::entries::{Context, Entries, Term};
use super::table::status;
use super::{Export, FORBIDDEN, Tally, rounded};
use crate::model::{Kind, Lang};
use serde::Serialize;

#[derive(Serialize)]
struct File<'a> {
    concepts: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    status: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    subject: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    definitions: Vec<Meaning<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    forms: Vec<Spelling<'a>>,
}

#[derive(Serialize)]
struct Meaning<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<Lang>,
    text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    source: &'a str,
}

#[derive(Serialize)]
struct Spelling<'a> {
    lang: Lang,
    lemma: &'a str,
    text: &'a str,
    count: u32,
    status: &'static str,
    contexts: Vec<Sentence<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    speech: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    source: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    valid: String,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
}

#[derive(Serialize)]
struct Sentence<'a> {
    file: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
}

/// `glossary.json`: `{"concepts":[{"id","type","score","status":"sure|doubtful","forms":[{"lang","lemma","text","count","status","contexts"}]}]}`.
///
/// `contexts`: `[{"file","start","end","text"}]`, the place of the sentence in Unicode scalar values and its text as
/// written into a memory; they stand with the first form of a base form. What a user's glossary says besides stands in
/// `subject`, `definitions`, `notes`, `speech`, `source` and `valid` (`2020-01-01/2024-12-31`).
#[must_use]
pub fn json(entries: &Entries) -> Export {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let concepts = entries.entries.iter().map(|entry| One {
        id: &entry.id,
        kind: entry.kind,
        score: entry.score.map(rounded),
        status: if entry.doubtful { "doubtful" } else { "sure" },
        subject: if entry.score.is_some() { "" } else { &entry.subject },
        definitions: entry
            .definitions
            .iter()
            .map(|d| Meaning { lang: d.lang, text: &d.text, source: &d.source })
            .collect(),
        notes: &entry.notes,
        forms: entry
            .languages
            .iter()
            .flat_map(|l| l.terms.iter().flat_map(|term| spellings(l.lang, term)))
            .collect(),
    });
    let file = File { concepts: concepts.collect() };
    // Plain data with string keys: serialising it cannot fail.
    tally.export(serde_json::to_string_pretty(&file).unwrap_or_default() + "\n")
}

fn spellings(lang: Lang, term: &Term) -> Vec<Spelling<'_>> {
    let inflected: u32 = term.inflected.iter().map(|(_, n)| n).sum();
    let contexts = term.contexts.iter().map(sentence).collect();
    let spelling = |text, count, contexts| Spelling {
        lang,
        lemma: &term.text,
        text,
        count,
        status: status(term.status),
        contexts,
        speech: &term.speech,
        source: &term.source,
        valid: term.validity(),
        notes: &term.notes,
    };
    let mut out = vec![spelling(&term.text, term.count - inflected, contexts)];
    out.extend(term.inflected.iter().map(|(form, n)| spelling(form, *n, Vec::new())));
    out
}

fn sentence(context: &Context) -> Sentence<'_> {
    Sentence { file: &context.file, start: context.start, end: context.end, text: &context.text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn reads_back() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let text = json(&Entries::new(&glossary)).text;
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["concepts"][0]["type"], "LOC");
        assert_eq!(value["concepts"][0]["forms"][0]["contexts"][0]["file"], "da-lat.vi.txt");
        assert_eq!(value["concepts"][3]["status"], "doubtful");
    }
}
