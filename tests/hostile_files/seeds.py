#!/usr/bin/env python3
"""seeds.py LETTER FAX DIR - a good letter in those ways of writing a PDF that
the typesetter does not know, so that copies of it can be spoilt: encrypted,
its objects in streams, all in the clear; and FAX, a scan in group 4, as JBIG2,
which has a mode for the same bits. Without qpdf only the last."""

import os
import re
import shutil
import struct
import subprocess
import sys

import pdf

WAYS = {
    "encrypted": ("--encrypt", "", "owner", "256", "--"),
    "encrypted-rc4": ("--allow-weak-crypto", "--encrypt", "", "owner", "128",
                      "--use-aes=n", "--"),
    "object-streams": ("--object-streams=generate",),
    "encrypted-object-streams": ("--object-streams=generate", "--encrypt", "",
                                 "owner", "256", "--"),
    "clear": ("--qdf", "--object-streams=disable"),
    "linearized": ("--linearize",),
}
GROUP4 = re.compile(rb"/Length (\d+)\s[^>]*/Width (\d+)\s/Height (\d+)\s[^>]*"
                    rb"/CCITTFaxDecode.*?stream\n", re.DOTALL)


def jbig2_page(width, height, group4):
    size = struct.pack(">II", width, height)
    return (pdf.jbig2_segment(0, 48, size + b"\0" * 11)
            + pdf.jbig2_segment(1, 38, size + b"\0" * 9 + b"\1" + group4))


def jbig2(fax):
    """The first page."""
    found = GROUP4.search(fax)
    length, width, height = (int(group) for group in found.groups())
    data = jbig2_page(width, height, fax[found.end():found.end() + length])
    return pdf.image(b"/Width %d/Height %d/BitsPerComponent 1"
                     b"/ColorSpace/DeviceGray/Filter/JBIG2Decode"
                     % (width, height), data, b"612 0 0 792 0 0 cm /I Do")


def main(letter, fax, directory):
    with open(fax, "rb") as file:
        data = jbig2(file.read())
    with open(os.path.join(directory, "jbig2.pdf"), "wb") as file:
        file.write(data)
    for name, arguments in WAYS.items() if shutil.which("qpdf") else ():
        subprocess.run(["qpdf", "--static-id", *arguments, letter,
                        os.path.join(directory, name + ".pdf")], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
