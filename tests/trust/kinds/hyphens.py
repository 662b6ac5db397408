"""Words with a typed hyphen, broken behind it at a line's end, and words that the line broke."""
from trust import RIGHT, WARNED, Case
from typed import is_heading, lines_of, write_text

KEPT = ("pre-operative", "post-operative", "non-diagnostic", "neuro-surgery", "anti-inflammatory", "self-directed",
        "intra-articular", "multi-disciplinary", "semi-rigid", "long-term", "follow-up")
BROKEN = ("documen-tation", "recommen-dation", "examina-tion", "physi-cian")


def last_paragraph(lines):
    """The first and last line of what ends the letter."""
    end = max(index for index, line in enumerate(lines) if line)
    start = end
    while lines[start - 1]:
        start -= 1
    return start, end


def cases(letter):
    lines = lines_of(letter)
    if letter.gold.get("format", "final_determination") != "final_determination" or not any(map(is_heading, lines)):
        return
    start, end = last_paragraph(lines)
    number = len(letter.gold["issues"]) - 1
    rationale = letter.gold["issues"][number]["rationale"]
    for word in KEPT + BROKEN:
        # The hyphen stands where the lines are full, and the word elsewhere without it.
        first, second = word.split("-")
        width = max(len(line) for line in lines[start : end + 1])
        filler = "The reviewer has read every page of the file and of the " + first + second + " notes and of a"
        above = filler[: max(width - len(first) - 2, 0)].rsplit(" ", 1)[0] + f" {first}-"
        changed = lines[: end + 1] + [above, f"{second} note."]
        kept = word if word in KEPT else first + second
        added = " ".join(above.split()[:-1]) + f" {kept} note."
        yield Case(word, ".txt", lambda path, changed=changed: write_text(path, changed),
                   frozenset({RIGHT, WARNED}), {f"/issues/{number}/rationale": f"{rationale} {added}"})
