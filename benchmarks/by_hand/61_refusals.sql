-- sp2-21c, sp2-21d: a refusal turns the invoice to declined within a working day, and its reason is noted.
CREATE TEMP TABLE refusal AS
WITH last_decision AS (
    SELECT invoice_id, ARG_MAX(id, (started_at, id)) AS id FROM decision GROUP BY invoice_id
)
SELECT b.id, b.client_id, b.owner_id, b.status, b.status_changed_at, b.decline_reason, b.source_file, b.source_row,
    c.started_at AS at_utc, c.outcome, d.starts_at AS day_starts_at, d.day, d.next_ends_at AS due_at, l.id IS NOT NULL AS is_last
FROM decision AS c JOIN bill AS b ON b.id = c.invoice_id
JOIN company_day AS d ON d.day = local_day(c.started_at)
LEFT JOIN last_decision AS l ON l.id = c.id
WHERE c.decision_outcome = 'refused' AND limit_in_period(d.next_ends_at);

INSERT INTO found BY NAME
WITH due AS (
    SELECT DISTINCT ON (id, at_utc) * FROM refusal
), log AS (
    SELECT d.id, d.at_utc, ARG_MIN(COALESCE(m.old_value, ''), m.place) AS first_value,
        ARG_MAX(COALESCE(m.new_value, ''), m.place) FILTER (m.at_utc <= d.at_utc) AS value,
        MIN(m.at_utc) FILTER (m.new_value = 'declined' AND m.at_utc > d.at_utc AND m.at_utc < d.due_at) AS declined_at
    FROM due AS d JOIN moved AS m ON m.invoice_id = d.id GROUP BY ALL
), reversed AS (
    SELECT DISTINCT d.id, d.at_utc FROM due AS d JOIN decision AS c ON c.invoice_id = d.id
    WHERE c.decision_outcome <> 'refused' AND c.started_at > d.at_utc AND c.started_at < d.due_at
), money AS (
    SELECT DISTINCT d.id, d.at_utc FROM due AS d JOIN payment AS p ON p.invoice_id = d.id
    WHERE (p.kind IS NULL OR p.kind = 'receipt') AND p.amount > 0 AND p.received_on <= GETVARIABLE('as_of_day')
        AND p.received_on >= d.day AND p.received_on < local_day(d.due_at)
), judged AS (
    SELECT d.*, l.declined_at, CASE
        WHEN l.id IS NOT NULL AND (COALESCE(l.value, l.first_value) = 'declined' OR l.declined_at IS NOT NULL) THEN 'met'
        WHEN l.id IS NULL AND d.status = 'declined' AND (d.status_changed_at IS NULL OR d.status_changed_at < d.due_at)
            THEN 'met'
        WHEN r.id IS NOT NULL OR m.id IS NOT NULL THEN 'not_applicable'
        WHEN NOT is_over(d.due_at) THEN 'pending'
        WHEN l.id IS NULL AND d.status_changed_at > d.at_utc AND d.status IS DISTINCT FROM 'declined' THEN 'undetermined'
        ELSE 'violated' END AS verdict
    FROM due AS d LEFT JOIN log AS l ON l.id = d.id AND l.at_utc = d.at_utc
    LEFT JOIN reversed AS r ON r.id = d.id AND r.at_utc = d.at_utc LEFT JOIN money AS m ON m.id = d.id AND m.at_utc = d.at_utc
)
SELECT 'sp2-21c' AS clause, 'invoice' AS subject_type, id AS subject_id, at_utc AS window_at, verdict, client_id,
    owner_id AS responsible_id, at_utc AS opened_at, due_at, declined_at AS done_at, source_file, source_row
FROM judged WHERE verdict <> 'not_applicable';

INSERT INTO found BY NAME
WITH now AS (
    SELECT m.invoice_id AS id, ARG_MAX(COALESCE(m.new_value, ''), m.place) AS value
    FROM moved AS m SEMI JOIN refusal AS r ON r.id = m.invoice_id GROUP BY m.invoice_id
)
SELECT 'sp2-21d' AS clause, 'invoice' AS subject_type, r.id AS subject_id, r.at_utc AS window_at,
    CASE WHEN filled(r.decline_reason) OR (filled(r.outcome) AND LOWER(TRIM(r.outcome)) NOT IN (
            'refused', 'refusal', 'declined', 'no_answer', 'busy', 'failed', 'voicemail', 'cancelled')) THEN 'met'
        WHEN NOT is_over(r.due_at) THEN 'pending' ELSE 'violated' END AS verdict,
    r.client_id, r.owner_id AS responsible_id, r.at_utc AS opened_at, r.due_at, r.source_file, r.source_row
FROM refusal AS r LEFT JOIN now AS n ON n.id = r.id
WHERE r.is_last AND COALESCE(n.value, r.status) = 'declined';
DROP TABLE refusal;
DROP TABLE decision;
DROP TABLE paid;
