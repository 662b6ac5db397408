"""trust.py - files as people have them: how they are made, and how their records are judged.

A kind is a file in kinds/: its name is the kind's, and it has

    def cases(letter): yields Case(...)

for one letter, which is whole and clean. A case is a file made from it and what may become of that file. Every
value of its record must be what a person sees on the paper, or null with a warning, or have a warning.
"""
import dataclasses
import functools
import importlib
import json
import pathlib
import re
import subprocess
import sys
import typing

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "letters"))
import compare  # noqa: E402

CASE_FIELDS = ("case_number", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date",
               "application_received", "priority")
ISSUE_TEXTS = ("heading", "treatment", "claims_administrator_guideline", "reviewer_guideline", "rationale")
SIMILAR = 0.98  # of two texts that say the same

RIGHT, WARNED, REJECTED = "right", "warned", "rejected"
ANYTHING = frozenset({RIGHT, WARNED, REJECTED})


@dataclasses.dataclass
class Case:
    """A file, and what is right for it."""

    name: str  # unique within its kind and letter: [a-z0-9-]+
    suffix: str  # of the file: ".pdf"
    make: typing.Callable[[pathlib.Path], None]  # writes it
    allowed: frozenset = frozenset({RIGHT, WARNED})  # of RIGHT, WARNED, REJECTED
    truth: dict = dataclasses.field(default_factory=dict)  # JSON Pointer: what this paper shows, where it is not what
    # the letter's gold says; ANY: not compared
    records: tuple = (1,)  # how many the file may give
    message: str = ""  # a regular expression that the reason of a rejection must match


ANY = object()


@dataclasses.dataclass
class Letter:
    """A whole and clean letter: a PDF with a text layer, and its gold."""

    name: str
    pdf: pathlib.Path
    gold: dict
    work: pathlib.Path  # for what is made of it

    @functools.cached_property
    def pages(self):
        told = subprocess.run(["pdfinfo", self.pdf], stdout=subprocess.PIPE, check=True, text=True).stdout
        return int(re.search(r"^Pages:\s+(\d+)", told, re.M).group(1))

    def page_image(self, number, dpi=150):
        """The page (from 1) as a PIL image, "RGB", the caller's to change."""
        from PIL import Image

        stem = self.work / f"{self.name}-{number}-{dpi}"
        if not stem.with_suffix(".png").exists():
            subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", str(dpi), "-f", str(number), "-l", str(number),
                            self.pdf, stem], check=True)
        with Image.open(stem.with_suffix(".png")) as image:
            return image.convert("RGB")

    def page_images(self, dpi=150):
        return [self.page_image(number, dpi) for number in range(1, self.pages + 1)]


def save_scan(images, path, dpi=150, **options):
    """PIL images as one file: PDF (JPEG pages, unless bilevel) or multi-page TIFF."""
    images[0].save(path, save_all=True, append_images=images[1:], resolution=dpi, dpi=(dpi, dpi), **options)


def fold(value):
    return [compare.fold(one) for one in value] if isinstance(value, list) else compare.fold(value)


def similarity(a, b):
    return 1.0 if a == b else 1 - compare.distance(a, b) / max(len(a), len(b), 1)


def same(path, wanted, got):
    wanted, got = fold(wanted), fold(got)
    if wanted is ANY or wanted == got:
        return True
    if wanted in (None, "", []):
        return got in (None, "", [])
    is_text = path == "/summary/text" or path.rsplit("/", 1)[-1] in ISSUE_TEXTS
    return is_text and isinstance(got, str) and similarity(wanted, got) >= SIMILAR


def scalars(view):
    """JSON Pointer: value, of a record or of a gold row."""
    case = view.get("case", view)
    found = {f"/case/{field}": case.get(field) for field in CASE_FIELDS}
    found["/outcome"] = view.get("outcome")
    for group, fields in (("reviewer", ("licensed_states", "certifications")), ("summary", ("text", "age", "sex"))):
        for field in fields:
            found[f"/{group}/{field}"] = (view.get(group) or {}).get(field)
    return found


def align(wanted, got):
    """Pairs of issues in order, None where one has no partner, by their headings and rationales.

    An equal heading names the issue, whatever lost pages put below it."""

    @functools.lru_cache(maxsize=None)
    def worth(i, j):
        parts = [similarity(fold(wanted[i][f] or ""), fold(got[j].get(f) or "")) for f in ("heading", "rationale")]
        return sum(parts) / 2 + (parts[0] == 1) if max(parts) > 0.5 else 0

    @functools.lru_cache(maxsize=None)
    def best(i, j):
        if i == len(wanted):
            return 0, tuple((None, k) for k in range(j, len(got)))
        if j == len(got):
            return 0, tuple((k, None) for k in range(i, len(wanted)))
        ways = [(best(i + 1, j)[0], ((i, None), *best(i + 1, j)[1])), (best(i, j + 1)[0], ((None, j), *best(i, j + 1)[1]))]
        if worth(i, j) > 0:
            ways.append((best(i + 1, j + 1)[0] + worth(i, j), ((i, j), *best(i + 1, j + 1)[1])))
        return max(ways, key=lambda way: way[0])

    return [(None if i is None else wanted[i], None if j is None else got[j]) for i, j in best(0, 0)[1]]


class Verdict:
    """What became of a file. faults: values that are wrong and that no warning covers."""

    def __init__(self):
        self.faults, self.differs, self.right, self.warned = [], False, 0, 0

    def hold(self, path, wanted, got, warned, what=""):
        covered = any(path == w or path.startswith(w + "/") for w in warned if w)
        if same(path, wanted, got):
            self.right += wanted not in (None, "", [])
            self.warned += wanted not in (None, "", []) and path in warned
            return
        self.differs = True
        if not covered and not (got in (None, "", []) and "" in warned):
            self.faults.append(f"{path}{what}: {str(wanted)[:70]!r} became {str(got)[:70]!r}")


def judge(record, gold, truth):
    verdict, warned = Verdict(), [w["path"] for w in record["warnings"]]
    got = scalars(record)
    for path, value in scalars(gold).items():
        wanted = truth.get(path, value)
        if path == "/outcome" and wanted is None and got[path] == value == "partially_overturned":
            continue  # one upheld and one overturned issue prove it, whatever is lost
        verdict.hold(path, wanted, got[path], warned)
    pairs = align(gold["issues"], record["issues"])
    if any(wanted is None or issue is None for wanted, issue in pairs):
        verdict.differs = True
        if not {"", "/issues"} & set(warned):
            verdict.faults.append(f"{len(record['issues'])} issues for {len(gold['issues'])}, without a warning")
        if got["/outcome"] not in (None, scalars(gold)["/outcome"]):
            verdict.faults.append("an outcome that is not proven")
    for number, (wanted, issue) in enumerate(pair for pair in pairs if pair[0] is not None):
        for field in ("decision", *ISSUE_TEXTS):
            if issue is not None:
                verdict.hold(f"/issues/{issue['number'] - 1}/{field}",
                             truth.get(f"/issues/{number}/{field}", wanted.get(field)), issue.get(field), warned)
    return verdict


@dataclasses.dataclass
class Result:
    kind: str
    name: str
    verdict: str  # right, warned, rejected, silent; or "failed": allowed is something else
    why: str
    right: int = 0
    warned: int = 0  # right values that carry a warning all the same


def decide(case, gold, records, said):
    """(verdict, why, right values, those warned of)"""
    if not records:
        if REJECTED not in case.allowed:
            return "failed", f"rejected: {said}", 0, 0
        if not re.search(case.message, said):
            return "failed", f"rejected, but not for {case.message}: {said}", 0, 0
        return "rejected", said, 0, 0
    verdicts = [judge(record, gold, case.truth) for record in records]
    right, warned = sum(v.right for v in verdicts), sum(v.warned for v in verdicts)
    faults = [fault for v in verdicts for fault in v.faults]
    if len(records) not in case.records:
        faults.insert(0, f"{len(records)} records")
    if faults:
        return "silent", "; ".join(faults[:4]), right, warned
    if not any(v.differs for v in verdicts):
        if not {RIGHT, WARNED} & case.allowed:
            return "failed", "a record of what is no such letter", right, warned
        return "right", "", right, warned
    told = "; ".join(sorted({f"{w['code']} {w['path']}" for record in records for w in record["warnings"]}))
    return ("warned" if WARNED in case.allowed else "failed"), told, right, warned


def run(ingest, kind, made, options=()):
    """made: (case, letter, path) of files that stand in one directory. Yields a Result for each."""
    paths = [str(path) for _, _, path in made]
    done = subprocess.run([ingest, "--once", "--format", "json", *options, *paths], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{ingest} failed with {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-400:]}")
    records, said = {}, {}
    for line in done.stdout.decode("utf-8").splitlines():
        record = json.loads(line)
        records.setdefault(record["source"]["file_name"], []).append(record)
    for line in done.stderr.decode("utf-8", "replace").splitlines():
        for path in paths:
            if path in line:
                said[path] = line.split(path, 1)[1].lstrip(": ")
    for case, letter, path in made:
        yield Result(kind, path.name, *decide(case, letter.gold, records.get(path.name, []), said.get(str(path), "")))


def kinds():
    return sorted(path.stem for path in (HERE / "kinds").glob("*.py"))


def load_kind(name):
    return importlib.import_module(f"kinds.{name}")


def make_cases(kind, letters, work, wanted=None):
    """Writes the files of a kind; wanted: a function of the case's whole name."""
    for letter in letters:
        for case in load_kind(kind).cases(letter):
            path = work / f"{letter.name}--{kind}--{case.name}{case.suffix}"
            if wanted is None or wanted(path.name):
                case.make(path)
                yield case, letter, path


def invented_letters(make_letters, work, names=()):
    """Those of one record that are clean: a text layer on every page."""
    subprocess.run([make_letters, "pdf", work, *names], check=True, stdout=subprocess.DEVNULL)
    return read_letters(work, work / "gold.jsonl", work)


def posted_letters(directory, work):
    return read_letters(directory, directory / "gold.jsonl", work)


def read_letters(directory, gold, work):
    rows = {}
    with open(gold, encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            rows.setdefault(row["source"], []).append(row)
    return [Letter(pathlib.Path(source).stem, directory / source, found[0], work) for source, found in rows.items()
            if len(found) == 1 and not source.startswith("layer-")]
