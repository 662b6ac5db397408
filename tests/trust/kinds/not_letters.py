"""Documents of other kinds that speak of a letter, quote it, or have it attached: text and PDF."""
import textwrap

import pikepdf
from other_texts import FIXED, QUOTING
from trust import REJECTED, RIGHT, WARNED, Case
from typed import is_heading, lines_of, paginate, write_pdf, write_text


def body(lines):
    """From the first section's heading on."""
    first = [index for index, line in enumerate(lines) if "DETERMINATION WAS MADE" in line or "DECISION AND" in line
             or "AT DISPUTE" in line]
    return lines[first[0] :] if first else lines


def last_issue(lines):
    """A heading with its decision and what stands below it."""
    headings = [index for index, line in enumerate(lines) if is_heading(line)]
    return lines[headings[-1] :] if headings else body(lines)


def indent(lines):
    """As narrow as quotations are set."""
    return [" " * 10 + part for line in lines for part in (textwrap.wrap(line, 78) or [""])]


def in_quotation_marks(lines):
    filled = [index for index, line in enumerate(lines) if line]
    marked = list(lines)
    for index in filled:
        if index == 0 or not lines[index - 1]:
            marked[index] = '"' + lines[index].strip()
    return marked[: filled[-1]] + [marked[filled[-1]] + '"']


QUOTES = {
    "issue": lambda lines: indent(last_issue(lines)),
    "issue-level": last_issue,
    "body": lambda lines: indent(body(lines)),
    "body-level": body,
    "body-marked": lambda lines: in_quotation_marks(body(lines)),
    "whole": indent,
    "whole-level": lambda lines: lines,
}


def fill(text, letter, quote):
    lines = text.replace("{date}", "the administrative director").split("\n")
    at = lines.index("{quote}")
    return lines[:at] + quote(lines_of(letter)) + lines[at + 1 :]


def attach(text, letter, path):
    """The letter itself, as an exhibit behind a brief that quotes nothing of it."""
    lines = text.replace("{quote}", "").split("\n")
    write_pdf(path, paginate(lines) + [[""] * 20 + [" " * 50 + "EXHIBIT A"]])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf, pikepdf.open(letter.pdf) as exhibit:
        pdf.pages.extend(exhibit.pages)
        pdf.save(path)


def cases(letter):
    rejected = frozenset({REJECTED})
    for name, kind, text in QUOTING:
        for way, quote in QUOTES.items():
            yield Case(f"{name}-{way}-text", ".txt",
                       lambda path, text=text, quote=quote: write_text(path, fill(text, letter, quote)), rejected,
                       message=rf"\[({kind})\]")
            yield Case(f"{name}-{way}-pdf", ".pdf",
                       lambda path, text=text, quote=quote: write_pdf(path, paginate(fill(text, letter, quote))),
                       rejected, message=rf"\[({kind})\]")
        if name in ("petition", "trial-brief"):
            yield Case(f"{name}-exhibit", ".pdf", lambda path, text=text: attach(text, letter, path),
                       frozenset({RIGHT, WARNED}))
    if letter.name.endswith("plain"):
        for name, kind, text in FIXED:
            yield Case(f"{name}-text", ".txt", lambda path, text=text: write_text(path, text.split("\n")), rejected,
                       message=rf"\[({kind})\]")
            yield Case(f"{name}-pdf", ".pdf", lambda path, text=text: write_pdf(path, paginate(text.split("\n"))),
                       rejected, message=rf"\[({kind})\]")
