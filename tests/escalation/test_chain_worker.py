"""Whatever happens to the worker process, the audit is incomplete and never silently fine."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from some_cases import dossier, rule_count, violations, write_cases

from checker.errors import IncompleteError
from checker.escalation import stage
from checker.escalation.definitions import load_definitions
from checker.escalation.process import ChainMissing, run_durable
from checker.escalation.stage import draw

PEOPLE = [dossier("e1", rule_count("reply", 3)), dossier("e2", rule_count("reply", 2))]
READY, DONE = '{"ready": true}', '{"done": 2}'


def run(script: str, timeout: float | None = None) -> object:
    return run_durable(load_definitions(), PEOPLE, [sys.executable, "-c", script], timeout)


def says(*lines: str) -> str:
    return f"import sys; sys.stdin.read(); print({chr(10).join(lines)!r})"


def test_a_worker_that_answers_well_is_believed() -> None:
    assert run(says(READY, '[["repeated-violation", 0]]', "[]", DONE)) == [{("repeated-violation", 0)}, set()]


@pytest.mark.parametrize(
    "lines",
    [
        ("",),
        ("garbage",),
        ("\\xff",),
        (READY,),
        (READY, DONE),
        (READY, "[]", DONE),
        (READY, "[]", "[]"),
        (READY, "[]", "[]", '{"done": 1}'),
        (READY, "[]", "[]", "[]", DONE),
        (READY, "[]", "nonsense", DONE),
        (READY, "[]", "7", DONE),
        (READY, "[]", "null", DONE),
        (READY, "[]", '[["repeated-violation"]]', DONE),
        (READY, "[]", '[["no-such-step", 0]]', DONE),
        (READY, "[]", '[["repeated-violation", 1]]', DONE),
        (READY, "[]", '[["repeated-violation", -2]]', DONE),
        (READY, "[]", '[["repeated-violation", 0.0]]', DONE),
        (READY, "[]", '[["repeated-violation", "0"]]', DONE),
        (READY, "[]", '[["repeated-violation", 0], ["repeated-violation", 0]]', DONE),
        (READY, "[]", '[[["repeated-violation"], 0]]', DONE),
        ("[]", "[]", "[]", DONE),
        ('{"ready": false}', "[]", "[]", DONE),
    ],
)
def test_a_garbled_answer_is_never_a_pass(lines: tuple[str, ...]) -> None:
    with pytest.raises(IncompleteError, match="worker process"):
        run(says(*lines))


def test_bytes_that_are_no_text_are_never_a_pass() -> None:
    with pytest.raises(IncompleteError, match="cannot be read"):
        run(r"import os; os.write(1, b'\xff\xfe\n')")


def test_a_killed_worker_is_told_by_its_signal() -> None:
    with pytest.raises(IncompleteError, match="signal 9"):
        run("import os; print('{\"ready\": true}', flush=True); os.kill(os.getpid(), 9)")
    with pytest.raises(IncompleteError, match="signal 11"):
        run("import os; os.kill(os.getpid(), 11)")


def test_a_failing_worker_is_told_by_its_last_words() -> None:
    with pytest.raises(IncompleteError, match=r"code 1: RuntimeError: 2 facts were sent and 1 were seen"):
        run("raise RuntimeError('2 facts were sent and 1 were seen')")
    with pytest.raises(IncompleteError, match="code 7: it said nothing"):
        run("raise SystemExit(7)")


def test_a_whole_answer_does_not_excuse_a_bad_end() -> None:
    with pytest.raises(IncompleteError, match="code 3"):
        run(says(READY, "[]", "[]", DONE) + "; sys.exit(3)")


def test_a_hanging_worker_is_ended(tmp_path: Path) -> None:
    script = f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    begun = time.monotonic()
    with pytest.raises(IncompleteError, match="within 1 seconds"):
        run(script, timeout=1)
    assert time.monotonic() - begun < 20
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGCONT)


def test_a_worker_that_cannot_be_started(tmp_path: Path) -> None:
    with pytest.raises(IncompleteError, match="could not be started"):
        run_durable(load_definitions(), PEOPLE, [str(tmp_path / "nothing")])


def test_a_worker_that_does_not_listen() -> None:
    many = [dossier(f"e{number}", rule_count("reply", 3)) for number in range(20_000)]
    with pytest.raises(IncompleteError):
        run_durable(load_definitions(), many, [sys.executable, "-c", "pass"])


def test_the_real_worker_killed_in_the_middle() -> None:
    script = """
import os, sys
from checker.escalation.worker import work
def lines():
    yield next(sys.stdin)
    yield next(sys.stdin)
    sys.stdout.flush()
    os.kill(os.getpid(), 9)
work(lines(), sys.stdout)
"""
    with pytest.raises(IncompleteError, match="signal 9"):
        run(script)


def test_without_durable_rules_the_plain_evaluator_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise ChainMissing("no module named durable")

    monkeypatch.setattr(stage, "run_durable", missing)
    found, reasoner = draw(load_definitions(), PEOPLE, "durable")
    assert found == [{("repeated-violation", 0)}, set()]
    assert reasoner == "python"


def test_the_worker_says_when_durable_rules_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "durable").mkdir()
    (tmp_path / "durable" / "__init__.py").write_text("raise ImportError('undefined symbol: PyEval_CallObject')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(ChainMissing, match="undefined symbol"):
        run_durable(load_definitions(), PEOPLE)


def test_a_module_of_the_same_name_where_the_user_stands_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("checker", "durable"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('taken')")
    monkeypatch.chdir(tmp_path)
    assert run_durable(load_definitions(), PEOPLE) == [{("repeated-violation", 0)}, set()]


def test_what_the_engine_prints_does_not_garble_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text("import atexit; atexit.register(print, 'noise')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert run_durable(load_definitions(), PEOPLE) == [{("repeated-violation", 0)}, set()]


def test_a_crash_of_the_worker_ends_the_whole_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    (tmp_path / "durable").mkdir()
    (tmp_path / "durable" / "__init__.py").write_text("import os; os.kill(os.getpid(), 11)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    cases = write_cases(tmp_path / "cases.parquet", violations("e1", "reply", 3))
    with pytest.raises(IncompleteError, match="signal 11"):
        stage.escalate(cases, [], (date(2026, 10, 1), date(2026, 11, 1)))
