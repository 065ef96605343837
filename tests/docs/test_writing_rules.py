"""The guide to writing rules cannot rot: its pack works, its output is that of the program, it names all there is."""

import re
from pathlib import Path

import pytest
from guide import DOCS, blocks, commands, house
from pydantic import BaseModel

from checker.cli import COMMANDS, command_of, run
from checker.expressions.catalogue import FUNCTIONS
from checker.kinds import KINDS
from checker.kinds.rule import ClauseRef, Example, Gate, Lowered, Reading, Rule, Unknown
from checker.rulebook.pack import Pack, Parameter, Part, Placement, View

GUIDE = (DOCS / "writing_rules.md").read_text(encoding="utf-8")
NAMED_IN_TEXT = re.compile(r"[\w.]+")


@pytest.fixture(autouse=True)
def beside_the_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "house.yaml").write_text(house(), encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(blocks("yaml", "broken")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("line", "shown"), commands(), ids=[" ".join(line) for line, _ in commands()])
def test_commands_print_what_the_guide_shows(
    line: list[str], shown: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Three dots stand for lines left out; places of lines in the pack differ from those of a file typed by hand."""
    assert line[0] == "checker"
    run(line[1:])
    printed = capsys.readouterr().out.splitlines()
    at = 0
    for text in shown:
        if text == "...":
            continue
        assert text in printed[at:], f"{text!r} is not printed by {' '.join(line)}"
        at += printed[at:].index(text) + 1
    if "..." not in shown:
        assert printed == shown


def test_every_snippet_is_part_of_a_pack() -> None:
    everything = blocks("yaml") + blocks("yaml", "broken")
    assert GUIDE.count("```yaml") == len(everything)
    assert house().count("kind: ") >= 4


def test_the_list_of_functions_is_that_of_the_language() -> None:
    rows = GUIDE.split("## Functions", 1)[1]
    assert set(re.findall(r"`([A-Z_]+)\(", rows)) == set(FUNCTIONS)


@pytest.mark.parametrize(
    "model", [Rule, Gate, Unknown, Reading, Lowered, ClauseRef, Example, Parameter, View, Placement, Part, Pack]
)
def test_every_common_field_is_explained(model: type[BaseModel]) -> None:
    prose = re.sub(r"^```.*?^```$", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
    named = {word for span in re.findall(r"`([^`]+)`", prose) for word in NAMED_IN_TEXT.findall(span)}
    fields = {field.alias or name for name, field in model.model_fields.items()}
    assert not fields - named


def test_every_kind_stands_in_the_table() -> None:
    assert not [kind for kind in KINDS if f"| `{kind}` |" not in GUIDE]


@pytest.mark.parametrize("page", [*sorted(DOCS.glob("*.md")), DOCS.parent / "README.md"], ids=lambda path: path.name)
def test_every_command_in_the_documents_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    quoted = re.findall(r"`(checker [^`]+)`", text) + re.findall(r"^(?:    |\$ )(checker .+)$", text, re.MULTILINE)
    for line in quoted:
        words = line.split()[1:]
        if not words or not words[0].isalpha() or words[0].isupper():
            continue
        assert words[0] in COMMANDS, f"{page.name}: {line}"
        inner = getattr(command_of(words[0]), "commands", None)
        if inner and len(words) > 1 and words[1].isalpha():
            assert words[1] in inner, f"{page.name}: {line}"


@pytest.mark.parametrize("page", ["writing_rules.md", "readings.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text)]
    assert not [target for target in targets if target and not (DOCS / target).exists()]
