"""Annotations that say nothing of the letter, and others that lie beside it: the letter is read as it is."""
import pikepdf
from places import annotate, changed, fields, quad
from trust import RIGHT, Case

READ = frozenset({RIGHT})


def link(pdf, box):
    annotate(pdf, 0, "Link", box, A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://link.example"), Border=[0, 0, 0])


def note(pdf, box):
    annotate(pdf, 0, "Popup", (400, 400, 560, 480), Contents="Decision Date: 12/25/2015")
    pdf.pages[0].Annots[-1].F = 2


def highlight(pdf, box):
    width, height = box[2] - box[0], box[3] - box[1]
    made = annotate(pdf, 0, "Highlight", box, f"/Mix gs 1 1 0 rg 0 0 {width} {height} re f", QuadPoints=quad(box))
    made.AP.N.Resources.ExtGState = pikepdf.Dictionary(Mix=pikepdf.Dictionary(BM=pikepdf.Name.Multiply))


def underline(pdf, box):
    annotate(pdf, 0, "Underline", box, f"1 0 0 RG 0 1 m {box[2] - box[0]} 1 l S", QuadPoints=quad(box))


def stamp(pdf, box):
    """In the margin at the page's foot."""
    annotate(pdf, 0, "Stamp", (400, 12, 560, 40), "0.8 0 0 RG 0.8 0 0 rg 1 1 158 26 re S BT /Hid 12 Tf 8 9 Td "
             "(RECEIVED 12/25/2015) Tj ET")


def cases(letter):
    for path, page, box, *_ in list(fields(letter))[:1]:
        for name, change, allowed in (("link", link, READ), ("popup", note, READ), ("highlight", highlight, None),
                                      ("underline", underline, None), ("stamp", stamp, None)):
            yield Case(name, ".pdf", changed(letter, lambda pdf, c=change, b=box: c(pdf, b)), **({"allowed": allowed} if allowed
                                                                                                 else {}))
