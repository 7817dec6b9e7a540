"""An author's change of an explorer shows in the next kernel, although kernels are forked from what is loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conftest import StartKernel

CODE = """
from workbench.explorers import show
print(show("coin").caption)
"""


def test_the_next_kernel_shows_the_changed_explorer(
    make_content: Callable[..., Any], start_kernel: StartKernel
) -> None:
    path = make_content().explorer("coin")
    first = start_kernel()
    assert first.is_warm
    assert first.text(CODE) == "The first: False."
    path.write_text(path.read_text().replace("first", "other"))
    assert start_kernel().text(CODE) == "The other: False."
    assert first.text(CODE) == "The other: False.", "and in one that runs"
