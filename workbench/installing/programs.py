"""What extras need that pip cannot bring: programs of the operating system."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Program:
    """A program that a package of an extra starts. oldest: the first major version that it can use."""

    name: str
    command: tuple[str, ...]
    oldest: int
    package: str
    reason: str

    @property
    def fix(self) -> str:
        return f"apt-get install {self.package}"

    def version(self) -> str | None:
        """What the program says of itself; None where there is none or it does not run."""
        if shutil.which(self.command[0]) is None:
            return None
        try:
            done = subprocess.run(self.command, capture_output=True, text=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        found = re.search(r"\d+(?:\.\d+)*", done.stdout + done.stderr)
        return found.group() if found and done.returncode == 0 else None

    def problem(self, version: str | None) -> str:
        """Why the program of this version cannot be used here, in a sentence; "" when it can."""
        if version is None:
            return f"not found; {self.reason}"
        if _major(version) < self.oldest:
            return f"{version}; {self.reason}, {self.oldest} or newer"
        return ""


PROGRAMS = {
    "dataframes": Program(
        name="Java",
        command=("java", "-version"),
        oldest=17,
        package="default-jre-headless",
        reason="PySpark starts a Java machine",
    )
}
"""By the extra whose packages start it."""


def programs(extras: Iterable[str]) -> dict[str, Program]:
    """The programs that these extras need, by extra."""
    return {extra: PROGRAMS[extra] for extra in extras if extra in PROGRAMS}


def _major(version: str) -> int:
    """Java 8 called itself 1.8."""
    first, _, rest = version.partition(".")
    return int(rest.partition(".")[0]) if first == "1" and rest else int(first)
