"""OmegaT without a window: memories in, translated lines out."""
import os
import subprocess

JAR = os.environ.get("OMEGAT_JAR", "/usr/share/omegat/OmegaT.jar")
JAVA = ["java", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8"]

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>{}</source_lang><target_lang>{}</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags><external_command></external_command></project></omegat>
"""


def translate(folder, source, target, texts, memories):
    """Translates `texts` (name -> lines) by the files `memories` alone; what has no 100 % match stays as it is."""
    project = os.path.join(folder, "project")
    for part in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
        os.makedirs(os.path.join(project, part))
    with open(os.path.join(project, "omegat.project"), "w", encoding="utf-8") as file:
        file.write(PROJECT.format(source.upper(), target.upper()))
    for n, (name, lines) in enumerate(texts.items()):
        with open(os.path.join(project, "source", f"{n}.utf8"), "w", encoding="utf-8") as file:
            file.write("".join(line + "\n\n" for line in lines))
    for n, memory in enumerate(memories):
        os.symlink(os.path.abspath(memory), os.path.join(project, "tm/auto", f"{n}.tmx"))
    run = JAVA + [f"-Duser.home={folder}", "-jar", JAR, project, "--mode=console-translate"]
    run += [f"--config-dir={folder}/settings", "--no-team", "--disable-project-locking"]
    done = subprocess.run(run, capture_output=True, text=True, errors="replace", timeout=300)
    out = {}
    for n, name in enumerate(texts):
        path = os.path.join(project, "target", f"{n}.utf8")
        if done.returncode or not os.path.exists(path):
            raise RuntimeError(f"OmegaT ended with {done.returncode}: {(done.stdout + done.stderr)[-300:]}")
        with open(path, encoding="utf-8-sig") as file:
            out[name] = [line for line in file.read().split("\n") if line.strip()]
    return out


def glossary_entries(folder, jobs):
    """How many entries OmegaT finds in each (source, target, file)."""
    here = os.path.dirname(os.path.abspath(__file__))
    compile = ["javac", "-nowarn", "-encoding", "UTF-8", "-cp", JAR, "-d", folder]
    subprocess.run(compile + [os.path.join(here, "ReadGlossary.java")], check=True, capture_output=True)
    run = JAVA + [f"-Duser.home={folder}", "-cp", JAR + os.pathsep + folder, "ReadGlossary"]
    run += [part for source, target, file in jobs for part in (source.upper(), target.upper(), file)]
    done = subprocess.run(run, capture_output=True, text=True, timeout=300)
    numbers = [int(line) for line in done.stdout.split("\n") if line.isdigit()]
    if len(numbers) != len(jobs):
        raise RuntimeError(f"OmegaT stopped at a glossary: {done.stderr[-300:]}")
    return numbers
