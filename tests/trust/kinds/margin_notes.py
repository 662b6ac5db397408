"""What stands beside a letter's column: line numbers of pleading paper, notes, comments, tags."""
from overlay import BLACK, BLUE, RED, draw_pages, marked, string, width_of
from trust import Case, save_scan


def numbers(right, size, pitch, last, font="T", top=712):
    def mark(width, height, page, count):
        out = ""
        for line in range(last):
            text = str(line + 1)
            out += string(text, right - width_of(text, size), top - pitch * line, size, font)
        return out + f"q 0.7 w {right + 5} 0 m {right + 5} {height} l S {right + 8} 0 m {right + 8} {height} l S Q\n"

    return mark


def notes(x, size, lines, heights, font="H", color=BLACK):
    def mark(width, height, page, count):
        return "".join(string(text.format(n=i, p=page), x, height - y - j * (size + 2), size, font, 0, color)
                       for i, y in enumerate(heights) for j, text in enumerate(lines))

    return mark


MARKS = {
    "pleading": numbers(50, 12, 24, 28),
    "pleading-close": numbers(60, 11, 24, 28),
    "pleading-25": numbers(40, 10, 26, 25, "H"),
    "pleading-tight": numbers(54, 10, 13.8, 48),
    "balloons": notes(545, 7, ["Comment [JD{n}]:", "Overturned? see", "Decision rationale"], [190, 370, 490]),
    "balloons-blue": notes(548, 8, ["Note {n}", "per Dr. A", "appeal this"], [120, 300, 420, 600], color=BLUE),
    "left": notes(8, 9, ["see file", "Upheld:", "ok JD"], [230, 460]),
    "left-small": notes(14, 7, ["Ex. {n}", "QME?"], [150, 333, 470], color=RED),
    "tag": notes(18, 8, ["*0002041177*"], [20]),
}


def scan(letter, mark, path):
    with marked(letter, mark) as pdf:
        save_scan(draw_pages(pdf, letter.work / "marked"), path)


def cases(letter):
    for name, mark in MARKS.items():
        yield Case(f"{name}-text", ".pdf", lambda path, mark=mark: marked(letter, mark).save(path))
        yield Case(f"{name}-scan", ".pdf", lambda path, mark=mark: scan(letter, mark, path))
