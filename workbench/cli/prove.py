"""``workbench prove``: the content proof of lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from workbench.curriculum import LessonInfo
    from workbench.proof.report import Finding


def main(
    lessons: Annotated[list[str] | None, typer.Argument(help="lessons, globs or tracks; all without one")] = None,
    mutation: Annotated[bool, typer.Option(help="run the mutants of every reference too")] = True,
) -> None:
    """Prove that lessons and their exercises hold what they promise. Exit code 1 when something does not."""
    from rich.console import Console

    from workbench.curriculum import load_curriculum

    console = Console(soft_wrap=True)
    failed = [info.id for info in load_curriculum().select(lessons or []) if not _prove_one(console, info, mutation)]
    if failed:
        console.print(f"[bold red]Not proven:[/] {', '.join(failed)}")
        raise typer.Exit(1)
    console.print("[bold green]Proven.[/]")


def _prove_one(console: Console, info: LessonInfo, mutation: bool) -> bool:
    from workbench.proof.report import prove

    console.rule(f"{info.id}: {info.title}")
    good = True
    item = None
    for finding in prove(info, mutation=mutation):
        if finding.item != item:
            item = finding.item
            console.print(f"[bold]{item or 'the lesson'}[/]")
        good = good and not finding.problems
        _tell(console, finding)
    return good


def _tell(console: Console, finding: Finding) -> None:
    from rich.markup import escape

    mark = "[red]✗[/]" if finding.problems else "[green]✓[/]"
    line = f"  {mark} {finding.check.replace('_', ' ')}"
    report = finding.mutation
    if report is not None:
        waived = f", {len(report.waived)} waived" if report.waived else ""
        line += f": {report.killed} of {report.total} ({report.rate:.0%}){waived}, {report.seconds:.1f} s"
    console.print(line)
    for problem in finding.problems:
        console.print(f"      {escape(problem)}")
    for mutant in report.survivors if report else []:
        console.print(f"      survives, line {mutant.line}: {escape(mutant.change)}", style="yellow")
