"""`checker init`: a commented compliance.yaml to start from."""

from pathlib import Path
from typing import Annotated

import typer

from checker.errors import NotWrittenError, Problem, UsageError

TEMPLATE = """\
# The auditor's policy: what an audit judges by. Facts of an export (taken_at, company) stand in its snapshot.yaml.
# `checker audit SNAPSHOT --config compliance.yaml`; a file of this name in the working folder is found by itself.

# Packs in force; without the key, every pack that is loaded.
# packs: [sp2]

# Working time. public_holidays: RU or CN brings the official holidays and transferred working days of every year.
working_calendar:
  weekdays: [1, 2, 3, 4, 5]
  hours: [["09:00", "18:00"]]
  # public_holidays: RU
  # holidays: [2026-05-08]
  # extra_workdays: [2026-05-16]
  # special_hours: {2026-12-31: [["09:00", "14:00"]]}
  # units: {branch-1: {hours: [["10:00", "19:00"]]}}

# Zones of units whose rows carry none.
# units: {branch-1: {time_zone: Europe/Kaliningrad}}

# Dated parameters: `checker rules show RULE` names those of a rule. Both days are inclusive, either may be left out.
# parameters:
#   - {name: sp2.reply_minutes, value: 45, valid_from_on: 2026-07-01}

# Texts that count as not filled.
# placeholders: ["-", "n/a", "none", "test"]

# Rules that make an audit incomplete (exit 3) when they cannot run; without the key, those that ran in the last audit.
# must_run: [sp2-reply-30min]

# Share of a rule's cases that may be undetermined before the audit counts as incomplete.
max_undetermined: 0.05

# Lowest severity of a violation that gives exit 1: low, medium, high, critical or none.
fail_on: low
"""


def init(
    path: Annotated[Path, typer.Argument(help="File to write.")] = Path("compliance.yaml"),
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a commented compliance.yaml."""
    if path.exists() and not force:
        raise UsageError(Problem(str(path), "is there already", "name another file, or give --force"))
    try:
        path.write_text(TEMPLATE, encoding="utf-8")
    except OSError as error:
        raise NotWrittenError(Problem(str(path), f"cannot be written: {error.strerror}", "name another file")) from None
    typer.echo(str(path))
