"""The declaration of an explorer: what an author writes, checked when its file is run."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError, nearest
from workbench.explorers.controls import Control
from workbench.explorers.scene import Scene

Compute = Callable[..., Scene]
Data = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Explorer:
    """One explorer: its controls and the pure function from their values to a scene.

    question: what its picture answers, the heading of its page and the text of its card in the gallery. data: for an
    explorer that computes in the browser, what its script needs, as plain data; None for one that computes in the
    kernel. height: of the picture in CSS pixels on a wide page.
    """

    name: str
    title: str
    question: str
    about: str
    controls: tuple[Control, ...]
    compute: Compute
    data: Data | None
    height: int

    @property
    def initial(self) -> dict[str, Any]:
        """The values it starts with, by control name."""
        return {control.name: control.initial for control in self.controls}

    def clean(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """A complete, allowed set of values: those given, the initial ones for the rest.

        Raises WorkbenchError for an unknown control or a value it cannot take.
        """
        known = {control.name: control for control in self.controls}
        for name in given:
            if name not in known:
                raise WorkbenchError(f"Explorer {self.name!r} has no control {name!r}.{nearest(name, known)}")
        return {
            name: control.clean(given[name]) if name in given else control.initial for name, control in known.items()
        }

    def scene(self, values: Mapping[str, Any]) -> Scene:
        """What these values show. Raises what the author's function raises, and WorkbenchError when it makes no scene
        or one without a caption."""
        scene = self.compute(**values)
        if not isinstance(scene, Scene) or not scene.caption.strip():
            raise WorkbenchError(f"Explorer {self.name!r} made no scene with a caption: say what the picture shows.")
        return scene

    @property
    def script(self) -> str:
        """The JavaScript that computes in the browser; empty for an explorer that computes in the kernel.

        It lies beside the file of the function. Raises WorkbenchError when it is missing."""
        if self.data is None:
            return ""
        path = Path(inspect.getfile(self.compute)).with_name(f"{self.name}.js")
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise WorkbenchError(f"Explorer {self.name!r} has data for a script, but {path} is missing.") from None

    def spec(self) -> dict[str, Any]:
        """What the front end needs, as plain data."""
        controls = [
            {"name": control.name, "label": control.label or control.name.replace("_", " "), **control.spec()}
            for control in self.controls
        ]
        return {
            "name": self.name,
            "title": self.title,
            "about": self.about,
            "controls": controls,
            "initial": self.initial,
            "height": self.height,
            "script": self.script,
            "data": None if self.data is None else dict(self.data()),
        }


def _check(name: str, question: str, compute: Compute, controls: Sequence[Control]) -> None:
    if not question.endswith("?"):
        raise WorkbenchError(f"Explorer {name!r}: its question must end with a question mark, got {question!r}.")
    names = [control.name for control in controls]
    if not names or len(set(names)) != len(names):
        raise WorkbenchError(f"Explorer {name!r}: one control at least, each with its own name; got {names}.")
    parameters = inspect.signature(compute).parameters.values()
    keywords = [p.name for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY]
    if sorted(keywords) != sorted(names):
        raise WorkbenchError(
            f"Explorer {name!r}: the keyword-only parameters of {compute.__name__}() are {keywords}, "
            f"its controls are {names}. Give each control a parameter of the same name."
        )


def explorer(
    name: str,
    *,
    title: str,
    question: str,
    controls: Sequence[Control],
    about: str,
    height: int = 380,
    data: Data | None = None,
) -> Callable[[Compute], Explorer]:
    """Turn a function that makes a scene into an explorer. See the package's documentation for an example.

    name: that of its file. title: a few words. question: one sentence that the picture answers. controls: in reading
    order. about: one or two sentences that say what to look for. height: of the picture in CSS pixels. data: given when
    ``<name>.js`` computes in the browser: returns what that script needs.
    Raises WorkbenchError when controls and the function's keyword-only parameters do not match, and for a question
    without a question mark.
    """

    def declare(compute: Compute) -> Explorer:
        _check(name, question, compute, controls)
        return Explorer(
            name=name,
            title=title,
            question=question,
            about=about,
            controls=tuple(controls),
            compute=compute,
            data=data,
            height=height,
        )

    return declare
