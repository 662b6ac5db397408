"""Highlighter of every hue over headings, decisions and values: straight, and as a hand draws it."""
import math
import random

from PIL import Image, ImageChops, ImageDraw
from trust import Case, save_scan

HUES = {"pink": (255, 110, 180), "green": (120, 235, 90), "orange": (255, 160, 50), "blue": (110, 190, 250),
        "yellow": (255, 240, 60), "purple": (180, 110, 220), "light-pink": (255, 190, 220), "dark-green": (60, 160, 70)}


def find_lines(page, least_height=8):
    """The boxes of a page's lines of text."""
    gray = page.convert("L")
    dark = [min(gray.crop((0, y, gray.width, y + 1)).getdata()) < 128 for y in range(gray.height)]
    lines, start = [], None
    for y, ink in enumerate(dark + [False]):
        if ink and start is None:
            start = y
        elif not ink and start is not None:
            if y - start >= least_height:
                box = gray.crop((0, start, gray.width, y)).point(lambda v: 255 * (v < 128)).getbbox()
                lines.append((box[0], start, box[2], y))
            start = None
    return lines


def draw_straight(draw, box, colour, _):
    draw.rectangle((box[0] - 4, box[1] - 3, box[2] + 4, box[3] + 3), fill=colour)


def draw_by_hand(draw, box, colour, rng):
    """Two strokes, neither level nor even, that overlap."""
    height = box[3] - box[1]
    for top in (box[1] - 3, box[1] + height // 3):
        phase = rng.uniform(0, 6)
        above = [(x, top + 2 * math.sin(x / 50 + phase)) for x in range(box[0] - 8, box[2] + 9)]
        below = [(x, y + height * 0.8 + rng.uniform(0, 2)) for x, y in reversed(above)]
        draw.polygon(above + below, fill=colour)


def highlight(page, colour, draw_mark, rng):
    layer = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(layer)
    for line in find_lines(page):
        if rng.random() < 0.3:
            draw_mark(draw, line, colour, rng)
    return ImageChops.multiply(page, layer)


def cases(letter):
    for number, (hue, colour) in enumerate(HUES.items()):
        for name, draw_mark in (("straight", draw_straight), ("hand", draw_by_hand)):
            dpi = (150, 200, 300)[number % 3]

            def make(path, colour=colour, draw_mark=draw_mark, dpi=dpi, seed=number):
                rng = random.Random(f"{letter.name}-{seed}")
                save_scan([highlight(page, colour, draw_mark, rng) for page in letter.page_images(dpi)], path, dpi,
                          quality=75)

            yield Case(f"{hue}-{name}", ".pdf", make)
