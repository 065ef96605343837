"""A small pack whose rules rest on readings, and what its audits stored."""

from pathlib import Path
from typing import Any

import duckdb

from checker.cli import run
from tests.small_pack import HEADER, write_snapshot

PACK = """\
pack: small
title: {en: Small, ru: Малый, zh: 小}
parameters:
  small.reply: {value: 30, unit: minutes, says: {en: Minutes to reply, ru: Минуты на ответ, zh: 答复分钟数}}
  small.clock:
    {value: working, type: text, one_of: [working, calendar], says: {en: Clock, ru: Часы, zh: 时钟}}
  small.channels: {value: [email, fax], type: list, says: {en: Channels, ru: Каналы, zh: 渠道}}
  small.years: {value: null, unit: years, says: {en: Years, ru: Годы, zh: 年数}}
  small.first: {value: false, type: boolean, says: {en: First only, ru: Только первые, zh: 仅首次}}
views:
  asked:
    why: Requests by the channels that count, told in two steps.
    of: inquiry
    select: |
      SELECT i.id, i.channel, i.received_at, i.answered_at, i.responsible_id, i.source_file, i.source_row
      FROM inquiry AS i WHERE HAS_MEMBER($small.channels, i.channel)
  asked_first:
    why: All of them, or those of the first day.
    of: inquiry
    select: |
      SELECT a.id, a.received_at, a.answered_at, a.responsible_id, a.source_file, a.source_row FROM asked AS a
      WHERE NOT $small.first OR CAST(a.received_at AS DATE) = DATE '2024-03-01'
rules:
  - id: small-reply
    clauses: [small-1]
    title: {en: Reply in time, ru: Ответ вовремя, zh: 按时答复}
    severity: high
    basis: explicit
    readings:
      - {param: small.clock, ours: working, other: [calendar, the clock of the client]}
      - {param: small.reply, ours: half an hour, other: [{says: a whole hour, value: 60}, 1 minute]}
      - param: small.channels
        ours: in writing
        other: [{says: by fax alone, value: [fax]}, {says: telephone too, value: [email, fax, phone]}]
      - {param: small.first, ours: every day, other: [{says: the first day alone, value: yes}]}
      - {param: small.moment, ours: the moment of receipt, other: [the moment of reading]}
    kind: deadline
    subject: asked_first
    starts: received_at
    within: $small.reply
    clock: $small.clock
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
  - id: small-old
    clauses: [small-3]
    title: {en: Old clients have a tier, ru: У давних клиентов есть категория, zh: 老客户有等级}
    severity: low
    basis: interpreted
    readings: [{param: small.years, ours: not set, other: ["0"]}]
    kind: invariant
    subject: client
    when: $small.years >= 0
    holds: tier IS NOT NULL
"""
# Moscow, Friday 1 March 2024; open from nine to six, Monday to Friday. The snapshot is of Tuesday 5 March, 12:00.
INQUIRIES = """\
id,channel,received_at,answered_at,responsible_id
exact,email,2024-03-01 10:00:00,2024-03-01 10:30:00,e1
late,email,2024-03-01 10:00:00,2024-03-01 10:30:01,e1
never,fax,2024-03-01 17:50:00,,e2
monday,email,2024-03-01 17:50:00,2024-03-04 09:20:00,e2
phone,phone,2024-03-01 10:00:00,,e2
open,email,2024-03-05 11:45:00,,e1
"""
CLIENTS = "id,name,phone,email,tier\nc1,ООО Ромашка,,a@example.ru,key\nc2,ООО Лилия,-,,\n"
READINGS = "SELECT * FROM '{}' ORDER BY line"


def prepare(folder: Path, pack: str = PACK, **tables: str) -> None:
    """The pack and a snapshot in a folder."""
    (folder / "small.yaml").write_text(pack, encoding="utf-8")
    write_snapshot(folder, HEADER, **({"inquiry": INQUIRIES, "client": CLIENTS} | tables))


def audit(folder: Path, *options: str, store: str = "s") -> int:
    """An audit of March by the command line; its exit code."""
    arguments = ["audit", str(folder / "snapshot"), "--rules", str(folder / "small.yaml"), "--chain", "python"]
    chosen = () if "--period" in options else ("--period", "2024-03")
    return run([*arguments, "--store", str(folder / store), "--quiet", *chosen, *options])


def stored(folder: Path, store: str = "s") -> list[dict[str, Any]]:
    """The rows of readings.parquet of the only audit of a store."""
    (path,) = (folder / store).glob("*/readings.parquet")
    found = duckdb.connect().execute(READINGS.format(path))
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def outputs(folder: Path, store: str) -> dict[str, bytes]:
    """The bytes of every output of the only audit of a store, readings.parquet left out."""
    paths = (folder / store).glob("*/*.parquet")
    return {path.name: path.read_bytes() for path in paths if path.name != "readings.parquet"}
