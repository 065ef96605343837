"""Access to the system: requests, logins, rights, undertakings, and what becomes of them when people leave."""

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.papers import file_document
from checker.sample.industrial.people import Person
from checker.sample.times import DAY, HOUR

MODULES = ("report", "report", "report", "report", "client")
ALL_SEEING = frozenset({"E-VP1", "E-SD", "E-CM", "E-GM"})


def account_of(who: str) -> str:
    """The login of an employee."""
    return f"A-{who[2:]}"


def write_logins(desk: Desk) -> None:
    """Write the access of everybody."""
    for person in desk.people.all:
        _login(desk.of("login", person.id), person)


def _login(desk: Desk, person: Person) -> None:
    luck, house, days = desk.luck, desk.house, desk.house.days
    asked = desk.at(max(person.hired - 3, 0), late=0.5)
    decided = desk.in_workdays(asked, 1, 0.3) or asked + 2 * HOUR
    told = desk.in_workdays(decided, 1) or decided + HOUR
    made = desk.in_workdays(told, 2) or told + 2 * HOUR
    account, request = account_of(person.id), f"R-{person.id[2:]}"
    unasked = luck.slips(0.4) and house.seen(made)
    requested = unasked or desk.add(
        "account_request", id=request, kind="create", employee_id=person.id, full_name=person.name,
        department=luck.kept(person.department), position=luck.kept(person.position),
        contact_info=luck.kept(f"{person.id.lower()}@jnrubber.example"), submitted_at=asked,
        submitted_by_id=person.manager or "E-CH", hr_decision=luck.kept("approved", 0.4), hr_decided_at=decided,
        hr_decided_by_id="E-HR1", admin_notified_at=told,
    )  # fmt: skip
    if not requested:
        return
    if not luck.slips():
        file_document(
            desk, f"D-NDA-{person.id[2:]}", "confidentiality_undertaking", "保密承诺书",
            days.roll(person.hired - 3) * DAY + 30_000, person.id, employee_id=person.id,
        )  # fmt: skip
    gone = _leave(desk, person, account)
    removed = {"deleted_at" if luck.happens(0.3) else "disabled_at": gone}
    desk.add(
        "account", id=account, employee_id=person.id, account_request_id=None if unasked else luck.kept(request),
        role_level=_level(person), status="disabled" if gone and desk.house.seen(gone) else "active", created_at=made,
        created_by_id="E-IT2" if luck.slips() else "E-IT1", initial_password_issued_at=luck.kept(made + 900),
        password_changed_at=made + 5 * HOUR,
        last_login_at=min(desk.house.taken - 9 * HOUR, (person.left or desk.house.last) * DAY + 9 * HOUR), **removed,
    )  # fmt: skip
    if luck.slips(0.3):
        desk.add(
            "account", id=f"{account}-2", employee_id=person.id, role_level=_level(person), status="active",
            created_at=made + 90 * DAY,
        )  # fmt: skip
    _rights(desk, person, account, made + HOUR)


def _leave(desk: Desk, person: Person, account: str) -> int | None:
    """The request to remove a leaver's login, and the moment of its removal."""
    if person.left is None:
        return None
    told = None if desk.luck.slips() else person.left * DAY - 20 * HOUR
    if told is None:
        return (person.left + 9) * DAY
    desk.add(
        "account_request", id=f"R-{person.id[2:]}-X", kind="delete", employee_id=person.id, full_name=person.name,
        department=person.department, position=person.position, contact_info="-", submitted_at=told,
        submitted_by_id=person.manager, hr_decision="approved", hr_decided_at=told + HOUR, hr_decided_by_id="E-HR1",
        admin_notified_at=desk.in_workdays(told, 1),
    )  # fmt: skip
    return desk.in_workdays(person.left * DAY + 17 * HOUR, 1)


def _level(person: Person) -> str:
    if person.role == "system_administrator":
        return "管理级"
    return "主管级" if person.role.endswith(("manager", "director", "head", "supervisor", "president")) else "操作级"


def _rights(desk: Desk, person: Person, account: str, granted: int) -> None:
    luck = desk.luck
    scope = "all" if person.id in ALL_SEEING or person.role == "system_administrator" else "unit"
    if not luck.slips():
        desk.add(
            "permission", id=f"X-{person.id[2:]}-D", account_id=account, kind="data", module="*", data_scope=scope,
            action="*", level=_level(person), granted_at=granted, granted_by_id="E-IT1",
            revoked_at=person.left * DAY + 66_000 if person.left else None,
        )  # fmt: skip
    if person.role == "salesperson":
        desk.add(
            "permission", id=f"X-{person.id[2:]}-O", account_id=account, kind="data", module="*", data_scope="own",
            action="*", level=_level(person), granted_at=granted, granted_by_id="E-IT1",
        )  # fmt: skip
    desk.add(
        "permission", id=f"X-{person.id[2:]}-F", account_id=account, kind="function", module=luck.pick(MODULES),
        action="export" if luck.slips() else "view", level=_level(person), granted_at=granted,
        granted_by_id="E-HR2" if luck.slips(0.6) else "E-IT1",
    )  # fmt: skip
