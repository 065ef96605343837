"""One scene for every kind: a rule, rows of which at least one case is violated, and the facts that may be blanked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Given = Mapping[str, list[dict[str, Any]]]
JOINED = "2024-02-01 00:00"


@dataclass(frozen=True)
class Scene:
    """`rows` as they stand in world "" (`#` in a value stands for the world's name); `facts` are table.column."""

    rule: str
    rows: Given
    facts: tuple[str, ...]
    as_of: str = "2024-03-06 12:00"

    def world(self, name: str) -> dict[str, list[dict[str, Any]]]:
        """The rows of a world of its own: nothing in it has to do with any other."""
        return {
            table: [{k: v.replace("#", name) if isinstance(v, str) else v for k, v in row.items()} for row in rows]
            for table, rows in self.rows.items()
        }


SCENES = {
    "reference": Scene(
        "kind: reference\nsubject: opportunity\nwhen: status = 'won'\ncounterpart: sales_order\n"
        "on: {opportunity_id: id}\ncondition: o.status <> 'cancelled'\n"
        "agree: [{name: amount, sum: o.total_amount, equals: expected_amount}]\n",
        {
            "opportunity": [{"id": f"#p{i}", "status": "won", "expected_amount": "100"} for i in (1, 2, 3)],
            "sales_order": [
                {"id": "#o1", "opportunity_id": "#p1", "status": "registered", "total_amount": "90"},
                {"id": "#o2", "opportunity_id": "#p2", "status": "cancelled", "total_amount": "100"},
                {"id": "#o3", "opportunity_id": "#p3", "status": "registered", "total_amount": "100"},
                {"id": "#o4", "opportunity_id": "#p3", "status": "registered", "total_amount": "1"},
            ],
        },
        ("opportunity.status", "opportunity.expected_amount", "sales_order.status", "sales_order.total_amount"),
    ),
    "unique": Scene(
        "kind: unique\nsubject: client\nfields: [tax_id]\nwhen: tier = 'key'\n",
        {"client": [{"id": f"#c{i}", "tax_id": "#77", "tier": "key"} for i in (1, 2, 3)]},
        ("client.tier",),
    ),
    "precedence": Scene(
        "kind: precedence\nsubject: contract\nwhen: amount >= 100\nbefore: signed_on\nrequires:\n"
        "  - {name: approval, of: approval, on: {subject_id: id}, at: decided_at, where: o.decision = 'approved',\n"
        "     person: approver_id, distinct_from: [owner_id], latest: true, among: \"decision <> 'pending'\"}\n",
        {
            "contract": [{"id": f"#k{i}", "amount": "100", "signed_on": "2024-03-01", "owner_id": "u1"} for i in (1, 2, 3)],
            "approval": [
                {"id": "#a1", "subject_id": "#k1", "decided_at": "2024-03-02 10:00", "decision": "approved", "approver_id": "u2"},
                {"id": "#a2", "subject_id": "#k2", "decided_at": "2024-02-02 10:00", "decision": "approved", "approver_id": "u1"},
                {"id": "#a3", "subject_id": "#k3", "decided_at": "2024-02-02 10:00", "decision": "approved", "approver_id": "u2"},
                {"id": "#a4", "subject_id": "#k3", "decided_at": "2024-02-03 10:00", "decision": "rejected", "approver_id": "u2"},
            ],
        },
        ("contract.amount", "contract.signed_on", "contract.owner_id", "approval.decided_at", "approval.decision",
         "approval.approver_id"),
    ),
    "absence": Scene(
        "kind: absence\nsubject: reception\nwhen: purpose = 'audit'\nevent: interaction\non: {client_id: client_id}\n"
        "at: started_at\nwhere: o.kind = 'sale'\nstarts: arrived_at\nends: ended_at\n",
        {
            "reception": [{"id": "#r1", "client_id": "#c1", "purpose": "audit", "arrived_at": "2024-03-01 10:00", "ended_at": "2024-03-01 12:00"}],
            "interaction": [
                {"id": "#i1", "client_id": "#c1", "kind": "sale", "started_at": "2024-03-01 11:00"},
                {"id": "#i2", "client_id": "#c1", "kind": "visit", "started_at": "2024-03-01 11:00"},
                {"id": "#i3", "client_id": "#c1", "kind": "sale", "started_at": "2024-03-01 12:00"},
            ],
        },
        ("reception.purpose", "reception.arrived_at", "reception.ended_at", "interaction.kind", "interaction.started_at",
         "interaction.client_id"),
    ),
    "absence per subject": Scene(
        "kind: absence\nper: subject\nsubject: reception\nevent: interaction\non: {client_id: client_id}\n"
        "at: started_at\nwhere: o.kind = 'sale'\nstarts: arrived_at\nends: ended_at\n",
        {
            "reception": [{"id": "#r1", "client_id": "#c1", "arrived_at": "2024-03-01 10:00", "ended_at": "2024-03-01 12:00"}],
            "interaction": [{"id": "#i1", "client_id": "#c1", "kind": "sale", "started_at": "2024-03-01 11:00"}],
        },
        ("reception.arrived_at", "reception.ended_at", "reception.client_id", "interaction.kind", "interaction.started_at"),
    ),
    "cadence": Scene(
        "kind: cadence\nsubject: client\nwhen: stage = 'active'\nevent: interaction\non: {client_id: id}\nat: started_at\n"
        "where: o.kind = 'call'\nwindow: month\nwhile: tier = 'key'\nowed_from: created_at\n",
        {
            "client": [{"id": "#c1", "tier": "key", "stage": "active", "created_at": JOINED}],
            "field_change": [{"id": "#f1", "entity": "client", "entity_id": "#c1", "field": "tier", "old_value": "general",
                              "new_value": "key", "effective_at": "2024-02-01 00:00", "changed_at": "2024-02-01 00:00"}],
            "interaction": [{"id": "#i1", "client_id": "#c1", "kind": "email", "started_at": "2024-02-10 10:00"}],
        },
        ("client.stage", "client.created_at", "interaction.kind", "interaction.started_at", "interaction.client_id",
         "field_change.old_value", "field_change.new_value"),
    ),
    "continuity": Scene(
        "kind: continuity\nsubject: org_unit\nwindow: month\nspans: task\non: {unit_id: id}\nwhere: o.status = 'open'\n"
        "begins: period_start_on\nfinishes: period_end_on\nowed_from: created_at\n",
        {
            "org_unit": [{"id": "#u1", "created_at": JOINED}],
            "task": [
                {"id": "#t1", "unit_id": "#u1", "status": "open", "period_start_on": "2024-02-01", "period_end_on": "2024-02-14"},
                {"id": "#t2", "unit_id": "#u1", "status": "open", "period_start_on": "2024-02-16", "period_end_on": "2024-02-29"},
                {"id": "#t3", "unit_id": "#u1", "status": "cancelled", "period_start_on": "2024-02-15", "period_end_on": "2024-02-15"},
            ],
        },
        ("org_unit.created_at", "task.status", "task.period_start_on", "task.period_end_on"),
    ),
    "transition": Scene(
        "kind: transition\nsubject: invoice\nfield: status\nsteps: {draft: [issued], issued: [paid, declined]}\n"
        "requires: [{name: reason, to: [declined], holds: amount > 0}]\n",
        {
            "invoice": [{"id": "#i1", "amount": "0"}, {"id": "#i2", "amount": "5"}],
            "field_change": [
                {"id": f"#f{n}", "entity": "invoice", "entity_id": f"#i{i}", "field": "status", "old_value": a, "new_value": b,
                 "effective_at": f"2024-03-01 1{n}:00", "changed_at": "2024-03-02 00:00"}
                for n, (i, a, b) in enumerate([(1, "issued", "declined"), (2, "draft", "paid")])
            ],
        },
        ("invoice.amount", "field_change.old_value", "field_change.new_value"),
    ),
    "deadline": Scene(
        "kind: deadline\nsubject: inquiry\nwhen: channel = 'email'\nstarts: received_at\nwithin: 30 minutes\n"
        "met_by: {any: [answered_at, {event: delay_notified_at, when: is_nonstandard}]}\n",
        {
            "inquiry": [
                {"id": "#q1", "channel": "email", "received_at": "2024-03-01 10:00", "answered_at": "2024-03-01 11:00"},
                {"id": "#q2", "channel": "email", "received_at": "2024-03-01 10:00", "delay_notified_at": "2024-03-01 10:05",
                 "is_nonstandard": "false"},
            ]
        },
        ("inquiry.channel", "inquiry.received_at", "inquiry.answered_at", "inquiry.is_nonstandard"),
    ),
    "threshold": Scene(
        "kind: threshold\nsubject: metric\nwhen: unit = 'percent'\nfigure: value\nat_least: plan_value\n"
        "starts: DAY_START(period_start_on)\ndue_at: DAY_END(period_end_on)\n",
        {"metric": [{"id": "#m1", "unit": "percent", "value": "1", "plan_value": "70", "period_start_on": "2024-02-01",
                     "period_end_on": "2024-02-29"}]},
        ("metric.unit", "metric.value", "metric.plan_value", "metric.period_end_on"),
    ),
    "required_fields": Scene(
        "kind: required_fields\nsubject: client\nwhen: tier = 'key'\nfields: [industry, {field: needs, when: stage = 'active'}]\n",
        {"client": [{"id": "#c1", "tier": "key", "stage": "active", "industry": "x"}]},
        ("client.tier", "client.stage", "client.industry"),
    ),
    "invariant": Scene(
        "kind: invariant\nsubject: invoice\nwhen: kind = 'sale'\nholds: amount = 0\n",
        {"invoice": [{"id": "#i1", "kind": "sale", "amount": "5"}]},
        ("invoice.kind", "invoice.amount"),
    ),
}  # fmt: skip
EVENT_KINDS = ("precedence", "absence", "cadence", "continuity", "transition", "deadline", "threshold")
