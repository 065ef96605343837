"""Who an approver was: role, unit and headship at the moment of a decision."""

from datetime import date, datetime

from .history import value_at
from .parameters import words_of
from .world import Row, World, by_id, is_filled, known_instant, rows, text


def canonical_role(world: World, role: str) -> str:
    """The role after the role map of the header."""
    return str((world.header.get("role_map") or {}).get(role, role))


def role_of(world: World, approval: Row, decided: datetime) -> str:
    """The role written on the decision, else the one in the staff file at that moment."""
    if is_filled(world, text(approval, "approver_role")):
        return canonical_role(world, text(approval, "approver_role"))
    person = by_id(world, "employee", text(approval, "approver_id"))
    return canonical_role(world, value_at(world, "employee", person, "role", decided)) if person else ""


def heads_unit(world: World, approval: Row, decided: datetime, unit_id: str, on: date) -> bool:
    """Whether the approver was head of the unit, or a branch head who sat in it, at that moment."""
    approver = text(approval, "approver_id")
    unit = by_id(world, "org_unit", unit_id)
    if approver and unit and value_at(world, "org_unit", unit, "head_id", decided) == approver:
        return True
    person = by_id(world, "employee", approver)
    if person is None or value_at(world, "employee", person, "unit_id", decided) != unit_id:
        return False
    return role_of(world, approval, decided) in words_of(world, "sp2.branch_head_roles", on)


def has_role(world: World, approval: Row, decided: datetime, parameter_name: str, on: date) -> bool:
    """Whether the approver had one of the roles that the parameter lists."""
    return role_of(world, approval, decided) in words_of(world, parameter_name, on)


def decisions_on(world: World, subject_type: str, subject_id: str) -> list[tuple[datetime, Row]]:
    """Known decisions on a subject with their moments, oldest first, of one instant by row id."""
    found = []
    for row in rows(world, "approval"):
        decided = known_instant(world, row, "decided_at")
        if decided is not None and (text(row, "subject_type"), text(row, "subject_id")) == (subject_type, subject_id):
            found.append((decided, row))
    return sorted(found, key=lambda pair: (pair[0], text(pair[1], "id")))
