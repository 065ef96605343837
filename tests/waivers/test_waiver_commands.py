"""`checker waiver list`, `lint` and `add` over one stored audit."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Ended, command
from tests.waivers.company import Q2, Q3, audit, waiver, write_company, write_waivers

APPROVERS = "waivers: {approvers: {sales_manager: medium, general_manager: critical}}\n"
OLD = """\
# Agreed exceptions; the board knows of them.

waivers:
- id: w-2024-03-05-1     # by telephone
  rule: small-reply
  subject: q2
  reason: Agreed
  approver: e9
  granted_on: 2024-03-01
  expires_on: 2024-03-31
  # the last one
"""


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a snapshot and a stored audit of it."""
    folder = tmp_path_factory.mktemp("company")
    write_company(folder)
    audit(folder)
    return folder


@pytest.fixture
def place(audited: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, beside which the audited company lies."""
    (tmp_path / "company").symlink_to(audited)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def waivers(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ended:
    return command(capsys, "waiver", *arguments, "--store", "company/s")


def add(capsys: pytest.CaptureFixture[str], *arguments: str, approver: str = "e9") -> Ended:
    told = ["--reason", "Agreed", "--approver", approver, "--until", "2024-03-31", "--granted", "2024-03-05"]
    return waivers(capsys, "add", *arguments, *told, "--rules", "company/small.yaml")


def test_add_writes_a_file_that_an_audit_reads(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = add(capsys, "small-reply/q3")
    assert ended.code == 0, ended.err
    assert (place / "waivers.yaml").read_text(encoding="utf-8") == (
        "waivers:\n"
        "  - id: w-2024-03-05-1\n"
        "    rule: small-reply\n"
        f"    case: {Q3}  # small-reply/q3, client c2\n"
        "    reason: Agreed\n"
        "    approver: e9\n"
        "    granted_on: 2024-03-05\n"
        "    expires_on: 2024-03-31\n"
    )
    assert "w-2024-03-05-1 added, in force 5 Mar 2024 – 31 Mar 2024; violations excused in audit 2024-03_" in ended.out
    assert ended.out.rstrip().endswith(": 1")


def test_add_leaves_all_that_is_in_the_file_as_it_is(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "waivers.yaml").write_bytes(OLD.replace("\n", "\r\n").encode())
    ended = add(capsys, "--rule", "small-*", "--client", "c2", "--client", "c3", "--due-to", "2024-03-31")
    assert ended.code == 0, ended.err
    written = (place / "waivers.yaml").read_bytes().decode()
    assert written == (
        OLD + '- id: w-2024-03-05-2\n  rule: "small-*"\n  client: [c2, c3]\n  due_to: 2024-03-31\n'
        "  reason: Agreed\n  approver: e9\n  granted_on: 2024-03-05\n  expires_on: 2024-03-31\n"
    ).replace("\n", "\r\n")
    assert ended.out.rstrip().endswith(": 2")  # q3 and the card of c2


def test_a_reason_may_hold_anything(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from checker.waivers.reading import load_waivers

    reason = 'He said: "no", # {and} \\ – ö 你好 \x7f null'
    told = ["--reason", reason, "--approver", "e9", "--until", "2024-03-31", "--granted", "2024-03-05"]
    assert waivers(capsys, "add", Q2, *told).code == 0
    assert load_waivers(place / "waivers.yaml").entries[0].reason == reason


def test_while_unchanged_keeps_what_the_evidence_says(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(capsys, "--rule", "small-reply", "--all", "--while-unchanged").code == 0
    text = (place / "waivers.yaml").read_text(encoding="utf-8")
    assert "    while: unchanged\n    fingerprints:\n" in text
    kept = [line.split(":")[0].strip(' "') for line in text.splitlines()[10:]]
    assert kept == sorted([Q2, Q3])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["small-reply/q1"], "no stored case 'small-reply/q1'"),
        ([], "either CASE or --rule is wanted"),
        ([Q2, "--client", "c1"], "CASE goes with no selector"),
        (["--rule", "small-reply"], "excuses every violation of its rules; narrow it by one of"),
        (["--rule", "small-rely", "--client", "c1"], "there is no rule 'small-rely'; did you mean 'small-reply'?"),
        (["--rule", "smell-*", "--client", "c1"], "there is no rule 'smell-*'; name the rules with --rules"),
        (["--rule", "small-*", "--tier", "gold"], "'gold' is no tier"),
        ([Q2, "--until", "2025-03-07"], "lasts 367 days, longer than 366"),
        ([Q2, "--until", "7.3.2025"], "--until: '7.3.2025' is not a day; write it as 2026-10-05"),
        ([Q2, "--reason", " "], "--reason: is empty"),
        ([Q2, "--approver", "e1"], "e1 answers for 1 of its violations himself"),
        (["--rule", "small-*", "--responsible", "e9"], "e9 is the responsible himself"),
        (
            ["--rule", "small-*", "--client", "c7", "--while-unchanged"],
            "there is no evidence that could stay unchanged",
        ),
    ],
)
def test_add_refuses_what_no_audit_would_honour(
    place: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    told = {"--reason": "Agreed", "--approver": "e9", "--until": "2024-03-31", "--granted": "2024-03-05"}
    usual = [part for option, value in told.items() if option not in arguments for part in (option, value)]
    ended = waivers(capsys, "add", *arguments, *usual, "--rules", "company/small.yaml")
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert not (place / "waivers.yaml").exists()


@pytest.mark.parametrize("text", ["waivers: []\n", "waivers: [{id: x}]\n", OLD + "...\n", "waivers:\n- id: x\n"])
def test_a_file_that_cannot_be_continued_is_left_alone(
    place: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (place / "waivers.yaml").write_text(text, encoding="utf-8")
    assert add(capsys, Q2).code == 2
    assert (place / "waivers.yaml").read_text(encoding="utf-8") == text


def test_list_shows_every_waiver_with_its_state(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_waivers(
        place,
        waiver("now", rule="small-*", subject=None, client="c2"),
        waiver("past", expires_on="2024-03-09"),
        waiver("later", granted_on="2024-03-11", rule="small-*", subject=None, all="true"),
        waiver("long", expires_on="2024-06-30", subject=["q2", "q9"]),
    )
    ended = waivers(capsys, "list", "--as-of", "2024-03-10", "--format", "json")
    rows = json.loads(ended.out)["rows"]
    told = [(row["id"], row["state"], row["only"], row["fits"], row["expires_on"]) for row in rows]
    assert told == [
        ("now", "expiring", ["client: c2"], 2, "2024-03-31"),
        ("past", "expired", ["subject: q2"], 1, "2024-03-09"),
        ("later", "not_yet", [], 3, "2024-03-31"),
        ("long", "in_force", ["subject: q2", "subject: q9"], 1, "2024-06-30"),
    ]
    said = waivers(capsys, "list", "--as-of", "2024-03-10", "--lang", "ru").out
    assert "действует, скоро истекает" in said
    assert "ещё не действует" in said
    assert "waivers.yaml: исключений 4; нарушения — по проверке 2024-03_" in said
    alone = command(capsys, "waiver", "list", "--as-of", "2024-03-10", "--store", "nowhere").out
    assert "no stored audit to count violations in" in alone


def lint(capsys: pytest.CaptureFixture[str], *arguments: str, as_of: str = "2024-03-05") -> Ended:
    return waivers(capsys, "lint", "--rules", "company/small.yaml", "--as-of", as_of, *arguments)


def test_lint_passes_what_an_audit_honours(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_waivers(place, waiver(expires_on="2024-06-30"))
    (place / "compliance.yaml").write_text(APPROVERS, encoding="utf-8")
    ended = lint(capsys, "--snapshot", "company/snapshot")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("waivers.yaml: waivers 1, mistakes 0, warnings 0\n")


def test_lint_refuses_what_an_audit_would_not_honour(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """e8 may waive up to medium: the card of c2 is low, the fax q3 high; e7 had left; e1 answers for q2."""
    (place / "compliance.yaml").write_text(APPROVERS, encoding="utf-8")
    write_waivers(
        place,
        waiver("level", rule="*", subject=None, client="c2", approver="e8"),
        waiver("own", approver="e1"),
        waiver("left", approver="e7"),
        waiver("nobody", approver="e99"),
        waiver("rule", rule="small-rely"),
        waiver("none-yet", subject="q77", approver="e8"),
        waiver("fine", rule="small-card", subject="c77", approver="e8"),
        waiver("expired", approver="e99", granted_on="2024-01-01", expires_on="2024-03-04"),
    )
    ended = lint(capsys, "--snapshot", "company/snapshot")
    assert ended.code == 2
    told = [line.split(": ", 2)[2].split("; ")[0] for line in ended.err.splitlines()]
    assert told == [
        "level: the role of e8 may not waive 1 of its violations",
        "own: e1 answers for 1 of its violations himself",
        "left: e7 had left the company before it was granted",
        "nobody: e99 is no employee of the snapshot",
        "rule: there is no rule 'small-rely'",
        "none-yet: the role of e8 may waive none of its rules",
    ]


def test_lint_says_what_it_could_not_look_at(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_waivers(place, waiver(approver="e99"))
    said = command(capsys, "waiver", "lint", "--rules", "company/small.yaml", "--store", "no", "--as-of", "2024-03-05")
    assert said.code == 0
    assert "note: no stored audit: who answers for the violations is not known" in said.out
    assert "note: no --snapshot: approvers and their roles were not looked at" in said.out
    assert "note: the policy sets no approvers" in said.out


def test_lint_warns_thirty_days_before_the_end(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """31 March is thirty days after 1 March, and thirty-one after 29 February."""
    write_waivers(place, waiver(granted_on="2024-02-01"))
    assert "w: expires on 2024-03-31, in 30 days" in lint(capsys, as_of="2024-03-01").out
    assert "expires" not in lint(capsys, as_of="2024-02-29").out
    assert "w: expires on 2024-03-31, in 0 days" in lint(capsys, as_of="2024-03-31").out
    expired = lint(capsys, as_of="2024-04-01")
    assert "w: expired on 2024-03-31 and would still excuse 1 violations; grant it anew" in expired.out
    assert expired.code == 0


def test_a_mistake_in_the_file_is_told_with_its_place(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "waivers.yaml").write_text(OLD.replace("reason", "raeson"), encoding="utf-8")
    for name in ("list", "lint"):
        ended = waivers(capsys, name)
        assert ended.code == 2
        assert "checker: waivers.yaml:7:3: unknown field 'raeson'; did you mean 'reason'?" in ended.err


def test_an_empty_file_is_listed_and_passes(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "waivers.yaml").write_text("# none yet\n", encoding="utf-8")
    assert waivers(capsys, "list").out.startswith("waivers.yaml: waivers 0; violations counted in audit 2024-03_")
    assert lint(capsys).out.endswith("waivers.yaml: waivers 0, mistakes 0, warnings 0\n")


def test_a_file_that_is_not_there(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "waivers.yaml: cannot be read" in waivers(capsys, "list").err
