#!/usr/bin/env python3
"""layer.py - the words of an hOCR file as a PDF of invisible text, one of them
changed, as an earlier recognition may have it.

usage: layer.py HOCR FROM TO

The pages are of letter size, and the words where the hOCR says.
"""
import sys

import hocr


def page(words, before, after):
    text = "BT 3 Tr "
    for word, x0, y0, x1, y1 in words:
        word = after if word == before else word
        size = max(y1 - y0, 1)
        shown = word.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        text += (f"/F {size:.2f} Tf {160 * (x1 - x0) / (size * len(word)):.1f} Tz "
                 f"1 0 0 1 {x0:.2f} {792 - y1 + 0.2 * size:.2f} Tm ({shown}) Tj\n")
    return text + "ET"


def main():
    pages = hocr.read_hocr(sys.argv[1])
    font = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>>>>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    for words in pages:
        content = page(words, *sys.argv[2:])
        objects.append(f"<</Length {len(content.encode('cp1252', 'replace'))}>>stream\n{content}\nendstream")
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {len(objects)} 0 R/Resources{font}>>")
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"
    body = "%PDF-1.4\n" + "".join(f"{i} 0 obj\n{o}\nendobj\n" for i, o in enumerate(objects, 1))
    body += "trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
    sys.stdout.buffer.write(body.encode("cp1252", "replace"))


if __name__ == "__main__":
    main()
