"""PDFs that hold the letter as an attached file: portfolios and covers; and what is no whole PDF: XFA forms, chains."""
import io

import pikepdf
from trust import REJECTED, RIGHT, Case

READ, NAMED = frozenset({RIGHT}), frozenset({REJECTED})


def new_cover(words="See the attached letter."):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(612, 792))
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode())
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)))
    return pdf


def saved(pdf, **options):
    target = io.BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


def attach(pdf, name, content, **keys):
    """A file's specification in the names of the document."""
    stream = pdf.make_stream(content, Type=pikepdf.Name.EmbeddedFile)
    return pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=name, UF=name,
                                                EF=pikepdf.Dictionary(F=stream), **keys))


def embedded(content, name="letter.pdf", portfolio=False, **options):
    with new_cover() as pdf:
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Kids=[pdf.make_indirect(
            pikepdf.Dictionary(Names=[name, attach(pdf, name, content)]))]))
        if portfolio:
            pdf.Root.Collection = pikepdf.Dictionary(View=pikepdf.Name.D)
        return saved(pdf, **options)


def pinned(content):
    with new_cover() as pdf:
        pdf.pages[0].Annots = [pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[72, 600, 90, 620],
            FS=attach(pdf, "letter.pdf", content)))]
        return saved(pdf)


def xfa(words, **keys):
    with new_cover(words) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp:xdp/>"))
        for key, value in keys.items():
            pdf.Root[f"/{key}"] = value
        return saved(pdf)


def deep(content, levels):
    for _ in range(levels):
        content = embedded(content)
    return content


def cases(letter):
    letter_pdf = letter.pdf.read_bytes()
    packed = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}

    def case(name, content, allowed, message=""):
        return Case(name, ".pdf", lambda path: path.write_bytes(content), allowed, message=message)

    yield case("portfolio", embedded(letter_pdf, portfolio=True), READ)
    yield case("cover", embedded(letter_pdf), READ)
    yield case("cover-packed", embedded(letter_pdf, **packed), READ)
    yield case("pinned", pinned(letter_pdf), READ)
    yield case("attached-to-attached", deep(letter_pdf, 3), READ)
    yield case("too-deep", deep(letter_pdf, 7), NAMED, "attached")
    yield case("portfolio-of-text", embedded(b"A letter.", "a.txt", portfolio=True), NAMED, "portfolio")
    yield case("cover-of-text", embedded(b"A letter.", "a.txt"), NAMED, "attached")
    yield case("portfolio-damaged", embedded(letter_pdf[:300], portfolio=True), NAMED, "attached")
    yield case("chain", saved(new_cover()) + letter_pdf, NAMED, "two PDFs")
    yield case("chain-after", letter_pdf + b"\r\n" + saved(new_cover()), NAMED, "two PDFs")
    yield case("junk-before", b"\r\n\0junk\r\n" + letter_pdf, READ)
    yield case("xfa", xfa("Please wait...", NeedsRendering=True), NAMED, "XFA")
    yield case("xfa-placeholder", xfa("Please wait... If this message is not replaced"), NAMED, "XFA")
