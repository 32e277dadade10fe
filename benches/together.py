#!/usr/bin/env python3
"""Do four languages together beat the same pairs alone? Strict F1 of the pairs of a four-language set, aligned both ways.

    benches/together.py BIN SET... [--single]     SET: a folder with jobs.tsv and gold.tsv, such as ../shared/bench/align/data/nway/ntrex/hard
                                                  --single: every job its own call, with nothing to learn from
"""
import csv, itertools, os, subprocess, sys, tempfile

def rows(path):
    with open(path, encoding='utf-8') as f:
        yield from csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE)

def write_jobs(path, langs, jobs):
    with open(path, 'w', encoding='utf-8') as f:
        print('id', *langs, sep='\t', file=f)
        for name, files in jobs:
            print(name, *(files.get(lang, '') for lang in langs), sep='\t', file=f)

def beads(binary, langs, jobs):
    with tempfile.TemporaryDirectory() as folder:
        write_jobs(f'{folder}/jobs.tsv', langs, jobs)
        subprocess.run([binary, 'align', '--lines', '--jobs', f'{folder}/jobs.tsv', '-o', f'{folder}/out'], check=True, stderr=subprocess.DEVNULL)
        for name in os.listdir(f'{folder}/out'):
            for r in rows(f'{folder}/out/{name}'):
                if r['source'] and r['target']:
                    yield name.removesuffix('.beads.tsv').split('@')[0], r['source_lang'], r['target_lang'], r['source'], r['target']

def calls(binary, langs, jobs, single):
    for group in [[j] for j in jobs] if single else [jobs]:
        yield from beads(binary, langs, group)

def f1(found, gold, pair):
    found, gold = ({b for b in s if b[1:3] == pair} for s in (found, gold))
    return 2 * len(found & gold) / max(1, len(found) + len(gold))

def main():
    single = '--single' in sys.argv
    binary, *sets = [a for a in sys.argv[1:] if a != '--single']
    for folder in sets:
        table = list(rows(f'{folder}/jobs.tsv'))
        langs = [k for k in table[0] if k != 'id']
        jobs = [(r['id'], {l: os.path.abspath(os.path.join(folder, r[l])) for l in langs if r[l]}) for r in table]
        gold = {(r['id'], r['source_lang'], r['target_lang'], r['source'], r['target']) for r in rows(f'{folder}/gold.tsv') if r['source'] and r['target']}
        together = set(calls(binary, langs, jobs, single))
        alone = set()
        for a, b in itertools.combinations(langs, 2):
            alone |= set(calls(binary, langs, [(f'{name}@{a}-{b}', {a: files[a], b: files[b]}) for name, files in jobs if a in files and b in files], single))
        print('/'.join(folder.rstrip('/').split('/')[-3:]))
        for pair in itertools.combinations(langs, 2):
            t, s = f1(together, gold, pair), f1(alone, gold, pair)
            print(f'  {"-".join(pair)}  together {t:.4f}  alone {s:.4f}  {t - s:+.4f}')

main()
