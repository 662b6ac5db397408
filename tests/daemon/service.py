"""service.py - a daemon that lives in a directory of its own, letters for it,
and what must be true in the end, however often it died."""

import collections
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import receiver

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.realpath(os.environ.get("IMR_BUILD", "build"))
PATIENCE = 120  # seconds, for what takes one or two

# AddressSanitizer wants to come before any preload of ours.
ASAN = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"

RECEIVED, EXTRACTING, EXTRACTED, DELIVERED, REJECTED, FAILED = range(6)

CONF = """\
[watch inbox]
directory = {root}/inbox
original = {original}
{archive}
settle = 0.2
incomplete = 1
rescan = 5
[spool]
directory = {root}/spool
min_free = 0
[service]
workers = {workers}
stop_seconds = {stop_seconds}
[delivery]
retry_first = 0.1
retry_longest = 1
[sink files]
directory = {root}/records
[sink sqlite]
file = {root}/records.db
[sink http]
url = {url}
"""


class Failure(Exception):
    pass


def require(condition, text, *arguments):
    if not condition:
        raise Failure(text % arguments)


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def wait_until(condition, what, patience=PATIENCE):
    end = time.monotonic() + patience
    while not condition():
        require(time.monotonic() < end, "never came: %s", what)
        time.sleep(0.01)


def files_below(directory):
    for above, _, names in os.walk(directory):
        for name in names:
            yield os.path.join(above, name)


def children_of(pid):
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid)) as file:
            children = [int(word) for word in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    # A thread's children stand under that thread.
    try:
        for thread in os.listdir("/proc/%d/task" % pid):
            with open("/proc/%d/task/%s/children" % (pid, thread)) as file:
                children += [int(word) for word in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        pass
    return sorted(set(children))


def is_alive(pid):
    try:
        with open("/proc/%d/stat" % pid) as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Letter:
    """One file to come in: its name there, its bytes, and whether a record is
    to come of it."""

    def __init__(self, name, path, good):
        self.name = name
        self.good = good
        self.case = None  # its number, where that is known
        with open(path, "rb") as file:
            self.bytes = file.read()
        self.id = hashlib.sha256(self.bytes).hexdigest()

    def again(self, name):
        letter = Letter.__new__(Letter)
        letter.__dict__.update(self.__dict__, name=name)
        return letter


class Service:
    def __init__(self, root, **settings):
        self.root = root
        self.process = None
        self.fed = []  # of Letter
        self.read_again = False  # a letter, on request, at another time
        for name in ("inbox", "records", "incoming"):
            os.makedirs(os.path.join(root, name))
        self.receiver = receiver.make(os.path.join(root, "http"))
        threading.Thread(
            target=self.receiver.serve_forever, daemon=True
        ).start()
        self.program = os.path.join(BUILD, "bin", "imr-ingest")
        self.configure(**settings)

    def path(self, *names):
        return os.path.join(self.root, *names)

    def configure(
        self, original="archive", archive=None, workers=2, stop_seconds=5,
        url=None,
    ):
        self.original = original
        self.archive = archive or self.path("archive")
        url = url or "http://127.0.0.1:%d/" % self.receiver.server_port
        with open(self.path("conf"), "w") as file:
            file.write(
                CONF.format(
                    root=self.root, original=original, workers=workers,
                    stop_seconds=stop_seconds, url=url,
                    archive="archive = " + self.archive
                    if original == "archive" else "",
                )
            )

    # --- its process ---

    def start(self, **environment):
        with open(self.path("log"), "a") as log:
            self.log_start = log.tell()
            self.process = subprocess.Popen(
                [self.program, "--config", self.path("conf")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=dict(os.environ, ASAN_OPTIONS=ASAN, **environment),
            )

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def workers(self):
        return children_of(self.process.pid) if self.is_running() else []

    def kill(self):
        """By SIGKILL; its workers must not outlive it."""
        workers = self.workers()
        self.process.kill()
        self.process.wait()
        self.process = None
        for worker in workers:
            wait_until(lambda: not is_alive(worker), "the end of a worker")

    def is_ready(self):
        with open(self.path("log")) as log:
            log.seek(self.log_start)
            return " watches " in log.read()

    def stop(self):
        wait_until(self.is_ready, "a daemon that is ready")
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(PATIENCE)
        require(status == 0, "status %d at SIGTERM", status)
        self.process = None

    def end(self):
        if self.is_running():
            self.kill()
        self.receiver.shutdown()
        self.receiver.server_close()

    # --- its inbox ---

    def feed(self, letter, at_once=True):
        """By a rename into place, or written there in two goes."""
        target = self.path("inbox", letter.name)
        if at_once:
            part = self.path("incoming", letter.name)
            with open(part, "wb") as file:
                file.write(letter.bytes)
            os.rename(part, target)
        else:
            half = len(letter.bytes) // 2
            with open(target, "wb") as file:
                file.write(letter.bytes[:half])
                file.flush()
                file.write(letter.bytes[half:])
        self.fed.append(letter)

    def lies_in_inbox(self, name):
        return os.path.lexists(self.path("inbox", name))

    # --- its spool ---

    def rows(self, sql, *arguments, database="spool/spool.db"):
        try:
            connection = sqlite3.connect(
                "file:%s?mode=ro" % self.path(database), uri=True, timeout=30
            )
        except sqlite3.OperationalError:
            return []  # no file yet
        try:
            return connection.execute(sql, arguments).fetchall()
        except sqlite3.OperationalError:
            return []  # no tables yet
        finally:
            connection.close()

    def count(self, what):
        """None while that cannot be told, which is not 0."""
        rows = self.rows("SELECT count(*) FROM " + what)
        return rows[0][0] if rows else None

    def is_idle(self):
        if self.original != "leave" and os.listdir(self.path("inbox")):
            return False
        taken = self.rows("SELECT DISTINCT id FROM arrivals")
        if {letter.id for letter in self.fed} != {row[0] for row in taken}:
            return False
        return self.count("letters WHERE state <= 2") == 0

    def wait_idle(self, patience=PATIENCE):
        def ended_or_idle():
            require(self.is_running(), "the daemon has ended by itself")
            return self.is_idle()

        try:
            wait_until(ended_or_idle, "rest", patience)
        except Failure as failure:
            raise Failure("%s\n%s" % (failure, self.describe()))

    def describe(self):
        inbox = self.path("inbox")
        lines = ["inbox: %s" % (os.path.isdir(inbox) and os.listdir(inbox))]
        for sql in (
            "SELECT state, count(*) FROM letters GROUP BY state",
            "SELECT name, state, attempts, reason FROM letters"
            " WHERE state NOT IN (3, 4) LIMIT 20",
            "SELECT sink, state, count(*), max(reason) FROM deliveries"
            " GROUP BY sink, state",
        ):
            lines += [str(row) for row in self.rows(sql)]
        with open(self.path("log")) as log:
            lines += log.read().splitlines()[-30:]
        return "\n".join(lines)

    # --- what must be true once it rests ---

    def check(self, killed_workers=False):
        try:
            self.check_letters(killed_workers)
            self.check_originals()
            self.check_sinks()
            self.check_rest()
        except Failure as failure:
            raise Failure("%s\n%s" % (failure, self.describe()))

    def check_letters(self, killed_workers):
        letters = {
            row[0]: row[1:]
            for row in self.rows(
                "SELECT id, state, attempts, reason, records FROM letters"
            )
        }
        require(
            set(letters) == {letter.id for letter in self.fed},
            "%d letters of %d", len(letters),
            len({letter.id for letter in self.fed}),
        )
        for letter in self.fed:
            state, attempts, reason, records = letters[letter.id]
            if state == FAILED:
                self.check_attempts(letter, attempts, killed_workers)
            elif letter.good:
                require(
                    state == DELIVERED and records > 0,
                    "%s is in state %d: %s", letter.name, state, reason,
                )
            require(
                state in (DELIVERED, REJECTED, FAILED),
                "%s rests in state %d", letter.name, state,
            )
            require(state == DELIVERED or reason, "%s: why?", letter.name)
            require(
                self.rows(
                    "SELECT 1 FROM arrivals WHERE id = ? AND name = ?",
                    letter.id, letter.name,
                ),
                "%s never arrived under its name", letter.name,
            )

    def check_attempts(self, letter, attempts, killed_workers):
        """Only a letter whose worker died each time may have failed."""
        deferred = self.rows(
            "SELECT count(*) FROM events"
            " WHERE letter_id = ? AND what = 'deferred'", letter.id,
        )[0][0]
        require(
            killed_workers and attempts >= 3 and deferred >= 2,
            "%s failed at attempt %d", letter.name, attempts,
        )

    def check_originals(self):
        """Each file is whole in the store, and once where it should go."""
        for letter in self.fed:
            stored = self.path(
                "spool", "store", letter.id[:2], letter.id, "original"
            )
            require(sha256(stored) == letter.id, "%s changed", letter.name)
        fed = collections.Counter(letter.id for letter in self.fed)
        where = {"archive": self.archive, "leave": self.path("inbox")}
        if self.original in where:
            there = collections.Counter(
                sha256(path) for path in files_below(where[self.original])
            )
            # The same bytes that come again under their name are archived
            # once; a crash never leaves a copy more.
            good = (set(there) == set(fed) and there <= fed
                    if self.original == "archive" else there == fed)
            require(good, "%s: %d files of %d", self.original,
                    sum(there.values()), sum(fed.values()))
        if self.original != "leave":
            require(not os.listdir(self.path("inbox")), "inbox not empty")

    def check_sinks(self):
        records = {row[0] for row in self.rows("SELECT record_id FROM records")}
        count = self.rows("SELECT ifnull(sum(records), 0) FROM letters"
                          " WHERE state = 3")[0][0]
        require(len(records) == count, "%d records of %d", len(records), count)
        files = os.listdir(self.path("records"))
        require(
            sorted(files) == sorted(id + ".json" for id in records),
            "files: %d of %d", len(files), len(records),
        )
        for name in files:
            with open(self.path("records", name)) as file:
                require(
                    json.load(file)["id"] == name[: -len(".json")],
                    "%s holds another record", name,
                )
        rows = [r[0] for r in self.rows("SELECT id FROM letters",
                                        database="records.db")]
        require(
            sorted(rows) == sorted(records),
            "rows: %d of %d", len(rows), len(records),
        )
        self.check_posts(records)

    def posts(self):
        if not os.path.exists(self.receiver.posts):
            return []
        with open(self.receiver.posts) as file:
            return [line.split() for line in file]

    def check_posts(self, records):
        good = [post for post in self.posts() if post[2] == "200"]
        ids = {post[0].rsplit(".", 1)[0] for post in good}
        require(ids == records, "posts: %d of %d", len(ids), len(records))
        require(
            len({post[0] for post in good}) == len(records),
            "a record came under two webhook-ids",
        )
        bodies = len({(post[0], post[1]) for post in good})
        require(
            bodies == len(records) or self.read_again,
            "a webhook-id came with two bodies",
        )

    def half_written(self):
        return [
            path for path in files_below(self.root)
            if path.endswith((".part", ".tmp"))
        ] + list(files_below(self.path("spool", "tmp")))

    def check_rest(self):
        # A duplicate may still be under way.
        wait_until(lambda: not self.half_written(),
                   "a time without half a file", 10)
        for database in ("spool/spool.db", "records.db"):
            verdict = self.rows("PRAGMA integrity_check", database=database)
            require(verdict == [("ok",)], "%s: %s", database, verdict)


# --- letters ---


def make_letters(command, *arguments):
    subprocess.run(
        [os.path.join(BUILD, "tests", "make-letters"), command, *arguments],
        check=True,
    )


def letters_in(directory, good):
    return [
        Letter(name, os.path.join(directory, name), good)
        for name in sorted(os.listdir(directory))
        if name != "gold.jsonl"
    ]


def report(main):
    """Runs main, and says in a line what broke."""
    try:
        main()
    except Failure as failure:
        print("FAILED: %s" % failure, file=sys.stderr)
        sys.exit(1)
