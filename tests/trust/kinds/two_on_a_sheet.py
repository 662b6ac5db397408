"""Two pages of a letter's text layer side by side on one sheet: upright, or the sheet on its side."""
import pikepdf
from overlay import turn_page
from trust import REJECTED, RIGHT, Case

SHEET = (792, 612)


def two_up(letter, turn):
    def make(path):
        with pikepdf.open(letter.pdf) as source, pikepdf.new() as target:
            for first in range(0, len(source.pages), 2):
                sheet = target.add_blank_page(page_size=SHEET)
                for side, page in enumerate(source.pages[first:first + 2]):
                    sheet.add_overlay(page, pikepdf.Rectangle(396 * side, 0, 396 * side + 396, 612))
                if turn:
                    turn_page(target, sheet, turn)
            target.save(path)

    return make


def cases(letter):
    if letter.pages < 2:
        return
    for turn in (0, 90, 270):
        yield Case(f"turned-{turn}", ".pdf", two_up(letter, turn), frozenset({RIGHT, REJECTED}), message="(?i)two pages|sheet")
