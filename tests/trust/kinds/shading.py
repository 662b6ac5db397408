"""Gray behind print: shaded cells and bands, a stain, a fold, the shadow of a book's back; and black near print."""
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from trust import Case, save_scan

LEVELS = (200, 150, 110)


def band(draw, width, height, level):
    draw.rectangle((0, height * 0.1, width, height * 0.4), fill=level)


def cells(draw, width, height, level):
    for row in range(8):
        draw.rectangle((width * 0.1, height * (0.1 + row * 0.1), width * 0.5, height * (0.14 + row * 0.1)), fill=level)


def stain(draw, width, height, level):
    x, y, radius = width * 0.4, height * 0.35, width * 0.2
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(level + 255) // 2, outline=level,
                 width=width // 80)


def fold(draw, width, height, level):
    for i in range(20):
        draw.rectangle((0, height * 0.33 + i, width, height * 0.33 + 40 - i), fill=255 - (255 - level) * i // 20)


def border(draw, width, height, _):
    draw.rectangle((0, 0, width * 0.08, height), fill=5)
    draw.polygon(((0, height), (width, height), (width, height * 0.96)), fill=5)


def shade(page, draw_shade, level):
    layer = Image.new("L", page.size, 255)
    draw_shade(ImageDraw.Draw(layer), *page.size, level)
    return ImageChops.multiply(page.convert("L"), layer.filter(ImageFilter.GaussianBlur(1)))


def cases(letter):
    for draw_shade in (band, cells, stain, fold, border):
        for level in LEVELS[: 1 if draw_shade is border else None]:

            def make(path, draw_shade=draw_shade, level=level):
                save_scan([shade(page, draw_shade, level) for page in letter.page_images()], path, quality=80)

            yield Case(f"{draw_shade.__name__}-{level}", ".pdf", make)
