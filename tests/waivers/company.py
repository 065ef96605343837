"""A small company whose violations are waived and disputed.

As of 2024-03-05 12:00 in Moscow three cases are violated: q2 (e1 answered a second late), q3 (e2 never answered the
fax of client c2), and the card of c2 (nobody answers for it).
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from checker.cli import run
from tests.small_pack import HEADER, PACK, write_pack, write_snapshot

EMPLOYEES = """\
id,name,role,left_on
e1,Иванов,salesperson,
e2,Петров,salesperson,
e7,Ушедший,general_manager,2024-02-29
e8,Смирнова,sales_manager,
e9,Орлова,general_manager,
"""
INQUIRIES = """\
id,channel,received_at,answered_at,responsible_id,client_id
q1,email,2024-03-01 10:00:00,2024-03-01 10:30:00,e1,c1
q2,email,2024-03-01 10:00:00,2024-03-01 10:30:01,e1,c1
q3,fax,2024-03-01 17:50:00,,e2,c2
"""
CLIENTS = "id,name,phone,email,tier\nc1,ООО Ромашка,1,a@example.ru,key\nc2,ООО Лилия,-,,reserve\n"


def case_id(rule: str, subject_type: str, subject: str, occurrence: str = "") -> str:
    """The id that the design gives a case: a hash of rule, subject and occurrence."""
    return sha256("\x1f".join((rule, subject_type, subject, occurrence)).encode()).hexdigest()[:16]


Q2 = case_id("small-reply", "inquiry", "q2")
Q3 = case_id("small-reply", "inquiry", "q3")
C2 = case_id("small-card", "client", "c2")


def waiver(waiver_id: str = "w", **changed: Any) -> dict[str, Any]:
    """A waiver of March for q2 as the file says it; None takes a key out."""
    usual = {"id": waiver_id, "rule": "small-reply", "subject": "q2", "reason": "Agreed by telephone", "approver": "e9"}
    usual |= {"granted_on": "2024-03-01", "expires_on": "2024-03-31"}
    return {name: value for name, value in {**usual, **changed}.items() if value is not None}


def write_waivers(folder: Path, *entries: dict[str, Any]) -> Path:
    """waivers.yaml: JSON is YAML."""
    path = folder / "waivers.yaml"
    path.write_text(json.dumps({"waivers": entries}, ensure_ascii=False), encoding="utf-8")
    return path


def write_company(folder: Path, pack: str = PACK, header: str = HEADER, **tables: str) -> Path:
    """The pack and the snapshot."""
    write_pack(folder, pack)
    usual = {"employee": EMPLOYEES, "inquiry": INQUIRIES, "client": CLIENTS}
    return write_snapshot(folder, header, **{**usual, **tables})


@dataclass(frozen=True)
class Audited:
    """Exit code, manifest, and the violations with their marks, by their subjects."""

    code: int
    manifest: dict[str, Any]
    marks: dict[str, dict[str, Any]]
    folder: Path

    @property
    def waived(self) -> dict[str, Any]:
        """What the manifest tells of the waivers."""
        told: dict[str, Any] = self.manifest["followed"]["waived"]
        return told

    def by_waiver(self) -> dict[str, str]:
        """Violations that are waived, each with its waiver."""
        return {name: marks["waiver"] for name, marks in self.marks.items() if marks["waiver"]}


def audit(folder: Path, *options: str, store: str = "s") -> Audited:
    """An audit of March 2024 into a store; files about violations lie in the folder or are named."""
    arguments = ["audit", str(folder / "snapshot"), "--rules", str(folder / "small.yaml"), "--period", "2024-03"]
    for name, option in (
        ("compliance.yaml", "--config"),
        ("waivers.yaml", "--waivers"),
        ("disputes.yaml", "--disputes"),
    ):
        if (folder / name).exists() and not (option == "--waivers" and "--no-waivers" in options):
            arguments += [option, str(folder / name)]
    code = run([*arguments, "--store", str(folder / store), "--chain", "python", "--quiet", *options])
    lines = (folder / store / "chain.jsonl").read_text(encoding="utf-8").splitlines()
    return read_audit(folder / store / json.loads(lines[-1])["audit_id"], code)


def read_audit(stored: Path, code: int = 0) -> Audited:
    """A stored audit."""
    manifest = json.loads((stored / "manifest.json").read_text(encoding="utf-8"))
    cursor = duckdb.connect().execute(f"SELECT * FROM '{stored}/cases.parquet' WHERE verdict = 'violated'")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return Audited(code, manifest, {row["subject_id"]: row for row in rows}, stored)
