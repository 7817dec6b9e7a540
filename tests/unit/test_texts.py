"""The search in the lessons' own text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from workbench.cli import app
from workbench.curriculum import load_curriculum
from workbench.texts import Passage, find_passages

LESSON = "01_alpha/01_one"
TEXT = """\

# %% [markdown]
# ## Why *Émile* was right
# A **long** road leads to the [harbour](https://example.org/boats),
# where nobody waits.

# %%
hidden = "treasure"

# %% [markdown]
# ## Later
# The road back.
"""


@pytest.fixture
def content(make_content: Callable[..., Any]) -> Any:
    content = make_content()
    content.exercise_lesson(LESSON, title="One")
    path = content.root / "lessons" / f"{LESSON}.py"
    path.write_text(path.read_text() + TEXT)
    return content


def test_a_passage_has_all_the_words_under_its_heading(content: Any) -> None:
    found = find_passages(load_curriculum(), "ROAD emile")
    assert found == [
        Passage(
            lesson=LESSON,
            title="One",
            heading="Why Émile was right",
            excerpt="A long road leads to the harbour, where nobody waits.",
        )
    ]
    assert find_passages(load_curriculum(), "road back")[0].heading == "Later"


@pytest.mark.parametrize("text", ["treasure", "boats", "road moon", "", "  "])
def test_code_addresses_and_other_words_are_not_found(content: Any, text: str) -> None:
    assert find_passages(load_curriculum(), text) == []


def test_an_excerpt_is_cut_at_words(content: Any) -> None:
    path = content.root / "lessons" / f"{LESSON}.py"
    path.write_text(path.read_text() + f"# {'before ' * 40}needle{' behind' * 40}\n")
    excerpt = find_passages(load_curriculum(), "needle")[0].excerpt
    assert excerpt.startswith("… before before")
    assert "needle" in excerpt
    assert excerpt.endswith("behind behind …")
    assert len(excerpt) < 220


def test_find_prints_passages(content: Any) -> None:
    result = CliRunner().invoke(app, ["find", "harbour"])
    assert result.exit_code == 0
    assert "In the text" in result.output
    assert f"{LESSON}, Why Émile was right: A long road" in result.output.replace("\n", " ")
