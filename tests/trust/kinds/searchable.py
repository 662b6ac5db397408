"""Scans with text hidden over or below them, as recognition writes it: the letter's own, or with another date in it."""
import pikepdf
from places import add, fields, font, text, words
from trust import Case, save_scan

WAYS = {"invisible": "3 Tr", "white": "1 1 1 rg", "below": ""}


def layer(letter, page, before, others):
    drawn = []
    for number, word, box in words(letter):
        if number == page:
            plain = others.get(word, word).encode("latin-1", "replace").decode("latin-1")
            drawn.append(text(plain, box[0], box[1] + 3, 11, before))
    return "".join(drawn)


def searchable(letter, way, others, path):
    save_scan([image.convert("L") for image in letter.page_images()], path, quality=80)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in range(letter.pages):
            add(pdf, page, layer(letter, page, WAYS[way], others), below=way == "below", Hid=("Font", font(pdf, "Times-Roman")))
        pdf.save(path)


def cases(letter):
    others = dict([(value, other) for _, _, _, value, other, _ in fields(letter)][:1])
    for way in WAYS:
        for name, changed in (("same", {}), ("other", others)):
            yield Case(f"{way}-{name}", ".pdf",
                       lambda path, way=way, changed=changed: searchable(letter, way, changed, path))
