"""places.py - where a letter's words stand, and what a page's operators draw there: for kinds that hide, cover or replace them."""
import datetime
import re
import subprocess

import pikepdf

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
DATES = ("decision_date", "date_of_injury", "ur_denial_date")


def words(letter):
    """(page from 0, text, box from the bottom left), in the file's order."""
    told = subprocess.run(["pdftotext", "-bbox", letter.pdf, "-"], stdout=subprocess.PIPE, check=True, text=True).stdout
    for number, page in enumerate(told.split("<page ")[1:]):
        height = float(re.search(r'height="([\d.]+)"', page).group(1))
        for x0, y0, x1, y1, text in WORD.findall(page):
            yield number, text, (float(x0), height - float(y1), float(x1), height - float(y0))


def printed(date):
    return datetime.date.fromisoformat(date).strftime("%m/%d/%Y")


def fields(letter):
    """(path, page, box, value as printed, another value and how the record has it), of the dates on the first page that stand
    there once."""
    found = list(words(letter))
    for name in DATES:
        value = letter.gold.get(name)
        if not value:
            continue
        places = [(page, box) for page, text, box in found if text == printed(value)]
        if len(places) == 1 and places[0][0] == 0:
            other = datetime.date.fromisoformat(value) + datetime.timedelta(days=1)
            yield f"/case/{name}", *places[0], printed(value), printed(other.isoformat()), other.isoformat()


def decisions(letter):
    """(issue from 0, page, box, word): where an issue's heading ends in its decision."""
    number, lines = 0, {}
    for page, text, box in words(letter):
        lines.setdefault((page, round(box[1])), []).append((page, text, box))
    for line in lines.values():
        page, text, box = line[-1]
        if text in ("Upheld", "Overturned") and len(line) > 1 and line[-2][1].endswith(":"):
            yield number, page, box, text
            number += 1


def blank(letter):
    """A place for lines of text at the foot of the first page, below its last word."""
    lowest = min(box[1] for page, _, box in words(letter) if page == 0)
    return 72, max(lowest - 14, 30)


def rectangle(box, color, grow=1.0):
    x0, y0, x1, y1 = box
    return (f"q {color[0]} {color[1]} {color[2]} rg {x0 - grow:.2f} {y0 - grow:.2f} {x1 - x0 + 2 * grow:.2f} "
            f"{y1 - y0 + 2 * grow:.2f} re f Q\n")


def add(pdf, page, content, below=False, **resources):
    """Content with its resources: name = (type, object)."""
    target = pdf.pages[page]
    for name, (kind, thing) in resources.items():
        target.add_resource(thing, pikepdf.Name("/" + kind), pikepdf.Name("/" + name))
    target.contents_add(b"q\n", prepend=True)
    target.contents_add(b"\nQ\n")
    target.contents_add(content.encode("latin-1"), prepend=below)


def font(pdf, name="Helvetica"):
    return pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                                                BaseFont=pikepdf.Name("/" + name)))


def text(words_, x, y, size=11, before="", font_name="Hid"):
    escaped = words_.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"q {before} BT /{font_name} {size} Tf {x:.2f} {y:.2f} Td ({escaped}) Tj ET Q\n"


def form(pdf, content, width, height):
    """A form of that content, with the font /Hid."""
    stream = pdf.make_stream(content.encode("latin-1"))
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    stream.BBox = [0, 0, width, height]
    stream.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(Hid=font(pdf)))
    return stream


def annotate(pdf, page, kind, box, content=None, **keys):
    """An annotation there; content: of its appearance, drawn from the box's corner on."""
    made = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + kind), Rect=list(box), F=4, **keys)
    if content is not None:
        made.AP = pikepdf.Dictionary(N=form(pdf, content, box[2] - box[0], box[3] - box[1]))
    target = pdf.pages[page]
    if "/Annots" not in target:
        target.Annots = pikepdf.Array()
    target.Annots.append(pdf.make_indirect(made))
    return target.Annots[-1]


def quad(box):
    x0, y0, x1, y1 = box
    return [x0, y1, x1, y1, x0, y0, x1, y0]


def changed(letter, change):
    """change(pdf) is made to the letter's PDF."""
    def make(path):
        with pikepdf.open(letter.pdf) as pdf:
            change(pdf)
            pdf.save(path)

    return make
