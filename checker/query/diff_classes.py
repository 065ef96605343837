"""The one place that says what a case of two audits became from one to the other."""

# What each side said. `settled`: put right or void, or put right before its record was lost; `owed`: violated and not
# settled; `doubted`: a state that was violated and could not be judged then.
_BOTH = """
SELECT COALESCE(b.case_id, a.case_id) AS case_id, COALESCE(b.rule_id, a.rule_id) AS rule_id,
    COALESCE(b.effect, a.effect) AS effect, COALESCE(b.judged, a.judged) AS judged,
    COALESCE(b.severity, a.severity) AS severity, COALESCE(b.due_at, a.due_at) AS due_at,
    COALESCE(b.unit_id, a.unit_id, '') AS unit_id, COALESCE(b.responsible_id, a.responsible_id, '') AS responsible_id,
    COALESCE(b.first_seen, a.first_seen) AS first_seen,
    COALESCE(a.verdict, '') AS verdict_before, COALESCE(b.verdict, '') AS verdict,
    COALESCE(a.standing, '') AS standing_before, COALESCE(b.standing, '') AS standing,
    COALESCE(b.change, '') AS marked, COALESCE(b.missing, []) AS missing,
    COALESCE(a.standing IN ('cured', 'void') OR (a.standing = 'lost' AND a.change = 'resolved'), FALSE)
        AS settled_before,
    COALESCE(a.verdict = 'violated' AND a.standing NOT IN ('cured', 'void', 'lost'), FALSE) AS open_before,
    COALESCE(a.judged = 'state' AND a.verdict IN ('undetermined', 'pending') AND a.change = 'persisting', FALSE)
        AS doubted_before,
    COALESCE(b.verdict = 'violated' AND b.standing NOT IN ('cured', 'void', 'lost'), FALSE) AS open_now,
    COALESCE($ordered AND b.first_seen <= $before AND b.first_seen < $after, FALSE) AS seen_before
FROM a FULL JOIN b ON b.case_id = a.case_id AND b.rule_id = a.rule_id
WHERE a.verdict IN ('violated', 'met') OR a.change = 'persisting' OR b.verdict = 'violated' OR b.change = 'revised'
"""
_RULES = """
SELECT c.*, verdict_before = 'violated' AND NOT settled_before AS owed_before,
    COALESCE(ra.status, '') = 'ran' AS ran_before, COALESCE(rb.status, 'rule_gone') AS status_now,
    COALESCE(rb.status_reason, '') AS status_reason
FROM ({both}) AS c LEFT JOIN rules_a AS ra ON ra.rule_id = c.rule_id LEFT JOIN rules_b AS rb ON rb.rule_id = c.rule_id
"""
_VIOLATED_TWICE = """
CASE WHEN open_now THEN CASE WHEN settled_before THEN 'reopened' ELSE 'persisting' END
    WHEN standing = 'cured' THEN CASE WHEN owed_before THEN 'resolved' END
    WHEN open_before THEN 'not_judged' END
"""
# No row in the later audit of two: an event that was met in an audit between them is not kept again.
_NO_LONGER = """
CASE WHEN verdict <> '' AND judged = 'event' THEN 'revised'
    WHEN verdict = 'met' THEN CASE WHEN owed_before THEN 'resolved' END
    WHEN verdict <> '' THEN CASE WHEN open_before THEN 'not_judged' END
    WHEN status_now = 'ran' AND judged = 'event' AND $follows THEN 'revised'
    WHEN status_now = 'ran' AND judged = 'state' AND (open_before OR (owed_before AND $follows)) THEN 'resolved'
    WHEN NOT open_before THEN NULL
    ELSE 'not_judged' END
"""
# No violation in the earlier audit of two: what an audit before it had seen is not seen for the first time.
_SINCE = """
CASE WHEN verdict_before = 'met' AND judged = 'event' THEN 'revised'
    WHEN NOT seen_before THEN 'new'
    WHEN marked = 'revised' THEN 'revised'
    WHEN judged = 'state' AND (verdict_before <> '' OR ran_before) AND NOT doubted_before THEN 'reopened'
    WHEN marked = 'reopened' THEN 'reopened'
    WHEN open_now THEN 'persisting'
    WHEN standing = 'cured' AND verdict_before <> '' THEN 'resolved' END
"""
# No violation in either: a verdict that settled something and has changed, or a violation before both that has.
_NEITHER = """
CASE WHEN doubted_before AND (verdict = 'met' OR (verdict = '' AND status_now = 'ran')) THEN 'resolved'
    WHEN judged = 'state' OR verdict IN ('', verdict_before) THEN NULL
    WHEN verdict_before = 'met' OR (marked = 'revised' AND seen_before) THEN 'revised' END
"""
_CHANGE = f"""
CASE WHEN verdict_before = 'violated' AND verdict = 'violated' THEN {_VIOLATED_TWICE}
    WHEN verdict_before = 'violated' THEN {_NO_LONGER}
    WHEN verdict = 'violated' THEN {_SINCE}
    ELSE {_NEITHER} END
"""
_WHY = """
CASE change
    WHEN 'new' THEN CASE WHEN ran_before THEN '' ELSE 'not_judged_before' END
    WHEN 'resolved' THEN CASE WHEN standing = 'cured' THEN 'cured' WHEN verdict = 'met' THEN 'met' ELSE 'not_found' END
    WHEN 'not_judged' THEN CASE WHEN verdict = 'violated' THEN standing WHEN verdict <> '' THEN verdict
        WHEN status_now <> 'ran' THEN status_now ELSE 'out_of_view' END
    ELSE '' END
"""
_DETAIL = """
CASE WHEN change <> 'not_judged' THEN ''
    WHEN verdict = '' AND status_now NOT IN ('ran', 'rule_gone') THEN status_reason
    ELSE array_to_string(missing, ', ') END
"""
PAIRS = f"""
CREATE TEMP TABLE pair AS
SELECT case_id, rule_id, effect, severity, due_at, unit_id, responsible_id, first_seen, verdict_before, standing_before,
    CASE WHEN change = 'revised' AND verdict = '' THEN 'met' ELSE verdict END AS verdict, standing, change,
    {_WHY} AS why, {_DETAIL} AS detail
FROM (SELECT *, {_CHANGE} AS change FROM ({_RULES.format(both=_BOTH)}))
WHERE change IS NOT NULL
"""
"""Makes `pair` of the sides `a` and `b`: a row for every case of which there is something to tell.

Parameters: `ordered`, whether a knew less than b; `follows`, whether b was made knowing a; `before` and `after`, as of
when each judged. A violation stays what it was where data are missing: neither resolved nor, when they are back, new.
"""
