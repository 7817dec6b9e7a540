"""The table at the end of ``make test``: what the proof of each lesson took. Fails when one took too much.

python tests/costs.py build/costs.jsonl
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

MOST = 120.0
"""Seconds of a quiet core for everything about one lesson."""
DEARER = {
    "01_data/03_visualization": 250.0,
    "01_data/04_big_dataframes": 230.0,
    "01_data/05_statsmodels": 220.0,
    "02_math/02_calculus_autodiff": 140.0,
    "02_math/04_inference": 140.0,
    "03_classical_ml/01_workflow": 150.0,
    "03_classical_ml/03_regularization": 160.0,
    "03_classical_ml/05_evaluation": 150.0,
    "06_vision/04_detection": 140.0,
}
"""Those that take more today, with their own limits. The list may only shrink: fit smaller models, or fewer of them."""


def read(path: Path) -> dict[str, dict[str, tuple[float, bool]]]:
    """Lesson → stage → (seconds, whether the result was kept from an earlier run); of two lines the later counts."""
    found: dict[str, dict[str, tuple[float, bool]]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["lesson"]][row["stage"]] = (float(row["cpu"]), bool(row["kept"]))
    return dict(sorted(found.items()))


def table(costs: dict[str, dict[str, tuple[float, bool]]]) -> Table:
    costs = {lesson: merged(row) for lesson, row in costs.items()}
    stages = list(dict.fromkeys(stage for row in costs.values() for stage in row))
    made = Table(
        title="Seconds of a quiet core for each lesson (in a browser: on the clock); = kept from an earlier run"
    )
    made.add_column("lesson")
    for stage in [*stages, "all"]:
        made.add_column(stage, justify="right")
    for lesson, row in costs.items():
        cells = [_cell(*row[stage]) if stage in row else "" for stage in stages]
        made.add_row(lesson, *cells, f"{total(row):.1f}")
    spent = sum(seconds for row in costs.values() for seconds, kept in row.values() if not kept)
    made.caption = f"{spent:.0f} s spent now, {sum(map(total, costs.values())) / max(len(costs), 1):.1f} s a lesson"
    return made


def merged(row: dict[str, tuple[float, bool]]) -> dict[str, tuple[float, bool]]:
    """By the first word of the stage: behind it stands which explorer it was."""
    found: dict[str, tuple[float, bool]] = {}
    for stage, (seconds, kept) in row.items():
        before, all_kept = found.get(stage.split()[0], (0.0, True))
        found[stage.split()[0]] = before + seconds, all_kept and kept
    return found


def _cell(seconds: float, kept: bool) -> str:
    return f"{'= ' if kept else ''}{seconds:.1f}"


def total(row: dict[str, tuple[float, bool]]) -> float:
    return sum(seconds for seconds, _ in row.values())


def main(path: Path) -> int:
    if not path.is_file():
        print(f"{path} is missing: were the lessons proven?", file=sys.stderr)
        return 1
    costs = read(path)
    Console(width=120).print(table(costs))
    limits = {lesson: DEARER.get(lesson, MOST) for lesson in costs}
    dear = {lesson: total(row) for lesson, row in costs.items() if total(row) > limits[lesson]}
    for lesson, seconds in dear.items():
        text = f"{lesson} takes {seconds:.0f} seconds of a quiet core, at most {limits[lesson]:.0f} are allowed"
        print(text, file=sys.stderr)
    return 1 if dear else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
