-- sp2-17c, sp2-17d: a first-time client has the status new_client and a complete card by the next working day.
CREATE TEMP TABLE inquired AS
WITH first_inquiry AS (
    SELECT client_id, MIN(received_at) AS at_utc FROM inquiry WHERE received_at <= GETVARIABLE('as_of') GROUP BY client_id
)
SELECT c.id, LEAST(f.at_utc, CASE WHEN c.first_inquiry_at <= GETVARIABLE('as_of') THEN c.first_inquiry_at END) AS clock_at
FROM client AS c LEFT JOIN first_inquiry AS f ON f.client_id = c.id;

CREATE TEMP TABLE newcomer AS
WITH due AS (
    SELECT i.id, i.clock_at, local_day(i.clock_at) AS clock_on, d.next_ends_at AS due_at
    FROM inquired AS i JOIN company_day AS d ON d.day = local_day(i.clock_at)
    WHERE limit_in_period(d.next_ends_at)
), card AS (
    SELECT id, CASE WHEN filled(tax_id) THEN 't' || TRIM(tax_id) END AS tax,
        CASE WHEN LENGTH(REGEXP_REPLACE(phone, '[^0-9]', '', 'g')) >= 5
            THEN 'p' || REGEXP_REPLACE(phone, '[^0-9]', '', 'g') END AS phone,
        CASE WHEN filled(email) THEN 'e' || LOWER(TRIM(email)) END AS email
    FROM client
), known AS (
    SELECT id, UNNEST([tax, phone, email]) AS key FROM card
), wanted AS (
    SELECT k.id, k.key FROM known AS k SEMI JOIN due AS d ON d.id = k.id WHERE k.key IS NOT NULL
), same AS (
    SELECT DISTINCT w.id, k.id AS other_id FROM wanted AS w JOIN known AS k ON k.key = w.key
    UNION SELECT id, id FROM due
), dealt AS (
    SELECT d.id FROM due AS d JOIN same AS s ON s.id = d.id JOIN sales_order AS o ON o.client_id = s.other_id
    WHERE o.created_at < d.clock_at
    UNION
    SELECT d.id FROM due AS d JOIN same AS s ON s.id = d.id JOIN invoice AS v ON v.client_id = s.other_id
    WHERE v.issued_on < d.clock_on AND (v.kind IS NULL OR v.kind = 'payment_request')
        AND v.status IS DISTINCT FROM 'draft'
    UNION
    SELECT d.id FROM due AS d JOIN same AS s ON s.id = d.id JOIN inquired AS i ON i.id = s.other_id
    WHERE i.clock_at < d.clock_at
)
SELECT d.*, c.created_at, c.status, c.client_type, c.owner_id, c.unit_id, c.name, c.phone, c.email, c.industry, c.needs,
    c.lead_source, c.source_file, c.source_row, LEAST(d.due_at, GETVARIABLE('as_of') + INTERVAL 1 MICROSECOND) AS known_until
FROM due AS d ANTI JOIN dealt AS x ON x.id = d.id JOIN client AS c ON c.id = d.id;

INSERT INTO found BY NAME
WITH log AS (
    SELECT n.id, l.old_value, LOWER(TRIM(l.new_value)) AS new_value, l.at_utc, l.id AS change_id,
        GREATEST(n.clock_at, COALESCE(n.created_at, n.clock_at)) AS from_at, n.due_at
    FROM newcomer AS n JOIN logged AS l ON l.entity = 'client' AND l.field = 'status' AND l.entity_id = n.id
), held AS (
    SELECT id, COALESCE(
            ARG_MAX(COALESCE(new_value, ''), (at_utc, change_id)) FILTER (at_utc <= from_at) = 'new_client',
            LOWER(TRIM(ARG_MIN(old_value, (at_utc, change_id)))) = 'new_client')
        OR COALESCE(BOOL_OR(new_value = 'new_client') FILTER (at_utc > from_at AND at_utc < due_at), FALSE) AS was_new
    FROM log GROUP BY id
)
SELECT 'sp2-17c' AS clause, 'client' AS subject_type, n.id AS subject_id,
    CASE WHEN COALESCE(n.created_at < n.due_at, TRUE)
            AND COALESCE(CASE WHEN h.id IS NULL THEN n.status = 'new_client' ELSE h.was_new END, FALSE) THEN 'met'
        WHEN NOT is_over(n.due_at) THEN 'pending' ELSE 'violated' END AS verdict,
    n.id AS client_id, n.owner_id AS responsible_id, n.unit_id, n.clock_at AS opened_at, n.due_at, n.source_file, n.source_row
FROM newcomer AS n LEFT JOIN held AS h ON h.id = n.id;

-- The value of each item at the last instant before the limit: the last change by then, else what the first change replaced,
-- else the row.
INSERT INTO found BY NAME
WITH person AS (
    SELECT n.id AS client_id, n.known_until, p.id, p.name, p.phone, p.email
    FROM newcomer AS n JOIN contact_person AS p ON p.client_id = n.id
    WHERE p.created_at IS NULL OR p.created_at < n.known_until
), row_item AS (
    SELECT 'client' AS entity, id AS entity_id, id AS client_id, known_until,
        UNNEST(['name', 'phone', 'email', 'industry', 'needs', 'lead_source']) AS field,
        UNNEST([name, phone, email, industry, needs, lead_source]) AS value
    FROM newcomer
    UNION ALL
    SELECT 'contact_person', id, client_id, known_until, UNNEST(['name', 'phone', 'email']), UNNEST([name, phone, email])
    FROM person
), then_item AS (
    SELECT i.entity, i.client_id, i.field, i.entity_id, filled(CASE
        WHEN COUNT(l.id) = 0 THEN ANY_VALUE(i.value)
        WHEN BOOL_OR(l.at_utc < i.known_until) THEN ARG_MAX(COALESCE(l.new_value, ''), (l.at_utc, l.id)) FILTER (l.at_utc < i.known_until)
        ELSE ARG_MIN(COALESCE(l.old_value, ''), (l.at_utc, l.id)) END) AS is_filled
    FROM row_item AS i
    LEFT JOIN logged AS l ON l.entity = i.entity AND l.entity_id = i.entity_id AND l.field = i.field
    GROUP BY ALL
), items AS (
    SELECT client_id,
        BOOL_OR(is_filled AND entity = 'client' AND field = 'name') AS company,
        BOOL_OR(is_filled AND entity = 'contact_person' AND field = 'name') AS person,
        BOOL_OR(is_filled AND field IN ('phone', 'email')) AS details,
        BOOL_OR(is_filled AND field = 'industry') AS industry,
        BOOL_OR(is_filled AND field = 'needs') AS needs,
        BOOL_OR(is_filled AND field = 'lead_source') AS lead_source
    FROM then_item GROUP BY client_id
)
SELECT 'sp2-17d' AS clause, 'client' AS subject_type, n.id AS subject_id,
    CASE WHEN COALESCE(n.created_at < n.due_at, TRUE) AND i.details AND i.industry AND i.needs AND i.lead_source
            AND CASE WHEN n.client_type = 'consumer' THEN i.person OR i.company ELSE i.person AND i.company END THEN 'met'
        WHEN NOT is_over(n.due_at) THEN 'pending' ELSE 'violated' END AS verdict,
    n.id AS client_id, n.owner_id AS responsible_id, n.unit_id, n.clock_at AS opened_at, n.due_at, n.source_file, n.source_row
FROM newcomer AS n JOIN items AS i ON i.client_id = n.id;
DROP TABLE newcomer;
DROP TABLE inquired;
