"""Fonts that show other letters than they say: the file's text is not what is printed."""
import re

import pikepdf
from places import changed
from trust import Case

SWAPS = {"digits": (("1", "6"), ("2", "7")), "one-digit": (("3", "8"),), "letters": (("e", "a"), ("t", "n"), ("o", "u"))}
PAIR = re.compile(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]{4})>(?=\s)")
RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]{4})>")


def swap(data, table):
    """Codes that stood for one character stand for the other."""
    def one(match):
        value = int(match.group(2), 16)
        return b"<%s> <%04x>" % (match.group(1), table.get(value, value))

    def expand(block):
        lines = []
        for first, last, value in RANGE.findall(block.group(1)):
            for code in range(int(first, 16), int(last, 16) + 1):
                lines.append(b"<%0*x> <%04x>" % (len(first), code, int(value, 16) + code - int(first, 16)))
        pieces = [lines[i:i + 100] for i in range(0, len(lines), 100)]
        return b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(p), b"\n".join(p)) for p in pieces)

    data = re.sub(rb"\d+ beginbfrange(.*?)endbfrange\n?", expand, data, flags=re.S)
    return re.sub(rb"beginbfchar.*?endbfchar", lambda block: PAIR.sub(one, block.group(0)), data, flags=re.S)


def lie(pairs):
    table = {}
    for a, b in pairs:
        table[ord(a)], table[ord(b)] = ord(b), ord(a)

    def change(pdf):
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item:
                item.ToUnicode = pdf.make_stream(swap(item.ToUnicode.read_bytes(), table))

    return change


def cases(letter):
    for name, pairs in SWAPS.items():
        yield Case(name, ".pdf", changed(letter, lie(pairs)))
