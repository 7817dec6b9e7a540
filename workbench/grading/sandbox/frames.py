"""Length-prefixed frames over a socket, with a limit and a deadline: what the two sides of a submission exchange."""

from __future__ import annotations

import socket
import struct
import time

_HEADER = struct.Struct("<I")


class FrameError(Exception):
    """The other side closed, sent too much, or did not answer in time. reason: closed, too_large or timeout."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def send(connection: socket.socket, data: bytes, *, seconds: float | None = None) -> None:
    """Send one frame. Raises FrameError."""
    connection.settimeout(seconds)
    try:
        connection.sendall(_HEADER.pack(len(data)) + data)
    except TimeoutError:
        raise FrameError("timeout") from None
    except OSError:
        raise FrameError("closed") from None


def receive(connection: socket.socket, *, limit: int, seconds: float | None = None) -> bytes:
    """The next frame. limit: bytes; seconds: for the whole frame, however slowly it drips. Raises FrameError."""
    deadline = None if seconds is None else time.monotonic() + seconds
    (size,) = _HEADER.unpack(_exactly(connection, _HEADER.size, deadline))
    if size > limit:
        raise FrameError("too_large")
    return _exactly(connection, size, deadline)


def _exactly(connection: socket.socket, size: int, deadline: float | None) -> bytes:
    parts: list[bytes] = []
    missing = size
    while missing:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise FrameError("timeout")
        connection.settimeout(left)
        try:
            part = connection.recv(min(missing, 1 << 20))
        except TimeoutError:
            raise FrameError("timeout") from None
        except OSError:
            raise FrameError("closed") from None
        if not part:
            raise FrameError("closed")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
