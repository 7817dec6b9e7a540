"""Answers to quiz questions, as people write them."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import WorkbenchError


def match_option(answer: str, options: list[str]) -> str:
    """The option meant by its text or letter. Raises WorkbenchError that lists the options."""
    letters = ", ".join(f"{chr(97 + k)}) {option}" for k, option in enumerate(options))
    if not isinstance(answer, str):
        raise WorkbenchError(
            f'Write the letter of an option in quotes, such as answer="a"; got {answer!r}. The options are {letters}.'
        )
    wanted = _plain(answer)
    for option in options:
        if _plain(option) == wanted:
            return option
    if (place := place_of(answer, len(options))) is not None:
        return options[place]
    number = " They have letters, not numbers." if wanted.lstrip("-").isdigit() else ""
    raise WorkbenchError(f"There is no option {answer!r}.{number} The options are {letters}.")


def place_of(answer: str, options: int) -> int | None:
    """The place, from 0, in a list of so many options for which this letter stands; None where it stands for none."""
    letter = _plain(answer)
    place = ord(letter) - ord("a") if len(letter) == 1 else -1
    return place if 0 <= place < options else None


def in_words(answer: str, options: Sequence[object]) -> str:
    """A letter as the text of the option that stands there; any other answer as it is."""
    place = place_of(answer, len(options))
    option = answer if place is None else options[place]
    return option if isinstance(option, str) else answer


def _plain(text: str) -> str:
    return text.strip().casefold().rstrip(").")
