"""``workbench gradebook``: look into a gradebook, change what an instructor may change, hand grades on.

One command for each question. Tables are drawn where a person looks; into a pipe or a file they go as lines with tabs,
with remarks on standard error.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup

from workbench.cli.gradebook.classes import assignment, assignments, extra_time, import_learners, learners
from workbench.cli.gradebook.export import export
from workbench.cli.gradebook.hand import accept, history, refused, set_points, unset_points
from workbench.cli.gradebook.nbgrader import import_nbgrader
from workbench.cli.gradebook.output import shown
from workbench.cli.gradebook.scores import scores, show
from workbench.errors import WorkbenchError


class _Group(TyperGroup):
    def invoke(self, ctx: Any) -> Any:
        """Errors name learners and files, whose names may hold what a terminal takes as a command."""
        try:
            return super().invoke(ctx)
        except WorkbenchError as error:
            raise WorkbenchError(shown(str(error))) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # `… | head`: typer ends quietly
                raise
            text = f"{error.filename or 'A file'} cannot be read or written: {error.strerror}. Check the place and its "
            raise WorkbenchError(shown(text + "rights.")) from error


app = typer.Typer(
    cls=_Group,
    help="Look into a gradebook, change points and due dates by hand, and export grades.",
    no_args_is_help=True,
)

_COMMANDS: dict[str, Callable[..., None]] = {
    "learners": learners,
    "import-learners": import_learners,
    "extra-time": extra_time,
    "assignments": assignments,
    "assignment": assignment,
    "scores": scores,
    "show": show,
    "set": set_points,
    "unset": unset_points,
    "history": history,
    "refused": refused,
    "accept": accept,
    "export": export,
    "import-nbgrader": import_nbgrader,
}

for _name, _command in _COMMANDS.items():
    app.command(_name)(_command)
