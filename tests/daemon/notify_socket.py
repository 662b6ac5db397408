#!/usr/bin/env python3
"""notify_socket.py SOCKET FILE - appends to FILE what a service says to its
$NOTIFY_SOCKET, line by line."""

import socket
import sys

listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(sys.argv[1])
with open(sys.argv[2], "a", buffering=1) as file:
    while True:
        file.write(listener.recv(1 << 20).decode(errors="replace") + "\n")
