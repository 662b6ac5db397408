"""overlay.py - words set over a letter's pages, or below them, and pages turned: as PDF operators.

A mark is a function (width, height, number, count) -> operators of a page's content, in points from the bottom left;
number counts from 0.
"""
import math
import subprocess

import pikepdf
from PIL import Image

FONTS = {"H": "Helvetica", "HB": "Helvetica-Bold", "T": "Times-Roman", "C": "Courier"}
BLACK, RED, BLUE = (0, 0, 0), (0.8, 0, 0), (0, 0, 0.7)


def gray(level):
    return (level, level, level)


def string(text, x, y, size, font="H", angle=0, color=BLACK):
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return (f"q {color[0]} {color[1]} {color[2]} rg BT /Mark{font} {size} Tf {c:.6f} {s:.6f} {-s:.6f} {c:.6f} "
            f"{x:.2f} {y:.2f} Tm ({escaped}) Tj ET Q\n")


def width_of(text, size):
    return 0.5 * size * len(text)  # about: fonts differ


def mark_pages(pdf, mark, below=False, pages=None):
    """Sets a mark on the pages (from 0; None: all)."""
    for number, page in enumerate(pdf.pages):
        if pages is not None and number not in pages:
            continue
        x0, y0, x1, y1 = (float(value) for value in page.mediabox)
        for key, name in FONTS.items():
            font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/" + name))
            page.add_resource(font, pikepdf.Name.Font, pikepdf.Name("/Mark" + key))
        content = mark(x1 - x0, y1 - y0, number, len(pdf.pages)).encode("latin-1")
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"\nQ\n")
        page.contents_add(content, prepend=below)


def turn_page(pdf, page, degrees):
    """By a matrix, counterclockwise, onto a sheet that it fits."""
    x0, y0, x1, y1 = (float(value) for value in page.mediabox)
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    lies = abs(s) > abs(c)
    width, height = (y1 - y0, x1 - x0) if lies else (x1 - x0, y1 - y0)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    matrix = (c, s, -s, c, width / 2 - c * x + s * y, height / 2 - s * x - c * y)
    page.contents_add(("q %f %f %f %f %f %f cm\n" % matrix).encode(), prepend=True)
    page.contents_add(b"\nQ")
    page.mediabox = [0, 0, width, height]
    if "/CropBox" in page:
        del page.CropBox


def draw_pages(pdf, stem, dpi=150):
    """The file's pages as gray PIL images."""
    source = stem.with_suffix(".pdf")
    pdf.save(source)
    images = []
    for number in range(1, len(pdf.pages) + 1):
        subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", str(dpi), "-f", str(number), "-l", str(number), source, stem],
                       check=True)
        with Image.open(stem.with_suffix(".png")) as image:
            images.append(image.convert("L"))
    return images


def marked(letter, mark, **options):
    pdf = pikepdf.open(letter.pdf)
    mark_pages(pdf, mark, **options)
    return pdf
