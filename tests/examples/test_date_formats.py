"""Dates as people write them."""

import pytest

from checker.importing.date_format import DateFormat, read_date


@pytest.mark.parametrize(
    ("form", "cell", "expected"),
    [
        ("M/D/YYYY", "1/6/2012", "2012-01-06"),
        ("M/D/YYYY", "12/31/2012", "2012-12-31"),
        ("DD/MM/YYYY HH:MM:SS", "04/02/2022 13:47:30", "2022-02-04 13:47:30"),
        ("DD.MM.YYYY HH:MM", "27.01.2023 14:05", "2023-01-27 14:05:00"),
        ("DD.MM.YYYY H:MM:SS", "27.01.2023 9:05:00", "2023-01-27 09:05:00"),
        ("YYYY-MM-DD HH:MM:SS.fff", "1996-07-04 01:02:03.5", "1996-07-04 01:02:03.500000"),
        ("YYYY-MM-DD 00:00:00.000", "1996-07-04 00:00:00.000", "1996-07-04"),
        ("M/D/YYYY H:MM AM", "1/27/2023 12:05 am", "2023-01-27 00:05:00"),
        ("M/D/YYYY H:MM AM", "1/27/2023 12:05 PM", "2023-01-27 12:05:00"),
        ("YYYY年M月D日", "2024年3月5日", "2024-03-05"),
    ],
)
def test_a_cell_in_its_format(form: str, cell: str, expected: str) -> None:
    assert DateFormat(form).read(cell) == expected


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        ("DD/MM/YYYY", "31/02/2022"),
        ("DD/MM/YYYY", "1/2/2022"),
        ("DD/MM/YYYY", "01/02/2022 10:00"),
        ("M/D/YYYY", "13/1/2012"),
        ("YYYY-MM-DD 00:00:00.000", "1996-07-04 00:00:01.000"),
        ("M/D/YYYY H:MM AM", "1/27/2023 13:05 PM"),
        ("DD.MM.YYYY HH:MM", "27.01.2023 24:00"),
        ("YYYY.MM.DD", "2023-01-02"),
    ],
)
def test_a_cell_that_is_not_in_its_format(form: str, cell: str) -> None:
    assert DateFormat(form).read(cell) is None


def test_formats_that_read_different_days_read_none() -> None:
    formats = (DateFormat("DD/MM/YYYY"), DateFormat("MM/DD/YYYY"))
    assert read_date(formats, "03/04/2022") is None
    assert read_date(formats, "04/04/2022") == "2022-04-04"
    assert read_date(formats, "13/04/2022") == "2022-04-13"


@pytest.mark.parametrize("form", ["MM/YYYY", "DD.MM", "HH:MM", "YYYY-MM-DD YYYY", ""])
def test_a_format_names_one_day(form: str) -> None:
    with pytest.raises(ValueError, match=r"names|twice"):
        DateFormat(form)
