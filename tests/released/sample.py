#!/usr/bin/env python3
"""sample.py - what a release has stored, as text, and back.

    sample.py keep WORK SAMPLE    WORK/spool and WORK/letters.db, as text
    sample.py pack SAMPLE WORK    the same files again
    sample.py disturb WORK        members that no version knows into all that
                                  WORK/spool/store holds

A database is a script of SQL, with its application_id and user_version; a
letter's pages and records are JSON, a line for each page and record; an
original that is not UTF-8 is in base64. WORK's own path is /srv/imr in the
sample."""

import base64
import gzip
import json
import os
import sqlite3
import sys

PLACE = "/srv/imr"
DATABASES = ("spool/spool.db", "letters.db")


def literal(value):
    """Bytes are mostly paths: as readable text where they are."""
    if value is None:
        return "NULL"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    try:
        return "CAST(%s AS BLOB)" % literal(value.decode())
    except UnicodeDecodeError:
        return "X'%s'" % value.hex()


def schema(database):
    """Names, kinds and scripts of what was made, in order; the tables that
    stand behind a virtual one come by themselves."""
    rows = database.execute(
        "SELECT name, type, sql FROM sqlite_schema"
        " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    ).fetchall()
    virtual = [name for name, _, sql in rows if sql.startswith("CREATE VIRT")]
    return [
        row
        for row in rows
        if not any(row[0].startswith(name + "_") for name in virtual)
    ]


def columns(database, table):
    """With the hidden rowid of a virtual table, which ties it to others."""
    names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    virtual = database.execute(
        "SELECT sql LIKE 'CREATE VIRT%' FROM sqlite_schema WHERE name = ?",
        [table],
    ).fetchone()
    return ["rowid"] * (virtual is not None and virtual[0]) + names


def rows_of(database, table):
    names = ", ".join(columns(database, table))
    yield f"DELETE FROM {table};"
    for row in database.execute(f"SELECT {names} FROM {table}"):
        values = ", ".join(literal(value) for value in row)
        yield f"INSERT INTO {table} ({names}) VALUES ({values});"


def dump(path):
    """Triggers last: they are not for rows that come back."""
    database = sqlite3.connect(path)
    objects = schema(database)
    tables = [name for name, kind, _ in objects if kind == "table"]
    for pragma in ("application_id", "user_version"):
        (number,) = database.execute(f"PRAGMA {pragma}").fetchone()
        yield f"PRAGMA {pragma} = {number};"
    yield "BEGIN;"
    yield from (sql + ";" for _, kind, sql in objects if kind != "trigger")
    if any("AUTOINCREMENT" in sql for _, _, sql in objects):
        tables.append("sqlite_sequence")
    for table in tables:
        yield from rows_of(database, table)
    yield from (sql + ";" for _, kind, sql in objects if kind == "trigger")
    yield "COMMIT;"


def lines_of(value):
    """JSON with its outer lists spread, for people and for git."""
    if isinstance(value, dict) and "pages" in value:
        head = json.dumps({**value, "pages": []}, ensure_ascii=False)
        return head[:-2] + "\n" + rows_json(value["pages"]) + "]}\n"
    return "[\n" + rows_json(value) + "]\n"


def rows_json(rows):
    return ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"


def keep_file(source, target):
    """One file of a letter's directory."""
    with open(source, "rb") as file:
        data = file.read()
    if source.endswith(".json.gz"):
        value = json.loads(gzip.decompress(data))
        with open(target[:-3], "w", encoding="utf-8") as file:
            file.write(lines_of(value))
        return
    try:
        data.decode()
    except UnicodeDecodeError:
        target += ".base64"
        data = base64.encodebytes(data)
    with open(target, "wb") as file:
        file.write(data)


def pack_file(source, target):
    with open(source, "rb") as file:
        data = file.read()
    if target.endswith(".json"):
        target += ".gz"
        data = gzip.compress(data)
    elif target.endswith(".base64"):
        target = target[: -len(".base64")]
        data = base64.decodebytes(data)
    with open(target, "wb") as file:
        file.write(data)
    os.chmod(target, 0o400 if target.endswith("original") else 0o600)


def each_file(source, target, do):
    for directory, _, names in os.walk(source):
        place = os.path.join(target, os.path.relpath(directory, source))
        os.makedirs(place, mode=0o700, exist_ok=True)
        for name in names:
            do(os.path.join(directory, name), os.path.join(place, name))


def keep(work, sample):
    os.makedirs(sample)
    for name in DATABASES:
        script = "\n".join(dump(os.path.join(work, name))) + "\n"
        target = os.path.basename(name).replace(".db", ".sql")
        with open(os.path.join(sample, target), "w", encoding="utf-8") as file:
            file.write(script.replace(os.path.realpath(work), PLACE))
    each_file(
        os.path.join(work, "spool/store"),
        os.path.join(sample, "store"),
        keep_file,
    )


def pack(sample, work):
    os.makedirs(os.path.join(work, "spool"), mode=0o700)
    for name in DATABASES:
        source = os.path.basename(name).replace(".db", ".sql")
        with open(os.path.join(sample, source), encoding="utf-8") as file:
            script = file.read()
        path = os.path.join(work, name)
        sqlite3.connect(path).executescript(script)
        os.chmod(path, 0o600)
    each_file(
        os.path.join(sample, "store"),
        os.path.join(work, "spool/store"),
        pack_file,
    )


def strange(value):
    """Each object with a member more."""
    if isinstance(value, list):
        return [strange(item) for item in value]
    if not isinstance(value, dict):
        return value
    more = {name: strange(item) for name, item in value.items()}
    # The members of "evidence" are paths, and not of a fixed set.
    if not any(name.startswith("/") for name in more):
        more["of a later version"] = {"is": ["not", "known"]}
    return more


def disturb(work):
    for directory, _, names in os.walk(os.path.join(work, "spool/store")):
        for name in names:
            if not name.endswith(".json.gz"):
                continue
            path = os.path.join(directory, name)
            with gzip.open(path) as file:
                value = strange(json.load(file))
            with gzip.open(path, "wt", encoding="utf-8") as file:
                json.dump(value, file)


if __name__ == "__main__":
    {"keep": keep, "pack": pack, "disturb": disturb}[sys.argv[1]](*sys.argv[2:])
