"""The shape of a column profile: how a foreign export is written, and which of its columns is which field."""

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from checker.importing.date_format import DateFormat
from checker.importing.formula import parse_formula
from checker.importing.numbers import NumberFormat
from checker.kinds.rule import Strict

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
FILLED = "filled"


class CellWriting(Strict):
    """How cells are written. What a column leaves open, its file says; what that leaves open, the whole export."""

    nulls: list[str] | None = None
    dates: list[str] | None = None
    decimal: Literal[".", ","] | None = None
    group: Literal["", " ", ".", ",", "'"] | None = None

    @field_validator("nulls", mode="before")
    @classmethod
    def _quoted_nulls(cls, value: Any) -> Any:
        if isinstance(value, list) and None in value:
            raise ValueError('a marker that YAML takes for nothing stands in quotes: ["NULL"]')
        return value

    @field_validator("dates")
    @classmethod
    def _known_dates(cls, value: list[str] | None) -> list[str] | None:
        for text in value or []:
            DateFormat(text)
        return value

    @model_validator(mode="after")
    def _marks_differ(self) -> "CellWriting":
        if self.group and self.group == (self.decimal or "."):
            raise ValueError("decimal and group must be different marks")
        return self

    def said(self) -> dict[str, Any]:
        """What is not left open, by name."""
        names = (*CellWriting.model_fields, *(Writing.model_fields if isinstance(self, Writing) else ()))
        return {name: value for name in names if (value := getattr(self, name)) is not None}

    @property
    def date_formats(self) -> tuple[DateFormat, ...]:
        """The declared ways of writing dates; none: as in canonical tables."""
        return tuple(DateFormat(text) for text in self.dates or ())

    @property
    def number_format(self) -> NumberFormat:
        """How numbers are written."""
        return NumberFormat(self.decimal or ".", self.group or "")


class Writing(CellWriting):
    """How a file is written: its cells, what separates them, and its encoding."""

    delimiter: str | None = None
    encoding: str | None = None

    @field_validator("delimiter")
    @classmethod
    def _known_delimiter(cls, value: str | None) -> str | None:
        named = DELIMITERS.get(value or "", value)
        if named is not None and len(named) != 1:
            raise ValueError(f"one character, or one of {', '.join(DELIMITERS)}")
        return named

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, value: str | None) -> str | None:
        try:
            "".encode(value or "utf-8")
        except LookupError:
            raise ValueError(f"unknown encoding '{value}'; such as utf-8 or cp1251") from None
        return value


class Split(Strict):
    """One part of a cell that holds several: the `part`-th (from 1, or -1 for the last) between the marks `by`."""

    by: str = Field(min_length=1)
    part: int = 1

    @field_validator("part")
    @classmethod
    def _counts_from_one(cls, value: int) -> int:
        if value == 0:
            raise ValueError("parts count from 1; -1 is the last")
        return value


class Source(CellWriting):
    """Where a field comes from: a `column`, several to `join`, a `constant`, or what to `calculate`."""

    column: str | None = None
    nth: int = Field(default=1, ge=1)
    join: list[str] = []
    with_: str = Field(default="-", alias="with")
    constant: str | None = None
    calculate: str | None = None
    split: Split | None = None
    list_by: str | None = None
    values: dict[str, str] = {}
    otherwise: str | None = None

    @model_validator(mode="after")
    def _one(self) -> "Source":
        ways = (self.column is not None, bool(self.join), self.constant is not None, self.calculate is not None)
        if sum(ways) != 1:
            raise ValueError("give exactly one of column, join, constant, calculate")
        if self.calculate is not None:
            parse_formula(self.calculate)
        if self.otherwise is not None and not self.values:
            raise ValueError("otherwise belongs to values")
        return self


class SourceFile(Writing):
    """How one file differs from the rest; `overflow` names the column whose cells hold unquoted delimiters."""

    overflow: str | None = None


class TableFrom(Strict):
    """Rows of one file as rows of one entity.

    `only` keeps rows by columns: `filled`, or a list of values. `distinct` writes equal rows once.
    """

    entity: str
    from_: str = Field(alias="from")
    columns: dict[str, Source]
    only: dict[str, Literal["filled"] | list[str]] = {}
    distinct: bool = False

    @field_validator("columns", mode="before")
    @classmethod
    def _plain_columns(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: {"column": item} if isinstance(item, str) else item for name, item in value.items()}
        return value


class Facts(Strict):
    """What the snapshot says of itself; `taken_at` may be given with the command instead."""

    taken_at: str | None = None
    time_zone: str
    company: str | None = None
    company_unit_id: str | None = None


class Profile(Strict):
    """One foreign export: the facts of its snapshot, how it is written, and the tables it gives."""

    profile: str
    says: str | None = None
    snapshot: Facts
    writing: Writing = Writing()
    files: dict[str, SourceFile] = {}
    tables: list[TableFrom] = Field(min_length=1)

    def file(self, name: str) -> SourceFile:
        """How a file is written, the profile's own words included; by its ending tab-separated or comma-separated."""
        own = self.files.get(name, SourceFile())
        by_ending = {"delimiter": "\t" if name.lower().endswith((".tsv", ".tab")) else ",", "encoding": "utf-8"}
        return SourceFile(overflow=own.overflow, **(by_ending | self.writing.said() | own.said()))
