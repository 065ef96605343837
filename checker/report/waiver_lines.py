"""What became of the waivers and disputes of an audit, said in lines: at every run, in every report."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from checker.words.words import Words

NAMED = 20
DECIDED = ("upheld", "rejected")


def waiver_lines(manifest: Mapping[str, Any], words: Words) -> list[str]:
    """One line for each thing to know of the waivers and disputes; none where there are no such files."""
    followed = manifest.get("followed") or {}
    return [*_waivers(followed.get("waived") or {}, words), *_disputes(followed.get("disputed") or {}, words)]


def _waivers(told: Mapping[str, Any], words: Words) -> Iterator[str]:
    if told.get("off"):
        yield words.text("waivers.report.off")
    active = told.get("active", ())
    expiring = [one for one in active if one["expiring"]]
    yield from _line("active", active, lambda one: _one("active", one, words), words)
    yield from _line("expiring", expiring, lambda one: _one("ends", one, words), words)
    yield from _line("changed", told.get("changed", ()), lambda one: _one("count", one, words), words)
    yield from _line("refused", told.get("refused", ()), lambda one: _one("refused", one, words), words)
    yield from _line("expired", told.get("expired", ()), lambda one: _expired(one, words), words)
    yield from _line("unused", told.get("unused", ()), lambda one: _unused(one, words), words)
    yield from _line("not_yet", told.get("not_yet", ()), lambda one: str(one["id"]), words)


def _one(name: str, one: Mapping[str, Any], words: Words) -> str:
    said = {"id": one["id"], "n": words.number(one.get("cases", one.get("fits", 0)))}
    if "expires_on" in one:
        said["until"] = words.date(date.fromisoformat(one["expires_on"]))
    if name == "refused":
        said["why"] = words.text(f"waivers.why.{one['reason']}", approver=one["approver"])
    return words.text(f"waivers.report.{name}_one", **said)


def _expired(one: Mapping[str, Any], words: Words) -> str:
    return _one("expired" if one["fits"] else "ends", one, words)


def _unused(one: Mapping[str, Any], words: Words) -> str:
    return _one("elsewhere", one, words) if one["elsewhere"] else str(one["id"])


def _disputes(told: Mapping[str, Any], words: Words) -> Iterator[str]:
    cases = told.get("cases", {})
    if cases:
        states = [one["state"] for one in cases.values()]
        counts = {name: words.number(states.count(name)) for name in ("open", *DECIDED)}
        yield words.text("waivers.report.disputes", **counts)
    overdue = [{"id": case, "expires_on": one["due"]} for case, one in cases.items() if one.get("overdue")]
    yield from _line("overdue", overdue, lambda one: _one("ends", one, words), words)
    for why in sorted({one["refused"] for one in cases.values() if one.get("refused")}):
        refused = [case for case, one in cases.items() if one.get("refused") == why]
        yield from _line(f"decisions_refused.{why}", refused, str, words)
    yield from _line("elsewhere", told.get("elsewhere", ()), str, words)


def _line(name: str, listed: Iterable[Any], said: Callable[[Any], str], words: Words) -> Iterator[str]:
    """A line that names the first of many, and says so where it is cut; none for an empty list."""
    all_of_them = list(listed)
    if not all_of_them:
        return
    named = words.text("waivers.report.joint").join(said(one) for one in all_of_them[:NAMED])
    if len(all_of_them) > NAMED:
        total = words.number(len(all_of_them))
        named = words.text("waivers.report.cut", named=named, shown=words.number(NAMED), total=total)
    yield words.text(f"waivers.report.{name}", named=named)
