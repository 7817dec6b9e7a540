"""How large things are, known without a network: a table that comes with the workbench.

``python -m workbench.installing.measure`` makes it from what is installed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.installing.extras import canonical, installed_version, unfinished_packages

TABLE = Path(__file__).with_name("sizes.json")


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Bytes on the disk. packages: of each that the base lacks; extras: the packages that an extra brings, those
    included that other extras bring too; isolated: of each isolated environment."""

    packages: dict[str, int]
    extras: dict[str, tuple[str, ...]]
    isolated: dict[str, int]


@cache
def sizes() -> Sizes:
    found = json.loads(TABLE.read_text(encoding="utf-8"))
    return Sizes(
        packages=found["packages"],
        extras={name: tuple(packages) for name, packages in found["extras"].items()},
        isolated=found["isolated"],
    )


def packages_to_come(extras: Iterable[str]) -> list[str]:
    """The packages of these extras that are not installed; none for an extra that the table does not have."""
    unfinished = unfinished_packages()
    names = {name for extra in extras for name in sizes().extras.get(extra, ())}
    return sorted(name for name in names if installed_version(name) is None or name in unfinished)


def bytes_to_come(extras: Iterable[str], isolated: Iterable[str] = ()) -> int:
    """What installing these would take, as far as the table knows."""
    known = sizes()
    alone = sum(known.isolated.get(name, 0) for name in isolated)
    return alone + sum(known.packages[name] for name in packages_to_come(extras))


def weight(name: str) -> int:
    """Bytes of a package on the disk; a small number for one that the table does not have."""
    return sizes().packages.get(canonical(name), 500_000)


def in_words(size: int) -> str:
    """``340 MB``, ``1.2 GB``; ``1 MB`` for less."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6))} MB"
