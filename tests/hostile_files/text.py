"""text.py - plain text, names and mixtures that mean harm."""

HEADING = b"IMR ISSUES, DECISIONS AND RATIONALES\n\n"
LETTER = (b"Case Number: CM16-0000000\nDate of Injury: 10/13/2016\n\n"
          b"HOW THE IMR FINAL DETERMINATION WAS MADE\n\n"
          b"CLINICAL CASE SUMMARY\n\nA summary.\n\n" + HEADING)
ISSUE = (b"MRI of the right shoulder: Upheld\n\n"
         b"Decision rationale: There is no red flag.\n\n")


def texts():
    yield "one-line", LETTER + b"A" * (40 << 20)
    yield "one-line-words", LETTER + b"word " * (2 << 20)
    yield "spaces", LETTER + b" " * (8 << 20) + b"x"
    yield "lines", LETTER + b"\n" * (8 << 20)
    yield "tabs", LETTER + b"\t\v\f\r" * (1 << 20)
    yield "bad-utf8", LETTER + bytes(range(128, 256)) * 100
    yield "overlong", LETTER + b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80"
    yield "surrogates", LETTER + b"\xed\xa0\x80\xed\xbf\xbf"
    yield "beyond", LETTER + b"\xf4\x90\x80\x80\xf7\xbf\xbf\xbf"
    yield "cut", LETTER + ISSUE + b"\xe2\x82"
    yield "nul", LETTER + b"\0" * 1000 + ISSUE
    yield "controls", LETTER + bytes(range(1, 32)) * 50 + b"\x7f" + ISSUE
    yield "escapes", LETTER.replace(
        b"0000000", b"0000000\x1b[2J\x1b]0;owned\x07\x1b[31m") + (
        b"\x1bPq\x1b\\ \x9b2J" + ISSUE)
    yield "c1", LETTER + "\u009b2J\u0085\u0090".encode() + ISSUE
    for name, mark in (("overrides", "\u202e\u202d\u2066\u2067\u2069\u200f"),
                       ("zero-width", "\u200b\u200c\u200d\ufeff\u2060"),
                       ("combining", "e" + "\u0301" * 5000),
                       ("separators", "\u2028\u2029\u0085"),
                       ("not-characters", "\ufffe\uffff\U0010ffff"),
                       ("tags", "\U000e0041\U000e007f")):
        yield name, (LETTER + ("MRI" + mark * 200 + ": Upheld\n").encode()
                     + ISSUE)
    yield "utf16", "\ufeff".encode("utf-16-le") + LETTER.decode().encode(
        "utf-16-le")
    yield "marks", b"\xef\xbb\xbf" * 1000 + LETTER
    # As much as a page holds, and more.
    yield "letters-many", (LETTER + ISSUE) * 3000
    yield "issues-many", LETTER + ISSUE * 18000
    yield "issues-pages", (LETTER + ISSUE * 15000 + b"\f") * 3
    yield "headings-many", HEADING * 40000
    yield "labels-many", (b"Case Number: " * 10000 + b"\n") * 20
    yield "lines-many", (LETTER + ISSUE) * 20000
    yield "dates-many", LETTER + b"10/13/2016 " * 500000
    yield "citations-many", LETTER + ISSUE + b"MTUS, MTUS (2009), " * 200000
    yield "colons", LETTER + b":" * 1000000 + b"\n" + ISSUE
    yield "hyphens", LETTER + b"a-\n" * 500000
    yield "brackets", LETTER + b"([{" * 500000
    yield "near-heading", (b"IMR ISSUES, DECISIONS AND RATIONALE \n"
                           b"CLINICAL CASE SUMMARI\n") * 50000
    yield "long-heading", LETTER + b"MRI " * 500000 + b": Upheld\n"
    yield "numbers", LETTER + b"9" * 1000000 + b"\n" + ISSUE
    yield "formats", LETTER + b"%s%n%x%99999999d" * 1000
    yield "formulas", LETTER.replace(b"CM16", b"=cmd|'/c calc'!A0") + ISSUE
    yield "sql", LETTER + b"'); DROP TABLE letters;--: Upheld\n" + ISSUE
    yield "empty-lines", b"\n"
    yield "blank", b" "
    yield "nul-alone", b"\0"


def mixtures(pdf, tiff):
    yield "script.pdf", b"#!/bin/sh\ntouch pwned\n" + pdf
    yield "zip.pdf", pdf + b"PK\5\6" + b"\0" * 18
    yield "html.pdf", b"<script>alert(1)</script>" + pdf
    yield "gif.pdf", b"GIF89a" + b"\0" * 500 + pdf
    yield "late.pdf", b"\0" * 1020 + pdf
    yield "twice.pdf", pdf + pdf
    yield "tiff.pdf", tiff + pdf
    yield "pdf.tif", pdf + tiff
    yield "elf.txt", b"\x7fELF" + b"\0" * 500
    yield "gzip.pdf", b"\x1f\x8b\x08" + b"\0" * 500
    yield "postscript.pdf", b"%!PS\n(x) run (/etc/passwd) (r) file\n"
    yield "image.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>" * 100
    yield "compound.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000


def names():
    """As bytes: what a file may be called, each with text of its own."""
    marks = [
        b"line\nbreak.txt", b"\x1b[2J\x1b]0;owned\x07.txt", b"..%2f..%2fx.txt",
        b"..\\..\\x.txt", b"...", b"-rf", b"--set", b"$(touch pwned).txt",
        b"`touch pwned`.txt", b"a;touch pwned;.txt", b"a|b&c>d<e.txt",
        b"x" * 251 + b".txt", b"\xff\xfe\x80.txt", b"\xc3(.txt",
        "\u202etxt.exe".encode(), "\u200b".encode(), b" leading.txt",
        b"trailing ", b"carriage\rreturn.txt", b"tab\tname.txt", b"'\"\\.txt",
        b"%s%n%x.txt", b"\x7f\x01\x02.txt", "\u009b2J.txt".encode(),
        ("e" + "\u0301" * 100).encode(), b"con", b"nul.txt", b"{}[]*?!#.txt",
        b"\\x1b.txt", b"<b>&amp;.txt", "\U0001f4c4.pdf".encode(), b"a" * 255,
    ]
    for number, name in enumerate(marks):
        yield name, LETTER + ISSUE + b"Name %d.\n" % number


def files():
    for name, data in texts():
        yield "text-%s.txt" % name, data
