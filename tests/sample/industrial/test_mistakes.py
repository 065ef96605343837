"""What cannot be read in the industrial sample is what its truth file says, and nothing else."""

import json

import pytest

from tests.cli.running import command
from tests.sample.made import Made

from .conftest import Industrial


def _refused(sample: Made, capsys: pytest.CaptureFixture[str]) -> tuple[int, set[tuple[str, str, str]]]:
    """Exit code and (table, id, column) of every cell that the reader turns away."""
    ended = command(capsys, "data", "validate", str(sample.folder), "--format", "json")
    said = json.loads(ended.out)
    assert said["problems"] == []
    turned_away = [(one["entity"], one["row"] - 2, one["column"]) for one in said["quarantine"]]
    ids = {table: [row["id"] for row in sample.rows(table)] for table, _, _ in turned_away}
    return ended.code, {(table, ids[table][place], column) for table, place, column in turned_away}


def test_without_noise_every_cell_is_readable(industrial: Industrial, capsys: pytest.CaptureFixture[str]) -> None:
    sample = industrial(120)
    assert _refused(sample, capsys) == (0, set())
    assert sample.truth == []


def test_the_unreadable_cells_are_the_planted_ones(industrial: Industrial, capsys: pytest.CaptureFixture[str]) -> None:
    sample = industrial(120, noise=0.3)
    told = {
        (row["subject_type"], row["subject_id"], row["what"].removesuffix("_unreadable"))
        for row in sample.truth
        if row["what"].endswith("_unreadable")
    }
    assert {table for table, _, _ in told} >= {"client", "interaction", "inquiry", "opportunity", "sales_order"}
    assert _refused(sample, capsys) == (3, told)


def test_placeholders_and_short_numbers_are_told(industrial: Industrial) -> None:
    sample = industrial(120, noise=0.3)
    clients = {row["id"]: row for row in sample.rows("client")}
    told = {(row["what"], row["subject_id"]) for row in sample.truth if row["subject_type"] == "client"}
    addresses = {clients[one]["address"] for what, one in told if what == "address_placeholder"}
    assert addresses
    assert addresses <= {"-", "无", "待补充", " "}
    phones = {clients[one]["phone"] for what, one in told if what == "phone_mistyped"}
    assert phones
    assert max(map(len, phones)) < 9


def test_doubled_clients_share_the_tax_number(industrial: Industrial) -> None:
    sample = industrial(120, noise=0.3)
    clients = {row["id"]: row for row in sample.rows("client")}
    doubles = {row["subject_id"] for row in sample.truth if row["what"] == "duplicate"}
    assert doubles == {one for one in clients if one.endswith("D")}
    assert doubles
    for one in doubles:
        first = clients[one.removesuffix("D")]
        assert (clients[one]["tax_id"], clients[one]["code"]) == (first["tax_id"], "")
        assert first["name"].startswith(clients[one]["name"])
