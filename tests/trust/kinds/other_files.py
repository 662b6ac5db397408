"""Files of other kinds that hold a letter: read as what they are, or rejected by their own names."""
import base64
import gzip
import io
import quopri
import tarfile
import zipfile

from as_text import is_whole, text
from trust import REJECTED, RIGHT, Case

READ, NAMED = frozenset({RIGHT}), frozenset({REJECTED})
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252")
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: IMR\r\nMIME-Version: 1.0\r\n"


def typeset(plain):
    """As a word processor's text: its quotes and dashes are beyond ASCII."""
    return plain.replace("'", "\u2019").replace(" - ", " \u2013 ")


def mail(encoding, body):
    head = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return MAIL + head.encode() + body


def multipart(name, kind, content):
    return (MAIL + b"Content-Type: multipart/mixed; boundary=part\r\n\r\n--part\r\nContent-Type: text/plain\r\n\r\n"
            b"See the letter.\r\n--part\r\n" + f"Content-Type: {kind}; name={name}\r\n".encode()
            + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content) + b"--part--\r\n")


def zipped(files, method, first=""):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in ([(first, b"<x/>")] if first else []) + files:
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(name, content):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def html(plain):
    return "<p>" + "</p>\n<p>".join(plain.split("\n\n")) + "</p>"


def rtf(plain):
    return "\\par\n".join(plain.split("\n"))


def of_the_pdf(pdf):
    """(name, suffix, bytes, what the rejection must say)"""
    yield "zip-stored", ".zip", zipped([("a.pdf", pdf), ("b.pdf", pdf)], zipfile.ZIP_STORED), "ZIP"
    yield "zip-deflated", ".zip", zipped([("a.pdf", pdf)], zipfile.ZIP_DEFLATED), "ZIP"
    yield "zip-named-pdf", ".pdf", zipped([("a.pdf", pdf)], zipfile.ZIP_STORED), "ZIP"
    yield "gzip", ".gz", gzip.compress(pdf), "gzip"
    yield "tar", ".tar", tarred("a.pdf", pdf), "tar"
    yield "mail-with-pdf", ".eml", multipart("a.pdf", "application/pdf", pdf), "mail"
    yield "mail-binary", ".eml", mail("binary", pdf), "mail"
    yield "mailbox", ".mbox", b"From a@example.org Mon Jan  2 10:00:00 2017\n" + mail("binary", pdf), "mail"
    yield "postscript", ".ps", b"%!PS-Adobe-3.0\n" + pdf[pdf.index(b"\n"):], "PostScript"


def of_the_text(plain):
    yield "mail-plain", ".eml", mail("8bit", plain.encode()), "mail"
    yield "mail-quoted-printable", ".eml", mail("quoted-printable", quopri.encodestring(plain.encode())), "mail"
    yield "mail-base64", ".eml", mail("base64", base64.encodebytes(plain.encode())), "mail"
    yield "quoted-printable-alone", ".txt", quopri.encodestring(plain.encode()), "mail"
    yield "html", ".html", f"<html><body>{html(plain)}</body></html>".encode(), "HTML"
    yield "html-named-pdf", ".pdf", f"<!DOCTYPE html>\n{html(plain)}".encode(), "HTML"
    yield "html-utf16", ".html", f"<html>{html(plain)}</html>".encode("utf-16"), "HTML"
    yield "html-piece", ".txt", f"Letter\n{html(plain)}".encode(), "HTML"
    yield "rtf", ".rtf", ("{\\rtf1\\ansi " + rtf(plain) + "}").encode(), "RTF"
    yield "rtf-piece", ".txt", rtf(plain).encode(), "RTF"
    yield "markdown", ".md", plain.replace("Decision rationale:", "**Decision rationale:**").replace(
        "MAXIMUS guideline:", "**MAXIMUS guideline:**").replace("IMR ISSUES", "# IMR ISSUES").encode(), "Markdown"
    yield "docx", ".docx", zipped([("word/document.xml", plain.encode())], zipfile.ZIP_STORED,
                                  "[Content_Types].xml"), "Office"
    yield "odt", ".odt", zipped([("content.xml", plain.encode())], zipfile.ZIP_STORED, "mimetype"), "Office"
    yield "pdf-operators", ".txt", "".join(f"({line}) Tj\n" for line in plain.splitlines()).encode(), "PDF"
    yield "nul-bytes", ".txt", plain.replace("\n\n", "\n\0\n").encode(), ""
    yield "bad-byte", ".txt", plain.replace("rationale", "ration\u00e9le").encode().replace(b"\xc3\xa9", b"\xc3", 1), ""


def as_windows(content):
    """As Windows decodes it: what Windows-1252 leaves open is a control character."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in content)


def encoded(plain):
    for encoding in ENCODINGS:
        yield encoding, plain.encode(encoding, "replace")
    yield "cr", plain.replace("\n", "\r").encode()
    yield "cr-lf", plain.replace("\n", "\r\n").encode()
    yield "line-separators", plain.replace("\n", "\u2028").encode()
    yield "twice-encoded", as_windows(plain.encode()).encode()


def cases(letter):
    def case(name, suffix, content, allowed, message=""):
        return Case(name, suffix, lambda path: path.write_bytes(content), allowed, message=message)

    for name, suffix, content, message in of_the_pdf(letter.pdf.read_bytes()):
        yield case(name, suffix, content, NAMED, message)
    if not is_whole(letter.gold):
        return
    plain = text(letter.gold, width=80)
    for name, suffix, content, message in of_the_text(plain):
        yield case(name, suffix, content, NAMED, message)
    for name, content in encoded(typeset(plain)):
        yield case(f"text-{name}", ".txt", content, READ)
