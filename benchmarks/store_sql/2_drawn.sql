-- What each case is about, drawn by hashes of its number.
CREATE TABLE drawn AS
WITH numbered AS (
    SELECT i, getvariable('month') AS month, i >= getvariable('violations') + getvariable('violations') // 25 AS waits,
        i >= getvariable('violations') AS unknown
    FROM range(getvariable('violations') + getvariable('violations') // 25 + getvariable('waiting')) t(i)
), shares AS (
    SELECT *, left(md5(concat(month, '/', i)), 16) AS case_id,
        [(hash(month, i, k) % 1000003) / 1000003.0 for k in range(8)] AS x
    FROM numbered
)
SELECT case_id, i, CAST(floor(60 * pow(x[1], 1.6)) AS INTEGER) AS r, CAST(floor(300 * pow(x[2], 1.4)) AS INTEGER) AS p,
    CAST(floor(60000 * x[3]) AS INTEGER) AS c,
    CASE WHEN waits THEN 'pending' WHEN unknown THEN 'undetermined' ELSE 'violated' END AS verdict,
    x[4] < 0.1 AND NOT waits AS carried, x[5] < 0.45 AS late, x[6] AS found, x[7] AS owed,
    CASE WHEN waits THEN getvariable('as_of') + to_seconds(CAST(floor(12 * 86400 * x[8]) AS BIGINT))
        ELSE getvariable('starts_at') + to_seconds(CAST(floor(18 * 86400 * x[8]) AS BIGINT)) END
        - CASE WHEN x[4] < 0.1 AND NOT waits THEN INTERVAL 31 DAY ELSE INTERVAL 0 DAY END AS due_at
FROM shares;
