"""What one submission may use."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

MB = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Limits:
    """memory, disk, reply: bytes (memory beyond what the warm process has; disk is kept in memory, in files; reply is
    one answer); processes: at most so many at a time, threads included, of which a small local Spark has 45; files:
    open at a time in one process, of which Spark's has 320; inodes: files on its disk; load, call, wall: seconds for
    running the notebook's cells, for the calls of one exercise, and for everything."""

    memory: int = 2000 * MB
    disk: int = 256 * MB
    reply: int = 32 * MB
    processes: int = 96
    files: int = 512
    inodes: int = 10_000
    load: float = 120.0
    call: float = 20.0
    wall: float = 600.0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
