"""Text as mail programs and converters write it: a paragraph a line, with empty lines or without, wrapped, indented."""
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
