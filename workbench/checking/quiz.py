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
    wanted = answer.strip().casefold().rstrip(").")
    for option in options:
        if option.strip().casefold().rstrip(").") == wanted:
            return option
    if len(wanted) == 1 and 0 <= ord(wanted) - ord("a") < len(options):
        return options[ord(wanted) - ord("a")]
    number = " They have letters, not numbers." if wanted.lstrip("-").isdigit() else ""
    raise WorkbenchError(f"There is no option {answer!r}.{number} The options are {letters}.")


def is_a_place(answer: str, options: int) -> bool:
    """Whether this is the letter of a place in a list of so many options."""
    letter = answer.strip().casefold().rstrip(").")
    return len(letter) == 1 and 0 <= ord(letter) - ord("a") < options


def in_words(answer: str, options: Sequence[object]) -> str:
    """A letter as the text of the option that stands there; any other answer as it is."""
    if not is_a_place(answer, len(options)):
        return answer
    option = options[ord(answer.strip().casefold()[0]) - ord("a")]
    return option if isinstance(option, str) else answer
