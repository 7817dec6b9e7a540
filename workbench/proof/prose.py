"""The proof of a lesson's prose: what it claims has a check, and it stays short enough to be read in one sitting."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from workbench.authoring import Waiver
from workbench.checking.solution import load_solution
from workbench.curriculum import LessonInfo
from workbench.notebooks import cell_items, read_lesson

MOST_WORDS = 1800
MOST_MINUTES = 90
MOST_PLUMBING = 25
LONGEST_RIGHT = 1.3
"""Times the median length of the wrong options."""
_CLOSING = ("The mistakes people make", "What to remember", "Read on")
_COMPARISON = re.compile(
    r"\b(better|best|worse|worst|faster|fastest|slower|slowest|cheaper|cheapest|stronger|strongest|weaker|weakest|lower|"
    r"lowest|higher|highest|larger|largest|bigger|biggest|smaller|smallest|fewer|fewest|(?<!no )longer|longest|"
    r"shorter|shortest|beats?|outperforms?|(?:more|less|rather) \w+ than|the (?:most|least) \w+)\b",
    re.IGNORECASE,
)
_ORDERS = ("Predict", "Find", "Move", "Choose", "Decide", "Try")
_REASON = re.compile(r"\b(because|since|so that|therefore|which is why|due to|hence)\b|;", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?:])[\s*]+(?=[A-Z“*`$])")


@dataclass(frozen=True, kw_only=True)
class Group:
    """A cell of text with the code below it, up to the next text. title: of the section it stands in."""

    title: str
    text: str
    code: tuple[str, ...]

    @property
    def claims(self) -> bool:
        return any("lesson.claim(" in source for source in self.code)


def groups(notebook: NotebookNode) -> Iterator[Group]:
    """The lesson cut at its cells of text. Text that follows its code belongs to the group below it."""
    title, text, code = "", "", list[str]()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            if text or code:
                yield Group(title=title, text=text, code=tuple(code))
            headings = re.findall(r"^#+ (.+)$", cell.source, re.MULTILINE)
            title = headings[-1] if headings else title
            text, code = cell.source, []
        else:
            code.append(cell.source)
    yield Group(title=title, text=text, code=tuple(code))


def _sentences(text: str) -> list[str]:
    """Sentences without headings, formulas, tables and links; one in a list stands alone."""
    plain = re.sub(r"\$\$.*?\$\$", " ", text, flags=re.DOTALL)
    plain = re.sub(r"^(#+ .*|\|.*)$", "", plain, flags=re.MULTILINE)
    parts = re.split(r"\n\s*\n|\n\s*[-*] |\n\s*\d+\. ", plain)
    sentences = (sentence for part in parts for sentence in _SENTENCE.split(" ".join(part.split())))
    return [sentence.strip(" *") for sentence in sentences if sentence.strip(" *")]


def _compared(sentence: str) -> str | None:
    """The comparison a sentence makes about a result. A question and an order make none."""
    if sentence.endswith("?") or sentence.split(" ", 1)[0].strip("*,:") in (
        "Predict",
        "Find",
        "Move",
        "Choose",
        "Decide",
        "Try",
    ):
        return None
    found = _COMPARISON.search(sentence)
    return found.group(0) if found else None


def _titles(code: str) -> Iterator[str]:
    """The constant titles of figures in a cell."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        named = [pair.value for pair in node.keywords if pair.arg in ("title", "suptitle")]
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("set_title", "title", "suptitle"):
            named += node.args[:1]
        yield from (n.value for n in named if isinstance(n, ast.Constant) and isinstance(n.value, str))


def results_are_claimed(lesson: LessonInfo) -> list[str]:
    """A comparison in prose, or in the title of a figure, has a claim in the same group of cells, or a waiver."""
    waivers = Waived(lesson, "results_are_claimed")
    problems = []
    parts = list(groups(read_lesson(lesson.id)))
    before = False
    for part in parts:
        claimed = part.claims or before  # prose that follows its result speaks of the code above it
        before = part.claims
        if claimed or part.title.startswith(_CLOSING):
            continue
        told = [(sentence, _compared(sentence)) for sentence in _sentences(part.text)]
        told += [(title, _compared(title)) for code in part.code for title in _titles(code)]
        problems += [
            f"“{word}” without a claim beside it: {sentence[:100]}"
            for sentence, word in told
            if word and not waivers.cover(sentence)
        ]
    return problems + waivers.unused()


class Waived:
    """The waivers of one rule, and which of them were of use."""

    def __init__(self, lesson: LessonInfo, rule: str) -> None:
        self._left: dict[Waiver, bool] = {
            waiver: False for waiver in load_solution(lesson.id).waivers if waiver.rule == rule
        }

    def cover(self, text: str) -> bool:
        """Whether a waiver speaks of this text."""
        plain = " ".join(text.split())
        hits = [waiver for waiver in self._left if plain.startswith(waiver.text)]
        self._left.update(dict.fromkeys(hits, True))
        return bool(hits)

    def unused(self) -> list[str]:
        return [f"the waiver {waiver.text!r} matches nothing" for waiver, used in self._left.items() if not used]


def length_is_bounded(lesson: LessonInfo) -> list[str]:
    """At most 1,800 words, 90 minutes, and 25 lines of code that is given before the first exercise."""
    cells = read_lesson(lesson.id).cells
    words = sum(len(cell.source.split()) for cell in cells if cell.cell_type == "markdown")
    plumbing = _plumbing(cells)
    return [
        f"{number} {what}, at most {most} are allowed"
        for number, what, most in (
            (words, "words of prose", MOST_WORDS),
            (lesson.minutes, "minutes", MOST_MINUTES),
            (plumbing, "lines of code before the first exercise", MOST_PLUMBING),
        )
        if number > most
    ]


def _plumbing(cells: list[NotebookNode]) -> int:
    lines = 0
    for cell in cells:
        kinds = {kind for kind, _ in cell_items(cell)}
        if "exercise" in kinds:
            break
        if cell.cell_type == "code" and "quiz" not in kinds and "parameters" not in cell.metadata.get("tags", []):
            code = (line.strip() for line in cell.source.splitlines())
            lines += sum(1 for line in code if line and not line.startswith(("#", "lesson.explore(", "lesson.claim(")))
    return lines


def quizzes_cannot_be_guessed(lesson: LessonInfo) -> list[str]:
    """The right option is not the long one, and gives no reason: reasons go into ``because``."""
    from workbench.items import lesson_items

    choices = load_solution(lesson.id).choices
    problems = []
    for item in lesson_items(lesson.id):
        if item.kind != "quiz" or item.name not in choices:
            continue
        right = choices[item.name].answer
        wrong = [option for option in item.options if option != right]
        if wrong and len(right) > LONGEST_RIGHT * statistics.median(map(len, wrong)):
            problems.append(f"quiz {item.name}: the right option is over {LONGEST_RIGHT} times as long as the others")
        if _REASON.search(right) and not any(_REASON.search(option) for option in wrong):
            problems.append(f"quiz {item.name}: the right option alone gives a reason")
    return problems


def has_repair_and_decision(lesson: LessonInfo) -> list[str]:
    """At least one exercise of the role ``repair`` and one of the role ``decision``."""
    roles = {exercise.settings.role for exercise in load_solution(lesson.id).exercises.values()}
    return [f'no exercise has the role "{role}"' for role in ("repair", "decision") if role not in roles]


PROSE_CHECKS: tuple[Callable[[LessonInfo], list[str]], ...] = (
    results_are_claimed,
    length_is_bounded,
    quizzes_cannot_be_guessed,
    has_repair_and_decision,
)
