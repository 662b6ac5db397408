"""Pages lost, doubled and out of order: a list of the pages that the file has, each from 1.

Pages that hold whole issues, and nothing else, are lost without a trace in the text: no file is made of that.
"""
import subprocess

import pikepdf
from trust import ANYTHING, RIGHT, WARNED, Case, save_scan


def take_pages(letter, order):
    def make(path):
        with pikepdf.open(letter.pdf) as source, pikepdf.new() as target:
            for number in order:
                target.pages.append(source.pages[number - 1])
            target.save(path)

    return make


def scan_pages(letter, order):
    return lambda path: save_scan([letter.page_image(number).convert("L") for number in order], path)


def orders(count):
    """(name, pages, all of them are there)"""
    whole = list(range(1, count + 1))
    yield "reversed", whole[::-1], True
    for i in whole:
        yield f"twice-{i}", whole[:i] + [i] + whole[i:], True
        yield f"without-{i}", [n for n in whole if n != i], False
    for i in whole[:-1]:
        yield f"swapped-{i}", whole[: i - 1] + [i + 1, i] + whole[i + 1 :], True
    if count > 2:
        for i in whole:
            yield f"alone-{i}", [i], False
    yield "each-twice", [n for n in whole for _ in range(2)], True
    yield "all-twice", whole * 2, True


def begins_issue(letter, number):
    """The page begins with an issue's heading; so does what follows the last page, and a page without text."""
    if number > letter.pages:
        return True
    told = subprocess.run(["pdftotext", "-f", str(number), "-l", str(number), letter.pdf, "-"], stdout=subprocess.PIPE,
                          check=True, text=True).stdout
    text = " ".join(told.split())
    return not text or any(text.startswith(" ".join(issue["heading"].split())[:20]) for issue in letter.gold["issues"])


def leaves_trace(letter, order):
    lost = [n for n in range(1, letter.pages + 1) if n not in order]
    edges = [n for n in lost if n - 1 not in lost] + [n + 1 for n in lost if n + 1 not in lost]
    return not all(begins_issue(letter, n) for n in edges)


def cases(letter):
    if letter.pages < 2:
        return
    for name, order, complete in orders(letter.pages):
        if not complete and not leaves_trace(letter, order):
            continue
        # What follows the first page may have nothing of the form; without it a
        # letter's outcome can be proven, without another page only partly.
        allowed = frozenset({RIGHT, WARNED}) if complete else ANYTHING
        truth = {"/outcome": None} if not complete and 1 in order else {}
        records = (1, 2) if name.endswith("twice") else (1,)
        for way, take, suffix in (("text", take_pages, ".pdf"), ("scan", scan_pages, ".tif")):
            yield Case(f"{name}-{way}", suffix, take(letter, order), allowed, truth, records)
