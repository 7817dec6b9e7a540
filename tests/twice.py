"""Run pytest; what fails beside other tests is asked once more by itself, and told at the end if it passes then.

python tests/twice.py <arguments of pytest>
python tests/twice.py --told      what was unsteady since the file of them was deleted

Servers, browsers and kernels share two cores here, and now and then one of some three thousand tests meets a limit that
it never meets alone. That is worth mending, and so it is told; it says nothing about the change that is tested. Several
failures at once are no accident, and a wall that holds every second time is no wall: neither is asked again.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

UNSTEADY = Path(__file__).parent.parent / "build" / "unsteady.txt"
MOST = 4
"""More failures than these are not asked again."""
WALLS = ("tests/grading/test_attacks.py",)


class Failures:
    """What failed, by its node id; whole is False once something failed that is no single test."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.whole = True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.whole = self.whole and not report.failed

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and report.nodeid not in self.found:
            self.found.append(report.nodeid)

    def pytest_internalerror(self) -> None:
        self.whole = False


def may_be_asked_again(failures: Failures, code: int) -> bool:
    return (
        code == pytest.ExitCode.TESTS_FAILED
        and failures.whole
        and 0 < len(failures.found) <= MOST
        and not any(test.startswith(WALLS) for test in failures.found)
    )


def run(arguments: list[str]) -> int:
    failures = Failures()
    code = int(pytest.main(arguments, plugins=[failures]))
    if not may_be_asked_again(failures, code):
        return code
    print(f"\nAsked once more, each by itself: {', '.join(failures.found)}", flush=True)
    for test in failures.found:
        again = subprocess.run([sys.executable, "-m", "pytest", test], check=False).returncode
        if again != 0:
            return again
    UNSTEADY.parent.mkdir(exist_ok=True)
    with UNSTEADY.open("a", encoding="utf-8") as file:
        file.writelines(f"{test}\n" for test in failures.found)
    return 0


def tell() -> None:
    if UNSTEADY.exists():
        print("Failed once and passed when asked again; each is worth mending:")
        print(UNSTEADY.read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    if sys.argv[1:] == ["--told"]:
        tell()
    else:
        sys.exit(run(sys.argv[1:]))
