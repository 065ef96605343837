"""The example of docs/follow-up.md: March and April of a small company, audited one after the other."""

from pathlib import Path

from checker.auditing.request import Request
from checker.pipeline import audit
from tests.small_pack import write_pack, write_snapshot

PEOPLE = {
    "employee": "id,name,unit_id\ne1,A. Ivanov,u1\ne2,Wang Fang 王芳,u2\n",
    "org_unit": "id,name\nu1,Moscow\nu2,Beijing 北京\n",
}
HEAD = "id,channel,received_at,answered_at,responsible_id,unit_id\n"
MARCH = (
    "q1,email,2024-03-01 10:00:00,2024-03-01 12:00:00,e1,u1\n"
    "q2,email,2024-03-01 10:00:00,,e1,u1\n"
    "q3,fax,2024-03-04 10:00:00,,e2,u2\n"
    "q4,fax,2024-03-05 10:00:00,,e2,u2\n"
    "q5,email,2024-03-06 10:00:00,,e2,u2\n"
)
# q2 has got an answer of the first of March, q3 one of April; q4 is gone; q9 has come.
APRIL = (
    "q1,email,2024-03-01 10:00:00,2024-03-01 12:00:00,e1,u1\n"
    "q2,email,2024-03-01 10:00:00,2024-03-01 10:10:00,e1,u1\n"
    "q3,fax,2024-03-04 10:00:00,2024-04-03 10:00:00,e2,u2\n"
    "q5,email,2024-03-06 10:00:00,,e2,u2\n"
    "q9,email,2024-04-02 10:00:00,,e1,u1\n"
)
CLIENTS = {
    "2024-03": "id,name,phone,email\nc1,,1,\nc2,Lily,,\nc3,Rose,1,\n",
    "2024-04": "id,name,phone,email\nc1,,1,\nc2,Lily,1,\nc3,,1,\n",
}


def two_months(folder: Path) -> Path:
    """The store of both audits."""
    store = folder / "audits"
    rules = write_pack(folder)
    for period, day, inquiries in (("2024-03", "2024-03-31", MARCH), ("2024-04", "2024-04-30", APRIL)):
        home = folder / period
        home.mkdir()
        header = f"taken_at: {day} 21:00:00\ntime_zone: Europe/Moscow\ncompany: Polyus\n"
        tables = {"inquiry": HEAD + inquiries, "client": CLIENTS[period], **PEOPLE}
        snapshot = write_snapshot(home, header, **tables)
        audit(Request(snapshot, (rules,), period, store=store, chain="python", threads=1))
    return store
