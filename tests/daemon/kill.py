#!/usr/bin/env python3
"""kill.py DIRECTORY - kills the daemon, or one of its workers, by SIGKILL at
random moments while letters flow in, and starts it again; then every letter
must be once in each sink, or in quarantine.

IMR_KILL_ROUNDS (20), IMR_KILL_LETTERS (90), IMR_KILL_SEED (random),
IMR_KILL_ORIGINAL (archive), IMR_KILL_ARCHIVE (beside the spool)."""

import os
import random
import signal
import sys
import time

import service

ROUNDS = int(os.environ.get("IMR_KILL_ROUNDS", "20"))
LETTERS = int(os.environ.get("IMR_KILL_LETTERS", "90"))
SEED = int(os.environ.get("IMR_KILL_SEED", time.time_ns() % 1000000))

SCANS = ["2016-plain", "2014-sentence"]
WORKER_SHARE = 0.5  # of the kills


def write(directory, name, content):
    path = os.path.join(directory, name)
    with open(path, "wb") as file:
        file.write(content)
    return path


def make(root, rand):
    """Of ten letters seven are typed, one is text or a scan, one is garbage,
    one is a duplicate."""
    folders = {}
    for folder in ("bulk", "text", "scan", "bad", "noise"):
        folders[folder] = os.path.join(root, "letters", folder)
        os.makedirs(folders[folder])
    service.make_letters("text", folders["text"])
    service.make_letters("scan", "bilevel200", folders["scan"], *SCANS)
    service.make_letters("bad", folders["bad"])
    letters = service.letters_in(folders["text"], True)
    letters = rand.sample(letters, LETTERS // 15)
    letters += service.letters_in(folders["scan"], True)
    letters += service.letters_in(folders["bad"], False)
    for i in range(LETTERS // 20):
        write(folders["noise"], "noise-%d.pdf" % i, rand.randbytes(3000))
        write(folders["noise"], "note-%d.txt" % i, b"No letter %d.\n" % i)
    letters += service.letters_in(folders["noise"], False)
    again = LETTERS // 10
    service.make_letters("bulk", str(LETTERS - len(letters) - again),
                         folders["bulk"])
    for letter in service.letters_in(folders["bulk"], True):
        letter.case = "CM16-98" + letter.name[len("bulk-"):][:5]
        letters.append(letter)
    rand.shuffle(letters)
    # Later than what they repeat, for most of them.
    for i in range(again):
        letters.insert(rand.randrange(len(letters) // 2, len(letters)),
                       repeat(rand, letters, i))
    return letters


def repeat(rand, letters, i):
    """The same bytes under another name, the same name for other bytes, or
    the very same file once more."""
    old = rand.choice(letters[: len(letters) // 2])
    names = ["again-%d-%s" % (i, old.name), rand.choice(letters).name,
             old.name]
    return old.again(names[i % 3])


class Run:
    def __init__(self, root):
        self.rand = random.Random(SEED)
        self.letters = make(root, self.rand)
        self.daemon = service.Service(
            os.path.join(root, "service"),
            original=os.environ.get("IMR_KILL_ORIGINAL", "archive"),
            archive=os.environ.get("IMR_KILL_ARCHIVE"))
        self.daemon_kills = self.worker_kills = 0

    def feed(self, count):
        for _ in range(min(count, len(self.letters))):
            letter = self.letters.pop(0)
            # A name that still lies there would lose its first file.
            if self.daemon.lies_in_inbox(letter.name):
                if self.daemon.original != "leave":
                    self.letters.append(letter)
            else:
                self.daemon.feed(letter, self.rand.random() < 0.7)

    def kill(self):
        longest = self.rand.choice([0.3, 1.5])
        time.sleep(self.rand.uniform(0, longest))  # the random moment
        workers = self.daemon.workers()
        if workers and self.rand.random() < WORKER_SHARE:
            os.kill(self.rand.choice(workers), signal.SIGKILL)
            self.worker_kills += 1
        else:
            self.daemon.kill()
            self.daemon_kills += 1

    def go(self):
        for left in range(ROUNDS, 0, -1):
            if not self.daemon.is_running():
                self.daemon.start()
            self.feed(-(-len(self.letters) // left))
            self.kill()
        while self.letters:
            if not self.daemon.is_running():
                self.daemon.start()
            self.feed(len(self.letters))
        # Whatever a dead daemon left half written goes at the next start.
        if self.daemon.is_running():
            self.daemon.kill()
        self.daemon.start()
        self.daemon.wait_idle(600)
        self.daemon.check(killed_workers=True)
        self.check_cases()
        self.daemon.stop()
        self.daemon.check(killed_workers=True)

    def check_cases(self):
        """Whose record it is."""
        for letter in self.daemon.fed:
            cases = self.daemon.rows(
                "SELECT r.case_number FROM records r"
                " JOIN letters l ON l.id = r.letter_id"
                " WHERE l.state = 3 AND l.id = ?", letter.id)
            service.require(
                letter.case is None or cases in ([(letter.case,)], []),
                "%s became %s", letter.name, cases)

    def tell(self, seconds):
        states = dict(self.daemon.rows(
            "SELECT state, count(*) FROM letters GROUP BY state"))
        duplicates, ocr = self.daemon.rows(
            "SELECT sum(duplicates), sum(ocr_pages) FROM letters")[0]
        posts = len(self.daemon.posts())
        records = self.daemon.rows("SELECT count(*) FROM records")[0][0]
        print(
            "seed %d: %d files, %d letters; daemon killed %d times, a worker "
            "%d times; %d delivered, %d rejected, %d failed, %d duplicates, "
            "%d pages recognised; %d records in %d posts; %.0f s"
            % (SEED, len(self.daemon.fed), sum(states.values()),
               self.daemon_kills, self.worker_kills,
               states.get(service.DELIVERED, 0),
               states.get(service.REJECTED, 0), states.get(service.FAILED, 0),
               duplicates, ocr, records, posts, seconds)
        )


def main():
    print("seed %d" % SEED, flush=True)
    begun = time.monotonic()
    run = Run(sys.argv[1])
    try:
        run.go()
        run.tell(time.monotonic() - begun)
    finally:
        run.daemon.end()


service.report(main)
