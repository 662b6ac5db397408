"""Several ages and people in a summary's opening, and ages that no worker has."""
import re

from trust import ANY, RIGHT, WARNED, Case
from typed import lines_of, write_text

AGE = re.compile(r"\b\d\d[ -]year[ -]old\b")
OPENINGS = {  # what stands for the age: the age that is right beside null
    "then-and-now": ("{then} year old at the time of injury, now a {now}-year-old", "now"),
    "when-hurt": ("{then}-year-old when injured and now {now} years old,", "now"),
    "child": ("{now}-year-old with a 12-year-old son,", "now"),
    "333": ("333 year old", None),
    "150": ("150-year-old", None),
    "0": ("0 year old", None),
    "5": ("5 year-old", None),
    "1000": ("1000 year old", None),
}


def cases(letter):
    lines, age = lines_of(letter), letter.gold["summary"]["age"]
    at = next((index for index, line in enumerate(lines) if AGE.search(line)), None)
    if at is None or age is None:
        return
    for name, (opening, right) in OPENINGS.items():
        changed = list(lines)
        changed[at] = AGE.sub(opening.format(then=age - 2, now=age), changed[at], count=1)
        truth = {"/summary/text": ANY, "/summary/age": age if right else None}
        yield Case(name, ".txt", lambda path, changed=changed: write_text(path, changed), frozenset({RIGHT, WARNED}),
                   truth)
