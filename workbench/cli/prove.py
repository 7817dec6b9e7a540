"""``workbench prove``: the content proof of lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from workbench.curriculum import LessonInfo
    from workbench.proof.report import Finding, Proof


def main(
    lessons: Annotated[list[str] | None, typer.Argument(help="lessons, globs or tracks; all without one")] = None,
    mutation: Annotated[bool, typer.Option(help="run the mutants of every reference too")] = True,
    claims: Annotated[bool, typer.Option(help="run lessons that make claims, with seeds 0, 1 and 2")] = True,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=1, help="lessons at the same time")] = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help="prove again what has not changed, as FRESH=1 does")] = False,
    forget: Annotated[
        bool, typer.Option("--forget-mended", help="take what is mended out of tests/known_findings.json")
    ] = False,
) -> None:
    """Prove that lessons and their exercises hold what they promise. Exit code 1 when something does not.

    What has not changed since it was proven is not proven again. Findings that are known (tests/known_findings.json)
    are told and do not count; one that is known and no longer found does.
    """
    from rich.console import Console
    from rich.progress import Progress

    from workbench.curriculum import load_curriculum
    from workbench.proof.kept import PROOF, Kept
    from workbench.proof.report import prove_lessons

    console = Console(soft_wrap=True)
    kept = Kept(fresh=True if fresh else None)
    whole = mutation and claims  # only a whole proof is worth keeping
    chosen = load_curriculum().select(lessons or [])
    known = {info.id: kept.find(PROOF, info) if whole and not forget else None for info in chosen}
    for info in chosen:
        record = known[info.id]
        if record is not None:
            known_too = f", {len(record.told)} findings known" if record.told else ""
            console.print(f"[green]=[/] {info.id}: proven on {record.at[:10]}, unchanged{known_too}")
    waiting = [info for info in chosen if known[info.id] is None]
    failed = []
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Proving", total=len(waiting))
        for done in prove_lessons(waiting, mutation=mutation, claims=claims, jobs=jobs):
            console.rule(f"{done.item.id}: {done.item.title}")
            if done.result is None:
                console.print(done.problem, markup=False)
            if done.result is None or not _tell_all(console, done.item, done.result, mutation, forget):
                failed.append(done.item.id)
            elif whole:
                kept.keep(PROOF, done.item, cpu=done.cpu, told=done.result.lines)
            progress.advance(task)
    if failed:
        console.print(f"[bold red]Not proven:[/] {', '.join(sorted(failed))}")
        raise typer.Exit(1)
    console.print("[bold green]Proven.[/]")


def _tell_all(console: Console, info: LessonInfo, proof: Proof, mutation: bool, forget: bool) -> bool:
    """Whether the lesson is proven, but for what is known."""
    from rich.markup import escape

    from workbench.proof.known import forget_mended, known_findings, news

    known = known_findings(info.id)
    item = None
    for finding in proof.findings:
        if finding.item != item:
            item = finding.item
            console.print(f"[bold]{item or 'the lesson'}[/]")
        _tell(console, finding, known.get(finding.key, ()))
    if forget and mutation:
        mended = forget_mended(info.id, proof.problems)
        console.print(f"{mended} of the known findings {'is' if mended == 1 else 'are'} mended and forgotten")
    new, gone = news(info.id, proof.problems)
    if not mutation:
        gone = [line for line in gone if "mutants_are_killed" not in line]
    for line in gone:
        console.print(f"[red]✗[/] known, but no longer found (say --forget-mended): {escape(line)}")
    return not new and not gone


def _tell(console: Console, finding: Finding, known: tuple[str, ...]) -> None:
    from rich.markup import escape

    new = [problem for problem in finding.problems if problem not in known]
    mark = "[red]✗[/]" if new else "[yellow]~[/]" if finding.problems else "[green]✓[/]"
    first, *more = finding.told or ("",)
    console.print(f"  {mark} {finding.check.replace('_', ' ')}{f': {escape(first)}' if first else ''}")
    for problem in finding.problems:
        console.print(f"      {escape(problem)}{'' if problem in new else ' [yellow](known)[/]'}")
    for line in more:
        console.print(f"      {escape(line)}", style="yellow")
