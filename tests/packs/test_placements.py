"""What became of the clauses, pack by pack."""

import pytest

from checker.rulebook.book import load_book, shipped_rules
from checker.rulebook.coverage import placements

CLAUSES = {"sp2": 82, "xbb_crm": 119, "service_handbook": 173, "key_accounts": 483}


@pytest.mark.parametrize("pack", CLAUSES)
def test_a_pack_tells_of_its_own_clauses_only(pack: str) -> None:
    placed = placements(load_book([shipped_rules()]), [pack])
    assert len(placed) == CLAUSES[pack]
    assert "unplaced" not in {item.became for item in placed}


def test_all_packs_tell_of_all_clauses() -> None:
    assert len(placements(load_book([shipped_rules()]))) == sum(CLAUSES.values())
