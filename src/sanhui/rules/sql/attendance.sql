-- attendance: of those due at the sessions of a period a share came; for the body ('') or for every member.
-- Whole numbers are compared: present · under >= due · over. `got` and `needed` are those two products.
-- With a session of which no marks are known, or not that of somebody due, it is not met: nobody knows.
WITH sessions AS (
    SELECT took_place.rule, took_place.period, took_place.session, count(mark.member) AS marks
    FROM took_place
    JOIN rule ON rule.id = took_place.rule AND rule.sort = 'attendance'
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
there AS (
    SELECT sessions.rule, sessions.period, '' AS subject, sum(mark.due) AS due,
        sum(CASE WHEN mark.due = 1 THEN mark.present ELSE 0 END) AS present
    FROM sessions
    JOIN mark ON mark.session = sessions.session
    GROUP BY sessions.rule, sessions.period
    UNION ALL
    SELECT sessions.rule, sessions.period, mark.member, sum(mark.due),
        sum(CASE WHEN mark.due = 1 THEN mark.present ELSE 0 END)
    FROM sessions
    JOIN mark ON mark.session = sessions.session
    GROUP BY sessions.rule, sessions.period, mark.member
)
SELECT expected.rule, expected.period, expected.subject, '' AS session,
    coalesce(there.due, 0) * rule.share_over AS needed, coalesce(there.present, 0) * rule.share_under AS got,
    CASE
        WHEN period.ended = 0 THEN 'upcoming'
        WHEN there.due > 0 AND there.present * rule.share_under < there.due * rule.share_over THEN 'short'
        WHEN coalesce(hidden.sessions, 0) > 0 THEN 'unchecked'
        WHEN there.due > 0 THEN 'met'
        ELSE 'none'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'attendance'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN hidden
    ON hidden.rule = expected.rule AND hidden.period = expected.period AND hidden.subject = expected.subject
LEFT JOIN there
    ON there.rule = expected.rule AND there.period = expected.period AND there.subject = expected.subject
