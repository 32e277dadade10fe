"""check.py SONGNGU FOLDER: runs `songngu align` on the examples and lets real programs read what it wrote.

A line a check, FAIL lines with the reason; exit 1 when there are any. The schemas are those that OmegaT ships, and
grammars of our own for TBX v3."""
import glob
import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as xml

import omegat

HERE = os.path.dirname(os.path.abspath(__file__))
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
passed = failed = 0


def report(good, what, why=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(("PASS " if good else "FAIL ") + what + ("" if good else f": {why}"), flush=True)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, errors="replace")


def valid(what, *command):
    done = run(*command)
    errors = [line for line in (done.stdout + done.stderr).split("\n") if "error" in line]
    report(done.returncode == 0, what, errors[0][-200:] if errors else f"exit {done.returncode}")


def base(lang):
    return re.split("[-_]", lang)[0].lower()


def units(path):
    """Per unit, (language, text) of each variant."""
    def text(variant):
        return "".join(variant.find("seg").itertext()).strip()
    tus = xml.parse(path).getroot().iter("tu")
    return [[(tuv.get(LANG), text(tuv)) for tuv in tu.iter("tuv")] for tu in tus]


def targets(path, source, target):
    """What may stand for each source text."""
    out = {}
    for unit in units(path):
        for text in (t for lang, t in unit if base(lang) == source):
            out.setdefault(text, set()).update(t for lang, t in unit if base(lang) == target)
    return out


def sentences(rows):
    """The sentences of an article in every language, in reading order, as they go into a memory."""
    out = {}
    with open(rows, encoding="utf-8") as file:
        for row in map(json.loads, file):
            for cell in row["cells"]:
                for sentence in cell["sentences"]:
                    # Protected spaces, which French is full of, stay.
                    text = unicodedata.normalize("NFC", re.sub("[ \\t\\n\\r]+", " ", sentence["text"]))
                    out.setdefault(cell["lang"], []).append((sentence["index"], text))
    return {lang: [text for _, text in sorted(all)] for lang, all in out.items()}


def align(binary, source, out):
    """What the program promises: set -> pair -> number of 100 % matches."""
    done = run(binary, "align", source, "-o", out)
    if done.returncode > 1:
        raise SystemExit(f"songngu align {source} failed: {done.stderr[-500:]}")
    promised, name = {}, None
    for line in done.stderr.split("\n"):
        if head := re.match(r"(\S.*): .* sentences$", line):
            name = head[1]
        elif "match at 100 %:" in line:
            pairs = line.split("100 %:")[1].split(",")
            promised[name] = {p.split()[0]: int(p.split()[1]) for p in pairs}
    return promised


def check_schemas(folder, schemas):
    for path in sorted(glob.glob(os.path.join(folder, "*.tmx"))):
        name = os.path.basename(path)
        lint = ("xmllint", "--noout", "--nonet")
        valid(f"TMX DTD {name}", *lint, "--dtdvalid", os.path.join(schemas, "tmx14.dtd"), path)
        valid(f"TMX XSD {name}", *lint, "--schema", os.path.join(schemas, "tmx14.xsd"), path)
        count = len(units(path))
        code = "my $n = 0; XML::TMX::Reader->new($ARGV[0])->for_tu(sub { $n++ }); print $n"
        read = run("perl", "-MXML::TMX::Reader", "-e", code, path).stdout.strip()
        report(read == str(count), f"XML::TMX {name}: {count} units", f"it reads {read}")
        check_toolkit(path, count)


def check_toolkit(path, count):
    from translate.storage import tmx
    langs = sorted({lang for unit in units(path) for lang, _ in unit})
    for source in langs:
        target = next(lang for lang in langs if lang != source)
        with open(path, "rb") as file:
            read = tmx.tmxfile(file, sourcelanguage=source, targetlanguage=target)
        what = f"translate-toolkit {os.path.basename(path)} {source}: {count} units"
        report(len(read.units) == count, what, f"it reads {len(read.units)}")


def check_matches(folder, work, promised):
    """OmegaT finds as many 100 % matches in each article as the program has promised."""
    articles = {name: sentences(os.path.join(folder, f"{name}.rows.jsonl")) for name in promised}
    for pair in sorted({pair for counts in promised.values() for pair in counts}):
        source, target = pair.split("-")
        names = [name for name in promised if pair in promised[name]]
        texts = {name: articles[name][source] for name in names}
        memories = {name: os.path.join(folder, f"{name}.{pair}.tmx") for name in names}
        got = omegat.translate(os.path.join(work, pair), source, target, texts, memories.values())
        for name in names:
            accepted = targets(memories[name], source, target)
            both = list(zip(texts[name], got[name]))
            hits = sum(line.strip() in accepted.get(text, ()) for text, line in both)
            whole = len(both) == len(texts[name]) == len(got[name])
            want = promised[name][pair]
            what = f"OmegaT {name} {pair}: {want} matches of 100 % in {len(texts[name])} sentences"
            report(whole and hits == want, what, f"{hits} matches, {len(got[name])} lines")


def check_multilingual(folder, work):
    """OmegaT finds every unit of the multilingual memories."""
    langs = ["vi", "en", "fr", "pl"]
    memories = [p for p in sorted(glob.glob(os.path.join(folder, "*.tmx"))) if not re.search(r"\.\w+-\w+\.tmx$", p)]
    for source, target in zip(langs, langs[1:] + langs[:1]):
        accepted = {path: targets(path, source, target) for path in memories}
        texts = {path: [s for s, t in all.items() if t and s] for path, all in accepted.items()}
        got = omegat.translate(os.path.join(work, f"all-{source}"), source, target, texts, memories)
        everything = {}
        for all in accepted.values():
            for text, translations in all.items():
                everything.setdefault(text, set()).update(translations)
        for path in memories:
            hits = sum(line.strip() in everything[text] for text, line in zip(texts[path], got[path]))
            what = f"OmegaT {os.path.basename(path)} {source}-{target}: {len(texts[path])} units"
            report(hits == len(texts[path]), what, f"it matches {hits}")


def check_tbx(path, schemas):
    name = os.path.basename(path)
    if xml.parse(path).getroot().tag == "martif":
        valid(f"TBX v2 XSD {name}", "xmllint", "--noout", "--nonet", "--schema", os.path.join(schemas, "tbx.xsd"), path)
        from translate.storage import tbx
        read = tbx.tbxfile.parsefile(path).units
        report(len(read) > 0, f"translate-toolkit {name}: {len(read)} units", "no unit")
        return
    style = xml.parse(path).getroot().get("style")
    valid(f"TBX v3 {style} {name}", "jing", "-c", os.path.join(HERE, f"tbx-v3-{style}.rnc"), path)


def check_glossaries(folder, work, schemas):
    for path in sorted(glob.glob(os.path.join(folder, "glossary*.tbx"))):
        check_tbx(path, schemas)
    jobs, wanted = [], []
    for path in sorted(glob.glob(os.path.join(folder, "glossary.*.utf8"))):
        source, target = re.search(r"glossary\.(\w+)-(\w+)\.utf8$", path).groups()
        with open(path, encoding="utf-8") as file:
            wanted.append(sum(not line.startswith("#") for line in file))
        jobs.append((source, target, path))
    martif = [p for p in glob.glob(os.path.join(folder, "glossary*.tbx")) if p.endswith(".v2.tbx")]
    jobs += [(a, b, p) for p in martif for a, b in (("en", "vi"), ("vi", "en"), ("fr", "pl"), ("pl", "vi"))]
    for (source, target, path), want, read in zip(jobs, wanted + [None] * len(jobs), omegat.glossary_entries(work, jobs)):
        what = f"OmegaT glossary {os.path.basename(path)} {source}-{target}: {read} entries"
        report(read == want if want is not None else read > 0, what, f"there are {want}")
    from translate.storage import utx
    for path in sorted(glob.glob(os.path.join(folder, "glossary*.utx"))):
        read = utx.UtxFile.parsefile(path).units
        report(len(read) > 0, f"translate-toolkit {os.path.basename(path)}: {len(read)} units", "no unit")


def convert(binary, glossary, folder):
    """Every glossary format from one table."""
    os.makedirs(folder)
    endings = ["tbx", "v2.tbx", "dct.tbx", "en-vi.utf8", "pl-fr.utf8", "en-vi.utx", "xlsx", "ttl", "multiterm.xml", "memoq.csv", "csv"]
    for ending in endings:
        out = os.path.join(folder, f"glossary.{ending}")
        done = run(binary, "glossary", "convert", glossary, "-o", out)
        report(done.returncode == 0, f"glossary convert to {ending}", done.stderr[-300:])


def check_other_formats(folder, rows):
    """Spreadsheet, SKOS and MultiTerm files open in the libraries of Python."""
    import openpyxl
    import rdflib
    sheet = openpyxl.load_workbook(os.path.join(folder, "glossary.xlsx")).active
    report(sheet.max_row == rows, f"openpyxl glossary.xlsx: {sheet.max_row} rows", f"there are {rows}")
    skos = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
    graph = rdflib.Graph().parse(os.path.join(folder, "glossary.ttl"), format="turtle")
    concepts = set(graph.subjects(rdflib.RDF.type, skos.Concept))
    report(len(concepts) > 0, f"rdflib glossary.ttl: {len(concepts)} concepts", "none")
    twice = [
        concept
        for concept in concepts
        for langs in [[label.language for label in graph.objects(concept, skos.prefLabel)]]
        if len(langs) != len(set(langs))
    ]
    report(not twice, "SKOS: one preferred label a language", str(twice[:3]))
    root = xml.parse(os.path.join(folder, "glossary.multiterm.xml")).getroot()
    report(len(root) == len(concepts), f"MultiTerm XML: {len(root)} concepts", f"there are {len(concepts)}")


def main():
    binary, work = sys.argv[1:]
    schemas = os.path.join(work, "schemas")
    run("unzip", "-q", "-j", omegat.JAR, "schemas/*", "-d", schemas)
    for examples in ("articles", "comparable"):
        folder = os.path.join(work, f"align-{examples}")
        promised = align(binary, os.path.join("examples", examples), folder)
        os.makedirs(os.path.join(work, f"omegat-{examples}"))
        check_schemas(folder, schemas)
        if promised:
            check_matches(folder, os.path.join(work, f"omegat-{examples}"), promised)
            check_multilingual(folder, os.path.join(work, f"omegat-{examples}"))
        check_glossaries(folder, os.path.join(work, f"omegat-{examples}"), schemas)
    tables = {"own": os.path.join(HERE, "terms.tsv"), "found": os.path.join(work, "align-articles", "glossary.tsv")}
    for name, table in tables.items():
        folder = os.path.join(work, f"convert-{name}")
        convert(binary, table, folder)
        os.makedirs(os.path.join(work, f"omegat-{name}"))
        check_glossaries(folder, os.path.join(work, f"omegat-{name}"), schemas)
        with open(table, encoding="utf-8") as file:
            check_other_formats(folder, sum(1 for _ in file))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
