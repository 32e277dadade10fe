//! Promises that hold for all units and all bytes: what is written is read back the same, what is repaired is valid,
//! every unit is accounted for. Cases come from a small generator with fixed seeds.
// In a test a panic is the report.
#![allow(clippy::unwrap_used)]

use tmx::model::{Attributes, Code, CodeKind, Content, Header, Remark, Segment, Unit, Variant};
use tmx::ops::{Input, clean, convert, diff, extract, from, merge, split, stats};
use tmx::{Reader, Verdict, Writer};

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn pick<'p, T>(&mut self, all: &'p [T]) -> &'p T {
        &all[self.below(all.len() as u64) as usize]
    }

    fn text(&mut self) -> String {
        const PIECES: &[&str] = &[
            "Hà Nội",
            " ",
            "<",
            "&",
            ">",
            "\"",
            "'",
            "\n",
            "\t",
            "é",
            "\u{300}",
            "𝄞",
            "]]>",
            "&amp;",
            "<seg>",
            "  ",
            "ł",
            "\r",
            ".",
        ];
        (0..self.below(8)).map(|_| *self.pick(PIECES)).collect()
    }

    fn remarks(&mut self) -> Vec<Remark> {
        (0..self.below(3))
            .map(|_| {
                if self.below(2) == 0 { Remark::note(self.text()) } else { Remark::prop("x-p", self.text()) }
            })
            .collect()
    }

    fn attributes(&mut self, names: &[&str]) -> Attributes {
        let chosen: Vec<_> = names.iter().filter(|_| self.next().is_multiple_of(2)).collect();
        chosen.into_iter().map(|n| (*n, self.text())).collect()
    }

    /// Text and codes; every bpt has its ept.
    fn content(&mut self, depth: u32, pairs: &mut u32) -> Vec<Content> {
        let mut all: Vec<Content> = Vec::new();
        for _ in 0..self.below(5) {
            match self.below(8) {
                0 if depth < 3 => {
                    let inner = self.content(depth + 1, &mut 0);
                    let sub =
                        Code { kind: CodeKind::Sub, attributes: self.attributes(&["type"]), content: inner };
                    let content = vec![Content::Text("x".into()), Content::Code(sub)];
                    all.push(Content::Code(Code {
                        kind: CodeKind::Ph,
                        attributes: self.attributes(&["x", "type"]),
                        content,
                    }));
                }
                1 if depth < 3 => {
                    let content = self.content(depth + 1, pairs);
                    all.push(Content::Code(Code {
                        kind: CodeKind::Hi,
                        attributes: self.attributes(&["type"]),
                        content,
                    }));
                }
                2 => {
                    *pairs += 1;
                    let i = || [("i", pairs.to_string())].into_iter().collect();
                    all.push(Content::Code(Code { kind: CodeKind::Bpt, attributes: i(), content: vec![] }));
                    all.push(Content::Text("mid".into()));
                    all.push(Content::Code(Code { kind: CodeKind::Ept, attributes: i(), content: vec![] }));
                }
                _ => {
                    let text = self.text();
                    match all.last_mut() {
                        Some(Content::Text(before)) => before.push_str(&text),
                        _ if text.is_empty() => {}
                        _ => all.push(Content::Text(text)),
                    }
                }
            }
        }
        all
    }

    fn unit(&mut self, n: u64) -> Unit {
        let mut attributes = Attributes::new();
        attributes.set("tuid", format!("u{n}"));
        if self.below(2) == 0 {
            attributes.set("creationdate", "20260301T101500Z");
        }
        let langs = ["vi", "en-GB", "fr", "pl"];
        let variants = langs[..=(self.below(4) as usize)]
            .iter()
            .map(|lang| Variant {
                lang: (*lang).to_owned(),
                attributes: self.attributes(&["creationid", "changeid"]),
                remarks: self.remarks(),
                segment: Segment { content: self.content(0, &mut 0) },
            })
            .collect();
        Unit { attributes, remarks: self.remarks(), variants, ..Unit::new() }
    }

    fn file(&mut self, units: u64) -> (Vec<Unit>, Vec<u8>) {
        let units: Vec<Unit> = (0..units).map(|n| self.unit(n)).collect();
        let mut writer = Writer::new(Vec::new(), &Header::new("vi")).unwrap();
        for unit in &units {
            writer.write(unit).unwrap();
        }
        (units, writer.finish().unwrap())
    }
}

/// Lines and ordinals belong to the file, not to the unit.
fn bare(mut unit: Unit) -> Unit {
    (unit.line, unit.ordinal) = (0, 0);
    unit
}

fn read(bytes: &[u8]) -> Vec<Unit> {
    Reader::new(bytes).unwrap().map(|u| bare(u.unwrap())).collect()
}

#[test]
fn what_is_written_is_read_back_and_valid() {
    for seed in 0..200 {
        let (units, file) = Random(seed).file(6);
        assert_eq!(read(&file), units, "seed {seed}");
        let report = tmx::validate(file.as_slice()).unwrap();
        assert_eq!(report.verdict, Verdict::Valid, "seed {seed}: {:#?}", report.problems);
        assert_eq!(report.tus, 6);
        let mut again = Vec::new();
        let repaired = tmx::repair(file.as_slice(), &mut again).unwrap();
        assert!(repaired.changes.is_empty(), "seed {seed}: {:#?}", repaired.changes);
        assert_eq!(again, file, "a repair of a good file changes nothing, seed {seed}");
    }
}

/// A reader that hands out a few bytes at a time.
struct Trickle<'t>(&'t [u8], usize);

impl std::io::Read for Trickle<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = self.1.min(self.0.len()).min(out.len());
        out[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}

#[test]
fn encodings_and_short_reads_do_not_matter() {
    let (units, file) = Random(7).file(20);
    let text = String::from_utf8(file.clone()).unwrap();
    assert_eq!(Reader::new(Trickle(&file, 3)).unwrap().map(|u| bare(u.unwrap())).collect::<Vec<_>>(), units);
    let wide = text.replace("UTF-8", "UTF-16");
    let le: Vec<u8> = std::iter::once(0xFEFF).chain(wide.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = std::iter::once(0xFEFF).chain(wide.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert_eq!(read(&le), units);
    assert_eq!(read(&be), units);
    assert_eq!(tmx::validate(le.as_slice()).unwrap().verdict, Verdict::Valid);
}

#[test]
fn damaged_files_are_repaired_into_valid_ones() {
    let mut fatal = 0;
    for seed in 0..500 {
        let mut random = Random(seed);
        let (_, mut file) = random.file(4);
        for _ in 0..=random.below(6) {
            let at = random.below(file.len() as u64) as usize;
            match random.below(5) {
                0 => file[at] = random.next() as u8,
                1 => {
                    file.remove(at);
                }
                2 => file.insert(at, *random.pick(b"<>&\"'/=;!?\0\n x")),
                3 => {
                    let end = (at + random.below(40) as usize).min(file.len());
                    file.drain(at..end);
                }
                _ => {
                    let end = (at + random.below(40) as usize).min(file.len());
                    let copy = file[at..end].to_vec();
                    file.splice(at..at, copy);
                }
            }
        }
        let report = tmx::validate(file.as_slice()).unwrap();
        let mut out = Vec::new();
        match tmx::repair(file.as_slice(), &mut out) {
            Err(error) => {
                assert_eq!(report.verdict, Verdict::Fatal, "seed {seed}: {error}");
                fatal += 1;
            }
            Ok(done) => {
                let again = tmx::validate(out.as_slice()).unwrap();
                let shown =
                    || format!("seed {seed}: {:#?}\n{}", again.problems, String::from_utf8_lossy(&out));
                assert_eq!(again.verdict, Verdict::Valid, "{}", shown());
                assert_eq!(again.tus, done.units_out, "seed {seed}");
                if report.verdict == Verdict::Valid {
                    assert_eq!(done.units_out, report.tus, "seed {seed}");
                }
            }
        }
    }
    assert!(fatal < 35, "{fatal} of 500 damaged files were given up");
}

fn input(bytes: &[u8]) -> Input<'_, &[u8]> {
    Input::new("file", move || Ok(bytes))
}

#[test]
fn every_operation_accounts_for_every_unit() {
    for seed in 0..50 {
        let mut random = Random(seed);
        let (mut units, _) = random.file(10);
        for n in 0..5 {
            units.push(units[n].clone());
        }
        let mut writer = Writer::new(Vec::new(), &Header::new("vi")).unwrap();
        for unit in &units {
            writer.write(unit).unwrap();
        }
        let file = writer.finish().unwrap();

        let mut lost = 0;
        let mut out = Vec::new();
        let options = clean::Options {
            dedupe: Some(clean::Same::Variants),
            empty: true,
            same: true,
            numbers: true,
            codes: true,
            ratio: Some(5.0),
            canonical: true,
            nfc: true,
            ..clean::Options::default()
        };
        let count = |lost: &mut u64| *lost += 1;
        let tally = clean::clean(
            &input(&file),
            &mut out,
            &options,
            |_| {
                let _: () = count(&mut lost);
                Ok(())
            },
            |_| {},
        )
        .unwrap();
        assert_eq!(
            (tally.units_in, tally.units_out + tally.dropped, tally.dropped),
            (15, 15, lost),
            "seed {seed}"
        );
        assert_eq!(read(&out).len() as u64, tally.units_out);

        let (mut lost, mut out) = (0, Vec::new());
        let tally = merge::merge(
            &[input(&file), input(&file)],
            &mut out,
            |_| {
                let _: () = count(&mut lost);
                Ok(())
            },
            |_| {},
        )
        .unwrap();
        assert_eq!((tally.units_in, tally.units_out + lost), (30, 30));
        assert!(lost >= 20, "seed {seed}");

        let (mut lost, mut out) = (0, Vec::new());
        let filter = extract::Filter { languages: vec!["vi".into(), "fr".into()], ..Default::default() };
        let tally = extract::extract(
            file.as_slice(),
            &mut out,
            &filter,
            |_| {
                let _: () = count(&mut lost);
                Ok(())
            },
            |_| {},
        )
        .unwrap();
        assert_eq!((tally.units_in, tally.units_out + lost), (15, 15));
        assert!(read(&out).iter().all(|u| u.variants.len() == 2));

        let mut parts = Vec::new();
        let create = |_: &str| Ok(Vec::new());
        let keep = |_: &str, part: Vec<u8>, n: u64| {
            parts.push((part, n));
            Ok(())
        };
        split::split(file.as_slice(), &split::By::Units(4), create, keep, |_| Ok(()), |_| {}).unwrap();
        let joined: Vec<Unit> = parts.iter().flat_map(|(part, _)| read(part)).collect();
        assert_eq!((parts.len(), joined), (4, units.clone()));

        let (stats, _) = stats::stats(file.as_slice(), |_| {}).unwrap();
        assert_eq!((stats.tus, stats.variants), (15, units.iter().map(|u| u.variants.len() as u64).sum()));

        let tally = diff::diff(&input(&file), &input(&file), |d| panic!("{d:?}"), |_| {}).unwrap();
        assert_eq!(tally.equal, 15);
    }
}

#[test]
fn json_lines_lose_nothing_and_tables_keep_the_texts() {
    let (units, file) = Random(3).file(12);
    let to = |format| {
        let mut out = Vec::new();
        let options = convert::Options { format, langs: Vec::new() };
        let done = convert::convert::<_, tmx::Error>(
            &input(&file),
            &options,
            |pass| {
                out.clear();
                pass(&mut out, &mut |_| Ok(()))
            },
            |_| {},
        );
        assert_eq!(done.unwrap().0.units_out, 12);
        out
    };
    let back = |bytes: &[u8], format| {
        let mut out = Vec::new();
        from::from(bytes, &mut out, format, Some("vi"), |_| Ok(())).unwrap();
        read(&out)
    };
    let sorted = |unit: &Unit| {
        let mut all: Vec<_> = unit.attributes.iter().map(|(n, v)| format!("{n}={v}")).collect();
        all.sort();
        (all, unit.remarks.clone(), unit.variants.iter().map(|v| v.segment.clone()).collect::<Vec<_>>())
    };
    let again = back(&to(convert::Format::Jsonl), from::Format::Jsonl);
    assert_eq!(again.iter().map(sorted).collect::<Vec<_>>(), units.iter().map(sorted).collect::<Vec<_>>());
    for (there, here) in
        [(convert::Format::Tsv, from::Format::Tsv), (convert::Format::Csv, from::Format::Csv)]
    {
        let texts = |units: &[Unit]| -> Vec<Vec<String>> {
            let all =
                units.iter().map(|u| u.variants.iter().map(|v| v.segment.text()).filter(|t| !t.is_empty()));
            all.map(Iterator::collect::<Vec<_>>).filter(|u| !u.is_empty()).collect()
        };
        assert_eq!(texts(&back(&to(there), here)), texts(&units));
    }
}
