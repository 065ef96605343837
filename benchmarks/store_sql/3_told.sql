-- The columns of cases.parquet. Texts and evidence are as long as those of SP-2.
CREATE VIEW told AS
SELECT d.case_id, r.rule_id, r.pack, r.clauses, r.kind, r.severity, r.basis, r.effect, r.judged,
    CASE WHEN carried THEN 'carried' ELSE 'period' END AS scope, verdict,
    CASE WHEN verdict <> 'violated' THEN '' WHEN late THEN 'late' ELSE 'absent' END AS outcome,
    CASE WHEN verdict <> 'violated' THEN '' WHEN late THEN 'cured' ELSE 'open' END AS standing, '' AS implied_by,
    r.subject_type, subject_id, '' AS occurrence, NULL AS window_at, c.id AS client_id,
    CASE WHEN owed < 0.02 THEN '' ELSE p.id END AS responsible_id, p.unit_id, c.tier, p.zone,
    due_at - INTERVAL 30 MINUTE AS opened_at, due_at, d.i % 3 > 0 AS due_inclusive, done_at,
    CASE WHEN done_at IS NULL THEN NULL ELSE epoch(done_at - due_at) + 1800 END AS measured, 1800.0 AS limit_value,
    'seconds' AS measure, CASE WHEN verdict = 'undetermined' THEN [r.subject_type || '.answered_at'] ELSE [] END AS missing,
    CASE WHEN verdict = 'undetermined' THEN 'field_empty' ELSE '' END AS reason,
    r.subject_type || '.csv' AS source_file, d.i + 2 AS source_row,
    '{"facts":[' || array_to_string([
        format('{{"entity":"{}","id":"{}","file":"{}.csv","row":{},"field":"{}","type":"timestamp","value":"{}"}}',
            r.subject_type, subject_id, r.subject_type, d.i + 2, field, due_at - INTERVAL 30 MINUTE)
        for field in ['received_at', 'answered_at', 'recorded_at', 'is_nonstandard', 'channel', 'limit_at']], ',')
        || '],"items":[]}' AS evidence,
    format('{}. {} {}: not done; was due by {}.', r.title_en, r.thing_en, subject_id, due_at) AS text_en,
    format('{}. {} {}: не выполнено; срок был до {}.', r.title_ru, r.thing_ru, subject_id,
        strftime(due_at, '%d.%m.%Y %H:%M:%S')) AS text_ru,
    format('{}。{} {}：未完成；应于{}前完成。', r.title_zh, r.thing_zh, subject_id, due_at) AS text_zh,
    CASE WHEN verdict <> 'violated' THEN '' WHEN NOT carried THEN 'new' WHEN late THEN 'resolved' ELSE 'persisting' END
        AS change,
    CASE WHEN verdict <> 'violated' THEN NULL ELSE getvariable('as_of') - CASE WHEN carried THEN INTERVAL 31 DAY
        ELSE INTERVAL 0 DAY END END AS first_seen,
    CASE WHEN verdict = 'violated' THEN CAST(getvariable('as_of') AS DATE) + 10 - CASE WHEN carried THEN 31 ELSE 0 END END
        AS rectify_by,
    CASE WHEN verdict <> 'violated' THEN '' WHEN late THEN 'in_time' WHEN carried THEN 'overdue' ELSE 'due' END
        AS rectification,
    CASE WHEN waived THEN 'w-' || d.r % 7 ELSE '' END AS waiver, CASE WHEN waived THEN 'agreed' ELSE '' END AS waiver_reason,
    CASE WHEN waived THEN 'E-0001' ELSE '' END AS waiver_approver, NULL AS waiver_until,
    CASE WHEN disputed THEN 'open' ELSE '' END AS dispute,
    CASE WHEN disputed THEN CAST(getvariable('as_of') AS DATE) + 5 END AS dispute_due, false AS in_baseline,
    verdict = 'violated' AND NOT carried AND NOT waived AS gates
FROM (
    SELECT *, format('{}{:08d}', chr(65 + r % 4), i) AS subject_id, verdict = 'violated' AND owed > 0.99 AS waived,
        verdict = 'violated' AND owed BETWEEN 0.98 AND 0.981 AS disputed,
        CASE WHEN late AND verdict = 'violated' THEN due_at + to_seconds(CAST(floor(found * 86400) AS BIGINT)) END AS done_at
    FROM drawn
) d JOIN rules r ON r.r = d.r JOIN person p ON p.n = d.p JOIN client c ON c.n = d.c;

-- Of each rule and person a few dozen cases were met beside those that are kept.
CREATE VIEW tallies AS
SELECT rule_id, scope, verdict, reason, responsible_id, unit_id, tier, count(*) AS n,
    count(*) FILTER (verdict = 'violated' AND NOT late) AS open,
    count(*) FILTER (verdict = 'violated' AND scope = 'period' AND owed > 0.99) AS excused
FROM (
    SELECT r.rule_id, CASE WHEN carried THEN 'carried' ELSE 'period' END AS scope, verdict,
        CASE WHEN verdict = 'undetermined' THEN 'field_empty' ELSE '' END AS reason,
        CASE WHEN owed < 0.02 THEN '' ELSE p.id END AS responsible_id, p.unit_id, c.tier, late, owed
    FROM drawn d JOIN rules r ON r.r = d.r JOIN person p ON p.n = d.p JOIN client c ON c.n = d.c
) GROUP BY ALL
UNION ALL
SELECT r.rule_id, 'period', 'met', '', p.id, p.unit_id, 'plain', 20 + (r.r + p.n) % 30, 0, 0 FROM rules r, person p;
