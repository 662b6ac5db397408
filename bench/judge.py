"""judge.py - the values of records against the truth: right, withheld, wrong."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests/letters"))
import compare  # noqa: E402

CERTAIN = ("number", "date", "_date", "assigned", "injury", "received", "priority", "decision", "outcome")
SIMILAR = 0.99


def judge(path, wanted, got, warned):
    wanted, got = [list(map(compare.fold, x)) if isinstance(x, list) else compare.fold(x) for x in (wanted, got)]
    if wanted == got:
        return "right"
    if got is None:
        return "withheld" if path in warned else "wrong"
    is_text = path.rsplit("/", 1)[-1] in compare.TEXTS and isinstance(got, str)
    return "right" if is_text and compare.is_close(wanted, got, SIMILAR) else "wrong"


def judge_letters(gold, records):
    """Counts over two files of compare.py's; certain: the wrong ones that must never be."""
    golds = compare.read_lines(gold, lambda row: row["source"])
    got = compare.read_lines(records, lambda row: row["source"]["file_name"])
    count = {"right": 0, "withheld": 0, "wrong": 0, "certain": 0}
    for source, rows in golds.items():
        for i, row in enumerate(rows):
            record = got[source][i] if i < len(got[source]) else None
            warned = {w["path"] for w in record["warnings"]} if record else set()
            view = compare.record_view(record) if record else {}
            for path, wanted, value in compare.values({k: v for k, v in row.items() if k != "source"}, view):
                verdict = judge(path, wanted, value, warned)
                count[verdict] += 1
                count["certain"] += verdict == "wrong" and value is not None and path.endswith(CERTAIN)
    return count
