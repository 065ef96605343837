"""The chain on durable-rules, within the limits in which it is exact. The only module that imports it.

One fact per condition; one sid per dossier, deleted afterwards; a rule that catches every fact of each kind; facts of
whole numbers under ids of ours; actions that only note and assert; no threads; nothing swallowed."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from durable import engine

from checker.escalation.findings import WHOLE_PERSON, Finding

RULESET = "dossier"
Wire = dict[str, Any]


class QuietHost(engine.Host):  # type: ignore[misc]  # the library has no types
    """A host without the library's timer threads: whatever follows from a fact happens before its assertion returns."""

    def _run(self) -> None:
        pass


class DurableChain:
    """A compiled program, run over one dossier after another; a dossier's facts are numbered as they are sent."""

    def __init__(self, program: Mapping[str, Any]) -> None:
        rules = {
            f"step {number}": _rule(step["condition"], self._step(step)) for number, step in _numbered(program["steps"])
        }
        seen = {f"seen {kind}": _rule({"kind": kind}, self._note) for kind in program["kinds"]}
        self._host = QuietHost()
        self._host.set_rulesets({RULESET: {**rules, **seen}})
        self._dossiers = 0
        self._begin()

    def run(self, facts: list[Wire]) -> list[Finding]:
        """What follows from a dossier's facts, sorted. Raises RuntimeError when the engine lost or refused anything."""
        if not facts:
            return []
        self._begin()
        for about, fact in enumerate(facts):
            self._send(self._host_assert, about, fact)
        self._check(self._host.get_state(RULESET, self._sid))
        self._host.delete_state(RULESET, self._sid)
        return sorted(self._found)

    def _begin(self) -> None:
        self._dossiers += 1
        self._sid = str(self._dossiers)
        self._sent: list[tuple[int, Wire]] = []
        self._seen: set[str] = set()
        self._found: set[Finding] = set()
        self._totals: Counter[str] = Counter()
        self._errors: list[Exception] = []

    def _send(self, assert_fact: Callable[[Wire], object], about: int, fact: Wire) -> None:
        self._sent.append((about, fact))
        assert_fact({**fact, "id": str(len(self._sent)), "sid": self._sid})

    def _host_assert(self, fact: Wire) -> None:
        self._host.assert_fact(RULESET, fact)

    def _step(self, step: Mapping[str, Any]) -> Callable[[Any], None]:
        def conclude(closure: Any) -> None:
            about, fact = self._sent[int(closure.m["id"]) - 1]
            finding = Finding(step["name"], about)
            if finding in self._found:
                return
            self._found.add(finding)
            self._totals[finding.step] += 1
            fields = {} if about == WHOLE_PERSON else fact
            self._send(closure.assert_fact, about, {**fields, "kind": step["finding"]})
            self._send(closure.assert_fact, WHOLE_PERSON, {"kind": step["total"], "total": self._totals[finding.step]})

        return self._collecting(conclude)

    def _note(self, closure: Any) -> None:
        self._seen.add(closure.m["id"])

    def _collecting(self, action: Callable[[Any], None]) -> Callable[[Any], None]:
        """The engine swallows what an action raises, so it is kept here."""

        def run(closure: Any) -> None:
            try:
                action(closure)
            except Exception as error:
                self._errors.append(error)

        return run

    def _check(self, state: Mapping[str, Any]) -> None:
        if self._errors:
            raise RuntimeError(f"an action failed: {self._errors[0]!r}") from self._errors[0]
        if state.get("exception"):
            raise RuntimeError(f"an action failed: {state['exception']}")
        if len(self._seen) != len(self._sent):
            raise RuntimeError(f"{len(self._sent)} facts were sent and {len(self._seen)} were seen")


def _rule(condition: Wire, action: Callable[[Any], None]) -> Wire:
    return {"all": [{"m": condition}], "run": action}


def _numbered(steps: list[Wire]) -> list[tuple[int, Wire]]:
    return list(enumerate(steps, start=1))
