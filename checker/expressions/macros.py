"""Expansion of the context-dependent functions into plain portable SQL."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlglot import exp

from checker.errors import Problem, UsageError, nearest
from checker.expressions.lookups import join_lookups
from checker.expressions.templates import fill
from checker.expressions.world import DatedValue, Offset, World

Arguments = Sequence[exp.Expr]
Macro = Callable[[Arguments, World], exp.Expr]
COMPANY = "company"
SHORT = 3


def expand(tree: exp.Expr, world: World) -> exp.Expr:
    """The tree with every macro replaced, look-ups joined; list parameters inside IN become its members."""
    return join_lookups(_expanded(tree.copy(), world))


def _expanded(tree: exp.Expr, world: World) -> exp.Expr:
    """The tree itself, changed where it stands: copies of copies would cost more than all else."""

    def replace(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.In):
            if (dated := _dated_list(node, world)) is not None:
                return dated
            _splice_lists(node, world)
            if _is_long(node):
                listed = exp.Array(expressions=node.expressions)
                return _among(_expanded(node.this, world), listed)
        if isinstance(node, exp.AddMonths):  # the parser knows this one name of ours and would say it in its own way
            arguments = [_expanded(node.this, world), _expanded(node.expression, world)]
            return exp.Anonymous(this="ADD_MONTHS", expressions=arguments)
        if isinstance(node, exp.Anonymous) and node.name.upper() in EXPANSIONS:
            arguments = [_expanded(argument, world) for argument in node.expressions]
            return EXPANSIONS[node.name.upper()](arguments, world)
        return node

    return tree.transform(replace, copy=False)


def literal(value: Any) -> exp.Expr:
    """A Python value as a typed literal."""
    if value is None:
        return exp.null()
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, datetime):
        return exp.cast(exp.Literal.string(value.isoformat(sep=" ")), "timestamp")
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "date")
    if isinstance(value, (list, tuple)):
        return exp.Array(expressions=[literal(item) for item in value])
    if isinstance(value, str):
        return exp.Literal.string(value)
    return exp.Literal.number(str(value))


def _splice_lists(node: exp.In, world: World) -> None:
    members: list[exp.Expr] = []
    bare = node.args.get("field")
    node.set("field", None)
    for member in [*node.expressions, *([bare] if bare else [])]:
        if isinstance(member, exp.Anonymous) and member.name.upper() == "PARAM":
            member = _expanded(member, world)
        members.extend(member.expressions if isinstance(member, exp.Array) else [member])
    node.set("expressions", members)


def _dated_list(node: exp.In, world: World) -> exp.Expr | None:
    """`x IN (PARAM(...))` where the parameter is a list with several dated values; None for any other IN."""
    members = [*node.expressions, *([node.args["field"]] if node.args.get("field") else [])]
    if len(members) != 1 or not (isinstance(members[0], exp.Anonymous) and members[0].name.upper() == "PARAM"):
        return None
    listed = _expanded(members[0], world)
    values = world.parameters[members[0].expressions[0].name]
    if isinstance(listed, exp.Array) or not all(isinstance(dated.value, (list, tuple)) for dated in values):
        return None
    return _among(_expanded(node.this, world), listed)


def _is_long(node: exp.In) -> bool:
    """Whether DuckDB would build a hash table of the listed texts, which costs milliseconds wherever it stands."""
    texts = [member.name for member in node.expressions if isinstance(member, exp.Literal) and member.is_string]
    # What may be a date or a number is compared as such, so that it stays with IN.
    return len(texts) == len(node.expressions) > SHORT and not any(text[:1].isdigit() for text in texts)


def _among(value: exp.Expr, listed: exp.Expr) -> exp.Expr:
    return fill("CASE WHEN :x IS NOT NULL THEN HAS_MEMBER(:l, :x) END", x=value, l=listed)


def _calendar(arguments: Arguments, at: int) -> exp.Expr:
    return arguments[at] if len(arguments) > at else exp.Literal.string(COMPANY)


def _param(arguments: Arguments, world: World) -> exp.Expr:
    name = arguments[0].name
    if name not in world.parameters:
        raise UsageError(Problem("", f"unknown parameter '${name}'", nearest(name, world.parameters)))
    values = world.parameters[name]
    if len(values) == 1 and values[0].since is None and values[0].until is None:
        return literal(values[0].value)
    day = arguments[1] if len(arguments) > 1 else literal(world.as_of_day)
    case = exp.Case()
    for dated in values:
        case = case.when(_in_force(dated, day), literal(dated.value), copy=False)
    return exp.paren(case)


def _in_force(dated: DatedValue, day: exp.Expr) -> exp.Expr:
    tests: list[exp.Expr] = []
    if dated.since is not None:
        tests.append(exp.GTE(this=day.copy(), expression=literal(dated.since)))
    if dated.until is not None:
        tests.append(exp.LTE(this=day.copy(), expression=literal(dated.until)))
    return exp.and_(*tests) if tests else exp.true()


def _filled(arguments: Arguments, world: World) -> exp.Expr:
    """Neither blank nor a placeholder. Nothing here but functions of one column: DuckDB works such out once for each
    text of a dictionary."""
    marks = [mark.strip().lower() for mark in world.placeholders if mark.strip()]
    if not marks:
        return fill("COALESCE(TRIM(CAST(:x AS TEXT)) <> '', FALSE)", x=arguments[0])
    listed = exp.Array(expressions=[exp.Literal.string(mark) for mark in ("", *marks)])
    text = "LOWER(TRIM(CAST(:x AS TEXT)))"
    return fill(f"(:x IS NOT NULL AND NOT HAS_MEMBER(:l, {text}))", x=arguments[0], l=listed)


def _item(arguments: Arguments, world: World) -> exp.Expr:
    if not world.delivered(arguments[1].name):
        return exp.cast(exp.null(), "boolean")
    return _filled(arguments, world)


# Aliases of ours end in two underscores, so that they never capture a column of the author.


def _local(arguments: Arguments, world: World) -> exp.Expr:
    if len(arguments) > 1:
        spans = (
            "SELECT MAX(z__.offset_s) FROM zone_span AS z__ "
            "WHERE z__.zone = :z AND z__.from_utc <= :t AND :t < z__.until_utc"
        )
        return fill(f"ADD_MICROS(:t, ({spans}) * 1000000)", t=arguments[0], z=arguments[1])
    return fill("ADD_MICROS(:t, :s)", t=arguments[0], s=_offset(arguments[0], world.offsets))


def _offset(instant: exp.Expr, offsets: Sequence[Offset]) -> exp.Expr:
    """The company's offset at an instant in microseconds. The latest comes first: it answers for most rows."""
    first, *later = (literal(offset.seconds * 1_000_000) for offset in offsets)
    case = exp.Case()
    for offset, micros in zip(reversed(offsets[1:]), reversed(later), strict=True):
        since = exp.GTE(this=instant.copy(), expression=literal(offset.since))
        case = case.when(since, micros, copy=False)
    return case.else_(first) if later else first


def _local_day(arguments: Arguments, world: World) -> exp.Expr:
    return exp.cast(_local(arguments, world), "date")


def _day_start(arguments: Arguments, world: World) -> exp.Expr:
    if len(arguments) == 1 and len(world.offsets) == 1:
        shift = literal(-world.offsets[0].seconds)
        return fill("ADD_SECONDS(CAST(CAST(:d AS DATE) AS TIMESTAMP), :s)", d=arguments[0], s=shift)
    return _day_column("starts_at", arguments)


def _day_end(arguments: Arguments, world: World) -> exp.Expr:
    if len(arguments) == 1 and len(world.offsets) == 1:
        return _day_start([fill("ADD_DAYS(CAST(:d AS DATE), 1)", d=arguments[0])], world)
    return _day_column("ends_at", arguments)


def _day_column(column: str, arguments: Arguments) -> exp.Expr:
    text = f"(SELECT MAX(k__.{column}) FROM calendar_day AS k__ WHERE k__.calendar = :c AND k__.day = CAST(:d AS DATE))"
    return fill(text, d=arguments[0], c=_calendar(arguments, 1))


def _workday_end(arguments: Arguments, world: World) -> exp.Expr:
    text = (
        "(SELECT MAX(w__.ends_at) FROM calendar_day AS k__ JOIN calendar_day AS w__ ON w__.calendar = k__.calendar "
        "AND w__.is_working AND w__.working_index = k__.working_index + CAST(:n AS BIGINT) "
        "WHERE k__.calendar = :c AND k__.day = CAST(:d AS DATE))"
    )
    return fill(text, d=arguments[0], n=arguments[1], c=_calendar(arguments, 2))


def _worked(arguments: Arguments, world: World) -> exp.Expr:
    text = (
        "(SELECT MAX(h__.worked_before_us + CASE WHEN h__.is_open THEN MICROS_BETWEEN(h__.seg_start, :t) ELSE 0 END) "
        "FROM calendar_hour AS h__ "
        "WHERE h__.calendar = :c AND h__.hour = HOUR_OF(:t) AND h__.seg_start <= :t AND :t < h__.seg_end)"
    )
    return fill(text, t=arguments[0], c=_calendar(arguments, 1))


def _work_at(arguments: Arguments, world: World) -> exp.Expr:
    text = (
        "(SELECT MAX(ADD_MICROS(w__.opens_at, CAST(:p AS BIGINT) - w__.from_us)) FROM calendar_work AS w__ "
        "WHERE w__.calendar = :c AND w__.bucket = FLOOR_DIV(CAST(:p AS BIGINT) - 1, 3600000000) "
        "AND w__.from_us < :p AND :p <= w__.until_us)"
    )
    return fill(text, p=arguments[0], c=_calendar(arguments, 1))


def _calendar_of(arguments: Arguments, world: World) -> exp.Expr:
    text = f"COALESCE((SELECT MAX(u__.calendar) FROM calendar_unit AS u__ WHERE u__.unit_id = :u), '{COMPANY}')"
    return fill(text, u=arguments[0])


def _zone_of(arguments: Arguments, world: World) -> exp.Expr:
    return fill("(SELECT MAX(z__.zone) FROM calendar_zone AS z__ WHERE z__.calendar = :c)", c=arguments[0])


def _clock_start(arguments: Arguments, world: World) -> exp.Expr:
    column = arguments[0]
    bare = exp.column("bare_dates", table=column.args.get("table")) if isinstance(column, exp.Column) else exp.null()
    next_midnight = _day_end([_local_day([column], world)], world)
    text = "CASE WHEN HAS_MEMBER(:b, :n) THEN :m ELSE :t END"
    return fill(text, b=bare, n=exp.Literal.string(column.name), m=next_midnight, t=column)


def _held_at(arguments: Arguments, world: World) -> exp.Expr:
    row = arguments[0].name
    begun = f"({row}.valid_from_at IS NULL OR {row}.valid_from_at <= :t)"
    lasting = f"({row}.valid_until_at IS NULL OR :t < {row}.valid_until_at)"
    return fill(f"{begun} AND {lasting}", t=arguments[1])


def _in_scope(arguments: Arguments, world: World) -> exp.Expr:
    if world.home is None:
        return exp.true()
    since, until = map(literal, world.home)
    carried = " OR :k IN (SELECT e__.subject_id FROM earlier AS e__)" if world.carries else ""
    text = f"(:d IS NULL OR (:d >= :s AND :d <= :u){carried})"
    return fill(text, d=arguments[0], s=since, u=until, k=arguments[1])


def _renamed(names: Mapping[str, str], text: exp.Expr) -> exp.Expr:
    if not names:
        return text
    case = exp.Case()
    for local, canonical in sorted(names.items()):
        case = case.when(exp.EQ(this=text.copy(), expression=literal(local)), literal(canonical), copy=False)
    return exp.paren(case.else_(text.copy()))


EXPANSIONS: dict[str, Macro] = {
    "ROLE": lambda arguments, world: _renamed(world.role_map, arguments[0]),
    "DEPARTMENT": lambda arguments, world: _renamed(world.department_map, arguments[0]),
    "DUE_AT": lambda arguments, world: exp.column("k_due", table="s"),
    "PARAM": _param,
    "AS_OF": lambda arguments, world: literal(world.as_of),
    "AS_OF_DAY": lambda arguments, world: literal(world.as_of_day),
    "IN_SCOPE": _in_scope,
    "EXPORTED": lambda arguments, world: literal(world.delivered(arguments[0].name)),
    "FILLED": _filled,
    "ITEM": _item,
    "LOCAL": _local,
    "LOCAL_DAY": _local_day,
    "DAY_START": _day_start,
    "DAY_END": _day_end,
    "IS_WORKDAY": lambda arguments, world: _day_column("is_working", arguments),
    "ROLL": lambda arguments, world: _day_column("rolled_on", arguments),
    "WORKDAY_END": _workday_end,
    "CALENDAR_OF": _calendar_of,
    "ZONE_OF": _zone_of,
    "WORKED": _worked,
    "WORK_AT": _work_at,
    "CLOCK_START": _clock_start,
    "HELD_AT": _held_at,
    "TEXT_OF": lambda arguments, world: fill("INSTANT_TEXT(:t)", t=_local(arguments, world)),
    "HOUSE_ZONE": lambda arguments, world: literal(world.zone),
}
