"""Faint print: toner that ran out, thermal paper, a copy of a copy; all of a letter, a page, or part of one."""
from PIL import Image, ImageFilter
from trust import RIGHT, WARNED, ANYTHING, Case, save_scan

LEVELS = {130: 235, 150: 235, 170: 210, 190: 235}  # of the print: of its paper


def fade(page, ink, paper):
    """ink: an image of the print's levels."""
    gray = page.convert("L")
    white = Image.new("L", page.size, paper)
    return Image.composite(white, ink, gray).filter(ImageFilter.GaussianBlur(0.5))


def even(size, level):
    return Image.new("L", size, level)


def lower_half(size, level):
    ink = Image.new("L", size, 20)
    ink.paste(level, (0, size[1] // 2, *size))
    return ink


def to_the_right(size, level):
    return Image.linear_gradient("L").rotate(90).resize(size).point(lambda v: 30 + v * (level - 30) // 255)


def cases(letter):
    for level, paper in LEVELS.items():
        for name, ink in (("even", even), ("half", lower_half), ("side", to_the_right)):

            def make(path, ink=ink, level=level, paper=paper):
                save_scan([fade(page, ink(page.size, level), paper) for page in letter.page_images()], path,
                          quality=85)

            yield Case(f"{name}-{level}", ".pdf", make, ANYTHING if level > 180 else frozenset({RIGHT, WARNED}))
        if letter.pages > 1:

            def make_one(path, level=level, paper=paper):
                pages = [page.convert("L") for page in letter.page_images()]
                pages[-1] = fade(pages[-1], even(pages[-1].size, level), paper)
                save_scan(pages, path)

            yield Case(f"last-{level}", ".tif", make_one)
