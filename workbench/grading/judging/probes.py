"""The part of a solution file that a probe needs, as source text of its own.

A probe runs beside the learner's code, so it must bring its helpers along, and nothing that an author keeps back: no
reference, no case, no misconception, no answer.
"""

from __future__ import annotations

import ast
import copy
import symtable
from collections.abc import Collection, Iterator
from pathlib import Path

from workbench.errors import WorkbenchError, nearest

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

PROBE = "probe"
"""The name of the function in the text of ``probe_source``."""
RELATION = "relation"
"""The name to which the text of ``relation_source`` assigns the comparison."""

_TOLD = frozenset({"hints", "explain", "equivalent"})
"""Methods that say something about an exercise and change no grade."""
_AUTHORED = "workbench.authoring."
_SECRET_METHODS = frozenset({"misconception", "alternative", "cases", "verify", "speed", "probe"})


def probe_source(solution_path: Path, exercise_name: str) -> str:
    """The probe of an exercise with all that it uses of its file: imports, functions, classes, constants.

    The text defines ``probe(candidate, **inputs)``. It is empty when the exercise has no probe. Raises WorkbenchError
    that names it when the probe cannot work without something that must stay with the author.
    """
    module = _Module(solution_path)
    found = module.probe_of(exercise_name)
    if found is None:
        return ""
    bare = copy.deepcopy(found)
    bare.decorator_list = []
    text = _text_of(module, bare)
    opening = f"{'async ' if isinstance(found, ast.AsyncFunctionDef) else ''}def {found.name}"
    renamed = f"{opening.removesuffix(found.name)}{PROBE}{text.removeprefix(opening)}"
    return module.closure(bare, renamed, of=exercise_name, reserved=PROBE)


def relation_source(solution_path: Path, exercise_name: str) -> str:
    """The ``compare=`` of an exercise's ``@reference``, assigned to ``relation``, with the imports that it needs.

    Empty when plain equality is asked, or when the comparison is code of the solution file itself: that may say what
    the answer is.
    """
    module = _Module(solution_path)
    for node in module.tree.body:
        if isinstance(node, Definition) and node.name == exercise_name:
            given = [k.value for d in node.decorator_list if isinstance(d, ast.Call) for k in d.keywords]
            names = [k.arg for d in node.decorator_list if isinstance(d, ast.Call) for k in d.keywords]
            chosen = [value for name, value in zip(names, given, strict=True) if name == "compare"]
            return module.imports_only(chosen[0]) if chosen else ""
    return ""


def names_source(solution_path: Path, names: Collection[str]) -> str:
    """Functions and classes of a solution file that inputs are made of, with all that they use of it.

    Raises WorkbenchError that names the one that must stay with the author.
    """
    module = _Module(solution_path)
    last = ast.parse(f"({', '.join(sorted(names))},)").body[0]
    return module.closure(last, "", of="inputs", reserved="")


def grading_source(solution_path: Path, name: str) -> str:
    """Everything of a solution file that the grade of an exercise or quiz can depend on, in the order of the file:
    what says its name, and what that uses. Comments, layout, hints and explanations are not in it."""
    module = _Module(solution_path)
    about = [statement for statement in module.tree.body if _concerns(statement, name)]
    needed = {statement.lineno: statement for statement in about}
    names = set().union(*(_global_names(statement) for statement in about))
    for statement in module.needed_by(names):
        needed[statement.lineno] = statement
    return "\n".join(ast.unparse(needed[line]) for line in sorted(needed))


class _Module:
    """A solution file: which statement makes each of its names."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        try:
            self.tree = ast.parse(self.text)
        except SyntaxError as error:
            raise WorkbenchError(f"{path}, line {error.lineno}: not valid Python: {error.msg}.") from None
        self.makers: dict[str, list[ast.stmt]] = {}
        for statement in self.tree.body:
            for name in _bound_names(statement):
                self.makers.setdefault(name, []).append(statement)

    def probe_of(self, exercise_name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        known = {node.name for node in self.tree.body if isinstance(node, Definition) and _is_reference(node)}
        if exercise_name not in known:
            raise WorkbenchError(f"{self.path} has no exercise {exercise_name!r}.{nearest(exercise_name, known)}")
        found = None
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(
                isinstance(d, ast.Attribute) and d.attr == "probe" and _name_of(d.value) == exercise_name
                for d in node.decorator_list
            ):
                found = node
        return found

    def closure(self, last: ast.stmt, last_text: str, *, of: str, reserved: str) -> str:
        """``last_text`` below everything that ``last`` needs, in the order of the file."""
        needed: dict[int, ast.stmt] = {}
        wanted: set[str] = set()
        for name, statement in self._makers_of(_global_names(last)):
            if name == reserved:
                text = f"{self.path}: the probe of {of!r} uses a name {reserved!r} of the file. Rename it."
                raise WorkbenchError(text)
            self._allow(statement, name, of)
            wanted.add(name)
            needed[statement.lineno] = statement
        future = [s for s in self.tree.body if isinstance(s, ast.ImportFrom) and s.module == "__future__"]
        parts = [ast.unparse(statement) for statement in future]
        parts += [self._written(needed[line], wanted) for line in sorted(needed)]
        return "\n".join([*parts, last_text]) + "\n"

    def needed_by(self, names: set[str]) -> Iterator[ast.stmt]:
        """The statements that make these names, and what those use in turn."""
        return (statement for _, statement in self._makers_of(names))

    def _makers_of(self, names: set[str]) -> Iterator[tuple[str, ast.stmt]]:
        done: set[str] = set()
        waiting = set(names)
        while waiting:
            name = waiting.pop()
            if name in done or name not in self.makers:
                continue
            done.add(name)
            for statement in self.makers[name]:
                yield name, statement
                if not isinstance(statement, ast.Import | ast.ImportFrom):
                    waiting |= _global_names(statement)

    def imports_only(self, expression: ast.expr) -> str:
        statement = ast.Assign(targets=[ast.Name(id=RELATION, ctx=ast.Store())], value=expression, lineno=1)
        names = _global_names(statement) - {RELATION}
        makers = [maker for name in names for maker in self.makers.get(name, [])]
        if not all(isinstance(maker, ast.Import | ast.ImportFrom) for maker in makers):
            return ""
        return self.closure(statement, ast.unparse(statement), of=RELATION, reserved=RELATION)

    def _allow(self, statement: ast.stmt, name: str, of: str) -> None:
        """Raise WorkbenchError for what must not leave the author's side."""
        what = _secret(statement)
        if what:
            raise WorkbenchError(
                f"{self.path}: the probe of {of!r} uses {name!r}, which is {what} and is not given to learners. "
                f"Let the probe do without it: pass what it needs as an input, or write a helper of its own."
            )

    def _written(self, statement: ast.stmt, wanted: set[str]) -> str:
        """A statement as it stands in the file; of an import only the names that are wanted."""
        if isinstance(statement, ast.Import | ast.ImportFrom):
            kept = [alias for alias in statement.names if _bound_by(alias) in wanted]
            slim = copy.deepcopy(statement)
            slim.names = kept
            return ast.unparse(slim)
        return _text_of(self, statement)


def _text_of(module: _Module, statement: ast.stmt) -> str:
    lines = module.text.split("\n")
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(d.lineno for d in decorators)])
    if statement.col_offset:  # behind a semicolon
        return ast.unparse(statement)
    return "\n".join(lines[first - 1 : statement.end_lineno])


# -- names -------------------------------------------------------------------------------------------------------------


def _bound_by(alias: ast.alias) -> str:
    return alias.asname or alias.name.split(".", 1)[0]


def _bound_names(statement: ast.stmt) -> set[str]:
    """The names that a statement at the top of a module binds."""
    if isinstance(statement, Definition):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {_bound_by(alias) for alias in statement.names}
    return {name for table in _tables(statement) if table.get_type() == "module" for name in _assigned(table)}


def _assigned(table: symtable.SymbolTable) -> Iterator[str]:
    return (s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported())


def _tables(statement: ast.stmt) -> Iterator[symtable.SymbolTable]:
    """The scopes of a statement, the outermost first."""
    waiting = [symtable.symtable(ast.unparse(ast.fix_missing_locations(statement)), "solution", "exec")]
    while waiting:
        table = waiting.pop()
        yield table
        waiting += table.get_children()


def _global_names(statement: ast.stmt) -> set[str]:
    """The names that a statement takes from its module or from Python itself, in any of its scopes."""
    found: set[str] = set()
    for table in _tables(statement):
        outermost = table.get_type() == "module"
        for symbol in table.get_symbols():
            if symbol.is_referenced() and (outermost or symbol.is_global()):
                found.add(symbol.get_name())
    return found


def _name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _called(node: ast.expr) -> str:
    """``reference`` for ``reference``, ``reference(…)`` and ``authoring.reference(…)``."""
    function = node.func if isinstance(node, ast.Call) else node
    return function.attr if isinstance(function, ast.Attribute) else _name_of(function)


def _concerns(statement: ast.stmt, name: str) -> bool:
    """Whether a statement says how an exercise or quiz is graded: it makes it, decorates with it, or calls it."""
    if isinstance(statement, Definition):
        return statement.name == name or any(_root(d) == name for d in statement.decorator_list)
    if isinstance(statement, ast.Expr):
        told = isinstance(statement.value, ast.Call) and _called(statement.value) in _TOLD
        return _root(statement.value) == name and not (told and isinstance(_receiver(statement.value), ast.Name))
    return name in _bound_names(statement)


def _receiver(call: ast.expr) -> ast.expr | None:
    return call.func.value if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) else None


def _root(node: ast.expr) -> str:
    """``double`` of ``double.example(x=1).hints("…")``."""
    while isinstance(node, ast.Call | ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    return _name_of(node)


def _is_reference(node: Definition) -> bool:
    return any(_called(decorator) == "reference" for decorator in node.decorator_list)


def _secret(statement: ast.stmt) -> str:
    """What a statement is that must stay with the author; empty for what may be given away."""
    if isinstance(statement, Definition):
        if _is_reference(statement):
            return "the reference of an exercise"
        if any(
            isinstance(d, ast.Attribute | ast.Call) and _called(d) in _SECRET_METHODS for d in statement.decorator_list
        ):
            return "part of an exercise"
        return ""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        authored = isinstance(statement, ast.ImportFrom) and f"{statement.module}.".startswith(_AUTHORED)
        return "the author's own tool" if authored else ""
    calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call)]
    if any(_called(call) in ("choice", "reference") for call in calls):
        return "the answer of a quiz or an exercise"
    return ""
