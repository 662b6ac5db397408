#!/usr/bin/env python3
"""check.py BUILD WORK GOOD DIR... - every file below DIR through imr-ingest
--once and through the daemon, in WORK, which is emptied; what must be true of
each:

- the parent lives, and tells exactly one outcome: records, or one rejection
  with its reason;
- no worker outlives its deadline, nor the parent;
- memory stays below its cap, and so does the disk;
- nothing is written but into the directories given;
- terminal and log get no control characters;
- GOOD, the next letter, comes through as ever, and as fast.

IMR_HOSTILE=once or daemon does only the one; IMR_QUICK, only some;
V=1 tells each. The summary is TAP."""

import collections
import hashlib
import json
import os
import re
import selectors
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

# Directories that nobody else uses just now.
WATCHED = [name for name in os.environ.get("IMR_WATCHED", "").split(":") if name]
# Every so manieth of the files.
EVERY_ONCE, EVERY_DAEMON = (12, 3) if "IMR_QUICK" in os.environ else (1, 1)
MIB = 1 << 20
MEMORY = 1024 * MIB
LETTER_SECONDS = 20
PAGE_SECONDS = 10
MAX_BYTES = 64 * MIB
SLACK = 20  # seconds, for a machine that does other things as well
SLACK_GONE = 5  # and for what was killed
BATCH = 24
# Of a parent: what it needs for the largest honest answer.
PARENT_MEMORY = 800 * MIB
SETTINGS = (("letter_seconds", LETTER_SECONDS), ("page_seconds", PAGE_SECONDS),
            ("memory", MEMORY), ("max_pages", 200), ("max_bytes", MAX_BYTES),
            ("max_pixels", 30000000))
# All of C0 but the line end, DEL, C1, and what turns the direction of text.
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f"
                     "\u202a-\u202e\u2066-\u2069]")
ENDED = 3  # the first state of a letter that has ended; 3 itself: delivered


class Wrong(Exception):
    pass


def require(condition, text, *values):
    if not condition:
        raise Wrong(text % values if values else text)


def session(number):
    """The processes of a session that are alive."""
    for entry in os.listdir("/proc"):
        try:
            with open("/proc/%s/stat" % int(entry)) as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except (ValueError, OSError):
            continue
        if int(fields[3]) == number and fields[0] != "Z":
            yield int(entry)


def is_worker(pid):
    try:
        with open("/proc/%d/comm" % pid) as file:
            return file.read() == "imr-extract\n"
    except OSError:
        return False


def peak_of(pid):
    """In KiB; 0 of what has ended."""
    try:
        with open("/proc/%d/status" % pid) as file:
            return int(re.search(r"VmHWM:\s+(\d+)", file.read())[1])
    except (OSError, TypeError):
        return 0


def age_of_child(pid):
    """In seconds, of the process that a worker forks for each letter; 0 of
    any other."""
    try:
        with open("/proc/%d/stat" % pid) as file:
            fields = file.read().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    if not is_worker(int(fields[1])) or fields[0] == "Z":
        return 0
    return (time.clock_gettime(time.CLOCK_BOOTTIME)
            - int(fields[19]) / os.sysconf("SC_CLK_TCK"))


def comes_true(condition):
    """Within a moment: what was killed is not gone at the same instant."""
    end = time.monotonic() + SLACK_GONE
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def no_controls(data, where):
    try:
        found = CONTROL.search(data.decode())
    except UnicodeDecodeError as error:
        raise Wrong("%s is no UTF-8: %r" % (where, data[:300])) from error
    require(not found, "%s has %r", where, found)


def below(directory):
    for above, _, files in os.walk(directory):
        for name in files:
            yield os.path.join(above, name)


def disk_used(directory):
    return sum(os.lstat(path).st_blocks * 512 for path in below(directory))


class Place:
    """Directories, and an environment in which nothing else is given."""

    def __init__(self, build, root):
        self.program = os.path.join(build, "bin", "imr-ingest")
        self.root = root
        with open(self.program, "rb") as file:
            # Its memory says nothing.
            self.sanitized = b"__asan_init" in file.read()
        shutil.rmtree(root, ignore_errors=True)
        for name in ("cwd", "home", "tmp", "inbox", "records", "incoming"):
            os.makedirs(self.path(name))
        self.environment = {
            "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
            "HOME": self.path("home"), "TMPDIR": self.path("tmp"),
            "XDG_RUNTIME_DIR": self.path("tmp"),
            "SOURCE_DATE_EPOCH": "0",
        }
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def path(self, *names):
        return os.path.join(self.root, *names)

    def start(self, arguments, stdout, stderr):
        return subprocess.Popen(
            [self.program, *arguments], cwd=self.path("cwd"),
            env=self.environment, stdin=subprocess.DEVNULL, stdout=stdout,
            stderr=stderr, start_new_session=True)

    def check_untouched(self):
        strays = [path for name in ("cwd", "home", "tmp")
                  for path in below(self.path(name))]
        strays += [path for directory in WATCHED for path in below(directory)]
        require(not strays, "written where nothing was given: %s", strays)


# --- one file at a time, and a good one behind it ---------------------------
class Once:
    def __init__(self, place, good):
        self.place = place
        self.good = good
        with open(good, "rb") as file:
            self.good_id = hashlib.sha256(file.read()).hexdigest().encode()
        self.honest, self.seconds = None, None
        self.honest = self.run([good])[0]
        self.seconds = min(self.run([good])[2] for _ in range(3))

    def arguments(self, files, form="json"):
        arguments = ["--once", "--format", form, "--workers", "1"]
        for key, value in SETTINGS:
            arguments += ["--set", "%s=%d" % (key, value)]
        return arguments + ["--", *files]

    def listen(self, process):
        """What it says on both, with the time of the last before the good
        letter's record, which begins with its id."""
        said = {process.stdout: b"", process.stderr: b""}
        deadline = time.monotonic() + LETTER_SECONDS + SLACK
        told = time.monotonic()
        with selectors.DefaultSelector() as selector:
            for stream in said:
                selector.register(stream, selectors.EVENT_READ)
            while selector.get_map():
                require(time.monotonic() < deadline, "hangs")
                for key, _ in selector.select(1):
                    piece = os.read(key.fd, 1 << 16)
                    if not piece:
                        selector.unregister(key.fileobj)
                    said[key.fileobj] += piece
                    at = said[process.stdout].find(self.good_id)
                    before = b"\n" in said[process.stdout][-len(piece):at]
                    if piece and (at < 0 or before
                                  or key.fileobj is process.stderr):
                        told = time.monotonic()
        return said[process.stdout], said[process.stderr], told

    def run(self, files):
        begun = time.monotonic()
        process = self.place.start(self.arguments(files), subprocess.PIPE,
                                   subprocess.PIPE)
        try:
            stdout, stderr, _ = self.listen(process)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            alone = comes_true(lambda: not [
                pid for pid in session(process.pid) if pid != process.pid])
            for pid in session(process.pid):
                os.kill(pid, signal.SIGKILL)
        seconds = time.monotonic() - begun
        require(process.returncode in (0, 1), "ended with %d: %r",
                process.returncode, stderr[-500:])
        require(alone, "left workers behind")
        if not self.place.sanitized:
            require(usage.ru_maxrss * 1024 < MEMORY + PARENT_MEMORY,
                    "took %d KiB", usage.ru_maxrss)
        no_controls(stderr, "standard error")
        return stdout.splitlines(), stderr.splitlines(), seconds

    def check(self, path):
        records, complaints, seconds = self.run([path, self.good])
        require(len(records) >= 1 and records[-1] == self.honest[0],
                "the letter behind it came out otherwise")
        others = [json.loads(line) for line in records[:-1]]
        require(bool(others) != bool(complaints),
                "%d records and %d complaints", len(others), len(complaints))
        require(len(complaints) <= 1, "complains twice: %r", complaints)
        require(len({other["id"] for other in others}) == len(others),
                "one record twice")
        for complaint in complaints:
            require(complaint.startswith(b"imr-ingest: ")
                    and b": does not exist; " not in complaint
                    and complaint.count(b": ") >= 2
                    and len(complaint) < 2000, "says %r", complaint)
        self.place.check_untouched()
        if others:
            self.check_text(path)
        outcome = complaints[0] if complaints else b"records"
        return outcome.decode(), seconds

    def check_text(self, path):
        """As people see it."""
        shown = subprocess.run(
            [self.place.program, *self.arguments([path], "text")],
            cwd=self.place.path("cwd"), env=self.place.environment,
            capture_output=True, timeout=LETTER_SECONDS + SLACK, check=False)
        no_controls(shown.stdout, "the text for people")

    def is_slow(self, seconds, usual):
        return seconds > 3 * usual + 1

    def check_next(self, path):
        """The good letter's own time, where the file before it cost much. Where
        the machine does other things as well, beside that of a good letter
        alone, and not each time."""
        for _ in range(3):
            seconds = self.time_next(path)
            if not self.is_slow(seconds, self.seconds):
                return
            usual = self.run([self.good])[2]
            if not self.is_slow(seconds, usual):
                return
        raise Wrong("the letter behind it took %.1f s, alone %.1f s"
                    % (seconds, usual))

    def time_next(self, path):
        process = self.place.start(self.arguments([path, self.good]),
                                   subprocess.PIPE, subprocess.PIPE)
        _, _, told = self.listen(process)
        ended = time.monotonic()
        process.wait()
        return ended - told


# --- the daemon, with many --------------------------------------------------
CONF = """\
[watch inbox]
directory = {root}/inbox
settle = 0.2
incomplete = 0.5
original = delete
[spool]
directory = {root}/spool
attempts = 1
min_free = 0
[service]
workers = 2
[sink files]
directory = {root}/records
[extract]
{extract}
"""


class Daemon:
    def __init__(self, place, good):
        self.place = place
        with open(good, "rb") as file:
            self.good = file.read()
        self.goods = 0
        self.bytes = 0
        with open(place.path("conf"), "w") as file:
            file.write(CONF.format(root=place.root, extract="\n".join(
                "%s = %d" % setting for setting in SETTINGS)))
        self.log = open(place.path("log"), "wb")
        self.process = place.start(["--config", place.path("conf")],
                                   self.log, self.log)
        self.peak = self.workers_peak = 0

    def put(self, data, name):
        """data: bytes, or the path of a file too large to be read."""
        part = self.place.path("incoming", "part")
        if isinstance(data, bytes):
            with open(part, "wb") as file:
                file.write(data)
        else:
            subprocess.run(["cp", "--sparse=always", data, part], check=True)
        os.rename(part, os.path.join(self.place.path("inbox").encode(), name))

    def ask(self, sql, *values):
        """Rows; none while the spool does not exist yet."""
        path = self.place.path("spool", "spool.db")
        if not os.path.exists(path):
            return []
        database = sqlite3.connect("file:%s?mode=ro" % path, uri=True,
                                   timeout=30)
        try:
            return database.execute(sql, values).fetchall()
        except sqlite3.OperationalError:
            return []
        finally:
            database.close()

    def outcomes(self):
        """id to (state, reason, records); and the paths that stay outside."""
        letters = {row[0]: row[1:] for row in self.ask(
            "SELECT id, state, reason, records FROM letters")}
        strays = {os.fsencode(row[0]) if isinstance(row[0], str) else row[0]
                  for row in self.ask("SELECT path FROM strays")}
        return letters, {os.path.basename(path) for path in strays}

    def look_after(self):
        require(self.process.poll() is None, "the daemon ended: %s",
                self.process.returncode)
        now = time.monotonic()
        workers = self.workers()
        # Each has one child at most.
        require(len(workers) <= 4 or comes_true(
            lambda: len(self.workers()) <= 4), "more than two workers")
        for pid in workers:
            # Of processor time; by the clock it may be twice as long.
            require(age_of_child(pid) < 2 * LETTER_SECONDS + SLACK_GONE or
                    comes_true(lambda pid=pid: age_of_child(pid) == 0),
                    "a letter's process outlives its deadline")
            self.workers_peak = max(self.workers_peak, peak_of(pid))
        self.peak = max(self.peak, peak_of(self.process.pid))
        if not self.place.sanitized:
            require(self.peak * 1024 < PARENT_MEMORY, "the daemon took %d KiB",
                    self.peak)
            require(self.workers_peak * 1024 < MEMORY, "a worker took %d KiB",
                    self.workers_peak)
        return now

    def workers(self):
        return [pid for pid in session(self.process.pid) if is_worker(pid)]

    def run_batch(self, files):
        """files: (name, bytes or path, id). Yields name, outcome."""
        self.goods += 1
        good = self.good + b"%% %d\n" % self.goods
        good_id = hashlib.sha256(good).hexdigest()
        for name, data, _ in files:
            self.put(data, name)
            self.bytes += len(data) if isinstance(data, bytes) else 0
        self.put(good, b"good-%d.pdf" % self.goods)
        self.bytes += len(good)
        deadline = (time.monotonic() + SLACK
                    + (len(files) + 1) * LETTER_SECONDS / 2)
        # Hidden names are for others; they wait there to the end.
        waiting = {name: key for name, _, key in files
                   if not name.startswith(b".")}
        waiting[b"good"] = good_id
        while waiting:
            now = self.look_after()
            letters, strays = self.outcomes()
            for name, key in list(waiting.items()):
                if key in letters and letters[key][0] >= ENDED:
                    yield name, letters[key], self.records(key)
                    del waiting[name]
                elif name in strays:
                    yield name, None, self.records(key)
                    os.unlink(os.path.join(
                        self.place.path("inbox").encode(), name))
                    del waiting[name]
            require(now < deadline, "no outcome of %s", sorted(waiting)[:5])
            time.sleep(0.1)

    def records(self, key):
        return [name for name in os.listdir(self.place.path("records"))
                if name.startswith(key)]

    def check_rest(self):
        """Between batches, when all is quiet."""
        used = disk_used(self.place.path("spool"))
        require(used < 3 * self.bytes + 200 * MIB, "the spool has %d MiB of "
                "%d MiB", used / MIB, self.bytes / MIB)
        require(not os.listdir(self.place.path("spool", "tmp")),
                "something is left in tmp")
        self.place.check_untouched()

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(60)
        finally:
            left = list(session(self.process.pid))
            for pid in left:
                os.kill(pid, signal.SIGKILL)
        self.log.close()
        require(status == 0, "the daemon ended with %d", status)
        require(not left, "the daemon left processes behind")
        with open(self.place.path("log"), "rb") as file:
            no_controls(file.read(), "the log")


def judge(name, outcome, records):
    if outcome is None:
        require(not records, "a file that is not taken has records")
        return "not taken"
    state, reason, count = outcome
    if state == ENDED:
        require(count > 0 and len(records) == count,
                "delivered, with %d of %d records", len(records), count)
        return "records"
    require(state in (4, 5), "state %d", state)
    require(not records and reason, "rejected with records or no reason")
    no_controls(reason.encode(), "the reason")
    require(name != b"good", "a good letter was refused: %s", reason)
    return reason


# --- all --------------------------------------------------------------------
def gather(directories):
    """name, path, bytes or path: in one order; no content twice."""
    seen = set()
    for directory in directories:
        directory = os.fsencode(os.path.realpath(directory))
        for path in sorted(below(directory)):
            large = os.stat(path).st_size > MAX_BYTES
            data = path
            if not large:
                with open(path, "rb") as file:
                    data = file.read()
            key = hashlib.sha256(data).hexdigest()
            if key not in seen:
                yield os.path.basename(path), path, data, key
            seen.add(key)


class Report:
    def __init__(self):
        self.failures = 0
        self.outcomes = collections.Counter()
        self.slowest = (0, "")

    def fail(self, where, name, error):
        self.failures += 1
        print("# %s: %s: %s" % (where, ascii(name), error), flush=True)

    @staticmethod
    def tell(seconds, name, outcome):
        if os.environ.get("V"):
            print("# %6.2f %s: %s" % (seconds, ascii(name), ascii(outcome)),
                  flush=True)

    def count(self, outcome):
        kind = "records" if outcome == "records" else "rejected"
        if "signal" in outcome or "took longer" in outcome or \
           "worker" in outcome:
            kind = "cost its worker"
        self.outcomes[kind] += 1


def check_once(place, good, files, report):
    once = Once(place, good)
    for name, path, _, _ in files[::EVERY_ONCE]:
        try:
            outcome, seconds = once.check(os.fsdecode(path))
            report.count(outcome)
            if once.is_slow(seconds, once.seconds):
                once.check_next(os.fsdecode(path))
            report.slowest = max(report.slowest, (seconds, ascii(name)))
            report.tell(seconds, name, outcome)
        except (Wrong, subprocess.TimeoutExpired, ValueError) as error:
            report.fail("once", name, error)


def check_daemon(place, good, files, report):
    daemon = Daemon(place, good)
    begun = time.monotonic()
    files = files[::EVERY_DAEMON]
    try:
        for begin in range(0, len(files), BATCH):
            batch = [(name, data, key)
                     for name, _, data, key in files[begin:begin + BATCH]]
            for name, outcome, records in daemon.run_batch(batch):
                try:
                    kind = judge(name, outcome, records)
                    report.count(kind)
                    report.tell(time.monotonic() - begun, name, kind)
                except Wrong as error:
                    report.fail("daemon", name, error)
            daemon.check_rest()
        daemon.end()
        report.slowest = (daemon.peak / 1024, "MiB in the daemon, %d in a "
                          "worker" % (daemon.workers_peak / 1024))
    except Wrong as error:
        report.fail("daemon", "", error)
    finally:
        if daemon.process.poll() is None:
            daemon.process.kill()


def main(build, work, good, *directories):
    files = list(gather(directories))
    only = os.environ.get("IMR_HOSTILE", "")
    number = failures = 0
    print("1..%d" % (1 if only else 2))
    for what, check in (("once", check_once), ("daemon", check_daemon)):
        if only not in ("", what):
            continue
        number += 1
        report = Report()
        begun = time.monotonic()
        check(Place(os.path.realpath(build), os.path.realpath(work)),
              os.path.realpath(good), files, report)
        failures += report.failures
        print("%sok %d - %s: %d files (%s) in %.0f s; most: %.1f %s" % (
            "not " if report.failures else "", number, what,
            sum(report.outcomes.values()),
            ", ".join("%d %s" % (count, kind)
                      for kind, count in report.outcomes.items()),
            time.monotonic() - begun, *report.slowest), flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
