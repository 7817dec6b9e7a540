"""The command line, one file per verb. A verb's module imports what is heavy inside its function, so that
``workbench --help`` answers at once."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from workbench.cli.gradebook import app as gradebook
from workbench.errors import WorkbenchError

app = typer.Typer(
    name="workbench",
    help="Learn machine learning in notebooks that check every exercise the moment its cell runs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# verb → module under workbench.cli; the function is called ``main`` and its docstring is the help text.
VERBS = (
    "lab",
    "demo",
    "run",
    "check",
    "progress",
    "find",
    "review",
    "known",
    "sync",
    "doctor",
    "install",
    "env",
    "new",
    "prove",
    "answers",
    "book",
    "release",
    "collect",
    "grade",
    "report",
)

for _verb in VERBS:
    app.command(_verb)(import_module(f"workbench.cli.{_verb}").main)

app.add_typer(gradebook, name="gradebook")


def main() -> None:
    """Run the command line; a WorkbenchError becomes one plain line and exit code 2."""
    try:
        app()
    except WorkbenchError as error:
        print(f"workbench: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("workbench: stopped", file=sys.stderr)
        sys.exit(130)
