"""Asking the worker process: a crash, a signal, silence or a garbled answer is an error of this stage, never a pass."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import checker
from checker.errors import IncompleteError, Problem
from checker.escalation.definitions import Definitions
from checker.escalation.facts import STAGE, Dossier
from checker.escalation.findings import WHOLE_PERSON, Finding
from checker.escalation.program import compile_program

COMMAND = (sys.executable, "-m", "checker.escalation.worker")
PATIENCE = 60.0
PATIENCE_PER_DOSSIER = 0.02
REMEDY = "run again with `--chain python`, and please report this"


class ChainMissing(Exception):
    """durable-rules cannot be imported here; the message says why."""


def run_durable(
    definitions: Definitions,
    dossiers: Sequence[Dossier],
    command: Sequence[str] = COMMAND,
    timeout: float | None = None,
) -> list[frozenset[Finding]]:
    """The findings of each dossier, in the order of the dossiers, from a worker process of its own.

    `timeout` in seconds; the default grows with the number of dossiers. Raises ChainMissing when the worker says that
    it has no durable-rules, IncompleteError for every other end but a whole and well-formed answer."""
    program = compile_program(definitions)
    asked = [program.wire, *(program.facts(dossier) for dossier in dossiers)]
    told = "".join(json.dumps(line) + "\n" for line in asked)
    allowed = PATIENCE + PATIENCE_PER_DOSSIER * len(dossiers) if timeout is None else timeout
    answer = _ask(command, told, allowed)
    return _understood(answer, [one.id for one in definitions.escalations], dossiers)


def _ask(command: Sequence[str], told: str, timeout: float) -> list[Any]:
    # The folder that holds this very package: the worker then runs the same code, wherever the user stands.
    home = Path(checker.__file__).resolve().parent.parent
    try:
        done = subprocess.run(command, input=told.encode(), capture_output=True, timeout=timeout, cwd=home, check=False)
    except subprocess.TimeoutExpired as error:
        raise _failed(f"gave no answer within {timeout:g} seconds and was ended") from error
    except OSError as error:
        raise _failed(f"could not be started: {error.strerror}") from error
    if done.returncode < 0:
        raise _failed(f"was ended by signal {-done.returncode}")
    if done.returncode > 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise _failed(f"ended with code {done.returncode}: {''.join(last) or 'it said nothing'}")
    try:
        return [json.loads(line) for line in done.stdout.decode().splitlines()]
    except ValueError as error:
        raise _failed("gave an answer that cannot be read") from error


def _understood(answer: list[Any], steps: list[str], dossiers: Sequence[Dossier]) -> list[frozenset[Finding]]:
    if answer and isinstance(answer[0], dict) and "missing" in answer[0]:
        raise ChainMissing(str(answer[0]["missing"]))
    if answer[:1] != [{"ready": True}] or answer[-1] != {"done": len(dossiers)} or len(answer) != len(dossiers) + 2:
        raise _failed(f"answered {len(answer)} lines for {len(dossiers)} persons and did not finish")
    return [_findings(line, steps, dossier) for line, dossier in zip(answer[1:-1], dossiers, strict=True)]


def _findings(line: Any, steps: list[str], dossier: Dossier) -> frozenset[Finding]:
    try:
        found = [Finding(step, about) for step, about in line]
        sound = all(
            one.step in steps and type(one.about) is int and WHOLE_PERSON <= one.about < len(dossier.facts)
            for one in found
        )
    except (TypeError, ValueError) as error:
        raise _failed("gave an answer that cannot be read") from error
    if not sound or len(set(found)) != len(found):
        raise _failed("drew a conclusion that does not exist")
    return frozenset(found)


def _failed(what: str) -> IncompleteError:
    return IncompleteError(Problem(STAGE, f"the worker process of the rule engine {what}", REMEDY))
