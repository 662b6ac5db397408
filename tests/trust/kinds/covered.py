"""Values that are covered, struck or replaced on the page, though the file's text still has them."""
import io

import pikepdf
from places import add, annotate, changed, decisions, fields, font, quad, rectangle, text
from trust import Case

WHITE, BLACK = (1, 1, 1), (0, 0, 0)


def image(pdf, picture):
    """A PIL image as an XObject."""
    data = io.BytesIO()
    picture.convert("RGB").save(data, "JPEG", quality=92)
    stream = pdf.make_stream(data.getvalue())
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = picture.size
    stream.ColorSpace, stream.BitsPerComponent, stream.Filter = pikepdf.Name.DeviceRGB, 8, pikepdf.Name.DCTDecode
    return stream


def place_image(box):
    x0, y0, x1, y1 = box
    return f"q {x1 - x0:.2f} 0 0 {y1 - y0:.2f} {x0:.2f} {y0:.2f} cm /Picture Do Q\n"


def box_over(color):
    def change(pdf, letter, place):
        add(pdf, place[1], rectangle(place[2], color))

    return change


def blank_image_over(pdf, letter, place):
    from PIL import Image

    add(pdf, place[1], place_image(place[2]), Picture=("XObject", image(pdf, Image.new("RGB", (80, 20), "white"))))


def typed_over(pdf, letter, place):
    _, page, box, _, other, _ = place
    add(pdf, page, rectangle(box, WHITE, 0.5) + text(other, box[0], box[1] + 3), Hid=("Font", font(pdf)))


def note_over(pdf, letter, place):
    _, page, box, _, other, _ = place
    width, height = box[2] - box[0] + 8, box[3] - box[1]
    content = f"1 g 0 0 {width} {height} re f 0 g BT /Hid 11 Tf 1 3 Td ({other}) Tj ET"
    annotate(pdf, page, "FreeText", (box[0] - 1, box[1], box[0] - 1 + width, box[3]), content, Contents=other)


def field_over(pdf, letter, place):
    """The value itself, filled into a form."""
    _, page, box, value, _, _ = place
    width, height = box[2] - box[0] + 8, box[3] - box[1]
    content = f"/Tx BMC 1 g 0 0 {width} {height} re f 0 g BT /Hid 11 Tf 1 3 Td ({value}) Tj ET EMC"
    widget = annotate(pdf, page, "Widget", (box[0] - 1, box[1], box[0] - 1 + width, box[3]), content, FT=pikepdf.Name.Tx,
                      T="value", V=value)
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[widget])


def redacted(pdf, letter, place):
    annotate(pdf, place[1], "Redact", place[2], QuadPoints=quad(place[2]))


def picture_of_it(pdf, letter, place):
    """What stands there is a picture of the same."""
    _, page, (x0, y0, x1, y1), _, _, _ = place
    height = float(pdf.pages[page].mediabox[3])
    scale = 200 / 72
    crop = letter.page_image(page + 1, 200).crop(tuple(round(v * scale) for v in (x0 - 2, height - y1, x1 + 2, height - y0)))
    box = (x0 - 2, y0, x1 + 2, y1)
    add(pdf, page, rectangle(box, WHITE, 0) + place_image(box), Picture=("XObject", image(pdf, crop)))


GONE, REPLACED, SAME = None, "other", "same"
WAYS = {
    "white-box": (box_over(WHITE), GONE), "black-box": (box_over(BLACK), GONE), "gray-box": (box_over((0.6, 0.6, 0.6)), GONE),
    "blank-image": (blank_image_over, GONE), "redaction": (redacted, GONE), "typed-over": (typed_over, REPLACED),
    "note": (note_over, REPLACED), "form-field": (field_over, SAME), "picture": (picture_of_it, SAME),
}


def strike_line(pdf, page, box):
    y = box[1] + 0.42 * (box[3] - box[1])
    add(pdf, page, f"q 0.8 w {box[0]:.2f} {y:.2f} m {box[2]:.2f} {y:.2f} l S Q\n")


def strike_annotation(pdf, page, box):
    y = (box[1] + box[3]) / 2 - box[1]
    annotate(pdf, page, "StrikeOut", box, f"1 0 0 RG 1 w 0 {y:.2f} m {box[2] - box[0]:.2f} {y:.2f} l S", QuadPoints=quad(box))


def strike_by_hand(pdf, page, box):
    x0, y0, x1, y1 = box
    y, wide = y0 + 0.42 * (y1 - y0), x1 - x0
    add(pdf, page, f"q 0 0 0.6 RG 1.2 w {x0 - 2:.2f} {y - 1:.2f} m {x0 + wide / 3:.2f} {y + 5:.2f} {x0 + wide / 2:.2f} {y - 5:.2f} "
                   f"{x1 + 2:.2f} {y + 1:.2f} c S Q\n")


def strike_by_ink(pdf, page, box):
    """An annotation without an appearance of its own."""
    y = (box[1] + box[3]) / 2
    annotate(pdf, page, "Ink", box, InkList=pikepdf.Array([pikepdf.Array([box[0], y - 1, box[2], y])]), C=[1, 0, 0])


def replaced(letter, issue, page, box, word, strike):
    """The decision struck, and the other one behind it."""
    other = "Upheld" if word == "Overturned" else "Overturned"

    def change(pdf):
        strike(pdf, page, box)
        add(pdf, page, text(other, box[2] + 4, box[1] + 3, 12, "", "HidB"), HidB=("Font", font(pdf, "Times-Bold")))

    decided = [other.lower() if i == issue else one["decision"] for i, one in enumerate(letter.gold["issues"])]
    outcome = decided[0] if len(set(decided)) == 1 else "partially_overturned"
    return change, {f"/issues/{issue}/decision": other.lower(), "/outcome": outcome}


def cases(letter):
    for number, place in enumerate(fields(letter)):
        for name, (change, becomes) in WAYS.items():
            value = {GONE: None, REPLACED: place[5], SAME: letter.gold[place[0].rsplit("/", 1)[1]]}[becomes]
            yield Case(f"{name}-{number}", ".pdf", changed(letter, lambda pdf, c=change, p=place: c(pdf, letter, p)),
                       truth={place[0]: value})
    found = list(decisions(letter))
    if len(found) != len(letter.gold["issues"]):
        return
    for issue, page, box, word in found:
        for name, strike in (("line", strike_line), ("annotation", strike_annotation), ("hand", strike_by_hand),
                             ("ink", strike_by_ink)):
            change, truth = replaced(letter, issue, page, box, word, strike)
            yield Case(f"struck-by-{name}-{issue}", ".pdf", changed(letter, change), truth=truth)
