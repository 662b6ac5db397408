#!/usr/bin/env python3
"""commit_points.py DIRECTORY [POINT...] - lets the daemon, or imrctl, die at
each commit point that the source names, starts it again, and looks whether
anything was lost."""

import concurrent.futures
import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

import service
from service import Failure, Letter, Service, require, wait_until

SOURCE = os.path.join(service.HERE, "..", "..")
DIE_AT = os.path.join(service.BUILD, "tests", "preload", "die_at.so")
AT_A_TIME = 3


def call_at(text, start):
    """The call whose name begins at start, to its closing parenthesis."""
    depth = 0
    for match in re.compile(r'"(?:\\.|[^"\\])*"|[()]').finditer(text, start):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if depth == 0:
            return text[start : match.end()]
    raise Failure("a call without an end")


def points_of_source():
    points = set()
    for path in glob.glob(os.path.join(SOURCE, "*", "*.c")):
        with open(path) as file:
            text = file.read()
        points.update(re.findall(r'commit_point\("([^"]+)"\)', text))
        for match in re.finditer(r"\bspool_end\(", text):
            call = call_at(text, match.start())
            name = re.search(r'"(\w+)",\s*error\)$', call).group(1)
            points.update({"spool-%s-begun" % name, "spool-%s-done" % name})
    return points


# --- how to come to a point: what is unlike the usual run ---


def copy_program(path, to):
    """By a process of its own: what another thread starts meanwhile would
    hold a file open that is being written, and nobody could run it."""
    subprocess.run(["cp", path, to], check=True)


class Plain:
    """Letters come in and are delivered."""

    settings = {}
    answer = "200"
    # It reads well, and fast, what is called "good..." (tests/hostile).
    worker = "crash"
    given_up = False  # whether letters that kill may be

    def __init__(self, root):
        self.daemon = Service(os.path.join(root, "s"), **self.settings)
        self.letters = [self.letter("good-1"), self.letter("good-2")]
        with open(self.daemon.path("http", "answer"), "w") as file:
            file.write(self.answer)
        # A program finds its worker beside itself.
        os.mkdir(self.daemon.path("bin"))
        copy_program(self.daemon.program, self.daemon.path("bin"))
        self.daemon.program = self.daemon.path("bin", "imr-ingest")
        self.stand_in(self.worker)

    def stand_in(self, worker):
        """In place of one that may still be dying with its daemon: nobody
        may write to a program that runs."""
        part = self.daemon.path("bin", "part")
        copy_program(
            os.path.join(service.BUILD, "tests", "hostile", worker), part)
        os.replace(part, self.daemon.path("bin", "imr-extract"))

    def letter(self, name, good=True):
        path = self.daemon.path(name)
        with open(path, "w") as file:
            file.write("This is %s.\n" % name)
        return Letter(name, path, good)

    def feed(self):
        for letter in self.letters:
            self.daemon.feed(letter)
        self.daemon.feed(self.letters[0].again("good-twin"))

    def die(self, point):
        self.feed()
        self.daemon.start(LD_PRELOAD=DIE_AT, IMR_DIE_AT=point)
        self.push()
        try:
            status = self.daemon.process.wait(service.PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failure("%s was never reached\n%s"
                          % (point, self.daemon.describe()))
        require(status == -signal.SIGKILL, "%s: ended with %d\n%s", point,
                status, self.daemon.describe())

    def push(self):
        pass

    def mend(self):
        os.remove(self.daemon.path("http", "answer"))

    def check(self):
        self.daemon.wait_idle()
        self.daemon.check(killed_workers=self.given_up)

    def run(self, point):
        self.die(point)
        self.mend()
        self.daemon.start()
        self.check()
        self.daemon.stop()
        self.daemon.check(killed_workers=self.given_up)

    def end(self):
        self.daemon.end()


class Deleting(Plain):
    settings = {"original": "delete"}


class Leaving(Plain):
    settings = {"original": "leave"}


class Copying(Plain):
    """To an archive on another file system."""

    def __init__(self, root):
        self.elsewhere = tempfile.mkdtemp(dir="/dev/shm")
        self.settings = {"archive": os.path.join(self.elsewhere, "archive")}
        super().__init__(root)
        require(os.stat(self.elsewhere).st_dev != os.stat(root).st_dev,
                "/dev/shm is no file system of its own")

    def end(self):
        super().end()
        shutil.rmtree(self.elsewhere)


class Garbage(Plain):
    worker = "decline"  # refuses what is not "good..."

    def feed(self):
        self.daemon.feed(self.letter("bad", False))
        super().feed()


class Stray(Plain):
    def feed(self):
        os.symlink("/etc/hostname", self.daemon.path("inbox", "link.txt"))
        super().feed()

    def mend(self):
        super().mend()
        os.remove(self.daemon.path("inbox", "link.txt"))


class Unmounted(Plain):
    """The watched directory is not there, and comes back."""

    def push(self):
        os.rename(self.daemon.path("inbox"), self.daemon.path("away"))

    def mend(self):
        super().mend()
        os.rename(self.daemon.path("away"), self.daemon.path("inbox"))


class Crashing(Plain):
    def feed(self):
        self.daemon.feed(self.letter("bad", False))
        super().feed()

    def mend(self):
        super().mend()
        self.stand_in("decline")


class Alone(Crashing):
    """It may be what the daemon died over."""

    given_up = True


class Stopped(Plain):
    """SIGTERM while a worker hangs."""

    worker = "hang"
    settings = {"stop_seconds": 0}

    def feed(self):
        self.daemon.feed(self.letter("bad", False))
        super().feed()

    def mend(self):
        super().mend()
        self.stand_in("decline")

    def push(self):
        wait_until(
            lambda: self.daemon.rows(
                "SELECT 1 FROM letters WHERE state = ? AND name = 'bad'",
                service.EXTRACTING),
            "the letter with a worker that hangs",
        )
        self.daemon.process.send_signal(signal.SIGTERM)


class Unavailable(Plain):
    answer = "503"


class Back(Plain):
    """Several fail, so that the sink as a whole waits; then it is back."""

    answer = "503"

    def feed(self):
        self.letters += [self.letter("good-3"), self.letter("good-4")]
        super().feed()

    def push(self):
        wait_until(
            lambda: self.daemon.rows("SELECT 1 FROM sinks WHERE state = 1"),
            "a sink that waits",
        )
        super().mend()

    def mend(self):
        pass


class Refused(Plain):
    answer = "400"

    def run(self, point):
        """What was parked before the end stays so, until imrctl retry."""
        self.die(point)
        self.mend()
        self.daemon.start()
        parked = 1 if point.endswith("-done") else 0
        wait_until(
            lambda: self.daemon.count("deliveries WHERE state = 0") == 0 and
            self.daemon.count("letters WHERE state = 3") ==
            len(self.letters) - parked, "all other deliveries")
        require(len(self.daemon.rows(
            "SELECT 1 FROM deliveries WHERE state = 2 AND reason <> ''"))
            == parked, "what was parked is not")


class Operated(Plain):
    """The daemon rests, imrctl dies."""

    order = ()

    def die(self, point):
        self.prepare()
        program = os.path.join(service.BUILD, "bin", "imrctl")
        status = subprocess.run(
            [program, *self.order, "--directory", self.daemon.path("spool")],
            env=dict(os.environ, LD_PRELOAD=DIE_AT, IMR_DIE_AT=point,
                     ASAN_OPTIONS=service.ASAN),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ).returncode
        require(status == -signal.SIGKILL, "%s: imrctl ended with %d", point,
                status)

    def prepare(self):
        self.feed()
        self.daemon.start()
        self.daemon.wait_idle()
        self.daemon.stop()


class Retried(Operated, Garbage):
    order = ("retry", "--all")


class Recognised(Operated):
    def prepare(self):
        super().prepare()
        self.order = ("reocr", self.letters[0].id)
        self.daemon.read_again = True


class Rejected(Operated):
    def prepare(self):
        super().prepare()
        self.order = ("reject", "--reason", "a test", self.letters[0].id)

    def check(self):
        """Rejected or not, as the commit was or was not."""
        self.daemon.wait_idle()
        require(self.daemon.rows("PRAGMA integrity_check") == [("ok",)],
                "the spool is damaged")

    def run(self, point):
        self.die(point)
        self.mend()
        self.daemon.start()
        self.check()
        state = self.daemon.rows("SELECT state FROM letters WHERE id = ?",
                                 self.letters[0].id)[0][0]
        done = point.endswith("-done")
        require(state == (service.REJECTED if done else service.DELIVERED),
                "%s: the letter is in state %d", point, state)


class Seen(Operated):
    def prepare(self):
        super().prepare()
        self.order = ("seen", self.letters[0].id)


class Lost(Operated):
    """The database is gone, the store is not, and the daemon dies while it
    takes its letters up again."""

    def die(self, point):
        self.prepare()
        for path in glob.glob(self.daemon.path("spool", "spool.db*")):
            os.remove(path)
        self.daemon.start(LD_PRELOAD=DIE_AT, IMR_DIE_AT=point)
        status = self.daemon.process.wait(service.PATIENCE)
        require(status == -signal.SIGKILL, "%s: ended with %d\n%s", point,
                status, self.daemon.describe())

    def check(self):
        """Each once, whole, and where it is to be. How they had come is
        lost."""
        delivered = {letter.id: 1 for letter in self.letters}
        wait_until(lambda: dict(self.daemon.rows(
            "SELECT id, (SELECT count(*) FROM events WHERE letter_id = id"
            " AND what = 'recovered') FROM letters WHERE state = 3"))
            == delivered, "letters taken up, each once")
        self.daemon.check_originals()
        self.daemon.check_sinks()
        self.daemon.check_rest()

    def run(self, point):
        self.die(point)
        self.mend()
        self.daemon.start()
        self.check()
        self.daemon.stop()


class Requeued(Operated):
    order = ("retry", "--all", "--sink", "http")


class Forgotten(Operated):
    order = ("forget-sink", "http")

    def prepare(self):
        super().prepare()
        with open(self.daemon.path("conf")) as file:
            self.whole = file.read()
        with open(self.daemon.path("conf"), "w") as file:
            file.write(self.whole.split("[sink http]")[0])
        self.daemon.start()
        wait_until(
            lambda: self.daemon.rows("SELECT 1 FROM sinks WHERE state = 3"),
            "a removed sink",
        )
        self.daemon.stop()

    def mend(self):
        super().mend()
        with open(self.daemon.path("conf"), "w") as file:
            file.write(self.whole)


# What is not named here is come to by letters that come in and are delivered.
WAYS = {
    "original-hidden": Deleting,
    "original-copied": Copying,
    "original-named": Copying,
    "spool-remember_left": Leaving,
    "spool-quarantine": Garbage,
    "spool-note_stray": Stray,
    "spool-note_outage": Unmounted,
    "spool-defer": Crashing,
    "spool-begin_alone": Alone,
    "spool-give_back": Stopped,
    "spool-delivery_failed": Unavailable,
    "spool-deliveries_hurry": Back,
    "spool-delivery_parked": Refused,
    "spool-retry": Retried,
    "spool-take_up": Lost,
    "spool-reocr": Recognised,
    "spool-reject": Rejected,
    "spool-fill_looks": Seen,
    "spool-mark_seen": Seen,
    "spool-requeue_sink": Requeued,
    "spool-forget_sink": Forgotten,
}


def die_at(point):
    way = WAYS.get(re.sub("-(begun|done)$", "", point), Plain)
    root = tempfile.mkdtemp(prefix=point + ".", dir=sys.argv[1])
    scene = way(root)
    try:
        scene.run(point)
        print("ok %s" % point, flush=True)
        return True
    except Failure as failure:
        print("FAILED at %s: %s" % (point, failure), flush=True)
        return False
    finally:
        scene.end()


def main():
    points = points_of_source()
    require(os.path.exists(DIE_AT), "%s is not built", DIE_AT)
    require("spool-claim-done" in points and "intake-claimed" in points,
            "the source was not understood")
    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        good = list(pool.map(die_at, sys.argv[2:] or sorted(points)))
    print("%d of %d commit points lose nothing" % (sum(good), len(good)))
    require(all(good), "%d points failed", good.count(False))


service.report(main)
