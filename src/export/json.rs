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
    score: f64,
    status: &'static str,
    forms: Vec<Spelling<'a>>,
}

#[derive(Serialize)]
struct Spelling<'a> {
    lang: Lang,
    lemma: &'a str,
    text: &'a str,
    count: u32,
    status: &'static str,
    contexts: Vec<Sentence<'a>>,
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
/// written into a memory; they stand with the first form of a base form.
#[must_use]
pub fn json(entries: &Entries<'_>) -> Export {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let concepts = entries.entries.iter().map(|entry| One {
        id: &entry.concept.id,
        kind: entry.concept.kind,
        score: rounded(entry.concept.score),
        status: if entry.doubtful { "doubtful" } else { "sure" },
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
