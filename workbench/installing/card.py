"""The card of a lesson that lacks something, in place of an ImportError some cells below."""

from __future__ import annotations

from html import escape

from workbench.curriculum import LessonInfo
from workbench.feedback import Card
from workbench.feedback.card import make_card, paragraph
from workbench.installing.needs import is_inside, need_of

_told: dict[str, tuple[str, ...]] = {}
"""What this kernel has said is missing, by lesson."""


def missing_card(lesson: LessonInfo) -> Card | None:
    """What to show in the first cell; None when all is here and always was."""
    need = need_of(lesson)
    if need is None:
        return _now_here(lesson) or _wrong_kernel(lesson)
    _told[lesson.id] = need.names
    size = f" ({need.size})" if need.size else ""
    what = f"This lesson needs {' and '.join(f'`{name}`' for name in need.names)}, which is not installed yet{size}."
    # The button works where JupyterLab knows the workbench, and is shown only there.
    button = (
        f'<p><button type="button" class="wbf-install" data-lesson="{escape(lesson.id)}">'
        f"Install{escape(f', {need.size}' if need.size else '')}</button></p>"
    )
    parts = [
        paragraph(what),
        (button, ""),
        paragraph(f"In a terminal: `{need.command}`. Then restart the kernel and run this cell again.", "wbf-next"),
    ]
    metadata = {"workbench": {"install": {"lesson": lesson.id, "names": list(need.names), "bytes": need.bytes}}}
    return make_card("info", f"○ To install first: {', '.join(need.names)}", parts, metadata)


def _now_here(lesson: LessonInfo) -> Card | None:
    """This kernel began without it: what looked for it while it was imported has not found it."""
    names = _told.pop(lesson.id, None)
    if names is None:
        return None
    text = "It came after this kernel was started. Restart the kernel (Kernel, Restart Kernel) and run from the top."
    return make_card("info", f"✓ Installed: {', '.join(names)}", [paragraph(text)])


def _wrong_kernel(lesson: LessonInfo) -> Card | None:
    """All is here, but in another environment than this kernel's."""
    if not lesson.isolated or is_inside(lesson.isolated):
        return None
    text = f"This lesson runs in an environment of its own. Choose the kernel “Workbench (Python), {lesson.isolated}”."
    return make_card("info", "○ Another kernel", [paragraph(f"{text} (Kernel, Change Kernel)")])
