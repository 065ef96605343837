"""What became of the entries of a baseline in one audit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from checker.baselines.entry import Entry

VIOLATED = "violated"
GONE = "gone"
NOT_JUDGED = "not_judged"
STATES = (VIOLATED, GONE, NOT_JUDGED)

# A case of an event that is not there may be at home in another period; a state is judged in every audit.
COMPARED = """
SELECT e.case_id, CASE
    WHEN c.verdict = 'violated' AND c.standing <> 'void' THEN 'violated'
    WHEN c.verdict IN ('violated', 'met') THEN 'gone'
    WHEN c.case_id IS NULL AND e.read_anew THEN 'gone'
    ELSE 'not_judged' END
FROM baseline_entry AS e LEFT JOIN {cases} AS c ON c.case_id = e.case_id
"""
ENTRIES = """
CREATE OR REPLACE TEMP TABLE baseline_entry AS
SELECT UNNEST($ids::VARCHAR[]) AS case_id, UNNEST($anew::BOOLEAN[]) AS read_anew
"""


@dataclass(frozen=True)
class Judged:
    """What an audit judged: the rules of a state that ran, under every name that they have had, and the tables of which
    some rows could not be read."""

    states: Collection[str]
    unread: Collection[str] = ()

    def anew(self, entry: Entry) -> bool:
        """Whether the audit looked at the entry's subject if it was there to be looked at."""
        return entry.rule_id in self.states and entry.subject_type not in self.unread


def compared(
    connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry], judged: Judged, cases: str = "cases"
) -> Mapping[str, str]:
    """One of STATES for the case of every entry: `gone` only where the audit says so, never where it could not judge.

    `cases` is the relation of the audit's cases. A violation whose duty is void is gone; one that was cured is not.
    """
    given = {"ids": [entry.case_id for entry in entries], "anew": [judged.anew(entry) for entry in entries]}
    connection.execute(ENTRIES, given)
    return dict(connection.execute(COMPARED.format(cases=cases)).fetchall())
