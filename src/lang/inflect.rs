//! Regular inflection of base forms: forms that a light stem does not lead back to their base form.
//!
//! Rules of school grammar that give a form too many rather than too few: a form that no text has does no harm.

use crate::model::Lang;

/// Forms of a lower-case base form; `kind` is its part of speech as the lexicon writes it (`noun`, `verb`, `adj`).
///
/// ```
/// use songngu::{lang::inflect::forms, model::Lang};
/// assert!(forms("budynek", "noun", Lang::PL).contains(&"budynkach".to_owned()));
/// assert!(forms("zgłosić", "verb", Lang::PL).contains(&"zgłoszono".to_owned()));
/// assert!(forms("craindre", "verb", Lang::FR).contains(&"craignant".to_owned()));
/// assert!(forms("hộp", "noun", Lang::VI).is_empty());
/// ```
#[must_use]
pub fn forms(base: &str, kind: &str, lang: Lang) -> Vec<String> {
    let mut out = Out(Vec::new());
    match (lang.primary(), kind) {
        (Lang::PL, "verb") => polish::verb(base, &mut out),
        (Lang::PL, "noun" | "rank" | "title" | "event") => {
            polish::noun(base, &mut out);
            polish::adjective(base, &mut out);
        }
        (Lang::PL, "adj") => polish::adjective(base, &mut out),
        (Lang::FR, "verb") => french::verb(base, &mut out),
        (Lang::FR, "noun" | "adj" | "title" | "people") => french::noun(base, &mut out),
        _ => {}
    }
    out.0
}

/// The one word of a base form that is inflected: `cieszyć się` → `cieszyć`, `se rendre` → `rendre`.
#[must_use]
pub fn core(text: &str, lang: Lang) -> &str {
    match lang.primary() {
        Lang::PL => text.strip_suffix(" się").unwrap_or(text),
        Lang::FR => text.strip_prefix("se ").or_else(|| text.strip_prefix("s'")).unwrap_or(text),
        _ => text,
    }
}

struct Out(Vec<String>);

impl Out {
    /// The stem with each ending (separated by spaces; `-` is none).
    fn add(&mut self, stem: &str, endings: &str) {
        self.0.extend(
            endings.split(' ').map(|e| if e == "-" { stem.to_owned() } else { format!("{stem}{e}") }),
        );
    }
}

/// The word without an ending that it may have.
fn cut<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    word.strip_suffix(ending).filter(|stem| !stem.is_empty())
}

/// The first rule (`from>to`, separated by spaces) whose left side ends the stem, applied.
fn change(stem: &str, rules: &str) -> Option<String> {
    rules
        .split(' ')
        .filter_map(|r| r.split_once('>'))
        .find_map(|(from, to)| Some(format!("{}{to}", stem.strip_suffix(from)?)))
}

mod polish {
    use super::{Out, change, cut};

    /// Softening before `-e` of the locative.
    const LOCATIVE: &str = "st>ście zd>ździe sł>śle sn>śnie ch>sze t>cie d>dzie ł>le r>rze n>nie s>sie z>zie b>bie p>pie w>wie m>mie f>fie k>ce g>dze";
    /// Nominative plural of persons.
    const PERSONS: &str = "st>ści t>ci d>dzi r>rzy k>cy g>dzy n>ni c>cy z>zi ł>li ch>si p>pi";
    const CASES: &str = "a u owi em iem y i e ów om ami ach owie";

    pub(super) fn noun(base: &str, out: &mut Out) {
        if let Some(stem) = cut(base, "ek") {
            out.add(stem, "ka ku kowi kiem ki kowie ków kom kami kach");
        } else if let Some(stem) = cut(base, "ec") {
            let short = change(stem, "rz>r ni>ń i> ").unwrap_or_else(|| stem.to_owned());
            out.add(&short, "ca cu cowi cem cy ce ców com cami cach cze");
        } else if let Some(stem) = cut(base, "eń") {
            for stem in [format!("{stem}eni"), format!("{}ni", stem.trim_end_matches('i'))] {
                out.add(&stem, "- a e em owi u ów om ami ach ą owie");
            }
        } else if let Some(stem) = cut(base, "eł") {
            let short = change(stem, "rz>r").unwrap_or_else(|| stem.to_owned());
            out.add(&short, "ła łu łowi łem ły łowie łów łom łami łach");
        } else if let Some(stem) = cut(base, "ster") {
            out.add(stem, "stra stru strowi strem strowie strów strom strami strach strze");
        } else if let Some(stem) = cut(base, "anin") {
            out.add(stem, "anina aninowi aninem aninie anie an anom anami anach");
        } else if let Some(stem) = cut(base, "ia") {
            out.add(stem, "i ii ię ią ie io iom iami iach");
        } else if let Some(stem) = cut(base, "a") {
            out.add(stem, "- y i ę ą o om ami ach ów owie");
            out.0.extend(change(stem, LOCATIVE));
            out.0.extend(change(stem, PERSONS));
            // książka, książek
            let before = stem.strip_suffix('k').filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u', 'y', 'ó']));
            out.0.extend(before.map(|s| format!("{s}ek")));
        } else if let Some(stem) = cut(base, "o") {
            out.add(stem, "- a u em iem om ami ach");
            out.0.extend(change(stem, LOCATIVE));
        } else if let Some(stem) = cut(base, "e") {
            out.add(stem, "a u em om ami ach");
            out.0.extend(cut(base, "nie").map(|s| format!("{s}ń")));
        } else if let Some(stem) = cut(base, "ć") {
            out.add(stem, "ci cią cie ciom ciami ciach");
        } else if !base.ends_with(['y', 'i', 'ą', 'ę', 'u']) {
            out.add(base, CASES);
            out.0.extend(change(base, LOCATIVE));
            out.0.extend(change(base, PERSONS));
        }
    }

    pub(super) fn adjective(base: &str, out: &mut Out) {
        if let Some(stem) = cut(base, "y") {
            out.add(stem, "a e ego emu ej ych ym ymi ą");
            out.0.extend(change(stem, "n>ni w>wi r>rzy ł>li t>ci d>dzi m>mi c>cy sz>si"));
        } else if let Some(stem) = cut(base, "i").filter(|s| s.ends_with(['k', 'g'])) {
            out.add(stem, "a ie iego iemu iej ich im imi ą");
            out.0.extend(change(stem, "k>cy g>dzy"));
        }
    }

    /// Verbs in `-ać` whose present has `-e`: their present is written in the lexicon.
    const WITH_E: &str = "pisać kazać brać prać wiązać płakać skakać karać mazać rwać zwać stać słać dać spać lać jechać łamać kłamać kopać ssać chrapać lizać drapać rąbać sypać klaskać szeptać deptać mamrotać żebrać krajać drzemać kołysać orać gwizdać";
    /// Compounds of `bić`, `pić`, `żyć`, `kryć`, `myć`, `szyć` have `-je`.
    const WITH_JE: &str = "zabić wybić odbić pobić rozbić przebić wbić ubić dobić nabić bić pić wypić napić popić żyć przeżyć użyć zużyć nadużyć odżyć wyżyć spożyć dożyć kryć odkryć ukryć pokryć zakryć przykryć wykryć okryć myć umyć szyć uszyć gnić";

    pub(super) fn verb(base: &str, out: &mut Out) {
        let Some(stem) = cut(base, "ć") else { return };
        if let Some(root) = cut(stem, "ną") {
            let soft = change(root, "s>ś").unwrap_or_else(|| root.to_owned());
            out.add(root, "nął nęła nęło nęli nęły ną nięty nięta nięto nięte niętych");
            out.add(&soft, "nie niesz niemy");
        } else if let Some(root) = cut(stem, "ą") {
            out.add(root, "ął ęła ęło ęli ęły ęty ęta ęte ęto ętych ęcie ęcia");
            if let Some(root) = cut(root, "j") {
                let root = change(root, "pod>pode ob>obe od>ode zd>zde").unwrap_or_else(|| root.to_owned());
                out.add(&root, "jmie jmą jmując");
            }
        } else if let Some(root) = cut(stem, "e") {
            out.add(root, "ał ała ało eli ały iał iała");
        } else if let Some(root) = cut(stem, "i") {
            second(base, root, out);
        } else if let Some(root) = cut(stem, "y") {
            out.add(stem, "ł ła ło li ły łby łaby");
            if base.ends_with("być") {
                out.add(stem, "cie cia ty ta te to tych");
            } else if in_list(base, WITH_JE) {
                out.add(stem, "je ją jemy jąc ty ta te to tych cie cia");
            } else {
                out.add(root, "y ą ę ysz ymy ąc ony ona one ono onych onego oną eni enie enia");
            }
        } else if let Some(root) = cut(stem, "a") {
            first(base, root, out);
        } else {
            out.add(stem, "ł ła ło li ły ty ta to je ją");
        }
    }

    fn in_list(word: &str, list: &str) -> bool {
        list.split(' ').any(|w| w == word)
    }

    /// Verbs in `-ać`.
    fn first(base: &str, root: &str, out: &mut Out) {
        out.add(
            root,
            "ał ała ało ali ały ałem ałam aliśmy any ana ane ano ani anych anej anego aną anie ania",
        );
        if let Some(root) =
            ["dawać", "stawać", "znawać"].iter().find_map(|e| base.ends_with(e).then(|| cut(root, "aw"))?)
        {
            out.add(root, "aje ają ajemy ając");
            return;
        }
        let with_uje = base.ends_with("ować")
            || base.ends_with("iwać")
            || base.ends_with("ywać")
                && !["bywać", "żywać", "szywać", "grywać", "krywać", "pływać", "dzywać"]
                    .iter()
                    .any(|e| base.ends_with(e))
                && !in_list(base, "nazywać wzywać wyzywać pozywać przerywać porywać wyrywać zrywać odrywać");
        let with_e = WITH_E.split(' ').any(|w| base.ends_with(w))
            && !["dać", "lać", "stać", "brać"]
                .iter()
                .any(|w| base.ends_with(w) && base != *w && base.chars().count() > 5);
        if !with_uje && !with_e {
            out.add(root, "a ają am amy asz ając ający ająca ające ających ającym ającą ającej ającego");
        }
    }

    /// Verbs in `-ić`.
    fn second(base: &str, root: &str, out: &mut Out) {
        out.add(root, "ił iła iło ili iły iłby iłaby i isz imy");
        if in_list(base, WITH_JE) {
            out.add(root, "ije iją ijemy ity ita ito icie icia");
            return;
        }
        if root.ends_with(['o', 'a', 'u', 'e']) {
            out.add(root, "ją ję jąc jony jona jone jono jenie jenia");
            return;
        }
        let soft = if ["więz", "gałęz"].iter().any(|e| root.ends_with(e)) {
            None
        } else {
            change(root, "ść>szcz śc>szcz źdz>żdż s>sz dz>dz z>ż c>c l>l")
        };
        let soft = soft.unwrap_or_else(|| format!("{root}i"));
        out.add(
            &soft,
            "ą ę ąc ący ąca ące ących ony ona one ono onych onym onego onej oną eni enie enia eniem",
        );
    }
}

mod french {
    use super::{Out, cut};

    /// Verbs by the end of their infinitive, the longest first, with what takes its place.
    const VERBS: &str = "\
prendre:prend prends prenons prenez prennent prenait prenaient prenant prenne pris prise prises prit prirent
mettre:met mets mettait mettaient mettant mis mise mises mit mirent mette mettent
tenir:tient tiens tiennent tenait tenaient tenant tenu tenue tenus tenues tint tinrent tiendra tiendront tiendrait tienne
venir:vient viens viennent venait venaient venant venu venue venus venues vint vinrent viendra viendront viendrait vienne
cevoir:çoit çoivent cevait cevaient cevant çu çue çus çues çut çurent cevra cevront çoive
prévoir:prévoit prévoient prévoyait prévoyaient prévoyant prévu prévue prévus prévues prévoira
voir:voit vois voient voyait voyaient voyant vu vue vus vues verra verront verrait
connaître:connaît connais connaissent connaissait connaissaient connaissant connu connue connus connues connut connaîtra
paraître:paraît paraissent paraissait paraissaient paraissant paru parue parus parut paraîtra
indre:int ins ignent ignait ignaient ignant inte intes ints indra indront igne
ouvrir:ouvre ouvrent ouvrait ouvraient ouvrant ouvert ouverte ouverts ouvertes ouvrit
offrir:offre offrent offrait offraient offrant offert offerte offerts offertes offrit
souffrir:souffre souffrent souffrait souffraient souffrant souffert souffrit
quérir:quiert quièrent quérait quérant quis quise quises quit querra
courir:court courent courait couraient courant couru courue courut courra
battre:bat bats battent battait battaient battant battu battue battus battit
croire:croit croient croyait croyaient croyant cru crue crut croira
suivre:suit suivent suivait suivaient suivant suivi suivie suivis suivit suivra
vivre:vit vivent vivait vivaient vivant vécu vécue vécut vivra
crire:crit crivent crivait crivaient crivant crite crits crites crivit crivirent
dire:dit disent disait disaient disant dite dites dits dira diront dise
faire:fait font faisait faisaient faisant faite faites faits fit firent fera feront ferait fasse fassent
élire:élit élisent élisait élu élue élus élues élut
lire:lit lisent lisait lisaient lisant lu lue lus lut lira
clure:clut clue clues clus cluent cluait cluant clura
soudre:sout solvent solvait solu solue soudra
vaincre:vainc vainquent vainquait vaincu vaincue vainquit
rompre:rompt rompent rompait rompu rompue rompit
partir:part pars partent partait partaient partant
sortir:sort sors sortent sortait sortaient sortant
sentir:sent sens sentent sentait sentaient sentant
servir:sert sers servent servait servaient servant
dormir:dort dorment dormait dormant
valoir:vaut valent valait valant valu vaudra
ger:geait geaient geant geons geais gea geant
yer:ie ies ient iera ieront ierait
";

    pub(super) fn verb(base: &str, out: &mut Out) {
        let mut rules = VERBS.lines().filter_map(|l| l.split_once(':'));
        if let Some((stem, endings)) = rules.find_map(|(end, to)| Some((base.strip_suffix(end)?, to))) {
            out.add(stem, endings);
        }
    }

    pub(super) fn noun(base: &str, out: &mut Out) {
        let rules =
            [("ail", "aux"), ("teur", "trice trices"), ("eur", "euse euses"), ("c", "que ques che ches")];
        for (end, to) in rules {
            if let Some(stem) = cut(base, end) {
                out.add(stem, to);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(base: &str, kind: &str, lang: Lang, wanted: &str) {
        let all = forms(base, kind, lang);
        for form in wanted.split(' ') {
            assert!(all.iter().any(|f| f == form), "{base}: {form} not in {all:?}");
        }
    }

    #[test]
    fn polish_nouns_and_adjectives() {
        has("członek", "noun", Lang::PL, "członka członkowie członków");
        has("mieszkaniec", "noun", Lang::PL, "mieszkańca mieszkańcy mieszkańców");
        has("minister", "noun", Lang::PL, "ministra ministrem ministrowie");
        has("system", "noun", Lang::PL, "systemu systemem systemy");
        has("stopień", "noun", Lang::PL, "stopnia stopni stopniem");
        has("kampania", "noun", Lang::PL, "kampanii kampanię");
        has("turysta", "noun", Lang::PL, "turyści turystów turystę");
        has("finansowy", "adj", Lang::PL, "finansowa finansowi finansowych");
        has("wysoki", "adj", Lang::PL, "wysocy wysokiego");
    }

    #[test]
    fn polish_verbs() {
        has("wyjaśniać", "verb", Lang::PL, "wyjaśnia wyjaśniają wyjaśniał");
        has("donosić", "verb", Lang::PL, "donosi donoszą");
        has("umieścić", "verb", Lang::PL, "umieszczą umieszczono");
        has("zwiększyć", "verb", Lang::PL, "zwiększy zwiększą zwiększył");
        has("odkryć", "verb", Lang::PL, "odkryje odkryto odkrycie");
        has("osiągnąć", "verb", Lang::PL, "osiągnął osiągnie osiągnięto");
        has("objąć", "verb", Lang::PL, "objął obejmie objęto");
        has("nacisnąć", "verb", Lang::PL, "naciśnie");
        has("dbać", "verb", Lang::PL, "dba dbają dbał");
        has("wydawać", "verb", Lang::PL, "wydaje wydają");
        assert!(!forms("pisać", "verb", Lang::PL).contains(&"pisają".to_owned()));
    }

    #[test]
    fn french_forms() {
        has("comprendre", "verb", Lang::FR, "comprennent comprenaient compris");
        has("atteindre", "verb", Lang::FR, "atteignent atteindra");
        has("prévoir", "verb", Lang::FR, "prévoyait prévu");
        has("exiger", "verb", Lang::FR, "exigeait");
        has("travail", "noun", Lang::FR, "travaux");
        has("acteur", "noun", Lang::FR, "actrice");
    }

    #[test]
    fn the_inflected_word_of_a_reflexive() {
        assert_eq!(core("cieszyć się", Lang::PL), "cieszyć");
        assert_eq!(core("s'inscrire", Lang::FR), "inscrire");
        assert_eq!(core("se rendre", Lang::FR), "rendre");
        assert_eq!(core("get up", Lang::EN), "get up");
    }
}
