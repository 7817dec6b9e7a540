"""What a sandbox imports beforehand follows from the lessons to grade."""

from __future__ import annotations

from pathlib import Path

from workbench.grading.classroom.libraries import libraries_of
from workbench.kernel import preload


def written(root: Path, **sources: str) -> Path:
    for name, source in sources.items():
        path = root / "lessons" / "01_alpha" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return root


def test_only_what_some_lesson_imports_in_the_order_that_is_safe(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        frames="import pandas as pd\nfrom matplotlib import pyplot as plt\n",
        later="def f():\n    from sklearn.linear_model import Ridge\n",
        none="x = 1\n",
    )
    found = libraries_of(["01_alpha/frames", "01_alpha/later", "01_alpha/none"], root)
    assert {name.partition(".")[0] for name in found} == {"numpy", "pandas", "matplotlib", "sklearn"}
    assert found == [name for name in preload.names() if name in set(found)]
    assert {name.partition(".")[0] for name in libraries_of(["01_alpha/none"], root)} == {"numpy"}


def test_a_lesson_that_cannot_be_parsed_is_no_reason_to_fail(tmp_path: Path) -> None:
    root = written(tmp_path, broken="import pandas as (")
    assert {name.partition(".")[0] for name in libraries_of(["01_alpha/broken"], root)} == {"numpy"}
