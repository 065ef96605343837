"""The functions of the expression language: what an author may call, and how each engine says it."""

# Leaf functions: one template per engine, parsed in that engine's dialect; each row has a conformance test.
PORTABLE: dict[str, dict[str, str]] = {
    "ADD_MICROS": {"duckdb": ":a + TO_MICROSECONDS(:b)", "spark": "TIMESTAMPADD(MICROSECOND, :b, :a)"},
    "ADD_SECONDS": {
        "duckdb": ":a + TO_MICROSECONDS(CAST(CAST(:b AS DECIMAL(24,6)) * 1000000 AS BIGINT))",
        "spark": "TIMESTAMPADD(MICROSECOND, CAST(CAST(:b AS DECIMAL(24,6)) * 1000000 AS BIGINT), :a)",
    },
    "MICROS_BETWEEN": {"duckdb": "EPOCH_US(:b) - EPOCH_US(:a)", "spark": "TIMESTAMPDIFF(MICROSECOND, :a, :b)"},
    "ADD_DAYS": {"duckdb": ":a + CAST(:b AS INT)", "spark": "DATE_ADD(:a, CAST(:b AS INT))"},
    "DAYS_BETWEEN": {"duckdb": "DATE_SUB('day', :a, :b)", "spark": "DATEDIFF(:b, :a)"},
    "HOUR_OF": {"duckdb": "DATE_TRUNC('hour', :a)", "spark": "DATE_TRUNC('HOUR', :a)"},
    "MONTH_START": {"duckdb": "CAST(DATE_TRUNC('month', :a) AS DATE)", "spark": "TRUNC(:a, 'MM')"},
    "QUARTER_START": {"duckdb": "CAST(DATE_TRUNC('quarter', :a) AS DATE)", "spark": "TRUNC(:a, 'Q')"},
    "YEAR_START": {"duckdb": "CAST(DATE_TRUNC('year', :a) AS DATE)", "spark": "TRUNC(:a, 'YEAR')"},
    "ADD_MONTHS": {
        "duckdb": "CAST(:a + TO_MONTHS(CAST(:b AS INT)) AS DATE)",
        "spark": "ADD_MONTHS(:a, CAST(:b AS INT))",
    },
    "JSON_TEXT": {
        "duckdb": "JSON_EXTRACT_STRING(:a, '$.' || :b)",
        "spark": "GET_JSON_OBJECT(:a, '$.' || :b)",
    },
    "DIGITS": {"duckdb": "REGEXP_REPLACE(:a, '[^0-9]', '', 'g')", "spark": "REGEXP_REPLACE(:a, '[^0-9]', '')"},
    "TIDY": {
        "duckdb": "LOWER(TRIM(REGEXP_REPLACE(:a, '\\s+', ' ', 'g')))",
        "spark": "LOWER(TRIM(REGEXP_REPLACE(:a, '\\\\s+', ' ')))",
    },
    "INSTANT_TEXT": {"duckdb": "STRFTIME(:a, '%Y-%m-%d %H:%M:%S')", "spark": "DATE_FORMAT(:a, 'yyyy-MM-dd HH:mm:ss')"},
    # DuckDB makes an IN of LIST_CONTAINS over constants, and of an IN with more than a few texts a hash table.
    "HAS_MEMBER": {
        "duckdb": ":b IS NOT NULL AND COALESCE(LIST_POSITION(:a, :b), 0) > 0",
        "spark": "COALESCE(ARRAY_CONTAINS(:a, :b), FALSE)",
    },
    "LIST_SIZE": {"duckdb": "COALESCE(LEN(:a), 0)", "spark": "COALESCE(CARDINALITY(:a), 0)"},
    "SPLIT_LIST": {"duckdb": "STRING_SPLIT(:a, ';')", "spark": "SPLIT(:a, ';')"},
    "FLOOR_DIV": {"duckdb": "CAST(:a // :b AS BIGINT)", "spark": "CAST(:a DIV :b AS BIGINT)"},
    "FILLED_MEMBERS": {"duckdb": "LIST_FILTER(:a, lambda x: x IS NOT NULL)", "spark": "FILTER(:a, x -> x IS NOT NULL)"},
}

# Context-dependent functions, expanded before generation in macros.py; the texts stand in the guide to writing rules.
MACROS: dict[str, str] = {
    "PARAM": "PARAM('name'[, day]): the dated parameter in force on the local day (default: the day of as_of)",
    "AS_OF": "AS_OF(): the moment of judgement",
    "IN_SCOPE": "IN_SCOPE(due, subject id): whether a case due then may count in this audit",
    "AS_OF_DAY": "AS_OF_DAY(): the company's local day of as_of",
    "EXPORTED": "EXPORTED('table' or 'table.column'): whether the snapshot delivered it",
    "FILLED": "FILLED(text): neither blank nor a placeholder; never unknown",
    "ITEM": "ITEM(text, 'table.column'): FILLED, unknown where the column was not delivered",
    "LOCAL": "LOCAL(instant[, zone]): wall time, of the company or of the zone",
    "LOCAL_DAY": "LOCAL_DAY(instant[, zone]): the local day of an instant",
    "DAY_START": "DAY_START(day[, calendar]): the instant at which the local day begins",
    "DAY_END": "DAY_END(day[, calendar]): the instant at which the local day ends (the next midnight)",
    "IS_WORKDAY": "IS_WORKDAY(day[, calendar]): whether the day is a working day",
    "ROLL": "ROLL(day[, calendar]): the day itself if a working day, else the next working day",
    "WORKDAY_END": "WORKDAY_END(day, n[, calendar]): the midnight that ends the n-th working day after day",
    "CALENDAR_OF": "CALENDAR_OF(unit id): the calendar of the unit, the company's where the unit is unknown",
    "ZONE_OF": "ZONE_OF(calendar): the time zone of a calendar",
    "WORKED": "WORKED(instant, calendar): position of an instant in working time, microseconds",
    "WORK_AT": "WORK_AT(position, calendar): the instant of a position in working time",
    "CLOCK_START": "CLOCK_START(row.column): the instant, of a bare date the end of that day",
    "HELD_AT": "HELD_AT(history row, instant): whether the span of a history row contains the instant",
    "TEXT_OF": "TEXT_OF(instant): company-local time as text, to the second",
    "ROLE": "ROLE(text): the canonical role of a job title (policy role_map); other texts as they are",
    "DEPARTMENT": "DEPARTMENT(text): the canonical department (policy department_map); other texts as they are",
    "DUE_AT": "DUE_AT(): the last permitted moment of the case; in the conditions of a rule, not in views",
    "HOUSE_ZONE": "HOUSE_ZONE(): the company's time zone",
}

FUNCTIONS: dict[str, str] = {**MACROS, **{name: name for name in PORTABLE}}
