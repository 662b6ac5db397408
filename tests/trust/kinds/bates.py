"""Lines that were stamped on each page or sent with it, at its head or foot, also close to the text."""
from overlay import BLACK, BLUE, RED, draw_pages, marked, string
from trust import Case, save_scan

# text ({n}: a counter, {p} of {t}: pages), size, font, x, y (below 0: from the right, from the top), colour
LINES = {
    "bates-right": [("ABC{n:06d}", 9, "H", -130, 40, BLACK)],
    "bates-close": [("DEF-{n:07d}", 10, "HB", -150, 64, BLACK)],
    "exhibit": [("EXHIBIT C - {n:06d}", 9, "HB", 250, 66, BLACK), ("CONFIDENTIAL - SUBJECT TO PROTECTIVE ORDER", 9, "HB", 72, 54, BLACK)],
    "same-print": [("SMITH {n:06d}", 12, "T", -160, 58, BLACK)],
    "top": [("XYZ {n:05d}", 9, "H", -110, -34, BLACK)],
    "top-close": [("XYZ {n:05d}", 9, "H", -150, -66, BLACK)],
    "fax": [("FEB-03-2017 09:14 FROM: LAW OFFICE 5551234567   PAGE {p:02d}/{t:02d}", 9, "C", 40, -18, BLACK)],
    "fax-close": [("02/03/2017 FRI 9:14 FAX 5551234567 ->CLAIMS  @{p:03d}/{t:03d}", 10, "C", 72, -58, BLACK)],
    "page-of": [("Page {p} of {t}", 10, "H", 280, 50, BLACK)],
    "filing": [("Case ADJ1234567 Document 12-3 Filed 02/03/17 Page {p} of {t}", 9, "H", 160, -22, BLUE)],
    "notice": [("CONFIDENTIAL MEDICAL RECORDS - DO NOT REDISCLOSE", 8, "H", 190, 62, BLACK)],
    "red": [("CONFIDENTIAL", 10, "HB", 270, 60, RED)],
    "sides": [("Rcvd 02/03/2017 4:55 PM", 9, "H", 30, 300, BLACK, 90), ("BATCH 000123", 12, "HB", -20, 500, BLACK, 270)],
}


def draw(lines):
    def mark(width, height, number, count):
        out = ""
        for text, size, font, x, y, color, *angle in lines:
            told = text.format(n=1234 + number, p=number + 1, t=count)
            out += string(told, x if x >= 0 else width + x, y if y >= 0 else height + y, size, font, *(angle or [0]), color)
        return out

    return mark


def scan(letter, mark, path):
    with marked(letter, mark) as pdf:
        save_scan(draw_pages(pdf, letter.work / "marked"), path)


def cases(letter):
    for name, lines in LINES.items():
        yield Case(f"{name}-text", ".pdf", lambda path, lines=lines: marked(letter, draw(lines)).save(path))
        yield Case(f"{name}-scan", ".pdf", lambda path, lines=lines: scan(letter, draw(lines), path))
