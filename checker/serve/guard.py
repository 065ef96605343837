"""What stands before every page: only reading, only our own names, and headers that let nothing foreign in."""

import json
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

HOST = re.compile(r"(?:\[([^\]]+)\]|([^:\[\]@/\\\s]+))(?::\d{0,5})?")
READING = ("GET", "HEAD")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
EVERYWHERE = frozenset({"0.0.0.0", "::"})
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
"""Stand on every answer; a page that needs another policy of content or cache says so itself."""


@dataclass(frozen=True)
class Names:
    """The names by which this server may be called, without ports; `any_address`: by any address in figures too.

    A page elsewhere can make its own name point here (DNS rebinding), but cannot make a browser call it by ours."""

    known: frozenset[str]
    any_address: bool = False

    def allow(self, host: str) -> bool:
        """Whether a Host header is one of ours."""
        name = bare(host)
        return name in self.known or (self.any_address and _is_address(name))


def names_of(host: str, also: Iterable[str] = ()) -> Names:
    """Loopback, the host that is listened on, and further names; listening everywhere, any address in figures."""
    own = {one.strip().lower().strip("[]").rstrip(".") for one in (host, *also)}
    return Names(LOOPBACK | (own - EVERYWHERE), any_address=bool(own & EVERYWHERE))


def bare(host: str) -> str:
    """The name in a Host header, in small letters; '' for what is no host with or without a port."""
    found = HOST.fullmatch(host.strip().lower())
    return (found[1] or found[2]).rstrip(".") if found else ""


def guarded(app: App, names: Names) -> App:
    """The application behind its guard."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
        elif scope["type"] == "http":
            await _answer(app, names, scope, receive, _with_headers(send))

    return answer


async def _answer(app: App, names: Names, scope: Message, receive: Receive, send: Send) -> None:
    hosts = _told(scope, b"host")
    if len(hosts) != 1 or not names.allow(hosts[0]):
        await _refuse(send, scope, 400, "host", "this server is not called that", "open it by the address it printed")
    elif _is_foreign(scope, names):
        await _refuse(
            send, scope, 403, "origin", "pages of other servers are not answered", "open it by a link instead"
        )
    elif scope["method"] not in READING:
        await _refuse(send, scope, 405, "method", f"{scope['method'][:20]} is not answered", "ask with GET or HEAD")
    elif scope["method"] == "HEAD":
        await app({**scope, "method": "GET"}, receive, _without_body(send))
    else:
        await app(scope, receive, send)


def _told(scope: Message, header: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in scope["headers"] if name == header]


def _is_foreign(scope: Message, names: Names) -> bool:
    """Whether a page of another server asks from within a browser; a reader who follows its link is welcome.

    It could not read the answer anyhow, but could let us work on reports that nobody wants."""
    if any(not names.allow(origin.partition("://")[2]) for origin in _told(scope, b"origin")):
        return True
    elsewhere = {"cross-site", "same-site"}.intersection(_told(scope, b"sec-fetch-site"))
    return bool(elsewhere) and "navigate" not in _told(scope, b"sec-fetch-mode")


async def _refuse(send: Send, scope: Message, status: int, where: str, what: str, remedy: str) -> None:
    """In English: whoever asks so is a program."""
    body = json.dumps({"problems": [{"where": where, "what": what, "remedy": remedy}]}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if status == 405:
        headers.append((b"allow", ", ".join(READING).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message["headers"]}
            own = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in there]
            message = {**message, "headers": [*message["headers"], *own]}
        await send(message)

    return sending


def _without_body(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sending


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
