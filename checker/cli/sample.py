"""`checker sample`: write the snapshot of a made-up company, and the truth about what was broken in it."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

BLOCK = 300


def sample(
    out: Annotated[Path, typer.Option("--out", help="New folder for the snapshot.")],
    clients: Annotated[int, typer.Option("--clients", help="Number of clients.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="Same seed and options, same bytes.")] = 1,
    months: Annotated[int, typer.Option("--months", help="Length of the span, up to the end of 2025.")] = 3,
    violations: Annotated[float, typer.Option("--violations", help="Share of the obligations that is broken.")] = 0.05,
    noise: Annotated[float, typer.Option("--noise", help="Share of cards, contacts and requests with bad data.")] = 0.0,
    format: Annotated[str, typer.Option("--format", help="csv or parquet.")] = "csv",
    truth: Annotated[
        Path | None, typer.Option("--truth", help="Truth file; default ../truth/<name of the folder>.csv.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="Language of names and texts: ru.")] = "ru",
) -> None:
    """Write a sample snapshot with its policy (compliance.yaml) and the truth about the planted breaches."""
    from checker.errors import Problem, UsageError
    from checker.sample.generate import Order, generate

    if lang != "ru":
        raise UsageError(Problem("--lang", f"no sample in '{lang}'", "ru is the only language"))
    folder = Path(str(out).rstrip("/"))
    kept = truth or folder.absolute().parent / "truth" / f"{folder.absolute().name}.csv"
    began = perf_counter()
    counts = generate(Order(clients, seed, folder, kept, months, violations, noise, format), _progress(clients))
    rows = sum(counts.values()) - counts.get("truth", 0)
    print(f"{rows} rows of {clients} clients in {perf_counter() - began:.1f} s", file=sys.stderr)
    typer.echo(f"{folder}\n{kept}")


def _progress(clients: int) -> Callable[[int], None]:
    """Says every ten thousand clients how far the sample is."""

    def tell(done: int) -> None:
        if done % 10_000 < BLOCK <= done and clients > done:
            print(f"{done} of {clients} clients", file=sys.stderr)

    return tell
