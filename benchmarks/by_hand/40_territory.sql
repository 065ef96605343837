-- sp2-1b, sp2-1c, sp2-1d: a client belongs to the unit of its territory, or three heads and the director agreed before.
CREATE TEMP TABLE assignment AS
WITH changed AS (
    SELECT DISTINCT entity_id AS client_id, at_utc FROM logged WHERE entity = 'client' AND field IN ('owner_id', 'unit_id')
), touched AS (
    SELECT c.id, c.created_at, c.owner_id, c.unit_id, c.territory_id, c.source_file, c.source_row
    FROM client AS c
    WHERE moment_in_period(c.created_at)
        OR c.id IN (SELECT client_id FROM changed WHERE moment_in_period(at_utc))
), moment AS (
    SELECT id, created_at AS at_utc, TRUE AS is_creation FROM touched
    UNION ALL
    SELECT t.id, c.at_utc, FALSE FROM changed AS c JOIN touched AS t ON t.id = c.client_id AND c.at_utc > t.created_at
), seen AS (
    SELECT m.*, t.source_file, t.source_row,
        CASE WHEN o.entity_id IS NULL THEN t.owner_id ELSE o.value END AS owner_now,
        CASE WHEN p.entity_id IS NULL THEN t.owner_id ELSE p.value END AS owner_before,
        CASE WHEN u.entity_id IS NULL THEN t.unit_id ELSE u.value END AS unit_now,
        CASE WHEN v.entity_id IS NULL THEN t.unit_id ELSE v.value END AS unit_before,
        CASE WHEN l.entity_id IS NULL THEN t.territory_id ELSE l.value END AS territory_id
    FROM moment AS m JOIN touched AS t ON t.id = m.id
    LEFT JOIN span AS o ON o.field = 'client.owner_id' AND o.entity_id = m.id AND o.from_at <= m.at_utc AND m.at_utc < o.until_at
    LEFT JOIN span AS p ON p.field = 'client.owner_id' AND p.entity_id = m.id AND p.from_at < m.at_utc AND m.at_utc <= p.until_at
    LEFT JOIN span AS u ON u.field = 'client.unit_id' AND u.entity_id = m.id AND u.from_at <= m.at_utc AND m.at_utc < u.until_at
    LEFT JOIN span AS v ON v.field = 'client.unit_id' AND v.entity_id = m.id AND v.from_at < m.at_utc AND m.at_utc <= v.until_at
    LEFT JOIN span AS l ON l.field = 'client.territory_id' AND l.entity_id = m.id AND l.from_at <= m.at_utc AND m.at_utc < l.until_at
), assigned AS (
    SELECT s.id AS client_id, s.at_utc, s.is_creation, s.territory_id, s.owner_now, s.source_file, s.source_row,
        COALESCE(CASE WHEN n.entity_id IS NULL THEN now.unit_id ELSE n.value END, s.unit_now) AS unit_id,
        COALESCE(CASE WHEN b.entity_id IS NULL THEN old.unit_id ELSE b.value END, s.unit_before) AS unit_before
    FROM seen AS s
    LEFT JOIN employee AS now ON now.id = s.owner_now
    LEFT JOIN span AS n ON n.field = 'employee.unit_id' AND n.entity_id = now.id AND n.from_at <= s.at_utc AND s.at_utc < n.until_at
    LEFT JOIN employee AS old ON old.id = s.owner_before
    LEFT JOIN span AS b ON b.field = 'employee.unit_id' AND b.entity_id = old.id AND b.from_at <= s.at_utc AND s.at_utc < b.until_at
), kept AS (
    SELECT *, LAG(at_utc) OVER (PARTITION BY client_id ORDER BY at_utc) AS previous_at
    FROM assigned WHERE is_creation OR unit_id IS DISTINCT FROM unit_before
), answering AS (
    SELECT k.client_id, k.at_utc, COUNT(DISTINCT t.unit_id) AS units, MIN(t.unit_id) AS home_id
    FROM kept AS k JOIN territory AS t ON t.id = k.territory_id
    WHERE (t.valid_from_on IS NULL OR t.valid_from_on <= local_day(k.at_utc))
        AND (t.valid_until_on IS NULL OR local_day(k.at_utc) <= t.valid_until_on)
    GROUP BY ALL
)
SELECT k.client_id, k.at_utc, k.previous_at, k.owner_now AS owner_id, k.unit_id, k.source_file, k.source_row,
    CASE WHEN a.units = 1 THEN a.home_id END AS home_id
FROM kept AS k LEFT JOIN answering AS a ON a.client_id = k.client_id AND a.at_utc = k.at_utc
WHERE moment_in_period(k.at_utc) AND k.at_utc <= GETVARIABLE('as_of');

INSERT INTO found BY NAME
WITH departure AS (
    SELECT * FROM assignment WHERE home_id <> unit_id
), heard AS (
    SELECT d.client_id, d.at_utc, d.home_id, d.unit_id, a.id, a.approver_id, a.decision, a.decided_at,
        COALESCE(NULLIF(TRIM(a.approver_role), ''), CASE WHEN r.entity_id IS NULL THEN e.role ELSE r.value END) AS role,
        CASE WHEN u.entity_id IS NULL THEN e.unit_id ELSE u.value END AS approver_unit
    FROM departure AS d
    JOIN approval AS a
        ON a.subject_id = d.client_id AND a.decided_at <= d.at_utc AND (d.previous_at IS NULL OR a.decided_at > d.previous_at)
    LEFT JOIN employee AS e ON e.id = a.approver_id
    LEFT JOIN span AS r
        ON r.field = 'employee.role' AND r.entity_id = e.id AND r.from_at <= a.decided_at AND a.decided_at < r.until_at
    LEFT JOIN span AS u
        ON u.field = 'employee.unit_id' AND u.entity_id = e.id AND u.from_at <= a.decided_at AND a.decided_at < u.until_at
    WHERE a.subject_type = 'client' AND a.step = 'exception'
), head AS (
    SELECT o.id AS unit_id, CASE WHEN s.entity_id IS NULL THEN o.head_id ELSE s.value END AS head_id,
        COALESCE(s.from_at, TIMESTAMP '-infinity') AS from_at, COALESCE(s.until_at, TIMESTAMP 'infinity') AS until_at
    FROM org_unit AS o LEFT JOIN span AS s ON s.field = 'org_unit.head_id' AND s.entity_id = o.id
), entitled AS (
    SELECT h.*, COALESCE(h.role = 'sales_director', FALSE) AS is_sales, COALESCE(h.role = 'general_manager', FALSE) AS is_director,
        COALESCE(hh.head_id = h.approver_id, FALSE)
            OR COALESCE(h.role IN ('branch_manager', 'unit_head') AND h.approver_unit = h.home_id, FALSE) AS is_home,
        COALESCE(ah.head_id = h.approver_id, FALSE)
            OR COALESCE(h.role IN ('branch_manager', 'unit_head') AND h.approver_unit = h.unit_id, FALSE) AS is_assigned
    FROM heard AS h
    LEFT JOIN head AS hh ON hh.unit_id = h.home_id AND hh.from_at <= h.decided_at AND h.decided_at < hh.until_at
    LEFT JOIN head AS ah ON ah.unit_id = h.unit_id AND ah.from_at <= h.decided_at AND h.decided_at < ah.until_at
), agreed AS (
    SELECT client_id, at_utc, MAX(decided_at) AS done_at,
        ARG_MAX(decision, (decided_at, id)) FILTER (is_sales) = 'approved' AS sales,
        ARG_MAX(decision, (decided_at, id)) FILTER (is_director) = 'approved' AS director,
        ARG_MAX(decision, (decided_at, id)) FILTER (is_home) = 'approved' AS home,
        ARG_MAX(decision, (decided_at, id)) FILTER (is_assigned) = 'approved' AS assigned
    FROM entitled GROUP BY ALL
), judged AS (
    SELECT d.client_id, d.at_utc, d.owner_id, d.unit_id, d.source_file, d.source_row, a.done_at,
        COALESCE(a.sales AND a.home AND a.assigned, FALSE) AS heads, COALESCE(a.director, FALSE) AS director
    FROM departure AS d LEFT JOIN agreed AS a ON a.client_id = d.client_id AND a.at_utc = d.at_utc
), verdicts AS (
    SELECT client_id, at_utc, owner_id, unit_id, source_file, source_row, done_at, UNNEST([
        {'clause': 'sp2-1b', 'holds': heads AND director}, {'clause': 'sp2-1c', 'holds': heads},
        {'clause': 'sp2-1d', 'holds': director}]) AS v
    FROM judged
)
SELECT v.clause AS clause, 'client' AS subject_type, client_id AS subject_id, at_utc AS window_at,
    CASE WHEN v.holds THEN 'met' ELSE 'violated' END AS verdict, client_id, owner_id AS responsible_id, unit_id,
    at_utc AS opened_at, at_utc AS due_at, done_at, source_file, source_row
FROM verdicts
UNION ALL BY NAME
SELECT 'sp2-1b' AS clause, 'client' AS subject_type, client_id AS subject_id, at_utc AS window_at,
    CASE WHEN home_id = unit_id THEN 'met' ELSE 'undetermined' END AS verdict, client_id, owner_id AS responsible_id,
    unit_id, at_utc AS opened_at, at_utc AS due_at, source_file, source_row
FROM assignment WHERE (home_id <> unit_id) IS NOT TRUE;
DROP TABLE assignment;
