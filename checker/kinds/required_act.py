"""An act required before another: which rows count, and whether enough of them came in time."""

from dataclasses import dataclass, replace

from pydantic import Field, model_validator

from checker.kinds.counterpart import Counterparts, counterparts
from checker.kinds.frame import Frame
from checker.kinds.rule import Strict, Word

KNOWN = "COALESCE(o.k_at <= AS_OF(), FALSE)"


class RequiredAct(Strict):
    """Rows of `of` that belong to the subject and happened `at` a moment before the act.

    `at_least` of them count where `where` holds: rows, or distinct persons when `person` names a column; those of
    `distinct_from` do not count. Of the rows `among` those asked about, `latest` lets only the last before the act
    speak (of each person, where persons count). `covers`: the sum of `amount` over the rows that count reaches it.
    """

    name: str
    of: Word
    on: dict[Word, str] = Field(min_length=1)
    at: str
    among: str | None = None
    where: str | None = None
    latest: bool = False
    person: Word | None = None
    distinct_from: list[str] = []
    at_least: str = "1"
    covers: str | None = None
    amount: str = "amount"

    @model_validator(mode="after")
    def _shape(self) -> "RequiredAct":
        if self.distinct_from and self.person is None:
            raise ValueError("distinct_from needs person, the column that says who acted")
        if self.latest and self.where is None:
            raise ValueError("latest needs where, what the last row must say")
        return self


@dataclass(frozen=True)
class Asked:
    """A required act as SQL over `s`: whether it came in time and whether it came at last (three-valued), when it came
    afterwards, the key of a row that counts ('' where rows have none), and what must be delivered to know it."""

    in_time: str
    at_last: str
    afterwards: str
    row: str
    ways: tuple[str, ...]


def ask(frame: Frame, act: RequiredAct, key: str, bound: str, strict: bool) -> Asked:
    """The act asked for up to `bound`, an instant in SQL (`strict`: before it), and up to as_of."""
    column = "k_last" if strict else "k_at"
    rows = counterparts(frame, act.of, key, act.on, at=act.at, extra=_following(frame, act, key, column))
    rows = replace(rows, counts=_counts(frame, act, key))
    before = f"({KNOWN} AND COALESCE(o.{column} {'<' if strict else '<='} {bound}, FALSE))"
    last = f"(o.k_next IS NULL OR o.k_next {'>=' if strict else '>'} {bound})" if act.latest else "TRUE"
    newest = "(o.k_next IS NULL OR o.k_next > AS_OF())" if act.latest else "TRUE"
    came = rows.figure(
        f"{rows.counts} AND {KNOWN} AND NOT {before}", f"{'MIN' if act.at_least == '1' else 'MAX'}(o.k_at)"
    )
    has_key = "id" in (frame.relations.columns(act.of) or ())
    return Asked(
        in_time=_enough(frame, act, key, rows, rows.happened(f"({before} AND {last})")),
        at_last=_enough(frame, act, key, rows, rows.happened(f"({KNOWN} AND {newest})")),
        afterwards=came,
        row=rows.figure(f"{rows.counts} AND {before} AND {last}", "MIN(o.id)") if has_key else "",
        ways=rows.ways,
    )


def _following(frame: Frame, act: RequiredAct, key: str, column: str) -> str:
    """The moment of the next row asked about, of the same subject (and person); ties at one instant go by id."""
    if not act.latest:
        return ""
    among = frame.beside(act.among, act.of, f"{key}.among") if act.among else "TRUE"
    group = [
        *(f"o.{name}" for name in act.on),
        *([f"o.{act.person}"] if act.person else []),
        f"COALESCE({among}, TRUE)",
    ]
    undated = f"CASE WHEN o.{column} IS NULL THEN 1 ELSE 0 END"
    order = [undated, f"o.{column}", *(["o.id"] if "id" in (frame.relations.columns(act.of) or ()) else [])]
    return f", LEAD(o.{column}) OVER (PARTITION BY {', '.join(group)} ORDER BY {', '.join(order)}) AS k_next"


def _counts(frame: Frame, act: RequiredAct, key: str) -> str:
    """Three-valued: the row is one asked about, says what it must, and is of a person who counts."""
    conditions = [frame.beside(act.among, act.of, f"{key}.among")] if act.among else []
    conditions += [frame.expression(act.where, f"{key}.where", other=act.of)] if act.where else []
    for other in act.distinct_from:
        person = frame.expression(other, f"{key}.distinct_from", other=act.of)
        conditions.append(f"({frame.beside(act.person or '', act.of, f'{key}.person')} <> {person})")
    return f"({' AND '.join(conditions) or 'TRUE'})"


def _enough(frame: Frame, act: RequiredAct, key: str, rows: Counterparts, condition: str) -> str:
    least = frame.expression(act.at_least, f"{key}.at_least")
    person = frame.beside(act.person, act.of, f"{key}.person") if act.person else None
    holds = rows.enough(least, condition, person)
    if act.covers is not None:
        holds = f"({holds} AND {_covered(frame, act, key, rows, condition)})"
    loose = _loose(frame, act, key) if act.latest else []
    if not loose:
        return holds
    undecided = rows.figure(f"({' OR '.join(loose)}) AND NOT COALESCE({rows.counts}, FALSE)")
    return f"({holds} AND CASE WHEN {undecided} > 0 THEN NULL ELSE TRUE END)"


def _loose(frame: Frame, act: RequiredAct, key: str) -> list[str]:
    """Rows that may be the last one, and say something else: a decision without a date, or of nobody."""
    loose = [f"{frame.beside(act.person, act.of, f'{key}.person')} IS NULL"] if act.person else []
    if act.among:
        among = frame.beside(act.among, act.of, f"{key}.among")
        loose = [f"(o.k_at IS NULL OR {' OR '.join(['FALSE', *loose])}) AND COALESCE({among}, TRUE)"]
    return loose


def _covered(frame: Frame, act: RequiredAct, key: str, rows: Counterparts, condition: str) -> str:
    """The amounts that count reach the one to be covered; rows that may count, or have no amount, leave it unknown."""
    target = frame.expression(act.covers or "", f"{key}.covers")
    amount = frame.beside(act.amount, act.of, f"{key}.amount")
    hit = f"({rows.counts} AND {condition})"
    total = rows.figure(hit, f"COALESCE(SUM({amount}), 0)")
    unsure = rows.figure(f"COALESCE({hit}, TRUE) AND ({hit} IS NULL OR {amount} IS NULL)")
    return rows.known(
        f"CASE WHEN {total} >= {target} THEN TRUE WHEN {target} IS NULL OR {unsure} > 0 THEN NULL ELSE FALSE END"
    )
