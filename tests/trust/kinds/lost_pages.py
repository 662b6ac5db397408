"""Pages lost: one, or all but one.

Pages that hold whole issues, and nothing else, are lost without a trace in the text: no file is made of that.
"""
import subprocess

from kinds.page_order import scan_pages, take_pages
from trust import ANYTHING, Case


def orders(count):
    """(name, the pages that are left)"""
    whole = list(range(1, count + 1))
    for i in whole:
        yield f"without-{i}", [n for n in whole if n != i]
    if count > 2:
        for i in whole:
            yield f"alone-{i}", [i]


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
    for name, order in orders(letter.pages):
        if not leaves_trace(letter, order):
            continue
        # What follows the first page may have nothing of the form; without it a
        # letter's outcome can be proven, without another page only partly.
        truth = {"/outcome": None} if 1 in order else {}
        for way, take, suffix in (("text", take_pages, ".pdf"), ("scan", scan_pages, ".tif")):
            yield Case(f"{name}-{way}", suffix, take(letter, order), ANYTHING, truth)
