"""images.py - TIFF, PNG and JPEG files that lie about what is in them."""

import struct
import zlib

SHORT, LONG, RATIONAL, LONG8 = 3, 4, 5, 16
HUGE = 0xFFFFFFFF


def tiff(entries=(), data=b"\0" * 1000, next_at=0, order="<", without=(),
         count=None):
    """One bilevel image of 100 x 80, or what entries (tag, type, count, value)
    make of it."""
    tags = {256: (LONG, 1, 100), 257: (LONG, 1, 80), 258: (SHORT, 1, 1),
            259: (SHORT, 1, 1), 262: (SHORT, 1, 1), 273: (LONG, 1, 0),
            277: (SHORT, 1, 1), 278: (LONG, 1, 80), 279: (LONG, 1, len(data))}
    for tag, kind, number, value in entries:
        tags[tag] = (kind, number, value)
    for tag in without:
        del tags[tag]
    start = 8 + 2 + 12 * len(tags) + 4
    if tags.get(273) == (LONG, 1, 0):
        tags[273] = (LONG, 1, start)
    mark = b"II" if order == "<" else b"MM"
    out = [mark, struct.pack(order + "HIH", 42, 8,
                             len(tags) if count is None else count)]
    for tag in sorted(tags):
        kind, number, value = tags[tag]
        pattern = "HHIHH" if kind == SHORT and number == 1 else "HHII"
        values = (value, 0) if pattern == "HHIHH" else (value,)
        out.append(struct.pack(order + pattern, tag, kind, number, *values))
    out.append(struct.pack(order + "I", next_at))
    return b"".join(out) + data


def tiffs():
    yield "cyclic", tiff(next_at=8)
    chain = b"".join(struct.pack("<HI", 0, 8 + 6 * ((n + 1) % 5000))
                     for n in range(5000))
    yield "cyclic-long", b"II*\0\x08\0\0\0" + chain
    yield "pages-many", b"II*\0\x08\0\0\0" + b"".join(
        tiff(next_at=8 + (n + 1) * 122 if n < 5000 else 0,
             data=b"")[8:] for n in range(5001))
    yield "next-far", tiff(next_at=HUGE)
    yield "entries-many", tiff(count=65535)
    yield "entries-none", tiff(count=0)
    yield "big-endian", tiff(order=">", next_at=8)
    sizes = {"wide": (HUGE, 1), "high": (1, HUGE), "huge": (HUGE, HUGE),
             "zero": (0, 0), "large": (60000, 60000), "2g": (1 << 31, 1 << 31)}
    for name, (width, height) in sizes.items():
        yield "size-" + name, tiff([(256, LONG, 1, width),
                                    (257, LONG, 1, height)])
    for width, height in ((0, 0), (1, 1), (HUGE, HUGE), (16, 1 << 30)):
        yield "tiles-%d-%d" % (width, height), tiff(
            [(322, LONG, 1, width), (323, LONG, 1, height),
             (324, LONG, HUGE, 8), (325, LONG, HUGE, 8)], without=(273, 279))
    yield "strips-many", tiff([(273, LONG, HUGE, 8), (279, LONG, HUGE, 8),
                               (278, LONG, 1, 1)])
    yield "strip-far", tiff([(273, LONG, 1, HUGE)])
    yield "strip-long", tiff([(279, LONG, 1, HUGE)])
    yield "strips-none", tiff(without=(273, 279))
    yield "rows-zero", tiff([(278, LONG, 1, 0)])
    for bits in (0, 3, 64, 65535):
        yield "bits-%d" % bits, tiff([(258, SHORT, 1, bits)])
    for samples in (0, 5, 65535):
        yield "samples-%d" % samples, tiff([(277, SHORT, 1, samples)])
    for code in (2, 3, 4, 5, 6, 7, 8, 32771, 32773, 32946, 34661, 34712, 50000,
                 34925, 65535):
        yield "compression-%d" % code, tiff([(259, SHORT, 1, code)],
                                            data=b"\x5a\xa5\xff\0" * 500)
        yield "compression-%d-huge" % code, tiff(
            [(259, SHORT, 1, code), (256, LONG, 1, 20000),
             (257, LONG, 1, 20000), (278, LONG, 1, 20000)],
            data=b"\xff" * 3000)
    packed = zlib.compress(b"\0" * (200 << 20), 9)
    yield "deflate-bomb", tiff([(259, SHORT, 1, 8)], data=packed)
    yield "deflate-bomb-wide", tiff(
        [(259, SHORT, 1, 8), (256, LONG, 1, 40000), (257, LONG, 1, 40000),
         (278, LONG, 1, 40000)], data=packed)
    for photometric in (2, 3, 5, 6, 8, 65535):
        yield "photometric-%d" % photometric, tiff(
            [(262, SHORT, 1, photometric)])
    yield "orientation", tiff([(274, SHORT, 1, 99)])
    yield "resolution-zero", tiff([(282, RATIONAL, 1, 0), (283, RATIONAL, 1, 0)])
    yield "resolution-far", tiff([(282, RATIONAL, 1, HUGE)])
    yield "description-long", tiff([(270, 2, HUGE, 8)])
    yield "colour-map-long", tiff([(320, SHORT, HUGE, 8), (262, SHORT, 1, 3)])
    yield "types-unknown", tiff([(256, 99, 1, 1), (65000, 255, HUGE, 8)])
    yield "sub-self", tiff([(330, LONG, 1, 8), (34665, LONG, 1, 8)])
    yield "jpeg-tables-far", tiff([(259, SHORT, 1, 7), (347, 7, HUGE, 8)])
    yield "bigtiff-loop", (b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 0)
                           + struct.pack("<Q", 16))
    yield "bigtiff-count", (b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 1 << 62)
                            + b"\0" * 64)
    yield "header-alone", b"II*\0"


def chunk(kind, data, length=None, check=None):
    return (struct.pack(">I", len(data) if length is None else length) + kind
            + data + struct.pack(">I", zlib.crc32(kind + data)
                                 if check is None else check))


def png(width=100, height=100, bits=8, colour=0, interlace=0, data=None,
        before=b"", after=b""):
    if data is None:
        data = chunk(b"IDAT", zlib.compress(b"\0" * (101 * 100)))
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits,
                                         colour, 0, 0, interlace))
            + before + data + after + chunk(b"IEND", b""))


def pngs():
    packed = zlib.compress(b"\0" * (200 << 20), 9)
    for name, width, height in (("huge", 0x7FFFFFFF, 0x7FFFFFFF),
                                ("minus", HUGE, HUGE), ("zero", 0, 0),
                                ("wide", 1000000, 1), ("high", 1, 1000000),
                                ("large", 5400, 5400), ("over", 20000, 20000)):
        yield "size-" + name, png(width, height)
        yield "size-%s-bomb" % name, png(width, height,
                                         data=chunk(b"IDAT", packed))
    yield "large-bomb-colour", png(5400, 5400, 16, 6,
                                   data=chunk(b"IDAT", packed * 2))
    yield "interlaced-bomb", png(5400, 5400, 16, 6, 1,
                                 data=chunk(b"IDAT", packed))
    for bits, colour in ((3, 0), (16, 3), (1, 6), (255, 255), (8, 3)):
        yield "kind-%d-%d" % (bits, colour), png(bits=bits, colour=colour)
    yield "chunk-long", png(data=chunk(b"IDAT", b"x", 0xFFFFFFFF))
    yield "chunk-check", png(data=chunk(b"IDAT", b"x", None, 0))
    yield "chunks-many", png(before=chunk(b"tEXt", b"a\0b") * 200000)
    yield "text-bomb", png(before=chunk(b"zTXt", b"a\0\0" + packed) * 20)
    yield "profile-bomb", png(before=chunk(b"iCCP", b"a\0\0" + packed))
    yield "palette-long", png(colour=3, before=chunk(b"PLTE", b"\1\2\3" * 9999))
    yield "density-huge", png(before=chunk(
        b"pHYs", struct.pack(">IIB", HUGE, HUGE, 1)))
    yield "density-zero", png(before=chunk(b"pHYs", b"\0" * 8 + b"\1"))
    yield "no-data", png(data=b"")
    yield "data-many", png(data=chunk(b"IDAT", b"") * 300000)
    yield "header-twice", png(before=png()[8:33])


TABLE = b"\xff\xdb\0\x43\0" + b"\1" * 64
CODES = (b"\xff\xc4\0\x14\0\1" + b"\0" * 15 + b"\0"
         + b"\xff\xc4\0\x14\x10\1" + b"\0" * 15 + b"\0")


def jpeg(width=100, height=100, frame=0xC0, bits=8, parts=1, scan=b"\0" * 500,
         before=b"", scans=1):
    sof = struct.pack(">HBHHB", 8 + 3 * parts, bits, height, width, parts)
    sof += b"".join(bytes((n, 0x11, 0)) for n in range(1, parts + 1))
    sos = struct.pack(">HB", 6 + 2 * parts, parts)
    sos += b"".join(bytes((n, 0)) for n in range(1, parts + 1))
    progressive = frame in (0xC2, 0xCA)
    sos += b"\0\0\0" if progressive else b"\0\x3f\0"
    return (b"\xff\xd8" + before + TABLE + b"\xff" + bytes((frame,)) + sof
            + CODES + (b"\xff\xda" + sos + scan) * scans + b"\xff\xd9")


def jpegs():
    for name, width, height in (("huge", 65535, 65535), ("zero", 0, 0),
                                ("wide", 65535, 1), ("large", 5400, 5400)):
        yield "size-" + name, jpeg(width, height)
        yield "size-%s-progressive" % name, jpeg(width, height, 0xC2)
    yield "scans-many", jpeg(5400, 5400, 0xC2, scan=b"", scans=20000)
    yield "scans-some", jpeg(2000, 2000, 0xC2, scan=b"\0", scans=2000)
    for parts in (0, 2, 4, 255):
        yield "parts-%d" % parts, jpeg(parts=parts)
    for bits in (0, 12, 16, 255):
        yield "bits-%d" % bits, jpeg(bits=bits)
    for frame in (0xC1, 0xC3, 0xC5, 0xC9, 0xCA, 0xCF):
        yield "frame-%x" % frame, jpeg(frame=frame)
    yield "no-tables", b"\xff\xd8\xff\xda\0\x08\1\1\0\0\x3f\0" + b"\0" * 99
    yield "exif-loop", jpeg(before=b"\xff\xe1\0\x40Exif\0\0II*\0\x08\0\0\0"
                            + struct.pack("<HHHII", 1, 34665, 4, 1, 8)
                            + struct.pack("<I", 8) + b"\0" * 30)
    yield "exif-orientation", jpeg(
        before=b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0"
        + struct.pack("<HHHII", 1, 274, 3, HUGE, 99) + b"\0\0\0\0")
    yield "segments-many", jpeg(before=b"\xff\xfe\0\2" * 500000)
    yield "profile-many", jpeg(before=(b"\xff\xe2\xff\xffICC_PROFILE\0\1\xff"
                                       + b"x" * 65519) * 300)
    yield "fill", b"\xff\xd8" + b"\xff" * 2000000
    yield "density", jpeg(before=b"\xff\xe0\0\x10JFIF\0\1\1\1\xff\xff\0\0\0\0")


def files():
    for suffix, family in (("tif", tiffs), ("png", pngs), ("jpg", jpegs)):
        for name, data in family():
            yield "%s-%s.%s" % (suffix, name, suffix), data
