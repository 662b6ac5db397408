"""Text of other values that no reader sees: white, invisible, transparent, cut off, tiny, off the page, covered, optional."""
import pikepdf
from places import add, blank, changed, fields, font, rectangle, text
from trust import Case

WRONG = ("Case Number: CM99-0000001", "Decision Date: 12/25/2015", "Neck brace: Overturned")
WHITE = (1, 1, 1)


def lines(x, y, before="", size=11):
    return "".join(text(words, x, y - 13 * i, size, before) for i, words in enumerate(WRONG))


def optional(pdf):
    group = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="hidden"))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[group], D=pikepdf.Dictionary(OFF=[group]))
    return group


def ways(x, y, width):
    box = (x - 5, y - 30, x + 200, y + 12)
    return {
        "white": (lines(x, y, "1 g"), {}),
        "white-cmyk": (lines(x, y, "0 0 0 0 k"), {}),
        "pale": (lines(x, y, "0.97 0.98 1 rg"), {}),
        "invisible": (lines(x, y, "3 Tr"), {}),
        "transparent": (lines(x, y, "/State gs"), {"State": ("ExtGState", pikepdf.Dictionary(ca=0, CA=0))}),
        "cut-off": (lines(x, y, f"{x + 300} {y + 300} 5 5 re W n"), {}),
        "cut-by-shape": (lines(x, y, "10 10 m 20 10 l 15 20 l h W n"), {}),
        "tiny": (lines(x, y, "", 0.4), {}),
        "off-page": (lines(width + 20, y), {}),
        "covered": (lines(x, y) + rectangle(box, WHITE), {}),
        "black-on-black": (rectangle(box, (0, 0, 0)) + lines(x, y), {}),
        "white-on-gray": (rectangle(box, (0.9, 0.9, 0.9)) + lines(x, y, "0.9 g"), {}),
    }


def hide(name):
    def change(pdf, letter):
        x, y = blank(letter)
        content, resources = ways(x, y, float(pdf.pages[0].mediabox[2]))[name]
        add(pdf, 0, content, Hid=("Font", font(pdf)), **resources)

    return change


def hide_optional(pdf, letter):
    content = "/OC /Layer BDC\n" + lines(*blank(letter)) + "EMC\n"
    add(pdf, 0, content, Hid=("Font", font(pdf)), Layer=("Properties", optional(pdf)))


def hide_at(place, before):
    def change(pdf, letter):
        _, page, box, _, other, _ = place
        add(pdf, page, text(other, box[0], box[1] + 3, 11, before), below=before == "", Hid=("Font", font(pdf)))

    return change


def bound(change, letter):
    return changed(letter, lambda pdf: change(pdf, letter))


def cases(letter):
    for name in ways(0, 0, 0):
        yield Case(name, ".pdf", bound(hide(name), letter))
    yield Case("optional", ".pdf", bound(hide_optional, letter))
    for number, place in enumerate(fields(letter)):
        yield Case(f"at-a-date-{number}", ".pdf", bound(hide_at(place, "3 Tr"), letter))
