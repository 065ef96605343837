"""Which rules a snapshot lets run, and in which order to export what is lacking; `checker data inspect` says it."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from checker.auditing.judgeable import Export, Judgeable, to_export
from checker.cli import run
from checker.expressions.world import Offset, World
from checker.rulebook.book import BookRule, load_book
from tests.auditing.test_missing_tables import WITH_VIEW
from tests.small_pack import PACK, write_pack, write_snapshot

WORLD = World(
    as_of=datetime(2024, 3, 1),
    zone="UTC",
    offsets=(Offset(None, None, 0),),
    exported={"client": frozenset({"id", "name"})},
)


def lacking(folder: Path, **lacks: Sequence[str]) -> list[Judgeable]:
    """Rules r1, r2 ... that cannot run, each for want of these names; r0 runs."""
    entry = next(iter(load_book([write_pack(folder)]).rules.values()))

    def named(name: str) -> BookRule:
        return BookRule(entry.rule.model_copy(update={"id": name}), "small", "here")

    found = [Judgeable(named(name), "cannot", tuple(sorted(names))) for name, names in lacks.items()]
    return [Judgeable(named("r0"), "runs"), *found]


def test_what_lets_most_rules_run_comes_first(tmp_path: Path) -> None:
    """Worked out by hand. Alone, the inquiries let r1 run and halve the way of r2; the e-mail lets r4 run and nothing
    else; so the inquiries. Then the surveys (r2, and half of r3), then approvals and e-mail, equal but for the name."""
    rules = lacking(
        tmp_path,
        r1=["inquiry", "inquiry.received_at"],
        r2=["inquiry", "survey", "inquiry.channel"],
        r3=["survey", "approval", "approval.decided_at"],
        r4=["client.email"],
    )
    assert to_export(rules, WORLD) == [
        Export("inquiry", ("channel", "received_at"), ("r1",), 2, ("r1", "r2")),
        Export("survey", (), ("r2",), 3, ("r2", "r3")),
        Export("approval", ("decided_at",), ("r3",), 4, ("r3",)),
        Export("client.email", (), ("r4",), 5, ("r4",)),
    ]


def test_where_nothing_helps_alone_the_one_that_brings_most_nearer(tmp_path: Path) -> None:
    rules = lacking(tmp_path, r1=["a", "b"], r2=["b", "c"], r3=["b", "d", "e"])
    found = to_export(rules, WORLD)
    assert [(export.name, export.adds, export.total) for export in found] == [
        ("b", (), 1),
        ("a", ("r1",), 2),
        ("c", ("r2",), 3),
        ("d", (), 3),
        ("e", ("r3",), 4),
    ]


def test_rules_that_need_what_nobody_expects_wait_for_nothing(tmp_path: Path) -> None:
    rules = lacking(tmp_path, r1=["inquiry"], r2=["inquiry", "survey"], r3=["client.email"])
    assert [export.name for export in to_export(rules, WORLD, ["survey"])] == ["client.email", "inquiry"]
    assert to_export(rules, WORLD, ["inquiry", "client"]) == []


def inspected(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> str:
    rules = ("--rules", str(folder / "small.yaml"))
    assert run(["data", "inspect", str(folder / "snapshot"), *rules, *options]) == 0
    return capsys.readouterr().out


def test_the_command_tells_the_state_of_every_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unset = PACK.partition("rules:\n")[2].partition("  - id: small-card")[0].replace("small-reply", "small-late")
    pack = WITH_VIEW.replace("rules:\n", "rules:\n" + unset.replace("$small.reply", "$small.late"), 1).replace(
        "parameters:\n", "parameters:\n  small.late: {unit: minutes, says: {en: Late, ru: Поздно, zh: 迟}}\n"
    )
    write_pack(tmp_path, pack)
    snapshot = write_snapshot(tmp_path, client="id,name,email\nc1,ООО Лилия,\n")
    (snapshot / "inquiry.csv").unlink()
    data = json.loads(inspected(capsys, tmp_path, "--format", "json"))
    states = {rule["rule_id"]: (rule["state"], rule["lacks"], rule["weaker_without"]) for rule in data["rules"]}
    assert states == {
        "small-late": ("inactive", ["inquiry", "inquiry.answered_at"], []),
        "small-reply": ("cannot", ["inquiry", "inquiry.answered_at"], []),
        "small-card": ("partly", [], ["client.phone"]),
        "small-reachable": ("partly", [], ["client.phone", "contact_person"]),
    }
    assert data["rule_counts"] == {"runs": 0, "partly": 2, "cannot": 1, "inactive": 1}
    assert [export["name"] for export in data["export_next"]] == ["inquiry"]
    assert data["export_next"][0]["adds"] == ["small-reply"]
    assert data["absent"] == ["client.phone", "contact_person", "inquiry"]
    assert data["missing_tables"]


def test_the_order_to_paste_makes_the_audit_of_a_named_pack_complete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line that the command prints is all that the auditor has to write."""
    write_pack(tmp_path, WITH_VIEW)
    snapshot = write_snapshot(tmp_path, client="id,name,email\nc1,ООО Лилия,a@example.ru\n")
    (snapshot / "inquiry.csv").unlink()
    line = next(line for line in inspected(capsys, tmp_path).splitlines() if line.startswith("not_expected:"))
    policy = tmp_path / "compliance.yaml"
    paths = ["--rules", str(tmp_path / "small.yaml"), "--config", str(policy), "--store", str(tmp_path / "s")]
    arguments = ["audit", str(snapshot), *paths, "--period", "2024-03", "--chain", "python", "--quiet"]
    policy.write_text("packs: [small]\n", encoding="utf-8")
    assert run(arguments) == 3
    policy.write_text(f"packs: [small]\n{line}\n", encoding="utf-8")
    assert run(arguments) == 0


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("en", ("Rules that cannot run", "Rules: 2; can run: 1; in part: 0; cannot run: 1; inactive: 0")),
        ("ru", ("Правила, которые нельзя проверить", "Правил: 2; проверяются: 1; частично: 0")),
        ("zh", ("无法执行的规则", "规则 2 条；可执行 1 条")),
    ],
)
def test_it_speaks_three_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, wanted: tuple[str, str]
) -> None:
    write_pack(tmp_path)
    (write_snapshot(tmp_path) / "inquiry.csv").unlink()
    said = inspected(capsys, tmp_path, "--lang", lang)
    assert all(text in said for text in wanted)
    assert "not_expected: [inquiry]" in said


def test_long_lists_say_what_was_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    another = PACK.partition("rules:\n")[2].partition("  - id: small-card")[0]
    write_pack(tmp_path, PACK + "".join(another.replace("small-reply", f"small-reply-{n}") for n in range(4)))
    (write_snapshot(tmp_path) / "inquiry.csv").unlink()
    assert "Rules that cannot run (shown 2 of 5;" in inspected(capsys, tmp_path, "--limit", "2")
    whole = json.loads(inspected(capsys, tmp_path, "--limit", "2", "--format", "json"))
    assert len(whole["rules"]) == 6


def test_the_tables_alone_need_no_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    data = json.loads(inspected(capsys, tmp_path, "--tables-only", "--format", "json"))
    assert [table["entity"] for table in data["tables"]] == ["client", "inquiry"]
    assert "rules" not in data
