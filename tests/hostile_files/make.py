#!/usr/bin/env python3
"""make.py DIR [GOOD...] - writes the hostile files into DIR: those that
pdf.py, images.py and text.py invent, and spoilt copies of the GOOD files.

The same ones each time for the same GOOD: what is random has a seed."""

import os
import random
import sys

import images
import pdf
import text

QUICK = "IMR_QUICK" in os.environ
FLIPS = 2 if QUICK else 8  # spoilt copies of each part
# They end at a deadline, or a while before it: nothing for every day.
SLOW = {
    "jpg-scans-many.jpg", "pdf-contents-many.pdf", "pdf-dct-5400-lies.pdf",
    "pdf-dct-5400.pdf", "pdf-dct-lies.pdf", "pdf-dct-no-tables.pdf",
    "pdf-dct.pdf", "pdf-deep-marks.pdf", "pdf-flate-bomb.pdf",
    "pdf-flate-flate-bomb.pdf", "pdf-flate-operators.pdf",
    "pdf-flate-words.pdf", "pdf-forms-doubling.pdf", "pdf-jbig2-again.pdf",
    "pdf-jbig2-lies-again.pdf", "pdf-jbig2-lies.pdf", "pdf-jbig2.pdf",
    "pdf-jpx-corner.pdf", "pdf-jpx-lies.pdf", "pdf-jpx-many.pdf",
    "pdf-jpx-over.pdf", "pdf-jpx.pdf", "pdf-lzw-bomb.pdf",
    "pdf-pattern-self.pdf", "pdf-pattern-tiny.pdf", "pdf-run-length-bomb.pdf",
    "pdf-shading-many.pdf", "png-text-bomb.png", "text-dates-many.txt",
    "text-headings-many.txt", "text-issues-pages.txt", "text-labels-many.txt",
    "text-letters-many.txt", "text-near-heading.txt",
}
MARKS = (b"endobj", b"endstream", b"stream\n", b"xref", b"trailer",
         b"startxref", b"/Filter", b"/Length", b"/Kids", b"/Font", b"/Root",
         b"/Encrypt", b"/ObjStm", b"/XRef", b"/ToUnicode", b"begincmap", b"/W",
         b"IHDR", b"IDAT", b"\xff\xda", b"\xff\xc0")


def spoil(data, begin, end, chance):
    """Some bits of data[begin:end] turned over."""
    spoilt = bytearray(data)
    for _ in range(max(1, (end - begin) // 2000)):
        at = chance.randrange(begin, end)
        spoilt[at] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def spoilt_copies(name, data):
    stem, suffix = os.path.splitext(name)
    chance = random.Random(stem)
    for part in range(8):
        yield "%s-cut-%d%s" % (stem, part, suffix), data[:len(data) * part // 8]
    for number, mark in enumerate(MARKS):
        at = data.find(mark)
        if at > 0:
            yield "%s-cut-at-%d%s" % (stem, number, suffix), data[:at]
            yield ("%s-lost-%d%s" % (stem, number, suffix),
                   data[:at] + data[at + len(mark):])
            yield ("%s-lost-all-%d%s" % (stem, number, suffix),
                   data.replace(mark, b"x" * len(mark)))
    for part in range(5):
        begin, end = len(data) * part // 5, len(data) * (part + 1) // 5
        for number in range(FLIPS):
            yield ("%s-flip-%d-%d%s" % (stem, part, number, suffix),
                   spoil(data, begin, end, chance))
    half = len(data) // 2
    yield stem + "-halves" + suffix, data[half:] + data[:half]
    yield stem + "-doubled" + suffix, data[:half] + data
    yield stem + "-zeros" + suffix, data[:half] + b"\0" * half
    yield stem + "-noise" + suffix, data[:200] + chance.randbytes(half)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def all_files(good):
    yield from pdf.files()
    yield from images.files()
    yield from text.files()
    for name, data in text.mixtures(pdf.page(), images.tiff()):
        yield "mixed-" + name, data
    for path in good:
        above, name = os.path.split(os.path.abspath(path))
        yield from spoilt_copies(
            "spoilt-%s-%s" % (os.path.basename(above), name), read(path))


def write(directory, name, data):
    with open(os.path.join(directory, name), "wb") as file:
        file.write(data)


def main(directory, *good):
    if QUICK:
        pdf.GIGABYTE = 64 << 20
    for name, data in all_files(good):
        if not QUICK or name not in SLOW:
            write(directory, name, data)
    # Longer than a letter may be, and nearly nothing on the disk.
    with open(os.path.join(directory, "text-gigabyte.txt"), "wb") as file:
        file.write(b"A")
        file.truncate(1 << 30)
    # Called so themselves, below a directory whose name is no harm.
    below = os.path.join(directory, "names").encode()
    os.makedirs(below, exist_ok=True)
    for name, data in text.names():
        write(below, name, data)


if __name__ == "__main__":
    main(*sys.argv[1:])
