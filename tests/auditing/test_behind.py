"""An incomplete audit is no measure of the next: what is lost stays told until it is back or named as not expected."""

from pathlib import Path

import pytest

from checker.cli import run
from tests.cli.months import arguments, audit_month
from tests.cli.running import command


@pytest.mark.parametrize("new_only", [(), ("--new-only",)])
@pytest.mark.parametrize("emptied", [False, True])
def test_what_is_lost_is_told_month_after_month(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], emptied: bool, new_only: tuple[str, ...]
) -> None:
    assert audit_month(tmp_path, 3) == 1
    for month in (4, 5, 6):
        words = arguments(tmp_path, month, *new_only)
        table = Path(words[1]) / "client.csv"
        if emptied:
            table.write_text(table.read_text().splitlines()[0] + "\n")
        else:
            table.unlink()
        capsys.readouterr()
        done = command(capsys, *words)
        assert done.code == 3, month
        assert "client" in done.out


def test_what_is_back_is_whole_again(tmp_path: Path) -> None:
    assert audit_month(tmp_path, 3) == 1
    words = arguments(tmp_path, 4)
    (Path(words[1]) / "client.csv").unlink()
    assert run(words) == 3
    assert audit_month(tmp_path, 5) == 1


def test_a_backlog_of_days_to_come_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = command(capsys, *arguments(tmp_path, 3, "--new-only", "--backlog", "2025-03-01"))
    assert done.code == 2
    assert "--backlog: 2025-03-01 lies after 2024-04-05, the day of judgement" in done.err
    assert audit_month(tmp_path, 3, "--new-only", "--backlog", "2024-04-05") == 0


def test_a_revision_that_finds_a_violation_is_news(tmp_path: Path) -> None:
    """Kept as met and then met no more, it has been told by no audit."""
    words = arguments(tmp_path, 3, "--keep-all", "--select", "small-reply")
    table = Path(words[1]) / "inquiry.csv"
    asked = table.read_text()
    table.write_text(
        asked.replace("10:30:01", "10:29:59").replace(
            "q3,fax,2024-03-01 17:50:00,,", "q3,fax,2024-03-01 17:50:00,2024-03-01 17:51:00,"
        )
    )
    assert run([*words, "--as-of", "2024-04-03 12:00"]) == 0
    table.write_text(asked)
    later = [*words, "--new-only", "--as-of", "2024-04-04 12:00"]
    assert run(later) == 1
    assert run([*words, "--new-only", "--as-of", "2024-04-05 12:00"]) == 0
