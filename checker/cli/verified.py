"""What `checker verify` prints."""

from collections import Counter
from collections.abc import Iterator, Sequence

import typer

from checker.cli.examined import Examined, state
from checker.errors import Problem
from checker.report.aligned import aligned
from checker.store.checked import GONE, SAME, STATES, UNREADABLE, Checked
from checker.store.damage import said
from checker.store.verify import Verified
from checker.words.words import Words

COUNTS = frozenset(range(1, len(STATES) + 2))


def print_examined(found: Examined, words: Words, *, alone: bool, each: bool) -> None:
    """One audit with its files and inputs, or a line for each of several; then the chain and the sum of it."""
    for one in found.audits:
        if alone:
            typer.echo(f"{words.text('store.verify.audit')} {one.audit.audit_id}\n")
    if alone or each:
        files = [file for one in found.audits for file in _files(found, one)]
        _print([*_counts(files, words), *_listed(files, words, each)])
    elif found.audits:
        _print(_states(found, words))
    for one in found.audits:
        if one.audit.pruned:
            told = vars(one.audit.pruned) | {"audit": one.audit.audit_id, "at": one.audit.pruned.at[:10]}
            told.pop("kept")
            typer.echo(words.text("store.verify.pruned", **told))
    _print_inputs(found, words)
    _print_again(found, words)
    _print_problems([problem for one in found.audits for problem in one.damage], words)
    _print_problems(found.chain, words)
    if found.chain:
        typer.echo(words.text("store.verify.broken"))
    elif found.lines:
        typer.echo(words.text("store.verify.whole", n=found.lines, head=found.head))
    states = Counter(state(one) for one in found.audits)
    counted = {name: words.number(states[name]) for name in ("damaged", "pruned")}
    typer.echo(words.text("store.verify.unchanged", n=states["unchanged"], **counted))


def _files(found: Examined, one: Verified) -> list[Checked]:
    again = found.again.files if found.again else ()
    return [*one.files, *found.inputs.get(one.audit.audit_id, ()), *again]


def _counts(files: Sequence[Checked], words: Words) -> list[str]:
    """A line for each part: how many files, and how many of them in which state."""
    heads = [words.text("store.verify.what"), words.text("store.verify.files")]
    heads += [words.text(f"store.state.{name}") for name in STATES]
    rows = []
    for part in dict.fromkeys(file.part for file in files):
        states = Counter(file.state for file in files if file.part == part)
        numbers = [states.total(), *(states[name] for name in STATES)]
        rows.append([words.text(f"store.part.{part}"), *map(words.number, numbers)])
    return aligned([heads, *rows], COUNTS) if rows else []


def _listed(files: Sequence[Checked], words: Words, each: bool) -> list[str]:
    """The files that are not the same, or all of them, each with its place."""
    heads = [words.text(f"store.verify.{name}") for name in ("state", "what", "file", "where")]
    rows = [
        [words.text(f"store.state.{file.state}"), words.text(f"store.part.{file.part}"), file.name, file.where]
        for file in files
        if each or file.state != SAME
    ]
    return ["", *aligned([heads, *rows])] if rows else []


def _states(found: Examined, words: Words) -> list[str]:
    heads = [words.text(f"store.verify.{name}") for name in ("audit", "files", "state")]
    rows = [[one.audit.audit_id, words.number(len(one.files)), _state(found, one, words)] for one in found.audits]
    return aligned([heads, *rows], frozenset({1}))


def _state(found: Examined, one: Verified, words: Words) -> str:
    told = state(one)
    if told == "unchanged" and found.changed(one.audit.audit_id):
        told = "inputs_changed"
    return words.text(f"store.audit_state.{told}")


def _print_inputs(found: Examined, words: Words) -> None:
    files = [file for inputs in found.inputs.values() for file in inputs]
    if found.inputs and not files:
        typer.echo(words.text("store.verify.inputs_unknown"))
    if any(found.changed(name) for name in found.inputs):
        typer.echo(words.text("store.verify.inputs_changed"))
    if any(file.state in (GONE, UNREADABLE) for file in files):
        typer.echo(words.text("store.verify.inputs_gone"))


def _print_again(found: Examined, words: Words) -> None:
    if found.again is None:
        return
    _print_problems(found.again.refused, words)
    for name, (before, now) in found.again.versions.items():
        typer.echo(words.text("store.verify.versions", name=name, before=before, now=now))
    if found.again.files:
        typer.echo(words.text(f"store.verify.{'differs' if found.again.differs else 'repeated'}"))


def _print_problems(problems: Sequence[Problem], words: Words) -> None:
    for line in _told(problems, words):
        typer.echo(line)


def _told(problems: Sequence[Problem], words: Words) -> Iterator[str]:
    return (str(said(problem, words.lang)) for problem in problems)


def _print(lines: Sequence[str]) -> None:
    if lines:
        typer.echo("\n".join([*lines, ""]))
