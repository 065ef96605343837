-- sp2-19c, sp2-21a, sp2-23a: what the status, the payments and the talks say about an invoice at its limits.
CREATE TEMP TABLE bill AS
SELECT i.id, i.client_id, i.owner_id, i.issued_on, i.amount, i.currency, i.status, i.status_changed_at, i.reopened_at,
    i.replaced_by_id, i.decline_reason, i.source_file, i.source_row, d.* EXCLUDE (day)
FROM invoice AS i LEFT JOIN invoice_day AS d ON d.day = i.issued_on
WHERE (i.kind IS NULL OR i.kind = 'payment_request') AND i.status IS DISTINCT FROM 'draft'
    AND (i.issued_on IS NULL OR i.issued_on <= GETVARIABLE('as_of_day'));

CREATE TEMP TABLE paid AS
SELECT invoice_id, MIN(received_on) AS first_on FROM payment
WHERE (kind IS NULL OR kind = 'receipt') AND amount > 0 AND received_on <= GETVARIABLE('as_of_day') AND invoice_id IS NOT NULL
GROUP BY invoice_id;

CREATE TEMP TABLE decision AS
SELECT invoice_id, id, started_at, decision_outcome, outcome FROM interaction
WHERE invoice_id IS NOT NULL AND decision_outcome IN ('agreed', 'refused', 'postponed')
    AND started_at <= GETVARIABLE('as_of') AND (status IS NULL OR status NOT IN ('planned', 'cancelled', 'missed'));

-- Clocks of the fifteen days: the day of issue and each day of a re-opening.
CREATE TEMP TABLE clock AS
WITH started AS (
    SELECT id, issued_on AS day FROM bill WHERE issued_on IS NOT NULL
    UNION
    SELECT id, local_day(reopened_at) FROM bill WHERE reopened_at <= GETVARIABLE('as_of') AND local_day(reopened_at) >= issued_on
    UNION
    SELECT b.id, local_day(m.at_utc) FROM moved AS m JOIN bill AS b ON b.id = m.invoice_id
    WHERE m.old_value = 'declined' AND m.new_value IN ('issued', 'on_approval') AND local_day(m.at_utc) >= b.issued_on
)
SELECT s.id, s.day, LEAD(s.day) OVER (PARTITION BY s.id ORDER BY s.day) AS next_day,
    d.starts_at, d.lapse_on, d.lapsed_at, d.lapse_limit
FROM started AS s JOIN invoice_day AS d ON d.day = s.day;

INSERT INTO found BY NAME
WITH log AS (
    SELECT invoice_id AS id, ARG_MIN(COALESCE(old_value, ''), place) AS first_value,
        ARG_MIN({'value': new_value, 'at_utc': at_utc}, place) FILTER (new_value NOT IN ('draft', 'issued', '')) AS decided
    FROM moved GROUP BY invoice_id
), ruled AS (
    SELECT b.*, l.id IS NOT NULL AS has_log,
        CASE WHEN l.id IS NULL THEN b.status
            WHEN l.first_value NOT IN ('draft', 'issued', '') THEN l.first_value ELSE l.decided.value END AS value,
        CASE WHEN l.first_value IN ('draft', 'issued', '') THEN l.decided.at_utc END AS at_utc
    FROM bill AS b LEFT JOIN log AS l ON l.id = b.id
    WHERE b.issued_on IS NULL OR limit_in_period(b.approval_limit)
), judged AS (
    SELECT *, CASE
        WHEN approval_limit IS NULL THEN 'undetermined'
        WHEN has_log AND at_utc >= approval_limit THEN 'violated'
        WHEN value = 'on_approval' THEN 'met'
        WHEN has_log AND value IN ('paid', 'partly_paid', 'cancelled') THEN 'not_applicable'
        WHEN NOT has_log AND value IN ('paid', 'partly_paid', 'declined') THEN 'met'
        WHEN value = 'cancelled' THEN 'not_applicable'
        WHEN value = 'declined' THEN 'violated'
        WHEN NOT is_over(approval_limit) THEN 'pending'
        WHEN NOT has_log AND value IS NULL THEN 'undetermined'
        ELSE 'violated' END AS verdict
    FROM ruled
)
SELECT 'sp2-19c' AS clause, 'invoice' AS subject_type, id AS subject_id, verdict, client_id, owner_id AS responsible_id,
    starts_at AS opened_at, approval_limit AS due_at, at_utc AS done_at, source_file, source_row
FROM judged WHERE verdict <> 'not_applicable';

INSERT INTO found BY NAME
WITH due AS (
    SELECT * FROM bill WHERE issued_on IS NULL OR limit_in_period(ask_limit)
), asked AS (
    SELECT d.id, MIN(c.started_at) AS at_utc FROM due AS d JOIN decision AS c ON c.invoice_id = d.id
    WHERE c.started_at >= d.starts_at AND c.started_at < d.ask_limit GROUP BY d.id
), log AS (
    SELECT m.invoice_id AS id, ARG_MIN(COALESCE(old_value, ''), place) AS first_value,
        ARG_MAX(COALESCE(new_value, ''), place) FILTER (m.at_utc < d.waited_at) AS value
    FROM moved AS m JOIN due AS d ON d.id = m.invoice_id GROUP BY m.invoice_id
), judged AS (
    SELECT d.*, a.at_utc, CASE
        WHEN d.ask_limit IS NULL THEN 'undetermined'
        WHEN a.at_utc IS NOT NULL THEN 'met'
        WHEN p.first_on < local_day(d.ask_limit) THEN 'not_applicable'
        WHEN is_over(d.waited_at) AND CASE WHEN l.id IS NOT NULL THEN COALESCE(l.value, l.first_value)
            WHEN d.status_changed_at IS NULL OR d.status_changed_at < d.waited_at THEN d.status END
            IN ('paid', 'declined', 'cancelled') THEN 'not_applicable'
        WHEN NOT is_over(d.ask_limit) THEN 'pending'
        WHEN l.id IS NULL AND d.status_changed_at >= d.waited_at THEN 'undetermined'
        ELSE 'violated' END AS verdict
    FROM due AS d LEFT JOIN asked AS a ON a.id = d.id LEFT JOIN paid AS p ON p.invoice_id = d.id LEFT JOIN log AS l ON l.id = d.id
)
SELECT 'sp2-21a' AS clause, 'invoice' AS subject_type, id AS subject_id, verdict, client_id, owner_id AS responsible_id,
    starts_at AS opened_at, ask_limit AS due_at, at_utc AS done_at, source_file, source_row
FROM judged WHERE verdict <> 'not_applicable';

INSERT INTO found BY NAME
WITH due AS (
    SELECT b.id, b.client_id, b.owner_id, b.status, b.status_changed_at, b.replaced_by_id, b.source_file, b.source_row,
        c.day, c.next_day, c.starts_at, c.lapse_on, c.lapsed_at, c.lapse_limit
    FROM clock AS c JOIN bill AS b ON b.id = c.id
    WHERE limit_in_period(c.lapse_limit) AND c.starts_at <= GETVARIABLE('as_of')
        AND (c.next_day IS NULL OR c.next_day > c.lapse_on)
), open AS (
    SELECT d.* FROM due AS d
    LEFT JOIN paid AS p ON p.invoice_id = d.id
    LEFT JOIN invoice AS r ON r.id = d.replaced_by_id
    WHERE (p.first_on IS NULL OR p.first_on > d.lapse_on) AND (r.issued_on IS NULL OR r.issued_on > d.lapse_on)
), log AS (
    SELECT o.id, o.day, ARG_MIN(COALESCE(m.old_value, ''), m.place) AS first_value,
        ARG_MAX(COALESCE(m.new_value, ''), m.place) FILTER (m.at_utc <= o.starts_at) AS value_at_start,
        ARG_MAX(COALESCE(m.new_value, ''), m.place) FILTER (m.at_utc < o.lapsed_at) AS value_at_lapse,
        MIN(m.at_utc) FILTER (m.new_value = 'declined' AND m.at_utc >= o.lapsed_at AND m.at_utc < o.lapse_limit) AS declined_at,
        COALESCE(BOOL_OR(m.new_value IN ('paid', 'partly_paid', 'cancelled')
            AND m.at_utc > o.starts_at AND m.at_utc < o.lapse_limit), FALSE) AS was_settled
    FROM open AS o JOIN moved AS m ON m.invoice_id = o.id GROUP BY ALL
), status AS (
    SELECT o.*, l.declined_at, CASE WHEN l.id IS NOT NULL THEN COALESCE(l.value_at_lapse, l.first_value)
            WHEN o.status_changed_at IS NULL OR o.status_changed_at < o.lapsed_at THEN o.status END AS value_at_lapse,
        CASE WHEN l.id IS NOT NULL THEN l.declined_at IS NOT NULL
            ELSE o.status = 'declined' AND o.status_changed_at < o.lapse_limit END AS was_declined,
        CASE WHEN l.id IS NOT NULL
            THEN l.was_settled OR COALESCE(l.value_at_start, l.first_value) IN ('paid', 'partly_paid', 'cancelled')
            ELSE o.status IN ('paid', 'partly_paid', 'cancelled')
                AND (o.status_changed_at IS NULL OR o.status_changed_at < o.lapse_limit) END AS was_settled,
        l.id IS NULL AND COALESCE(o.status_changed_at > o.lapsed_at
            AND NOT (o.status = 'declined' AND o.status_changed_at >= o.lapse_limit), FALSE) AS is_unknown
    FROM open AS o LEFT JOIN log AS l ON l.id = o.id AND l.day = o.day
), judged AS (
    SELECT s.*, CASE
        WHEN is_over(s.lapsed_at) AND s.value_at_lapse = 'declined' THEN 'not_applicable'
        WHEN s.was_declined THEN 'met'
        WHEN p.first_on < local_day(s.lapse_limit) OR s.was_settled THEN 'not_applicable'
        WHEN NOT is_over(s.lapse_limit) THEN 'pending'
        WHEN s.is_unknown THEN 'undetermined'
        ELSE 'violated' END AS verdict
    FROM status AS s LEFT JOIN paid AS p ON p.invoice_id = s.id
)
SELECT 'sp2-23a' AS clause, 'invoice' AS subject_type, id AS subject_id, starts_at AS window_at, verdict, client_id,
    owner_id AS responsible_id, starts_at AS opened_at, lapse_limit AS due_at, declined_at AS done_at, source_file, source_row
FROM judged WHERE verdict <> 'not_applicable';
DROP TABLE clock;
