//! Sets of types to concepts: forms with counts and status, ids that stay.

use super::Work;
use crate::model::{Concept, Form, Kind, Lang, Mention, Status};
use crate::terms::Terms;
use crate::terms::detect::weight;
use crate::terms::known::Known;
use crate::text::fold::fold_name;
use crate::text::normal::nfc;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Below this score the forms of a concept are doubtful.
const SURE: f32 = 0.7;

impl Work<'_> {
    pub(super) fn finish(self) -> Terms {
        let mut number: FxHashMap<usize, u32> = FxHashMap::default();
        let mut roots = Vec::new();
        let mut strength: Vec<u8> = Vec::new();
        for (m, raw) in self.raw.iter().enumerate() {
            let root = self.sets.root(self.of_mention[m]);
            let n = *number.entry(root).or_insert_with(|| {
                roots.push(root);
                strength.push(0);
                roots.len() as u32 - 1
            });
            let strongest = &mut strength[n as usize];
            *strongest = raw.weight.max(*strongest);
        }
        let mut concepts: Vec<Concept> = roots.iter().map(|&root| self.concept(root)).collect();
        name(&mut concepts);
        let mentions = self
            .raw
            .iter()
            .enumerate()
            .map(|(m, r)| {
                let concept = number[&self.sets.root(self.of_mention[m])];
                Mention { document: r.document, span: r.span, kind: concepts[concept as usize].kind, concept }
            })
            .collect();
        Terms { mentions, concepts, strength }
    }

    fn concept(&self, root: usize) -> Concept {
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        let mut forms: BTreeMap<(usize, String, String), u32> = BTreeMap::new();
        let mut rank: FxHashMap<(usize, String), Rank> = FxHashMap::default();
        for &t in &self.members[root] {
            let ty = &self.types[t];
            for &m in &ty.mentions {
                let r = &self.raw[m];
                let l = column(ty.lang);
                // Letters alone do not tell a treaty from a body.
                let acronym = is_acronym(&r.text);
                // Nor does a capital: what a rule knows weighs more.
                let alone = !r.text.contains(' ');
                *kinds.entry(ty.kind).or_default() += match (acronym, r.weight == weight::RUN) {
                    (true, _) => 1,
                    (false, true) => {
                        if alone {
                            5
                        } else {
                            20
                        }
                    }
                    (false, false) => 100,
                };
                *forms.entry((l, r.lemma.clone(), nfc(&r.text).into_owned())).or_default() += 1;
                let rank = rank.entry((l, r.lemma.clone())).or_insert_with(|| Rank {
                    short: acronym || ty.bare,
                    words: Reverse(if ty.kind == Kind::Per { r.lemma.split(' ').count() } else { 0 }),
                    count: Reverse(0),
                });
                rank.count.0 += 1;
            }
        }
        let kind = kinds.iter().max_by_key(|(k, n)| (**n, Reverse(**k))).map_or(Kind::Term, |(k, _)| *k);
        let score = self.score[root];
        let mut out: Vec<(usize, Form)> = Vec::new();
        for ((l, lemma, text), count) in forms {
            let lang = Lang::HOME.get(l).copied().unwrap_or(Lang::UND);
            let status = if score < SURE { Status::Doubtful } else { Status::Variant };
            out.push((l, Form { lang, lemma, text, count, status }));
        }
        out.sort_by(|(l, a), (k, b)| {
            l.cmp(k)
                .then_with(|| rank[&(*l, a.lemma.clone())].cmp(&rank[&(*k, b.lemma.clone())]))
                .then_with(|| a.lemma.cmp(&b.lemma))
                .then(b.count.cmp(&a.count))
                .then((a.lemma != a.text).cmp(&(b.lemma != b.text)))
                .then_with(|| a.text.cmp(&b.text))
        });
        let mut forms: Vec<Form> = out.into_iter().map(|f| f.1).collect();
        let mut last = None;
        for form in &mut forms {
            if last != Some(form.lang) && form.status == Status::Variant {
                form.status = Status::Preferred;
            }
            last = Some(form.lang);
        }
        let named = forms.iter().find(|f| f.lang == Lang::EN).or_else(|| forms.first());
        let lemma = self.listed(root).or(named.map(|f| f.lemma.as_str())).unwrap_or_default();
        Concept { id: slug(kind, lemma), kind, forms, score }
    }

    /// The English name of the lexicon's concept that most types of a set are names of: no text changes it.
    fn listed(&self, root: usize) -> Option<&'static str> {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for &t in &self.members[root] {
            self.types[t].known.iter().for_each(|k| *votes.entry(k).or_default() += 1);
        }
        let (key, _) = votes.into_iter().max_by_key(|(k, n)| (*n, Reverse(*k)))?;
        let concept = key.strip_prefix("c:")?.parse::<usize>().ok()?;
        Known::builtin().concepts.get(concept)?.row.cells[1].first().map(|e| e.text.as_str())
    }
}

/// What decides which of several base forms is preferred, the lesser the better.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    short: bool,
    words: Reverse<usize>,
    count: Reverse<u32>,
}

fn column(lang: Lang) -> usize {
    Lang::HOME.iter().position(|&h| h == lang).unwrap_or(Lang::HOME.len())
}

fn is_acronym(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    !text.contains(' ') && capitals > 0 && 2 * capitals >= letters && text.chars().nth(1).is_some()
}

/// Makes ids differ. Of several concepts with one id the one in most languages, then the most frequent, keeps it; the others are
/// told apart by their forms, so that other texts do not change them.
fn name(concepts: &mut [Concept]) {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, concept) in concepts.iter().enumerate() {
        same.entry(concept.id.clone()).or_default().push(i);
    }
    let mut taken: BTreeSet<String> = same.keys().cloned().collect();
    for (id, mut list) in same {
        list.sort_by_key(|&i| {
            let forms = &concepts[i].forms;
            let langs: BTreeSet<Lang> = forms.iter().map(|f| f.lang).collect();
            (Reverse(langs.len()), Reverse(forms.iter().map(|f| f.count).sum::<u32>()), i)
        });
        for &i in &list[1..] {
            let base = format!("{id}-{:04x}", fingerprint(&concepts[i]));
            let mut name = base.clone();
            let mut n = 1;
            while !taken.insert(name.clone()) {
                n += 1;
                name = format!("{base}-{n}");
            }
            concepts[i].id = name;
        }
    }
}

/// A number made of the base forms of a concept (FNV-1a).
fn fingerprint(concept: &Concept) -> u16 {
    let lemmas: BTreeSet<(&str, &str)> =
        concept.forms.iter().map(|f| (f.lang.code(), f.lemma.as_str())).collect();
    let bytes = lemmas.iter().flat_map(|(l, t)| l.bytes().chain([b':']).chain(t.bytes()).chain([b'|']));
    let hash = bytes.fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    (hash >> 16) as u16 ^ hash as u16
}

/// A readable id: kind and folded name.
fn slug(kind: Kind, name: &str) -> String {
    let kind = match kind {
        Kind::Per => "per",
        Kind::Loc => "loc",
        Kind::Org => "org",
        Kind::Title => "title",
        Kind::Event => "event",
        Kind::Law => "law",
        Kind::Term => "term",
    };
    format!("{kind}.{}", fold_name(name).replace(' ', "-"))
}
