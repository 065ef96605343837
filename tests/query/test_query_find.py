"""Finding one case by what a person can type."""

from pathlib import Path

import pytest
from stored_audit import AUDIT_ID, make_audit
from stored_cases import CASES

from checker.errors import UsageError
from checker.query.find import find_case


@pytest.mark.parametrize(
    ("name", "case_id"),
    [
        ("a200000000000002", "a200000000000002"),
        ("A2", "a200000000000002"),
        ("sp2-card-fields/c3", "b500000000000005"),
        ("sp2-weekly-call/c2@2026-10-05", "c700000000000007"),
        ("sp2-reply-30min/</script><script>alert(2)</script>", "a100000000000013"),
    ],
)
def test_found(store: Path, name: str, case_id: str) -> None:
    place = find_case([store / AUDIT_ID], name)
    assert (place.folder, place.case_id) == (store / AUDIT_ID, case_id)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a1", "fits 2 cases"),
        ("a200000000000003", "nearest: a[23]00000000000002|a[23]"),
        ("sp2-reply-30min/Q-9", "nearest: sp2-reply-30min/Q-"),
        ("%", "no stored case"),
    ],
)
def test_not_found(store: Path, name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        find_case([store / AUDIT_ID], name)


def test_the_first_audit_that_holds_it(tmp_path: Path) -> None:
    old = make_audit(tmp_path, "old", cases=CASES[:2])
    new = make_audit(tmp_path, "new", cases=CASES[:1])
    assert find_case([new, old], "a1").folder == new
    assert find_case([new, old], "a2").folder == old
