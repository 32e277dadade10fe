//! A small job and glossary for the tests of the exporters: four languages, NFD input, control characters, marks.

use super::{Glossary, Job};
use crate::model::{
    Alignment, Article, Bead, Block, Concept, Document, Form, Kind, Lang, Layout, Mention, Row, Sentence,
    Span, Status, Tag,
};
use unicode_normalization::UnicodeNormalization;

/// The data that a [`Job`] and a [`Glossary`] borrow.
pub(crate) struct Sample {
    /// Vietnamese (NFD), English, French, Polish.
    pub articles: Vec<Article>,
    /// All six pairs.
    pub pairs: Vec<(usize, usize, Alignment)>,
    /// Headline, first sentences, a doubtful row, a sentence alone.
    pub rows: Vec<Row>,
    /// Where the concepts occur.
    pub mentions: Vec<Mention>,
    /// A place, a court, a term with marks, a doubtful name.
    pub concepts: Vec<Concept>,
}

/// A bead: source, target, score.
type Link = (&'static [u32], &'static [u32], f32);

const BEADS: &[(usize, usize, &[Link])] = &[
    (0, 1, &[(&[0], &[0], 0.99), (&[1], &[1], 0.97), (&[2], &[2], 0.41), (&[], &[3], 0.9)]),
    (0, 2, &[(&[0], &[0], 0.98), (&[1], &[1], 0.96), (&[2], &[2], 0.44)]),
    (0, 3, &[(&[0], &[0], 0.97), (&[1], &[1, 2], 0.91), (&[2], &[], 0.8)]),
    (1, 2, &[(&[0], &[0], 0.99), (&[1], &[1], 0.98), (&[2], &[2], 0.93), (&[3], &[], 0.9)]),
    (1, 3, &[(&[0], &[0], 0.97), (&[1], &[1, 2], 0.92), (&[2], &[], 0.8), (&[3], &[], 0.9)]),
    (2, 3, &[(&[0], &[0], 0.97), (&[1], &[1, 2], 0.9), (&[2], &[], 0.8)]),
];

impl Sample {
    /// Writes the articles and everything about them.
    pub fn new() -> Self {
        let articles = vec![vietnamese(), english(), french(), polish()];
        let pairs = BEADS
            .iter()
            .map(|&(a, b, beads)| {
                let bead = |&(s, t, score): &Link| Bead { source: s.to_vec(), target: t.to_vec(), score };
                let (n, m) = (articles[a].sentences.len(), articles[b].sentences.len());
                (a, b, Alignment::new(beads.iter().map(bead).collect(), n, m).unwrap())
            })
            .collect();
        let row =
            |cells: [&[u32]; 4], score| Row { cells: cells.iter().map(|c| c.to_vec()).collect(), score };
        let rows = vec![
            row([&[0], &[0], &[0], &[0]], 0.97),
            row([&[1], &[1], &[1], &[1, 2]], 0.9),
            row([&[2], &[2], &[2], &[]], 0.41),
            row([&[], &[3], &[], &[]], 1.0),
        ];
        let concepts = concepts();
        let mentions = mentions(&articles);
        Self { articles, pairs, rows, mentions, concepts }
    }

    /// The job.
    pub fn job(&self) -> Job<'_> {
        Job { id: "da-lat", articles: &self.articles, pairs: &self.pairs, rows: &self.rows }
    }

    /// The glossary.
    pub fn glossary(&self) -> Glossary<'_> {
        Glossary { articles: &self.articles, mentions: &self.mentions, concepts: &self.concepts }
    }
}

/// An article from blocks of (tag, sentences); sentences of a block are joined by a line break.
fn article(file: &str, lang: Lang, blocks: &[(Tag, &[&str])]) -> Article {
    let mut document = Document {
        file: file.to_owned(),
        lang,
        text: String::new(),
        blocks: Vec::new(),
        notes: vec!["encoding guessed: UTF-8".to_owned()],
    };
    let mut sentences = Vec::new();
    for (tag, texts) in blocks {
        let start = document.text.len();
        for (i, text) in texts.iter().enumerate() {
            if i > 0 {
                document.text.push('\n');
            }
            let at = document.text.len();
            document.text.push_str(text);
            if tag.is_kept() {
                let span = Span::new(at, document.text.len());
                sentences.push(Sentence { span, block: document.blocks.len() as u32 });
            }
        }
        let layout = if *tag == Tag::Head { Layout::Heading } else { Layout::Paragraph };
        let span = Span::new(start, document.text.len());
        document.blocks.push(Block { span, tag: *tag, layout, lang });
        document.text.push_str("\n\n");
    }
    Article { document, sentences }
}

fn vietnamese() -> Article {
    let conference: String = "Hội nghị ở Đà Lạt & Huế\nkết\u{7} thúc hôm  thứ Sáu.".nfd().collect();
    let file = "texts/da-lat.vi.txt";
    let menu: &[&str] = &["Trang chủ | Thời sự"];
    let body: &[&str] = &[&conference, "Tòa án nói \"không\"."];
    article(
        file,
        Lang::VI,
        &[
            (Tag::Boilerplate, menu),
            (Tag::Head, &["Hội nghị khép lại"]),
            (Tag::Byline, &["An Bình, Đà Lạt"]),
            (Tag::Body, body),
        ],
    )
}

fn english() -> Article {
    let body: &[&str] = &[
        "The meeting in Da Lat & Hue was <over> on Friday.",
        "The district court said \"no\".",
        "It rained all week.",
    ];
    article("texts/da-lat.en.html", Lang::EN, &[(Tag::Head, &["Meeting ends"]), (Tag::Body, body)])
}

fn french() -> Article {
    let body: &[&str] = &[
        "La réunion de Dalat et de Huê s’est achevée vendredi\u{a0}!",
        "Le tribunal de district a dit «\u{a0}non\u{a0}».",
    ];
    article("texts/da-lat.fr.docx", Lang::FR, &[(Tag::Head, &["Fin de la réunion"]), (Tag::Body, body)])
}

fn polish() -> Article {
    let body: &[&str] =
        &["Spotkanie w Đà Lạt i Huế zakończyło się w piątek.", "Żadnych wyroków Sądu Okręgowego."];
    article("texts/da-lat.pl.md", Lang::PL, &[(Tag::Head, &["Koniec spotkania"]), (Tag::Body, body)])
}

fn concepts() -> Vec<Concept> {
    let form = |lang, lemma: &str, text: &str, count, status| Form {
        lang,
        lemma: lemma.to_owned(),
        text: text.to_owned(),
        count,
        status,
    };
    let concept = |id: &str, kind, score, forms| Concept { id: id.to_owned(), kind, forms, score };
    let (good, also, thin) = (Status::Preferred, Status::Variant, Status::Doubtful);
    vec![
        concept(
            "c1",
            Kind::Loc,
            0.98,
            vec![
                form(Lang::VI, "Đà Lạt", "Đà Lạt", 2, good),
                form(Lang::EN, "Da Lat", "Da Lat", 1, good),
                form(Lang::EN, "Dalat", "Dalat", 0, also),
                form(Lang::FR, "Dalat", "Dalat", 1, good),
                form(Lang::PL, "Đà Lạt", "Đà Lạt", 1, good),
            ],
        ),
        concept(
            "9-huế",
            Kind::Loc,
            0.3,
            vec![form(Lang::VI, "Huế", "Huế", 1, thin), form(Lang::FR, "Huê", "Huê", 1, thin)],
        ),
        concept(
            "c2",
            Kind::Org,
            0.9,
            vec![
                form(Lang::VI, "Tòa án", "Tòa án", 1, good),
                form(Lang::EN, "district court", "district court", 1, good),
                form(Lang::FR, "tribunal de district", "tribunal de district", 1, good),
                form(Lang::PL, "Sąd Okręgowy", "Sąd Okręgowy", 1, good),
                form(Lang::PL, "Sąd Okręgowy", "Sądu Okręgowego", 1, also),
                form(Lang::PL, "sąd", "sąd", 0, thin),
            ],
        ),
        concept(
            "c3",
            Kind::Term,
            0.7,
            vec![
                form(Lang::VI, "\"Hỏi & đáp\" <AI>", "\"Hỏi & đáp\" <AI>", 1, good),
                form(Lang::EN, "Q&A, \"live\"\u{1}", "Q&A, \"live\"\u{1}", 1, good),
                form(Lang::PL, "#pytania; odpowiedzi", "#pytania; odpowiedzi", 1, good),
            ],
        ),
    ]
}

/// Every place where a form's text stands in a kept or bylined block.
fn mentions(articles: &[Article]) -> Vec<Mention> {
    let places: [(usize, &str, u32, Kind); 8] = [
        (0, "Đà Lạt", 0, Kind::Loc),
        (0, "Huế", 1, Kind::Loc),
        (0, "Tòa án", 2, Kind::Org),
        (1, "Da Lat", 0, Kind::Loc),
        (1, "district court", 2, Kind::Org),
        (2, "Dalat", 0, Kind::Loc),
        (3, "Đà Lạt", 0, Kind::Loc),
        (3, "Sądu Okręgowego", 2, Kind::Org),
    ];
    let mut out = Vec::new();
    for (document, text, concept, kind) in places {
        let nfd: String = text.nfd().collect();
        let spellings = if nfd == text { vec![nfd] } else { vec![text.to_owned(), nfd] };
        for spelling in spellings {
            for (at, found) in articles[document].document.text.match_indices(&spelling) {
                let span = Span::new(at, at + found.len());
                out.push(Mention { document: document as u32, span, kind, concept });
            }
        }
    }
    out
}

/// Writes every format into the folder `EXPORT_DIR`, for other programs to read.
#[test]
#[ignore = "writes files; needs EXPORT_DIR"]
fn write_all_formats() {
    let Some(folder) = std::env::var_os("EXPORT_DIR").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    let sample = Sample::new();
    let job = sample.job();
    write("da-lat.tmx", &super::tmx::multi(&job).text);
    write("da-lat.rows.jsonl", &super::rows::jsonl(&job));
    let notes = ["texts/old.doc: not a format that is read".to_owned()];
    write("report.html", &super::report::html(&[job], &sample.glossary(), &notes));
    for (a, b, _) in &sample.pairs {
        let (from, to) = (sample.articles[*a].document.lang, sample.articles[*b].document.lang);
        write(&format!("da-lat.{from}-{to}.tmx"), &super::tmx::pair(&job, *a, *b).text);
    }
    let glossary = sample.glossary();
    let entries = super::Entries::new(&glossary);
    for format in super::GLOSSARY {
        match format.write {
            super::Exporter::Book(make) => {
                std::fs::write(folder.join(format!("glossary.{}", format.ending)), make(&entries).bytes)
                    .unwrap();
            }
            super::Exporter::All(export) => {
                write(&format!("glossary.{}", format.ending), &export(&entries).text);
            }
            super::Exporter::Pair(export) => {
                for (a, b) in entries.pairs() {
                    write(&format!("glossary.{a}-{b}.{}", format.ending), &export(&entries, a, b).text);
                }
            }
        }
    }
}
