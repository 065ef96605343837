"""The house rules of Polyus: an event rule of each of three kinds, and a rule of state."""

HEAD = """\
pack: polyus
title: {en: House rules of Polyus, ru: Правила «Полюса», zh: 北极内部规定}
rules:
"""

REPLY = """\
  - id: po-reply
    clauses: [po-1]
    title: {en: Inquiries are answered within a day, ru: Ответ на заявку за сутки, zh: 一天内答复询价}
    severity: high
    basis: explicit
    kind: deadline
    subject: inquiry
    when: channel <> 'fax'
    gates: [{when: channel = 'phone', verdict: not_applicable, reason: other_channel}]
    starts: received_at
    within: 24 hours
    met_by: answered_at
    calendar: unit
    responsible: responsible_id
"""

CONTACT = """\
  - id: po-contact
    clauses: [po-2]
    title: {en: A call to every client in every month, ru: Звонок каждому клиенту каждый месяц, zh: 每月致电每位客户}
    severity: medium
    basis: explicit
    kind: cadence
    subject: client
    event: interaction
    on: {client_id: id}
    at: started_at
    where: o.channel = 'phone'
    window: month
    calendar: unit
    owed_from: created_at
    partial: skip
    responsible: owner_id
"""

CARD = """\
  - id: po-card
    clauses: [po-3]
    title: {en: The card of a client is filled, ru: Карточка клиента заполнена, zh: 客户卡填写完整}
    severity: low
    basis: explicit
    kind: required_fields
    subject: client
    fields: [name, industry, {name: contact_details, any: [phone, email]}]
    responsible: owner_id
"""

SIGNED = """\
  - id: po-signed
    clauses: [po-4]
    title: {en: Contracts are approved before signing, ru: Договор согласован до подписания, zh: 合同签订前须经审批}
    severity: critical
    basis: explicit
    kind: precedence
    subject: contract
    when: amount >= 100000
    before: signed_on
    requires:
      - name: approval
        of: approval
        on: {subject_id: id}
        at: decided_at
        where: o.subject_type = 'contract' and o.decision = 'approved'
    calendar: unit
    responsible: owner_id
"""


# From May on the rule of calls bears another name.
CALL = CONTACT.replace("id: po-contact\n", "id: po-call\n    formerly: [po-contact]\n")
CALLS = ("po-contact", "po-call")


def pack(month: str) -> str:
    """The rule file in force at the audit of a month. The rule of contracts is retired with June."""
    rules = [REPLY, CALL if month >= "2026-05" else CONTACT, CARD, *([] if month == "2026-06" else [SIGNED])]
    return HEAD + "".join(rules)
