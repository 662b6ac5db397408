"""facts.py: what the manuals must name, one fact a line.

facts.py fields SCHEMA       the members of a record: case/priority
facts.py codes SOURCE...     the codes of the warnings that the sources give
facts.py table SOURCE        the codes of the table of warnings
facts.py untold SOURCE MAN    codes of that table whose item in the manual does
                             not say what to do, or whether it needs a look
facts.py kinds TABLE         the codes of rejections in core/reject_code.c"""

import json
import re
import sys


def members(schema, prefix=""):
    for name, value in schema.get("properties", {}).items():
        if "properties" in value:
            yield from members(value, f"{prefix}{name}/")
        else:
            yield prefix + name


def fields(path):
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    yield from members(schema)
    for definition in schema["$defs"].values():
        yield from members(definition)


def codes(*paths):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            source = file.read()
        for call in re.findall(
            r"\t(?:record_add_warning|letter_withdraw|page_add_flaw)\(([^;]*);", source
        ):
            code = re.search(r'"([a-z-]+)"|FLAW_([A-Z_]+)', call)
            if code is not None:  # a call that passes one on
                yield code[1] or code[2].lower().replace("_", "-")


def table(path):
    with open(path, encoding="utf-8") as file:
        yield from re.findall(r'^\t{ "([a-z-]+)", (?:TRUE|FALSE),', file.read(), re.M)


def untold(source, manual):
    with open(source, encoding="utf-8") as file:
        rows = re.findall(
            r'^\t{ "([a-z-]+)",\s+(TRUE|FALSE),\s+((?:"[^"]*"\s*)+)},',
            file.read(),
            re.M,
        )
    with open(manual, encoding="utf-8") as file:
        section = file.read().split("\n.Ss Warnings\n")[1].split("\n.Sh ")[0]
    items = {
        item.split("\n")[0]: " ".join(item.split("\n", 1)[1].split())
        for item in section.split("\n.It Cm ")[1:]
    }
    for code, needs_look, strings in rows:
        wanted = "What to do: %s." % "".join(re.findall('"([^"]*)"', strings))
        if needs_look == "TRUE":
            wanted += " The letter needs a look."
        if not items.get(code, "").replace(" .El", "").endswith(wanted):
            yield code


def kinds(path):
    with open(path, encoding="utf-8") as file:
        yield from re.findall(r'^\t{ "([a-z-]+)",', file.read(), re.M)


for fact in sorted(set(globals()[sys.argv[1]](*sys.argv[2:]))):
    print(fact)
