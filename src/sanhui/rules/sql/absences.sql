-- absences: in a period no member was absent without leave more often than at_most. So many late arrivals (`lates`) count
-- as one absence: absent + floor(late / lates) > at_most, without a division. Short as soon as it is too many.
-- A session without marks, or without that of a member who was due, may hide an absence: it is met only if it would be even
-- so. Who was due nowhere is not judged.
WITH sessions AS (
    SELECT took_place.rule, took_place.period, took_place.session, count(mark.member) AS marks
    FROM took_place
    JOIN rule ON rule.id = took_place.rule AND rule.sort = 'absences'
    LEFT JOIN mark ON mark.session = took_place.session
    GROUP BY took_place.rule, took_place.period, took_place.session
),
hidden AS (
    SELECT expected.rule, expected.period, expected.subject, count(DISTINCT sessions.session) AS sessions
    FROM sessions
    JOIN expected ON expected.rule = sessions.rule AND expected.period = sessions.period
    LEFT JOIN unmarked
        ON unmarked.session = sessions.session AND (expected.subject = '' OR unmarked.member = expected.subject)
    WHERE sessions.marks = 0 OR unmarked.member IS NOT NULL
    GROUP BY expected.rule, expected.period, expected.subject
),
missed AS (
    SELECT sessions.rule, sessions.period, mark.member, sum(mark.absent) AS absent, sum(mark.late) AS late
    FROM sessions
    JOIN mark ON mark.session = sessions.session
    GROUP BY sessions.rule, sessions.period, mark.member
),
judged_by AS (
    SELECT expected.rule, expected.period, expected.subject, rule.at_most, period.ended, rule.lates,
        coalesce(missed.absent, 0) AS absent, coalesce(missed.late, 0) AS late, coalesce(hidden.sessions, 0) AS hidden,
        CASE WHEN missed.member IS NULL THEN 0 ELSE 1 END AS known
    FROM expected
    JOIN rule ON rule.id = expected.rule AND rule.sort = 'absences'
    JOIN period ON period.unit = rule.unit AND period.id = expected.period
    LEFT JOIN hidden
        ON hidden.rule = expected.rule AND hidden.period = expected.period AND hidden.subject = expected.subject
    LEFT JOIN missed
        ON missed.rule = expected.rule AND missed.period = expected.period AND missed.member = expected.subject
)
SELECT rule, period, subject, '' AS session, at_most AS needed, absent AS got,
    CASE
        WHEN absent > at_most OR (lates > 0 AND absent * lates + late >= (at_most + 1) * lates) THEN 'short'
        WHEN ended = 0 THEN 'upcoming'
        WHEN absent + hidden > at_most OR (lates > 0 AND (absent + hidden) * lates + late >= (at_most + 1) * lates)
            THEN 'unchecked'
        WHEN known = 0 AND hidden = 0 THEN 'none'
        WHEN known = 0 THEN 'unchecked'
        ELSE 'met'
    END AS state
FROM judged_by
