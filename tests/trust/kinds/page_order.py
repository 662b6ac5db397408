"""Pages doubled and out of order: a list of the pages that the file has, each from 1."""
import pikepdf
from trust import Case, save_scan


def take_pages(letter, order):
    def make(path):
        with pikepdf.open(letter.pdf) as source, pikepdf.new() as target:
            for number in order:
                target.pages.append(source.pages[number - 1])
            target.save(path)

    return make


def scan_pages(letter, order):
    return lambda path: save_scan([letter.page_image(number).convert("L") for number in order], path)


def orders(count):
    """(name, pages)"""
    whole = list(range(1, count + 1))
    yield "reversed", whole[::-1]
    for i in whole:
        yield f"twice-{i}", whole[:i] + [i] + whole[i:]
    for i in whole[:-1]:
        yield f"swapped-{i}", whole[: i - 1] + [i + 1, i] + whole[i + 1 :]
    yield "each-twice", [n for n in whole for _ in range(2)]
    yield "all-twice", whole * 2


def cases(letter):
    if letter.pages < 2:
        return
    for name, order in orders(letter.pages):
        records = (1, 2) if name.endswith("twice") else (1,)
        for way, take, suffix in (("text", take_pages, ".pdf"), ("scan", scan_pages, ".tif")):
            yield Case(f"{name}-{way}", suffix, take(letter, order), records=records)
