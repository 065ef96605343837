-- Days of the company and of employees' units, with every limit that clauses count from a day. Instants are naive UTC.
CREATE MACRO local_day(t) AS CAST(t + INTERVAL 3 HOUR AS DATE);
CREATE MACRO filled(x) AS
    x IS NOT NULL AND TRIM(x) <> '' AND NOT LIST_CONTAINS(GETVARIABLE('placeholders'), LOWER(TRIM(x)));
CREATE MACRO limit_in_period(l) AS l > GETVARIABLE('starts_at') AND l <= GETVARIABLE('ends_at');
CREATE MACRO moment_in_period(t) AS t >= GETVARIABLE('starts_at') AND t < GETVARIABLE('ends_at');
CREATE MACRO is_over(l) AS GETVARIABLE('as_of') >= l;

CREATE TABLE found (
    clause VARCHAR, subject_type VARCHAR, subject_id VARCHAR, window_at TIMESTAMP, verdict VARCHAR, client_id VARCHAR,
    responsible_id VARCHAR, unit_id VARCHAR, opened_at TIMESTAMP, due_at TIMESTAMP, done_at TIMESTAMP,
    source_file VARCHAR, source_row BIGINT);

-- The end of the first working day after each day, and of the day rolled onto a working day.
CREATE TEMP TABLE company_day AS
SELECT d.day, d.starts_at, d.rolled_on, r.ends_at AS rolled_ends_at, n.ends_at AS next_ends_at
FROM calendar_day AS d
LEFT JOIN calendar_day AS r ON r.calendar = 'company' AND r.day = d.rolled_on
LEFT JOIN calendar_day AS n
    ON n.calendar = 'company' AND n.is_working AND n.working_index = d.working_index + 1
WHERE d.calendar = 'company';

-- All limits of an invoice by its day: approval (19c), the two days (21a), the fifteen days (23a).
CREATE TEMP TABLE invoice_day AS
SELECT d.day, d.starts_at, d.rolled_ends_at AS approval_limit,
    waited.rolled_ends_at AS waited_at, ask.next_ends_at AS ask_limit,
    lapse.rolled_on AS lapse_on, lapse.rolled_ends_at AS lapsed_at, decline.next_ends_at AS lapse_limit
FROM company_day AS d
LEFT JOIN company_day AS waited ON waited.day = d.day + 2
LEFT JOIN company_day AS ask ON ask.day = waited.rolled_on
LEFT JOIN company_day AS lapse ON lapse.day = d.day + 15
LEFT JOIN company_day AS decline ON decline.day = lapse.rolled_on;
