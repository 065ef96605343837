"""Where a rule rightly falls silent without a column, with the sentence that says so."""

NO_TERRITORY = "sp2-1b: territory blank, no row of the map in force: sp2-1b undetermined, no rows for sp2-1c and sp2-1d"
NO_INQUIRY = "sp2-17c: the earliest of the inquiries' received_at and the card's first_inquiry_at. No inquiry: no row"
NOT_DECLINED = "sp2-21d: one row per invoice whose status at as_of is declined; without the log it is unknown"
OTHER_LINE = "sp2-18b: inquiry_id filled or line inquiry; the contacts that name their inquiry are still judged"
NO_DATE = "clauses/sp2.yaml, sp2-s4-0: satisfied by plan_value present for each indicator and period; a date is not"
NO_ANSWER = "indicators: a percentage is numerator by denominator, else the value by its unit, else no answer"

EXCUSED = {
    ("sp2-departure-agreed", "client.territory_id"): NO_TERRITORY,
    ("sp2-departure-approved", "client.territory_id"): NO_TERRITORY,
    ("sp2-departure-agreed", "territory"): NO_TERRITORY,
    ("sp2-departure-approved", "territory"): NO_TERRITORY,
    ("sp2-departure-agreed", "territory.unit_id"): NO_TERRITORY,
    ("sp2-departure-approved", "territory.unit_id"): NO_TERRITORY,
    ("sp2-new-client-status", "inquiry"): NO_INQUIRY,
    ("sp2-new-client-status", "inquiry.client_id"): NO_INQUIRY,
    ("sp2-new-client-status", "inquiry.received_at"): NO_INQUIRY,
    ("sp2-invoice-refusal-reason", "field_change"): NOT_DECLINED,
    ("sp2-invoice-refusal-reason", "field_change.new_value"): NOT_DECLINED,
    ("sp2-inquiry-next-date", "interaction.process_line"): OTHER_LINE,
    ("sp2-norms-set", "metric.set_on"): NO_DATE,
    ("sp2-extra-survey", "metric.unit"): NO_ANSWER,
    ("sp2-extra-survey", "metric.value"): NO_ANSWER,
}
