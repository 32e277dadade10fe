//! Sets of types to concepts: forms with counts and status, ids that stay.

use super::Work;
use crate::model::{Concept, Form, Kind, Lang, Mention, Status};
use crate::terms::Terms;
use crate::text::fold::fold_name;
use crate::text::normal::nfc;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

impl Work<'_> {
    pub(super) fn finish(self) -> Terms {
        let mut number: FxHashMap<usize, u32> = FxHashMap::default();
        let mut roots = Vec::new();
        for m in 0..self.raw.len() {
            let root = self.sets.root(self.of_mention[m]);
            number.entry(root).or_insert_with(|| {
                roots.push(root);
                roots.len() as u32 - 1
            });
        }
        let mut used: FxHashMap<String, u32> = FxHashMap::default();
        let concepts: Vec<Concept> = roots.iter().map(|&root| self.concept(root, &mut used)).collect();
        let mentions = self
            .raw
            .iter()
            .enumerate()
            .map(|(m, r)| {
                let concept = number[&self.sets.root(self.of_mention[m])];
                Mention { document: r.document, span: r.span, kind: concepts[concept as usize].kind, concept }
            })
            .collect();
        Terms { mentions, concepts }
    }

    pub(super) fn concept(&self, root: usize, used: &mut FxHashMap<String, u32>) -> Concept {
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        let mut forms: BTreeMap<(usize, String, String), u32> = BTreeMap::new();
        let column = |l: Lang| Lang::HOME.iter().position(|&h| h == l).unwrap_or(9);
        for &t in &self.members[root] {
            let ty = &self.types[t];
            *kinds.entry(ty.kind).or_default() += ty.mentions.len();
            for &m in &ty.mentions {
                let r = &self.raw[m];
                *forms.entry((column(ty.lang), r.lemma.clone(), nfc(&r.text).into_owned())).or_default() += 1;
            }
        }
        let kind =
            kinds.iter().max_by_key(|(k, n)| (**n, std::cmp::Reverse(**k))).map_or(Kind::Term, |(k, _)| *k);
        let score = self.score[root];
        let mut out: Vec<Form> = Vec::new();
        for ((l, lemma, text), count) in forms {
            let lang = Lang::HOME.get(l).copied().unwrap_or(Lang::UND);
            let status = if score < 0.7 { Status::Doubtful } else { Status::Variant };
            out.push(Form { lang, lemma, text, count, status });
        }
        out.sort_by(|a, b| {
            column(a.lang)
                .cmp(&column(b.lang))
                .then(b.count.cmp(&a.count))
                .then((a.lemma != a.text).cmp(&(b.lemma != b.text)))
                .then(a.text.cmp(&b.text))
        });
        let mut last = None;
        for form in &mut out {
            if last != Some(form.lang) && form.status == Status::Variant {
                form.status = Status::Preferred;
            }
            last = Some(form.lang);
        }
        let named = out.iter().find(|f| f.lang == Lang::EN).or_else(|| out.first());
        let mut id = named.map_or_else(String::new, |f| slug(kind, &f.lemma));
        let n = used.entry(id.clone()).or_default();
        *n += 1;
        if *n > 1 {
            id = format!("{id}-{n}");
        }
        Concept { id, kind, forms: out, score }
    }
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
