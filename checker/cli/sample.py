"""`checker sample`: write the snapshot of a made-up company, and the truth about what was broken in it."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

BLOCK = 300
# What each company is written with where the options do not say.
MONTHS = {"trading": 3, "industrial": 12}
NOISE = {"trading": 0.0, "industrial": 0.01}
LANGUAGES = {"trading": "ru", "industrial": "zh"}


def sample(
    out: Annotated[Path, typer.Option("--out", help="New folder for the snapshot.")],
    company: Annotated[
        str, typer.Option("--company", help="trading: rules of sp2. industrial: rules of the other packs.")
    ] = "trading",
    clients: Annotated[int, typer.Option("--clients", help="Number of clients.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="Same seed and options, same bytes.")] = 1,
    months: Annotated[
        int | None,
        typer.Option("--months", help="Length of the span, up to the end of 2025; default 3, industrial 12."),
    ] = None,
    violations: Annotated[
        float, typer.Option("--violations", help="Share of the obligations that is broken; about, for industrial.")
    ] = 0.05,
    noise: Annotated[
        float | None,
        typer.Option(
            "--noise", help="Share of cards, contacts and requests with bad data; default 0, industrial 0.01."
        ),
    ] = None,
    format: Annotated[str, typer.Option("--format", help="csv or parquet.")] = "csv",
    truth: Annotated[
        Path | None, typer.Option("--truth", help="Truth file; default ../truth/<name of the folder>.csv.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of names and texts: ru for trading, zh for industrial.")
    ] = None,
) -> None:  # fmt: skip
    """Write a sample snapshot with its policy (compliance.yaml) and the truth about what is wrong in it.

    The truth of the trading company names its planted breaches and bad data. The industrial company is not planted:
    it forgets, delays and mistypes like any other, and its truth names the bad data only.
    """
    from checker.errors import Problem, UsageError
    from checker.sample.generate import Order, generate

    language = LANGUAGES.get(company)
    if lang is not None and language is not None and lang != language:
        raise UsageError(Problem("--lang", f"no {company} sample in '{lang}'", f"{language} is the only language"))
    folder = Path(str(out).rstrip("/"))
    kept = truth or folder.absolute().parent / "truth" / f"{folder.absolute().name}.csv"
    span = MONTHS.get(company, 1) if months is None else months
    bad = NOISE.get(company, 0.0) if noise is None else noise
    began = perf_counter()
    order = Order(clients, seed, folder, kept, span, violations, bad, format, company)
    counts = generate(order, _progress(clients))
    rows = sum(counts.values()) - counts.get("truth", 0)
    print(f"{rows} rows of {clients} clients in {perf_counter() - began:.1f} s", file=sys.stderr)
    typer.echo(f"{folder}\n{kept}")


def _progress(clients: int) -> Callable[[int], None]:
    """Says every ten thousand clients how far the sample is."""

    def tell(done: int) -> None:
        if done % 10_000 < BLOCK <= done and clients > done:
            print(f"{done} of {clients} clients", file=sys.stderr)

    return tell
