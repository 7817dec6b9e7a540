"""Messages between a zygote and those who want kernels: JSON over a Unix socket, with open files alongside."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Sequence
from typing import Any

_LENGTH = struct.Struct("!I")
MOST_BYTES = 16 * 2**20
_MOST_FILES = 4


class ProtocolError(Exception):
    """The other side sent something that is no message, or only a part of one."""


def send(connection: socket.socket, message: dict[str, Any], files: Sequence[int] = ()) -> None:
    """Send one message. files: descriptors to hand over; they stay open here."""
    body = json.dumps(message).encode()
    head = _LENGTH.pack(len(body))
    if files:
        socket.send_fds(connection, [head], list(files))
    else:
        connection.sendall(head)
    connection.sendall(body)


def receive(connection: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The next message and the descriptors that came with it; None when the other side has closed.

    Raises ProtocolError for what is no message, and the socket's own errors (a timeout among them).
    """
    head, files, _, _ = socket.recv_fds(connection, _LENGTH.size, _MOST_FILES)
    if not head:
        return None
    head += _exactly(connection, _LENGTH.size - len(head))
    (length,) = _LENGTH.unpack(head)
    if length > MOST_BYTES:
        raise ProtocolError(f"A message of {length} bytes is too long.")
    try:
        message = json.loads(_exactly(connection, length))
    except ValueError as error:
        raise ProtocolError(f"Not JSON: {error}") from error
    if not isinstance(message, dict):
        raise ProtocolError("A message must be an object.")
    return message, files


def _exactly(connection: socket.socket, count: int) -> bytes:
    parts = []
    while count:
        part = connection.recv(min(count, 2**20))
        if not part:
            raise ProtocolError("The connection broke in the middle of a message.")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
