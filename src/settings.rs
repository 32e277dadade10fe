//! The settings of a project: `songngu.toml`, read once, plain data for the floors above. Unknown keys are errors.
//!
//! Flags go before settings, settings before what is built in.
//!
//! ```
//! use songngu::settings::{Scope, Settings};
//! let settings = Settings::parse("[segment.abbreviations]\npl = [\"zarz\"]\nany = [\"Abk\"]\n").expect("fine");
//! assert_eq!(settings.segment.abbreviations[&Scope::Any], ["Abk"]);
//! assert!(Settings::parse("[segmant]\n").is_err());
//! ```

use crate::model::{Lang, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The file that is read when it stands in the working directory.
pub const FILE: &str = "songngu.toml";

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("{file} cannot be read")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A line is not what settings may say.
    #[error("{file}: {problem}")]
    Bad {
        /// The file.
        file: String,
        /// Line, column, and what is wrong there.
        problem: String,
    },
}

/// The settings of a project; a part for every stage that has any.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How texts are cut.
    pub segment: Segment,
    /// How translations are checked.
    pub check: Check,
}

/// `[check]`: how translations are checked.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Check {
    /// Rules that do not run.
    pub off: Vec<String>,
    /// Rules whose findings are graver or less grave than usual.
    pub severity: BTreeMap<String, Severity>,
    /// Glossaries; relative to the settings.
    pub glossary: Vec<PathBuf>,
    /// House styles, ready-made or own; each holds in its language.
    pub profile: Vec<String>,
    /// Own house styles by name.
    pub profiles: BTreeMap<String, Profile>,
    /// The file of findings to leave out; relative to the settings.
    pub ignore: Option<PathBuf>,
}

/// A house style; what it does not say is free.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Where it holds.
    pub lang: Scope,
    /// Vietnamese names with their marks or without.
    pub names: Option<Marks>,
    /// How dates with a day and a month are written: `d/m/y`, `d.m.y`, `y-m-d`, `d month y`, `month d y`.
    pub dates: Vec<String>,
    /// The sign between units and decimals.
    pub decimal: Option<char>,
    /// The signs that may group thousands: `.`, `,`, blank.
    pub grouping: Option<String>,
    /// The quotation marks, opening and closing ones in pairs: `“”`, `«»`.
    pub quotes: Option<String>,
    /// How headlines are capitalised.
    pub headlines: Option<Capitals>,
}

/// Names with their marks or without.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Marks {
    /// Nguyễn Văn Hùng.
    Full,
    /// Nguyen Van Hung.
    Plain,
}

/// How headlines are capitalised.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Capitals {
    /// As a sentence.
    Sentence,
    /// Every word that counts.
    Title,
}

/// `[segment]`: how texts are cut.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Segment {
    /// Abbreviations, without their stop, that never end a sentence; by language, or `any`.
    pub abbreviations: BTreeMap<Scope, Vec<String>>,
    /// Abbreviations that may end one: the next word decides.
    pub final_abbreviations: BTreeMap<Scope, Vec<String>>,
    /// Rules that go before ours, the first that matches a place decides it.
    pub rules: Vec<Rule>,
    /// An SRX file to cut by instead of our rules; relative to the settings.
    pub srx: Option<PathBuf>,
    /// A tool whose default rules to cut by.
    pub cut_like: Option<String>,
}

/// A rule as SRX has them: break, or no break, between a text that `before` matches and one that `after` matches.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Where it holds.
    #[serde(default)]
    pub lang: Scope,
    /// Whether it is a break.
    #[serde(rename = "break")]
    pub cut: bool,
    /// What stands before the place (regular expression; empty = anything).
    #[serde(default)]
    pub before: String,
    /// What stands behind it.
    #[serde(default)]
    pub after: String,
}

/// Where a setting holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Scope {
    /// In every language (`any`).
    #[default]
    Any,
    /// In one.
    Lang(Lang),
}

impl Scope {
    /// Whether it holds in a language; region and script do not matter.
    #[must_use]
    pub fn holds(self, lang: Lang) -> bool {
        match self {
            Self::Any => true,
            Self::Lang(own) => own.primary() == lang.primary(),
        }
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let code = String::deserialize(d)?;
        if code == "any" {
            return Ok(Self::Any);
        }
        Lang::parse(&code).map(Self::Lang).map_err(serde::de::Error::custom)
    }
}

impl Settings {
    /// Reads settings from their text.
    ///
    /// # Errors
    /// Line and column of what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|e| e.to_string().trim_end().to_owned())
    }

    /// The settings of `file`, or of [`FILE`] in the working directory if it is there.
    ///
    /// # Errors
    /// A file that cannot be read or says something unknown.
    pub fn find(file: Option<&Path>) -> Result<Self, SettingsError> {
        match file {
            Some(file) => Self::read(file),
            None if Path::new(FILE).is_file() => Self::read(Path::new(FILE)),
            None => Ok(Self::default()),
        }
    }

    /// Reads a file; paths in it are taken as relative to it.
    fn read(path: &Path) -> Result<Self, SettingsError> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|source| SettingsError::Unreadable { file: file.clone(), source })?;
        let mut out = Self::parse(&text).map_err(|problem| SettingsError::Bad { file, problem })?;
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        out.segment.srx = out.segment.srx.map(|srx| folder.join(srx));
        out.check.ignore = out.check.ignore.map(|file| folder.join(file));
        out.check.glossary.iter_mut().for_each(|file| *file = folder.join(&*file));
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_can_be_said() {
        let text = "[segment]\nsrx = \"rules/ours.srx\"\n[segment.abbreviations]\npl-PL = [\"zarz\"]\n[segment.final_abbreviations]\n\
                    any = [\"Abt\"]\n[[segment.rules]]\nlang = \"vi\"\nbreak = false\nbefore = '\\bMục \\d\\.'\nafter = '\\s'\n";
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("own.toml");
        std::fs::write(&path, text).expect("written");
        let segment = Settings::find(Some(&path)).expect("read").segment;
        assert_eq!(segment.srx, Some(folder.path().join("rules/ours.srx")));
        assert!(segment.abbreviations.keys().all(|s| s.holds(Lang::PL) && !s.holds(Lang::VI)));
        assert!(!segment.rules[0].cut && segment.rules[0].lang == Scope::Lang(Lang::VI));
    }

    #[test]
    fn checks_of_a_project() {
        let text = "[check]\noff = [\"spacing\"]\nprofile = [\"ours\"]\n[check.severity]\nname-case = \"error\"\n\
                    [check.profiles.ours]\nlang = \"pl\"\nnames = \"plain\"\ndecimal = \",\"\nheadlines = \"sentence\"\n";
        let check = Settings::parse(text).expect("fine").check;
        assert_eq!(check.severity["name-case"], Severity::Error);
        let ours = &check.profiles["ours"];
        assert_eq!((ours.names, ours.headlines), (Some(Marks::Plain), Some(Capitals::Sentence)));
        assert!(ours.lang.holds(Lang::PL) && !ours.lang.holds(Lang::EN));
        assert!(Settings::parse("[check.profiles.x]\nname = \"plain\"\n").is_err());
    }

    #[test]
    fn faults_have_a_place() {
        for (text, what) in [
            ("[segment]\nabbreviation = 1\n", "line 2"),
            ("[segment.abbreviations]\nb4d = [\"x\"]\n", "b4d"),
            ("[[segment.rules]]\nbefore = \"x\"\n", "break"),
        ] {
            let fault = Settings::parse(text).expect_err(text);
            assert!(fault.contains(what), "{fault}");
        }
    }
}
