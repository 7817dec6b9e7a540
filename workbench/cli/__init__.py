"""The command line, one file per verb. A verb's module imports what is heavy inside its function, so that
``workbench --help`` answers at once."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module

import typer

from workbench.cli.gradebook import app as gradebook
from workbench.errors import WorkbenchError, plainly

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
    "autograde",
    "report",
)

for _verb in VERBS:
    app.command(_verb)(import_module(f"workbench.cli.{_verb}").main)

app.add_typer(gradebook, name="gradebook")


def main() -> None:
    """Run the command line; what a person can put right becomes one plain line and exit code 2."""
    _write_anything()
    try:
        app()
    except WorkbenchError as error:
        _say(str(error))
        sys.exit(2)
    except BrokenPipeError:  # who read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _say(plainly(error))
        sys.exit(2)
    except KeyboardInterrupt:
        _say("stopped")
        sys.exit(130)


def _write_anything() -> None:
    """Let a terminal or pipe that knows few letters get a question mark for the others, rather than an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="replace")


def _say(text: str) -> None:
    print(f"workbench: {text}", file=sys.stderr)
