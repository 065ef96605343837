-- sp2-20a: whoever owns an open invoice looks at the payments on every working day of his unit. The zones of the sample's
-- units keep one offset, so that an instant falls on a local day by addition alone.
INSERT INTO found BY NAME
WITH zone AS (
    SELECT calendar, ANY_VALUE(EPOCH(CAST(day AS TIMESTAMP)) - EPOCH(starts_at)) AS offset_s
    FROM calendar_day WHERE day = CAST(GETVARIABLE('ends_at') AS DATE) GROUP BY calendar
), owner AS (
    SELECT o.owner_id, e.unit_id, e.hired_on, e.left_on, COALESCE(u.calendar, 'company') AS calendar
    FROM (SELECT DISTINCT owner_id FROM bill WHERE owner_id IS NOT NULL) AS o
    LEFT JOIN employee AS e ON e.id = o.owner_id LEFT JOIN calendar_unit AS u ON u.unit_id = e.unit_id
), owner_zone AS (
    SELECT o.*, CAST(z.offset_s AS BIGINT) * 1000000 AS offset_us FROM owner AS o JOIN zone AS z ON z.calendar = o.calendar
), running AS (
    SELECT p.invoice_id, p.received_on, b.amount, SUM(CASE WHEN p.kind = 'refund' THEN -p.amount ELSE p.amount END)
        OVER (PARTITION BY p.invoice_id ORDER BY p.received_on) AS received
    FROM payment AS p JOIN bill AS b ON b.id = p.invoice_id AND b.currency = p.currency
    WHERE p.received_on <= GETVARIABLE('as_of_day')
), covered AS (
    SELECT invoice_id, MIN(received_on) AS cover_on FROM running WHERE received >= amount GROUP BY invoice_id
), status_span AS (
    SELECT invoice_id, new_value AS value, at_utc AS from_at, LEAD(at_utc) OVER (PARTITION BY invoice_id ORDER BY place) AS until_at
    FROM moved
    UNION ALL SELECT invoice_id, old_value, NULL, at_utc FROM moved WHERE place = 1
    UNION ALL SELECT b.id, NULL, NULL, b.status_changed_at FROM bill AS b ANTI JOIN moved AS m ON m.invoice_id = b.id
        WHERE b.status_changed_at IS NOT NULL
    UNION ALL SELECT b.id, b.status, b.status_changed_at, NULL FROM bill AS b ANTI JOIN moved AS m ON m.invoice_id = b.id
), open_days AS (
    SELECT b.owner_id,
        GREATEST(b.issued_on + 1, CAST(MAKE_TIMESTAMP(EPOCH_US(s.from_at) + o.offset_us - 1) AS DATE) + 1) AS first_on,
        LEAST(CAST(MAKE_TIMESTAMP(EPOCH_US(s.until_at) + o.offset_us - 1) AS DATE) + 1, c.cover_on + 1,
            GETVARIABLE('as_of_day') + 2) AS after_on
    FROM status_span AS s JOIN bill AS b ON b.id = s.invoice_id JOIN owner_zone AS o ON o.owner_id = b.owner_id
    LEFT JOIN covered AS c ON c.invoice_id = b.id
    WHERE s.value IS NULL OR s.value IN ('', 'issued', 'on_approval', 'partly_paid')
), step AS (
    SELECT owner_id, first_on AS day, COUNT(*) AS n FROM open_days WHERE first_on < after_on GROUP BY ALL
    UNION ALL SELECT owner_id, after_on, -COUNT(*) FROM open_days WHERE first_on < after_on GROUP BY ALL
), level AS (
    SELECT owner_id, day, LEAD(day, 1, GETVARIABLE('as_of_day') + 2) OVER later AS until_on,
        SUM(n) OVER later AS open
    FROM (SELECT owner_id, day, SUM(n) AS n FROM step GROUP BY ALL) WINDOW later AS (PARTITION BY owner_id ORDER BY day)
), owed AS (
    SELECT o.owner_id, o.unit_id, d.day, d.starts_at, d.ends_at
    FROM owner_zone AS o
    JOIN calendar_day AS d ON d.calendar = o.calendar AND d.is_working AND limit_in_period(d.ends_at)
        AND d.starts_at <= GETVARIABLE('as_of')
    JOIN level AS l ON l.owner_id = o.owner_id AND l.open > 0 AND l.day <= d.day AND d.day < l.until_on
    WHERE (o.hired_on IS NULL OR d.day >= o.hired_on) AND (o.left_on IS NULL OR d.day <= o.left_on)
), looked AS (
    SELECT COALESCE(a.employee_id, c.employee_id) AS owner_id,
        CAST(MAKE_TIMESTAMP(EPOCH_US(a.accessed_at) + o.offset_us) AS DATE) AS day, MIN(a.accessed_at) AS at_utc
    FROM data_access AS a
    LEFT JOIN account AS c ON a.employee_id IS NULL AND c.id = a.account_id
    JOIN owner_zone AS o ON o.owner_id = COALESCE(a.employee_id, c.employee_id)
    WHERE a.entity = 'payment' AND a.action IN ('view', 'export', 'print') AND a.accessed_at <= GETVARIABLE('as_of')
    GROUP BY ALL
), away AS (
    SELECT employee_id, starts_on, ends_on FROM absence
)
SELECT 'sp2-20a' AS clause, 'employee' AS subject_type, w.owner_id AS subject_id, w.starts_at AS window_at,
    CASE WHEN k.at_utc IS NOT NULL THEN 'met' WHEN NOT is_over(w.ends_at) THEN 'pending' ELSE 'violated' END AS verdict,
    w.owner_id AS responsible_id, w.unit_id, w.starts_at AS opened_at, w.ends_at AS due_at, k.at_utc AS done_at
FROM owed AS w
ANTI JOIN away AS a
    ON a.employee_id = w.owner_id AND a.starts_on <= w.day AND (a.ends_on IS NULL OR w.day <= a.ends_on)
LEFT JOIN looked AS k ON k.owner_id = w.owner_id AND k.day = w.day;
