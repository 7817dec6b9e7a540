"""Cards: what appears under a cell.

A card is static HTML with its style inside, so that it keeps its meaning in a saved notebook, in nbconvert, in Voilà
and in an untrusted notebook; the plain text says the same for a terminal. Colours come from JupyterLab's variables,
mixed so that text keeps a contrast of 7:1 in the dark themes too. State is told by a word and a sign, never by
colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from workbench.authoring import Choice
from workbench.checking.types import FailedCase, Outcome, Verdict
from workbench.feedback.actions import actions_for, buttons, option_buttons
from workbench.feedback.markup import inline

_STYLE = """
.wbf-card{border:1px solid var(--jp-border-color1,#bbb);border-left:4px solid var(--wbf-mark);border-radius:4px;
padding:.6em .9em;margin:.3em 0;font-family:var(--jp-ui-font-family,system-ui,sans-serif);max-width:60rem;
font-size:var(--jp-ui-font-size1,14px);line-height:1.5;color:var(--jp-ui-font-color0,#111);
background:var(--jp-layout-color1,#fff)}
.wbf-good{--wbf-mark:var(--jp-success-color1,#2e7d32)}.wbf-bad{--wbf-mark:var(--jp-error-color1,#b71c1c)}
.wbf-info{--wbf-mark:var(--jp-brand-color1,#1565c0)}
.wbf-card .wbf-title{display:inline-block;font-weight:600;margin:0 0 .2em;
color:color-mix(in srgb,var(--wbf-mark) 60%,var(--jp-ui-font-color0,#111))}
.wbf-card p{margin:.35em 0}.wbf-card dl{display:grid;grid-template-columns:max-content 1fr;gap:.15em .8em;margin:.4em 0}
.wbf-card dt{font-weight:600;float:none;width:auto;white-space:nowrap}.wbf-card dd{margin:0;min-width:0}
.wbf-card pre{margin:0;padding:.15em .4em;white-space:pre-wrap;overflow-wrap:anywhere;
background:var(--jp-layout-color2,#f3f3f3);color:var(--jp-ui-font-color0,#111);
font-family:var(--jp-code-font-family,monospace);font-size:var(--jp-code-font-size,13px);line-height:1.35}
.wbf-card code{font-family:var(--jp-code-font-family,monospace);background:var(--jp-layout-color2,#f3f3f3);
color:var(--jp-ui-font-color0,#111);padding:0 .2em;overflow-wrap:anywhere}
.wbf-card .wbf-count{float:right;margin:0 0 0 1em}.wbf-card .wbf-count+*{clear:right}
.wbf-card .wbf-more{margin:.5em 0 0}
.wbf-card .wbf-more summary{cursor:pointer;width:max-content}.wbf-card .wbf-actions,.wbf-card .wbf-choose{display:none}
.wbf-card .wbf-sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:.2em 1em}
.wbf-card .wbf-chosen{font-weight:600}
.wbf-card .wbf-diagnosis{font-weight:500}.wbf-card .wbf-next{color:var(--jp-ui-font-color0,#111)}
.wbf-card .wbf-install{display:none}
.wbf-card ol.wbf-options{list-style:lower-alpha;margin:.3em 0 .3em 1.6em;padding:0}
""".replace("\n", "")

_CLAIM_STYLE = """
.wbf-claim{margin:.2em 0;font-family:var(--jp-ui-font-family,system-ui,sans-serif);line-height:1.5;max-width:60rem;
font-size:var(--jp-ui-font-size1,14px);color:var(--jp-ui-font-color0,#111)}
.wbf-claim>span{color:color-mix(in srgb,var(--jp-success-color1,#2e7d32) 60%,var(--jp-ui-font-color0,#111))}
.wbf-broken>span{color:color-mix(in srgb,var(--jp-error-color1,#b71c1c) 60%,var(--jp-ui-font-color0,#111))}
.wbf-claim code{font-family:var(--jp-code-font-family,monospace);background:var(--jp-layout-color2,#f3f3f3);
color:var(--jp-ui-font-color0,#111);padding:0 .2em}
""".replace("\n", "")

_MOST_LINES = 5
_LONGEST_LINE = 160
"""Of a value on a card, and the characters of each: what is longer is cut, and stands whole in the folded part."""

_TITLES = {
    Outcome.NOT_ATTEMPTED: ("info", "○", "Not attempted yet"),
    Outcome.PASSED: ("good", "✓", "Correct"),
    Outcome.FAILED: ("bad", "✗", "Not yet"),
    Outcome.ERROR: ("bad", "✗", "Your code raised an exception"),
    Outcome.TIMEOUT: ("bad", "✗", "Stopped: too long"),
    Outcome.RECORDED: ("info", "●", "Ready to hand in"),
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """HTML and plain text of one message, with what a program wants to know of it in ``metadata``."""

    html: str
    text: str
    metadata: dict[str, Any] = field(default_factory=dict)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        return {"text/html": self.html, "text/plain": self.text}, self.metadata

    def __repr__(self) -> str:
        return self.text


def make_card(tone: str, title: str, parts: list[tuple[str, str]], metadata: dict[str, Any] | None = None) -> Card:
    """A card from (html, text) parts. tone: good, bad or info."""
    body = "".join(html for html, _ in parts)
    html = f'<style>{_STYLE}</style><div class="wbf-card wbf-{tone}" role="group" aria-label="Feedback">'
    html += f'<p class="wbf-title">{escape(title)}</p>{body}</div>'
    text = "\n".join([title, *(text for _, text in parts if text)])
    return Card(html=html, text=text, metadata=metadata or {})


def paragraph(text: str, css: str = "") -> tuple[str, str]:
    attribute = f' class="{css}"' if css else ""
    return f"<p{attribute}>{inline(text)}</p>", text


def message_card(title: str, text: str, *, tone: str = "info") -> Card:
    """A plain message."""
    return make_card(tone, title, [paragraph(text)])


def _definition_list(rows: list[tuple[str, str]]) -> tuple[str, str]:
    items = "".join(f"<dt>{escape(k)}</dt><dd><pre>{escape(v)}</pre></dd>" for k, v in rows)
    lines = []
    for key, value in rows:
        joined = value.replace("\n", "\n      ")
        lines.append(f"  {key}: {joined}")
    return f"<dl>{items}</dl>", "\n".join(lines)


def folded(summary: str, parts: list[tuple[str, str]]) -> tuple[str, str]:
    """Parts that are out of sight until somebody wants them; nothing where there are none."""
    if not parts:
        return "", ""
    body = "".join(html for html, _ in parts)
    html = f'<details class="wbf-more"><summary>{escape(summary)}</summary>{body}</details>'
    return html, "\n".join(text for _, text in parts if text)


def _beginning(value: str) -> str:
    """A value, cut where it would push what follows out of sight."""
    lines = [line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]} …" for line in value.split("\n")]
    return "\n".join(lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 2], "…", lines[-1]])


def _numbers(verdict: Verdict) -> str:
    if verdict.total < 2 or verdict.outcome in (Outcome.NOT_ATTEMPTED, Outcome.TIMEOUT):
        return ""
    return f"{verdict.passed} of {verdict.total} cases right"


def exercise_card(
    verdict: Verdict,
    *,
    hints_left: int,
    stands_in: bool,
    can_see_solution: bool,
    asked_of: str = "lesson",
    lesson: str = "",
    placeholder: bool = True,
    kept: bool = False,
) -> Card:
    """The card of an exercise: what went wrong and the case that shows it, the rest folded below.

    stands_in: the reference takes the function's place further down; asked_of: the name in the notebook that has hints
    and solutions; lesson: its id; placeholder: the cell still has one; kept: a version of the learner's is kept that
    could be put back.
    """
    tone, sign, title = _TITLES[verdict.outcome]
    mistake, more = _mistake(verdict)
    parts = [paragraph(numbers, "wbf-count")] if (numbers := _numbers(verdict)) else []
    parts += mistake
    if verdict.case:
        shown, rest = _case_parts(verdict.case, raised=verdict.error is not None)
        parts += shown
        more += rest
    more += [paragraph(note) for note in verdict.notes]
    waits = paragraph(_STANDS_IN, "wbf-next") if stands_in and verdict.outcome not in _DONE else ("", "")
    if verdict.outcome is Outcome.NOT_ATTEMPTED:
        parts += [paragraph(_BEGIN if placeholder else _BEGIN_OTHERWISE, "wbf-next"), waits]
    elif verdict.outcome not in _DONE:
        parts.append(_commands(verdict.exercise, hints_left, can_see_solution, asked_of))
        more.append(waits)
        if stands_in:
            more.append(paragraph(f'Your own version: `{asked_of}.mine("{verdict.exercise}")`.', "wbf-next"))
    chosen = actions_for(verdict.outcome, hints_left=hints_left, can_see_solution=can_see_solution, kept=kept)
    parts += [buttons(chosen), folded("More about this case" if verdict.case else "More", [m for m in more if m[0]])]
    metadata = _metadata(verdict.exercise, "exercise", verdict.outcome, verdict.score)
    metadata["workbench"] |= {"lesson": lesson, "asked_of": asked_of}
    return make_card(tone, f"{sign} {title}: {verdict.exercise}", parts, metadata)


_DONE = (Outcome.PASSED, Outcome.RECORDED)
_BEGIN = "Replace the placeholder `...` by your code and run the cell: it checks itself."
_BEGIN_OTHERWISE = "Change the code of the cell and run it: it checks itself."
_STANDS_IN = "Until it passes, the reference solution stands in for it in the cells below."


def _mistake(verdict: Verdict) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What was wrong: the parts to see at once, and those to fold."""
    parts: list[tuple[str, str]] = []
    more: list[tuple[str, str]] = []
    difference = verdict.case.difference if verdict.case and not verdict.error else ""
    if verdict.diagnosis:
        parts.append(paragraph(verdict.diagnosis.message, "wbf-diagnosis"))
        if difference and difference not in verdict.diagnosis.message:
            more.append(paragraph(difference))
    elif difference:
        parts.append(paragraph(difference, "wbf-diagnosis"))
    if verdict.error:
        where = f" in line {verdict.error.line}" if verdict.error.line else ""
        parts.append(paragraph(f"{verdict.error.type}{where}: {verdict.error.message}"))
        if verdict.error.source:
            parts.append(_definition_list([(f"line {verdict.error.line}", verdict.error.source)]))
    return parts, more


def _case_parts(case: FailedCase, *, raised: bool) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The case that goes wrong, short, and what else there is to say about it."""
    label = "example" if case.visible else "case"
    rows = list(case.inputs)
    if not raised:  # the exception stands above
        rows.append(("your result", case.got))
    if case.expected:
        rows.append(("expected", case.expected))
    more = [paragraph(f"First {label} that goes wrong (number {case.number}).")]
    cut = [(name, value) for name, value in rows if _beginning(value) != value]
    if case.printed:
        cut.append(("printed", case.printed))
    if cut:
        more.append(_definition_list(cut))
    return ([_definition_list([(name, _beginning(value)) for name, value in rows])] if rows else []), more


def _commands(name: str, hints_left: int, can_see_solution: bool, asked_of: str) -> tuple[str, str]:
    """The buttons in words, for where nobody would answer them."""
    steps = [f'A hint: `{asked_of}.hint("{name}")` ({hints_left} left).'] if hints_left else []
    if can_see_solution:
        steps.append(f'The solution: `{asked_of}.solution("{name}")`.')
    return paragraph(" ".join(steps), "wbf-next wbf-commands") if steps else ("", "")


def _metadata(name: str, kind: str, outcome: Outcome, score: float) -> dict[str, Any]:
    return {"workbench": {"exercise": name, "kind": kind, "outcome": str(outcome), "score": round(score, 6)}}


def quiz_card(
    name: str,
    question: str,
    options: list[str],
    answer: str | None,
    choice: Choice | None,
    *,
    reveal: bool = False,
    problem: str = "",
) -> Card:
    """A quiz question with its options; with an answer, whether it is right and why. choice: None where the answer is
    judged later, in a class; problem: why what was given is no answer."""
    marks = ['<li class="wbf-chosen">' if option == answer else "<li>" for option in options]
    listed = "".join(f"{mark}{inline(option)}</li>" for mark, option in zip(marks, options, strict=True))
    plain = "\n".join(f"  {chr(97 + k)}) {option}" for k, option in enumerate(options))
    parts = [
        (f"<p>{inline(question)}</p>", question),
        (f'<ol class="wbf-options">{listed}</ol>', plain),
        option_buttons(options, answer),
    ]
    if problem:
        parts.append(paragraph(problem, "wbf-diagnosis"))
    if answer is None:
        outcome, tone, title = Outcome.NOT_ATTEMPTED, "info", f"○ Question: {name}"
        asked = 'Put your choice in place of `...`, such as `answer="a"`, and run the cell.'
        parts.append(paragraph(asked, "wbf-commands"))
    elif choice is None:
        outcome, tone, title = Outcome.RECORDED, "info", f"● Ready to hand in: {name}"
        parts.append(paragraph(f"You chose “{answer}”. It is judged when you hand it in."))
    elif answer == choice.answer:
        outcome, tone, title = Outcome.PASSED, "good", f"✓ Correct: {name}"
        parts.append(paragraph(f"“{answer}”. {choice.because}".strip(), "wbf-diagnosis"))
    else:
        outcome, tone, title = Outcome.FAILED, "bad", f"✗ Not yet: {name}"
        why = choice.why.get(answer, "Think again and choose another.")
        parts.append(paragraph(f"“{answer}”: {why}", "wbf-diagnosis"))
    if reveal and choice is not None:
        parts.append(paragraph(f"The answer is “{choice.answer}”. {choice.because}".strip()))
    metadata = _metadata(name, "quiz", outcome, float(outcome is Outcome.PASSED))
    metadata["workbench"]["options"] = options
    return make_card(tone, title, parts, metadata)


def claim_card(sentence: str, *, holds: bool) -> Card:
    """A sentence about a result with the outcome of its check, quietly: one line."""
    css = "wbf-claim" if holds else "wbf-claim wbf-broken"
    sign, note = ("✓", "") if holds else ("✗", " With your numbers this does not hold.")
    html = f'<style>{_CLAIM_STYLE}</style><p class="{css}" role="note"><span aria-hidden="true">{sign}</span> '
    html += f"{inline(sentence)}{f'<strong>{note}</strong>' if note else ''}</p>"
    metadata = {"workbench": {"claim": sentence, "holds": holds}}
    return Card(html=html, text=f"{sign} {sentence}{note}", metadata=metadata)


def hint_card(name: str, hints: Sequence[str], number: int, *, asked_of: str = "lesson") -> Card:
    """Hint ``number`` (from 1) of the exercise ``name``."""
    parts = [paragraph(hints[number - 1])]
    if number < len(hints):
        parts.append(paragraph(f'Still stuck? Run `{asked_of}.hint("{name}")` again.', "wbf-next wbf-commands"))
    return make_card("info", f"Hint {number} of {len(hints)}: {name}", parts)


def end_card(title: str, objectives: Sequence[str], following: str | None) -> Card:
    """The end of a lesson: what its learner can do now, and where to go on. following: the title of the next lesson."""
    parts = [paragraph(f"You have done {title}." + (" You can now:" if objectives else ""))]
    if objectives:
        items = "".join(f"<li>{escape(text)}</li>" for text in objectives)
        parts.append((f"<ul>{items}</ul>", "\n".join(f"  - {text}" for text in objectives)))
    go_on = f"Next: {following}. It is on the home page." if following else "That was the last lesson of all."
    parts.append(paragraph(go_on, "wbf-next"))
    return make_card("good", "The end of the lesson", parts)


def solution_card(name: str, source: str, explanation: str) -> Card:
    """The reference solution with its explanation."""
    parts = [(f"<pre>{escape(source)}</pre>", source)]
    if explanation:
        parts.insert(0, paragraph(explanation))
    return make_card("info", f"A solution: {name}", parts)
