"""What the trusted side knows about a lesson, made ready once for a whole class.

Hidden inputs differ from learner to learner, by a secret: there are several sets of them, and the secret decides who
gets which. The reference answers each set once.
"""

from __future__ import annotations

import hashlib
import hmac
import pickletools
import secrets
from pathlib import Path

from workbench.authoring import Choice, Exercise
from workbench.checking.attempt import stub_fingerprints
from workbench.checking.solution import Solution, load_solution, module_name
from workbench.curriculum import lesson_info
from workbench.errors import WorkbenchError
from workbench.files import write_atomic
from workbench.grading.judging.probes import PROBE, grading_source, names_source, probe_source
from workbench.grading.judging.remote import PreparedExercise
from workbench.items import lesson_items

VARIANTS = 8
"""Sets of hidden inputs per exercise."""
_MOST_DRAWS = 10


class LessonBench:
    """One lesson. secret: of the course; it never enters the sandbox."""

    def __init__(self, lesson_id: str, secret: bytes) -> None:
        self.lesson_id = lesson_id
        self._secret = secret
        self.solution: Solution = load_solution(lesson_id)
        self.stubs = stub_fingerprints(lesson_info(lesson_id).path)
        self._prepared: dict[tuple[str, int], PreparedExercise] = {}
        self._options = {item.name: item.options for item in lesson_items(lesson_id)}
        self._probes = {name: self._probe_module(name) for name in self.solution.exercises}
        self._modules: dict[int, dict[str, str]] = {}

    @property
    def exercises(self) -> dict[str, Exercise]:
        return dict(self.solution.exercises)

    @property
    def exercise_stubs(self) -> dict[str, str]:
        """Name → fingerprint of each exercise as the lesson ships it."""
        return {name: self.stubs.get(name, "") for name in self.solution.exercises}

    @property
    def choices(self) -> dict[str, Choice]:
        return dict(self.solution.choices)

    def options(self, name: str) -> tuple[str, ...]:
        """The options of a quiz, as the lesson gives them."""
        return self._options[name]

    def variant(self, learner: str) -> int:
        """Which set of hidden inputs a learner gets; nobody without the secret can tell."""
        digest = hmac.new(self._secret, f"{self.lesson_id}\n{learner}".encode(), hashlib.sha256).digest()
        return digest[0] % VARIANTS

    def prepared(self, name: str, variant: int) -> PreparedExercise:
        """An exercise with one set of inputs and the answers to it. Raises what the reference raises.

        Few random cases may happen to be those on which a known mistake makes no difference: then others are drawn.
        """
        key = name, variant
        if key not in self._prepared:
            exercise = self.solution.exercise(name)
            for draw in range(_MOST_DRAWS):
                seed = (*self._seed(name, variant), draw)
                self._prepared[key] = PreparedExercise(exercise, seed, self._probes[name])
                if self._prepared[key].tells_mistakes():
                    break
        return self._prepared[key]

    def modules(self, variant: int) -> dict[str, str]:
        """Name → source of the modules that probes and inputs need in the sandbox; read once per set of inputs."""
        if variant not in self._modules:
            self._modules[variant] = self._read_modules(variant)
        return self._modules[variant]

    def _read_modules(self, variant: int) -> dict[str, str]:
        found = {probe[0]: probe_source(self.solution.path, name) for name, probe in self._probes.items() if probe}
        wanted: set[str] = set()
        for name in self.solution.exercises:
            for inputs in self.prepared(name, variant).calls:
                wanted |= self._names_in(inputs)
        if wanted:
            found[module_name(self.solution.path)] = names_source(self.solution.path, wanted)
        return found

    def digest(self, name: str) -> str:
        """Changes when the grade of the exercise or quiz may change: with what its author wrote about it, with its
        stub or options in the lesson, and with the secret."""
        asked = self.options(name) if name in self.solution.choices else (self.stubs.get(name, ""),)
        text = "\n".join([name, *asked, grading_source(self.solution.path, name)])
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()[:32]

    def _seed(self, name: str, variant: int) -> tuple[int, ...]:
        text = f"{self.lesson_id}\n{name}\n{variant}".encode()
        digest = hmac.new(self._secret, text, hashlib.sha256).digest()
        return tuple(int.from_bytes(digest[at : at + 4], "little") for at in range(0, 16, 4))

    def _probe_module(self, name: str) -> tuple[str, str] | None:
        if self.solution.exercise(name).probe_function is None:
            return None
        return f"workbench_probe_{name}", PROBE

    def _names_in(self, inputs: bytes) -> set[str]:
        """The functions and classes of the solution file that pickled inputs refer to."""
        module = module_name(self.solution.path)
        if module.encode() not in inputs:
            return set()
        found, texts = set(), [""]
        for operation, argument, _ in pickletools.genops(inputs):
            if isinstance(argument, str):
                texts.append(argument)
            if operation.name == "STACK_GLOBAL" and texts[-2] == module:
                found.add(texts[-1].partition(".")[0])
            if operation.name in {"BINGET", "LONG_BINGET"}:
                texts.append(module)  # the module's name, said before
        return found


def course_secret(folder: Path) -> bytes:
    """The secret of a course, made on first use and kept in ``folder``, readable by its owner alone."""
    path = folder / "secret"
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        found = secrets.token_bytes(32)
        write_atomic(path, found, mode=0o600)
    if len(found) < 16:
        raise WorkbenchError(f"{path} is damaged: restore it, or delete it to draw new hidden inputs for the class.")
    return found
