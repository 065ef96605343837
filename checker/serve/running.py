"""The server: an address taken, told, and served until somebody interrupts it."""

import socket
import sys
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import uvicorn

from checker.errors import Problem, UsageError
from checker.serve.app import create_app
from checker.serve.chosen import Clock
from checker.serve.guard import LOOPBACK, names_of

WAITING = 128
PATIENCE = 3
"""Seconds that answers under way are given at the end."""


@dataclass(frozen=True)
class Listening:
    """A socket that listens, and the address to open."""

    socket: socket.socket
    address: str


def listen(host: str, port: int) -> Listening:
    """Take an address; port 0 is any free one. Raises UsageError: no such host, or the port is taken."""
    try:
        family, kind, proto, _, place = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, proto)
    except OSError as error:
        raise UsageError(Problem("--host", f"'{host}': {error.strerror or error}", "try 127.0.0.1")) from error
    try:
        if sys.platform != "win32":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(place)
        found.listen(WAITING)
    except OSError as error:
        found.close()
        what = f"cannot listen on {host}:{port}: {error.strerror or error}"
        raise UsageError(Problem("--port", what, "name another; --port 0 takes any free one")) from error
    return Listening(found, _address(host, found.getsockname()[1]))


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach it."""
    name = host.strip("[]").lower()
    return name in LOOPBACK or name.startswith("127.")


def serve(store: Path, at: Listening, host: str, also: list[str], clock: Clock) -> None:
    """Serve until interrupted (KeyboardInterrupt), then end what is under way and delete the reports written aside."""
    with TemporaryDirectory(prefix="checker-serve-", ignore_cleanup_errors=True) as folder, at.socket:
        app = create_app(store, Path(folder), names_of(host, also), clock)
        config = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=PATIENCE,
        )
        uvicorn.Server(config).run(sockets=[at.socket])


def open_browser(address: str) -> None:
    """In the background: some browsers only return when they are closed."""
    Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _address(host: str, port: int) -> str:
    name = host.strip("[]")
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(name, name)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"
