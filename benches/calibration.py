#!/usr/bin/env python3
"""Do scores mean what they say? Of beads that songngu gives a score, how many are right (strict: exactly a gold bead).

    benches/calibration.py BIN SET...     SET: a folder with jobs.tsv and gold.tsv, such as ../shared/bench/align/data/pairs/ntrex/hard
"""
import csv, os, subprocess, sys, tempfile

EDGES = [0, .3, .5, .7, .8, .9, .95, .99, 1.01]

def beads(path, key):
    with open(path, encoding='utf-8') as f:
        for row in csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE):
            yield (key or row['id'], row['source_lang'], row['target_lang'], row['source'], row['target']), row.get('score')

def main():
    binary, sets = sys.argv[1], sys.argv[2:]
    count = [[0, 0.0, 0] for _ in EDGES]
    for folder in sets:
        gold = {b for b, _ in beads(f'{folder}/gold.tsv', None)}
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([binary, 'align', '--lines', '--jobs', f'{folder}/jobs.tsv', '-o', out], check=True, stderr=subprocess.DEVNULL)
            for name in sorted(os.listdir(out)):
                for bead, score in beads(f'{out}/{name}', name.removesuffix('.beads.tsv')):
                    if bead[3] and bead[4]:
                        score = float(score)
                        k = max(k for k, edge in enumerate(EDGES) if edge <= score)
                        count[k][0] += 1; count[k][1] += score; count[k][2] += bead in gold
    print('score        beads   mean score   right')
    for k, (n, total, right) in enumerate(count):
        if n: print(f'{EDGES[k]:.2f}-{min(EDGES[k + 1], 1):.2f}  {n:7}   {total / n:10.3f}   {right / n:.3f}')
    n = sum(c[0] for c in count)
    print(f'expected calibration error {sum(abs(c[1] - c[2]) for c in count) / n:.4f} over {n} beads')

main()
