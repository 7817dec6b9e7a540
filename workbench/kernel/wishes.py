"""What a client may wish of a zygote: a kernel, or a zygote of a track."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a client wants forked. argv: the arguments after ``-m ipykernel_launcher``; files: descriptors for standard
    input, output and error; client: a pidfd of the process that asked, -1 where there is none; own_modules: what a
    stock kernel has loaded before its first cell."""

    argv: list[str]
    environment: dict[str, str]
    folder: str
    umask: int
    limits: dict[str, tuple[int, int]]
    independent: bool
    files: tuple[int, ...]
    client: int
    client_pid: int
    temporary: Path | None
    own_modules: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A wish for a zygote of a track: it is forked from the base's, and so shares what that has imported. listener: its
    socket, listening at ``path``; extras: whose modules it imports besides."""

    listener: socket.socket
    path: Path
    extras: tuple[str, ...]
    origin: int
