-- sp2-16d, sp2-16e: a reply, or for non-standard goods a notice, within thirty working minutes of the unit.
INSERT INTO found BY NAME
WITH asked AS (
    SELECT q.id, q.client_id, q.responsible_id, q.unit_id, q.channel, q.received_at, q.source_file, q.source_row,
        COALESCE(q.is_nonstandard, FALSE) AS is_nonstandard,
        CASE WHEN q.answered_at <= GETVARIABLE('as_of') AND (q.answer_kind IS NULL OR q.answer_kind IN ('full', 'refusal'))
            THEN q.answered_at END AS replied_at,
        CASE WHEN q.is_nonstandard THEN LEAST(
            CASE WHEN q.delay_notified_at <= GETVARIABLE('as_of') THEN q.delay_notified_at END,
            CASE WHEN q.answered_at <= GETVARIABLE('as_of') AND q.answer_kind = 'delay_notice' THEN q.answered_at END)
        END AS noticed_at,
        COALESCE(u.calendar, 'company') AS calendar
    FROM inquiry AS q
    LEFT JOIN calendar_unit AS u ON u.unit_id = q.unit_id
    WHERE (q.kind IS NULL OR q.kind = 'supply_request')
        AND (q.received_at IS NULL
            OR (q.received_at < GETVARIABLE('ends_at') AND q.received_at <= GETVARIABLE('as_of')))
        AND (q.channel IS NULL OR q.channel IN ('email', 'fax', 'website_form'))
), placed AS (
    SELECT a.*, 1800000000 + h.worked_before_us
        + CASE WHEN h.is_open THEN EPOCH_US(a.received_at) - EPOCH_US(h.seg_start) ELSE 0 END AS end_us
    FROM asked AS a
    LEFT JOIN calendar_hour AS h
        ON h.calendar = a.calendar AND h.hour = DATE_TRUNC('hour', a.received_at)
        AND h.seg_start <= a.received_at AND a.received_at < h.seg_end
), dated AS (
    SELECT p.*, w.opens_at + TO_MICROSECONDS(p.end_us - w.from_us) AS due_at, LEAST(p.replied_at, p.noticed_at) AS done_at
    FROM placed AS p
    LEFT JOIN calendar_work AS w
        ON w.calendar = p.calendar AND w.bucket = (p.end_us - 1) // 3600000000
        AND p.end_us > w.from_us AND p.end_us <= w.until_us
), judged AS (
    SELECT *, CASE
        WHEN due_at IS NULL OR channel IS NULL THEN 'undetermined'
        WHEN done_at < received_at THEN 'undetermined'
        WHEN done_at <= due_at THEN 'met'
        WHEN GETVARIABLE('as_of') <= due_at THEN 'pending'
        ELSE 'violated' END AS verdict
    FROM dated
    WHERE due_at IS NULL OR moment_in_period(due_at)
)
SELECT UNNEST(CASE WHEN is_nonstandard THEN ['sp2-16d', 'sp2-16e'] ELSE ['sp2-16d'] END) AS clause,
    'inquiry' AS subject_type, id AS subject_id, verdict, client_id, responsible_id, unit_id,
    received_at AS opened_at, due_at, done_at, source_file, source_row
FROM judged;
