"""What became of the waivers, as plain values for the manifest."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from checker.waivers.applying import CHANGED, Fate


def waiver_facts(fates: Iterable[Fate], day: date) -> dict[str, Any]:
    """Each waiver by what it does in an audit; counts are of violations.

    `active`: in force, with the violations that it excuses (`fits` also those that another one excuses). `unused`: in
    force and without a violation, `elsewhere` where the audit has none of its rules. `expired` and `not_yet` with
    what they would excuse. `changed`: `while: unchanged` no longer holds. `refused`: what nobody may approve so.
    """
    listed = list(fates)
    found: dict[str, Any] = {"entries": len(listed)}
    found |= {name: [] for name in ("active", "unused", "expired", "not_yet", "changed", "refused")}
    for fate in listed:
        waiver, standing = fate.waiver, fate.waiver.standing(day)
        named = {"id": waiver.id, "expires_on": waiver.expires_on.isoformat()}
        if standing == "not_yet":
            found["not_yet"].append({"id": waiver.id, "granted_on": waiver.granted_on.isoformat(), "fits": fate.fits})
        elif standing == "expired":
            found["expired"].append({**named, "fits": fate.fits})
        elif fate.fits == 0:
            found["unused"].append({**named, "elsewhere": not fate.knows_rules})
        else:
            _in_force(found, fate, day)
    return found


def _in_force(found: dict[str, Any], fate: Fate, day: date) -> None:
    waiver = fate.waiver
    if fate.honoured:
        found["active"].append(
            {
                "id": waiver.id,
                "cases": fate.marked,
                "fits": fate.honoured,
                "rule": list(waiver.rule),
                "reason": waiver.reason,
                "approver": waiver.approver,
                "granted_on": waiver.granted_on.isoformat(),
                "expires_on": waiver.expires_on.isoformat(),
                "expiring": waiver.is_expiring(day),
                "unchanged": waiver.condition is not None,
            }
        )
    for reason, n in sorted(fate.refused.items()):
        name = "changed" if reason == CHANGED else "refused"
        why = {} if reason == CHANGED else {"reason": reason, "approver": waiver.approver}
        found[name].append({"id": waiver.id, "cases": n, **why})
