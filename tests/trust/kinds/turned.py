"""Text layers that run another way than the page is shown: by /Rotate, by a matrix, all pages or one."""
import pikepdf
from overlay import turn_page
from trust import RIGHT, Case

QUARTERS = (90, 180, 270)
SKEWS = (1, 2, -3, 5, -8, 9, 94, 177)


def by_rotate(letter, degrees, pages):
    def make(path):
        with pikepdf.open(letter.pdf) as pdf:
            for number in pages:
                pdf.pages[number].rotate(degrees, relative=True)
            pdf.save(path)

    return make


def by_matrix(letter, degrees, pages, rotate=0):
    def make(path):
        with pikepdf.open(letter.pdf) as pdf:
            for number in pages:
                turn_page(pdf, pdf.pages[number], degrees)
                pdf.pages[number].rotate(rotate, relative=True)
            pdf.save(path)

    return make


def cases(letter):
    every, right = range(letter.pages), frozenset({RIGHT})
    for degrees in QUARTERS:
        yield Case(f"rotate-{degrees}", ".pdf", by_rotate(letter, degrees, every), right)
        yield Case(f"matrix-{degrees}", ".pdf", by_matrix(letter, degrees, every), right)
        yield Case(f"last-{degrees}", ".pdf", by_matrix(letter, degrees, every[-1:]), right)
        yield Case(f"first-{degrees}", ".pdf", by_rotate(letter, degrees, every[:1]), right)
        yield Case(f"both-{degrees}", ".pdf", by_matrix(letter, degrees, every, 90), right)
    for degrees in SKEWS:
        yield Case(f"skew-{degrees}", ".pdf", by_matrix(letter, degrees, every), right)
