"""pdf.py - PDFs that break what the format promises.

A PDF is written object by object, so that each part of it can lie; where
nothing is said otherwise the rest of the file is in order, because a reader
that gives up at the first line is no test."""

import struct
import zlib

PAGE = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<%s>>%s>>"
TEXT = b"BT /F 12 Tf 72 700 Td (Case Number: CM16-0000000) Tj ET"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
GIGABYTE = 1 << 30


class Pdf:
    def __init__(self, header=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"):
        self.parts = [header]
        self.length = len(header)
        self.offsets = {}

    def add(self, number, body):
        self.offsets[number] = self.length
        self.put(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def stream(self, number, data, entries=b"", length=None):
        length = b"%d" % len(data) if length is None else length
        self.add(number, b"<<%s/Length %s>>stream\n%s\nendstream"
                 % (entries, length, data))

    def put(self, data):
        self.parts.append(data)
        self.length += len(data)

    def end(self, trailer=b"", size=None, start=None):
        last = max(self.offsets, default=0)
        start = self.length if start is None else start
        rows = [b"0000000000 65535 f \n"]
        for number in range(1, last + 1):
            rows.append(b"%010d 00000 n \n" % self.offsets.get(number, 0))
        self.put(b"xref\n0 %d\n%s" % (last + 1, b"".join(rows)))
        self.put(b"trailer<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n"
                 % (last + 1 if size is None else size, trailer, start))
        return b"".join(self.parts)


def page(contents=TEXT, resources=b"/Font<</F 5 0 R>>", page=b"", catalog=b"",
         pages=b"", font=HELVETICA, box=b"[0 0 612 792]", more=(), entries=b"",
         **end):
    """A PDF of one page, with this and that of it replaced; more is further
    objects, from number 6 on: bodies, or (entries, data) of streams."""
    pdf = Pdf()
    pdf.add(1, b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog)
    pdf.add(2, pages or b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox%s>>" % box)
    pdf.add(3, PAGE % (resources, page))
    pdf.stream(4, contents, entries)
    pdf.add(5, font)
    for number, body in enumerate(more, 6):
        if isinstance(body, tuple):
            pdf.stream(number, body[1], body[0])
        else:
            pdf.add(number, body)
    return pdf.end(**end)


def image(entries, data=b"", draw=b"q 500 0 0 700 50 50 cm /I Do Q"):
    return page(draw, b"/XObject<</I 6 0 R>>",
                more=[(b"/Type/XObject/Subtype/Image" + entries, data)])


def bomb(size):
    packer = zlib.compressobj(9)
    piece = b" " * (1 << 20)
    return b"".join([packer.compress(piece) for _ in range(size >> 20)]
                    + [packer.flush()])


def lzw_bomb(codes):
    """The longest sequences that LZW can name: 0, 00, 000, ..."""
    bits, width, value = [], 9, [256, 0] + list(range(258, 258 + codes))
    for index, code in enumerate(value):
        bits.append(format(code, "0%db" % width))
        known = 257 + max(index - 1, 0)
        if known + 1 >= (1 << width) - 1 and width < 12:
            width += 1
        if code >= 4094:
            break
    text = "".join(bits)
    return int(text + "0" * (-len(text) % 8), 2).to_bytes(
        (len(text) + 7) // 8, "big")


# --- objects that lead to themselves ----------------------------------------
def loops():
    yield "kids-self", page(pages=b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    yield "kids-mutual", page(
        pages=b"<</Type/Pages/Kids[6 0 R 3 0 R]/Count 9>>",
        more=[b"<</Type/Pages/Kids[2 0 R 6 0 R]/Count 9/Parent 6 0 R>>"])
    yield "kids-doubling", page(
        pages=b"<</Type/Pages/Kids[6 0 R 6 0 R]/Count 1073741824>>",
        more=[b"<</Type/Pages/Parent %d 0 R/Count 1073741824/Kids[%d 0 R %d 0 R]>>"
              % (n - 1 or 2, n + 1, n + 1) for n in range(6, 36)]
        + [b"<</Type/Page/Parent 35 0 R>>"])
    yield "parent-self", page(page=b"/Parent 3 0 R")
    yield "length-self", page(entries=b"/Length 4 0 R")
    yield "reference-self", page(more=[b"6 0 R"], page=b"/Rotate 6 0 R")
    yield "contents-self", page(page=b"/Contents 3 0 R")
    yield "contents-many", page(
        page=b"/Contents[%s]" % (b"4 0 R " * 100000))
    yield "form-self", page(
        b"/X Do", b"/XObject<</X 6 0 R>>",
        more=[(b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
               b"/X Do /X Do")])
    yield "forms-doubling", page(
        b"/X Do", b"/XObject<</X 6 0 R>>",
        more=[(b"/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X %d 0 R"
               b">>/Font<</F 5 0 R>>>>" % (n + 1), b"/X Do /X Do")
              for n in range(6, 46)]
        + [(b"/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F 5 0 R>>>>",
            TEXT)])
    yield "pattern-self", page(
        b"/Pattern cs /P scn 0 0 600 700 re f", b"/Pattern<</P 6 0 R>>",
        more=[(b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 1"
               b"/YStep 1/Resources<</Pattern<</P 6 0 R>>>>",
               b"/Pattern cs /P scn 0 0 9 9 re f")])
    yield "pattern-tiny", page(
        b"/Pattern cs /P scn 0 0 600 700 re f", b"/Pattern<</P 6 0 R>>",
        more=[(b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]"
               b"/XStep 0.0001/YStep 0.0001/Resources<<>>", b"0 0 9 9 re f")])
    yield "mask-self", page(
        b"/G gs 0 0 600 700 re f", b"/ExtGState<</G 6 0 R>>",
        more=[b"<</SMask<</S/Luminosity/G 7 0 R>>>>",
              (b"/Subtype/Form/BBox[0 0 600 700]/Group<</S/Transparency>>"
               b"/Resources<</ExtGState<</G 6 0 R>>>>",
               b"/G gs 0 0 9 9 re f")])
    yield "outlines-self", page(
        catalog=b"/Outlines 6 0 R",
        more=[b"<</First 6 0 R/Last 6 0 R/Next 6 0 R/Prev 6 0 R/Title(x)>>"])
    yield "names-self", page(
        catalog=b"/Names<</EmbeddedFiles 6 0 R/Dests 6 0 R>>",
        more=[b"<</Kids[6 0 R 6 0 R]>>"])
    yield "structure-self", page(
        catalog=b"/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>",
        more=[b"<</Type/StructTreeRoot/K 6 0 R/ParentTree 6 0 R>>"])
    yield "object-stream-self", page(
        more=[(b"/Type/ObjStm/N 2/First 10/Extends 6 0 R", b"6 0 7 0   1 2")])


# --- depth ------------------------------------------------------------------
def depths():
    deep = 200000
    yield "deep-array", page(page=b"/X" + b"[" * deep + b"]" * deep)
    yield "deep-dictionary", page(
        page=b"/X" + b"<</X" * deep + b" 1" + b">>" * deep)
    yield "deep-array-open", page(page=b"/X" + b"[" * deep)
    yield "deep-string", page(page=b"/X" + b"(" * deep + b")" * deep)
    yield "deep-contents", page(b"[" * deep + b"]" * deep + b" TJ")
    yield "deep-states", page(b"q " * deep + TEXT + b" Q" * deep)
    yield "deep-marks", page(b"/A BMC " * deep + TEXT + b" EMC" * deep)
    yield "deep-pages", page(
        pages=b"<</Type/Pages/Kids[6 0 R]/Count 1>>",
        more=[b"<</Type/Pages/Parent %d 0 R/Count 1/Kids[%d 0 R]>>"
              % (n - 1 if n > 6 else 2, n + 1) for n in range(6, 20006)]
        + [b"<</Type/Page/Parent 20005 0 R/MediaBox[0 0 9 9]>>"])
    yield "deep-references", page(
        page=b"/Rotate 6 0 R",
        more=[b"%d 0 R" % (n + 1) for n in range(6, 10006)] + [b"90"])
    calculator = b"{" * deep + b"}" * deep
    yield "deep-function", page(
        b"/C cs 0.5 scn 0 0 600 700 re f",
        b"/ColorSpace<</C[/Separation/X/DeviceGray 6 0 R]>>",
        more=[(b"/FunctionType 4/Domain[0 1]/Range[0 1]", calculator)])


# --- little that becomes much -----------------------------------------------
def bombs():
    big = bomb(GIGABYTE)
    yield "flate-bomb", page(big, entries=b"/Filter/FlateDecode")
    yield "flate-flate-bomb", page(
        zlib.compress(big, 9), entries=b"/Filter[/FlateDecode/FlateDecode]")
    yield "flate-many", page(
        zlib.compress(TEXT),
        entries=b"/Filter[" + b"/FlateDecode" * 10000 + b"]")
    yield "flate-operators", page(
        zlib.compress(b"0 0 m 600 700 l S\n" * 3000000, 9),
        entries=b"/Filter/FlateDecode")
    yield "flate-words", page(
        zlib.compress(b"BT /F 9 Tf 9 700 Td " + b"(word ) Tj " * 3000000
                      + b"ET", 9), entries=b"/Filter/FlateDecode")
    yield "lzw-bomb", page(lzw_bomb(3800) * 200, entries=b"/Filter/LZWDecode")
    yield "run-length-bomb", page(
        zlib.compress(b"\x81 " * (8 << 20), 9),
        entries=b"/Filter[/FlateDecode/RunLengthDecode]")
    yield "predictor-wide", page(
        zlib.compress(TEXT), entries=b"/Filter/FlateDecode/DecodeParms<<"
        b"/Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>")
    for name, pixels in (("flate", 30000), ("flate-over", 400000)):
        yield "image-" + name, image(
            b"/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray"
            b"/Filter/FlateDecode" % (pixels, pixels), bomb(128 << 20))
    yield "image-wide", image(
        b"/Width 2147483647/Height 1/BitsPerComponent 16/ColorSpace/DeviceCMYK")
    yield "image-negative", image(
        b"/Width -5/Height -5/BitsPerComponent 8/ColorSpace/DeviceRGB", b"x")
    yield "image-bits", image(
        b"/Width 9/Height 9/BitsPerComponent 2147483647/ColorSpace/DeviceRGB")
    yield "image-indexed", image(
        b"/Width 99/Height 99/BitsPerComponent 8"
        b"/ColorSpace[/Indexed/DeviceRGB 2147483647(abc)]", b"\xff" * 9801)
    yield "image-mask-huge", image(
        b"/ImageMask true/Width 65535/Height 65535/BitsPerComponent 1")
    yield "ccitt-huge", image(
        b"/Width 1000000/Height 1000000/BitsPerComponent 1"
        b"/ColorSpace/DeviceGray/Filter/CCITTFaxDecode/DecodeParms<</K -1"
        b"/Columns 1000000/Rows 1000000>>", b"\xff" * 4096)
    yield "inline-endless", page(
        b"BI /W 30000 /H 30000 /BPC 8 /CS /RGB ID " + b"\0" * 100000)
    yield "shading-many", page(
        b"/S sh " * 20000, b"/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray"
        b"/Coords[0 0 600 700]/Extend[true true]/Function<</FunctionType 2"
        b"/Domain[0 1]/N 1>>>>>>")


# --- images that say little of what they become -----------------------------
def jbig2_segment(number, kind, data):
    return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data


def jbig2(side, regions=1):
    """A page of side x side, and as many regions, each as large, of nothing."""
    size = struct.pack(">II", side, side)
    region = (size + b"\0" * 8 + b"\0"  # where; how it is combined
              + b"\x08\3\xff\xfd\xff\2\xfe\xfe\xfe"  # typical rows
              + b"\0" * 16 + b"\xff\xac")
    return jbig2_segment(0, 48, size + b"\0" * 11) + b"".join(
        jbig2_segment(number, 38, region) for number in range(1, regions + 1))


def jpx(side, parts=3):
    """A codestream of side x side whose packets are all empty."""
    levels = 5

    def marker(code, data):
        return struct.pack(">HH", code, len(data) + 2) + data

    tile = b"\0" * ((levels + 1) * parts)
    return (b"\xff\x4f"
            + marker(0xff51, struct.pack(">HIIIIIIIIH", 0, side, side, 0, 0,
                                         side, side, 0, 0, parts)
                     + b"\7\1\1" * parts)
            + marker(0xff52, struct.pack(">BBHBBBBBB", 0, 0, 1, 0, levels, 4, 4,
                                         0, 1))
            + marker(0xff5c, b"\x40" + b"\x40" * (3 * levels + 1))
            + marker(0xff90, struct.pack(">HIBB", 0, len(tile) + 14, 0, 1))
            + b"\xff\x93" + tile + b"\xff\xd9")


def dct(width, height, size=1 << 20):
    """Gray: with these tables a block of it needs two bits."""
    codes = b"\xff\xc4\0\x14%c\1" + b"\0" * 16
    return (b"\xff\xd8\xff\xdb\0\x43\0" + b"\1" * 64
            + b"\xff\xc0\0\x0b\x08" + struct.pack(">HH", height, width)
            + b"\1\1\x11\0" + codes % 0 + codes % 0x10
            + b"\xff\xda\0\x08\1\1\0\0\x3f\0" + b"\0" * size + b"\xff\xd9")


def scan(filter_name, side, data, filters=b"", depth=8, **more):
    return image(b"/Width %d/Height %d/BitsPerComponent %d"
                 b"/ColorSpace/DeviceGray/Filter[%s/%s]"
                 % (side, side, depth, filters, filter_name), data, **more)


def of_pages(count, entries, data):
    """So many pages, and one image on all of them."""
    pdf = Pdf()
    kids = range(6, 6 + count)
    pdf.add(1, b"<</Type/Catalog/Pages 2 0 R>>")
    pdf.add(2, b"<</Type/Pages/MediaBox[0 0 612 792]/Count %d/Kids[%s]>>"
            % (count, b"".join(b"%d 0 R " % kid for kid in kids)))
    pdf.stream(4, b"q 500 0 0 700 50 50 cm /I Do Q")
    pdf.stream(5, data, b"/Type/XObject/Subtype/Image" + entries)
    for kid in kids:
        pdf.add(kid, PAGE % (b"/XObject<</I 5 0 R>>", b""))
    return pdf.end()


def image_bombs():
    # Its own size, and a lie: a reader that trusts the dictionary is caught.
    for name, said in (("", 60000), ("-lies", 100)):
        yield "jbig2" + name, scan(b"JBIG2Decode", said, jbig2(60000), depth=1)
    yield "jbig2-again", scan(b"JBIG2Decode", 5400, jbig2(5400, 200), depth=1)
    yield "jbig2-lies-again", scan(b"JBIG2Decode", 100, jbig2(30000, 50),
                                   depth=1)
    for name, said in (("", 7000), ("-lies", 90)):
        yield "jpx" + name, image(b"/Width %d/Height %d/Filter/JPXDecode"
                                  % (said, said), jpx(7000))
    # Small enough for the memory, each of them.
    yield "jpx-many", of_pages(20, b"/Width 5000/Height 5000/Filter/JPXDecode",
                               jpx(5000))
    yield "jpx-corner", image(b"/Width 5000/Height 5000/Filter/JPXDecode",
                              jpx(5000), b"q 99 0 0 99 50 50 cm /I Do Q")
    yield "jpx-over", image(b"/Width 9/Height 9/Filter/JPXDecode",
                            jpx(0x7fffffff))
    packed = zlib.compress(dct(65000, 65000, 17 << 20), 9)
    for name, said in (("", 65000), ("-lies", 90)):
        yield "dct" + name, scan(b"DCTDecode", said, packed, b"/FlateDecode")
        yield "dct-5400" + name, scan(
            b"DCTDecode", 5400 if said == 65000 else said, zlib.compress(
                dct(5400, 5400), 9), b"/FlateDecode")
    # And those that end in the first lines.
    yield "jbig2-no-page", scan(b"JBIG2Decode", 60000,
                                jbig2_segment(0, 38, b"\xff" * 8), depth=1)
    yield "jbig2-refers", scan(
        b"JBIG2Decode", 600,
        jbig2_segment(0, 48, struct.pack(">II", 600, 600) + b"\0" * 11)
        + b"\0\0\0\1\6\xe0\0\xff\xff" + b"\0" * (8192 + 0xffff) + b"\1"
        + b"\0\0\0\x08" + b"\0" * 8, depth=1)
    yield "dct-no-tables", scan(
        b"DCTDecode", 65535,
        b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3\1\x44\0\2\x44\0\3"
        b"\x44\0\xff\xda\0\x0c\3\1\0\2\0\3\0\0\x3f\0")


# --- pages ------------------------------------------------------------------
def pages():
    boxes = {"huge": b"[0 0 1e9 1e9]", "wide": b"[0 0 1000000 1]",
             "empty": b"[0 0 0 0]", "negative": b"[612 792 0 0]",
             "far": b"[1e38 1e38 1e38 1e38]", "letters": b"[/a/b/c/d]",
             "nan": b"[nan inf -inf 1e999]", "short": b"[0 0]",
             "minus": b"[-1e9 -1e9 1e9 1e9]", "reference": b" 99 0 R"}
    for name, box in boxes.items():
        yield "box-" + name, page(box=box)
    yield "user-unit", page(page=b"/UserUnit 1e9")
    yield "user-unit-minus", page(page=b"/UserUnit -3")
    for turn in (b"37", b"2147483647", b"-90000000000", b"(x)"):
        yield "rotate-%d" % len(turn), page(page=b"/Rotate " + turn)
    for count in (b"2147483647", b"-1", b"1e9", b"null", b"99999999999999"):
        yield "count-" + count.decode(), page(
            pages=b"<</Type/Pages/Kids[3 0 R]/Count %s>>" % count)
    many = 20000
    pdf = Pdf()
    pdf.add(1, b"<</Type/Catalog/Pages 2 0 R>>")
    pdf.add(2, b"<</Type/Pages/Count %d/MediaBox[0 0 9 9]/Kids[%s]>>"
            % (many, b"".join(b"%d 0 R " % n for n in range(3, many + 3))))
    for number in range(3, many + 3):
        pdf.add(number, b"<</Type/Page/Parent 2 0 R>>")
    yield "pages-many", pdf.end()
    yield "pages-same", page(
        pages=b"<</Type/Pages/Count 100000/MediaBox[0 0 612 792]/Kids[%s]>>"
        % (b"3 0 R " * 100000))
    yield "pages-missing", page(
        pages=b"<</Type/Pages/Count 150/Kids[%s]>>" % (b"99 0 R " * 150))
    yield "text-far", page(
        b"BT /F 1e30 Tf 1e38 -1e38 Td (far) Tj -1e38 0 0 1e38 0 0 Tm (x) Tj ET")
    yield "text-numbers", page(
        b"BT /F 12 Tf nan inf Td 1e999 Tc -1e999 Tw --5 +-3 .. Td (x) Tj ET")
    yield "text-operands", page(b"1 " * 1000000 + TEXT)
    yield "clip-many", page(
        b"0 0 600 700 re W n 1 1 599 699 re W* n " * 100000 + TEXT)
    yield "dash-tiny", page(b"[1e-9] 0 d 0 0 m 600 700 l S " * 50)


# --- cross references -------------------------------------------------------
def references():
    for name, start in (("zero", 0), ("far", 1 << 40), ("inside", 60)):
        yield "startxref-" + name, page(start=start)
    yield "size-huge", page(size=2147483647)
    yield "size-small", page(size=1)
    yield "size-minus", page(size=-1)
    yield "prev-self", page(trailer=b"/Prev 9")
    good = page()
    at = good.rindex(b"xref\n0")
    here = good.index(b"xref\n0")
    yield "prev-loop", good.replace(b"/Size", b"/Prev %d/Size" % here)
    yield "xref-shifted", good[:at] + b"   " + good[at:]
    yield "xref-many", good.replace(b"xref\n0 6", b"xref\n0 2147483647")
    yield "xref-letters", good.replace(b" 00000 n", b" xxxxx n")
    yield "xref-none", good.replace(b"xref", b"yref")
    yield "xref-swapped", good.replace(b" n \n", b" f \n")
    for name, entries in (
            ("widths", b"/W[8 8 8]/Size 2147483647"),
            ("widths-minus", b"/W[-1 -1 -1]/Size 9"),
            ("widths-huge", b"/W[2147483647 2147483647 9]/Size 9"),
            ("index", b"/W[1 4 2]/Size 9/Index[0 2147483647]"),
            ("index-minus", b"/W[1 4 2]/Size 9/Index[-5 -5 7]"),
            ("prev", b"/W[1 4 2]/Size 9/Prev 15")):
        pdf = Pdf()
        pdf.add(1, b"<</Type/Catalog/Pages 2 0 R>>")
        start = pdf.length
        pdf.stream(9, b"\1\0\0\0\x0f\0\0" * 9,
                   b"/Type/XRef/Root 1 0 R" + entries)
        pdf.put(b"startxref\n%d\n%%%%EOF\n" % start)
        yield "xref-stream-" + name, b"".join(pdf.parts)
    for name, entries in (("many", b"/N 2147483647/First 8"),
                          ("minus", b"/N -1/First -1"),
                          ("far", b"/N 3/First 2147483647")):
        yield "object-stream-" + name, page(
            more=[(b"/Type/ObjStm" + entries, b"7 0 8 0 9 0 ")])
    yield "header-none", good[15:]
    yield "header-late", b"\n" * 5000 + good
    yield "header-version", good.replace(b"1.7", b"9" * 4000, 1)
    yield "lines-cr", good.replace(b"\n", b"\r")
    yield "nothing-but-header", b"%PDF-1.7\n%%EOF\n"
    yield "trailer-many", good + b"trailer<</Root 1 0 R>>\n" * 20000 + b"%%EOF\n"
    yield "updates-many", good + b"".join(
        b"xref\n0 0\ntrailer<</Root 1 0 R/Size 6/Prev %d>>\nstartxref\n%d\n"
        b"%%%%EOF\n" % (here, here) for _ in range(3000))
    yield "root-missing", good.replace(b"/Root 1 0 R", b"")
    yield "root-number", good.replace(b"/Root 1 0 R", b"/Root 7")
    yield "number-huge", good + b"99999999999999999999 0 obj\n1\nendobj\n%%EOF\n"
    yield "linearized-lie", good.replace(
        b"1 0 obj", b"0 0 obj<</Linearized 1/L 99/H[9 99999999]/O 3/E 9/N "
        b"99999999/T 5>>endobj\n1 0 obj", 1)


# --- encryption -------------------------------------------------------------
def encryption():
    base = b"/O(%s)/U(%s)" % (b"o" * 32, b"u" * 32)
    variants = {
        "version": b"/V 99/R 99/P -4" + base,
        "length-zero": b"/V 2/R 3/Length 0/P -4" + base,
        "length-huge": b"/V 2/R 3/Length 2147483647/P -4" + base,
        "length-minus": b"/V 1/R 2/Length -40/P -4" + base,
        "no-keys": b"/V 2/R 3/Length 128/P -4",
        "short-keys": b"/V 5/R 6/Length 256/P -4/O(o)/U(u)/OE()/UE()/Perms()"
                      b"/CF<</StdCF<</CFM/AESV3>>>>/StmF/StdCF/StrF/StdCF",
        "no-filter": b"/V 4/R 4/Length 128/P -4/StmF/None/StrF/None" + base,
        "filter-loop": b"/V 4/R 4/P -4/CF 6 0 R/StmF/X/StrF/X" + base,
        "password": b"/V 1/R 2/P -4" + base,
        "wrong-types": b"/V(x)/R[1]/P/Q/O 5/U<<>>",
    }
    for name, entries in variants.items():
        yield "encrypt-" + name, page(
            more=[b"<</Filter/Standard%s>>" % entries],
            trailer=b"/Encrypt 6 0 R/ID[(a)(b)]")
    yield "encrypt-self", page(
        more=[b"<</Filter 6 0 R>>"], trailer=b"/Encrypt 6 0 R")
    yield "encrypt-other", page(
        more=[b"<</Filter/Adobe.PubSec/V 4/Recipients[(x)]>>"],
        trailer=b"/Encrypt 6 0 R/ID[()()]")


# --- what acts --------------------------------------------------------------
def actions():
    script = b"/S/JavaScript/JS(while(true){app.alert\\(1\\)})"
    yield "javascript", page(catalog=b"/OpenAction<<%s>>/AA<</WC<<%s>>>>"
                             % (script, script))
    yield "javascript-names", page(
        catalog=b"/Names<</JavaScript<</Names[(a)<<%s>>]>>>>" % script)
    yield "launch", page(
        catalog=b"/OpenAction<</S/Launch/F(/bin/sh)/Unix<</F(touch /tmp/pwned)"
        b">>>>")
    yield "uri", page(catalog=b"/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>")
    yield "external-stream", page(
        entries=b"/F(/etc/passwd)/FFilter/FlateDecode")
    yield "external-reference", page(
        b"/X Do", b"/XObject<</X 6 0 R>>",
        more=[(b"/Subtype/Form/BBox[0 0 9 9]/Ref<</F(/etc/passwd)/Page 0>>",
               b"")])
    yield "embedded-file", page(
        catalog=b"/Names<</EmbeddedFiles<</Names[(../../evil)<</Type/Filespec"
        b"/F(../../evil)/EF<</F 6 0 R>>>>]>>>>",
        more=[(b"/Type/EmbeddedFile/Subtype/x-sh", b"#!/bin/sh\ntouch evil\n")])
    yield "form-xfa", page(
        catalog=b"/AcroForm<</XFA 6 0 R/Fields[7 0 R]/NeedAppearances true>>",
        more=[(b"", b"<xdp:xdp xmlns:xdp='x'><!DOCTYPE a SYSTEM "
               b"'file:///etc/passwd'></xdp:xdp>"),
              b"<</FT/Tx/T(x)/Kids[7 0 R]/Parent 7 0 R/V(v)>>"])
    yield "metadata-entities", page(
        catalog=b"/Metadata 6 0 R", more=[(b"/Type/Metadata/Subtype/XML",
            b"<!DOCTYPE a [<!ENTITY a 'aaaa'>" + b"".join(
                b"<!ENTITY a%d '&a%d;&a%d;'>" % (n, n - 1, n - 1)
                for n in range(1, 40)) + b"]><a>&a39;</a>")])
    yield "layers-loop", page(
        catalog=b"/OCProperties<</OCGs[6 0 R]/D<</Order 7 0 R>>>>",
        more=[b"<</Type/OCG/Name(x)>>", b"[6 0 R 7 0 R]"])


# --- fonts ------------------------------------------------------------------
def cmap(body):
    return (b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap "
            b"/CMapName/X def 1 begincodespacerange <00> <FF> "
            b"endcodespacerange " + body + b" endcmap end end")


def fonts():
    simple = b"<</Type/Font/Subtype/Type1/BaseFont/X/ToUnicode 6 0 R>>"
    maps = {
        "range": b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange",
        "reversed": b"1 beginbfrange <FF> <00> <0041> endbfrange",
        "surrogates": b"2 beginbfchar <43> <D800> <61> <DC00DC00> endbfchar",
        "controls": b"1 beginbfrange <20> <7F> <0000> endbfrange",
        "overrides": b"1 beginbfrange <20> <7F> <202A> endbfrange",
        "escapes": b"2 beginbfchar <43> <001B005B0032004A> <61> <0007> "
                   b"endbfchar",
        "long": b"1 beginbfchar <43> <" + b"0041" * 200000 + b"> endbfchar",
        "many": b"99999999 beginbfchar " + b"<43> <0041> " * 500000
                + b" endbfchar",
        "self": b"/X usecmap",
        "arrays": b"1 beginbfrange <00> <FF> [" + b"<0041>" * 300000
                  + b"] endbfrange",
    }
    for name, body in maps.items():
        yield "tounicode-" + name, page(font=simple, more=[(b"", cmap(body))])
    yield "tounicode-self", page(
        font=simple, more=[(b"/UseCMap 6 0 R", cmap(b""))])
    yield "tounicode-no-stream", page(font=simple, more=[b"[6 0 R]"])
    glyph = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]" \
            b"/FirstChar 67/LastChar 67/Widths[9]/CharProcs<</C 6 0 R>>" \
            b"/Encoding<</Differences[67/C]>>/Resources<</Font<</F 5 0 R>>>>>>"
    yield "type3-self", page(
        font=glyph, more=[(b"", b"9 0 d0 BT /F 1 Tf (C) Tj (C) Tj ET")])
    yield "type0-self", page(
        font=b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H"
        b"/DescendantFonts[5 0 R]>>")
    yield "type0-widths", page(
        font=b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H"
        b"/DescendantFonts[6 0 R]>>",
        more=[b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[0 2147483647 9]"
              b"/DW 1e38/CIDSystemInfo<</Registry(A)/Ordering(B)>>>>"])
    yield "type0-encoding", page(
        font=b"<</Type/Font/Subtype/Type0/BaseFont/X"
        b"/Encoding/../../../../etc/passwd/DescendantFonts[6 0 R]>>",
        more=[b"<</Type/Font/Subtype/CIDFontType0/BaseFont/X>>"])
    yield "differences-many", page(
        font=b"<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[0"
        + b"/a" * 1000000 + b"]>>>>")
    yield "widths-range", page(
        font=b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar -2147483648"
        b"/LastChar 2147483647/Widths[1e38]>>")
    truetype = (b"\0\1\0\0\0\x02\0\x10\0\0\0\0"
                b"glyf\0\0\0\0\0\0\0\x2c\xff\xff\xff\xff"
                b"loca\0\0\0\0\xff\xff\xff\x00\0\0\0\x10") + b"\xff" * 64
    for kind, key, data in ((b"TrueType", b"FontFile2", truetype),
                            (b"Type1", b"FontFile", b"%!PS-AdobeFont-1.0\n"
                             b"currentfile eexec " + b"\xfe" * 4000),
                            (b"Type1", b"FontFile3", b"\1\0\4\4" + b"\xff" * 400)):
        yield "font-" + key.decode().lower(), page(
            font=b"<</Type/Font/Subtype/%s/BaseFont/X/FontDescriptor 6 0 R>>"
            % kind,
            more=[b"<</Type/FontDescriptor/FontName/X/Flags 4/%s 7 0 R>>" % key,
                  (b"/Length1 2147483647/Length2 -1/Subtype/Type1C", data)])
    yield "font-name", page(
        font=b"<</Type/Font/Subtype/Type1/BaseFont/" + b"A" * 100000 + b">>")
    yield "font-size", page(
        b"BT /F 1000000 Tf 0 0 Td " + b"(W) Tj " * 2000 + b"ET")


FAMILIES = (loops, depths, bombs, image_bombs, pages, references, encryption,
            actions, fonts)


def files():
    for family in FAMILIES:
        for name, data in family():
            yield "pdf-%s.pdf" % name, data
