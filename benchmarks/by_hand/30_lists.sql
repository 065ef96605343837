-- sp2-3a: a list is approved by the head of sales before work on each of its clients begins.
CREATE TEMP TABLE listed AS
SELECT id, created_at, created_by_id, work_started_at, client_ids FROM lead_list
WHERE kind IS NULL OR kind IN ('prospect', 'potential_client');

CREATE TEMP TABLE member AS
WITH version AS (
    SELECT l.id, CASE WHEN s.entity_id IS NULL THEN l.client_ids ELSE STRING_SPLIT(s.value, ';') END AS client_ids,
        COALESCE(s.from_at, TIMESTAMP '-infinity') AS from_at, COALESCE(s.until_at, TIMESTAMP 'infinity') AS until_at
    FROM listed AS l LEFT JOIN span AS s ON s.field = 'lead_list.client_ids' AND s.entity_id = l.id
)
SELECT DISTINCT list_id, TRIM(client_id) AS client_id, from_at, until_at
FROM (SELECT id AS list_id, UNNEST(client_ids) AS client_id, from_at, until_at FROM version)
WHERE TRIM(client_id) <> '';

INSERT INTO found BY NAME
WITH outbound AS (
    SELECT lead_list_id, client_id, MIN(started_at) AS at_utc FROM interaction
    WHERE direction = 'outbound' AND lead_list_id IS NOT NULL AND client_id IS NOT NULL
        AND started_at <= GETVARIABLE('as_of') AND (status IS NULL OR status NOT IN ('planned', 'cancelled', 'missed'))
    GROUP BY ALL
), worked AS (
    SELECT l.id AS list_id, o.client_id, o.at_utc FROM outbound AS o JOIN listed AS l ON l.id = o.lead_list_id
    UNION ALL
    SELECT m.list_id, c.client_id, c.started_at
    FROM interaction AS c
    JOIN member AS m ON m.client_id = c.client_id AND m.from_at <= c.started_at AND c.started_at < m.until_at
    JOIN listed AS l ON l.id = m.list_id AND c.started_at >= l.created_at
    WHERE c.direction = 'outbound' AND c.lead_list_id IS NULL AND c.process_line = 'active_prospecting'
        AND c.started_at <= GETVARIABLE('as_of')
        AND (c.status IS NULL OR c.status NOT IN ('planned', 'cancelled', 'missed'))
    UNION ALL
    SELECT l.id, COALESCE(t.client_id, m.client_id), t.created_at
    FROM task AS t JOIN listed AS l ON l.id = t.lead_list_id
    LEFT JOIN member AS m
        ON t.client_id IS NULL AND m.list_id = l.id AND m.from_at <= t.created_at AND t.created_at < m.until_at
    WHERE t.created_at IS NOT NULL
    UNION ALL
    SELECT l.id, m.client_id, l.work_started_at
    FROM listed AS l
    JOIN member AS m ON m.list_id = l.id AND m.from_at <= l.work_started_at AND l.work_started_at < m.until_at
    WHERE l.work_started_at <= GETVARIABLE('as_of')
), begun AS (
    SELECT list_id, client_id, MIN(at_utc) AS at_utc FROM worked WHERE client_id IS NOT NULL
    GROUP BY ALL HAVING moment_in_period(MIN(at_utc))
), decided AS (
    SELECT a.subject_id AS list_id, a.decided_at, ARG_MAX(a.decision, a.id) AS decision
    FROM approval AS a
    LEFT JOIN employee AS e ON e.id = a.approver_id
    LEFT JOIN span AS r
        ON r.field = 'employee.role' AND r.entity_id = e.id AND r.from_at <= a.decided_at AND a.decided_at < r.until_at
    WHERE a.subject_type = 'lead_list' AND a.decided_at <= GETVARIABLE('as_of')
        AND COALESCE(NULLIF(TRIM(a.approver_role), ''), CASE WHEN r.entity_id IS NULL THEN e.role ELSE r.value END)
            = 'sales_director'
    GROUP BY ALL
), covered AS (
    SELECT b.list_id, b.client_id, b.at_utc, d.decision, d.decided_at, m.list_id IS NOT NULL AS was_listed
    FROM begun AS b
    ASOF LEFT JOIN decided AS d ON d.list_id = b.list_id AND d.decided_at <= b.at_utc
    LEFT JOIN (SELECT list_id, client_id, from_at, until_at FROM member) AS m
        ON m.list_id = b.list_id AND m.client_id = b.client_id AND m.from_at <= d.decided_at AND d.decided_at < m.until_at
)
SELECT 'sp2-3a' AS clause, 'lead_list' AS subject_type, c.list_id || '/' || c.client_id AS subject_id,
    CASE WHEN c.decision = 'approved' AND c.was_listed THEN 'met' ELSE 'violated' END AS verdict,
    c.client_id, l.created_by_id AS responsible_id, c.at_utc AS opened_at, c.at_utc AS due_at, c.decided_at AS done_at
FROM covered AS c JOIN listed AS l ON l.id = c.list_id;
DROP TABLE member;
DROP TABLE listed;
