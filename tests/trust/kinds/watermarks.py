"""Watermarks over a letter's text, or below it: level or slanted, one or many, gray or coloured."""
import pikepdf
from overlay import BLACK, BLUE, RED, draw_pages, gray, mark_pages, string, width_of
from trust import Case, save_scan

PINK = (1, 0.6, 0.6)
ONE = (("DRAFT", 120, 45, gray(0.85)), ("CONFIDENTIAL", 70, 55, gray(0.75)), ("COPY", 140, 30, gray(0.9)),
       ("VOID", 60, -20, gray(0.5)), ("DUPLICATE COPY", 50, 0, gray(0.8)), ("COPY", 24, 0, gray(0.6)),
       ("PRIVILEGED", 40, 0, PINK), ("SAMPLE", 90, 0, BLACK), ("FILED", 48, 12, RED))
TILES = (("COPY 2/3/2017", 12, 0, gray(0.85), "H"), ("Reviewed 1/2/2018", 10, 0, PINK, "H"), ("COPY", 7, 0, BLACK, "H"),
         ("Acme Law Offices", 14, 35, gray(0.8), "HB"), ("File copy", 12, 0, gray(0.7), "T"), ("Upheld", 11, -30, BLUE, "T"))


def one(text, size, angle, color):
    def draw(width, height, number, count):
        x, y = width / 2 - (width_of(text, size) / 2 if angle < 20 else size * 2), height / 2
        return string(text, x, y, size, "HB", angle, color)

    return draw


def tiles(text, size, angle, color, font):
    def draw(width, height, number, count):
        return "".join(string(text, x, y, size, font, angle, color) for x in range(40, int(width), 170)
                       for y in range(45, int(height), 55))

    return draw


def text(letter, mark, below):
    def make(path):
        with pikepdf.open(letter.pdf) as pdf:
            mark_pages(pdf, mark, below)
            pdf.save(path)

    return make


def scan(letter, mark, path):
    with pikepdf.open(letter.pdf) as pdf:
        mark_pages(pdf, mark, below=True)
        save_scan(draw_pages(pdf, letter.work / "marked"), path)


def cases(letter):
    marks = [(f"one-{i}", one(*row)) for i, row in enumerate(ONE)] + [(f"tiles-{i}", tiles(*row)) for i, row in enumerate(TILES)]
    for name, mark in marks:
        yield Case(f"{name}-over", ".pdf", text(letter, mark, False))
        yield Case(f"{name}-below", ".pdf", text(letter, mark, True))
        yield Case(f"{name}-scan", ".pdf", lambda path, mark=mark: scan(letter, mark, path))
