#!/usr/bin/env python3
"""compare.py - records against the expected ones of make-letters.

usage: compare.py [--similarity F] [--null-allowed] GOLD RECORDS

Both hold one JSON object a line. Records belong to the gold rows of the same
file in their order; a record of a file that the gold does not name, or a gold
row without a record, is a difference. White space is folded. Only what a gold
row holds is compared. --similarity F lets a free text differ (OCR);
--null-allowed lets a value be null where the record says so in its warnings,
and prints which.
Prints the differences; exit 1 if there are any.
"""
import argparse
import difflib
import json
import sys
from collections import defaultdict

CASE = {"case_number", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "application_received",
        "priority", "employee_name", "claim_number"}
TEXTS = {"text", "heading", "treatment", "original_request", "authorized", "claims_administrator_guideline",
         "reviewer_guideline", "rationale"}


def fold(value):
    return " ".join(value.split()) if isinstance(value, str) else value


def distance(truth, read):
    """Levenshtein's, of strings or lists, by Myers' bit vectors (Hyyrö 2003)."""
    if not truth:
        return len(read)
    masks = {}
    for i, symbol in enumerate(truth):
        masks[symbol] = masks.get(symbol, 0) | 1 << i
    ones = (1 << len(truth)) - 1
    last = 1 << len(truth) - 1
    up, down, score = ones, 0, len(truth)
    for symbol in read:
        same = masks.get(symbol, 0)
        flat = (((same & up) + up) ^ up) | same | down
        plus = down | ~(flat | up) & ones
        minus = up & flat
        score += bool(plus & last) - bool(minus & last)
        plus, minus = (plus << 1 | 1) & ones, minus << 1 & ones
        up = (minus | ~(flat | plus)) & ones
        down = plus & flat
    return score


def record_view(record):
    """The record in the gold's flat shape."""
    return {**record, **record["case"], "page_count": record["source"]["page_count"]}


def values(gold, got, path=""):
    """Yields (JSON Pointer in the record, wanted, got) for each value of gold."""
    if isinstance(gold, dict):
        for key, wanted in gold.items():
            below = got.get(key) if isinstance(got, dict) else None
            yield from values(wanted, below, f"{path}/case/{key}" if key in CASE else f"{path}/{key}")
    elif isinstance(gold, list) and gold and isinstance(gold[0], dict):
        yield f"{path}/length", len(gold), len(got or [])
        for i, (wanted, below) in enumerate(zip(gold, got or [])):
            yield from values(wanted, below, f"{path}/{i}")
    else:
        yield path, gold, got


def is_close(wanted, got, similarity):
    return difflib.SequenceMatcher(None, wanted, got, autojunk=False).ratio() >= similarity


def differences(gold, record, arguments):
    warned = {w["path"] for w in record["warnings"]}
    for path, wanted, got in values({k: v for k, v in gold.items() if k != "source"}, record_view(record)):
        wanted, got = fold(wanted), fold(got)
        if isinstance(wanted, list):
            wanted, got = [fold(x) for x in wanted], got and [fold(x) for x in got]
        if wanted == got:
            continue
        if got is None and arguments.null_allowed and path in warned:
            print(f"{gold['source']}: {path} withheld")
            continue
        is_text = path.rsplit("/", 1)[-1] in TEXTS and isinstance(wanted, str) and isinstance(got, str)
        if is_text and arguments.similarity < 1 and is_close(wanted, got, arguments.similarity):
            continue
        yield path, wanted, got


def read_lines(path, key):
    rows = defaultdict(list)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows[key(row)].append(row)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("records")
    parser.add_argument("--similarity", type=float, default=1.0)
    parser.add_argument("--null-allowed", action="store_true")
    arguments = parser.parse_args()
    golds = read_lines(arguments.gold, lambda row: row["source"])
    records = read_lines(arguments.records, lambda row: row["source"]["file_name"])
    count = 0
    for source in sorted(golds.keys() | records.keys()):
        wanted, got = golds[source], records[source]
        if len(wanted) != len(got):
            count += 1
            print(f"{source}: {len(wanted)} records wanted, {len(got)} got")
        for gold, record in zip(wanted, got):
            for path, value, other in differences(gold, record, arguments):
                count += 1
                print(f"{source}: {path}\n  wanted {value!r}\n  got    {other!r}")
    print(f"{sum(map(len, golds.values()))} letters, {count} differences")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
