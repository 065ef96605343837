-- sp2-9a: one survey each quarter; sp2-s4-1a, sp2-s4-2, sp2-s4-3, sp2-s4-4a: figures of the year and of the quarter.
CREATE TEMP TABLE window_of AS
SELECT 'quarter' AS length, day AS first_on, CAST(day + INTERVAL 3 MONTH AS DATE) - 1 AS last_on, starts_at,
    day + INTERVAL 3 MONTH - INTERVAL 3 HOUR AS ends_at
FROM calendar_day WHERE calendar = 'company' AND day = quarter_start
UNION ALL
SELECT 'year', day, CAST(day + INTERVAL 1 YEAR AS DATE) - 1, starts_at, day + INTERVAL 1 YEAR - INTERVAL 3 HOUR
FROM calendar_day WHERE calendar = 'company' AND day = year_start;
DELETE FROM window_of WHERE NOT limit_in_period(ends_at) OR starts_at > GETVARIABLE('as_of');

INSERT INTO found BY NAME
WITH completed AS (
    SELECT s.id, s.completed_at,
        DATE_TRUNC('quarter', COALESCE(s.period_start_on, local_day(s.started_at), local_day(s.completed_at))) AS quarter
    FROM survey AS s WHERE s.kind = 'satisfaction' AND s.completed_at <= GETVARIABLE('as_of')
), counted AS (
    SELECT w.first_on, MIN(c.completed_at) AS at_utc
    FROM window_of AS w JOIN completed AS c ON c.quarter = w.first_on AND c.completed_at < w.ends_at
    WHERE EXISTS (SELECT 1 FROM survey_response AS r WHERE r.survey_id = c.id AND r.is_valid IS DISTINCT FROM FALSE
        AND r.answered_at < w.ends_at AND r.answered_at <= GETVARIABLE('as_of'))
    GROUP BY w.first_on
)
SELECT 'sp2-9a' AS clause, 'company' AS subject_type, 'company' AS subject_id, w.starts_at AS window_at,
    CASE WHEN c.at_utc IS NOT NULL THEN 'met' WHEN NOT is_over(w.ends_at) THEN 'pending' ELSE 'violated' END AS verdict,
    w.starts_at AS opened_at, w.ends_at AS due_at, c.at_utc AS done_at
FROM window_of AS w LEFT JOIN counted AS c ON c.first_on = w.first_on WHERE w.length = 'quarter';

INSERT INTO found BY NAME
WITH figure AS (
    SELECT m.*, CASE WHEN numerator IS NOT NULL AND denominator <> 0
            THEN CAST(numerator AS DOUBLE) * 100 / CAST(denominator AS DOUBLE)
        WHEN LOWER(unit) = 'percent' THEN value WHEN LOWER(unit) IN ('ratio', 'fraction', 'share') THEN value * 100
        END AS percent
    FROM metric AS m WHERE scope_type = 'company'
), wanted AS (
    SELECT * FROM (VALUES ('sp2-s4-1a', 'year'), ('sp2-s4-2', 'year'), ('sp2-s4-3', 'year'), ('sp2-s4-4a', 'quarter'))
        AS c (clause, length) JOIN window_of AS w USING (length)
), answer AS (
    SELECT w.clause, w.first_on, CASE w.clause
        WHEN 'sp2-s4-1a' THEN f.value >= f.plan_value
        WHEN 'sp2-s4-2' THEN f.percent >= 30
        WHEN 'sp2-s4-3' THEN f.percent >= 70
        ELSE CASE WHEN f.unit IS NULL OR TRIM(f.unit) IN ('', 'points') THEN f.value >= 4.7 END END AS holds
    FROM wanted AS w JOIN figure AS f ON f.period_start_on = w.first_on AND f.period_end_on = w.last_on AND CASE w.clause
        WHEN 'sp2-s4-1a' THEN f.name = 'revenue' WHEN 'sp2-s4-2' THEN f.name = 'profitability'
        WHEN 'sp2-s4-3' THEN f.name IN ('active_client_share', 'client_activity') ELSE f.name = 'sci' END
), told AS (
    SELECT clause, first_on, CASE WHEN COUNT(holds) = COUNT(*) AND COUNT(DISTINCT holds) = 1 THEN ANY_VALUE(holds) END AS holds
    FROM answer GROUP BY ALL
), uncounted AS (
    SELECT w.* FROM wanted AS w ANTI JOIN told AS t ON t.clause = w.clause AND t.first_on = w.first_on
    WHERE w.clause = 'sp2-s4-3' AND is_over(w.ends_at)
), existing AS (
    SELECT u.first_on, u.last_on, c.id, COALESCE(
        (SELECT ARG_MAX(COALESCE(l.new_value, ''), (l.at_utc, l.id)) FROM logged AS l
            WHERE l.entity = 'client' AND l.field = 'status' AND l.entity_id = c.id AND l.at_utc < u.ends_at),
        (SELECT ARG_MIN(COALESCE(l.old_value, ''), (l.at_utc, l.id)) FROM logged AS l
            WHERE l.entity = 'client' AND l.field = 'status' AND l.entity_id = c.id), c.status) AS status
    FROM uncounted AS u JOIN client AS c ON c.created_at < u.ends_at AND (c.closed_at IS NULL OR c.closed_at >= u.ends_at)
), active AS (
    SELECT e.first_on, COUNT(*) AS clients, COUNT(*) FILTER (EXISTS (
        SELECT 1 FROM payment AS p WHERE p.client_id = e.id AND p.received_on BETWEEN e.first_on AND e.last_on
            AND (p.kind IS NULL OR p.kind = 'receipt') AND p.amount > 0)) AS active
    FROM existing AS e WHERE e.status IS NULL OR e.status NOT IN ('prospect', 'closed') GROUP BY e.first_on
)
SELECT w.clause, 'company' AS subject_type, 'company' AS subject_id, w.starts_at AS window_at,
    CASE WHEN NOT is_over(w.ends_at) THEN 'pending'
        WHEN t.clause IS NULL AND w.clause = 'sp2-s4-3' AND a.clients > 0
            THEN CASE WHEN a.active * 100 >= a.clients * 70 THEN 'met' ELSE 'violated' END
        WHEN t.holds THEN 'met' WHEN NOT t.holds THEN 'violated' ELSE 'undetermined' END AS verdict,
    w.starts_at AS opened_at, w.ends_at AS due_at
FROM wanted AS w LEFT JOIN told AS t ON t.clause = w.clause AND t.first_on = w.first_on
LEFT JOIN active AS a ON w.clause = 'sp2-s4-3' AND a.first_on = w.first_on;
DROP TABLE window_of;
