"""Text as mail programs and converters write it: a paragraph a line, with empty lines or without, wrapped, indented; and
with its lines cut off at a column, whatever stands there."""
from as_text import is_whole, quote, text
from trust import ANYTHING, Case, RIGHT, WARNED

LAYOUTS = {
    "long": {},
    "long-close": {"between": "\n"},
    "long-apart": {"between": "\n\n\n"},
    "long-indented": {"before": "    "},
    "wrapped-72": {"width": 72},
    "wrapped-72-close": {"width": 72, "between": "\n"},
    "wrapped-100": {"width": 100},
    "wrapped-60-indented": {"width": 60, "before": "     "},
}


# Width of the lines, 0 for a paragraph a line, and the column behind which they are lost.
CUTS = ((0, 80), (72, 60), (80, 78), (132, 120))

LEAST_CUT = 6  # fewer lines may end alike by chance


def cut(plain, column):
    return "".join(line[:column] + "\n" for line in plain.splitlines())


def cases(letter):
    if not is_whole(letter.gold):
        return
    for name, layout in LAYOUTS.items():
        plain = text(letter.gold, **layout)
        made = {name: plain}
        if name in ("long", "wrapped-72"):
            made[f"{name}-double-spaced"] = plain.replace("\n", "\n\n")
            made[f"{name}-two-spaces"] = plain.replace(". ", ".  ")
            made[f"{name}-quoted"] = quote(plain)
            made[f"{name}-quoted-twice"] = "On Monday, A. Clerk wrote:\n" + quote(plain, ">> ")
        for case, content in made.items():
            # Behind words of a sender's own a quoted letter may pass for a quotation.
            allowed = ANYTHING if case.endswith("quoted-twice") else frozenset({RIGHT, WARNED})
            yield Case(case, ".txt", lambda path, content=content: path.write_text(content, encoding="utf-8"), allowed)
    for width, column in CUTS:
        content = cut(text(letter.gold, width=width), column)
        if sum(len(line) == column for line in content.splitlines()) >= LEAST_CUT:
            yield Case(f"cut-{width}-{column}", ".txt",
                       lambda path, content=content: path.write_text(content, encoding="utf-8"), frozenset({WARNED}))
