"""damage - files that lost a part on their way: streams, images and fonts zeroed, cut, flipped or gone, files that a
transfer changed, TIFFs that are cut off. And TIFFs that are whole, but not as most scanners make them."""
import io
import random
import struct
import zlib

import pikepdf
from PIL import Image

import trust

KIND = "damage"
DPI = 150
FAX_DPI = 200  # what is black or white alone needs more


# What becomes of bytes. Each takes them and a source of chance.


def zeroed_to_end(data, chance):
    at = len(data) * 2 // 5
    return data[:at] + bytes(len(data) - at)


def zeroed_within(data, chance):
    size = min(512, len(data) // 4)
    at = chance.randrange(len(data) // 8, len(data) - size)
    return data[:at] + bytes(size) + data[at + size:]


def cut(data, chance):
    return data[:len(data) * chance.choice((30, 60, 90)) // 100]


def flipped(data, chance):
    at = chance.randrange(len(data) // 8, len(data) - 8)
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1:]


def scribbled(data, chance):
    at = chance.randrange(len(data) // 8, len(data) - 64)
    return data[:at] + chance.randbytes(48) + data[at + 48:]


def emptied(data, chance):
    return b""


HARMS = (zeroed_to_end, zeroed_within, cut, flipped, scribbled, emptied)


def harm_name(harm):
    return harm.__name__.replace("_", "-")


# PDFs with a text layer.


def save(pdf, path):
    pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def page_content(pdf, page):
    """The page's content as one deflated stream, and its bytes."""
    content = page.Contents
    parts = content if isinstance(content, pikepdf.Array) else [content]
    data = zlib.compress(b"\n".join(part.read_bytes() for part in parts))
    page.Contents = pdf.make_stream(b"")
    return data


def harm_content(letter, number, harm, chance):
    def make(path):
        with pikepdf.open(letter.pdf) as pdf:
            page = pdf.pages[number - 1]
            data = page_content(pdf, page)
            page.Contents.write(harm(data, chance), filter=pikepdf.Name.FlateDecode)
            save(pdf, path)

    return make


def lose_object(letter, number, key):
    """The page still names it, but it is not in the file."""

    def make(path):
        with pikepdf.open(letter.pdf) as pdf:
            page = pdf.pages[number - 1]
            lost = pdf.make_indirect(pikepdf.Dictionary())
            if key == "/Contents":
                page.Contents = lost
            elif key == "/Resources":
                page.Resources = lost
            else:
                page.Resources.Font[list(page.Resources.Font.keys())[0]] = lost
            whole = io.BytesIO()
            save(pdf, whole)
        data = whole.getvalue()
        # The one empty dictionary: its number is made another.
        at = data.index(b"obj\n<< >>\nendobj")
        start = data.rindex(b"\n", 0, at) + 1
        path.write_bytes(data[:start] + b"9" * (at - start) + data[at:])

    return make


def harm_fonts(letter, harm, chance):
    """Each stream that a font is made of."""

    def make(path):
        with pikepdf.open(letter.pdf) as pdf:
            for thing in pdf.objects:
                if not isinstance(thing, pikepdf.Dictionary):
                    continue
                for key in ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode"):
                    if isinstance(thing.get(key), pikepdf.Stream):
                        data = zlib.compress(thing[key].read_bytes())
                        thing[key].write(harm(data, chance), filter=pikepdf.Name.FlateDecode)
            save(pdf, path)

    return make


def harm_file(source, harm):
    def make(path):
        path.write_bytes(harm(source()))

    return make


def zero_block(data, at, size=4096):
    at = min(int(len(data) * at), len(data) - 1200) // 512 * 512
    size = min(size, len(data) - at - 1100)
    return data[:at] + bytes(max(size, 0)) + data[at + max(size, 0):]


def flip_at(data, at):
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1:]


def drop_block(data, at, size=512):
    at = int(len(data) * at)
    return data[:at] + data[at + size:]


def with_returns(data):
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def without_returns(data):
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


# Scans: a PDF whose pages are an image each.


def gray_page(letter, number, dpi=DPI):
    return letter.page_image(number, dpi).convert("L")


def encode_g4(image):
    out = io.BytesIO()
    image.convert("1", dither=Image.Dither.NONE).save(out, "TIFF", compression="group4", strip_size=1 << 30)
    with Image.open(out) as tiff:
        at, size = tiff.tag_v2[273], tiff.tag_v2[279]
    assert len(at) == 1
    return out.getvalue()[at[0]:at[0] + size[0]]


def encode_jpeg(image, **options):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70, **options)
    return out.getvalue()


def encode_jpx(image):
    out = io.BytesIO()
    image.save(out, "JPEG2000", quality_mode="rates", quality_layers=[12])
    return out.getvalue()


CODECS = {
    "jpeg": (encode_jpeg, "/DCTDecode", {}),
    "progressive": (lambda image: encode_jpeg(image, progressive=True), "/DCTDecode", {}),
    "optimised": (lambda image: encode_jpeg(image, optimize=True), "/DCTDecode", {}),
    "flate": (lambda image: zlib.compress(image.tobytes()), "/FlateDecode", {}),
    "g4": (encode_g4, "/CCITTFaxDecode", {"K": -1, "BlackIs1": False}),
    "jpx": (encode_jpx, "/JPXDecode", {}),
}


def scan_pdf(letter, codec, number, harm, chance, stamp=False):
    """stamp: a text is drawn over each image, so that the page is drawn and not taken as it is."""
    encode, name, parms = CODECS[codec]

    def make(path):
        pdf = pikepdf.new()
        for at in range(1, letter.pages + 1):
            dpi = FAX_DPI if codec == "g4" else DPI
            image = gray_page(letter, at, dpi)
            data = encode(image)
            if at == number and harm is not None:
                data = harm(data, chance)
            bits = 1 if codec == "g4" else 8
            stream = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=image.width,
                                     Height=image.height, BitsPerComponent=bits, ColorSpace=pikepdf.Name.DeviceGray)
            stream.write(data, filter=pikepdf.Name(name),
                         decode_parms=pikepdf.Dictionary(Columns=image.width, Rows=image.height, **parms)
                         if parms else None)
            shown = stream if not (at == number and harm is None) else pikepdf.Dictionary()
            page = pdf.add_blank_page(page_size=(image.width * 72 / dpi, image.height * 72 / dpi))
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=shown))
            drawn = f"q {image.width * 72 / dpi} 0 0 {image.height * 72 / dpi} 0 0 cm /Im Do Q"
            if stamp:
                drawn += " 0.9 g 2 2 9 9 re f"
            page.Contents = pdf.make_stream(drawn.encode())
        save(pdf, path)

    return make


# TIFFs.


def pillow_tiff(letter, compression):
    def source():
        out = io.BytesIO()
        dpi = FAX_DPI if compression == "group4" else DPI
        pages = [gray_page(letter, number, dpi) for number in range(1, letter.pages + 1)]
        if compression == "group4":
            pages = [page.convert("1", dither=Image.Dither.NONE) for page in pages]
        pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression=compression, dpi=(dpi, dpi))
        return out.getvalue()

    return source


def loop_directories(data):
    """The last directory leads to the first."""
    first = at = struct.unpack_from("<I", data, 4)[0]
    while True:
        count = struct.unpack_from("<H", data, at)[0]
        link = at + 2 + 12 * count
        at = struct.unpack_from("<I", data, link)[0]
        if at == 0:
            return data[:link] + struct.pack("<I", first) + data[link + 4:]


def write_tiff(path, frames):
    """frames: (tags, blocks): what of a directory is not told by its blocks, and these."""
    out = bytearray(b"II*\0\0\0\0\0")
    link = 4

    def place(data):
        at = len(out)
        out.extend(data + b"\0" * (len(data) % 2))
        return at

    for tags, places, sizes, blocks in frames:
        entries = {**tags, places: [place(block) for block in blocks], sizes: [len(block) for block in blocks]}
        fields = []
        for tag, value in sorted(entries.items()):
            values = value if isinstance(value, list) else [value]
            packed = struct.pack(f"<{len(values)}I", *values)
            fields.append(struct.pack("<HHI", tag, 4, len(values)) +
                          (packed if len(packed) == 4 else struct.pack("<I", place(packed))))
        at = place(struct.pack("<H", len(fields)) + b"".join(fields) + bytes(4))
        struct.pack_into("<I", out, link, at)
        link = at + 2 + 12 * len(fields)
    path.write_bytes(out)


def tags_of(image, **more):
    return {256: image.width, 257: image.height, 258: 8, 259: 8, 262: 1, 277: 1, **more}


def tiled_frame(image, side=256):
    across, down = -(-image.width // side), -(-image.height // side)
    padded = Image.new("L", (across * side, down * side), 255)
    padded.paste(image)
    blocks = [zlib.compress(padded.crop((x * side, y * side, x * side + side, y * side + side)).tobytes())
              for y in range(down) for x in range(across)]
    return tags_of(image) | {322: side, 323: side}, 324, 325, blocks


def planar_frame(image):
    blocks = [zlib.compress(plane.tobytes()) for plane in image.convert("RGB").split()]
    return tags_of(image) | {258: 8, 262: 2, 277: 3, 278: image.height, 284: 2}, 273, 279, blocks


def plain_frame(image, kind=0):
    return tags_of(image) | {254: kind, 278: image.height}, 273, 279, [zlib.compress(image.tobytes())]


def odd_tiffs(letter):
    def images():
        return [gray_page(letter, number) for number in range(1, letter.pages + 1)]

    yield "tiled", lambda path: write_tiff(path, [tiled_frame(image) for image in images()])
    yield "planar", lambda path: write_tiff(path, [planar_frame(image) for image in images()])
    yield "thumbnails", lambda path: write_tiff(
        path, [frame for image in images()
               for frame in (plain_frame(image), plain_frame(image.resize((170, 220)), 1))])


def cases(letter):
    chance = random.Random(letter.name)
    pages = sorted({1, (letter.pages + 1) // 2, letter.pages})

    def case(name, suffix, make, allowed=trust.ANYTHING, **more):
        return trust.Case(name, suffix, make, allowed, records=(1, 2), **more)

    for number in pages:
        for harm in HARMS:
            yield case(f"content-{harm_name(harm)}-{number}", ".pdf", harm_content(letter, number, harm, chance))
        for key in ("/Contents", "/Resources", "/Font"):
            yield case(f"lost{key.lower().replace('/', '-')}-{number}", ".pdf", lose_object(letter, number, key))
    for harm in (zeroed_within, cut, flipped, emptied):
        yield case(f"fonts-{harm_name(harm)}", ".pdf", harm_fonts(letter, harm, chance))
    original = letter.pdf.read_bytes
    for at in range(8):
        where = (at + chance.random()) / 8
        yield case(f"zeros-{at}", ".pdf", harm_file(original, lambda data, where=where: zero_block(data, where)))
        yield case(f"flip-{at}", ".pdf", harm_file(
            original, lambda data, where=where: flip_at(data, int(len(data) * where))))
    for at in (0.2, 0.5, 0.8):
        yield case(f"block-dropped-{int(at * 10)}", ".pdf", harm_file(original, lambda data, at=at: drop_block(data, at)))
    yield case("twice-in-a-row", ".pdf", harm_file(original, lambda data: data + data))
    for name, harm in (("returns-added", with_returns), ("returns-dropped", without_returns)):
        yield case(name, ".pdf", harm_file(original, harm))

    number = chance.choice(pages)
    for codec in CODECS:
        yield case(f"scan-{codec}-missing", ".pdf", scan_pdf(letter, codec, number, None, chance))
        for harm in HARMS:
            stamp = chance.random() < 0.5
            yield case(f"scan-{codec}-{harm_name(harm)}{'-drawn' if stamp else ''}", ".pdf",
                       scan_pdf(letter, codec, number, harm, chance, stamp))
    for compression in ("group4", "tiff_lzw", "tiff_deflate", "packbits", "jpeg", "raw"):
        source = pillow_tiff(letter, compression)
        yield case(f"tiff-{compression.replace('_', '-')}-cut", ".tif",
                   harm_file(source, lambda data: cut(data, chance)), frozenset({trust.REJECTED, trust.WARNED}))
        yield case(f"tiff-{compression.replace('_', '-')}-loop", ".tif", harm_file(source, loop_directories),
                   frozenset({trust.REJECTED}))
        if compression != "raw":
            for harm in (zeroed_within, flipped, scribbled):
                yield case(f"tiff-{compression.replace('_', '-')}-{harm_name(harm)}", ".tif",
                           harm_file(source, lambda data, harm=harm: harm(data, chance)))
    for name, make in odd_tiffs(letter):
        yield case(f"tiff-{name}", ".tif", make, frozenset({trust.RIGHT, trust.WARNED}))
