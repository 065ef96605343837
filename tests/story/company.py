"""The company Polyus, from January to June 2026: what its CRM holds at each export, month upon month.

Times are Moscow wall time. Vladivostok is seven hours ahead, so its months end on the last afternoon in Moscow.
"""

import copy
from collections.abc import Callable

Tables = dict[str, dict[str, dict[str, str]]]

COLUMNS = {
    "org_unit": ("name", "kind", "parent_id", "head_id", "time_zone"),
    "employee": ("name", "role", "unit_id", "manager_id", "hired_on"),
    "client": ("name", "industry", "phone", "email", "owner_id", "unit_id", "created_at"),
    "inquiry": ("client_id", "unit_id", "channel", "received_at", "answered_at", "responsible_id"),
    "interaction": ("client_id", "employee_id", "channel", "started_at", "created_at"),
    "contract": ("client_id", "unit_id", "owner_id", "amount", "signed_on"),
    "approval": ("subject_type", "subject_id", "approver_id", "decision", "decided_at"),
}
MOSCOW, VLADIVOSTOK = ("u-msk", "e-ivanov"), ("u-vvo", "e-petrova")
PLACE = {"c1": MOSCOW, "c2": MOSCOW, "c3": VLADIVOSTOK, "c4": VLADIVOSTOK, "c5": MOSCOW, "c6": MOSCOW}


class Company:
    """Rows that are added, corrected and deleted; `lacking`: columns that an export left out."""

    def __init__(self) -> None:
        self.tables: Tables = {name: {} for name in COLUMNS}
        self.taken_at = ""
        self.lacking: set[tuple[str, str]] = set()

    def add(self, table: str, key: str, **cells: str) -> None:
        assert key not in self.tables[table]
        assert set(cells) <= set(COLUMNS[table])
        self.tables[table][key] = cells

    def correct(self, table: str, key: str, **cells: str) -> None:
        self.tables[table][key] |= cells

    def delete(self, table: str, key: str) -> None:
        del self.tables[table][key]

    def inquiry(self, key: str, client: str, received: str, answered: str = "") -> None:
        unit, person = PLACE[client]
        cells = {"client_id": client, "unit_id": unit, "responsible_id": person, "channel": "email"}
        self.add("inquiry", key, received_at=received, answered_at=answered, **cells)

    def client(self, key: str, name: str, created: str, **cells: str) -> None:
        unit, person = PLACE[key]
        self.add("client", key, name=name, created_at=created, unit_id=unit, owner_id=person, **cells)

    def call(self, client: str, started: str, entered: str = "") -> None:
        cells = {"client_id": client, "employee_id": PLACE[client][1], "channel": "phone"}
        key = f"call-{client}-{started[:10]}"
        self.add("interaction", key, started_at=started, created_at=entered or started, **cells)

    def contract(self, key: str, client: str, signed: str, approved: str = "") -> None:
        unit, person = PLACE[client]
        self.add("contract", key, client_id=client, unit_id=unit, owner_id=person, amount="250000", signed_on=signed)
        if approved:
            self.approve(key, approved)

    def approve(self, contract: str, decided: str) -> None:
        cells = {"subject_type": "contract", "subject_id": contract, "approver_id": "e-orlova"}
        self.add("approval", f"a-{contract}", decision="approved", decided_at=decided, **cells)


def founding(company: Company) -> None:
    """Units, people and the first four clients."""
    zones = {"u-msk": "Europe/Moscow", "u-vvo": "Asia/Vladivostok"}
    company.add("org_unit", "u-co", name="Полюс", kind="company", head_id="e-orlova", time_zone="Europe/Moscow")
    for unit, name, head in (("u-msk", "Москва", "e-belov"), ("u-vvo", "Владивосток", "e-chen")):
        cells = {"parent_id": "u-co", "kind": "branch", "time_zone": zones[unit]}
        company.add("org_unit", unit, name=name, head_id=head, **cells)
    for person, name, role, unit, manager in (
        ("e-orlova", "Орлова Анна", "general_manager", "u-co", ""),
        ("e-belov", "Белов Пётр", "branch_manager", "u-msk", "e-orlova"),
        ("e-chen", "Чен Виктор", "branch_manager", "u-vvo", "e-orlova"),
        ("e-ivanov", "Иванов Иван", "salesperson", "u-msk", "e-belov"),
        ("e-petrova", "Петрова Ольга", "salesperson", "u-vvo", "e-chen"),
    ):
        cells = {"name": name, "role": role, "unit_id": unit, "manager_id": manager}
        company.add("employee", person, hired_on="2020-01-09", **cells)
    autumn = "2025-11-03 10:00:00"
    company.client("c1", "Ромашка", autumn, industry="food", phone="+7 495 100")
    company.client("c2", "Лилия", autumn, phone="+7 495 200")  # no industry
    company.client("c3", "Амур", autumn, industry="fishing", phone="-")  # a placeholder is no telephone
    company.client("c4", "Восток", autumn, industry="timber", email="vostok@example.org")


def january(company: Company) -> None:
    company.taken_at = "2026-02-03 09:00:00"
    company.inquiry("q01", "c1", "2026-01-12 10:00:00", "2026-01-13 10:00:00")  # exactly 24 hours
    company.inquiry("q02", "c1", "2026-01-14 10:00:00", "2026-01-15 10:00:01")  # a second too late
    company.inquiry("q03", "c1", "2026-01-20 12:00:00")
    company.inquiry("q04", "c3", "2026-01-22 05:00:00")
    company.inquiry("q05", "c3", "2026-01-30 17:30:00")  # due 00:30 on 1 February in Vladivostok
    company.inquiry("q06", "c2", "2026-01-30 23:30:00")  # due 23:30 on 31 January in Moscow
    company.inquiry("q09", "c2", "2026-01-21 09:00:00")
    company.inquiry("q10", "c2", "")  # nobody wrote down when it came
    company.call("c1", "2026-01-15 11:00:00")
    company.call("c3", "2026-01-31 19:00:00")  # 02:00 on 1 February in Vladivostok
    company.call("c4", "2026-01-31 16:30:00")  # 23:30 on 31 January in Vladivostok
    company.contract("k0", "c1", "2026-01-14", approved="2026-01-13 12:00:00")


def february(company: Company) -> None:
    company.taken_at = "2026-03-03 09:00:00"
    company.correct("inquiry", "q03", answered_at="2026-02-10 17:00:00")
    company.correct("inquiry", "q05", answered_at="2026-02-20 10:00:00")
    company.correct("inquiry", "q09", answered_at="2026-01-22 08:00:00")  # back-dated into the limit
    company.correct("inquiry", "q10", received_at="2026-01-26 12:00:00")
    company.inquiry("q07", "c2", "2026-02-10 10:00:00")
    company.inquiry("q08", "c3", "2026-02-12 09:00:00")
    company.inquiry("q11", "c4", "2026-02-16 06:00:00", "2026-02-17 07:00:00")  # an hour too late
    company.inquiry("q13", "c1", "2026-02-24 10:00:00", "2026-02-24 15:00:00")
    company.inquiry("q18", "c4", "2026-02-24 05:00:00")
    company.client("c5", "Сокол", "2026-02-15 10:00:00", industry="food", phone="+7 495 500")
    company.call("c1", "2026-02-12 11:00:00")
    company.call("c2", "2026-02-12 11:00:00")
    company.call("c3", "2026-01-28 10:00:00", entered="2026-02-05 18:00:00")  # a back-dated call
    company.contract("k1", "c1", "2026-02-10", approved="2026-02-12 12:00:00")
    company.contract("k2", "c4", "2026-02-19")


def march(company: Company) -> None:
    company.taken_at = "2026-04-02 09:00:00"
    company.delete("inquiry", "q08")
    company.correct("inquiry", "q10", answered_at="2026-03-06 15:00:00")
    company.correct("inquiry", "q18", channel="phone")  # the rule asks for answers to what comes in writing
    company.correct("inquiry", "q11", answered_at="")  # the answer turns out to have gone to somebody else
    company.inquiry("q14", "c4", "2026-03-31 17:30:00", "2026-03-31 18:00:00")  # due 00:30 on 2 April there
    company.inquiry("q15", "c1", "2026-03-16 10:00:00", "2026-03-16 12:00:00")
    company.correct("client", "c2", industry="chemistry")
    company.correct("client", "c4", industry="")
    company.client("c6", "Заря", "2026-03-10 10:00:00", industry="food")  # neither telephone nor mail
    for client in ("c2", "c3", "c4", "c5"):
        company.call(client, "2026-03-10 11:00:00")
    company.contract("k3", "c2", "2026-03-12")
    company.contract("k4", "c1", "2026-03-20", approved="2026-03-18 12:00:00")


def april(company: Company) -> None:
    company.taken_at = "2026-05-05 09:00:00"
    company.correct("inquiry", "q04", answered_at="2026-04-20 08:00:00")
    company.correct("inquiry", "q11", answered_at="2026-04-08 06:00:00")
    company.correct("inquiry", "q03", answered_at="")  # this answer is taken back as well
    company.correct("client", "c2", industry="")
    company.correct("client", "c4", industry="timber")
    company.correct("client", "c3", industry="")  # what the waiver excused was the missing telephone alone
    company.delete("client", "c6")
    for client in ("c1", "c2", "c3", "c4"):
        company.call(client, "2026-04-14 11:00:00")
    company.approve("k2", "2026-04-10 11:00:00")
    company.contract("k5", "c4", "2026-04-15", approved="2026-04-14 12:00:00")


def may(company: Company) -> None:
    company.taken_at = "2026-06-03 09:00:00"
    company.lacking = {("inquiry", "answered_at")}
    company.inquiry("q12", "c1", "2026-05-10 10:00:00")
    company.inquiry("q16", "c1", "2026-05-18 10:00:00", "2026-05-18 11:00:00")
    company.correct("client", "c2", industry="chemistry")
    for client in ("c1", "c3", "c4", "c5"):
        company.call(client, "2026-05-20 11:00:00")
    company.contract("k6", "c1", "2026-05-13", approved="2026-05-12 12:00:00")


def may_again(company: Company) -> None:
    """The same month, exported whole a day later."""
    company.taken_at = "2026-06-04 09:00:00"
    company.lacking = set()
    company.correct("inquiry", "q18", channel="email")  # in writing after all


def june(company: Company) -> None:
    company.taken_at = "2026-07-02 09:00:00"
    company.correct("inquiry", "q12", answered_at="2026-06-09 10:00:00")
    company.inquiry("q17", "c4", "2026-06-15 04:00:00", "2026-06-15 05:00:00")
    company.inquiry("q08", "c3", "2026-02-12 09:00:00")  # what the exports of spring had lost is there again
    company.client("c6", "Заря", "2026-03-10 10:00:00", industry="food")
    for client in ("c1", "c2", "c3", "c4", "c5", "c6"):
        company.call(client, "2026-06-16 11:00:00")
    company.contract("k7", "c1", "2026-06-17")  # nobody approves it, and no rule asks any more


MONTHS: dict[str, tuple[Callable[[Company], None], ...]] = {
    "2026-01": (founding, january),
    "2026-02": (february,),
    "2026-03": (march,),
    "2026-04": (april,),
    "2026-05": (may,),
    "2026-05-again": (may_again,),
    "2026-06": (june,),
}


def exports() -> dict[str, Company]:
    """The company as each export found it."""
    company, found = Company(), {}
    for name, steps in MONTHS.items():
        for step in steps:
            step(company)
        found[name] = copy.deepcopy(company)
    return found
