//! What `check` writes as SARIF keeps to the standard: properties that SARIF 2.1.0 requires, values that it allows, arrays that it
//! wants non-empty or without repetitions. Each check names the section of the OASIS standard.

use serde_json::Value;
use std::collections::HashSet;
use std::process::Command;

/// An object, its required properties and where the standard says so.
const REQUIRED: &[(&str, &[&str], &str)] = &[
    ("log", &["version", "runs"], "3.13"),
    ("run", &["tool"], "3.14.6"),
    ("tool", &["driver"], "3.18.2"),
    ("driver", &["name"], "3.19.8"),
    ("rule", &["id"], "3.49.3"),
    ("result", &["message"], "3.27.11"),
    ("fix", &["artifactChanges"], "3.55.3"),
    ("artifactChange", &["artifactLocation", "replacements"], "3.56"),
    ("replacement", &["deletedRegion"], "3.57.3"),
];

struct Checker {
    faults: Vec<String>,
}

impl Checker {
    fn wants(&mut self, ok: bool, what: impl Into<String>) {
        if !ok {
            self.faults.push(what.into());
        }
    }

    fn required(&mut self, kind: &str, value: &Value) {
        let row = REQUIRED.iter().find(|r| r.0 == kind).expect("a row of the table");
        for name in row.1 {
            self.wants(value.get(name).is_some(), format!("{kind} lacks {name} ({})", row.2));
        }
    }

    fn list<'v>(&mut self, value: &'v Value, name: &str, least: usize) -> &'v [Value] {
        let list = value.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        self.wants(list.len() >= least, format!("{name} has {} entries", list.len()));
        list
    }

    fn message(&mut self, value: &Value) {
        // 3.11.7: text or id, and text is a string.
        self.wants(value["text"].as_str().is_some_and(|t| !t.is_empty()), format!("message {value}"));
    }

    fn level(&mut self, value: &Value) {
        // 3.27.10
        let known = ["none", "note", "warning", "error"];
        self.wants(value.as_str().is_some_and(|l| known.contains(&l)), format!("level {value}"));
    }

    fn artifact(&mut self, value: &Value) {
        // 3.4.3: a URI by RFC 3986: no blanks, no letters beyond ASCII, `%` before two hexadecimal digits only.
        let uri = value["uri"].as_str().unwrap_or_default();
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b);
        let escapes = uri.split('%').skip(1).all(|p| p.len() > 1 && u8::from_str_radix(&p[..2], 16).is_ok());
        self.wants(!uri.is_empty() && uri.bytes().all(allowed) && escapes, format!("uri {uri:?}"));
    }

    fn region(&mut self, value: &Value) {
        // 3.30.1: a text region has a start line from 1 or an offset from 0.
        let least = |name: &str, n: i64| value.get(name).is_none_or(|v| v.as_i64().is_some_and(|i| i >= n));
        self.wants(
            value.get("startLine").is_some() || value.get("charOffset").is_some(),
            format!("region {value}"),
        );
        for (name, n) in [("startLine", 1), ("startColumn", 1), ("charOffset", 0), ("charLength", 0)] {
            self.wants(least(name, n), format!("{name} of {value}"));
        }
        self.wants(value.get("snippet").is_none_or(|s| s["text"].is_string()), format!("snippet of {value}"));
    }

    fn location(&mut self, value: &Value) {
        // 3.29.2: a physical location has an artifact or an address.
        self.artifact(&value["physicalLocation"]["artifactLocation"]);
        self.region(&value["physicalLocation"]["region"]);
        for place in value.get("logicalLocations").and_then(Value::as_array).into_iter().flatten() {
            self.wants(place["name"].is_string(), format!("logical location {place}"));
        }
    }

    fn unique(&mut self, list: &[Value], what: &str) {
        let texts: HashSet<String> = list.iter().map(Value::to_string).collect();
        self.wants(texts.len() == list.len(), format!("{what} has repetitions"));
    }

    fn result(&mut self, result: &Value, rules: &HashSet<&str>) {
        self.required("result", result);
        self.message(&result["message"]);
        self.level(&result["level"]);
        // 3.27.5, 3.52.4: the rule is one of the driver's.
        let rule = result["ruleId"].as_str().unwrap_or_default();
        self.wants(rules.contains(rule), format!("ruleId {rule:?} is not in the rules"));
        // 3.27.25: 0 to 100.
        self.wants(result["rank"].as_f64().is_some_and(|r| (0.0..=100.0).contains(&r)), "rank");
        // 3.27.12, 3.27.22
        self.list(result, "locations", 1).iter().for_each(|l| self.location(l));
        let related = self.list(result, "relatedLocations", 0);
        related.iter().for_each(|l| self.location(l));
        self.unique(related, "relatedLocations");
        // 3.27.17: names and strings.
        let prints = result["partialFingerprints"].as_object().expect("an object");
        self.wants(prints.values().all(Value::is_string), "partialFingerprints");
        for fix in self.list(result, "fixes", 0) {
            self.required("fix", fix);
            for change in self.list(fix, "artifactChanges", 1) {
                self.required("artifactChange", change);
                self.artifact(&change["artifactLocation"]);
                for replacement in self.list(change, "replacements", 1) {
                    self.required("replacement", replacement);
                    self.region(&replacement["deletedRegion"]);
                }
            }
        }
    }

    fn log(&mut self, log: &Value) -> usize {
        self.required("log", log);
        self.wants(log["version"] == "2.1.0", "version (3.13.2)");
        let mut results = 0;
        for run in self.list(log, "runs", 1) {
            self.required("run", run);
            self.required("tool", &run["tool"]);
            let driver = &run["tool"]["driver"];
            self.required("driver", driver);
            // 3.14.27
            let kinds = ["utf16CodeUnits", "unicodeCodePoints"];
            self.wants(run["columnKind"].as_str().is_some_and(|k| kinds.contains(&k)), "columnKind");
            let rules = self.list(driver, "rules", 1);
            self.unique(rules, "rules");
            for rule in rules {
                self.required("rule", rule);
                self.message(&rule["shortDescription"]);
                self.level(&rule["defaultConfiguration"]["level"]);
            }
            let ids: HashSet<&str> = rules.iter().filter_map(|r| r["id"].as_str()).collect();
            assert_eq!(ids.len(), rules.len(), "every rule once");
            let list = self.list(run, "results", 0);
            results += list.len();
            list.iter().for_each(|r| self.result(r, &ids));
        }
        results
    }
}

fn sarif(files: &[(&str, &str)], args: &[&str]) -> Value {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).expect("written");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_songngu"))
        .arg("check")
        .args(args)
        .args(["--format", "sarif"])
        .current_dir(dir.path())
        .output()
        .expect("songngu runs");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn logs_keep_to_the_standard() {
    let source = "The café (built in 1951) has 48 seats.\nIt closes at 9 p.m.\nAll seats are taken.\n";
    let target = "Quán cà phê (xây năm 1951 có 84 ghế .\nQuán đóng cửa lúc 21 giờ.\nTất cả ghế đã đã hết.\n";
    let unit = |id: &str, en: &str, fr: &str| {
        format!(
            "<tu tuid=\"{id}\"><tuv xml:lang=\"en\"><seg>{en}</seg></tuv><tuv xml:lang=\"fr\"><seg>{fr}</seg></tuv></tu>"
        )
    };
    let memory = format!(
        "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header creationtool=\"x\" creationtoolversion=\"1\" segtype=\"sentence\" \
         o-tmf=\"x\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>{}{}</body></tmx>",
        unit("a", "It has 12 rooms.", "Il a 21 pièces."),
        unit("b", "The the road is closed.", "La la route est fermée ."),
    );
    let texts = [("quán.en.txt", source), ("quán mới.vi.txt", target)];
    let articles = sarif(&texts, &["quán mới.vi.txt", "--source", "quán.en.txt"]);
    let units = sarif(&[("m.tmx", &memory)], &["m.tmx"]);
    let clean = sarif(&[("a.txt", "The road is open.\n")], &["a.txt"]);
    let mut counts = Vec::new();
    for log in [&articles, &units, &clean] {
        let mut checker = Checker { faults: Vec::new() };
        counts.push(checker.log(log));
        assert!(checker.faults.is_empty(), "{:#?}", checker.faults);
    }
    assert!(counts[0] >= 3 && counts[1] >= 2 && counts[2] == 0, "{counts:?}");
}

#[test]
fn faults_in_a_log_are_seen() {
    let bad = r#"{"version": "2.0", "runs": [{"tool": {"driver": {"rules": [{"id": "a", "shortDescription": {"text": "x"},
        "defaultConfiguration": {"level": "info"}}]}}, "columnKind": "bytes", "results": [{"ruleId": "b", "rank": 101,
        "message": {}, "level": "note", "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a b"},
        "region": {"startLine": 0}}}], "partialFingerprints": {}}]}]}"#;
    let mut checker = Checker { faults: Vec::new() };
    checker.log(&serde_json::from_str(bad).expect("JSON"));
    let all = checker.faults.join("\n");
    for part in
        ["version", "lacks name", "level", "columnKind", "ruleId", "rank", "message", "uri", "startLine"]
    {
        assert!(all.contains(part), "{part}: {all}");
    }
}
