"""Names of audits, listing, finding, and what came before."""

from datetime import date, datetime
from pathlib import Path

import pytest
from small_audit import put

from checker.errors import UsageError
from checker.store.audits import audits, earlier, earlier_cases, find, same_moment
from checker.store.naming import audit_id, period_label

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))
NOW = datetime.fromisoformat("2026-10-31T21:00")


def test_the_name_holds_period_and_instant_and_ten_digits() -> None:
    name = audit_id(OCTOBER, NOW, {"rules": "a"})
    month, instant, digits = name.split("_")
    assert (month, instant) == ("2026-10", "20261031T210000Z")
    assert len(digits) == 10
    assert int(digits, 16) >= 0


def test_the_name_depends_on_every_part_and_not_on_their_order() -> None:
    name = audit_id(OCTOBER, NOW, {"rules": "a", "flags": ["x"]})
    assert name == audit_id(OCTOBER, NOW, {"flags": ["x"], "rules": "a"})
    others = [
        audit_id(OCTOBER, NOW, {"rules": "b", "flags": ["x"]}),
        audit_id(OCTOBER, NOW, {"rules": "a", "flags": []}),
        audit_id(OCTOBER, datetime.fromisoformat("2026-10-31T21:00:00.000001"), {"rules": "a", "flags": ["x"]}),
        audit_id((date(2026, 10, 1), date(2026, 10, 31)), NOW, {"rules": "a", "flags": ["x"]}),
    ]
    assert len({name, *others}) == 5


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (date(2026, 12, 1), date(2027, 1, 1), "2026-12"),
        (date(2028, 2, 1), date(2028, 3, 1), "2028-02"),
        (date(2026, 1, 1), date(2027, 1, 1), "2026"),
        (date(2026, 10, 1), date(2026, 10, 31), "2026-10-01--2026-10-30"),
        (date(2026, 10, 5), date(2026, 10, 6), "2026-10-05--2026-10-05"),
    ],
)
def test_periods_have_short_names(start: date, end: date, label: str) -> None:
    assert period_label(start, end) == label


def test_audits_come_in_the_order_of_storing(tmp_path: Path) -> None:
    for name in ("zeta", "alpha", "mid"):
        put(tmp_path, name)
    assert [audit.audit_id for audit in audits(tmp_path)] == ["zeta", "alpha", "mid"]
    assert find(tmp_path, "latest").audit_id == "mid"


def test_a_store_that_is_not_there_has_no_audits(tmp_path: Path) -> None:
    assert audits(tmp_path / "none") == []
    with pytest.raises(UsageError, match="checker audit"):
        find(tmp_path / "none", "latest")


def test_a_folder_beside_the_audits_is_not_one(tmp_path: Path) -> None:
    put(tmp_path, "a")
    (tmp_path / "notes").mkdir()
    assert [audit.audit_id for audit in audits(tmp_path)] == ["a"]


def test_a_beginning_finds_the_only_audit_that_has_it(tmp_path: Path) -> None:
    for name in ("2026-09_x", "2026-10_x", "2026-10_y", "2026-10_y2"):
        put(tmp_path, name)
    assert find(tmp_path, "2026-09").audit_id == "2026-09_x"
    assert find(tmp_path, "2026-10_y").audit_id == "2026-10_y"
    with pytest.raises(UsageError, match="2026-10_x, 2026-10_y, 2026-10_y2"):
        find(tmp_path, "2026-10")


def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    put(tmp_path, "2026-10_20261031T210000Z_aaaaaaaaaa")
    with pytest.raises(UsageError, match="did you mean '2026-10_20261031T210000Z_aaaaaaaaaa'"):
        find(tmp_path, "2026-10_20261031T210000Z_aaaaaaaaab")
    with pytest.raises(UsageError):
        find(tmp_path, "")


def test_a_manifest_that_is_none_is_a_usage_error(tmp_path: Path) -> None:
    audit = put(tmp_path, "a")
    for content in (b"", b"[]", b"{}", b"\xff"):
        (audit.folder / "manifest.json").write_bytes(content)
        with pytest.raises(UsageError, match=r"manifest\.json"):
            _ = find(tmp_path, "a").period


def months(store: Path) -> None:
    packs = {"packs": [{"name": "sp2", "sha256": ""}, {"name": "sp3", "sha256": ""}]}
    put(store, "sep", period={"start": "2026-09-01", "end": "2026-10-01"}, as_of="2026-09-30T21:00:00")
    put(store, "oct", as_of="2026-10-31T21:00:00", rules=packs)
    put(store, "sep-late", period={"start": "2026-09-01", "end": "2026-10-01"}, as_of="2026-10-31T21:00:00")
    put(store, "nov", period={"start": "2026-11-01", "end": "2026-12-01"}, as_of="2026-11-30T21:00:00")
    put(store, "other", as_of="2026-08-31T21:00:00", rules={"packs": [{"name": "custom", "sha256": ""}]})


def test_what_came_before_has_earlier_knowledge_or_an_earlier_period(tmp_path: Path) -> None:
    months(tmp_path)
    assert [audit.audit_id for audit in earlier(tmp_path, OCTOBER, NOW, ["sp2"])] == ["sep", "sep-late"]
    assert earlier_cases(tmp_path, OCTOBER, NOW, ["sp2"]) == [
        tmp_path / "sep" / "cases.parquet",
        tmp_path / "sep-late" / "cases.parquet",
    ]


def test_what_came_before_shares_a_pack_and_the_company(tmp_path: Path) -> None:
    months(tmp_path)
    november = ((date(2026, 11, 1), date(2026, 12, 1)), datetime.fromisoformat("2026-11-30T21:00"))
    assert [audit.audit_id for audit in earlier(tmp_path, *november, ["sp3"])] == ["oct"]
    assert [audit.audit_id for audit in earlier(tmp_path, *november, ["custom", "x"])] == ["other"]
    assert earlier(tmp_path, *november, ["sp3"], company="another") == []
    assert len(earlier(tmp_path, *november, ["sp3"], company="ООО Ромашка")) == 1


def test_beside_an_audit_stand_those_of_its_moment_that_were_stored_before_it(tmp_path: Path) -> None:
    months(tmp_path)
    put(tmp_path, "oct-again", as_of="2026-10-31T21:00:00", inputs="again")
    put(tmp_path, "oct-third", as_of="2026-10-31T21:00:00", inputs="third")

    def beside(inputs: str, pack: str = "sp2", company: str | None = None) -> list[str]:
        return [audit.audit_id for audit in same_moment(tmp_path, NOW, [pack], company, inputs)]

    assert beside("new") == ["oct", "sep-late", "oct-again", "oct-third"]
    assert beside("third") == ["oct", "sep-late", "oct-again"]
    assert beside("again") == ["oct", "sep-late"]
    assert beside("new", pack="sp3") == ["oct"]
    assert beside("new", company="another") == []


def test_an_aware_as_of_is_compared_in_utc(tmp_path: Path) -> None:
    put(tmp_path, "a", as_of="2026-11-01T00:00:00+03:00")
    assert find(tmp_path, "a").as_of == NOW
