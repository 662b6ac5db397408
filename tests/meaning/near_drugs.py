#!/usr/bin/env python3
"""near_drugs.py - drug names of one word that a misprint could turn into
another drug.

usage: near_drugs.py drugs.tsv

Prints "DISTANCE NAME NAME" for each two names with different ingredients at a
Damerau-Levenshtein distance of 1 or 2. Correcting a misspelling must never
lead from one of them to the other.
"""
import collections
import itertools
import sys


def distance(a, b):
    """With transpositions of neighbours, each character edited once."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1,
                       rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def shortened(name):
    """NAME without up to two of its characters: near names share one."""
    for count in range(3):
        for kept in itertools.combinations(name, max(len(name) - count, 0)):
            yield ''.join(kept)


def main():
    drugs = {}
    for line in open(sys.argv[1], encoding='utf-8'):
        columns = line.rstrip('\n').split('\t')
        if len(columns) == 5 and not line.startswith('#') \
                and columns[0].isalpha() and columns[1] != '-':
            drugs[columns[0].lower()] = columns[1]
    sharing = collections.defaultdict(set)
    for name in drugs:
        for short in shortened(name):
            sharing[short].add(name)
    pairs = set()
    for names in sharing.values():
        pairs.update(itertools.combinations(sorted(names), 2))
    for a, b in sorted(pairs):
        if drugs[a] != drugs[b] and distance(a, b) <= 2:
            print(distance(a, b), a, b)


main()
