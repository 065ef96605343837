-- sp2-4a, sp2-13a: the result of a contact; sp2-6a, sp2-8b, sp2-15a, sp2-18b: the date of the next one. By the first working
-- day after the contact.
CREATE TEMP TABLE first_entry AS
SELECT entity_id AS interaction_id,
    ARG_MIN(changed_at, (at_utc, id)) FILTER (field = 'outcome') AS outcome_at,
    ARG_MIN(changed_at, (at_utc, id)) FILTER (field = 'next_contact_on') AS next_contact_at
FROM logged
WHERE entity = 'interaction' AND NOT filled(old_value) AND filled(new_value)
GROUP BY entity_id;

CREATE TEMP TABLE contact AS
WITH held AS (
    SELECT c.*, d.next_ends_at AS due_at, CAST(d.day AS DATE) AS day,
        CASE WHEN LOWER(TRIM(outcome)) IN ('no_answer', 'busy', 'failed', 'voicemail', 'cancelled') THEN NULL
            WHEN process_line = 'active_prospecting' THEN 'sp2-4a'
            WHEN process_line = 'retention' THEN 'sp2-13a' END AS result_clause,
        CASE WHEN interest_outcome IS DISTINCT FROM 'not_interested' THEN NULL
            WHEN invoice_id IS NOT NULL THEN 'sp2-8b'
            WHEN inquiry_id IS NOT NULL OR process_line = 'inquiry' THEN 'sp2-18b'
            WHEN process_line = 'active_prospecting' THEN 'sp2-6a'
            WHEN process_line = 'retention' THEN 'sp2-15a' END AS date_clause
    FROM interaction AS c
    LEFT JOIN company_day AS d ON d.day = local_day(c.started_at)
    WHERE c.started_at <= GETVARIABLE('as_of')
        AND (c.status IS NULL OR c.status NOT IN ('planned', 'cancelled', 'missed'))
        AND (c.interest_outcome = 'not_interested' OR c.process_line IN ('active_prospecting', 'retention'))
)
SELECT h.id, h.client_id, h.employee_id, h.inquiry_id, h.started_at, h.due_at, h.source_file, h.source_row,
    h.result_clause, h.date_clause,
    filled(h.outcome) AS has_result, COALESCE(e.outcome_at, h.created_at) AS result_at,
    COALESCE(h.next_contact_on > h.day, FALSE) AS has_date, COALESCE(e.next_contact_at, h.created_at) AS date_at
FROM held AS h
LEFT JOIN first_entry AS e ON e.interaction_id = h.id
WHERE h.result_clause IS NOT NULL OR h.date_clause IS NOT NULL;

CREATE MACRO entered_verdict(given, entered_at, due_at) AS CASE
    WHEN given AND entered_at < due_at THEN 'met'
    WHEN NOT is_over(due_at) THEN CASE WHEN given THEN 'met' ELSE 'pending' END
    WHEN given AND entered_at IS NULL THEN 'undetermined'
    ELSE 'violated' END;

INSERT INTO found BY NAME
SELECT result_clause AS clause, 'interaction' AS subject_type, id AS subject_id,
    entered_verdict(has_result, result_at, due_at) AS verdict, client_id, employee_id AS responsible_id,
    started_at AS opened_at, due_at, CASE WHEN has_result THEN result_at END AS done_at, source_file, source_row
FROM contact
WHERE result_clause IS NOT NULL AND limit_in_period(due_at)
UNION ALL BY NAME
SELECT date_clause AS clause, 'interaction' AS subject_type, id AS subject_id,
    entered_verdict(has_date, date_at, due_at) AS verdict, client_id, employee_id AS responsible_id,
    started_at AS opened_at, due_at, CASE WHEN has_date THEN date_at END AS done_at, source_file, source_row
FROM contact
WHERE date_clause IS NOT NULL AND limit_in_period(due_at);

-- sp2-18b: an inquiry that ended without interest and that no such contact names.
INSERT INTO found BY NAME
WITH turned_down AS (
    SELECT q.*, COALESCE(CASE WHEN q.answered_at <= GETVARIABLE('as_of') THEN q.answered_at END, q.received_at) AS clock_at
    FROM inquiry AS q
    ANTI JOIN (SELECT inquiry_id FROM contact WHERE date_clause IS NOT NULL AND inquiry_id IS NOT NULL) AS c
        ON c.inquiry_id = q.id
    WHERE q.interest_outcome = 'not_interested'
), dated AS (
    SELECT t.id, t.client_id, t.responsible_id, t.unit_id, t.clock_at, d.next_ends_at AS due_at, t.source_file, t.source_row
    FROM turned_down AS t LEFT JOIN company_day AS d ON d.day = local_day(t.clock_at)
    WHERE t.clock_at IS NULL OR (t.clock_at <= GETVARIABLE('as_of') AND limit_in_period(d.next_ends_at))
), answered AS (
    SELECT d.id, MIN(COALESCE(e.next_contact_at, c.created_at)) AS done_at,
        BOOL_OR(COALESCE(e.next_contact_at, c.created_at) IS NULL) AS is_unknown
    FROM dated AS d JOIN interaction AS c ON c.inquiry_id = d.id
    LEFT JOIN first_entry AS e ON e.interaction_id = c.id
    WHERE c.started_at <= GETVARIABLE('as_of') AND c.next_contact_on > local_day(c.started_at)
        AND (c.status IS NULL OR c.status NOT IN ('planned', 'cancelled', 'missed'))
    GROUP BY d.id
)
SELECT 'sp2-18b' AS clause, 'inquiry' AS subject_type, d.id AS subject_id,
    CASE WHEN d.due_at IS NULL THEN 'undetermined'
        WHEN a.done_at < d.due_at THEN 'met'
        WHEN NOT is_over(d.due_at) THEN CASE WHEN a.is_unknown THEN 'met' ELSE 'pending' END
        WHEN a.is_unknown THEN 'undetermined'
        ELSE 'violated' END AS verdict,
    d.client_id, d.responsible_id, d.unit_id, d.clock_at AS opened_at, d.due_at, a.done_at, d.source_file, d.source_row
FROM dated AS d LEFT JOIN answered AS a ON a.id = d.id;
DROP TABLE contact;
DROP TABLE first_entry;
