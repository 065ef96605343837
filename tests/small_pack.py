"""A small pack and snapshot that tests bend."""

from pathlib import Path

PACK = """\
pack: small
title: {en: Small, ru: Малый, zh: 小}
parameters:
  small.reply: {value: 30, unit: minutes, says: {en: Minutes to reply, ru: Минуты на ответ, zh: 答复分钟数}}
rules:
  - id: small-reply
    clauses: [small-1]
    title: {en: Reply in time, ru: Ответ вовремя, zh: 按时答复}
    severity: high
    basis: explicit
    kind: deadline
    subject: inquiry
    when: channel in ('email', 'fax')
    starts: received_at
    within: $small.reply
    clock: working
    met_by: answered_at
    responsible: responsible_id
  - id: small-card
    clauses: [small-2]
    title: {en: Card filled, ru: Карточка заполнена, zh: 信息完整}
    severity: low
    basis: explicit
    kind: required_fields
    subject: client
    fields: [name, {any: [phone, email]}]
"""
HEADER = "taken_at: 2024-03-05 12:00:00\ntime_zone: Europe/Moscow\ncompany: Проба\n"
INQUIRIES = """\
id,channel,received_at,answered_at,responsible_id
q1,email,2024-03-01 10:00:00,2024-03-01 10:30:00,e1
q2,email,2024-03-01 10:00:00,2024-03-01 10:30:01,e1
q3,fax,2024-03-01 17:50:00,,e2
q4,phone,2024-03-01 10:00:00,,e2
q5,email,2024-03-05 11:45:00,,e1
"""
CLIENTS = "id,name,phone,email\nc1,ООО Ромашка,,a@example.ru\nc2,ООО Лилия,-,\n"


def write_pack(folder: Path, text: str = PACK) -> Path:
    """The pack as a file."""
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def write_snapshot(folder: Path, header: str = HEADER, **tables: str) -> Path:
    """A snapshot folder; tables not given are the usual ones."""
    snapshot = folder / "snapshot"
    snapshot.mkdir(exist_ok=True)
    (snapshot / "snapshot.yaml").write_text(header, encoding="utf-8")
    for name, text in ({"inquiry": INQUIRIES, "client": CLIENTS} | tables).items():
        (snapshot / f"{name}.csv").write_text(text, encoding="utf-8")
    return snapshot
