#!/usr/bin/env python3
"""receiver.py DIRECTORY - an HTTP server on loopback that keeps what it gets.

Its port stands in DIRECTORY/port once it listens. Each POST is a line in
DIRECTORY/posts: webhook-id, SHA-256 of the body,
status. DIRECTORY/answer, where it is there, has the status to give, and after
a space what Retry-After says; or hang: nothing is answered any more."""

import hashlib
import http.server
import os
import sys
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, *retry_after = answer(self.server.directory)
        line = "%s %s %s\n" % (
            self.headers["webhook-id"],
            hashlib.sha256(body).hexdigest(),
            status,
        )
        with self.server.lock, open(self.server.posts, "a") as posts:
            posts.write(line)
            posts.flush()
        if status == "hang":
            threading.Event().wait()
        self.send_response(int(status))
        self.send_header("Content-Length", "0")
        if retry_after:
            self.send_header("Retry-After", retry_after[0])
        self.end_headers()

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Whoever was killed while he spoke to us."""


def answer(directory):
    try:
        with open(os.path.join(directory, "answer")) as file:
            return file.read().split()
    except FileNotFoundError:
        return ["200"]


def make(directory):
    os.makedirs(directory, exist_ok=True)
    server = Server(("127.0.0.1", 0), Handler)
    server.directory = directory
    server.posts = os.path.join(directory, "posts")
    server.lock = threading.Lock()
    port = os.path.join(directory, "port")
    with open(port + ".part", "w") as file:
        file.write("%d\n" % server.server_port)
    os.rename(port + ".part", port)
    return server


if __name__ == "__main__":
    make(sys.argv[1]).serve_forever()
