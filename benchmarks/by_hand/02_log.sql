-- The change log, read once for invoices and once for the fields that change seldom.
CREATE TEMP TABLE moved AS
SELECT entity_id AS invoice_id, LOWER(TRIM(old_value)) AS old_value, LOWER(TRIM(new_value)) AS new_value,
    COALESCE(effective_at, changed_at) AS at_utc,
    ROW_NUMBER() OVER (PARTITION BY entity_id ORDER BY COALESCE(effective_at, changed_at), id) AS place
FROM field_change
WHERE entity = 'invoice' AND field = 'status' AND COALESCE(effective_at, changed_at) <= GETVARIABLE('as_of');

CREATE TEMP TABLE logged AS
SELECT entity, field, entity_id, old_value, new_value, changed_at, COALESCE(effective_at, changed_at) AS at_utc, id
FROM field_change
WHERE COALESCE(effective_at, changed_at) <= GETVARIABLE('as_of') AND (
    (entity = 'client' AND field IN ('owner_id', 'unit_id', 'territory_id', 'status', 'name', 'phone', 'email', 'industry',
        'needs', 'lead_source'))
    OR (entity = 'contact_person' AND field IN ('name', 'phone', 'email'))
    OR (entity = 'employee' AND field IN ('unit_id', 'role'))
    OR (entity = 'org_unit' AND field = 'head_id')
    OR (entity = 'lead_list' AND field = 'client_ids')
    OR (entity = 'interaction' AND field IN ('outcome', 'next_contact_on')));

-- Values over [from_at, until_at) of what assignments and lists look back at; of one instant the last change by id counts.
CREATE TEMP TABLE span AS
WITH ordered AS (
    SELECT entity, field, entity_id, old_value, new_value, at_utc,
        LEAD(at_utc) OVER in_order AS next_at, ROW_NUMBER() OVER in_order AS place
    FROM logged
    WHERE entity IN ('employee', 'org_unit', 'lead_list')
        OR (entity = 'client' AND field IN ('owner_id', 'unit_id', 'territory_id'))
    WINDOW in_order AS (PARTITION BY entity, field, entity_id ORDER BY at_utc, id)
)
SELECT entity || '.' || field AS field, entity_id, NULLIF(TRIM(new_value), '') AS value, at_utc AS from_at,
    COALESCE(next_at, TIMESTAMP 'infinity') AS until_at
FROM ordered
UNION ALL
SELECT entity || '.' || field, entity_id, NULLIF(TRIM(old_value), ''), TIMESTAMP '-infinity', at_utc FROM ordered WHERE place = 1;
