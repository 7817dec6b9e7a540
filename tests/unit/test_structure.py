"""How the package is built: no module imports in a circle, and no lower room knows an upper one."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.proof.imports import Graph, circle, closure, import_graph, modules

# From the ground up: a room knows those of its own line and of the lines above it here, which lie below it in fact.
ROOMS = (
    (
        "errors",
        "files",
        "locks",
        "interrupts",
        "offline",
        "recognise",
        "version",
        "authoring",
        "content",
        "database",
        "index",
    ),
    ("curriculum", "datasets", "systems", "kernel", "merge", "progress", "watch", "checking", "explorers"),
    ("environments", "formulas", "glossary", "items", "notebooks", "quizzes", "feedback", "slips"),
    ("installing", "roadmap", "texts", "workspace"),
    ("cluster",),
    ("grading",),
    ("journal", "lesson"),
    ("batch", "buttons", "review", "dashboards", "doctor"),
    ("book", "proof", "server", "transfer"),
    ("cli",),
)
# Inside grading: what is handed in and how values travel, where they are made, how one is judged, then a whole class.
GRADING = (
    ("codec", "intake"),
    ("sandbox",),
    ("judging", "gradebook"),
    ("release",),
    ("classroom", "reports"),
)


def level(name: str, rooms: tuple[tuple[str, ...], ...], depth: int) -> int:
    """The line of the room that a module lies in; −1 for the package's own module, which knows nothing."""
    parts = name.split(".")
    if len(parts) <= depth:
        return -1
    found = [number for number, line in enumerate(rooms) if parts[depth] in line]
    assert found, f"{name} lies in a room that the list does not have"
    return found[0]


def upwards(graph: Graph, rooms: tuple[tuple[str, ...], ...], depth: int, within: str) -> list[str]:
    inside = {name for name in graph if name.startswith(f"{within}.") and name != f"{within}.__main__"}
    return [
        f"{name} → {other}"
        for name in sorted(inside)
        for other in sorted(graph[name] & inside)
        if level(other, rooms, depth) > level(name, rooms, depth)
    ]


def test_nothing_imports_in_a_circle() -> None:
    assert circle(import_graph()) == []


def test_no_room_knows_one_above_it() -> None:
    assert upwards(import_graph(), ROOMS, 1, "workbench") == []


def test_no_room_of_grading_knows_one_above_it() -> None:
    assert upwards(import_graph(), GRADING, 2, "workbench.grading") == []


def test_checking_and_authoring_need_neither_jupyter_nor_the_database() -> None:
    used = closure(["workbench.authoring", *(name for name in modules() if name.startswith("workbench.checking"))])
    text = "".join(modules()[name].read_text(encoding="utf-8") for name in used)
    for library in ("IPython", "jupyter_client", "nbformat", "sqlalchemy"):
        assert f"import {library}" not in text
        assert f"from {library}" not in text


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Three modules: one imports the second inside a function, the second the third for a type alone."""
    root = tmp_path / "house"
    root.mkdir()
    (root / "__init__.py").touch()
    (root / "one.py").write_text("def f():\n    from house.two import g\n    return g\n")
    (root / "two.py").write_text("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import house.three\n")
    (root / "three.py").touch()
    return root


def test_imports_inside_functions_and_for_types_count(package: Path) -> None:
    graph = import_graph(package)
    assert graph["house.one"] == {"house.two"}
    assert graph["house.two"] == {"house.three"}
    assert circle(graph) == []
    assert closure(["house.one"], graph) == ["house", "house.one", "house.three", "house.two"]


def test_a_circle_is_found(package: Path) -> None:
    (package / "three.py").write_text("def f():\n    from house import one\n")
    import_graph.cache_clear()
    assert set(circle(import_graph(package))) == {"house.one", "house.two", "house.three"}
