#!/usr/bin/env python3
"""hocr.py - is this hOCR, and does it say what pdftotext says?

usage: hocr.py [--near POINTS] HOCR [PDF]

Every element lies in its parent's box, every id stands once, every word has its
confidence. With a PDF, each word of pdftotext -bbox must be there within so
many points (2), and no other.
"""
import argparse
import re
import subprocess
from collections import Counter
from xml.etree import ElementTree

XHTML = "{http://www.w3.org/1999/xhtml}"


def properties(element):
    return dict(p.strip().split(" ", 1) for p in element.get("title").split(";"))


def box(element):
    return [int(n) for n in properties(element)["bbox"].split()]


def check(element, within):
    inner = box(element)
    assert inner[0] <= inner[2] and inner[1] <= inner[3], inner
    assert within[0] <= inner[0] and within[1] <= inner[1] and inner[2] <= within[2] and inner[3] <= within[3], \
        (inner, within)
    return inner


def read_hocr(path):
    """The pages: words as [text, x0, y0, x1, y1], in points."""
    root = ElementTree.parse(path).getroot()
    assert root.tag == XHTML + "html"
    metas = {m.get("name"): m.get("content") for m in root.iter(XHTML + "meta")}
    assert metas["ocr-system"].startswith("imr-ingest "), metas
    assert set(metas["ocr-capabilities"].split()) == {"ocr_page", "ocr_line", "ocrx_word"}
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    pages = []
    for number, page in enumerate(root.iter(XHTML + "div")):
        assert page.get("class") == "ocr_page"
        assert int(properties(page)["ppageno"]) == number
        scale = 72 / int(properties(page)["scan_res"].split()[0])
        outer = box(page)
        words = []
        for line in page:
            assert line.get("class") == "ocr_line"
            around = check(line, outer)
            for word in line:
                assert word.get("class") == "ocrx_word"
                assert 0 <= int(properties(word)["x_wconf"]) <= 100
                words.append(["".join(word.itertext())] + [n * scale for n in check(word, around)])
        pages.append(words)
    return pages


def read_pdf(path):
    out = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True).stdout
    root = ElementTree.fromstring(re.sub(rb'<!DOCTYPE[^>]*>', b"", out))
    return [[[w.text] + [float(w.get(k)) for k in ("xMin", "yMin", "xMax", "yMax")] for w in page.iter(XHTML + "word")]
            for page in root.iter(XHTML + "page")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--near", type=float, default=2)
    parser.add_argument("hocr")
    parser.add_argument("pdf", nargs="?")
    arguments = parser.parse_args()
    pages = read_hocr(arguments.hocr)
    if arguments.pdf is None:
        return
    wanted = read_pdf(arguments.pdf)
    assert len(pages) == len(wanted)
    for got, page in zip(pages, wanted):
        assert Counter(w[0] for w in got) == Counter(w[0] for w in page), \
            (Counter(w[0] for w in got) - Counter(w[0] for w in page),
             Counter(w[0] for w in page) - Counter(w[0] for w in got))
        for text, *there in page:
            assert any(w[0] == text and all(abs(a - b) < arguments.near for a, b in zip(w[1:], there))
                       for w in got), (text, there, [w for w in got if w[0] == text])
    print(f"{len(pages)} pages, all words of pdftotext in place")


if __name__ == "__main__":
    main()
