"""`checker serve`: a store as a local, read-only web page with an API."""

import signal
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from checker.errors import Problem, UsageError

NEEDED = ("fastapi", "uvicorn")


def serve(
    store: Annotated[Path, typer.Argument(metavar="[STORE]", help="The folder of the store.")] = Path("audits"),
    host: Annotated[str, typer.Option(help="Address to listen on; others than this computer can reach it then.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8765,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="A further name by which browsers may call it, as behind a proxy.", show_default=False),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Shows stored audits, their reports, cases, trend and comparisons in a browser, and answers programs at /api.

    It only reads: nothing is written into the store. Audits that are added meanwhile appear. Ctrl-C ends it.
    """
    lacking = [name for name in NEEDED if find_spec(name) is None]
    if lacking:
        remedy = "install them: pip install 'compliance-checker[serve]'"
        raise UsageError(Problem("checker serve", f"needs {' and '.join(lacking)}", remedy))
    if not store.is_dir():
        remedy = "name the folder of a store; `checker audit --store` makes one"
        raise UsageError(Problem(str(store), "is no folder", remedy))
    _run(store.resolve(), host, port, list(allow_host or ()), open_)


def _run(store: Path, host: str, port: int, also: list[str], opened: bool) -> None:
    from checker.serve.running import is_loopback, listen, open_browser
    from checker.serve.running import serve as serve_store

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    listening = listen(host, port)
    if not is_loopback(host):
        typer.echo(
            "checker: warning: everybody who can reach this address can read all audits, names included; there is no "
            "password",
            err=True,
        )
    typer.echo(listening.address)
    typer.echo("checker: Ctrl-C ends it", err=True)
    if opened:
        open_browser(listening.address)
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell may start it in the background with the first ignored
        signal.signal(number, interrupt)
    try:
        serve_store(store, listening, host, also, _now)
    except KeyboardInterrupt:
        typer.echo("checker: ended", err=True)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
