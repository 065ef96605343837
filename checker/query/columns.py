"""The names that a query may use: columns of cases, what they are computed from, and what they may be grouped by."""

from checker.errors import Problem, UsageError, nearest
from checker.tables import MARKS

LOCAL_DUE = "timezone(c.zone, timezone('UTC', c.due_at - to_microseconds(CASE WHEN c.due_inclusive THEN 0 ELSE 1 END)))"
"""The last permitted moment on the wall of the case's zone: a window up to midnight is due on the day before."""

LOCAL_FOUND = "timezone(c.zone, timezone('UTC', c.first_seen))"
"""When a violation was first found, on the wall of the case's zone."""

DAYS = {"due_on": f"CAST({LOCAL_DUE} AS DATE)", "found_on": f"CAST({LOCAL_FOUND} AS DATE)"}
"""What the days of a case are computed from when it is stored."""

NAMES = {"subject": "c.subject_type", "client": "'client'", "responsible": "'employee'", "unit": "'org_unit'"}

PLAIN = (
    *("case_id", "rule_id", "pack", "clauses", "kind", "severity", "basis", "effect", "judged", "scope", "verdict"),
    *(
        "outcome",
        "standing",
        "implied_by",
        "subject_type",
        "subject_id",
        "occurrence",
        "client_id",
        "responsible_id",
        "unit_id",
        "tier",
    ),
    *("zone", "due_inclusive", "measured", "limit_value", "measure", "missing", "reason", "source_file", "source_row"),
)
MARKED = tuple(name for name in MARKS if name != "first_seen")
INSTANTS = ("window_at", "opened_at", "due_at", "done_at", "first_seen")

COLUMNS: dict[str, str] = {
    **{name: f"c.{name}" for name in (*PLAIN, *MARKED)},
    **{name: f"timezone(c.zone, timezone('UTC', c.{name}))" for name in INSTANTS},
    **{f"{who}_name": f"{who}.name" for who in NAMES},
    "due_on": "c.due_on",
    "due_month": "strftime(c.due_on, '%Y-%m')",
    "found_on": "c.found_on",
    "found_month": "strftime(c.found_on, '%Y-%m')",
    "audit": "c.audit",
    "text": "c.text_{lang}",
    "title": "r.title_{lang}",
}
"""Name to SQL over `c` (cases), `r` (rules) and the names; instants are local, in the case's zone."""

SHORT = {
    "rule": "rule_id",
    "clause": "clauses",
    "client": "client_id",
    "responsible": "responsible_id",
    "unit": "unit_id",
    "subject": "subject_id",
    "due": "due_at",
    "found": "first_seen",
    "case": "case_id",
}
"""Short names that may stand for columns."""

GROUPS = (
    *(
        "rule_id",
        "pack",
        "kind",
        "severity",
        "basis",
        "effect",
        "scope",
        "verdict",
        "outcome",
        "standing",
        "change",
        "rectification",
        "dispute",
        "waiver",
        "subject_type",
    ),
    *("client_id", "responsible_id", "unit_id", "tier", "reason", "in_baseline", "rectify_by"),
    *("due_on", "due_month", "found_on", "found_month", "audit", "clauses"),
)
DEFAULT = (
    *("severity", "verdict", "outcome", "rule_id", "clauses", "subject_id", "client_name", "responsible_id"),
    *("responsible_name", "unit_id", "due_at", "text", "case_id"),
)
COUNTS = ("cases", "violated", "undetermined", "pending", "open")


def column(name: str, option: str) -> str:
    """The column that a name or short name stands for. Raises UsageError with the nearest name."""
    return _known(name, option, COLUMNS)


def group(name: str, option: str = "--group-by") -> str:
    """A column that cases may be grouped by. Raises UsageError with the nearest name."""
    return _known(name, option, GROUPS)


def expression(name: str, lang: str) -> str:
    """SQL of a known column."""
    return COLUMNS[name].format(lang=lang)


def _known(name: str, option: str, known: dict[str, str] | tuple[str, ...]) -> str:
    full = SHORT.get(name, name)
    if full in known:
        return full
    names = [*known, *(short for short, long in SHORT.items() if long in known)]
    raise UsageError(
        Problem(option, f"unknown column '{name}'", nearest(name, names) or f"known: {', '.join(sorted(names))}")
    )
