"""A cell that cannot be read is no missing act: what it may have said is unknown."""

from pathlib import Path

import duckdb

from checker.cli import run

HEADER = "taken_at: 2024-03-20 12:00:00\ntime_zone: Europe/Moscow\ncompany: Проба\n"
INQUIRIES = """\
id,channel,received_at,answered_at,answer_kind,is_nonstandard,delay_notified_at
blank,email,2024-03-04 10:00:00,,,,
spoilt,email,2024-03-04 10:00:00,soon,,,
receipt,email,2024-03-04 10:00:00,soon,receipt,,
announced,email,2024-03-04 10:00:00,soon,delay_notice,,
special,email,2024-03-04 10:00:00,soon,delay_notice,true,
standard,email,2024-03-04 10:00:00,,,,soon
notified,email,2024-03-04 10:00:00,,,true,soon
answered,email,2024-03-04 10:00:00,2024-03-04 10:20:00,,true,soon
open,email,2024-03-20 11:50:00,soon,,,
"""
CONTACTS = """\
id,process_line,interest_outcome,started_at,next_contact_on,created_at
none,active_prospecting,not_interested,2024-03-04 10:00:00,,2024-03-04 10:00:00
spoilt,active_prospecting,not_interested,2024-03-04 10:00:00,2024-02-30,2024-03-04 10:00:00
dated,active_prospecting,not_interested,2024-03-04 10:00:00,2024-04-01,2024-03-04 10:00:00
"""


def verdicts(folder: Path, rule: str, table: str, text: str) -> dict[str, str]:
    snapshot = folder / "snapshot"
    snapshot.mkdir()
    (snapshot / "snapshot.yaml").write_text(HEADER, encoding="utf-8")
    (snapshot / f"{table}.csv").write_text(text, encoding="utf-8")
    options = ["--period", "2024-03", "--keep-all", "--chain", "python", "--quiet", "--select", rule]
    run(["audit", str(snapshot), "--store", str(folder / "store"), *options])
    (path,) = (folder / "store").glob("*/cases.parquet")
    return dict(duckdb.sql(f"SELECT subject_id, verdict FROM '{path}'").fetchall())


def test_an_answer_that_cannot_be_read_may_have_been_in_time(tmp_path: Path) -> None:
    assert verdicts(tmp_path, "sp2-reply-30min", "inquiry", INQUIRIES) == {
        "blank": "violated",
        "spoilt": "undetermined",
        "receipt": "violated",
        "announced": "violated",
        "special": "undetermined",
        "standard": "violated",
        "notified": "undetermined",
        "answered": "met",
        "open": "pending",
    }


def test_a_date_that_cannot_be_read_is_not_missing(tmp_path: Path) -> None:
    assert verdicts(tmp_path, "sp2-prospect-next-date", "interaction", CONTACTS) == {
        "none": "violated",
        "spoilt": "undetermined",
        "dated": "met",
    }
