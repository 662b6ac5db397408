"""Headings that end in other words than Upheld or Overturned: the decision is null, and the heading without them."""
import re

from trust import WARNED, Case
from typed import is_heading, lines_of, paginate, write_pdf, write_text

WORDS = ("Partially Overturned", "Not Upheld", "Upheld in part", "Overturned in part", "Partially Upheld", "Modified",
         "Modify", "Withdrawn", "Dismissed", "Upheld/Overturned", "Non-certified", "Uphelt", "Overtuned",
         "Upheld with modification", "Denied", "Pending", "Upheld, as to two", "UPHELD IN PART", "Overturned*",
         "Overturned; remainder Upheld")


def reword(lines, words):
    at = max(index for index, line in enumerate(lines) if is_heading(line))
    return lines[:at] + [re.sub(r"(Upheld|Overturned)$", words, lines[at])] + lines[at + 1 :]


def cases(letter):
    lines = lines_of(letter)
    if letter.gold.get("format", "final_determination") != "final_determination" or not any(map(is_heading, lines)):
        return
    truth = {f"/issues/{len(letter.gold['issues']) - 1}/decision": None, "/outcome": None}
    for number, words in enumerate(WORDS):
        changed = reword(lines, words)
        yield Case(f"words-{number}-text", ".txt", lambda path, changed=changed: write_text(path, changed),
                   frozenset({WARNED}), truth)
        if letter.name.endswith("long-headings"):
            continue  # whose pages break a heading, and typed pages another
        yield Case(f"words-{number}-pdf", ".pdf", lambda path, changed=changed: write_pdf(path, paginate(changed)),
                   frozenset({WARNED}), truth)
